"""Danger, by every way in and in every state a person can be in: who is told, what she is told, and what is kept.

The table of :mod:`danger_expected` is written by hand. A state that is added to the product must be added there: the test says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.alerts.models import RaisedAlert, RiskNote
from varde.enrolments.models import ENROLMENT_STATES, Enrolment
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.testing.house import House, make_house, sqlite_url

from .danger_expected import EXPECTED, NONE, NOTED, REPORTED, STATES, TAKEN, WAYS
from .ways_in import SENDERS, Way, imported, stand

LEVELS = {0: None, 1: None, 2: "amber", 4: "red", 6: "critical"}
"""What each answer to MADRS-S, question 9, is told as."""
IN_ALL_LEVELS = "active"
"""Where each level is tried; elsewhere a lighter and a grave one are, since what an answer is told as is one rule for all."""
ELSEWHERE = (2, 6)
CRISIS, NUMBER = "Ring 113 eller 116 117.", "tel:116123"

CASES = [pytest.param(state, way, id=f"{state} | {way}") for state in STATES for way in WAYS]


def test_no_combination_is_missing() -> None:
    assert set(EXPECTED) == set(STATES)
    assert all(set(ways) == set(WAYS) for ways in EXPECTED.values())
    assert set(STATES.values()) - {None} == set(ENROLMENT_STATES), "a state of the enrolment is in no row"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = make_house(sqlite_url(tmp_path))
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def staff(house: House) -> tuple[Person, Person]:
    return (
        house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog"),
        house.person("Per", "Dale", ("therapist", house.clinic)),
    )


# --- what becomes of it


@pytest.mark.parametrize(("state", "way"), CASES)
def test_danger_is_told_by_every_way_in(house: House, staff: tuple[Person, Person], state: str, way: str) -> None:
    if way.startswith("clinician's referral"):
        house.clock.move(minutes=61)  # one clinician refers no more than so many within an hour
    levels = LEVELS if state == IN_ALL_LEVELS else {answer: LEVELS[answer] for answer in ELSEWHERE}
    for number, (answer, severity) in enumerate(levels.items()):
        person = house.person("Tone", f"Berg{number}")
        sender = Way(house, *staff, person, state, answer)
        stand(sender, state, STATES[state])
        becomes = EXPECTED[state][way]
        if becomes == NONE:
            assert sender.agenda_id is None, "there is something to answer, and no row that says what becomes of it"
            break  # whatever she would answer
        if way == "import":
            reported = imported(sender)
            response = None
        else:
            reported, response = [], SENDERS[way](sender)
        if way == "draft" and becomes == TAKEN:
            house.clock.move(minutes=61)  # the page saved by itself, so it is looked at when it has lain for an hour
            while tick(house.platform):
                pass
        house.platform.drain()
        told(sender, way, becomes if severity else NONE, severity, reported)
        if severity and response is not None:
            said(sender, way, becomes, response)
        if severity and becomes == NOTED:
            again = SENDERS[way](sender)
            assert again.status_code == (response.status_code if response else 0)
            told(sender, way, becomes, severity, reported)


def told(way: Way, name: str, becomes: str, severity: str | None, reported: list[str]) -> None:
    """The alert, its owner, its notices, and the note."""
    with way.house.work() as work:
        rows = work.session.scalars(select(RaisedAlert).where(RaisedAlert.person_id == way.person.id)).all()
        rows = [row for row in rows if row.crisis]
        notes = work.session.scalars(select(RiskNote).where(RiskNote.person_id == way.person.id)).all()
        assert [row.severity for row in rows] == ([severity] if becomes in (TAKEN, NOTED) else [])
        assert len(notes) == (1 if becomes == NOTED else 0)
        assert len(reported) == (1 if becomes == REPORTED else 0)
        for row in rows:
            enrolment = work.session.get_one(Enrolment, row.enrolment_id) if row.enrolment_id else None
            assert row.state == "raised"
            assert row.open_by > row.raised_at
            assert row.owner_id == (enrolment.therapist_id if enrolment else None)
            open_states = ("referred", "screening", "waiting", "active", "paused")
            if becomes == NOTED:
                of_form = way.agenda_id is not None and "referral" not in name
                expects_enrolment = STATES[way.state] in open_states or of_form
                assert (row.enrolment_id is not None) == expects_enrolment
            notices = select(Delivery.person_id).where(Delivery.key.startswith(f"alert:{row.id}:"))
            intake = {way.therapist.id, way.colleague.id}
            owner = {row.owner_id} if row.owner_id else intake
            assert set(work.session.scalars(notices)) == owner
        for note in notes:
            sources = [source for source in ("referral", "answer", "phone", "draft") if source in name]
            assert note.source == sources[0]
            (answers,) = json.loads(note.answers)
            assert answers["answer:q9"] == way.answer


def said(way: Way, name: str, becomes: str, response: TestResponse) -> None:
    """What whoever sent it is told at once, and what stands on the next page of hers."""
    page = response.get_data(as_text=True)
    staff_sent = name in ("phone", "clinician's referral")
    if name.endswith("signed out"):
        assert response.status_code == 303
        assert "/logg-inn" in response.location, "who sits there now is not told"
    elif name.endswith("referral's draft"):
        assert response.status_code == 200, "the draft is saved, whatever is in it"
    elif becomes == NOTED:
        assert response.status_code in (403, 404, 409, 422)
        kept = "Svaret om fare er skrevet ned" if staff_sent else "Svaret om at det er tungt, har vi tatt vare på"
        assert kept in page.encode().decode("unicode_escape" if response.is_json else "utf-8")
        if not staff_sent and not response.is_json:
            assert CRISIS in page
            assert NUMBER in page
    elif not staff_sent and not response.is_json:
        assert response.status_code == 303
        assert CRISIS in way.browser.get(response.location).get_data(as_text=True)
    following = way.browser.get("/min-sti").get_data(as_text=True)
    assert CRISIS in following
    assert following.count(NUMBER) == 1
