"""Which rows stand on somebody's caseload, and which in the clinic's queue: conditions for statements that take
:attr:`varde.enrolments.reach.Reach.asked`, ``me``, ``now`` and :func:`varde.staffing.service.of_day`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, bindparam, not_, or_, select, union_all

from varde.alerts.models import IS_ESCALATED, RaisedAlert
from varde.caseload.models import CaseloadRow
from varde.enrolments.cover import KEPT_OUT_RESPONSIBLE, without_cover
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, let_in
from varde.enrolments.team import is_member
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.service import Actor
from varde.kernel.db import UtcTime
from varde.staffing.service import AWAY
from varde.standing.on_track import REASONS

ME: Any = bindparam("me")
NOW: Any = bindparam("now", type_=UtcTime)
_OF_CLINIC = covered(CaseloadRow.organisation_id, CaseloadRow.programme)
_KEPT_OUT = CaseloadRow.enrolment_id.in_(select(Enrolment.id).where(not_(let_in())))
AT_MY_CLINICS = and_(_OF_CLINIC, not_(_KEPT_OUT))
"""Where she takes people in, but those whose record she is kept out of."""
_STOOD_IN_FOR = select(AWAY.c.person_id).where(AWAY.c.substitute_id == ME)
"""Those who are away today and have her as a substitute."""
_ON_TEAMS = select(CareTeamMember.enrolment_id).where(
    CareTeamMember.person_id == ME, CareTeamMember.role != RESPONSIBLE, is_member(NOW)
)
ON_MY_TEAMS = CaseloadRow.enrolment_id.in_(_ON_TEAMS)
HERS = or_(CaseloadRow.therapist_id == ME, and_(CaseloadRow.therapist_id.in_(_STOOD_IN_FOR), _OF_CLINIC), ON_MY_TEAMS)
"""Her own, those of whom she stands in for, and those to whose care team she belongs: whose record she opens."""


def _no_later_than(*reasons: str) -> ColumnElement[bool]:
    """What waits for one of the reasons. An index has the rank, which is that of the first."""
    return and_(
        CaseloadRow.rank <= max(map(REASONS.index, reasons)) + 1,
        or_(*(getattr(CaseloadRow, f"{reason}_since").is_not(None) for reason in reasons)),
    )


def _rows(*which: ColumnElement[bool]) -> Select[int]:
    return select(CaseloadRow.enrolment_id).where(*which)


_LISTED = union_all(
    _rows(CaseloadRow.therapist_id == ME),
    _rows(CaseloadRow.therapist_id.in_(_STOOD_IN_FOR), _OF_CLINIC),
    _ON_TEAMS,
    _rows(CaseloadRow.therapist_id.is_(None), _no_later_than("referral", "risk"), _OF_CLINIC),
    _rows(
        CaseloadRow.enrolment_id.in_(select(RaisedAlert.enrolment_id).where(IS_ESCALATED)),
        _no_later_than("risk", "deterioration"),
        _OF_CLINIC,
    ),
).cte("listed")
"""Each way onto the list by itself, so that each is read from an index, however many others there are."""
MINE = and_(CaseloadRow.enrolment_id.in_(select(_LISTED.c.enrolment_id)), not_(_KEPT_OUT))
"""Hers; at her clinics referrals nobody has taken, whoever is in danger and is nobody's, also after an end, and those whose
alert nobody opened in time. Never herself, her kin, nor whoever keeps her out."""
_SOMETHING_WAITS = _no_later_than("risk", "deterioration", "unanswered", "exercise")
_RESPONSIBLE_AWAY = and_(
    CaseloadRow.therapist_id.in_(select(AWAY.c.person_id)),
    without_cover(CaseloadRow.enrolment_id, CaseloadRow.therapist_id, NOW),
)
_QUEUED: CompoundSelect[int] = union_all(
    _rows(CaseloadRow.therapist_id.is_(None), CaseloadRow.referral_since.is_(None), _OF_CLINIC),
    KEPT_OUT_RESPONSIBLE,
    _rows(_RESPONSIBLE_AWAY, _SOMETHING_WAITS, _OF_CLINIC),
)
"""Each way into the queue by itself."""
IN_QUEUE = and_(CaseloadRow.enrolment_id.in_(_QUEUED), AT_MY_CLINICS)
"""In the queue of her clinics: those nobody has or who keep out whoever has them, and those who wait for somebody who is away
and has no substitute there."""
NEAR_QUEUE = and_(
    _RESPONSIBLE_AWAY, not_(_SOMETHING_WAITS), CaseloadRow.enrolment_id.not_in(KEPT_OUT_RESPONSIBLE), AT_MY_CLINICS
)
"""Those whom the queue would have if anything of theirs waited."""


def basis_of(actor: Actor, therapist_id: int | None, member: bool) -> str:
    """Why she opens the record of one of :data:`HERS`, for the access log; ``member``: of :data:`ON_MY_TEAMS`."""
    return "therapist" if therapist_id == actor.person_id else "team" if member else "substitute"
