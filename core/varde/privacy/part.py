"""Privacy, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import ClockTask, Command, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.privacy.models import AccessFlag, Block, FlaggedDay, Kin

    return Tables((Block, Kin, AccessFlag, FlaggedDay))


def clock_tasks() -> Sequence[ClockTask]:
    from varde.kernel.work import in_work
    from varde.privacy.following_up import flag_what_is_over

    return (ClockTask("flag what is worth a question in the access log", 1800, in_work(flag_what_is_over)),)


PART = Part(
    key="privacy",
    tables=tables,
    clock_tasks=clock_tasks,
    personal_data=(
        PersonalData("block", ("patient_id",), "record"),
        PersonalData("kin", ("person_id",), "account", withheld=("fingerprint",)),
        PersonalData("access_flag", ("patient_id",), "log", blanked=("words_sealed",)),
        PersonalData("flagged_day", (), "nobody"),
    ),
    commands=(
        Command(
            "privacy tables",
            "varde.privacy.commands:privacy_tables",
            "Whom each table is about, the way from it to the person, what it holds about her, and what becomes of it.",
        ),
        Command(
            "privacy export",
            "varde.privacy.commands:privacy_export",
            "Everything that is held about one person, as she may ask to be given it.",
        ),
        Command(
            "privacy erase",
            "varde.privacy.commands:privacy_erase",
            "What would be erased of one person and what stays, table by table; nothing is erased without --confirm.",
        ),
    ),
)
