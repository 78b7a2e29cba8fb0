"""At whose pace one patient goes through the modules: the programme's, her therapist's, or her own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from varde.enrolments.access_entries import refused_access
from varde.enrolments.errors import WrongRole
from varde.enrolments.models import Enrolment
from varde.enrolments.reason_rules import says_why
from varde.enrolments.service import hold, must_be, remember
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.modules.errors import PaceIsSo, PaceNotOffered, WhySwitched
from varde.modules.models import PathPace
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.standing.path import PACES, SWITCHABLE, Pace

_LINES = (
    select(PathPace)
    .where(PathPace.enrolment_id == bindparam("enrolment"))
    .options(joinedload(PathPace.by))
    .order_by(PathPace.number.desc())
)


@dataclass(frozen=True, slots=True)
class PaceLine:
    """That a pace was decided: by whom, when and why."""

    pace: str
    at: datetime
    by: str
    reason: str


def paces_of(programme: Programme) -> tuple[Pace, ...]:
    """The paces that a programme offers."""
    return tuple(pace for pace in PACES if pace != "own" or programme.own_pace_days is not None)


def pace_lines(work: Work, enrolment_id: int) -> list[PaceLine]:
    """Every pace that was decided, the newest first. One statement."""
    rows = work.session.scalars(_LINES, {"enrolment": enrolment_id})
    return [PaceLine(row.pace, row.at, row.by.name, row.reason) for row in rows]


def set_pace(work: Work, actor: Actor, enrolment: Enrolment, pace: str, reason: str) -> None:
    """From now on this is her pace. What she has begun on stays open.

    :raises WrongState: the enrolment has ended, or has not come so far. :raises WrongRole: it is not hers to decide.
    :raises PaceNotOffered: the programme has none such. :raises PaceIsSo: it is her pace already.
    :raises WhySwitched: there is no reason. Nothing is stored.
    """
    hold(work, enrolment)
    must_be(enrolment, *SWITCHABLE)
    if actor.is_patient:
        raise WrongRole(refused_access(actor, enrolment, "modules", "role"))
    if pace not in paces_of(programme_of(work, enrolment.programme)):
        raise PaceNotOffered()
    rows = list(work.session.scalars(_LINES, {"enrolment": enrolment.id}))
    if pace == (rows[0].pace if rows else "programme"):
        raise PaceIsSo()
    if not says_why(reason):
        raise WhySwitched()
    number = 1 + max((row.number for row in rows), default=0)
    row = PathPace(enrolment_id=enrolment.id, number=number, pace=pace, at=work.now, by_id=actor.person_id)
    row.reason = reason.strip()
    work.add(row)
    remember(work, enrolment, f"pace_{pace}", actor.person_id)
    work.session.flush()
