"""Time, as the house knows it: the agenda and the appointments."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.scheduling.models import AgendaItem, Appointment, ClosedDays, OpeningHours, Room

    return Tables((AgendaItem, Appointment, OpeningHours, ClosedDays, Room))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.scheduling.agenda import tick

    return (ClockTask("act on the agenda", 1, tick),)


PART = Part(
    key="scheduling",
    tables=tables,
    personal_data=(
        PersonalData(
            "agenda_item",
            ("enrolment_id", "person_id"),
            "record",
            research=(("kind", "kept"), ("key", "kept"), ("state", "kept")),
        ),
        PersonalData(
            "appointment", ("enrolment_id", "person_id"), "record", research=(("kind", "kept"), ("state", "kept"))
        ),
        PersonalData("opening_hours", (), "nobody"),
        PersonalData("closed_days", (), "nobody"),
        PersonalData("room", (), "nobody"),
    ),
    clock_tasks=clock_tasks,
)
