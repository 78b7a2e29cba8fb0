"""Appointments, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Keyed, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.appointments.models import CalendarFeed, EarlierWish, HostPin

    return Tables((CalendarFeed, EarlierWish, HostPin))


def facts() -> Sequence[Keyed]:
    from varde.appointments.fact_source import SOURCE

    return (SOURCE,)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.appointments.service import withdraw_unanswered
    from varde.kernel.work import in_work

    return (ClockTask("withdraw what nobody answered", 60, in_work(withdraw_unanswered)),)


PART = Part(
    key="appointments",
    declares=facts,
    tables=tables,
    personal_data=(
        PersonalData("calendar_feed", ("person_id",), "account", withheld=("token_hash",)),
        PersonalData("earlier_wish", ("appointment_id", "enrolment_id", "person_id"), "record"),
        PersonalData("host_pin", ("person_id",), "account", withheld=("pin_sealed",)),
    ),
    clock_tasks=clock_tasks,
)
