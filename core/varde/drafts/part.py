"""Drafts, as the house knows them: what somebody has typed and not sent."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.drafts.models import Draft, HeldForm

    return Tables((Draft, HeldForm))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.drafts.held import forget_held
    from varde.drafts.service import forget_drafts
    from varde.kernel.work import in_work

    return (
        ClockTask("forget drafts", 3600, in_work(forget_drafts)),
        ClockTask("forget held forms", 3600, in_work(forget_held)),
    )


PART = Part(
    key="drafts",
    tables=tables,
    personal_data=(
        PersonalData("draft", ("author_id",), "dialogue"),
        PersonalData("held_form", ("owner_id",), "dialogue"),
    ),
    clock_tasks=clock_tasks,
)
