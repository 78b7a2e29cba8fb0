"""Content, as the house knows it: the text of every step of a programme that is sound, and what has been kept of it."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import Kind, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.content.models import ContentEdition, ContentStep, ContentText

    return Tables((ContentStep, ContentText, ContentEdition))


def kinds() -> Sequence[Kind]:
    from varde.content.texts import read_content
    from varde.programmes.values import Programme

    return (Kind(Programme, derive=read_content),)


PART = Part(
    key="content",
    kinds=kinds,
    tables=tables,
    personal_data=tuple(
        PersonalData(table, (), "nobody") for table in ("content_step", "content_text", "content_edition")
    ),
)
