"""What an end cancels, keeps and tells, what undoing puts back, and what opening again plans."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.assessments.service import open_sheet, submit
from varde.audit.models import AccessEntry
from varde.dialogue.service import write
from varde.enrolments.errors import ContactStopped, NoSuchEndReason, WrongState
from varde.enrolments.exits import Leaving, end, endings_of
from varde.enrolments.models import Ending, Enrolment
from varde.enrolments.service import history_of, pause
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem

from .conftest import Course, kept, noon_in

# --- what is asked still


@pytest.mark.parametrize(
    ("reason", "how", "asked"),
    [
        ("completed", Leaving(), {"end", "6m"}),
        ("completed", Leaving(willing=False), set()),
        ("withdrawn", Leaving(), {"6m"}),
        ("withdrawn", Leaving(willing=False), set()),
        ("moved_clinic", Leaving(), set()),
        ("refuses", Leaving(), set()),
        ("died", Leaving(), set()),
        ("protected", Leaving(), set()),
    ],
)
@pytest.mark.parametrize("paused", [False, True])
def test_what_is_asked_still(course: Course, reason: str, how: Leaving, asked: set[str], paused: bool) -> None:
    if paused:
        course.do(lambda work, enrolment: pause(work, course.therapist, enrolment))
        course.days(3)
    before = course.states()
    ending = course.end(reason, how)
    assert kept(course) == asked
    assert course.states() == Counter({"planned": len(asked), "cancelled": before.total() - len(asked)}) - Counter()
    assert ending.became["asked"] == len(asked)


def test_completed_in_the_second_week_two_forms_are_asked_and_no_more(course: Course) -> None:
    """Fourteen weekly forms with a notice and reminders each used to follow."""
    course.days(10)
    before = course.told()
    course.end("completed")
    course.days(400)
    assert course.told()[len(before) :] == ["questionnaire", "reminder", "reminder"] * 2


def test_what_was_planned_before_ends_knew_of_this_is_called_off_when_its_time_comes(course: Course) -> None:
    def as_it_was(work: Work, enrolment: Enrolment) -> None:
        enrolment.state, enrolment.ended_at, enrolment.end_reason = "completed", work.now, "completed"

    course.do(as_it_was)
    course.days(300)
    assert course.told().count("questionnaire") == 2
    assert {values[1] for values in course.agenda().values() if values[0] == "cancelled"} == {"ended"}


@pytest.mark.parametrize("left", ["completed", "withdrawn"])
def test_she_answers_what_is_asked_still_and_danger_in_it_is_told(course: Course, left: str) -> None:
    course.end(left)
    course.days(290, step=10)
    with course.house.work() as work:
        herself = course.house.actor(course.tor)
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == course.id, AgendaItem.key == "6m")
        ).one()
        sheet = open_sheet(work, herself, item, write=True)
        submit(work, herself, sheet, "phq-9", {f"q{n}": 3 if n == 9 else 1 for n in range(1, 10)})
    with course.house.work() as work:
        assert work.session.scalars(select(RaisedAlert)).all() != []
    assert course.row() is not None, "she is on the list until somebody has looked"


# --- no more contact


@pytest.mark.parametrize("before", ["referred", "waiting", "active", "paused", "completed", "withdrawn"])
@pytest.mark.parametrize("reason", ["died", "refuses", "protected"])
def test_from_any_state_nothing_more_is_sent(course: Course, before: str, reason: str) -> None:
    another = course.house.person("Liv", "Dale", phone="40000003")
    if before == "referred":
        course.tor, course.id = another, course.house.referred(another, "ridge")
    elif before == "waiting":
        course.tor, course.id = another, course.house.enrolled(another, course.maren, "ridge", "north", started=False)
    elif before == "paused":
        course.do(lambda work, enrolment: pause(work, course.therapist, enrolment))
    elif before != "active":
        course.end(before)
    if before in ("waiting", "active", "completed"):
        course.do(lambda work, enrolment: write(work, course.therapist, enrolment, "Ring meg gjerne.", "once-1"))
    course.do(lambda work, enrolment: book(work, enrolment.id, course.maren.id, "video", noon_in(work, 3), 30))
    ended = course.columns()["ended_at"]
    ending = course.end(reason)
    told = course.told()
    assert "message" not in told, "what was queued stays here"
    course.days(400, step=20)
    assert course.told() == told
    assert "planned" not in course.states()
    columns = course.columns()
    assert columns["contact_stopped_at"] is not None
    assert columns["state"] == ("completed" if before == "completed" else "discontinued")
    if before in ("completed", "withdrawn"):
        assert (columns["ended_at"], columns["end_reason"]) == (ended, before), "why it ended is another matter"
    assert ending.became["appointments"] == 1
    with pytest.raises(ContactStopped):
        course.end("refuses")


def test_nobody_writes_to_her_and_what_she_writes_reaches_us(course: Course) -> None:
    course.end("completed")
    course.end("refuses")
    with pytest.raises(ContactStopped):
        course.do(lambda work, enrolment: write(work, course.therapist, enrolment, "Hei?", "once-1"))
    herself = course.house.actor(course.tor)
    course.do(lambda work, enrolment: write(work, herself, enrolment, "Jeg vil likevel snakke.", "once-2"))
    row = course.row()
    assert row is not None
    assert row["unanswered_since"] is not None


def test_a_death_stops_everything_of_hers_and_a_refusal_only_this(course: Course) -> None:
    lise = course.house.person("Lise", "Berg", ("therapist", course.house.clinic), phone="40000009")
    elsewhere = course.house.enrolled(course.tor, lise, "village")
    course.end("refuses")
    assert course.house.enrolment(elsewhere).state == "active"
    course.undo()
    ending = course.end("died")
    other = course.house.enrolment(elsewhere)
    assert (other.state, other.end_reason, other.contact_stopped_at is not None) == ("discontinued", "died", True)
    assert course.told(lise)[-1] == "list"
    with course.house.work() as work:
        caused = work.session.scalars(select(Ending).where(Ending.enrolment_id == elsewhere)).one()
        assert (caused.way, caused.cause_id) == ("no_more_contact", ending.id)
        logged = select(AccessEntry.basis).where(AccessEntry.enrolment_id == elsewhere, AccessEntry.role == "system")
        assert "no_more_contact" in work.session.scalars(logged).all()
    course.undo()
    back = course.house.enrolment(elsewhere)
    assert (back.state, back.ended_at, back.contact_stopped_at) == ("active", None, None)


# --- refused


@pytest.mark.parametrize("reason", ["", "nothing", "Completed"])
def test_an_unknown_reason_changes_nothing(course: Course, reason: str) -> None:
    with pytest.raises(NoSuchEndReason) as refused:
        course.end(reason)
    assert "completed" in refused.value.to("nb")
    assert course.columns()["state"] == "active"


def test_ended_twice_the_first_stands(course: Course) -> None:
    course.end("completed")
    with pytest.raises(WrongState) as refused:
        course.end("withdrawn")
    assert refused.value.to("nb") == "Dette går ikke nå: forløpet er fullført."
    assert course.columns()["end_reason"] == "completed"


# --- what is kept of it


def test_the_words_are_sealed_and_the_history_says_what_was_done(course: Course) -> None:
    course.end("withdrawn", Leaving(note="Vil heller gå i gruppe.", words="Du er velkommen igjen."))
    with course.house.work() as work:
        (ending,) = endings_of(work, course.id)
        assert (ending.note, ending.words) == ("Vil heller gå i gruppe.", "Du er velkommen igjen.")
        stored = str(work.session.connection().exec_driver_sql("SELECT * FROM ending").all())
        assert "gruppe" not in stored
        assert "velkommen" not in stored
        assert [event.kind for event in history_of(work, course.id)][-1] == "discontinued"
    course.undo()
    with course.house.work() as work:
        assert [event.kind for event in history_of(work, course.id)][-2:] == ["discontinued", "undone"]


def test_her_therapist_is_told_when_she_leaves_herself(course: Course) -> None:
    course.do(lambda work, enrolment: end(work, course.tor.id, enrolment, "withdrawn", Leaving(by_patient=True)))
    assert course.told(course.maren) == ["list"]
    with course.house.work() as work:
        path = work.session.scalars(select(Delivery.path).where(Delivery.person_id == course.maren.id)).one()
    assert path == f"/pasient/{course.id}"


def test_a_message_that_waits_keeps_her_on_the_list_until_it_is_settled(course: Course) -> None:
    herself = course.house.actor(course.tor)
    course.do(lambda work, enrolment: write(work, herself, enrolment, "Hva nå?", "once-1"))
    course.end("completed")
    row = course.row()
    assert row is not None
    assert row["unanswered_since"] is not None
    course.do(lambda work, enrolment: write(work, course.therapist, enrolment, "Nå hviler du.", "once-2"))
    assert course.row() is None
