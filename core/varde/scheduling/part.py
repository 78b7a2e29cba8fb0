"""Time, as the house knows it: the agenda and the appointments."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.scheduling.models import (
        AgendaItem,
        Appointment,
        AppointmentChange,
        ClosedDays,
        OpeningHours,
        Room,
        TimeClaim,
    )

    return Tables((AgendaItem, Appointment, AppointmentChange, TimeClaim, OpeningHours, ClosedDays, Room))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.scheduling.agenda import tick
    from varde.scheduling.claims import forget_past_claims

    return (
        ClockTask("act on the agenda", 1, tick),
        ClockTask("forget what was claimed", 600, in_work(forget_past_claims)),
    )


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
            "appointment",
            ("enrolment_id", "person_id"),
            "record",
            research=(("kind", "kept"), ("meeting", "kept"), ("state", "kept")),
        ),
        PersonalData(
            "appointment_change",
            ("appointment_id", "enrolment_id", "person_id"),
            "record",
            research=(("change", "kept"),),
        ),
        PersonalData("time_claim", ("person_id",), "list"),
        PersonalData("opening_hours", (), "nobody"),
        PersonalData("closed_days", (), "nobody"),
        PersonalData("room", (), "nobody"),
    ),
    clock_tasks=clock_tasks,
)
