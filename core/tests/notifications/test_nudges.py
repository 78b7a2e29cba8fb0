"""A greeting that goes by itself: when, which, to whom and to whom not, and where it is read. Days and moments written by hand; the
clock of the house stands at ten in the morning on the wall, 21 September."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update

from varde.assessments.contact import choose_contact
from varde.dialogue.service import write
from varde.enrolments.activity import was_active
from varde.enrolments.exits import end, undo
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.nudges import KIND, greet_the_ungreeted
from varde.notifications.rules import next_nudge, nudged_at
from varde.notifications.sending import send_batch
from varde.programmes.contact_choices import ContactLevel, ProgrammeNudge, check_contact
from varde.programmes.values import Programme
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url

OSLO = ZoneInfo("Europe/Oslo")
VILLAGE = all_samples().one(Programme, "village")


def level(key: str, nudge_days: int, *, usual: bool = False) -> ContactLevel:
    return ContactLevel(key, Text(key, key), Text("Ord.", "Ord."), (), 14, usual, nudge_days)


def nudge(key: str, words: str = "Hei.") -> ProgrammeNudge:
    return ProgrammeNudge(key, Text(words, words, words))


CHOICES = (level("never", 0), level("weekly", 7, usual=True), level("often", 3))
NUDGES = (nudge("one", "Hei der."), nudge("two", "Vi heier på deg."), nudge("three", "Ingenting haster."))


# --- what is declared

# The choices, the greetings, and what is wrong with them.
DECLARED: list[tuple[tuple[ContactLevel, ...], tuple[ProgrammeNudge, ...], tuple[str, ...]]] = [
    (CHOICES, NUDGES, ()),
    ((level("weekly", 0, usual=True),), (), ()),
    (
        CHOICES,
        NUDGES[:1],
        ("nudges: a choice has nudge_days, and there must be at least 2 greetings, but there are 1",),
    ),
    ((level("weekly", 0, usual=True),), NUDGES, ("nudges: no choice of contact has nudge_days",)),
    ((), NUDGES, ("nudges: no choice of contact has nudge_days",)),
    (CHOICES, (*NUDGES, nudge("one")), ("nudges: one stands twice",)),
    (CHOICES, (*NUDGES, nudge("Hei Hå")), ("nudges.Hei Hå: the key is not small letters",)),
    (CHOICES, (*NUDGES, nudge("long", "x" * 201)), tuple(f"the text in {code} has 201" for code in ("nb", "nn", "en"))),
    (CHOICES, (*NUDGES, ProgrammeNudge("half", Text("Hei.", " "))), ("nudges.half: there is no text in nn",)),
    ((*CHOICES, level("odd", -1)), NUDGES, ("contact_choices.odd: nudge_days is -1",)),
]


def test_what_a_programme_may_declare() -> None:
    for choices, nudges, wrong in DECLARED:
        faults = list(check_contact(choices, (), nudges))
        assert len(faults) == len(wrong), faults
        assert all(part in fault for part, fault in zip(wrong, faults, strict=True)), faults


# --- when, and which

# Since when it has been quiet, in UTC, and for how many days; when the greeting goes: ten on the wall, in winter time too.
WHEN = [
    ("2026-09-21T08:00Z", 7, "2026-09-28T08:00Z"),
    ("2026-09-21T21:59Z", 1, "2026-09-22T08:00Z"),  # a minute before midnight on the wall
    ("2026-09-21T22:00Z", 1, "2026-09-23T08:00Z"),
    ("2026-10-24T10:00Z", 3, "2026-10-27T09:00Z"),
]
# The greetings, the last that went, the next.
WHICH = [("abc", None, "a"), ("abc", "a", "b"), ("abc", "c", "a"), ("abc", "gone", "a"), ("ab", "b", "a")]


def test_when_it_goes_and_which() -> None:
    for since, days, goes in WHEN:
        assert nudged_at(datetime.fromisoformat(since), days, OSLO) == datetime.fromisoformat(goes), since
    for keys, last, following in WHICH:
        assert next_nudge(tuple(keys), last) == following, (keys, last)


# --- in a house


class Course:
    """Tor in a programme with greetings, Maren who treats him, and days that go by."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.tor = house.person("Tor", "Vik")
        self.id = house.enrolled(self.tor, self.maren, "village")

    def act(self, deed: Callable[[Work, Enrolment], object]) -> None:
        with self.house.work() as work:
            deed(work, work.session.get_one(Enrolment, self.id))

    def days(self, number: int) -> list[int]:
        """So many days go by, the clock looking at ten each morning; on which of them a greeting went."""
        went = []
        for day in range(1, number + 1):
            before = len(self.greetings)
            self.house.clock.move(days=1)
            tick(self.house.platform)
            went += [day] * (len(self.greetings) - before)
        return went

    @property
    def greetings(self) -> list[str]:
        """The keys of those that have gone, in order."""
        with self.house.work() as work:
            gone = select(AgendaItem.key).where(AgendaItem.kind == KIND, AgendaItem.state == "done")
            return list(work.session.scalars(gone.order_by(AgendaItem.occurrence)))

    @property
    def states(self) -> list[str]:
        """Of the greetings that have not gone."""
        with self.house.work() as work:
            rows = select(AgendaItem).where(AgendaItem.kind == KIND, AgendaItem.state != "done")
            return [row.reason or row.state for row in work.session.scalars(rows)]

    def chooses(self, key: str) -> None:
        self.act(lambda work, enrolment: choose_contact(work, self.house.actor(self.tor), enrolment, key))

    def writes(self, once: str) -> None:
        maren = self.house.actor(self.maren, ("therapist", self.house.clinic))
        self.act(lambda work, enrolment: write(work, maren, enrolment, "Hei, hvordan går det?", once))

    def in_danger(self, *, now: bool) -> None:
        self.act(lambda work, _: work.session.execute(update(Enrolment).values(in_danger=now)))

    @property
    def home(self) -> str:
        return self.house.browser(self.tor).get(f"/min-sti/{self.id}").get_data(as_text=True)


