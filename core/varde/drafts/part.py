"""Drafts, as the house knows them: what somebody has typed and not sent."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Part, PersonalData, Retention, Tables


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
        PersonalData(
            "draft",
            ("author_id",),
            "dialogue",
            retention=Retention("draft", "30 days after it was last written in", "Varde's own: drafts/service.py"),
        ),
        PersonalData(
            "held_form",
            ("owner_id",),
            "dialogue",
            withheld=("browser_hash",),
            retention=Retention("held_form", "24 hours", "Varde's own: drafts/held.py"),
        ),
    ),
    clock_tasks=clock_tasks,
)
