"""Safety, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Part, PersonalData, Tables


def tables() -> Tables:
    from varde.safety.models import SafetyEntry

    return Tables((SafetyEntry,))


PART = Part(
    key="safety", tables=tables, personal_data=(PersonalData("safety_entry", ("enrolment_id", "person_id"), "record"),)
)