def make_course(folder: Path) -> Course:
    greeting = replace(VILLAGE, contact_choices=CHOICES, nudges=NUDGES)
    return Course(make_house(sqlite_url(folder), catalogue=all_samples().with_values(Programme, [greeting])))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return copied(make_course, tmp_path)


def test_the_choice_sets_the_pace_and_none_comes_twice_in_a_row(course: Course) -> None:
    assert course.days(7) == [7]
    course.chooses("often")
    assert course.days(9) == [3, 6, 9]
    assert course.greetings == ["one", "two", "three", "one"]
    course.chooses("never")
    assert (course.days(8), course.states) == ([], ["contact"])
    course.chooses("weekly")
    assert course.days(8) == [7]


def test_whoever_began_before_there_were_greetings_gets_them(course: Course) -> None:
    for key, days in (("often", [3]), ("never", [])):
        course.chooses(key)
        course.act(lambda work, _: work.session.execute(delete(AgendaItem).where(AgendaItem.kind == KIND)))
        with course.house.work() as work:
            assert (greet_the_ungreeted(work), greet_the_ungreeted(work)) == (1, 0), key
        assert course.days(4) == days, key


def test_it_is_silent_when_it_has_not_been_quiet_and_while_she_is_in_danger(course: Course) -> None:
    course.chooses("often")
    assert course.days(2) == []
    course.act(lambda work, enrolment: was_active(work, enrolment.id))
    assert course.days(2) == [], "she did something two days ago"
    course.writes("once-0001")
    assert course.days(2) == [], "she was written to two days ago"
    course.in_danger(now=True)
    assert course.days(3) == []
    course.in_danger(now=False)
    assert course.days(2) == [1]


def test_it_waits_while_she_waits_for_an_answer(course: Course) -> None:
    course.chooses("often")
    tor = course.house.actor(course.tor)
    course.act(lambda work, enrolment: write(work, tor, enrolment, "Kan jeg gå tur med vondt kne?", "once-0002"))
    assert course.days(6) == [], "nobody has answered her"
    course.writes("once-0003")
    assert course.days(4) == [3]


def test_a_pause_and_an_exit_cancel_it_and_it_comes_again(course: Course) -> None:
    maren = course.house.actor(course.maren, ("therapist", course.house.clinic))
    course.chooses("often")
    assert course.days(2) == []
    course.act(lambda work, enrolment: pause(work, maren, enrolment))
    assert (course.days(10), course.states) == ([], ["paused"])
    course.act(lambda work, enrolment: resume(work, maren, enrolment))
    assert course.days(3) == [3], "it has been quiet since the pause was over"
    course.act(lambda work, enrolment: end(work, maren.person_id, enrolment, "completed"))
    assert (course.days(5), "planned" in course.states) == ([], False)
    course.act(lambda work, enrolment: undo(work, maren, enrolment))
    assert course.days(3) == [3]


def test_it_waits_for_the_morning_and_does_not_go_to_somebody_in_danger(course: Course) -> None:
    course.house.clock.move(days=7, hours=12)
    tick(course.house.platform)
    with course.house.work() as work:
        row = work.session.scalars(select(Delivery).where(Delivery.notice == "nudge")).one()
        assert (row.path, row.enrolment_id) == (f"/min-sti/{course.id}", course.id)
    send_batch(course.house.platform)
    assert _newest(course).state == "queued", "it is ten in the evening"
    course.in_danger(now=True)
    course.house.clock.move(hours=12)
    send_batch(course.house.platform)
    assert (_newest(course).state, _newest(course).reason) == ("skipped", "no day for a greeting")


def _newest(course: Course) -> Delivery:
    with course.house.work() as work:
        rows = select(Delivery).where(Delivery.notice == "nudge").order_by(Delivery.id.desc())
        return work.session.scalars(rows).first() or Delivery()


def test_it_is_read_at_home_until_she_does_something(course: Course) -> None:
    assert "En hilsen til deg" not in course.home
    course.days(7)
    assert "Hei der." in course.home
    with course.house.work() as work:
        assert "Hei der" not in " ".join(work.session.scalars(select(Delivery.text))), "no notice says it"
    course.house.clock.move(minutes=1)
    course.act(lambda work, enrolment: was_active(work, enrolment.id))
    assert "Hei der." not in course.home
    course.days(7)
    assert "Vi heier på deg." in course.home
    over = course.house.clock.now() - timedelta(seconds=1)
    course.act(lambda work, enrolment: setattr(enrolment, "access_until", over))
    assert "Vi heier på deg." not in course.home, "she can open nothing of what it speaks of"
    course.act(lambda work, enrolment: setattr(enrolment, "access_until", None))
    course.in_danger(now=True)
    assert "Vi heier på deg." not in course.home, "also where the danger has no text of its own on her pages"
    course.in_danger(now=False)
    assert "Vi heier på deg." in course.home
    course.house.clock.move(days=7, minutes=2)
    assert "Vi heier på deg." not in course.home, "it is a week old"
