"""How much contact a participant wants: what is declared, what the check-ins and the coach's list make of it. Written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.assessments.contact import CALLED_OFF, choose_contact, contact_of, wishes_of
from varde.assessments.errors import NoContactChoice
from varde.caseload.contact_due import of
from varde.dialogue.service import write
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.kernel.words import Text
from varde.programmes.contact_choices import ContactLevel, check_contact
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

VILLAGE = all_samples().one(Programme, "village")
DATED = ("week-1", "week-4")


def choice(key: str, *check_ins: str, days: int = 7, usual: bool = False) -> ContactLevel:
    return ContactLevel(key, Text(key.title(), key.title()), Text("Ord.", "Ord."), check_ins, days, usual)


CHOICES = (choice("rarely", DATED[-1], days=28), choice("weekly", *DATED, days=14, usual=True), choice("often", *DATED))
# The choices, and what is wrong with them.
DECLARED = [
    ((), ()),
    (CHOICES, ()),
    (CHOICES[:1], ("the usual one",)),
    ((CHOICES[1], replace(CHOICES[2], usual=True)), ("the usual one",)),
    ((CHOICES[1], replace(CHOICES[1], usual=False)), ("stands twice",)),
    ((replace(CHOICES[1], coach_days=0),), ("at least 1",)),
    ((replace(CHOICES[1], check_ins=("nowhen",)),), ("no occasion nowhen",)),
    ((replace(CHOICES[1], key="Every week"),), ("the key",)),
]


def test_what_a_programme_may_declare() -> None:
    occasions = {each.key for each in VILLAGE.occasions}
    for choices, wrong in DECLARED:
        faults = list(check_contact(choices, occasions))
        assert len(faults) == len(wrong), faults
        assert all(part in fault for part, fault in zip(wrong, faults, strict=True)), faults


class Course:
    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.tor = house.person("Tor", "Vik")
        self.id = house.enrolled(self.tor, self.maren, "village")

    def chooses(self, key: str) -> None:
        with self.house.work() as work:
            choose_contact(work, self.house.actor(self.tor), work.session.get_one(Enrolment, self.id), key)

    @property
    def asked(self) -> dict[str, str]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(AgendaItem).where(AgendaItem.enrolment_id == self.id, AgendaItem.key.in_(DATED))
            )
            return {row.key: row.reason or row.state for row in rows}

    @property
    def due(self) -> bool:
        with self.house.work() as work:
            return self.id in of(work, [self.id])


def make_course(folder: Path) -> Course:
    catalogue = all_samples()
    with_choices = replace(VILLAGE, contact_choices=CHOICES)
    return Course(make_house(sqlite_url(folder), catalogue=catalogue.with_values(Programme, [with_choices])))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return copied(make_course, tmp_path)


def test_check_ins_follow_and_the_history_is_kept(course: Course) -> None:
    first, last = DATED
    assert course.asked == {first: "planned", last: "planned"}
    course.chooses("weekly")
    course.chooses("rarely")
    assert course.asked == {first: CALLED_OFF, last: "planned"}
    course.chooses("rarely")
    course.chooses("often")
    assert course.asked == {first: "planned", last: "planned"}
    with pytest.raises(NoContactChoice):
        course.chooses("never")
    with course.house.work() as work:
        enrolment = work.session.get_one(Enrolment, course.id)
        chosen = [line.choice.key for line in wishes_of(work, enrolment) if line.choice is not None]
        holds = contact_of(work, enrolment)
        assert (chosen, holds is not None and holds.key) == (["often", "rarely"], "often")


def test_what_is_open_already_stands(course: Course) -> None:
    with course.house.work() as work:
        row = work.session.scalars(select(AgendaItem).where(AgendaItem.key == DATED[0])).one()
        course.house.clock.set(row.opens_at)
    course.chooses("rarely")
    assert course.asked[DATED[0]] == "planned"


def test_nobody_chooses_while_paused(course: Course) -> None:
    with course.house.work() as work:
        pause(work, course.house.actor(course.maren), work.session.get_one(Enrolment, course.id))
    with pytest.raises(WrongState):
        course.chooses("rarely")


# She chose, the coach wrote on day, days since the start: whether she stands on the coach's list.
LISTED = [
    ("weekly", None, 14, False),
    ("weekly", None, 15, True),
    ("rarely", None, 28, False),
    ("rarely", None, 29, True),
    ("often", None, 8, True),
    ("often", 5, 8, False),
    ("often", 5, 13, True),
]


@pytest.mark.parametrize("number", range(len(LISTED)))
def test_the_coachs_list_follows(course: Course, number: int) -> None:
    chosen, wrote, days, listed = LISTED[number]
    course.chooses(chosen)
    if wrote is not None:
        course.house.clock.move(days=wrote)
        with course.house.work() as work:
            maren = course.house.actor(course.maren, ("therapist", course.house.clinic))
            write(work, maren, work.session.get_one(Enrolment, course.id), "Hei, hvordan går det?", "once-0001")
    course.house.clock.move(days=days - (wrote or 0), minutes=1)
    assert course.due == listed


def test_she_chooses_on_a_page_and_it_is_said_beside_the_messages(course: Course) -> None:
    patient, address = course.house.browser(course.tor), f"/min-sti/{course.id}/kontakt"
    assert 'value="weekly" id="contact-2" checked' in patient.get(address).get_data(as_text=True)
    form = {"csrf_token": token(patient), "contact": "rarely"}
    assert patient.post(address, data=form).status_code == 303
    assert "Rarely, 21. september 2026" in patient.get(address).get_data(as_text=True)
    assert patient.post(address, data=form | {"contact": "<b>"}).status_code == 422
    for client in (patient, course.house.browser(course.maren, staff=True)):
        assert "Ønsket kontakt: rarely" in client.get(f"/meldinger/{course.id}").get_data(as_text=True)
    staff = course.house.browser(course.maren, staff=True)
    assert staff.post(address, data={"csrf_token": token(staff), "contact": "often"}).status_code == 403
