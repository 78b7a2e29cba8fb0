"""The access log, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Command, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.audit.models import AccessAnchor, AccessCheck, AccessEntry, AccessLink

    return Tables((AccessEntry, AccessLink, AccessCheck, AccessAnchor))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.audit.anchors import anchor_each_hour
    from varde.audit.service import seal, seal_everywhere
    from varde.audit.unnaming import take_names_out
    from varde.kernel.work import in_work

    return (
        ClockTask("seal the access log", 2, in_work(seal)),
        ClockTask("seal what was left in the access log", 3600, in_work(seal_everywhere)),
        ClockTask("anchor the access log", 300, anchor_each_hour),
        ClockTask("take patients' names out of the access log", 10, in_work(take_names_out)),
    )


PART = Part(
    key="audit",
    tables=tables,
    # An entry outlives the person it is about, so that it has her number and no foreign key.
    personal_data=(
        PersonalData("access_entry", ("patient_id=person.id",), "log"),
        PersonalData("access_link", ("entry_id", "patient_id=person.id"), "log"),
        PersonalData("access_check", (), "nobody"),
        PersonalData("access_anchor", (), "nobody"),
    ),
    clock_tasks=clock_tasks,
    commands=(
        Command(
            "admin verify-access-log",
            "varde.audit.commands:verify_access_log",
            "Check the chain of the access log, and the anchors kept of it. Exit 1 when it does not hold.",
        ),
        Command(
            "admin anchor-access-log",
            "varde.audit.commands:anchor_access_log",
            "Print the newest link of the access log as an anchor, to be kept elsewhere. Exit 1 when there is no link yet.",
        ),
    ),
)
