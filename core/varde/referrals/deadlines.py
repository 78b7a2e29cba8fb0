"""Referrals whose answer is due: the law's ten working days in specialist care, and what a municipality has promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import UNDECIDED
from varde.kernel.work import Work
from varde.scheduling.opening import times_at
from varde.standing.replies import due_by

WARNED_BEFORE = 2
"""Working days before the answer is due from which the clinic is reminded each morning: a proposal."""
MOST = 500


def due_soon(work: Work) -> Sequence[Enrolment]:
    """Those that nobody has answered and that must be answered in two working days, or should have been, the soonest first. Of
    whoever waits in line for a place that is the day it was promised by. Counted are days on which the place is there: what falls
    due while it is closed is warned of before it closes. Five statements, one when nobody waits."""
    places = select(Enrolment.organisation_id).where(Enrolment.state.in_(UNDECIDED)).distinct()
    until = defaultdict[datetime, list[int]](list)
    for organisation_id, times in times_at(work, work.session.scalars(places).all()).items():
        until[due_by(work.today, WARNED_BEFORE, times, work.zone)].append(organisation_id)
    if not until:
        return ()
    soon = [and_(Enrolment.organisation_id.in_(ids), Referral.answer_by <= by) for by, ids in until.items()]
    return work.session.scalars(
        select(Enrolment)
        .join(Referral, Referral.enrolment_id == Enrolment.id)
        .where(Enrolment.state.in_(UNDECIDED), or_(*soon))
        .order_by(Referral.answer_by, Enrolment.id)
        .limit(MOST)
    ).all()
