"""Inner notes, as the house knows them."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.notes.models import InnerNote

    return Tables((InnerNote,))


PART = Part(
    key="notes", tables=tables, personal_data=(PersonalData("inner_note", ("enrolment_id", "person_id"), "record"),)
)
