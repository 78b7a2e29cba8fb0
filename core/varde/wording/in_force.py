"""Which packs are shown where they were loaded, and going back from one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

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


def in_force(work: Work, organisation_ids: Collection[int]) -> dict[tuple[int, str, str], PackInForce]:
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
    known = work.catalogue.all(Instrument)
    shown: dict[tuple[int, str, str], PackInForce] = {}
    for row in work.session.execute(rows):
        key = (row.organisation_id, row.instrument, row.language)
        if row.instrument in known and known[row.instrument].version == row.instrument_version:
            earlier = shown.get(key)
            before = earlier.version if earlier else None
            shown[key] = PackInForce(row.id, *key, row.version, row.loaded_at, row.licence_note, before)
    return shown


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
