"""Benefits, as the house knows them: measures that are declared, cells that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Command, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener, Subscription
    from varde.kernel.work import Work


def kinds() -> Sequence[Kind]:
    from varde.benefits.check import check_measures
    from varde.benefits.values import Measure

    return (Kind(Measure, check_measures),)


def tables() -> Tables:
    from varde.benefits.counting.models import Cell, Contribution

    return Tables((Cell, Contribution))


def subscriptions() -> Sequence[Subscription]:
    from varde.benefits.counting.service import SUBSCRIPTIONS

    return SUBSCRIPTIONS


def listeners() -> Sequence[Listener]:
    from varde.benefits.counting.service import LISTENERS

    return LISTENERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.benefits.counting.service import count_due
    from varde.kernel.work import in_work

    return (ClockTask("count what a day has made another", 60, in_work(count_due)),)


def take_out(work: Work, numbers: frozenset[int]) -> None:
    """What she adds leaves the figures with her."""
    from varde.benefits.counting.service import take_out_of_cells

    take_out_of_cells(work, numbers)


PART = Part(
    key="benefits",
    kinds=kinds,
    tables=tables,
    personal_data=(
        PersonalData("cell", (), "nobody"),
        PersonalData("contribution", ("enrolment_id", "person_id"), "counted", erase=take_out),
    ),
    subscriptions=subscriptions,
    listeners=listeners,
    clock_tasks=clock_tasks,
    commands=(
        Command(
            "admin change-classes",
            "varde.benefits.counting.commands:change_classes",
            "Recovered, improved, unchanged and deteriorated for each measure that has such classes, small numbers not hidden.",
        ),
        Command(
            "admin rebuild-cells",
            "varde.benefits.counting.commands:rebuild_cells",
            "Count every enrolment into the benefit cells again.",
        ),
    ),
)
