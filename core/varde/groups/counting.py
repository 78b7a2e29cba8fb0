"""How often members came to groups, counted for figures: by group kind, and by whether they are followed up digitally."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from varde.enrolments.models import Enrolment
from varde.groups.models import CAME, CareGroup, GroupAttendance, GroupSession
from varde.kernel.work import Work

Counts = tuple[int, int, int]
"""People, times that somebody came, and times that somebody was missed."""


def attendance_between(
    work: Work, places: Collection[int], since: datetime, until: datetime
) -> dict[tuple[str, str, bool], Counts]:
    """By programme and kind of the group, and by whether the member was followed up digitally, which was fixed before each time:
    how many people, how often they came and how often they were missed, at groups of these places from ``since`` up to ``until``.
    One statement."""
    rows = work.columns(
        select(
            CareGroup.programme,
            CareGroup.kind,
            GroupAttendance.digital,
            Enrolment.person_id,
            GroupAttendance.state,
            func.count(),
        )
        .join(GroupSession, GroupSession.id == GroupAttendance.session_id)
        .join(CareGroup, CareGroup.id == GroupSession.group_id)
        .join(Enrolment, Enrolment.id == GroupAttendance.enrolment_id)
        .where(
            CareGroup.organisation_id.in_(places),
            GroupSession.state == "planned",
            GroupSession.starts_at >= since,
            GroupSession.starts_at < until,
            GroupAttendance.state.in_((*CAME, "missed")),
        )
        .group_by(
            CareGroup.programme, CareGroup.kind, GroupAttendance.digital, Enrolment.person_id, GroupAttendance.state
        ),
        {},
    )
    people: dict[tuple[str, str, bool], set[int]] = defaultdict(set)
    times: dict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    for programme, kind, digital, person_id, state, number in rows:
        key = (programme, kind, bool(digital))
        people[key].add(person_id)
        times[key][state == "missed"] += number
    return {key: (len(people[key]), came, missed) for key, (came, missed) in times.items()}
