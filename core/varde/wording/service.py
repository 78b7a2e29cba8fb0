"""What words an organisation shows: the pack in force, what a form says it showed, and how a pack comes and goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from varde.identity.service import line_up
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.wording.models import WordingPack
from varde.wording.rules import worded
from varde.wording.values import Words

_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """An instrument as it is shown. ``pack_id`` is None when the words are our own neutral ones."""

    instrument: Instrument
    pack_id: int | None


def shown_in(work: Work, organisation_id: int, instrument: Instrument, language: str) -> Shown:
    """The instrument with the words of the pack in force for this organisation, or for the nearest above it that has one
    for the instrument's present version in this language; as declared when there is none. One statement."""
    line = line_up(organisation_id)
    pack = work.session.execute(
        select(WordingPack.id, WordingPack.words)
        .join(line, line.c.id == WordingPack.organisation_id)
        .where(
            WordingPack.instrument == instrument.key,
            WordingPack.instrument_version == instrument.version,
            WordingPack.language == language,
            WordingPack.retired_at.is_(None),
        )
        .order_by(line.c.steps, WordingPack.version.desc())
        .limit(1)
    ).one_or_none()
    if pack is None:
        return Shown(instrument, None)
    return Shown(worded(instrument, Words.from_json(pack.words), language), pack.id)


def pack_shown(
    work: Work, organisation_id: int, pack_id: int | None, instrument: Instrument, language: str
) -> int | None:
    """The pack that a submitted form says it showed, when it is of this instrument and language and belongs to the
    organisation or one above it, replaced and retired ones too; otherwise None. One statement, none without a pack."""
    if pack_id is None or not 0 < pack_id <= _LARGEST_ID:
        return None
    line = line_up(organisation_id)
    return work.session.scalar(
        select(WordingPack.id)
        .join(line, line.c.id == WordingPack.organisation_id)
        .where(WordingPack.id == pack_id, WordingPack.instrument == instrument.key, WordingPack.language == language)
    )


def words_of(work: Work, pack_id: int | None, instrument: Instrument, language: str) -> Instrument:
    """The instrument with the words an old response was answered with. What that pack has no words for (a newer version
    of the instrument may have other items) is as declared. One statement, none without a pack."""
    if pack_id is None:
        return instrument
    words: Any = work.session.scalar(
        select(WordingPack.words).where(
            WordingPack.id == pack_id, WordingPack.instrument == instrument.key, WordingPack.language == language
        )
    )
    return instrument if words is None else worded(instrument, Words.from_json(words), language)
