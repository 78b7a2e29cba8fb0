"""Those who wait in line for a place: in which order, and by when a place is promised.

Nobody is decided about by standing there: a promise takes the place of the time limit of the answer, and the answer is still to
be given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Subquery, bindparam, func, select

from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDECIDED
from varde.enrolments.service import hold, must_be, referral_of, remember
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.referrals.errors import PromisedDay
from varde.referrals.events import PlacePromised
from varde.referrals.models import WaitingPlace
from varde.scheduling.rules import end_of_day

LONGEST_DAYS = 180
"""How far ahead a place can be promised: a proposal."""


@dataclass(frozen=True, slots=True)
class InLine:
    """Where somebody stands: ``number`` is 1 for whoever is first of those who wait for this programme there."""

    number: int
    since: datetime
    promised_by: date

    def is_late(self, today: date) -> bool:
        """Whether the place should have been given before today."""
        return self.promised_by < today


def _numbered() -> Subquery:
    of_place = [Enrolment.organisation_id, Enrolment.programme]
    order = [WaitingPlace.since, WaitingPlace.enrolment_id]
    return (
        select(
            WaitingPlace.enrolment_id,
            WaitingPlace.since,
            WaitingPlace.promised_by,
            func.row_number().over(partition_by=of_place, order_by=order).label("number"),
        )
        .join(Enrolment, Enrolment.id == WaitingPlace.enrolment_id)
        .where(Enrolment.state.in_(UNDECIDED))
        .subquery("numbered")
    )


NUMBERED = _numbered()
"""Whoever waits in line with her number, for a statement that shows it; nobody is left out whom its reader may not see."""
_ONE = select(NUMBERED.c.number, NUMBERED.c.since, NUMBERED.c.promised_by).where(
    NUMBERED.c.enrolment_id == bindparam("enrolment")
)


def line_of_referral(work: Work, enrolment: Enrolment) -> InLine | None:
    """Where this referral stands in line; None when it does not, or has been answered. One statement, none when answered."""
    if enrolment.state not in UNDECIDED:
        return None
    row = work.session.execute(_ONE, {"enrolment": enrolment.id}).first()
    return InLine(*row) if row is not None else None


def next_number(work: Work, enrolment: Enrolment) -> int:
    """The number that somebody who is put in line now will have. One statement."""
    waiting = select(func.count()).select_from(WaitingPlace).join(Enrolment, Enrolment.id == WaitingPlace.enrolment_id)
    alike = Enrolment.organisation_id == enrolment.organisation_id, Enrolment.programme == enrolment.programme
    return 1 + (work.session.scalar(waiting.where(*alike, Enrolment.state.in_(UNDECIDED))) or 0)


def last_promise(today: date) -> date:
    """The last day that a place can be promised by."""
    return today + timedelta(days=LONGEST_DAYS)


def put_in_line(work: Work, actor: Actor, enrolment: Enrolment, promised_by: date | None) -> None:
    """The referral waits in line for a place that is promised by that day, and the person is told. Whoever stands there already
    keeps her number and is promised another day.

    :raises WrongState: it was decided. :raises PromisedDay: the day is not after today, or more than half a year ahead. Nothing
        is stored.
    """
    hold(work, enrolment)
    must_be(enrolment, *UNDECIDED)
    last = last_promise(work.today)
    if promised_by is None or not work.today < promised_by <= last:
        raise PromisedDay(last=f"{last:%d.%m.%Y}")
    referral, place = referral_of(work, enrolment.id), work.session.get(WaitingPlace, enrolment.id)
    if place is None:
        place = WaitingPlace(
            enrolment_id=enrolment.id,
            since=work.now,
            by_id=actor.person_id,
            promised_by=promised_by,
            answer_was_by=referral.answer_by,
        )
        work.add(place)
    place.promised_by, place.by_id = promised_by, actor.person_id
    referral.answer_by = end_of_day(promised_by, work.zone)
    remember(work, enrolment, "in_line", actor.person_id)
    work.publish(PlacePromised(enrolment.id, promised_by.toordinal()))


def answer_was_due(work: Work, enrolment_id: int, answer_by: datetime) -> datetime:
    """By when an answer was due before a place was promised; ``answer_by`` when none was. One statement."""
    was_by = work.session.scalar(select(WaitingPlace.answer_was_by).where(WaitingPlace.enrolment_id == enrolment_id))
    return was_by or answer_by
