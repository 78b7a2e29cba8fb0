"""Benefits, as the house knows them: measures that are declared, cells that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import ClockTask, Command, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener, Subscription
    from varde.kernel.jobs import Job
    from varde.kernel.work import Work


def kinds() -> Sequence[Kind]:
    from varde.benefits.check import check_measures
    from varde.benefits.values import Measure

    return (Kind(Measure, check_measures),)


def tables() -> Tables:
    from varde.benefits.counting.models import (
        Cell,
        CellCheck,
        CellDelta,
        CellGroup,
        CellSlot,
        Contribution,
        CountedWay,
        PooledCells,
    )
    from varde.benefits.figures.models import DecidedPeriods, OverviewChoice

    counted = (Cell, CellCheck, CellDelta, CellGroup, CellSlot, Contribution, CountedWay, PooledCells)
    return Tables((*counted, DecidedPeriods, OverviewChoice))


def jobs() -> Sequence[Job]:
    from varde.benefits.counting.nightly import check_enrolments_tonight, check_sums_tonight, note_tonight
    from varde.benefits.counting.rebuilding import add_sums_again, count_more
    from varde.benefits.figures.deciding import decide_tonight

    return (add_sums_again, check_enrolments_tonight, check_sums_tonight, count_more, decide_tonight, note_tonight)


def subscriptions() -> Sequence[Subscription]:
    from varde.benefits.counting.service import SUBSCRIPTIONS

    return SUBSCRIPTIONS


def listeners() -> Sequence[Listener]:
    from varde.benefits.counting.service import LISTENERS

    return LISTENERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.benefits.counting.nightly import begin_to_check
    from varde.benefits.counting.rebuilding import begin_to_count
    from varde.benefits.counting.roller import roll
    from varde.benefits.counting.service import count_due
    from varde.benefits.figures.deciding import begin_to_decide
    from varde.kernel.work import in_work

    return (
        ClockTask("add up what is counted", 1, in_work(roll)),
        ClockTask("count what a day has made another", 60, in_work(count_due)),
        ClockTask("count what was counted by an older way", 3600, in_work(begin_to_count)),
        ClockTask("compare what is counted each night", 300, in_work(begin_to_check)),
        ClockTask("decide each night which months are told", 300, in_work(begin_to_decide)),
    )


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
        PersonalData("cell_check", (), "nobody"),
        PersonalData("cell_delta", (), "nobody"),
        PersonalData("cell_group", (), "nobody"),
        PersonalData("cell_slot", (), "nobody"),
        PersonalData("counted_way", (), "nobody"),
        PersonalData("decided_periods", (), "nobody"),
        PersonalData("overview_choice", ("person_id",), "account"),
        PersonalData("pooled_cells", (), "nobody"),
        # Positions and numbers that follow from what she is given of the record.
        PersonalData(
            "contribution", ("enrolment_id", "person_id"), "counted", withheld=("groups", "added"), erase=take_out
        ),
    ),
    jobs=jobs,
    subscriptions=subscriptions,
    listeners=listeners,
    clock_tasks=clock_tasks,
    commands=(
        Command(
            "benefits check",
            "varde.benefits.counting.commands:check",
            "Compare the sums of every place with those under it, with what everybody has added, and with a recount.",
        ),
        Command(
            "benefits classes",
            "varde.benefits.counting.commands:classes",
            "Recovered, improved, unchanged and deteriorated for each measure that has such classes, small numbers not hidden.",
        ),
        Command(
            "benefits export-cells",
            "varde.benefits.pooling.commands:export_cells",
            "Hand over the sums of a programme at an organisation, signed, with no few people in them.",
        ),
        Command(
            "benefits import-cells",
            "varde.benefits.pooling.commands:import_cells",
            "Let the sums that another installation has handed over stand here as a place of their own.",
        ),
        Command(
            "benefits rebuild",
            "varde.benefits.counting.commands:rebuild",
            "Count again whoever was counted by an older way of counting, or not at all.",
        ),
        Command(
            "benefits remove-cells",
            "varde.benefits.pooling.commands:remove_cells",
            "Take away what an organisation of another installation has handed over; nothing is removed without --confirm.",
        ),
    ),
)
