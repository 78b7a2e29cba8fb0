"""The caseload, as the house knows it: a read model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener


def tables() -> Tables:
    from varde.caseload.models import CaseloadRow

    return Tables((CaseloadRow,))


def listeners() -> Sequence[Listener]:
    from varde.caseload.service import LISTENERS

    return LISTENERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.caseload.judging import judge_again
    from varde.caseload.service import mark_silent
    from varde.kernel.work import in_work

    return (
        ClockTask("list the silent", 60, in_work(mark_silent)),
        ClockTask("judge again who is worse", 60, in_work(judge_again)),
    )


PART = Part(
    key="caseload",
    tables=tables,
    personal_data=(PersonalData("caseload_row", ("enrolment_id", "person_id"), "list"),),
    listeners=listeners,
    clock_tasks=clock_tasks,
)
