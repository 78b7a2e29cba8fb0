"""What undoing an end puts back, and what opening an enrolment again plans."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from varde.appointments.waiting import want_earlier
from varde.caseload.judging import judge_again
from varde.dialogue.models import Thread
from varde.dialogue.service import write
from varde.enrolments.errors import NotReopened, NotUndone
from varde.enrolments.exits import Leaving, endings_of, reopen
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, start
from varde.kernel.work import Work
from varde.modules.progress import finish_step, path_of
from varde.notifications.models import Delivery
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem, Appointment

from .conftest import Course, kept, noon_in

# --- undone


@pytest.mark.parametrize("reason", ["completed", "withdrawn", "moved_clinic", "died", "refuses"])
@pytest.mark.parametrize("before", ["active", "paused"])
def test_undoing_puts_back_exactly_what_was(course: Course, reason: str, before: str) -> None:
    """The state, every row of the agenda, the appointment, the message that waits and the row on the list."""
    herself = course.house.actor(course.tor)
    course.do(_takes_a_step)
    course.days(2)
    course.do(lambda work, enrolment: write(work, herself, enrolment, "Får jeg svar?", "once-1"))
    course.do(lambda work, enrolment: book(work, enrolment.id, course.maren.id, "video", noon_in(work, 9), 30))
    if before == "paused":
        course.do(lambda work, enrolment: pause(work, course.therapist, enrolment))
        course.days(2)
    course.do(lambda work, _enrolment: judge_again(work))  # as the clock does: a row knows by what limits it was judged
    seen: list[Any] = [course.columns(), course.agenda(), course.row(), thread(course)]
    course.end(reason, Leaving(settled=True))
    assert (course.columns(), course.agenda()) != (seen[0], seen[1])
    assert course.row() is None
    assert thread(course) == (None, None)
    course.undo()
    again: list[Any] = [course.columns(), course.agenda(), course.row(), thread(course)]
    if before == "active":
        assert again[2] is not None
        assert seen[2] is not None
        again[2]["inactive_at"] = seen[2]["inactive_at"]  # the days between are no silence
    assert again == seen
    with course.house.work() as work:
        # A pause had cancelled it before, and that is not what was undone.
        state = "booked" if before == "active" else "cancelled"
        assert {row.state for row in work.session.scalars(select(Appointment))} == {state}


def _takes_a_step(work: Work, enrolment: Enrolment) -> None:
    here = path_of(work, enrolment, "nb").here
    assert here is not None
    finish_step(work, enrolment, here, here.module.steps[0])


def thread(course: Course) -> tuple[Any, Any]:
    with course.house.work() as work:
        row = work.session.get_one(Thread, course.id)
        return row.waiting_since, row.answer_by


def test_an_appointment_is_told_of_when_it_is_cancelled_and_when_it_stands_again(course: Course) -> None:
    course.do(lambda work, enrolment: book(work, enrolment.id, course.maren.id, "video", noon_in(work, 3), 30))
    assert course.told() == ["decision", "booked"]
    course.end("withdrawn")
    assert course.told() == ["decision", "booked", "appointment"]
    course.undo()
    assert course.told() == ["decision", "booked", "appointment", "appointment"]


def test_whoever_waits_is_told_of_the_time_that_an_end_frees(course: Course) -> None:
    """As of one that a pause or she herself frees."""
    house = course.house
    other = house.enrolled(house.person("Eva", "Lie"), course.maren, "ridge", "north")
    with house.work() as work:
        book(work, course.id, course.maren.id, "video", noon_in(work, 3), 30)
        later = book(work, other, course.maren.id, "video", noon_in(work, 9), 30)
        want_earlier(work, later, wants=True)
    course.end("withdrawn")
    with house.work() as work:
        told = work.session.scalars(select(Delivery.enrolment_id).where(Delivery.notice == "earlier")).all()
    assert list(told) == [other]


def test_an_appointment_can_be_kept_and_one_whose_time_has_come_stays_cancelled(course: Course) -> None:
    with course.house.work() as work:
        cancelled_id, kept_id = (
            book(work, course.id, course.maren.id, "video", noon_in(work, days), 30).id for days in (1, 3)
        )
    course.end("completed", Leaving(kept=frozenset({kept_id})))
    with course.house.work() as work:
        states = {row.id: row.state for row in work.session.scalars(select(Appointment))}
    assert states == {kept_id: "booked", cancelled_id: "cancelled"}
    course.house.clock.move(days=2)
    course.undo()
    with course.house.work() as work:
        assert {row.id: row.state for row in work.session.scalars(select(Appointment))} == states


def test_what_was_handed_in_meanwhile_stays_handed_in(course: Course) -> None:
    course.end("completed")
    course.do(lambda work, _enrolment: work.session.execute(_done("end")))
    course.undo()
    assert course.agenda()["assessment", "end"][0] == "done"
    assert course.agenda()["assessment", "6m"][0] == "planned"


def _done(key: str) -> Any:
    return AgendaItem.__table__.update().where(AgendaItem.key == key).values(state="done")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("days", "possible"), [(0, True), (7, True), (8, False)])
def test_it_can_be_undone_for_seven_days(course: Course, days: int, possible: bool) -> None:
    course.end("withdrawn")
    course.house.clock.move(days=days)
    if possible:
        course.undo()
        assert course.columns()["state"] == "active"
    else:
        with pytest.raises(NotUndone) as refused:
            course.undo()
        assert refused.value.to("nb") == "Det kan ikke angres: de sju dagene er gått."


def test_it_is_undone_once_and_what_never_ended_is_not(course: Course) -> None:
    sentence = "Det kan ikke angres: ingenting er avsluttet, eller det er angret før."
    for _ in range(2):
        with pytest.raises(NotUndone) as refused:
            course.undo()
        assert refused.value.to("nb") == sentence
        if not course.do(lambda work, enrolment: endings_of(work, enrolment.id)):
            course.end("completed")
            course.undo()


def test_no_more_contact_after_the_end_is_undone_alone(course: Course) -> None:
    course.end("completed")
    asked = kept(course)
    course.end("refuses")
    assert kept(course) == set()
    course.undo()
    assert (course.columns()["state"], course.columns()["contact_stopped_at"], kept(course)) == (
        "completed",
        None,
        asked,
    )


# --- begun anew, opened again


def test_who_begins_anew_is_not_asked_twice(course: Course) -> None:
    course.end("completed")
    course.days(60)
    anew = course.house.enrolled(course.tor, course.maren, "ridge", "north")
    assert kept(course) == set()
    assert {values[1] for values in course.agenda().values() if values[0] == "cancelled"} == {"ended", "replaced"}
    assert course.house.enrolment(anew).state == "active"
    with pytest.raises(NotUndone) as refused:
        course.undo()
    assert "sju dagene" in refused.value.to("nb") or "begynt på nytt" in refused.value.to("nb")
    with pytest.raises(NotReopened):
        course.do(lambda work, enrolment: reopen(work, course.therapist, enrolment))


def test_another_programme_leaves_it_alone(course: Course) -> None:
    course.end("completed")
    course.house.enrolled(course.tor, course.maren, "village")
    assert kept(course) == {"end", "6m"}


@pytest.mark.parametrize("reason", ["completed", "withdrawn"])
def test_opened_again_long_after_what_is_left_is_planned(course: Course, reason: str) -> None:
    course.do(_takes_a_step)
    listed = course.row()
    course.end(reason)
    course.days(30)
    course.do(lambda work, enrolment: reopen(work, course.therapist, enrolment))
    columns = course.columns()
    assert (columns["state"], columns["ended_at"], columns["end_reason"]) == ("active", None, None)
    now = course.house.clock.now()
    planned = {k: v for k, v in course.agenda().items() if k[0] == "assessment" and v[0] == "planned"}
    assert {("assessment", "end"), ("assessment", "6m")} <= set(planned)
    assert all(values[5] > now for values in planned.values()), "nothing whose time has passed"
    assert len(planned) == 12
    assert columns["access_until"] > now + timedelta(days=360)
    row = course.row()
    assert row is not None
    assert listed is not None
    assert (row["module"], row["steps_done"]) == (listed["module"], listed["steps_done"])


def test_the_access_of_who_is_opened_again_lasts_a_month_at_least(course: Course) -> None:
    course.days(360)
    course.end("completed")
    course.days(100)
    course.do(lambda work, enrolment: reopen(work, course.therapist, enrolment))
    left = course.columns()["access_until"] - course.house.clock.now()
    assert timedelta(days=30) <= left <= timedelta(days=31)


def test_who_never_started_waits_again_and_begins(course: Course) -> None:
    liv = course.house.person("Liv", "Dale")
    course.id = course.house.enrolled(liv, course.maren, "ridge", "north", started=False)
    course.end("no_contact")
    course.do(lambda work, enrolment: reopen(work, course.therapist, enrolment))
    assert course.columns()["state"] == "waiting"
    course.do(start)
    assert course.columns()["state"] == "active"


@pytest.mark.parametrize("reason", ["died", "moved_clinic"])
def test_other_ends_are_not_opened_again(course: Course, reason: str) -> None:
    course.end(reason)
    with pytest.raises(NotReopened):
        course.do(lambda work, enrolment: reopen(work, course.therapist, enrolment))
