"""What is asked after a course has ended is asked on the pages too: the list, the form, by phone and the home lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.assessments.models import Response
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

OPEN, PAUSED, CALLED_OFF, OVER = (
    "Lever",
    "Forløpet er på pause, så skjemaet venter.",
    "Dette skjemaet skal ikke besvares lenger.",
    "Forløpet er avsluttet, så dette skjemaet skal ikke besvares.",
)
# How the course stands, and what is said by the form that the lake asks three months on, whatever became of the course, and by
# one that it asks on the way.
EXPECTED = {
    "active": (OPEN, OPEN),
    "paused": (PAUSED, PAUSED),
    "completed": (OPEN, CALLED_OFF),
    "withdrawn": (OPEN, OVER),
    "no_time": (OPEN, OVER),
    "refuses": (OVER, OVER),
    "died": (OVER, OVER),
}


@dataclass
class Course:
    house: House
    maren: Person
    ingrid: Person
    enrolment: int

    def item(self, key: str) -> int:
        with self.house.work() as work:
            asked = select(AgendaItem.id).where(AgendaItem.enrolment_id == self.enrolment, AgendaItem.key == key)
            return work.session.scalars(asked).one()

    def stand(self, state: str) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment)
            if state == "paused":
                pause(work, self.house.actor(self.maren, ("therapist", self.house.clinic)), enrolment)
            elif state != "active":
                end(work, self.maren.id, enrolment, state)

    def open(self, key: str) -> None:
        """Move the clock to where this form can be answered."""
        with self.house.work() as work:
            self.house.clock.set(max(self.house.clock.now(), work.session.get_one(AgendaItem, self.item(key)).due_at))


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    yield Course(house, maren, ingrid, house.enrolled(ingrid, maren, "lake"))
    house.platform.engine.dispose()


@pytest.mark.parametrize("state", EXPECTED)
@pytest.mark.parametrize("by_phone", [False, True], ids=["herself", "by phone"])
def test_what_the_form_says_in_every_state(course: Course, state: str, by_phone: bool) -> None:
    course.stand(state)
    three_months_on, on_the_way = EXPECTED[state]
    for key, says in (("start", on_the_way), ("3m", three_months_on)):
        if says == OPEN:
            course.open(key)
        browser = course.house.browser(course.maren, staff=True) if by_phone else course.house.browser(course.ingrid)
        prefix = f"/pasient/{course.enrolment}" if by_phone else ""
        page = browser.get(f"{prefix}/skjema/{course.item(key)}").get_data(as_text=True)
        assert says in page, key
        assert ('name="instrument"' in page) == (says == OPEN)


@pytest.mark.parametrize("state", ["completed", "withdrawn"])
def test_she_answers_it_from_her_home(course: Course, state: str) -> None:
    course.stand(state)
    course.open("3m")
    browser, address = course.house.browser(course.ingrid), f"/skjema/{course.item('3m')}"
    assert address in browser.get(f"/min-sti/{course.enrolment}", follow_redirects=True).get_data(as_text=True)
    with course.house.work() as work:
        instruments = work.catalogue.all(Instrument)
    for _ in range(9):
        page = browser.get(address, follow_redirects=True)
        if page.request.path.endswith("/takk"):
            break
        key = page.get_data(as_text=True).split('name="instrument" value="')[1].split('"')[0]
        answers = {item.key: str(int(item.low)) for item in items_of(instruments[key])}
        sent = {"csrf_token": token(browser), "instrument": key, "anyway": "1", "go": "last", **answers}
        assert browser.post(address, data=sent).status_code == 303
    with course.house.work() as work:
        handed_in = select(Response).where(Response.agenda_id == course.item("3m"), Response.submitted_at.is_not(None))
        assert work.session.scalars(handed_in).all()
