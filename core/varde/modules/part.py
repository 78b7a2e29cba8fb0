"""Modules, as the house knows them: progress and what was written in exercises."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.modules.models import ModuleState, Worksheet

    return Tables((ModuleState, Worksheet))


PART = Part(
    key="modules",
    tables=tables,
    personal_data=(
        PersonalData("module_state", ("enrolment_id", "person_id"), "record"),
        PersonalData("worksheet", ("enrolment_id", "person_id"), "record"),
    ),
)
