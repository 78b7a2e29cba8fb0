"""Benefits, as the house knows them: measures that are declared, cells that are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Command, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Subscription


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


PART = Part(
    key="benefits",
    kinds=kinds,
    tables=tables,
    personal_data=(
        PersonalData("cell", (), "nobody"),
        PersonalData("contribution", ("enrolment_id", "person_id"), "counted"),
    ),
    subscriptions=subscriptions,
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
