"""Whom each table is about, and the way to her: what export, erasure and retention go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from varde.kernel.part import DataClass, Part
from varde.kernel.personal import walk
from varde.kernel.table_faults import tables_of


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: whose part it is in, what it holds about a person, and the tables from it to her, both ends included (empty
    for a table about nobody)."""

    part: str
    table: str
    data: DataClass
    way: tuple[str, ...]


def inventory(parts: Iterable[Part]) -> list[Holding]:
    """Every table of these parts, by part and name. The parts are sound: see :mod:`varde.kernel.table_faults`."""
    # Every table is known before any way is walked: it may lead by way of a table of another part.
    with_tables = [(part, tables) for part in parts if (tables := tables_of(part, [])) is not None]
    holdings = [
        Holding(part.key, entry.table, entry.data, walk(tables.metadata, entry) if entry.data != "nobody" else ())
        for part, tables in with_tables
        for entry in part.personal_data or ()
    ]
    return sorted(holdings, key=lambda holding: (holding.part, holding.table))
