"""A long address, topic, note, template, reason or text never makes a page wider than a telephone, for whoever reads it; each page
is accessible too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.content.editing import PublishingPlan, editor_signed_in, save_draft, send
from varde.content.values import StepKey, StepWords
from varde.dialogue.service import write
from varde.dialogue.templates import keep_template
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import ask
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.minutes.service import note_call
from varde.modules.switching import SwitchWish, turn
from varde.notes.service import write_note
from varde.testing.browser import PHONE, axe, open_page, sign_in
from varde.testing.house import House

from .conftest import Patient

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow
ADDRESS = "https://example.org/" + "a" * 3000
STEP = StepKey("lake", "know-the-lake", "what-it-is")
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 120))"""
HERS = ("/meldinger/{id}", "/min-sti/{id}", "/innsyn/notater", "/skjema/{sheet}/svar")
THEIRS = (
    "/meldinger/{id}?emne=1",
    "/pasient/{id}",
    "/pasient/{id}/raad",
    "/pasient/{id}/sok?sok=example",
    "/pasient/{id}/sti",
    "/pasient/{id}/lekser",
    "/pasient/{id}/tid",
    "/arbeidsliste",
    "/maler",
)
WRITERS = (
    "/innhold/klinikken",
    f"/innhold/klinikken/steg/{STEP}",
    "/innhold/klinikken/versjon/{version}",
    "/innhold/klinikken/bibliotek",
)


def test_nothing_that_is_written_widens_a_page(browser: Browser, house: House, ingrid: Patient, maren: Person) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    kari = house.person("Kari", "Lie", ("content_editor", house.clinic), ("head", house.clinic))
    sheet = ingrid.agenda()[0]
    ingrid.hand_in(sheet, 0.5)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        staff = house.actor(maren, ("therapist", house.clinic))
        write(work, house.actor(ingrid.person), enrolment, ADDRESS, "once-0001", (), None, "x" * 60)
        write_note(work, staff, enrolment, ADDRESS[:2000], "a")
        ask(work, staff, enrolment, sara.id, ADDRESS[:2000], 7, "a")
        keep_template(work, staff, "x" * 60, Text(ADDRESS[:900], ADDRESS[:900]), None)
        turn(work, staff, enrolment, SwitchWish("open", "boat-and-oars", "", ADDRESS[:300]))
        note_call(work, staff, enrolment, work.today, 10, ADDRESS[:200], "a")
        writer = editor_signed_in(work, house.actor(kari, ("content_editor", house.clinic)))
        words = {language: StepWords(language * 75, f"{ADDRESS} {language}") for language in ("nb", "nn")}
        save_draft(work, writer, house.clinic, STEP, words)
        version = send(work, writer, house.clinic, STEP, PublishingPlan(work.today)).id
    with house.served() as address:
        for person, pages in ((ingrid.person, HERS), (maren, THEIRS), (kari, WRITERS)):
            with open_page(browser, PHONE) as page:
                sign_in(page, house.browser(person, staff=person is not ingrid.person))
                for each in pages:
                    answer = page.goto(address + each.format(id=ingrid.enrolment_id, sheet=sheet.id, version=version))
                    assert answer is not None
                    assert answer.status == 200, each
                    over = page.evaluate(WIDER)
                    assert not over, (each, over)
                    axe(page)
