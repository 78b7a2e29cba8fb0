"""Minutes of deeds: kept when something is done, written down of a call, corrected with a reason, and read by week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy
from sqlalchemy import bindparam, exists, select

from varde.dialogue.events import MessageSent
from varde.dialogue.models import Message
from varde.enrolments.models import Enrolment
from varde.enrolments.reason_rules import says_why
from varde.identity.models import Person
from varde.identity.names import signed
from varde.identity.service import Actor
from varde.kernel.db import add_missing
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.minutes.errors import DayBefore, DayNotYet, MinutesReason, NoSuchMinutes, NotMinutes
from varde.minutes.events import MinutesChanged
from varde.minutes.models import MinutesChange, SpentMinutes
from varde.minutes.rules import TO_ANOTHER, WeekSpent, by_week, is_minutes
from varde.modules.events import FeedbackGiven
from varde.modules.models import Entry
from varde.notes.service import write_note
from varde.programmes.gone import programme_of
from varde.scheduling.events import AttendanceRecorded
from varde.scheduling.models import Appointment
from varde.scheduling.rules import at_wall_time

LONGEST_REASON = 200
NOON = time(12)
"""When a call was that is written down of another day."""


def _keep(work: Work, enrolment_id: int, by_id: int | None, kind: str, key: str, minutes: int, at: datetime) -> None:
    row = {"enrolment_id": enrolment_id, "by_id": by_id, "kind": kind, "key": key, "minutes": minutes, "at": at}
    add_missing(work.session, SpentMinutes, [row])


_BESIDE = (
    select(Message)
    .where(
        Message.enrolment_id.in_(
            select(SpentMinutes.enrolment_id).where(
                SpentMinutes.by_id == bindparam("author"),
                SpentMinutes.at == bindparam("at"),
                SpentMinutes.kind == "message",
            )
        ),
        Message.enrolment_id != bindparam("enrolment"),
        Message.author_id == bindparam("author"),
        Message.sent_at == bindparam("at"),
    )
    .order_by(Message.id.desc())
    .limit(1)
)
"""What the author sent last to another at the same moment; it is the same to several only when the words are, too."""


def on_message(work: Work, event: MessageSent) -> None:
    """A message of staff takes what the programme declares; the same words to several take that once, and little for each other."""
    message = work.session.get(Message, event.message_id)
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if event.from_patient or message is None or enrolment is None:
        return
    asked = {"author": message.author_id, "at": message.sent_at, "enrolment": enrolment.id}
    beside = work.session.scalars(_BESIDE, asked).one_or_none()
    again = beside is not None and beside.body == message.body
    minutes = TO_ANOTHER if again else programme_of(work, enrolment.programme).staff_minutes.message
    _keep(work, enrolment.id, message.author_id, "message", f"message:{message.id}", minutes, work.now)


def on_feedback(work: Work, event: FeedbackGiven) -> None:
    entry, enrolment = work.session.get(Entry, event.entry_id), work.session.get(Enrolment, event.enrolment_id)
    if entry is None or enrolment is None:
        return
    minutes = programme_of(work, enrolment.programme).staff_minutes.feedback
    key = f"feedback:{event.entry_id}:{event.number}"
    _keep(work, event.enrolment_id, entry.feedback_by_id, "feedback", key, minutes, work.now)


def on_attendance(work: Work, event: AttendanceRecorded) -> None:
    """A meeting takes as long as it was booked for, and one that she missed nothing; also when that is found out later."""
    row = work.session.get(Appointment, event.appointment_id)
    if row is None:
        return
    minutes = 0 if event.state == "missed" else row.minutes
    key = f"appointment:{row.id}"
    _keep(work, event.enrolment_id, row.therapist_id, "meeting", key, minutes, row.starts_at)
    corrected = exists(select(MinutesChange.id).where(MinutesChange.spent_id == SpentMinutes.id))
    work.session.execute(
        sqlalchemy.update(SpentMinutes)
        .where(SpentMinutes.enrolment_id == event.enrolment_id, SpentMinutes.key == key, ~corrected)
        .values(minutes=minutes)
    )


LISTENERS = (
    Listener(MessageSent, on_message),
    Listener(FeedbackGiven, on_feedback),
    Listener(AttendanceRecorded, on_attendance),
)


def note_call(work: Work, actor: Actor, enrolment: Enrolment, day: date, minutes: int, words: str, once: str) -> None:
    """A call was made on this day and took so long; what it was about, when it is said, becomes an inner note. The same form sent
    twice is one call.

    :raises NotMinutes, DayNotYet, DayBefore: nothing is kept.
    """
    if not is_minutes(minutes):
        raise NotMinutes()
    if day > work.today:
        raise DayNotYet()
    first = enrolment.referred_at.astimezone(work.zone).date()
    if day < first:
        raise DayBefore(day=f"{first.day}.{first.month}.{first.year}")
    at = work.now if day == work.today else at_wall_time(day, NOON, work.zone)
    _keep(work, enrolment.id, actor.person_id, "call", f"call:{actor.person_id}:{once}", minutes, at)
    if words.strip():
        write_note(work, actor, enrolment, words, f"call:{once}")
    work.publish(MinutesChanged(enrolment.id))


def correct_minutes(work: Work, actor: Actor, enrolment: Enrolment, spent_id: int, minutes: int, reason: str) -> None:
    """It took another number of minutes, and why; what was held before is kept.

    :raises NoSuchMinutes, NotMinutes, MinutesReason: nothing is changed.
    """
    spent = work.session.get(SpentMinutes, spent_id, with_for_update=True)
    if spent is None or spent.enrolment_id != enrolment.id:
        raise NoSuchMinutes()
    if not is_minutes(minutes):
        raise NotMinutes()
    if not says_why(reason):
        raise MinutesReason()
    if minutes == spent.minutes:
        return
    before = work.session.scalars(select(MinutesChange.id).where(MinutesChange.spent_id == spent.id)).all()
    change = MinutesChange(
        spent_id=spent.id,
        number=len(before) + 1,
        before=spent.minutes,
        after=minutes,
        by_id=actor.person_id,
        at=work.now,
    )
    change.reason = reason.strip()[:LONGEST_REASON]
    spent.minutes = minutes
    work.add(change)
    work.session.flush()
    work.publish(MinutesChanged(enrolment.id))


# Every page of a patient asks this, so it is put together once.
_DAYS = select(SpentMinutes.at, SpentMinutes.minutes).where(SpentMinutes.enrolment_id == bindparam("enrolment"))


def weeks_spent(work: Work, enrolment: Enrolment) -> tuple[WeekSpent, ...]:
    """Minutes in each week of the enrolment until today, or until its end. One statement."""
    spent = [
        (at.astimezone(work.zone).date(), minutes) for at, minutes in work.columns(_DAYS, {"enrolment": enrolment.id})
    ]
    start = enrolment.started_at.astimezone(work.zone).date() if enrolment.started_at else None
    until = (enrolment.ended_at or work.now).astimezone(work.zone).date()
    return by_week(spent, start, until)


class MinutesLine(NamedTuple):
    """One correction, opened."""

    at: datetime
    by: str
    before: int
    after: int
    reason: str


class SpentLine(NamedTuple):
    """One deed with what it took and how that was corrected, the first correction first."""

    id: int
    kind: str
    at: datetime
    minutes: int
    by: str
    changes: tuple[MinutesLine, ...]


def deeds_spent(work: Work, enrolment_id: int) -> list[SpentLine]:
    """Every deed, the latest first. Two statements."""
    changes: dict[int, list[MinutesLine]] = {}
    corrected: Sequence[Any] = work.session.execute(
        select(MinutesChange, Person)
        .join(Person, Person.id == MinutesChange.by_id)
        .join(SpentMinutes, SpentMinutes.id == MinutesChange.spent_id)
        .where(SpentMinutes.enrolment_id == enrolment_id)
        .order_by(MinutesChange.id)
    ).all()
    for change, person in corrected:
        line = MinutesLine(change.at, signed(person.name, person.title), change.before, change.after, change.reason)
        changes.setdefault(change.spent_id, []).append(line)
    rows: Sequence[Any] = work.session.execute(
        select(SpentMinutes, Person)
        .outerjoin(Person, Person.id == SpentMinutes.by_id)
        .where(SpentMinutes.enrolment_id == enrolment_id)
        .order_by(SpentMinutes.at.desc(), SpentMinutes.id.desc())
    ).all()
    return [
        SpentLine(
            row.id,
            row.kind,
            row.at,
            row.minutes,
            signed(person.name, person.title) if person is not None else "",
            tuple(changes.get(row.id, ())),
        )
        for row, person in rows
    ]
