"""A crossed limit in Chromium: the patient's next page and the clinician's pages are accessible and inside the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.service import open_sheet, submit
from varde.scheduling.models import AgendaItem
from varde.testing.browser import DESKTOP, PHONE, axe, expect, open_page, sign_in
from varde.testing.house import House, all_samples, make_house, sqlite_url

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with house.served() as address:
        yield address


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark")], ids=["phone", "desktop", "dark"]
)
def test_what_a_crossed_limit_shows(
    browser: Browser, house: House, address: str, size: tuple[int, int], scheme: str
) -> None:
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
    patient = house.person("Tor", "Vik")
    enrolment_id = house.enrolled(patient, therapist, "ridge", "north")
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        ).one()
        sheet = open_sheet(work, house.actor(patient), item, write=True)
        submit(work, house.actor(patient), sheet, "phq-9", {f"q{number}": 2 for number in range(1, 10)})
    hers, theirs = house.browser(patient), house.browser(therapist, staff=True)
    pages: list[tuple[FlaskClient, str, str]] = [
        (hers, "/min-sti", "Ring 113 eller 116 117."),
        (theirs, "/arbeidsliste", "Risiko"),
        (theirs, f"/pasient/{enrolment_id}", "Hva ble gjort?"),
        (theirs, f"/pasient/{enrolment_id}/varsler", "Jeg tar dette nå"),
    ]
    for client, path, words in pages:
        with open_page(browser, size, color_scheme=scheme) as page:
            sign_in(page, client)
            page.goto(address + path)
            expect(page.get_by_text(words).filter(visible=True).first, path).to_be_visible()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
