"""Enough people answer that the manager's pages speak: of the largest programme here, of every programme in `make soak`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.app import create_app
from varde.identity.models import Person
from varde.identity.sessions import start_session
from varde.kernel.work import Platform
from varde_demo.benefits import plan_benefits
from varde_demo.organisations import sites_of

from .platforms import fill_cohorts, with_cast

pytestmark = [pytest.mark.slow, pytest.mark.verification]
FEW, WHOLE = 40, 700
"""Simulated patients in the largest programme; the whole is what `varde demo` makes, and takes minutes."""
LARGEST, OTHERS = "fjordvest/ibs", ("fjordvest/emeistring", "vestbyen/frisklivs")
PLANNED = re.compile(r'<th scope="row" role="rowheader"><a href="/gevinstplan/')
SPEAKS = re.compile(r"hos de (\d+) som svarte begge ganger")


def _signed_in(platform: Platform, app: Flask, name: str) -> FlaskClient:
    with platform.work() as work:
        manager = work.session.scalars(select(Person).where(Person.given_name == name)).one()
        key = start_session(
            work,
            manager,
            issuer="https://issuer.test",
            issuer_key="helseid",
            subject=name,
            sid=name,
            acr="idporten-loa-high",
            id_token="x",
        )
    client = app.test_client()
    client.set_cookie("varde", key, domain="localhost")
    return client


def test_the_dashboards_speak(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    whole = pytestconfig.option.soak
    platform = with_cast(tmp_path)
    if whole:
        fill_cohorts(platform, WHOLE)
    else:
        fill_cohorts(platform, FEW, programme=LARGEST.rpartition("/")[2])
    with platform.work() as work:
        for _start in range(2):
            plan_benefits(work, sites_of(work), work.now)
        manager = work.session.scalars(select(Person).where(Person.given_name == "Nina")).one()
        about: dict[str, Any] = {"issuer": "https://issuer.test", "issuer_key": "helseid", "id_token": "x"}
        key = start_session(work, manager, **about, subject="nina", sid="nina", acr="idporten-loa-high")
    client = create_app(platform).test_client()
    client.set_cookie("varde", key, domain="localhost")
    for place in (LARGEST, *OTHERS):
        page = client.get(f"/gevinstplan/{place}").get_data(as_text=True)
        assert len(PLANNED.findall(page)) >= 4, f"the plan of {place}"
        assert "Hjem med et hefte" in page
        assert "Verdi av unngåtte timer" in page
    for place in (LARGEST, *(OTHERS if whole else ())):
        page = client.get(f"/gevinster/{place}").get_data(as_text=True)
        answered = [int(number) for number in SPEAKS.findall(page)]
        assert answered, f"{place} has no figure of its main outcome"
        assert max(answered) >= 5
