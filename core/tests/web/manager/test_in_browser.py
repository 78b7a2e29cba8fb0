"""The page in Chromium: accessible, and nothing runs out to the side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from varde.testing.browser import axe, sign_in

from .test_plan import WEATHER, keep, send
from .test_plan_beside import QUOTE

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Page

    from .conftest import Counted

PLAN = "/gevinstplan/fjordvest/lake"
OF_A_PLAN = ("", "/1", "/1/endre", "/veier")


@pytest.fixture
def served(counted: Counted) -> Iterator[tuple[str, FlaskClient]]:
    """The address of a running house with 120 counted patients, and its manager's test client."""
    counted.count(counted.patients(120))
    whole_plan(counted.browser())
    with counted.house.served() as address:
        yield address, counted.browser()


def whole_plan(manager: FlaskClient) -> None:
    """Everything that a plan can have."""
    keep(manager)
    keep(manager, WEATHER)
    for day, value in (("2026-08-01", "30"), ("2026-09-01", "26")):
        send(manager, f"{PLAN}/1/verdi", {"day": day, "value": value, "n": "40", "source": "Telt"})
    for kind in ("precondition", "disbenefit", "risk"):
        send(manager, f"{PLAN}/1/punkt", {"kind": kind, "words": "Noe som må holde"})
    send(manager, f"{PLAN}/veier", {"without-title-1": "Fastlegen henviser", "with-title-1": "Gruppevideo"})
    for key in ("people", "visits", "visit_cost", "cost"):
        spread = {"assumption": key, "low": "1", "base": "2", "high": "3"}
        send(manager, f"{PLAN}/anslag", spread | {"assumption_owner": "Leder", "assumption_source": "Regnskapet"})
    send(manager, f"{PLAN}/ord", QUOTE)
    send(manager, f"{PLAN}/ord", {"voice_kind": "finding", "voice": "Seks av fjorten ville ha en samtale til."})
    send(manager, f"{PLAN}/mal", {"plan_goal": "God hjelp der de bor", "gjor": "godkjenn"})


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(
    served: tuple[str, FlaskClient], open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    address, manager = served
    page = open_page((width, 900), color_scheme=scheme)
    sign_in(page, manager)
    for path in (
        "/oversikt",
        "/oversikt/velg",
        "/gevinster",
        "/gevinster/fjordvest/lake?fra=2025-01&til=2026-09&vis=respons",
        "/gevinster/fjordvest/ridge",
        "/gevinster/fjordvest/lake/sted",
        "/gevinster/fjordvest/lake/sammenlign?fra=2025-06&til=2025-01",
        "/gevinster/fjordvest/lake/rapport?fra=2025-01&til=2026-09",
        *(f"{PLAN}{page}" for page in OF_A_PLAN if (width, scheme) in ((390, "light"), (1280, "dark"))),
    ):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
