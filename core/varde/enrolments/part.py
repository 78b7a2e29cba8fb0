"""Enrolments, as the house knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.enrolments.settings import OfferingSettings
from varde.kernel.part import ClockTask, Command, Keyed, Kind, LevelSettings, Part, PersonalData, StartCheck, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.work import Work


def tables() -> Tables:
    from varde.enrolments.models import (
        Activity,
        BreakGlass,
        CareRole,
        CareTeamMember,
        Ending,
        Enrolment,
        EnrolmentEvent,
        MeetingRecord,
        Offering,
        Referral,
        SecondOpinion,
    )

    return Tables(
        (
            Offering,
            Enrolment,
            CareRole,
            CareTeamMember,
            Activity,
            Referral,
            Ending,
            MeetingRecord,
            EnrolmentEvent,
            SecondOpinion,
            BreakGlass,
        )
    )


def kinds() -> Sequence[Kind]:
    from varde.enrolments.values import Matter

    return (Kind(Matter),)


def facts() -> Sequence[Keyed]:
    from varde.enrolments.setting_source import SOURCE

    return (SOURCE,)


def start_checks() -> Sequence[StartCheck]:
    from varde.enrolments.service import programmes_gone
    from varde.enrolments.stored_settings import stored_faults

    return (
        StartCheck("stored settings", stored_faults),
        StartCheck("programmes that are gone", programmes_gone, refuses=False),
    )


def listeners() -> Sequence[Listener]:
    from varde.enrolments.erasing import LISTENERS

    return LISTENERS


def clock_tasks() -> Sequence[ClockTask]:
    from varde.enrolments.break_glass import tell_what_is_due
    from varde.enrolments.leavers import release_leavers
    from varde.kernel.work import in_work

    return (
        ClockTask("release what leavers had", 1, in_work(release_leavers)),
        ClockTask("tell of break-glass", 60, in_work(tell_what_is_due)),
    )


def untold(work: Work, numbers: frozenset[int]) -> Mapping[str, Collection[int]]:
    from varde.enrolments.break_glass_untold import untold_rows

    return untold_rows(work, numbers)


PART = Part(
    key="enrolments",
    untold=untold,
    declares=facts,
    kinds=kinds,
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
    listeners=listeners,
    clock_tasks=clock_tasks,
    personal_data=(
        PersonalData("offering", (), "nobody"),
        PersonalData("care_role", (), "nobody"),
        PersonalData(
            "enrolment",
            ("person_id",),
            "record",
            withheld=("source_key",),
            research=(("programme", "kept"), ("track", "kept"), ("state", "kept"), ("end_reason", "kept")),
        ),
        PersonalData("care_team_member", ("enrolment_id", "person_id"), "record"),
        PersonalData("enrolment_activity", ("enrolment_id", "person_id"), "record"),
        PersonalData("referral", ("enrolment_id", "person_id"), "record"),
        PersonalData("ending", ("enrolment_id", "person_id"), "record"),
        PersonalData("meeting_record", ("enrolment_id", "person_id"), "record"),
        PersonalData("second_opinion", ("enrolment_id", "person_id"), "record"),
        PersonalData("break_glass", ("enrolment_id", "person_id"), "record"),
        PersonalData("enrolment_event", ("enrolment_id", "person_id"), "record"),
    ),
)
