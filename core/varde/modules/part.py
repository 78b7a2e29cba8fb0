"""Modules, as the house knows them: progress and what was written in exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.work import Work


def tables() -> Tables:
    from varde.modules.models import Entry, EntryVersion, ModuleState, StepMove, StepPin, StepSeen

    return Tables((ModuleState, Entry, EntryVersion, StepPin, StepSeen, StepMove))


def listeners() -> Sequence[Listener]:
    from varde.modules.progress import LISTENERS

    return LISTENERS


def seen_steps(work: Work, numbers: frozenset[int]) -> Sequence[Mapping[str, object]]:
    from varde.modules.reading import exported

    return exported(work, numbers)


PART = Part(
    key="modules",
    tables=tables,
    personal_data=(
        PersonalData("module_state", ("enrolment_id", "person_id"), "record", research=(("module", "kept"),)),
        PersonalData("entry", ("enrolment_id", "person_id"), "record", research=(("module", "kept"), ("step", "kept"))),
        PersonalData("entry_version", ("enrolment_id", "person_id"), "record"),
        PersonalData("step_pin", ("enrolment_id", "person_id"), "record"),
        PersonalData("step_seen", ("enrolment_id", "person_id"), "record", export=seen_steps),
        PersonalData("step_move", ("enrolment_id", "person_id"), "record"),
    ),
    listeners=listeners,
)
