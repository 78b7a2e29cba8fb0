"""An exercise with a field of every kind: it keeps what is written, grows without scripts, and says what is wrong where it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from varde.enrolments.access import open_record
from varde.identity.models import Person
from varde.modules.entries import entry_of, written_by_patient
from varde.modules.switching import SwitchWish, turn
from varde.testing.browser import PHONE, axe, expect, sign_in
from varde.testing.house import House, token
from varde.web.shell.form_filling import forms_in, stands_in

from .conftest import Patient, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What is sent, control by control, as a browser would; and what is stored then.
SENT = {
    "where": ["  Rundt   vannet "],
    "day": ["17.11.2026"],
    "left": ["kl. 8.05"],
    "bearing": ["90"],
    "rests": ["3"],
    "distance": ["7,5"],
    "uphill-min": ["42"],
    "uphill-sec": [""],
    "effort": ["6"],
    "weather": ["wet"],
    "sights": ["birds", "lake"],
    "best-lake": ["2"],
    "best-birds": ["1"],
    "best-quiet": [""],
    "again": ["0"],
    "meals-0-at": ["12:30"],
    "meals-0-eaten": ["Brødskive"],
    "meals-1-at": [""],
    "meals-1-eaten": ["Et eple"],
    "words": ["Det regnet.\nLitt."],
}
STORED = {
    "where": "Rundt vannet",
    "day": "2026-11-17",
    "left": "08:05",
    "bearing": 90,
    "rests": 3,
    "distance": 7.5,
    "uphill": 2520,
    "effort": 6,
    "weather": "wet",
    "sights": ["lake", "birds"],
    "best": ["birds", "lake"],
    "again": False,
    "meals": [{"at": "12:30", "eaten": "Brødskive"}, {"eaten": "Et eple"}],
    "words": "Det regnet.\nLitt.",
}
SAID = (
    "Rundt vannet",
    "17. november 2026",
    "kl. 08.05",
    "øst",
    "3 pauser",
    "7,5 km",
    "42 minutter",
    "6 av 10",
    "Vått",
    "Vannet, Fuglene",
    "1. Fuglene",
    "Nei",
    "1. Når spiste du?: kl. 12.30; Hva spiste du?: Brødskive",
    "2. Hva spiste du?: Et eple",
)


@pytest.fixture
def walker(house: House, maren: Person) -> Patient:
    """On the sample's trail, where the detour is opened for her."""
    person = house.person("Tuva", "Vik")
    enrolment_id = house.enrolled(person, maren, "sample")
    with house.work() as work:
        therapist = house.actor(maren, ("therapist", house.clinic))
        enrolment = open_record(work, therapist, enrolment_id, "modules", write=True)
        turn(work, therapist, enrolment, SwitchWish("open", "detour", reason="Hun er klar for den."))
    return Patient(house, person, house.browser(person), enrolment_id)


def address(walker: Patient) -> str:
    return f"/moduler/{walker.enrolment_id}/detour/day-out"


def send(walker: Patient, form: dict[str, list[str]]) -> TestResponse:
    return walker.browser.post(address(walker), data=MultiDict(form | {"csrf_token": [token(walker.browser)]}))


def stands(html: str) -> dict[str, list[str]]:
    """What a browser would send of the exercise as it stands on the page."""
    form = next(form for form in forms_in(html) if any(control.name == "where" for control in form.controls))
    return stands_in(html, form)


def stored(walker: Patient) -> dict[str, Any]:
    with walker.house.work() as work:
        return written_by_patient(entry_of(work, walker.enrolment_id, "detour", "day-out"))


def test_every_kind_is_stored_shown_again_and_read_by_the_therapist(walker: Patient, maren: Person) -> None:
    assert send(walker, SENT | {"shared": ["1"]}).status_code == 303
    assert stored(walker) == STORED
    again = stands(walker.html(address(walker)))
    assert send(walker, again).status_code == 303
    assert stored(walker) == STORED
    page = walker.house.browser(maren, staff=True).get(f"/pasient/{walker.enrolment_id}").get_data(as_text=True)
    said = words(page).replace("\xa0", " ")
    assert [each for each in SAID if each not in said] == []


def test_a_row_is_added_and_taken_away_without_scripts_and_nothing_is_done_yet(walker: Patient) -> None:
    added = send(walker, SENT | {"meals-add": ["1"]})
    assert added.status_code == 200
    form = stands(added.get_data(as_text=True))
    assert form["meals-2-eaten"] == [""]
    assert form["words"] == ["Det regnet.\nLitt."]
    assert stored(walker) == STORED
    with walker.house.work() as work:
        sheet = entry_of(work, walker.enrolment_id, "detour", "day-out")
        assert sheet is not None
        assert sheet.submitted_at is None
    removed = send(walker, form | {"meals-2-eaten": ["Suppe"], "meals-remove": ["0"]})
    assert removed.status_code == 200
    assert stored(walker)["meals"] == [{"eaten": "Et eple"}, {"eaten": "Suppe"}]
    form = stands(removed.get_data(as_text=True))
    assert [form.get(f"meals-{row}-eaten") for row in range(3)] == [["Et eple"], ["Suppe"], None]


