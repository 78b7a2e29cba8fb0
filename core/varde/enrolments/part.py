"""Enrolments, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence

from varde.enrolments.settings import OfferingSettings
from varde.kernel.part import Command, LevelSettings, Part, PersonalData, StartCheck, Tables


def tables() -> Tables:
    from varde.enrolments.models import Activity, Enrolment, EnrolmentEvent, Offering, Referral

    return Tables((Offering, Enrolment, Activity, Referral, EnrolmentEvent))


def start_checks() -> Sequence[StartCheck]:
    from varde.enrolments.stored_settings import stored_faults

    return (StartCheck("stored settings", stored_faults),)


PART = Part(
    key="enrolments",
    settings=(LevelSettings("offering", OfferingSettings),),
    start_checks=start_checks,
    commands=(
        Command(
            "admin settings",
            "varde.enrolments.commands:settings_command",
            "What may be set for an organisation and for what it offers, and what is stored. Exit 1 when something is wrong.",
        ),
    ),
    tables=tables,
    personal_data=(
        PersonalData("offering", (), "nobody"),
        PersonalData("enrolment", ("person_id",), "record"),
        PersonalData("enrolment_activity", ("enrolment_id", "person_id"), "record"),
        PersonalData("referral", ("enrolment_id", "person_id"), "record"),
        PersonalData("enrolment_event", ("enrolment_id", "person_id"), "record"),
    ),
)
