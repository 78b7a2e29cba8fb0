"""Pictures, films and sounds of an organisation, for the texts of its steps and the slots in them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import and_, select

from varde.content import words
from varde.content.captions import fault_of_captions
from varde.content.drawings import Figure
from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.models import ContentMedium, ContentPoster, ContentWithdrawal
from varde.content.rules import PLAYED, Medium
from varde.files.models import SharedFile
from varde.files.service import Prepared, keep_shared
from varde.files.values import MB
from varde.identity.service import line_of
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import PATIENT_LANGUAGES, Text
from varde.kernel.work import Work

MOST: dict[str, int] = {"picture": 10 * MB, "film": 40 * MB, "sound": 25 * MB}
"""Bytes that are taken. Proposed for a film: some four minutes that a telephone can play on its way."""
LONGEST_TITLE, LONGEST_TRANSCRIPT = 80, 50_000
SHORTEST_ALT, LONGEST_ALT = 5, 200
_LETTERS = str.maketrans("æøåäö", "aoaao")


@dataclass(frozen=True, slots=True)
class PlayedWords:
    """What goes with a film or a sound, by language: ``captions`` as WebVTT, ``transcript`` as plain text. ``poster`` is the code
    of the picture that stands where it is before it is played ("": none), ``alt`` what that shows."""

    captions: Mapping[str, str] = field(default_factory=dict)
    transcript: Mapping[str, str] = field(default_factory=dict)
    poster: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)


NO_WORDS = PlayedWords()


def faults_of_medium(kind: str, title: str, played: PlayedWords) -> dict[str, Text]:
    """What is wrong with something new beside its file, by the control that it stands in; empty when nothing is."""
    faults: dict[str, Text] = {}
    if not 1 <= len(title.strip()) <= LONGEST_TITLE:
        faults["title"] = words.TITLE_OF_MEDIUM.filled(most=LONGEST_TITLE)
    if kind in PLAYED:
        for language in PATIENT_LANGUAGES:
            faults |= _faults_of_words(language, played)
    return faults


def _faults_of_words(language: str, played: PlayedWords) -> Iterator[tuple[str, Text]]:
    captions, transcript = played.captions.get(language, ""), played.transcript.get(language, "").strip()
    named = words.IN[language]
    if not captions.strip():
        yield f"captions-{language}", words.LACKS_CAPTIONS.filled(language=named)
    elif fault := fault_of_captions(captions, language):
        yield f"captions-{language}", fault
    if not transcript:
        yield f"transcript-{language}", words.LACKS_TRANSCRIPT.filled(language=named)
    elif len(transcript) > LONGEST_TRANSCRIPT:
        yield f"transcript-{language}", words.LONG_TRANSCRIPT.filled(language=named, most=LONGEST_TRANSCRIPT)
    if played.poster and not SHORTEST_ALT <= len(played.alt.get(language, "").strip()) <= LONGEST_ALT:
        yield (f"alt-{language}", words.POSTER_ALT.filled(language=named, least=SHORTEST_ALT, most=LONGEST_ALT))


def keep_medium(
    work: Work,
    by_id: int | None,
    by_name: str,
    organisation_id: int,
    title: str,
    prepared: Prepared,
    played: PlayedWords = NO_WORDS,
) -> ContentMedium:
    """The row of a picture, film or sound whose file is in the store, under a new code. :raises ContentRefused: nothing is
    stored."""
    faults = faults_of_medium(prepared.type.medium, title, played)
    if played.poster and "picture" not in {each.kind for each in _usable(work, organisation_id, {played.poster})}:
        faults["poster"] = words.NO_POSTER
    if faults:
        raise ContentRefused(of=faults)
    file = keep_shared(work, organisation_id, by_id, prepared)
    medium = ContentMedium(
        code=new_code(title),
        organisation_id=organisation_id,
        file_key=file.key,
        kind=file.medium,
        title=title.strip(),
        captions=dict(played.captions),
        transcript={language: said.strip() for language, said in played.transcript.items()},
        added_at=work.now,
        added_by_id=by_id,
        added_by_name=by_name,
    )
    work.add(medium)
    work.session.flush()
    if played.poster:
        alt = {language: said.strip() for language, said in played.alt.items()}
        work.add(ContentPoster(code=medium.code, picture=played.poster, alt=alt))
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
    """Every picture, film and sound of an organisation and those above it that is not withdrawn, the newest first. Two
    statements."""
    return _usable(work, organisation_id)


def _usable(work: Work, organisation_id: int, codes: Collection[str] | None = None) -> list[ContentMedium]:
    rows = select(ContentMedium).where(ContentMedium.organisation_id.in_(line_of(work, organisation_id)), ~IS_WITHDRAWN)
    if codes is not None:
        rows = rows.where(ContentMedium.code.in_(codes))
    return list(work.session.scalars(rows.order_by(ContentMedium.added_at.desc(), ContentMedium.code)))


IS_WITHDRAWN = select(ContentWithdrawal.code).where(ContentWithdrawal.code == ContentMedium.code).exists()
IS_POSTER = and_(
    ContentPoster.code == ContentMedium.code,
    ~select(ContentWithdrawal.code).where(ContentWithdrawal.code == ContentPoster.picture).exists(),
)
"""That the picture before it is its own, and not withdrawn."""


def media_of(work: Work, organisation_id: int) -> dict[str, Medium]:
    """The same as far as their use is judged, by code."""
    return {each.code: Medium(each.kind, languages_of(each)) for each in media_at(work, organisation_id)}


def languages_of(medium: ContentMedium) -> frozenset[str]:
    """The languages in which a film or a sound can be shown: with captions and a transcript."""
    return frozenset(medium.captions) & frozenset(medium.transcript)


def figures_of(catalogue: Catalogue, programme: str) -> dict[str, Medium]:
    """The drawings that the plugin of a programme ships, as far as their use is judged, by name."""
    return {
        key.split("/", 1)[1]: Medium("figure", labels=figure.labels)
        for key, figure in catalogue.all(Figure).items()
        if key.startswith(f"{programme}/")
    }


@dataclass(frozen=True, slots=True)
class ShownMedium:
    """A picture, film or sound that may be shown; ``poster`` is the code of the picture before it is played ("": none), ``alt``
    what that shows, by language."""

    medium: ContentMedium
    poster: str = ""
    alt: Mapping[str, str] = field(default_factory=dict)


def media_named(work: Work, codes: Collection[str]) -> dict[str, ShownMedium]:
    """Those with these codes that are not withdrawn, wherever they are from. One statement, none without codes."""
    if not codes:
        return {}
    rows = work.session.execute(
        select(ContentMedium, ContentPoster)
        .outerjoin(ContentPoster, IS_POSTER)
        .where(ContentMedium.code.in_(codes), ~IS_WITHDRAWN)
    )
    return {medium.code: shown_with(medium, poster) for medium, poster in rows}


def shown_with(medium: ContentMedium, poster: ContentPoster | None) -> ShownMedium:
    """A medium with the picture before it, when it has one."""
    return ShownMedium(medium, poster.picture, poster.alt) if poster is not None else ShownMedium(medium)


def files_of_media(work: Work, media: Iterable[ContentMedium]) -> dict[str, SharedFile]:
    """The files of these pictures and films, by code. One statement, none without any."""
    keys = {each.code: each.file_key for each in media}
    if not keys:
        return {}
    rows = work.session.scalars(select(SharedFile).where(SharedFile.key.in_(set(keys.values()))))
    by_key = {file.key: file for file in rows}
    return {code: by_key[key] for code, key in keys.items()}


def medium_and_file(work: Work, code: str) -> tuple[ContentMedium, SharedFile]:
    """What may be shown, and its file. One statement. :raises NoSuchContent: it is not there, or withdrawn."""
    row = work.session.execute(
        select(ContentMedium, SharedFile)
        .join(SharedFile, SharedFile.key == ContentMedium.file_key)
        .where(ContentMedium.code == code, ~IS_WITHDRAWN)
    ).one_or_none()
    if row is None:
        raise NoSuchContent()
    return row[0], row[1]
