"""Ending somebody's roles: which, when, and that she is signed out."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from varde.identity.commands import end_roles_command, roles
from varde.identity.models import Grant
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage
from varde.testing.house import House, make_house, sample_only, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def run(house: House, command: Any, *arguments: str) -> Result:
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    return CliRunner().invoke(command, arguments, obj=console)


def ends(house: House, person_id: int) -> dict[str, str | None]:
    with house.work() as work:
        rows = work.session.scalars(select(Grant).where(Grant.person_id == person_id))
        return {row.role: row.ends_at.isoformat() if row.ends_at else None for row in rows}


def test_who_holds_what_at_an_organisation_and_under_it(house: House) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic), ("head", house.trust))
    house.person("Ola", "Ås", ("therapist", house.elsewhere))
    house.person("Pia", "Nes", ("patient", house.clinic))
    listed = json.loads(run(house, roles, "fjordvest").stdout)
    assert listed == [
        {"person_id": sara.id, "name": "Sara Holm", "role": role, "organisation": place, "ends_at": None}
        for role, place in (("therapist", "klinikken"), ("head", "fjordvest"))
    ]


def test_now_every_role_ends_and_she_is_signed_out_as_staff(house: House) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic), ("head", house.trust), ("patient", house.clinic))
    staff, citizen = house.browser(sara, staff=True), house.browser(sara)
    assert json.loads(run(house, end_roles_command, str(sara.id)).stdout)["roles"] == 2
    now = house.clock.now().isoformat()
    assert ends(house, sara.id) == {"therapist": now, "head": now, "patient": None}
    assert staff.get("/arbeidsliste").status_code == 302
    assert citizen.get("/min-sti").status_code == 200


def test_after_the_last_day_on_the_wall(house: House) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    staff = house.browser(sara, staff=True)
    run(house, end_roles_command, str(sara.id), "--on", "2026-12-31")
    assert ends(house, sara.id) == {"therapist": "2026-12-31T23:00:00+00:00"}
    assert staff.get("/arbeidsliste").status_code == 200


def test_one_that_ends_before_keeps_its_end(house: House) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic), ("head", house.trust))
    with house.work() as work:
        early = work.now + timedelta(days=3)
        work.session.scalars(select(Grant).where(Grant.role == "head")).one().ends_at = early
    assert json.loads(run(house, end_roles_command, str(sara.id), "--on", "2026-12-31").stdout)["roles"] == 1
    assert ends(house, sara.id)["head"] == early.isoformat()


def test_whoever_holds_none_is_said_to(house: House) -> None:
    patient = house.person("Pia", "Nes", ("patient", house.clinic))
    for person_id in (patient.id, 999):
        refused = run(house, end_roles_command, str(person_id))
        assert isinstance(refused.exception, BadUsage)
        assert str(person_id) in str(refused.exception)
