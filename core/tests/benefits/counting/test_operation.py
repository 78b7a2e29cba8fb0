"""What is counted of how a programme is run: by hand, in any order and taken out again, and from what is done in the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from varde.benefits.counting.cells import EnrolmentFacts, contributions, difference, entries_of, merged
from varde.benefits.counting.checking import check
from varde.benefits.counting.models import NATION
from varde.benefits.counting.operation import (
    AlertFact,
    OperationFacts,
    VisitFact,
    WayThrough,
    is_outside_office_hours,
    operation_of,
    place_of,
    reply_days,
)
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.roller import roll_all
from varde.benefits.counting.service import take_out_of_cells
from varde.dialogue.service import write
from varde.dialogue.waiting import settle
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation
from varde.identity.service import add_organisation
from varde.minutes.models import SpentMinutes
from varde.minutes.service import correct_minutes, note_call
from varde.modules.progress import finish_step, path_of
from varde.scheduling.booking import book, call_off, record_attendance
from varde.setup.changes import at_the_machine
from varde.setup.organisations import change_place
from varde.testing.house import all_samples, make_house

from ..cohort import operations, patient

OSLO = ZoneInfo("Europe/Oslo")


def oslo(day: str, clock: str = "12:00") -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=OSLO).astimezone(UTC)


NOTHING = OperationFacts(OSLO)
WAY = WayThrough(
    (("know", ("read", "try")), ("move", ("plan", "walk")), ("more", ("extra",))),
    frozenset({"know", "move"}),
    frozenset({"move"}),
)
BEGAN = replace(NOTHING, started=date(2026, 3, 2), way=WAY)


def counted(facts: OperationFacts, subject: str) -> dict[str, int]:
    of_subject = [(category, number) for about, category, number in operation_of(facts) if about == subject]
    assert len(dict(of_subject)) == len(of_subject), "each category once"
    return dict(of_subject)


@pytest.mark.parametrize(
    ("wrote", "answered", "days"),
    [
        ("2026-11-23 09:00", "2026-11-23 15:59", 0),  # Monday, the same day
        ("2026-11-23 23:50", "2026-11-24 00:10", 1),  # the next working day, twenty minutes later
        ("2026-11-27 15:00", "2026-11-30 08:00", 1),  # Friday to Monday
        ("2026-11-28 10:00", "2026-11-29 10:00", 0),  # within a weekend nobody was to answer
        ("2026-03-31 12:00", "2026-04-08 12:00", 3),  # over Easter: Wednesday, then Tuesday and Wednesday
        ("2026-01-05 12:00", "2026-11-02 12:00", 60),  # whatever took longer
    ],
)
def test_a_reply_takes_working_days(wrote: str, answered: str, days: int) -> None:
    first, last = (oslo(*each.split()) for each in (wrote, answered))
    assert reply_days(first, last, OSLO) == days


def test_replies_are_a_histogram_of_times_and_the_people_are_counted_once() -> None:
    monday = oslo("2026-11-23")
    replies = tuple((monday, monday + timedelta(days=days)) for days in (0, 0, 1, 4))
    assert counted(replace(NOTHING, replies=replies), "reply") == {"people": 1, "days:0": 2, "days:1": 1, "days:4": 1}
    assert counted(NOTHING, "reply") == {}


def test_deadlines_are_of_what_is_settled_and_the_day_itself_is_in_time() -> None:
    end_of_day = oslo("2026-11-20", "23:59:59")
    asked = replace(NOTHING, answer_by=end_of_day)
    assert counted(asked, "answer") == {}, "nobody has answered yet"
    assert counted(replace(asked, answered_at=end_of_day), "answer") == {"in_time": 1}
    assert counted(replace(asked, answered_at=end_of_day + timedelta(seconds=1)), "answer") == {"late": 1}
    promised = replace(NOTHING, promised_by=date(2026, 11, 20))
    assert counted(promised, "start") == {}, "she has not begun"
    assert counted(replace(promised, started=date(2026, 11, 20)), "start") == {"in_time": 1}
    assert counted(replace(promised, started=date(2026, 11, 21)), "start") == {"late": 1}
    assert counted(replace(NOTHING, started=date(2026, 11, 21)), "start") == {}, "without a deadline nobody knows"


def test_alerts_opened_in_time_and_late() -> None:
    by = oslo("2026-11-20", "16:00")
    alerts = (
        AlertFact("red", by, by, escalated=False),
        AlertFact("red", by, by + timedelta(minutes=1), escalated=True),
        AlertFact("red", by, None, escalated=True),
        AlertFact("red", by, None, escalated=False),  # it can still be opened in time
        AlertFact("amber", by, by - timedelta(days=1), escalated=False),
        AlertFact("critical", by, None, escalated=False),
    )
    assert counted(replace(NOTHING, alerts=alerts), "alert") == {
        "people:red": 1,
        "people:amber": 1,
        "in_time:red": 1,
        "late:red": 2,
        "in_time:amber": 1,
    }


def test_minutes_are_of_those_who_began_and_by_week_of_those_who_have_ended() -> None:
    assert list(operation_of(replace(NOTHING, minutes=40))) == []
    began = replace(NOTHING, minutes=40, started=date(2026, 3, 2))
    assert list(operation_of(began)) == [("minutes", "", 40)]
    ended = replace(began, ended=date(2026, 3, 15))  # two whole weeks
    assert list(operation_of(ended)) == [("minutes", "", 40), ("ended_minutes", "", 40), ("ended_days", "", 14)]


def test_visits_came_missed_and_outside_office_hours() -> None:
    visits = (
        VisitFact("video", "attended", oslo("2026-11-23", "08:00")),
        VisitFact("video", "late", oslo("2026-11-23", "16:00")),
        VisitFact("video", "missed", oslo("2026-11-23", "19:00")),
        VisitFact("video", "cancelled_late", oslo("2026-11-23", "10:00")),
        VisitFact("physical", "attended", oslo("2026-11-28", "10:00")),
    )
    assert counted(replace(NOTHING, visits=visits), "visit") == {
        "people:video": 1,
        "came:video": 2,
        "missed:video": 2,
        "outside:video": 1,
        "people:physical": 1,
        "came:physical": 1,
        "outside:physical": 1,
    }


@pytest.mark.parametrize(
    ("day", "clock", "outside"),
    [
        ("2026-11-23", "07:59", True),
        ("2026-11-23", "08:00", False),
        ("2026-11-23", "15:59", False),
        ("2026-11-23", "16:00", True),
        ("2026-11-22", "12:00", True),  # a Sunday
        ("2026-05-01", "12:00", True),  # a public holiday, on a Friday
    ],
)
def test_office_hours(day: str, clock: str, outside: bool) -> None:
    assert is_outside_office_hours(oslo(day, clock), OSLO) is outside


@pytest.mark.parametrize(
    ("done", "steps", "place"),
    [
        ((), {}, ("know", "read")),
        ((), {"know": {"read"}}, ("know", "try")),
        ((), {"know": {"try"}}, ("know", "read")),
        (("know",), {"know": {"read", "try"}}, ("move", "plan")),  # done with the one, she has come to the next
        (("know",), {"know": {"read"}, "move": {"plan"}}, ("move", "walk")),
        ((), {"move": {"plan"}}, ("move", "walk")),  # what was skipped before it does not hold her back
        ((), {"know": {"read", "try"}}, ("know", "")),
        (("know", "move", "more"), {}, ("more", "extra")),
        ((), {"elsewhere": {"x"}}, ("know", "read")),  # added for her, and on nobody's way
    ],
)
def test_where_somebody_has_come_to(done: tuple[str, ...], steps: dict[str, set[str]], place: tuple[str, str]) -> None:
    assert place_of(replace(BEGAN, done=frozenset(done), steps=steps)) == place


def test_a_course_that_was_left_in_the_second_module() -> None:
    facts = replace(BEGAN, done=frozenset({"know"}), steps={"know": {"read", "try"}, "move": {"plan"}}, left=True)
    assert [each for each in operation_of(facts) if each[0] in ("course", "module", "step", "stop")] == [
        ("course", "people", 1),
        ("course", "dose", 1),
        ("module", "reached:know", 1),
        ("module", "done:know", 1),
        ("step", "done:know:read", 1),
        ("step", "done:know:try", 1),
        ("module", "reached:move", 1),
        ("step", "done:move:plan", 1),
        ("course", "left", 1),
        ("stop", "module:move", 1),
        ("stop", "step:move:walk", 1),
    ]


def test_who_left_with_all_done_that_must_be_has_completed_and_stopped_nowhere() -> None:
    facts = replace(BEGAN, done=frozenset({"know", "move"}), left=True)
    assert counted(facts, "course") == {"people": 1, "completed": 1, "dose": 1}
    assert counted(facts, "stop") == {}
    assert counted(replace(BEGAN, way=replace(WAY, active=frozenset())), "course") == {"people": 1}
    assert counted(replace(facts, way=WayThrough()), "course") == {}, "a programme without modules"
    assert counted(replace(facts, started=None), "course") == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(operations, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_is_added_and_taken_out_again_is_nothing_in_any_order(every: list[OperationFacts], order: object) -> None:
    people = [patient(280, 160, operation=each) for each in every]
    added = [contributions(each) for each in people]
    whole = merged(*added)
    shuffled = list(added)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merged(*shuffled) == whole
    left = dict(whole)
    for each in shuffled:
        left = merged(left, difference(each, {}))
    assert left == {}
    changed = difference(added[0], contributions(replace(people[0], operation=every[-1])))
    assert merged(*added, changed) == merged(contributions(replace(people[0], operation=every[-1])), *added[1:])


def test_who_was_passed_on_or_treated_elsewhere_is_in_no_figure_of_how_it_was_run() -> None:
    by = oslo("2026-11-20")
    operation = replace(NOTHING, answer_by=by, answered_at=by, replies=((by, by),))

    def subjects(facts: EnrolmentFacts, *, way_in: bool = True) -> list[tuple[str, str]]:
        return sorted(place[1:] for place in entries_of(facts, way_in=way_in) if place[0] == "operation")

    here = patient(280, operation=operation)
    assert subjects(here) == [("answer", "in_time"), ("reply", "days:0"), ("reply", "people")]
    assert subjects(here, way_in=False) == []
    assert subjects(replace(here, passed_on=True)) == []


def test_what_is_done_in_the_house_is_counted_corrected_moved_and_erased(database_url: str) -> None:
    """One who writes, is answered, works, comes and does not come; then her clinic moves, and then she is erased."""
    house = make_house(database_url, catalogue=all_samples())
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    number = house.enrolled(ingrid, maren)
    actor, her = house.actor(maren, ("therapist", house.clinic)), house.actor(ingrid)

    def sums() -> dict[str, int]:
        house.platform.drain()
        roll_all(house.platform)
        assert check(house.platform)["faults"] == []
        with house.work() as work:
            cells = sums_of(work, house.programme().key, [NATION], dimension=None, tracked=False, parts=("operation",))
            return {
                f"{key.occasion} {key.category}".strip(): stats.s1 // 10**9 or stats.n for key, stats in cells.cells("")
            }

    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, number)
        write(work, her, enrolment, "Hei?", "1")
        write(work, her, enrolment, "Er dere der?", "2")
        held, late = (book(work, number, maren.id, "phone", work.now + timedelta(hours=hours), 30) for hours in (1, 3))
        call_off(work, late, late=True, by_id=ingrid.id)
        appointment = held.id
    before = sums()
    assert "reply people" not in before, "nobody has answered"
    assert (before["visit missed:phone"], before["visit people:phone"]) == (1, 1)
    house.clock.move(days=1)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, number)
        write(work, actor, enrolment, "Ja.", "3")
        write(work, her, enrolment, "Takk!", "4")
        settle(work, actor, enrolment, "thanks")
        note_call(work, actor, enrolment, work.today, 20, "", "once")
        record_attendance(work, work.session.get_one(type(held), appointment), "attended")
        path = path_of(work, enrolment, "nb")
        step = path.modules[0].module.steps[0]
        finish_step(work, enrolment, path.modules[0], step)
    house.clock.move(days=1)
    with house.work() as work:
        write(work, actor, work.session.get_one(Enrolment, number), "Og én ting til.", "5")
    after = sums()
    module = path.modules[0].module.key
    assert (after["reply people"], sum(n for name, n in after.items() if name.startswith("reply days"))) == (1, 2)
    assert (after["visit came:phone"], after["visit missed:phone"]) == (1, 1)
    assert after[f"step done:{module}:{step.key}"] == after[f"module reached:{module}"] == 1
    assert after["minutes"] == 5 + 5 + 20 + 30
    with house.work() as work:
        spent = work.session.scalars(select(SpentMinutes).where(SpentMinutes.kind == "call")).one()
        correct_minutes(
            work, actor, work.session.get_one(Enrolment, number), spent.id, 10, "Det var et halvt så langt."
        )
        above = add_organisation(work, "andre", "trust", "Andre HF", house.region)
        clinic = work.session.get_one(Organisation, house.clinic.id)
        change_place(work, at_the_machine(), clinic, above=above.key)
    assert sums() == after | {"minutes": 50}, "the nation has the same, less what was corrected"
    with house.work() as work:
        take_out_of_cells(work, frozenset({ingrid.id}))
    roll_all(house.platform)
    with house.work() as work:
        assert not sums_of(work, house.programme().key, [NATION, house.trust.id, house.clinic.id], parts=("operation",))
    house.platform.engine.dispose()
