"""Which packs are shown where they were loaded, and going back from one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import select

from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.wording import words
from varde.wording.errors import PackRefused
from varde.wording.models import WordingPack
from varde.wording.rules import meant


@dataclass(frozen=True, slots=True)
class PackInForce:
    """A pack that is shown at the organisation that loaded it and below; ``before`` is the version that is shown when it is gone
    back from, None when that is the words of an organisation above, or Varde's own."""

    id: int
    organisation_id: int
    instrument: str
    language: str
    version: int
    loaded_at: datetime
    licence: str
    before: int | None


class PackRow(Protocol):
    """What must be known of a pack to say whether it is shown."""

    organisation_id: Any
    instrument: Any
    language: Any
    instrument_version: Any


P = TypeVar("P", bound=PackRow)
Shown = tuple[int, str, str]
"""An organisation, an instrument and a language, of which one pack is shown."""


def standing_among(rows: Iterable[P], known: Mapping[str, Instrument]) -> dict[Shown, list[P]]:
    """Of packs that nobody has gone back from, in the order of their versions, those that can be shown: they are for the version
    of the instrument that is asked today. The last is shown, and what is before it when that is gone back from."""
    standing: dict[Shown, list[P]] = {}
    for row in rows:
        if row.instrument in known and known[row.instrument].version == row.instrument_version:
            standing.setdefault((row.organisation_id, row.instrument, row.language), []).append(row)
    return standing


def in_force(work: Work, organisation_ids: Collection[int]) -> dict[Shown, PackInForce]:
    """By organisation, instrument and language. One statement."""
    rows = (
        select(
            WordingPack.id,
            WordingPack.organisation_id,
            WordingPack.instrument,
            WordingPack.language,
            WordingPack.version,
            WordingPack.loaded_at,
            WordingPack.licence_note,
            WordingPack.instrument_version,
        )
        .where(WordingPack.organisation_id.in_(organisation_ids), WordingPack.retired_at.is_(None))
        .order_by(WordingPack.version)
    )
    standing = standing_among(work.session.execute(rows), work.catalogue.all(Instrument))
    return {
        key: PackInForce(
            row.id, *key, row.version, row.loaded_at, row.licence_note, earlier[-1].version if earlier else None
        )
        for key, (*earlier, row) in standing.items()
    }


def go_back(work: Work, organisation_id: int, instrument: str, language: str) -> None:
    """Show the version before the one that is shown; without one, what the organisation above shows, or Varde's own words. What
    was answered with the one that is left keeps its words. The caller holds the organisation.

    :raises PackRefused: no pack of this organisation is shown.
    """
    shown = in_force(work, [organisation_id])
    pack = shown.get((organisation_id, instrument, language))
    if pack is None:
        known = [key for _place, key, _language in shown]
        raise PackRefused(
            words.NONE_SHOWN.filled(instrument=instrument, language=language, meant=meant(instrument, known))
        )
    work.session.get_one(WordingPack, pack.id).retired_at = work.now
