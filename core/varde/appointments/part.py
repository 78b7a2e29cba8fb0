"""Appointments, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Keyed, Part


def facts() -> Sequence[Keyed]:
    from varde.appointments.fact_source import SOURCE

    return (SOURCE,)


def clock_tasks() -> Sequence[ClockTask]:
    from varde.appointments.service import withdraw_unanswered
    from varde.kernel.work import in_work

    return (ClockTask("withdraw what nobody answered", 60, in_work(withdraw_unanswered)),)


PART = Part(key="appointments", declares=facts, clock_tasks=clock_tasks)
