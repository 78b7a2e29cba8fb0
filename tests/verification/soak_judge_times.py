"""What was told of appointments and groups, and what e-mails said to calendars, laid beside the naive plan."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from varde.groups.models import GroupMember, GroupSession
from varde.kernel.work import Work
from varde.notifications.deciding import NOT_COMING, TO_STAFF
from varde.notifications.models import Delivery
from varde.notifications.settling import key_of
from varde.scheduling.models import Appointment, TimeClaim

from .soak_times import KINDS, OSLO, SoakHour, Times

DAY_BEGINS, DAY_ENDS = time(8), time(21)
"""The hours of the wall in which a notice may go out."""
SHORTLY = timedelta(minutes=10)
"""Between the moment at which a message was written and that at which it was taken, in simulated time."""


def judge_times(
    times: Times, rows: Sequence[Delivery], mails: Sequence[Mapping[str, Any]], left_out: Collection[str], work: Work
) -> None:
    """Each notice that was due is there, and no other; what was not sent had a reason. Each e-mail about appointments carries
    them as they were, and one about groups the times of that group."""
    by_key = {row.key: row for row in rows if row.key.startswith(KINDS)}
    lost, extra = sorted(times.due.keys() - by_key.keys()), sorted(by_key.keys() - times.due.keys())
    assert (lost, extra) == ([], []), f"never told: {lost[:8]}; told of nothing: {extra[:8]}"
    for key, whose in times.due.items():
        row = by_key[key]
        stopped = row.reason in left_out and bool(whose.pauses or whose.ended)
        over = row.reason == NOT_COMING and key.startswith("tomorrow:") and _may_be_over(times, row)
        assert row.state != "skipped" or stopped or over, (key, row.reason, row.planned_at, whose)
    hours = {hour.number: hour for hour in times.hours}
    by_uid = {hour.uid: hour for hour in times.hours}
    by_number = {key_of(row): row for row in rows}
    carried_by: dict[int, list[Delivery]] = {}
    for row in rows:
        if row.carrier_id is not None:
            carried_by.setdefault(row.carrier_id, []).append(row)
    sessions = {session.id: session for session in work.session.scalars(select(GroupSession))}
    for mail in mails:
        row = by_number[mail["key"]]
        carried = [row, *carried_by.get(row.id, ())]
        keys = [each.key for each in carried if each.notice not in TO_STAFF]
        at = datetime.fromtimestamp(float(mail["at"]), UTC)
        read = dict(map(_read, mail["calendars"]))
        about = {int(told[1]) for key in keys if (told := re.match(r"appointment:(\d+):", key))}
        ended = [times.due[key] for key in keys if key.startswith("appointments:")]
        about |= {hour.number for uid in read if (hour := by_uid.get(uid)) and hour.whose in ended}
        for each in sorted(about):
            assert _as_it_was(hours[each], at, read.pop(hours[each].uid)), (mail, hours[each])
        _of_groups(keys, times, sessions, read)


def _may_be_over(times: Times, row: Delivery) -> bool:
    """Whether a reminder may have come too late: what it is about was cancelled, moved or left, or began, between the moment at
    which it was planned and the one at which it could go, the next morning when that was at night, or was tried last."""
    planned = row.planned_at.astimezone(OSLO)
    by_day = planned if DAY_BEGINS <= planned.time() < DAY_ENDS else _morning_after(planned)
    until = max(by_day.astimezone(UTC), row.claimed_at or row.planned_at) + SHORTLY
    day, (changed, begins) = times.reminded_of(row.key)
    of_day = [at for at in begins if at.astimezone(OSLO).date() == day]
    return any(row.planned_at <= at <= until for at in changed) or any(at <= until for at in of_day)


def _morning_after(planned: datetime) -> datetime:
    """When the quiet hours that this moment lies in are over."""
    day = planned.date() + timedelta(days=planned.time() >= DAY_ENDS)
    return datetime.combine(day, DAY_BEGINS, tzinfo=OSLO)


OF_GROUP = re.compile(r"group:(\d+):(?:session:(\d+):)?(?:(\d+):)?(\w+):")
"""The key of a notice about a group: whose enrolment, which of its times or which group, and what became of it."""
METHODS = {
    "joined": {"REQUEST"},
    "left": {"CANCEL"},
    "cancelled": {"CANCEL"},
    "moved": {"REQUEST", "CANCEL"},
    "free": set[str](),
}
"""What a calendar is told by what became of it; who is told that a time is moved may have left the group before it is said."""


def _of_groups(
    keys: Sequence[str], times: Times, sessions: Mapping[int, GroupSession], read: Mapping[str, tuple[str, int, str]]
) -> None:
    """What is left of an e-mail's calendars are times of groups that it tells of, under names that are hers alone."""
    methods: dict[str, set[str]] = {}
    for key in keys:
        told = OF_GROUP.match(key)
        if told is not None and told[4] in METHODS:
            about = [each for each in sessions.values() if str(each.id) == told[2] or str(each.group_id) == told[3]]
            for name in (_name_for(each, int(told[1])) for each in about):
                methods.setdefault(name, set()).update(METHODS[told[4]])
        elif key.startswith("appointments:"):
            for name in (_name_for(each, times.due[key].enrolment_id) for each in sessions.values()):
                methods.setdefault(name, set()).add("CANCEL")
    for name, (method, _, _) in read.items():
        assert method in methods.get(name, ()), (keys, name, method)


