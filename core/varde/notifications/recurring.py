"""Notices that no event asks for: the day before an appointment, each morning to therapists, each month to managers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, literal, select

from varde.enrolments.models import Enrolment
from varde.groups.models import GroupAttendance, GroupMember, GroupSession
from varde.identity.models import Grant
from varde.identity.service import is_held
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.service import notify
from varde.scheduling.models import Appointment
from varde.scheduling.rules import QUIET_UNTIL, add_working_days, at_wall_time
from varde.staffing.service import away_on

FROM_HOUR = 12
"""On the wall, the day before."""
MOST = 500


def remind_of_tomorrow(work: Work) -> int:
    """From noon on, everybody with an appointment tomorrow is told once. Returns how many. Two statements when all have been."""
    if work.now.astimezone(work.zone).hour < FROM_HOUR:
        return 0
    begin, end = (at_wall_time(work.today + timedelta(days=days), time(0), work.zone) for days in (1, 2))
    prefix = f"tomorrow:{work.today}:"
    rows = work.session.execute(
        select(Appointment.id, Enrolment.id, Enrolment.person_id)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .where(
            Appointment.state == "booked",
            Appointment.starts_at >= begin,
            Appointment.starts_at < end,
            ~exists().where(Delivery.key == literal(prefix) + _text(Appointment.id)),
        )
        .order_by(Appointment.id)
        .limit(MOST)
    ).all()
    for appointment_id, enrolment_id, person_id in rows:
        notify(work, person_id, enrolment_id, "tomorrow", f"{prefix}{appointment_id}", "/min-sti")
    return len(rows) + _remind_of_groups(work, begin, end)


def _remind_of_groups(work: Work, begin: datetime, end: datetime) -> int:
    """The same of sessions of groups, but to whoever has signed off. One statement when all have been told."""
    prefix = f"tomorrow:{work.today}:group:"
    excused = exists().where(
        GroupAttendance.session_id == GroupSession.id, GroupAttendance.enrolment_id == GroupMember.enrolment_id
    )
    key = literal(prefix) + _text(GroupSession.id) + ":" + _text(GroupMember.enrolment_id)
    rows = work.session.execute(
        select(GroupSession.id, Enrolment.id, Enrolment.person_id)
        .join(GroupMember, GroupMember.group_id == GroupSession.group_id)
        .join(Enrolment, Enrolment.id == GroupMember.enrolment_id)
        .where(
            GroupSession.state == "planned",
            GroupSession.starts_at >= begin,
            GroupSession.starts_at < end,
            GroupMember.state == "member",
            ~excused,
            ~exists().where(Delivery.key == key),
        )
        .order_by(GroupSession.id, GroupMember.id)
        .limit(MOST)
    ).all()
    for session_id, enrolment_id, person_id in rows:
        path = f"/grupper-mine/{enrolment_id}"
        notify(work, person_id, enrolment_id, "tomorrow", f"{prefix}{session_id}:{enrolment_id}", path)
    return len(rows)


def tell_managers(work: Work) -> int:
    """From eight on the first working day of the month, everybody who is a manager somewhere is told once that the month before can
    be read. Returns how many. One statement when all have been, and none on other days."""
    first = add_working_days(work.today.replace(day=1) - timedelta(days=1), 1)
    if work.today != first or work.now.astimezone(work.zone).time() < QUIET_UNTIL:
        return 0
    prefix = f"month:{first:%Y-%m}:"
    people = work.session.scalars(
        select(Grant.person_id)
        .where(
            Grant.role == "manager",
            is_held(work.now),
            ~exists().where(Delivery.key == literal(prefix) + _text(Grant.person_id)),
        )
        .distinct()
        .order_by(Grant.person_id)
        .limit(MOST)
    ).all()
    for person_id in people:
        notify(work, person_id, None, "digest_month", f"{prefix}{person_id}", "/gevinster")
    return len(people)


def digest_prefix(work: Work) -> str:
    """What the keys of this morning's notices to therapists begin with; the number of each therapist follows."""
    return f"digest:{work.today}:"


def tell_therapists(work: Work, waiting: list[int]) -> int:
    """Everybody of these who is there today is told once this morning that somebody waits. Returns how many."""
    away = away_on(work, work.today, waiting) if waiting else {}
    present = [person_id for person_id in waiting if person_id not in away]
    prefix = digest_prefix(work)
    planned = [
        notify(work, person_id, None, "digest", f"{prefix}{person_id}", "/arbeidsliste") for person_id in present
    ]
    return sum(row is not None for row in planned)


def _text(number: Any) -> ColumnElement[str]:
    return cast(number, String)
