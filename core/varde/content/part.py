"""Content, as the house knows it: the text of every step of a programme that is sound, and what has been kept of it."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import Command, Kind, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.content import models

    return Tables(
        (
            models.ContentStep,
            models.ContentText,
            models.ContentEdition,
            models.ContentMedium,
            models.ContentPoster,
            models.ContentWithdrawal,
            models.ContentSlotDeed,
            models.ContentDraft,
            models.ContentVersion,
            models.ContentDeed,
            models.ContentSignature,
        )
    )


def kinds() -> Sequence[Kind]:
    from varde.content.drawings import read_figures
    from varde.content.statements import read_statements
    from varde.content.texts import read_content
    from varde.programmes.values import Programme

    return tuple(Kind(Programme, derive=read) for read in (read_content, read_figures, read_statements))


PART = Part(
    key="content",
    kinds=kinds,
    tables=tables,
    personal_data=(
        *(
            PersonalData(table, (), "nobody")
            for table in ("content_step", "content_text", "content_edition", "content_poster")
        ),
        # Who wrote and approved outlives the person, as each change of set-up does.
        PersonalData("content_medium", ("added_by_id=person.id",), "log"),
        PersonalData("content_withdrawal", ("by_id=person.id",), "log"),
        PersonalData("content_slot_deed", ("by_id=person.id",), "log"),
        PersonalData("content_draft", ("saved_by_id=person.id",), "log"),
        PersonalData("content_version", ("written_by_id=person.id",), "log"),
        PersonalData("content_deed", ("by_id=person.id",), "log"),
        PersonalData("content_signature", ("by_id=person.id",), "log"),
    ),
    commands=(
        Command(
            "content",
            "varde.content.commands:content_group",
            "The words of steps at an organisation: written out, compared, and taken in as versions that wait for approval.",
        ),
    ),
)
