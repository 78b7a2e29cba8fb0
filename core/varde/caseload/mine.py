"""Which rows stand on somebody's caseload, and which in the clinic's queue: conditions for statements that take
:attr:`varde.enrolments.reach.Reach.asked`, ``me``, ``now`` and :func:`varde.staffing.service.of_day`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, exists, not_, or_, select

from varde.alerts.models import RaisedAlert
from varde.caseload.models import CaseloadRow
from varde.enrolments.cover import responsible_kept_out, without_cover
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, let_in
from varde.enrolments.team import is_member
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.service import Actor
from varde.kernel.db import UtcTime
from varde.staffing.service import AWAY

ME: Any = bindparam("me")
NOW: Any = bindparam("now", type_=UtcTime)
_OF_CLINIC = covered(CaseloadRow.organisation_id, CaseloadRow.programme)
_KEPT_OUT = CaseloadRow.enrolment_id.in_(select(Enrolment.id).where(not_(let_in())))
AT_MY_CLINICS = and_(_OF_CLINIC, not_(_KEPT_OUT))
"""Where she takes people in, but those whose record she is kept out of."""
_TO_TAKE_IN = and_(
    _OF_CLINIC,
    CaseloadRow.therapist_id.is_(None),
    or_(CaseloadRow.referral_since.is_not(None), CaseloadRow.risk_since.is_not(None)),
)
_STOOD_IN_FOR = select(AWAY.c.person_id).where(AWAY.c.substitute_id == ME)
"""Those who are away today and have her as a substitute."""
_ESCALATED = and_(
    _OF_CLINIC,
    or_(CaseloadRow.risk_since.is_not(None), CaseloadRow.deterioration_since.is_not(None)),
    exists(
        select(RaisedAlert.id).where(
            RaisedAlert.enrolment_id == CaseloadRow.enrolment_id, RaisedAlert.state == "escalated"
        )
    ),
)
ON_MY_TEAMS = CaseloadRow.enrolment_id.in_(
    select(CareTeamMember.enrolment_id).where(
        CareTeamMember.person_id == ME, CareTeamMember.role != RESPONSIBLE, is_member(NOW)
    )
)
HERS = or_(CaseloadRow.therapist_id == ME, and_(CaseloadRow.therapist_id.in_(_STOOD_IN_FOR), _OF_CLINIC), ON_MY_TEAMS)
"""Her own, those of whom she stands in for, and those to whose care team she belongs: whose record she opens."""
MINE = and_(or_(HERS, _TO_TAKE_IN, _ESCALATED), not_(_KEPT_OUT))
"""Hers; at her clinics referrals nobody has taken, whoever is in danger and is nobody's, also after an end, and those whose
alert nobody opened in time. Never herself, her kin, nor whoever keeps her out."""
_SOMETHING_WAITS = or_(
    CaseloadRow.risk_since.is_not(None),
    CaseloadRow.deterioration_since.is_not(None),
    CaseloadRow.unanswered_since.is_not(None),
    CaseloadRow.exercise_since.is_not(None),
)
IN_QUEUE = or_(
    and_(CaseloadRow.therapist_id.is_(None), CaseloadRow.referral_since.is_(None)),
    responsible_kept_out(CaseloadRow.enrolment_id, CaseloadRow.therapist_id),
    and_(_SOMETHING_WAITS, without_cover(CaseloadRow.enrolment_id, CaseloadRow.therapist_id, NOW)),
)
"""In the clinic's queue: those nobody has or who keep out whoever has them, and those who wait for somebody who is away and
has no substitute there."""


def basis_of(actor: Actor, therapist_id: int | None, member: bool) -> str:
    """Why she opens the record of one of :data:`HERS`, for the access log; ``member``: of :data:`ON_MY_TEAMS`."""
    return "therapist" if therapist_id == actor.person_id else "team" if member else "substitute"
