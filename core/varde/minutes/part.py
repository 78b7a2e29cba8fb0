"""Minutes, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener


def tables() -> Tables:
    from varde.minutes.models import MinutesChange, SpentMinutes

    return Tables((SpentMinutes, MinutesChange))


def listeners() -> Sequence[Listener]:
    from varde.minutes.service import LISTENERS

    return LISTENERS


PART = Part(
    key="minutes",
    tables=tables,
    listeners=listeners,
    personal_data=(
        PersonalData("spent_minutes", ("enrolment_id", "person_id"), "record", withheld=("key",)),
        PersonalData("minutes_change", ("spent_id", "enrolment_id", "person_id"), "record"),
    ),
)
