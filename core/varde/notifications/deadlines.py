"""Each working day whoever takes people in is reminded of the referrals whose answer is due."""

from __future__ import annotations

from datetime import time

from varde.enrolments.cover import therapists_of
from varde.kernel.work import Work
from varde.notifications.service import notify
from varde.referrals.deadlines import due_soon
from varde.scheduling.rules import at_wall_time, is_working_day

FROM = time(8)
"""When a working day begins for reminders. Proposed."""


def remind_of_referrals(work: Work) -> int:
    """One notice a day to each therapist who may answer one that is due soon or late, about the first of them. Returns how many
    notices. One statement when nothing is due, and none when it is no time for it."""
    if not is_working_day(work.today) or work.now < at_wall_time(work.today, FROM, work.zone):
        return 0
    first: dict[int, int] = {}
    for enrolment in due_soon(work):
        for person_id in therapists_of(work, enrolment.organisation_id, enrolment.programme, enrolment.person):
            first.setdefault(person_id, enrolment.id)
    planned = [
        notify(work, person_id, enrolment_id, "list", f"referrals:{person_id}:{work.today}", "/arbeidsliste")
        for person_id, enrolment_id in first.items()
    ]
    return sum(row is not None for row in planned)
