"""Referrals whose answer is due: the law's ten working days in specialist care, and what a municipality has promised."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import UNDECIDED
from varde.kernel.work import Work
from varde.scheduling.rules import add_working_days, end_of_day

WARNED_BEFORE = 2
"""Working days before the answer is due from which the clinic is reminded each morning: a proposal."""
MOST = 500


def due_soon(work: Work) -> Sequence[Enrolment]:
    """Those that nobody has answered and that must be answered in two working days, or should have been, the soonest first. Of
    whoever waits in line for a place that is the day it was promised by. One statement."""
    until = end_of_day(add_working_days(work.today, WARNED_BEFORE), work.zone)
    return work.session.scalars(
        select(Enrolment)
        .join(Referral, Referral.enrolment_id == Enrolment.id)
        .where(Enrolment.state.in_(UNDECIDED), Referral.answer_by <= until)
        .order_by(Referral.answer_by, Enrolment.id)
        .limit(MOST)
    ).all()
