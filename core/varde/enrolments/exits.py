"""The verbs of the way out: end, undo, open again. What follows from each way is decided in :mod:`varde.enrolments.rules`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from varde.enrolments import rules
from varde.enrolments.access_entries import system_access
from varde.enrolments.activity import was_active
from varde.enrolments.errors import (
    ContactStopped,
    EndMeetingNeeded,
    NoSuchEndReason,
    NotReopened,
    NotUndone,
    WrongState,
)
from varde.enrolments.events import EnrolmentChanged, EnrolmentLeft, EnrolmentReturned
from varde.enrolments.gates import closing_ahead
from varde.enrolments.models import Ending, Enrolment, Referral
from varde.enrolments.service import PLANNED, hold, plan_again, remember
from varde.enrolments.words import NOT_UNDONE, STATE_SAID
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.scheduling import agenda
from varde.scheduling.booking import book_again, cancel_coming
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import end_of_day

_PAUSED = "paused"
_COLUMNS = ("state", "paused_at", "ended_at", "end_reason", "access_until", "contact_stopped_at")
"""What an ending changes of the enrolment, and its undoing puts back."""
_ITEM = ("state", "reason", "act_at", "opens_at", "due_at", "closes_at", "details")
SHORTEST_REOPENED = 30
"""Days of access that somebody who is opened again has at least. Our own, proposed."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """How it ends. ``note`` is for the record, ``words`` are for her. ``willing``: she may be asked the follow-up questions.
    ``kept`` are ids of appointments that stand. ``settled``: a message that waits needs no answer."""

    note: str = ""
    words: str = ""
    willing: bool = True
    kept: frozenset[int] = frozenset()
    settled: bool = False
    by_patient: bool = False


def end(work: Work, by_id: int | None, enrolment: Enrolment, reason: str, how: Leaving | None = None) -> Ending:
    """Take the way out that this coded reason stands for, from the state the enrolment is in.

    What is planned is cancelled, but for what that way asks still; what a pause cancelled and is asked still is planned
    again first, as :func:`varde.enrolments.service.resume` does it. Appointments that have not begun are cancelled. All of
    it is kept with the ending, so that :func:`undo` can put it back. A death or a protected address holds for all her
    enrolments: each gets an ending of its own, caused by this one.

    :raises NoSuchEndReason: there is no such reason. :raises WrongState: this way cannot be taken from here.
    :raises ContactStopped: contact about it was ended before.
    :raises EndMeetingNeeded: the meeting that closes has neither been held nor excused.
    """
    how = how or Leaving()
    ending = _end_one(work, by_id, enrolment, reason, how)
    if ending.way == "no_more_contact" and rules.reach(reason) == "person":
        elsewhere = select(Enrolment).where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.id != enrolment.id,
            Enrolment.contact_stopped_at.is_(None),
        )
        for enrolled in work.session.scalars(elsewhere.order_by(Enrolment.id)).all():
            system_access(work, enrolled, "state", "no_more_contact")
            _end_one(work, by_id, enrolled, reason, Leaving(), cause=ending)
    return ending


def _end_one(
    work: Work, by_id: int | None, enrolment: Enrolment, reason: str, how: Leaving, cause: Ending | None = None
) -> Ending:
    hold(work, enrolment)
    way = rules.way_for(reason, enrolment.state)
    if way is None:
        raise NoSuchEndReason(reason=reason, known=", ".join(rules.reasons()))
    if enrolment.contact_stopped_at is not None and not way.contact:
        raise ContactStopped()
    if not rules.may_leave(way, enrolment.state, "patient" if how.by_patient else "therapist"):
        raise WrongState(state=STATE_SAID[enrolment.state])
    if way.key == "completed" and (ahead := closing_ahead(work, enrolment, programme_of(work, enrolment.programme))):
        raise EndMeetingNeeded(meeting=ahead.meeting.title)
    ending = _written(work, by_id, enrolment, way, reason, how, cause)
    items = agenda.hold_open(work, enrolment.id, _PAUSED)
    before = {item.id: _shown(item, _ITEM) for item in items}
    if enrolment.state == "paused" and way.asks:
        plan_again(work, enrolment)
    _call_off(work, enrolment, ending, way, items)
    cancelled = cancel_coming(work, enrolment.id, how.kept)
    _leave(work, enrolment, way, reason)
    touched = {str(item.id): before[item.id] for item in items if _shown(item, _ITEM) != before[item.id]}
    ending.before = {**ending.before, "agenda": touched, "appointments": [row.id for row in cancelled]}
    forms = {item.key: item for item in items if item.kind == PLANNED}.values()  # a diary has two rows, and is one
    stopped = sum(1 for item in forms if item.state == "cancelled")
    asked = len(forms) - stopped
    ending.became = {"stopped": stopped, "asked": asked, "appointments": len(cancelled)}
    remember(work, enrolment, way.key, by_id, reason=reason)
    work.session.flush()
    work.publish(EnrolmentLeft(enrolment.id, ending.id, int(how.settled)))
    work.publish(EnrolmentChanged(enrolment.id))
    return ending


def _written(
    work: Work,
    by_id: int | None,
    enrolment: Enrolment,
    way: rules.WayOut,
    reason: str,
    how: Leaving,
    cause: Ending | None,
) -> Ending:
    earlier = endings_of(work, enrolment.id)
    ending = work.add(
        Ending(
            enrolment_id=enrolment.id,
            number=1 + max((row.number for row in earlier), default=0),
            way=way.key,
            reason=reason,
            at=work.now,
            by_id=by_id,
            by_patient=how.by_patient,
            willing=how.willing,
            note=how.note or None,
            words=how.words or None,
            before={"enrolment": _shown(enrolment, _COLUMNS)},
            became={},
            cause_id=cause.id if cause is not None else None,
        )
    )
    work.session.flush()
    return ending


def _call_off(work: Work, enrolment: Enrolment, ending: Ending, way: rules.WayOut, items: Iterable[AgendaItem]) -> None:
    programme = programme_of(work, enrolment.programme)
    for item in items:
        occasion = programme.find_occasion(item.key) if item.kind == PLANNED else None
        asked_after = occasion.asked_after if occasion is not None else ""
        if not rules.asked_still(way, asked_after, willing=ending.willing):
            agenda.call_off(item, "ended")


def _leave(work: Work, enrolment: Enrolment, way: rules.WayOut, reason: str) -> None:
    if enrolment.state not in rules.ENDED:
        enrolment.state, enrolment.ended_at, enrolment.end_reason = way.leaves, work.now, reason
        enrolment.paused_at = None
    if not way.contact:
        enrolment.contact_stopped_at = work.now


def _shown(row: Any, names: Sequence[str]) -> dict[str, Any]:
    """These attributes as JSON takes them."""
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _put_back(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        at = name.endswith(("_at", "_until")) and value is not None
        setattr(row, name, datetime.fromisoformat(value) if at else value)


# --- afterwards


def endings_of(work: Work, enrolment_id: int) -> list[Ending]:
    """Every way out that was taken, undone or not, the newest first. One statement."""
    return list(
        work.session.scalars(select(Ending).where(Ending.enrolment_id == enrolment_id).order_by(Ending.number.desc()))
    )


def latest_ending(work: Work, enrolment_id: int) -> Ending | None:
    """The newest way out that was taken, undone or not. One statement."""
    newest = select(Ending).where(Ending.enrolment_id == enrolment_id).order_by(Ending.number.desc()).limit(1)
    return work.session.scalar(newest)


def words_to(work: Work, enrolment: Enrolment) -> str:
    """What was written to her when it ended; "" when nothing was. One statement, and none while it is open."""
    ending = latest_ending(work, enrolment.id) if enrolment.ended_at is not None else None
    return (ending.words or "") if ending is not None and ending.undone_at is None else ""


def asks_still(work: Work, enrolment: Enrolment, asked_after: rules.Asked) -> bool:
    """Whether an occasion that is asked after this end is asked of her still: before every end, and after hers when she was
    willing, has not begun the programme anew, and may be written to. None or two statements."""
    way = rules.way_taken(enrolment.state, enrolment.end_reason, started=enrolment.started_at is not None)
    if way is None:
        return True
    ending = latest_ending(work, enrolment.id)
    willing = ending is None or ending.willing
    asked = rules.asked_still(rules.WAYS[way], asked_after, willing=willing)
    return asked and enrolment.contact_stopped_at is None and _again(work, enrolment) is None


def may_undo(work: Work, enrolment: Enrolment, endings: Sequence[Ending]) -> rules.Undoing:
    """Whether the newest ending can be undone. At most one statement."""
    if not endings:
        return "undone"
    ending = endings[0]
    return rules.may_undo(
        ending.at.astimezone(work.zone).date(),
        work.today,
        undone=ending.undone_at is not None,
        newest=True,
        replaced=ending.way != "passed_on" and enrolment.state in rules.ENDED and _again(work, enrolment) is not None,
        touched=ending.way == "passed_on" and _worked_on(work, enrolment.id),
    )


def _worked_on(work: Work, enrolment_id: int) -> bool:
    """Whether somebody has decided, or ended, what this referral was passed on as. One statement."""
    successors = (
        select(Enrolment.state)
        .join(Referral, Referral.enrolment_id == Enrolment.id)
        .where(Referral.passed_from_id == enrolment_id, Enrolment.end_reason.is_distinct_from("taken_back"))
    )
    return any(state not in rules.UNDECIDED for state in work.session.scalars(successors))


def _again(work: Work, enrolment: Enrolment) -> int | None:
    """A later enrolment of hers in the same programme that has not ended; None when there is none."""
    return work.session.scalar(
        select(Enrolment.id)
        .where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.programme == enrolment.programme,
            Enrolment.id != enrolment.id,
            Enrolment.state.in_(rules.OPEN),
        )
        .limit(1)
    )


def undo(work: Work, actor: Actor, enrolment: Enrolment) -> Ending:
    """Put back exactly what the newest ending cancelled, here and in what it caused elsewhere: the state, the agenda as it
    was, and the appointments whose time has not come.

    :raises NotUndone: there is nothing to undo, or it cannot be undone any more.
    """
    hold(work, enrolment)
    endings = endings_of(work, enrolment.id)
    answer = may_undo(work, enrolment, endings)
    if answer != "yes":
        raise NotUndone(why=NOT_UNDONE[answer])
    ending = endings[0]
    _undo_one(work, actor, enrolment, ending)
    caused = select(Ending).where(Ending.cause_id == ending.id, Ending.undone_at.is_(None)).order_by(Ending.id)
    for effect in work.session.scalars(caused).all():
        elsewhere = work.session.get_one(Enrolment, effect.enrolment_id)
        system_access(work, elsewhere, "state", "undone")
        hold(work, elsewhere)
        _undo_one(work, actor, elsewhere, effect)
    return ending


def _undo_one(work: Work, actor: Actor, enrolment: Enrolment, ending: Ending) -> None:
    _put_back(enrolment, ending.before["enrolment"])
    touched = {int(item_id): values for item_id, values in ending.before.get("agenda", {}).items()}
    rows = work.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.id.in_(touched), AgendaItem.state.in_(("planned", "cancelled")))
        .with_for_update()
    )
    for item in rows:
        _put_back(item, touched[item.id])
    booked = book_again(work, ending.before.get("appointments", ()))
    ending.undone_at, ending.undone_by_id = work.now, actor.person_id
    ending.became = {**ending.became, "booked_again": len(booked)}
    if enrolment.state == "active":
        was_active(work, enrolment.id)  # the days between are no silence
    remember(work, enrolment, "undone", actor.person_id)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(EnrolmentReturned(enrolment.id, ending.id))


def reopen(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """Open an ended enrolment again, also long after. What the end called off and can be answered still is planned again
    as it was; access lasts as many days as were left, and at least :data:`SHORTEST_REOPENED`.

    :raises NotReopened: it has not ended, was ended another way, or she is in the programme again already.
    """
    hold(work, enrolment)
    started = enrolment.started_at is not None
    way = rules.way_taken(enrolment.state, enrolment.end_reason, started=started)
    stopped = enrolment.contact_stopped_at is not None
    if not rules.may_reopen(way, stopped=stopped) or _again(work, enrolment) is not None:
        raise NotReopened()
    ended_at = enrolment.ended_at
    enrolment.state = rules.reopened_as(started=started, decided=enrolment.decided_at is not None)
    enrolment.ended_at = enrolment.end_reason = None
    if started:
        left = (enrolment.access_until - ended_at).days if enrolment.access_until and ended_at else 0
        days = max(left, SHORTEST_REOPENED)
        enrolment.access_until = end_of_day(work.today + timedelta(days=days), work.zone)
        was_active(work, enrolment.id)
    _plan_what_is_left(work, enrolment)
    remember(work, enrolment, "reopened", actor.person_id)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))


def _plan_what_is_left(work: Work, enrolment: Enrolment) -> None:
    for item in agenda.hold_open(work, enrolment.id, "ended"):
        if item.state == "cancelled" and (item.closes_at or item.due_at) > work.now:
            item.state, item.reason, item.act_at = "planned", None, max(item.opens_at, work.now)