def _name_for(session: GroupSession, enrolment_id: int) -> str:
    return str(uuid.uuid5(uuid.UUID(session.uid), str(enrolment_id)))


def _read(calendar: str) -> tuple[str, tuple[str, int, str]]:
    """The name of the one event in a calendar; and its method, number and beginning on the wall. Read by hand: a line that
    begins with a space goes on (RFC 5545, 3.1)."""
    lines = re.sub(r"\r?\n[ \t]", "", calendar).splitlines()
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    said = dict(line.split(":", 1) for line in (*lines[:4], *event) if ":" in line)
    assert lines.count("BEGIN:VEVENT") == 1
    name, _, _host = said["UID"].partition("@")
    return name, (said["METHOD"], int(said["SEQUENCE"]), said["DTSTART;TZID=Europe/Oslo"])


def _as_it_was(hour: SoakHour, at: datetime, read: tuple[str, int, str]) -> bool:
    """Whether that is what the appointment was when the e-mail was taken, or a moment before, while it was written."""
    ends = [*(since for since, *_ in hour.was[1:]), datetime.max.replace(tzinfo=UTC)]
    return any(
        read == ("CANCEL" if cancelled else "REQUEST", sequence, f"{begins.astimezone(OSLO):%Y%m%dT%H%M%S}")
        for (since, sequence, begins, cancelled), until in zip(hour.was, ends, strict=True)
        if since <= at and until >= at - SHORTLY
    )


def agrees(times: Times, work: Work) -> None:
    """Appointments, sessions and seats are as planned in the end, and nothing that was cancelled claims anything."""
    booked = {
        row.id: row.starts_at for row in work.session.scalars(select(Appointment).where(Appointment.state == "booked"))
    }
    assert booked == {hour.number: hour.begins for hour in times.hours if hour.booked}
    sessions = {
        row.id: row.starts_at
        for row in work.session.scalars(select(GroupSession).where(GroupSession.state == "planned"))
    }
    assert sessions == {number: begins for group in times.groups for number, begins in group.sessions.items()}
    in_order = select(GroupMember).where(GroupMember.state != "left").order_by(GroupMember.since, GroupMember.id)
    seats = [(row.group_id, row.state, row.enrolment_id) for row in work.session.scalars(in_order)]
    for group in times.groups:
        for state, planned in (("member", group.members), ("waiting", group.waiting)):
            held = [enrolment for number, each, enrolment in seats if (number, each) == (group.number, state)]
            assert sorted(held) == sorted(each.enrolment_id for each in planned), (group.number, state)
    claimed = set(work.session.scalars(select(TimeClaim.appointment_id).where(TimeClaim.appointment_id.is_not(None))))
    assert claimed <= booked.keys()
