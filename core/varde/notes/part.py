"""Inner notes, as the house knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from varde.kernel.part import Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.work import Work


def tables() -> Tables:
    from varde.notes.models import InnerNote

    return Tables((InnerNote,))


def untold(work: Work, numbers: frozenset[int]) -> Mapping[str, Collection[int]]:
    from varde.enrolments.break_glass_untold import untold_of
    from varde.notes.service import notes_behind

    return {"inner_note": notes_behind(work, untold_of(work, numbers))}


PART = Part(
    key="notes",
    tables=tables,
    untold=untold,
    personal_data=(PersonalData("inner_note", ("enrolment_id", "person_id"), "record"),),
)
