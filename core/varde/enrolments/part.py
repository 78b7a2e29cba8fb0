"""Enrolments, as the house knows them."""

from __future__ import annotations

from varde.kernel.part import Command, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.enrolments.models import Enrolment, EnrolmentEvent, Offering, Referral

    return Tables((Offering, Enrolment, Referral, EnrolmentEvent))


PART = Part(
    key="enrolments",
    tables=tables,
    personal_data=(
        PersonalData("offering", (), "nobody"),
        PersonalData("enrolment", ("person_id",), "record"),
        PersonalData("referral", ("enrolment_id", "person_id"), "record"),
        PersonalData("enrolment_event", ("enrolment_id", "person_id"), "record"),
    ),
    commands=(
        Command(
            "admin settings",
            "varde.enrolments.commands:settings_command",
            "What may be set for an organisation and for what it offers, and what is stored. Exit 1 when something is wrong.",
        ),
    ),
)
