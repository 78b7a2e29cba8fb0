"""A long address, a long topic and a long note never make a page wider than a telephone, for whoever reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import ask
from varde.identity.models import Person
from varde.notes.service import write_note
from varde.testing.browser import PHONE, axe, open_page, sign_in
from varde.testing.house import House

from .conftest import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
ADDRESS = "https://example.org/" + "a" * 3000
HERS = ("/meldinger/{id}", "/min-sti/{id}", "/innsyn/notater")
THEIRS = (
    "/meldinger/{id}?emne=1",
    "/pasient/{id}",
    "/pasient/{id}/raad",
    "/pasient/{id}/sok?sok=example",
    "/arbeidsliste",
)


def test_nothing_that_is_written_widens_a_page(browser: Browser, house: House, ingrid: Patient, maren: Person) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        staff = house.actor(maren, ("therapist", house.clinic))
        write(work, house.actor(ingrid.person), enrolment, ADDRESS, "once-0001", (), None, "x" * 60)
        write_note(work, staff, enrolment, ADDRESS[:2000], "a")
        ask(work, staff, enrolment, sara.id, ADDRESS[:2000], 7, "a")
    with house.served() as address:
        for person, pages in ((ingrid.person, HERS), (maren, THEIRS)):
            with open_page(browser, PHONE) as page:
                sign_in(page, house.browser(person, staff=person is maren))
                for each in pages:
                    page.goto(address + each.format(id=ingrid.enrolment_id))
                    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, each
                    axe(page)
