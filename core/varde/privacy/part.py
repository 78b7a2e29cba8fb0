"""Privacy, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Command, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.privacy.models import Block, Kin

    return Tables((Block, Kin))


PART = Part(
    key="privacy",
    tables=tables,
    personal_data=(
        PersonalData("block", ("patient_id",), "record"),
        PersonalData("kin", ("person_id",), "account", withheld=("fingerprint",)),
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
