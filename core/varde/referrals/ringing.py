"""Ring first: what must be cleared up by telephone before a referral is answered. The time limit of the answer runs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import aliased, joinedload

from varde.enrolments.cover import therapists_at
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDECIDED
from varde.enrolments.service import hold, must_be, referral_of, remember
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.referrals.errors import CallDay, CallerNeeded, NoCall, OutcomeNeeded, QuestionNeeded
from varde.referrals.events import CallSetUp
from varde.referrals.models import FirstCall

SHORTEST, LONGEST = 5, 1000
DAYS_AHEAD = 7
"""How far ahead a call may be when the answer is due before that: a proposal."""


@dataclass(frozen=True, slots=True)
class CallView:
    """One call with its words opened. ``after`` is a time of day, "15.00", or "". ``outcome`` is what came of it: "" while it is
    to be made, and when another took its place."""

    number: int
    caller: str
    day: date
    after: str
    question: str
    set_up_at: datetime
    by: str
    ended_at: datetime | None
    outcome: str

    def is_late(self, today: date) -> bool:
        """Whether it should have been made before today."""
        return self.ended_at is None and self.day < today


_CALLER, _BY = aliased(Person), aliased(Person)


_CALLS = (
    select(FirstCall, _CALLER, _BY)
    .join(_CALLER, _CALLER.id == FirstCall.caller_id)
    .join(_BY, _BY.id == FirstCall.by_id)
)
_OF_ONE = _CALLS.where(FirstCall.enrolment_id == bindparam("enrolment")).order_by(FirstCall.number.desc())


def _view(row: FirstCall, caller: Person, by: Person) -> CallView:
    return CallView(
        number=row.number,
        caller=caller.name,
        day=row.day,
        after=row.after or "",
        question=row.question,
        set_up_at=row.set_up_at,
        by=by.name,
        ended_at=row.ended_at,
        outcome=row.outcome or "",
    )


def calls_of(work: Work, enrolment_id: int) -> list[CallView]:
    """Every call about a referral, newest first; at most the newest is to be made still. One statement."""
    rows: Any = work.session.execute(_OF_ONE, {"enrolment": enrolment_id})
    return [_view(*row) for row in rows]


def calls_to_make(
    work: Work, which: ColumnElement[bool], asked: Mapping[str, Any], most: int
) -> list[tuple[Enrolment, CallView]]:
    """The calls to be made about referrals of enrolments for which ``which`` holds, a condition that takes ``asked``; the one
    that is due first, first. One statement."""
    rows: Any = work.session.execute(
        _CALLS.join(Enrolment, Enrolment.id == FirstCall.enrolment_id)
        .add_columns(Enrolment)
        .where(FirstCall.ended_at.is_(None), Enrolment.state.in_(UNDECIDED), which)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.organisation))
        .order_by(FirstCall.day, FirstCall.after, FirstCall.id)
        .limit(most),
        asked,
    )
    return [(enrolment, _view(row, caller, by)) for row, caller, by, enrolment in rows]


def call_to_make(work: Work, enrolment: Enrolment) -> CallView | None:
    """The call that a referral waits for; None when there is none, or it has been answered. One statement."""
    if enrolment.state not in UNDECIDED:
        return None
    return next((call for call in calls_of(work, enrolment.id) if call.ended_at is None), None)


def last_day(answer_by: date, today: date) -> date:
    """The last day that a call may be set up for."""
    return max(answer_by, today + timedelta(days=DAYS_AHEAD))


def last_call_day(work: Work, enrolment: Enrolment) -> date:
    """The same of one referral. One statement."""
    return last_day(referral_of(work, enrolment.id).answer_by.astimezone(work.zone).date(), work.today)


def ring_first(
    work: Work, actor: Actor, enrolment: Enrolment, caller_id: int | None, day: date | None, after: str, question: str
) -> FirstCall:
    """Somebody rings before the referral is answered, and the person is told when. It takes the place of a call that was to be
    made.

    :param after: a time of day, "15.00", or "".
    :raises WrongState: it was decided. :raises CallerNeeded, CallDay, QuestionNeeded: nothing is stored.
    """
    hold(work, enrolment)
    must_be(enrolment, *UNDECIDED)
    if caller_id is None or caller_id not in therapists_at(work, enrolment):
        raise CallerNeeded()
    last = last_call_day(work, enrolment)
    if day is None or not work.today <= day <= last:
        raise CallDay(last=f"{last:%d.%m.%Y}")
    said = question.strip()
    if len(said) < SHORTEST:
        raise QuestionNeeded()
    before = _newest(work, enrolment.id)
    if before is not None and before.ended_at is None:
        before.ended_at, before.ended_by_id = work.now, actor.person_id
    call = FirstCall(
        enrolment_id=enrolment.id,
        number=1 if before is None else before.number + 1,
        set_up_at=work.now,
        by_id=actor.person_id,
        caller_id=caller_id,
        day=day,
        after=after or None,
    )
    call.question = said[:LONGEST]
    work.add(call)
    work.session.flush()
    remember(work, enrolment, "ring_first", actor.person_id)
    work.publish(CallSetUp(enrolment.id, call.id))
    return call


def has_rung(work: Work, actor: Actor, enrolment: Enrolment, outcome: str) -> None:
    """She has been rung; what came of it stands with the referral.

    :raises NoCall: none is to be made. :raises OutcomeNeeded: nothing is stored.
    """
    hold(work, enrolment)
    call = _newest(work, enrolment.id)
    if call is None or call.ended_at is not None or enrolment.state not in UNDECIDED:
        raise NoCall()
    said = outcome.strip()
    if len(said) < SHORTEST:
        raise OutcomeNeeded()
    call.ended_at, call.ended_by_id, call.outcome = work.now, actor.person_id, said[:LONGEST]
    remember(work, enrolment, "rung_first", actor.person_id)


def _newest(work: Work, enrolment_id: int) -> FirstCall | None:
    return work.session.scalars(
        select(FirstCall).where(FirstCall.enrolment_id == enrolment_id).order_by(FirstCall.number.desc()).limit(1)
    ).first()
