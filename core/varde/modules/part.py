"""Modules, as the house knows them: progress and what was written in exercises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener


def tables() -> Tables:
    from varde.modules.models import Entry, EntryVersion, ModuleState

    return Tables((ModuleState, Entry, EntryVersion))


def listeners() -> Sequence[Listener]:
    from varde.modules.progress import LISTENERS

    return LISTENERS


PART = Part(
    key="modules",
    tables=tables,
    personal_data=(
        PersonalData("module_state", ("enrolment_id", "person_id"), "record", research=(("module", "kept"),)),
        PersonalData("entry", ("enrolment_id", "person_id"), "record", research=(("module", "kept"), ("step", "kept"))),
        PersonalData("entry_version", ("enrolment_id", "person_id"), "record"),
    ),
    listeners=listeners,
)