WRONG = {
    "where": (["x" * 61], "Hvor gikk du? Teksten har 61 tegn og kan ha høyst 60."),
    "day": (["31.11.2026"], "Hvilken dag? Skriv en dato, for eksempel 17.11.2026."),
    "left": (["25.00"], "Når gikk du hjemmefra? Skriv et klokkeslett, for eksempel 14.30."),
    "bearing": (["45"], "Hvilken vei gikk du først? Velg en retning."),
    "rests": (["21"], "Hvor ofte hvilte du? Skriv et helt tall fra 0 til 20."),
    "distance": (["7,55"], "Hvor langt? Skriv et tall fra 0 til 60, med høyst én desimal."),
    "uphill-sec": (["lenge"], "Hvor lenge gikk du oppover? Skriv et helt tall."),
    "effort": (["11"], "Hvordan var det? Velg et helt tall fra 0 til 10."),
    "weather": (["snow"], "Hvordan var været? Velg et av alternativene."),
    "sights": (["lake", "none"], "Hva la du merke til? Velg enten «Ingen av dem» eller noen av de andre."),
    "best-lake": (["1"], "Hva var best? «Fuglene» og «Vannet» har begge plass 1. Gi dem hver sin."),
    "again": (["kanskje"], "Vil du gå dit igjen? Velg ja eller nei."),
    "meals-1-at": (
        ["seint"],
        "Hva spiste du på turen? Måltid 2, Når spiste du? Skriv et klokkeslett, for eksempel 14.30.",
    ),
    "words": (["x" * 2001], "Er det noe mer? Teksten har 2001 tegn og kan ha høyst 2000."),
}
LED_TO = {"best-lake": "best-birds"}
"""The control that the summary leads to, where that is another than the one that was changed."""


@pytest.mark.parametrize("control", WRONG)
def test_what_is_wrong_is_said_at_its_control_and_everything_stands(walker: Patient, control: str) -> None:
    sent, sentence = WRONG[control]
    answer = send(walker, SENT | {control: sent})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words(html).count(sentence) == 2, "in the summary, and beside the control"
    led_to = LED_TO.get(control, control)
    assert f'href="#{led_to}"' in html
    assert f'id="{led_to}"' in html
    form = stands(html)
    others = [name for name in SENT if name != control]
    assert {name: sorted(form.get(name, ())) for name in others} == {name: sorted(SENT[name]) for name in others}
    assert stored(walker) == {}


@pytest.fixture
def served(walker: Patient) -> Iterator[str]:
    with walker.house.served() as url:
        yield f"{url}{address(walker)}"


@pytest.mark.slow
def test_on_a_telephone_it_has_room_and_names_and_times_what_takes_time(
    page: Page, served: str, walker: Patient
) -> None:
    sign_in(page, walker.browser)
    page.goto(served)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    timing = page.get_by_role("group", name="Hvor lenge gikk du oppover?")
    timing.get_by_role("button", name="Ta tiden").click()
    expect(timing.get_by_role("button", name="Stopp")).to_be_visible()
    expect(timing.get_by_label("Sekunder")).to_have_value("1")
    timing.get_by_role("button", name="Stopp").click()
    expect(page.locator("[data-save-status]")).to_contain_text("Lagret")
    assert stored(walker)["uphill"] >= 1


WRITTEN_OFFLINE = """() => {
  const form = document.querySelector('form[data-autosave-url]');
  const entries = [...new FormData(form)].filter(([name]) => name !== 'csrf_token');
  entries.push(['meals-1-at', ''], ['meals-1-eaten', 'Et eple']);
  const key = `varde:draft:${document.body.dataset.person}:${form.dataset.autosaveUrl}`;
  localStorage.setItem(key, JSON.stringify({at: new Date().toISOString(), base: form.dataset.savedAt, entries}));
}"""
"""What autosave.js keeps when a second row was written and no server was reached."""


@pytest.mark.slow
def test_rows_that_reached_no_server_are_kept_and_sent_when_there_is_one(
    page: Page, served: str, walker: Patient
) -> None:
    sign_in(page, walker.browser)
    page.goto(served)
    page.get_by_label("Hva spiste du?").fill("Brødskive")
    expect(page.locator("[data-save-status]")).to_contain_text("Lagret kl.")
    assert stored(walker)["meals"] == [{"eaten": "Brødskive"}]
    page.evaluate(WRITTEN_OFFLINE)
    with page.expect_response("**/utkast"):
        page.goto(served)
    page.goto(served)
    expect(page.get_by_label("Hva spiste du?").nth(1)).to_have_value("Et eple")
    assert stored(walker)["meals"] == [{"eaten": "Brødskive"}, {"eaten": "Et eple"}]


@pytest.mark.slow
def test_without_scripts_it_is_filled_in_with_the_keyboard(scriptless_page: Page, served: str, walker: Patient) -> None:
    page = scriptless_page
    sign_in(page, walker.browser)
    page.goto(served)
    page.get_by_label("Hva spiste du?").fill("Brødskive")
    page.get_by_role("button", name="Legg til en rad til").press("Enter")
    expect(page.locator("#meals-1")).to_be_visible()
    expect(page.get_by_label("Hva spiste du?").nth(0)).to_have_value("Brødskive")
    page.get_by_label("Hva spiste du?").nth(1).fill("Et eple")
    page.get_by_role("group", name="Hva var best?").get_by_label("Fuglene").select_option("1")
    page.get_by_label("Hva spiste du?").nth(1).press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("En dag ute")
    assert stored(walker) == {"meals": [{"eaten": "Brødskive"}, {"eaten": "Et eple"}], "best": ["birds"]}
