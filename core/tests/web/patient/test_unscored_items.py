"""Items that are asked and not scored, of any kind: shown, kept, handed in, read, exported and brought in like any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from varde.assessments.models import Response
from varde.exchange.csv.response_rows import cell_of
from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.exchange.fhir.responses import answers_of, response_of
from varde.identity.models import Person
from varde.instruments.authoring import asked
from varde.instruments.cells import answer_in
from varde.instruments.rules import score
from varde.instruments.soundness import check_instrument
from varde.instruments.values import Instrument, Item
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import Ranking, SeveralChoices, SingleChoice, YesNo
from varde.kinds.moments import CalendarDay, ClockTime, Timer
from varde.kinds.numbers import DecimalNumber, RatingScale, WholeNumber
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import LongText, ShortText
from varde.programmes.values import Programme
from varde.testing.house import House, all_samples, token

from .conftest import Patient, hidden, words


def same(text: str) -> Text:
    return Text(text, text, text)


PLACES = (("sea", same("Sjøen")), ("hill", same("Åsen")), ("town", same("Byen")))
SCORED = all_samples().one(Instrument, "who-5")
OWN = (
    asked("line", ShortText(), same("Med ett ord?")),
    asked("why", LongText(), same("Hvorfor?")),
    asked("times", WholeNumber(0, 9), same("Hvor ofte?")),
    asked("far", DecimalNumber(0, 9), same("Hvor langt?")),
    asked("good", RatingScale(0, 10, same("nei"), same("ja")), same("Hvor godt?")),
    asked("where", SingleChoice(PLACES), same("Hvor?")),
    asked("seen", SeveralChoices(PLACES, same("Ingen")), same("Hva så du?")),
    asked("again", YesNo(), same("Igjen?")),
    asked("day", CalendarDay(), same("Hvilken dag?")),
    asked("clock", ClockTime(), same("Når?")),
    asked("rank", Ranking(PLACES), same("Hva var best?")),
    asked("took", Timer(), same("Hvor lenge?")),
)
MEALS = asked(
    "meals", GrowingTable((Field("eaten", ShortText(), same("Hva spiste du?")),), same("Måltid")), same("Måltidene?")
)
BESIDE = replace(SCORED, key="beside", items=(*SCORED.items, *OWN, MEALS))
SENT: dict[str, list[str]] = {
    "line": ["Fint"],
    "why": ["Fordi.\nJa."],
    "times": ["3"],
    "far": ["2,5"],
    "good": ["7"],
    "where": ["hill"],
    "seen": ["town", "sea"],
    "again": ["1"],
    "day": ["17.11.2026"],
    "clock": ["7.30"],
    "rank-hill": ["1"],
    "rank-sea": ["2"],
    "took-min": ["1"],
    "took-sec": ["5"],
    "meals-0-eaten": ["Suppe"],
}
STORED: dict[str, Any] = {
    "line": "Fint",
    "why": "Fordi.\nJa.",
    "times": 3,
    "far": 2.5,
    "good": 7,
    "where": "hill",
    "seen": ["sea", "town"],
    "again": True,
    "day": "2026-11-17",
    "clock": "07:30",
    "rank": ["hill", "sea"],
    "took": 65,
    "meals": [{"eaten": "Suppe"}],
}
SAID = (
    "Fint",
    "Fordi.",
    "2,5",
    "7 av 10",
    "Åsen",
    "Sjøen, Byen",
    "17. november 2026",
    "kl. 07.30",
    "1 minutt og 5 sekunder",
    "Suppe",
)


@pytest.fixture
def vidar(house: House, enrol: Callable[..., Patient]) -> Patient:
    programme = house.platform.catalogue.one(Programme, "village")
    start = replace(programme.occasions[0], instruments=("beside",), for_track=(), conditions=())
    changed = replace(programme, occasions=(start, *programme.occasions[1:]))
    catalogue = house.platform.catalogue.with_values(Instrument, [BESIDE])
    house.platform.catalogue = catalogue.with_values(Programme, [changed])
    return enrol("Vidar", "village")


def address(patient: Patient) -> str:
    return f"/skjema/{patient.agenda()[0].id}"


def scored() -> dict[str, list[str]]:
    return {item.key: [str(int(item.low))] for item in SCORED.items}


def send(patient: Patient, form: dict[str, list[str]]) -> TestResponse:
    of_page = {name: [value] for name, value in hidden(patient.html(address(patient))).items()}
    return patient.browser.post(
        address(patient), data=MultiDict(of_page | form | {"csrf_token": [token(patient.browser)]})
    )


def response(patient: Patient) -> Response:
    with patient.house.work() as work:
        return work.session.scalars(select(Response)).one()


def test_it_is_sound_and_its_score_is_that_of_the_scored_alone() -> None:
    assert check_instrument(BESIDE) == []
    answers = {item.key: item.high for item in SCORED.items}
    assert score(BESIDE, answers | STORED).total == score(SCORED, answers).total
    assert score(BESIDE, answers | {"day": "yesterday"}).status == "invalid"


UNSOUND = (
    (Item("x", LongText(), 0, 0, same("X")), "item x: it is answered with LongText, so it must be scored=False"),
    (
        Item("x", LongText(), 0, 0, same("X"), scored=False, safety=True),
        "item x: it is answered with LongText, and safety is asked with a number or a choice",
    ),
    (
        Item("x", LongText(), 0, 0, same("X"), scored=False, unit=same("kg")),
        "item x: its choices, labels, unit and step belong to LongText",
    ),
)


@pytest.mark.parametrize(("item", "fault"), UNSOUND, ids=[fault for _, fault in UNSOUND])
def test_what_does_not_go_together_is_said(item: Item, fault: str) -> None:
    assert f"beside: {fault}" in check_instrument(replace(BESIDE, items=(*SCORED.items, item)))


def test_it_is_asked_kept_handed_in_and_read(vidar: Patient, maren: Person) -> None:
    answer = send(vidar, scored() | SENT)
    assert answer.status_code == 303, words(answer.get_data(as_text=True))[:900]
    kept = response(vidar)
    assert kept.submitted_at is not None
    assert {key: value for key, value in kept.answers.items() if key in STORED} == STORED
    assert kept.total == score(SCORED, {item.key: item.low for item in SCORED.items}).total
    therapist = vidar.house.browser(maren, staff=True)
    page = words(therapist.get(f"/pasient/{vidar.enrolment_id}/skjemaer/{kept.id}").get_data(as_text=True)).replace(
        "\xa0", " "
    )
    assert [each for each in SAID if each not in page] == []


def test_a_row_is_added_and_what_is_wrong_is_said_with_everything_standing(vidar: Patient) -> None:
    added = send(vidar, scored() | SENT | {"meals-add": ["1"]})
    assert added.status_code == 200
    html = added.get_data(as_text=True)
    assert 'name="meals-1-eaten"' in html
    wrong = send(vidar, scored() | SENT | {"clock": ["25"], "seen": ["sea", "none"]})
    html = wrong.get_data(as_text=True)
    assert wrong.status_code == 422
    assert "«Når?»: Skriv et klokkeslett, for eksempel 14.30." in words(html)
    assert 'href="#clock"' in html
    assert 'value="25"' in html
    assert "Fordi.\nJa." in html.replace("\r", "")
    assert html.count("checked") >= 2


@pytest.mark.parametrize("item", OWN, ids=lambda item: item.key)
def test_what_is_exported_is_brought_in_as_the_same(item: Item) -> None:
    value = STORED[item.key]
    assert item.takes.accept(answer_in(item, str(cell_of(value)))) == value
    told = Response(
        id=1,
        enrolment_id=1,
        instrument="beside",
        version="1",
        occasion="start",
        mode="patient",
        language="nb",
        context={},
    )
    told.answers, told.submitted_at = {item.key: value}, datetime(2026, 11, 17, 9, tzinfo=UTC)
    resource = json.loads(json.dumps(response_of(told, BESIDE, place="https://varde.example.no")))
    assert item.takes.accept(answers_of(resource)[item.key]) == value
    question = next(each for each in questionnaire_of(BESIDE, "nb")["item"] if each["linkId"] == item.key)
    assert question["type"]
    assert question["text"] == item.label.nb
