"""Who stands on the lists of the staff: nobody whose record the reader could not open for what she is to whoever it is about.

The expectations are written by hand, of every list and every reader, and of everything that can be done at the door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.note_rules import dangers_of_answers
from varde.alerts.notes import RiskSent, crisis_alerts, keep_refused
from varde.audit.models import AccessEntry
from varde.enrolments.cover import answering
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import change_responsible
from varde.identity.models import Person
from varde.identity.nin import parse
from varde.identity.service import NIN_PLACE, grant
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.service import TO_RING
from varde.privacy.kin import declare_by_name, declare_by_number
from varde.privacy.models import Block
from varde.staffing.service import report
from varde.testing.house import House, all_samples, make_house

from .conftest import referred, send

NAME = "Berit Foss"


@dataclass
class Case:
    """One patient who stands on every list, and one member of staff who reads them."""

    house: House
    maren: Person
    berit: Person

    def reader(self, who: str) -> Person:
        house, other = self.house, {"limited to another": "lake", "limited to this": "ridge"}
        person = self.berit if who == "herself" else house.person("Kari", "Lund")
        place = house.elsewhere if who == "of another clinic" else house.clinic
        with house.work() as work:
            row = work.session.get_one(Person, person.id)
            for role in ("therapist", "head"):
                grant(work, row, role, place, programme=other.get(who))
            if who == "kin by number":
                sealed = work.session.get_one(Person, self.berit.id).nin_sealed
                assert sealed is not None
                number = parse(work.vault.open(NIN_PLACE, sealed), allow_synthetic=True)
                declare_by_number(work, person.id, number)
            elif who == "kin by name":
                declare_by_name(work, person.id, "Berit Foss", date(1990, 5, 17))
            elif who == "kept out":
                work.add(Block(patient_id=self.berit.id, blocked_id=person.id, created_at=work.now))
        return person

    def knock(self) -> int:
        with self.house.work() as work:
            instrument = work.catalogue.one(Instrument, "phq-9")
            dangers = dangers_of_answers(instrument, {"q9": 3}, crisis_alerts(work, "ridge"))
            sent = RiskSent(self.berit.id, self.house.clinic.id, "ridge", "referral", dangers, self.berit.id)
            assert keep_refused(work, sent, "faults") is not None
            return max(work.session.scalars(select(RaisedAlert.id)))


def in_intake(case: Case) -> None:
    referred(case.house, case.berit, "ridge")


def in_danger_without_course(case: Case) -> None:
    case.knock()


def nobodys(case: Case) -> None:
    enrolment_id = case.house.enrolled(case.berit, case.maren, "ridge", "north")
    with case.house.work() as work:
        change_responsible(work, work.session.get_one(Enrolment, enrolment_id), None, None, "released")


def without_a_number(case: Case) -> None:
    enrolment_id = referred(case.house, case.berit, "ridge")
    with case.house.work() as work:
        work.add(unsent(work, case.berit, enrolment_id))


def unsent(work: Work, person: Person, enrolment_id: int) -> Delivery:
    """A notice that no channel could take."""
    return Delivery(
        person_id=person.id,
        enrolment_id=enrolment_id,
        notice="news",
        key=f"test:{enrolment_id}",
        channel="none",
        path="/min-sti",
        state="skipped",
        reason=TO_RING[0],
        planned_at=work.now,
    )


def ended(case: Case) -> None:
    enrolment_id = case.house.enrolled(case.berit, case.maren, "ridge", "north")
    with case.house.work() as work:
        end(work, case.maren.id, work.session.get_one(Enrolment, enrolment_id), "withdrawn")


LISTS: dict[str, tuple[str, Callable[[Case], None]]] = {
    "the intake on the caseload": ("/arbeidsliste", in_intake),
    "search on the caseload": ("/arbeidsliste?sok=Berit", in_intake),
    "the clinic's queue": ("/koen", nobodys),
    "the door": ("/fare", in_danger_without_course),
    "those who have ended": ("/avsluttede?sok=Berit", ended),
    "whom to ring": ("/ringeliste", without_a_number),
    "handing over": ("/overforing", nobodys),
}
SEES = {
    "of the clinic": True,
    "limited to this": True,
    "limited to another": False,
    "of another clinic": False,
    "herself": False,
    "kin by number": False,
    "kin by name": False,
    "kept out": False,
}
"""Whether she is named, on every list. Who only hands over is told of one who keeps her out: she opens no record there."""
CASES = [
    pytest.param(where, who, sees or (where, who) == ("handing over", "kept out"), id=f"{where} | {who}")
    for where in LISTS
    for who, sees in SEES.items()
]


@pytest.fixture
def case(house: House, maren: Person) -> Case:
    return Case(house, maren, house.person("Berit", "Foss"))


def main_of(case: Case, reader: Person, path: str) -> str:
    answer = case.house.browser(reader, staff=True).get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).split("<main", 1)[1]


@pytest.mark.parametrize(("where", "who", "named"), CASES)
def test_a_list_names_whom_its_reader_may_open(case: Case, where: str, who: str, named: bool) -> None:
    path, stand = LISTS[where]
    reader = case.reader(who)
    stand(case)
    assert (NAME in main_of(case, reader, path)) == named


STRIPS: dict[str, tuple[str, Callable[[Case], None]]] = {
    "the queue": ("i klinikkens kø.", nobodys),
    "the door": ("har ikke noe forløp", in_danger_without_course),
}


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("strip", STRIPS)
def test_a_strip_counts_whom_its_page_names(case: Case, strip: str, who: str) -> None:
    words, stand = STRIPS[strip]
    reader = case.reader(who)
    stand(case)
    assert (words in main_of(case, reader, "/arbeidsliste")) == SEES[who]


# --- at the door

DOOR = {
    # who she is: the status of the page and of every deed there, and what the log calls the gate
    "of the clinic": (200, 303, "intake"),
    "limited to this": (200, 303, "intake"),
    "limited to another": (403, 403, "role"),
    "of another clinic": (404, 404, "scope"),
    "herself": (403, 403, "own_record"),
    "kin by number": (403, 403, "kin"),
    "kin by name": (403, 403, "kin"),
    "kept out": (403, 403, "block"),
}
DEEDS: dict[str, dict[str, Any]] = {
    "open": {"action": "open"},
    "note": {"action": "action", "note": "Ringte. Ingen svarte."},
    "close": {"action": "close", "note": "Ringte. Hun er hos legen nå."},
}


@pytest.mark.parametrize("who", DOOR)
def test_the_gates_stand_at_the_door_too(case: Case, who: str) -> None:
    reads, writes, gate = DOOR[who]
    reader = case.reader(who)
    alert_id = case.knock()
    browser = case.house.browser(reader, staff=True)
    page = browser.get(f"/fare/{alert_id}")
    assert (page.status_code, NAME in page.get_data(as_text=True).split("<main", 1)[1]) == (reads, reads == 200)
    for deed, form in DEEDS.items():
        assert send(browser, f"/fare/{alert_id}", form).status_code == writes, deed
    with case.house.work() as work:
        row = work.session.get_one(RaisedAlert, alert_id)
        assert row.state == ("closed" if writes == 303 else "raised")
        entries = work.session.scalars(select(AccessEntry).where(AccessEntry.actor_id == reader.id)).all()
        said = {(entry.basis, entry.outcome, entry.patient_id) for entry in entries}
    assert said == {(gate, "ok" if writes == 303 else "denied", case.berit.id)}


@pytest.mark.parametrize(("who", "told"), SEES.items())
def test_only_who_may_open_it_is_told(case: Case, who: str, told: bool) -> None:
    reader = case.reader(who)
    case.knock()
    case.house.platform.drain()
    with case.house.work() as work:
        people = set(work.session.scalars(select(Delivery.person_id).where(Delivery.notice == "alert")))
    assert people == {case.maren.id, *([reader.id] if told else [])}


# --- nobody falls between two lists


SUBSTITUTES = {
    # what the substitute is; whether she may open it, and whether it waits in the queue
    "of the clinic": (True, False),
    "limited to this": (True, False),
    "limited to another": (False, True),
    "of another clinic": (False, True),
    "herself": (False, True),
    "kin by number": (False, True),
    "kin by name": (False, True),
    "kept out": (False, True),
}


@pytest.mark.parametrize("who", SUBSTITUTES)
def test_whom_the_substitute_may_not_open_waits_in_the_queue(case: Case, who: str) -> None:
    opens, waits = SUBSTITUTES[who]
    house, substitute = case.house, case.reader(who)
    colleague = house.person("Per", "Dale", ("therapist", house.clinic))
    enrolment_id = house.enrolled(case.berit, case.maren, "ridge", "north")
    written = send(house.browser(case.berit), f"/meldinger/{enrolment_id}", {"body": "Hei", "once": "abcdefgh"})
    assert written.status_code == 303
    with house.work() as work:
        day = work.today
        report(work, case.maren.id, day, day, "course", substitute.id, by_id=1, may_stand_in=[substitute.id])
    assert (NAME in main_of(case, substitute, "/arbeidsliste?sok=Berit")) == opens
    assert (NAME in main_of(case, colleague, "/koen")) == waits
    assert ("i klinikkens kø." in main_of(case, colleague, "/arbeidsliste")) == waits
    with house.work() as work:
        answers = answering(work, work.session.get_one(Enrolment, enrolment_id))
    assert (answers == substitute.id) == opens
    page = house.browser(substitute, staff=True).get(f"/pasient/{enrolment_id}")
    assert (page.status_code == 200) == opens


@pytest.mark.parametrize("way", ["number", "name"])
def test_whoever_says_that_her_patient_is_kin_stands_aside(case: Case, way: str) -> None:
    house = case.house
    colleague = house.person("Per", "Dale", ("therapist", house.clinic))
    enrolment_id = house.enrolled(case.berit, case.maren, "ridge", "north")
    browser = house.browser(case.maren, staff=True)
    with house.work() as work:
        sealed = work.session.get_one(Person, case.berit.id).nin_sealed
        assert sealed is not None
        number = work.vault.open(NIN_PLACE, sealed)
    form = {"nin": number} if way == "number" else {"name": "Berit Foss", "born": "1990-05-17"}
    assert send(browser, "/naere", form).status_code == 303
    assert house.enrolment(enrolment_id).therapist_id is None
    assert NAME not in main_of(case, case.maren, "/arbeidsliste?sok=Berit")
    assert NAME in main_of(case, colleague, "/koen")
    with house.work() as work:
        told = set(work.session.scalars(select(Delivery.person_id).where(Delivery.key.startswith("taken:"))))
    assert told == set(), "she knows"


# --- on PostgreSQL

READERS = ("limited to this", "limited to another", "kin by number", "kin by name", "kept out")


def test_the_lists_are_the_same_on_postgres(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=all_samples())
    case = Case(house, house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Berit", "Foss"))
    readers = {who: case.reader(who) for who in READERS}
    case.knock()
    nobodys(case)
    for who, reader in readers.items():
        named = {path: NAME in main_of(case, reader, path) for path in ("/fare", "/koen", "/overforing")}
        # The danger has followed to the enrolment, so that nobody stands at the door.
        assert named == {"/fare": False, "/koen": SEES[who], "/overforing": SEES[who] or who == "kept out"}, who
        strip = "i klinikkens kø." in main_of(case, reader, "/arbeidsliste")
        assert strip == SEES[who], who
        assert main_of(case, reader, "/avsluttede?sok=Berit")
        assert NAME not in main_of(case, reader, "/ringeliste")
    house.platform.engine.dispose()
