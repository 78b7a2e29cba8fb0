"""Referrals whose answer is due: the law's ten working days in specialist care, and what a municipality has promised."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import UNDECIDED
from varde.kernel.work import Work
from varde.scheduling.opening import times_of
from varde.standing.replies import due_by

WARNED_BEFORE = 2
"""Working days before the answer is due from which the clinic is reminded each morning: a proposal."""
MOST = 500


def due_soon(work: Work, organisation_id: int) -> Sequence[Enrolment]:
    """Those at this place that nobody has answered and that must be answered in two working days, or should have been, the soonest
    first. Of whoever waits in line for a place that is the day it was promised by. Counted are days on which the place is there:
    what falls due while it is closed is warned of before it closes. Four statements."""
    soon = due_by(work.today, WARNED_BEFORE, times_of(work, organisation_id), work.zone)
    return work.session.scalars(
        select(Enrolment)
        .join(Referral, Referral.enrolment_id == Enrolment.id)
        .where(Enrolment.organisation_id == organisation_id, Enrolment.state.in_(UNDECIDED), Referral.answer_by <= soon)
        .order_by(Referral.answer_by, Enrolment.id)
        .limit(MOST)
    ).all()
