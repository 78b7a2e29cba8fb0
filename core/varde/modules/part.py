"""Modules, as the house knows them: progress and what was written in exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Part, PersonalData, StartCheck, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.work import Work


def tables() -> Tables:
    from varde.modules import models

    return Tables(
        (
            models.ModuleState,
            models.PathSwitch,
            models.PathPace,
            models.Entry,
            models.EntryVersion,
            models.StepPin,
            models.StepSeen,
            models.StepMove,
            models.HelpedAnswered,
            models.HelpedCount,
            models.HelpedWords,
        )
    )


def listeners() -> Sequence[Listener]:
    from varde.modules.progress import LISTENERS

    return LISTENERS


def seen_steps(work: Work, numbers: frozenset[int]) -> Sequence[Mapping[str, object]]:
    from varde.modules.reading import exported

    return exported(work, numbers)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.modules.moving import move_due

    return (ClockTask("move to rewritten words", 300, in_work(move_due)),)


def start_checks() -> Sequence[StartCheck]:
    from varde.modules.withheld import offerings_unsigned

    return (StartCheck("statements unsigned", offerings_unsigned, refuses=False),)


PART = Part(
    key="modules",
    start_checks=start_checks,
    tables=tables,
    personal_data=(
        PersonalData("module_state", ("enrolment_id", "person_id"), "record", research=(("module", "kept"),)),
        PersonalData(
            "path_switch",
            ("enrolment_id", "person_id"),
            "record",
            research=(("deed", "kept"), ("module", "kept"), ("step", "kept")),
        ),
        PersonalData("path_pace", ("enrolment_id", "person_id"), "record", research=(("pace", "kept"),)),
        PersonalData("entry", ("enrolment_id", "person_id"), "record", research=(("module", "kept"), ("step", "kept"))),
        PersonalData("entry_version", ("enrolment_id", "person_id"), "record"),
        PersonalData("step_pin", ("enrolment_id", "person_id"), "record"),
        PersonalData("step_seen", ("enrolment_id", "person_id"), "record", export=seen_steps),
        PersonalData("step_move", ("enrolment_id", "person_id"), "record"),
        PersonalData("helped_answered", ("enrolment_id", "person_id"), "record"),
        # Sums, and words without a way to anybody: neither given to her nor erased, since nobody knows which are hers.
        PersonalData("helped_count", (), "nobody"),
        PersonalData("helped_words", (), "nobody"),
    ),
    listeners=listeners,
    clock_tasks=clock_tasks,
)
