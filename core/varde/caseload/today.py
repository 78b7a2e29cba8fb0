"""What the reader of a caseload has today: appointments with those on her list, and groups of hers that meet. Both are read with
the counts, and cost no statement of their own."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, cast, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute

from varde.caseload.asked import BOOKED, GROUPS
from varde.caseload.models import CaseloadRow
from varde.groups.models import CareGroup, GroupLeader, GroupSession
from varde.groups.service import TAKEN, said_in_all
from varde.kernel.db import UtcTime
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.scheduling.booking import ATTENDANCE
from varde.scheduling.models import Appointment
from varde.scheduling.rules import at_wall_time

COUNTED_PARTS = tuple(part for part in GROUPS if part != BOOKED)
"""The parts of a list that are counted with it."""
NO_DAY, NO_TIME = cast(null(), Date), cast(null(), UtcTime)
NO_PARTS = tuple(literal(0) for _part in COUNTED_PARTS)
"""Of what is no row of the list, in the columns of the counts."""
_ME: Any = bindparam("me")
_PARTED = "\n"


class GroupToday(NamedTuple):
    """A group that the reader leads, that meets today: when, and how many are in it."""

    group_id: int
    name: Text
    members: int
    starts_at: datetime


def of_today(work: Work) -> dict[str, datetime]:
    """What the statements here take, beside ``me``: when today on the wall begins, and ends."""
    begin, end = (at_wall_time(work.today + timedelta(days=days), time(0), work.zone) for days in (0, 1))
    return {"today": begin, "tomorrow": end}


def _is_today(at: InstrumentedAttribute[datetime]) -> ColumnElement[bool]:
    return and_(at >= bindparam("today", type_=UtcTime), at < bindparam("tomorrow", type_=UtcTime))


def booked_today(rank: int, listed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Of the rows ``listed`` those who have an appointment with her today that was not cancelled: enrolment and moment, in the
    columns of the counts, ``rank`` in front."""
    return (
        select(
            literal(rank), CaseloadRow.enrolment_id, literal(0), literal(""), NO_DAY, Appointment.starts_at, *NO_PARTS
        )
        .select_from(Appointment)
        .join(CaseloadRow, CaseloadRow.enrolment_id == Appointment.enrolment_id)
        .where(
            Appointment.therapist_id == _ME,
            Appointment.state.in_(("booked", *ATTENDANCE)),
            _is_today(Appointment.starts_at),
            listed,
        )
    )


def groups_today(rank: int) -> Select[*tuple[Any, ...]]:
    """The groups that she leads and that meet today, in the same columns; see :func:`group_of`."""
    names = CareGroup.name + _PARTED + CareGroup.name_nn + _PARTED + CareGroup.name_en
    return (
        select(literal(rank), CareGroup.id, TAKEN, names, NO_DAY, GroupSession.starts_at, *NO_PARTS)
        .select_from(GroupLeader)
        .join(GroupSession, GroupSession.group_id == GroupLeader.group_id)
        .join(CareGroup, CareGroup.id == GroupSession.group_id)
        .where(GroupLeader.person_id == _ME, GroupSession.state == "planned", _is_today(GroupSession.starts_at))
    )


def group_of(group_id: int, members: int, names: str, starts_at: datetime) -> GroupToday:
    """A row of :func:`groups_today`, without rank and day."""
    return GroupToday(group_id, said_in_all(*names.split(_PARTED)), members, starts_at)
