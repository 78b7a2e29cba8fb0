"""Pictures and films of an organisation, for the texts of its steps."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from varde.content import words
from varde.content.captions import fault_of_captions
from varde.content.drawings import Figure
from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.models import ContentMedium
from varde.content.rules import Medium
from varde.content.values import REQUIRED
from varde.files.models import SharedFile
from varde.files.service import Prepared, keep_shared
from varde.files.values import MB
from varde.identity.service import line_of
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.kernel.work import Work

MOST: dict[str, int] = {"picture": 10 * MB, "film": 40 * MB}
"""Bytes that are taken. Proposed for a film: some four minutes that a telephone can play on its way."""
LONGEST_TITLE, LONGEST_TRANSCRIPT = 80, 50_000
_LETTERS = str.maketrans("æøåäö", "aoaao")


@dataclass(frozen=True, slots=True)
class FilmWords:
    """What is said in a film, by language: ``captions`` as WebVTT, ``transcript`` as plain text."""

    captions: Mapping[str, str]
    transcript: Mapping[str, str]


NO_WORDS = FilmWords({}, {})


def faults_of_medium(kind: str, title: str, film: FilmWords) -> dict[str, Text]:
    """What is wrong with a new picture or film beside its file, by the control that it stands in; empty when nothing is."""
    faults: dict[str, Text] = {}
    if not 1 <= len(title.strip()) <= LONGEST_TITLE:
        faults["title"] = words.TITLE_OF_MEDIUM.filled(most=LONGEST_TITLE)
    if kind != "film":
        return faults
    for language in REQUIRED:
        captions, transcript = film.captions.get(language, ""), film.transcript.get(language, "").strip()
        if not captions.strip():
            faults[f"captions-{language}"] = words.LACKS_CAPTIONS.filled(language=words.IN[language])
        elif fault := fault_of_captions(captions, language):
            faults[f"captions-{language}"] = fault
        if not transcript:
            faults[f"transcript-{language}"] = words.LACKS_TRANSCRIPT.filled(language=words.IN[language])
        elif len(transcript) > LONGEST_TRANSCRIPT:
            faults[f"transcript-{language}"] = words.LONG_TRANSCRIPT.filled(
                language=words.IN[language], most=LONGEST_TRANSCRIPT
            )
    return faults


def keep_medium(
    work: Work, by_id: int | None, by_name: str, organisation_id: int, title: str, prepared: Prepared, film: FilmWords
) -> ContentMedium:
    """The row of a picture or film whose file is in the store, under a new code. :raises ContentRefused: nothing is stored."""
    if faults := faults_of_medium(prepared.type.medium, title, film):
        raise ContentRefused(of=faults)
    file = keep_shared(work, organisation_id, by_id, prepared)
    medium = ContentMedium(
        code=new_code(title),
        organisation_id=organisation_id,
        file_key=file.key,
        kind=file.medium,
        title=title.strip(),
        captions=dict(film.captions),
        transcript={language: said.strip() for language, said in film.transcript.items()},
        added_at=work.now,
        added_by_id=by_id,
        added_by_name=by_name,
    )
    work.add(medium)
    work.session.flush()
    return medium


def new_code(title: str) -> str:
    """What texts name it by: its title in plain letters, and four signs that nobody else has.

    >>> new_code("Pusten ute")[:-4]
    'pusten-ute-'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", title.strip().lower().translate(_LETTERS)).strip("-")[:40].strip("-")
    return f"{plain or 'fil'}-{secrets.token_hex(2)}"


def media_at(work: Work, organisation_id: int) -> list[ContentMedium]:
    """Every picture and film of an organisation and those above it, the newest first. Two statements."""
    line = line_of(work, organisation_id)
    rows = select(ContentMedium).where(ContentMedium.organisation_id.in_(line))
    return list(work.session.scalars(rows.order_by(ContentMedium.added_at.desc(), ContentMedium.code)))


def media_of(work: Work, organisation_id: int) -> dict[str, Medium]:
    """The same as far as their use is judged, by code."""
    return {
        each.code: Medium(each.kind, frozenset(each.captions) & frozenset(each.transcript))
        for each in media_at(work, organisation_id)
    }


def figures_of(catalogue: Catalogue, programme: str) -> dict[str, Medium]:
    """The drawings that the plugin of a programme ships, as far as their use is judged, by name."""
    return {
        key.split("/", 1)[1]: Medium("figure", labels=figure.labels)
        for key, figure in catalogue.all(Figure).items()
        if key.startswith(f"{programme}/")
    }


def media_named(work: Work, codes: Collection[str]) -> dict[str, ContentMedium]:
    """Those with these codes, wherever they are from. One statement, none without codes."""
    if not codes:
        return {}
    return {
        each.code: each for each in work.session.scalars(select(ContentMedium).where(ContentMedium.code.in_(codes)))
    }


def medium_and_file(work: Work, code: str) -> tuple[ContentMedium, SharedFile]:
    """A picture or film and its file. One statement. :raises NoSuchContent"""
    row = work.session.execute(
        select(ContentMedium, SharedFile)
        .join(SharedFile, SharedFile.key == ContentMedium.file_key)
        .where(ContentMedium.code == code)
    ).one_or_none()
    if row is None:
        raise NoSuchContent()
    return row[0], row[1]
