"""The way in, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Command, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.jobs import Job


def tables() -> Tables:
    from varde.referrals.models import FirstCall, FurtherReferral, MoreAsked, NamedGp, PostedReferral, WaitingPlace

    return Tables((PostedReferral, FurtherReferral, FirstCall, WaitingPlace, MoreAsked, NamedGp))


def jobs() -> Sequence[Job]:
    from varde.referrals.receiving import JOBS

    return JOBS


def listeners() -> Sequence[Listener]:
    from varde.referrals.passing_on import LISTENERS

    return LISTENERS


PART = Part(
    key="referrals",
    listeners=listeners,
    tables=tables,
    # Until it is received a posted referral names nobody but in sealed text.
    personal_data=(
        PersonalData("posted_referral", ("enrolment_id", "person_id"), "record"),
        PersonalData("further_referral", ("enrolment_id", "person_id"), "record"),
        PersonalData("first_call", ("enrolment_id", "person_id"), "record"),
        PersonalData("waiting_place", ("enrolment_id", "person_id"), "record"),
        PersonalData("named_gp", ("enrolment_id", "person_id"), "record"),
        PersonalData("more_asked", ("enrolment_id", "person_id"), "record"),
    ),
    jobs=jobs,
    commands=(
        Command(
            "screen",
            "varde.referrals.commands:screen_command",
            "Screen one person: a JSON object of facts on stdin or in FILE.",
        ),
    ),
)
