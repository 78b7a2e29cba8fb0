"""Presence and absence, as the house knows them."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.staffing.models import Absence, Presence

    return Tables((Presence, Absence))


PART = Part(
    key="staffing",
    tables=tables,
    personal_data=(
        PersonalData("presence", ("person_id",), "account"),
        PersonalData("absence", ("person_id",), "account"),
    ),
)
