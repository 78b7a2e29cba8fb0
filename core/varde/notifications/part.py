"""Notices, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.jobs import Job


def tables() -> Tables:
    from varde.notifications.models import Delivery

    return Tables((Delivery,))


def jobs() -> Sequence[Job]:
    from varde.notifications.service import JOBS

    return JOBS


def listeners() -> Sequence[Listener]:
    from varde.notifications.who_is_told import LISTENERS

    return LISTENERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.notifications.deadlines import remind_of_referrals
    from varde.notifications.who_is_told import begin_absences

    return (
        ClockTask("begin absences", 1, in_work(begin_absences)),
        ClockTask("remind of referrals", 900, in_work(remind_of_referrals)),
    )


PART = Part(
    key="notifications",
    tables=tables,
    personal_data=(PersonalData("delivery", ("person_id",), "contact"),),
    jobs=jobs,
    clock_tasks=clock_tasks,
    listeners=listeners,
)
