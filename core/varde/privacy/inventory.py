"""Whom each table is about, the way to her, and what becomes of it: what export, erasure and retention go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Mapper
from sqlalchemy.orm import class_mapper as mapping_of
from sqlalchemy.schema import sort_tables

from varde.kernel.part import DataClass, Part, PersonalData, ResearchForm, Retention
from varde.kernel.personal import PERSON, next_step, research_form, walk
from varde.kernel.table_faults import tables_of
from varde.privacy.retention import retention_of


@dataclass(frozen=True, slots=True)
class HeldTable:
    """A table with personal data: the part it is in, its mapped class, and what is said of it."""

    part: str
    model: type[Any]
    entry: PersonalData

    @property
    def table(self) -> Table:
        table: Table = self.model.__table__
        return table

    @property
    def mapper(self) -> Mapper[Any]:
        return mapping_of(self.model)

    def hers(self, numbers: frozenset[int]) -> ColumnElement[bool]:
        """Which rows are about the person with these numbers."""
        return _hers(self.table, self.entry.path, numbers)

    @property
    def erased(self) -> str:
        """What becomes of her rows when she is erased."""
        if self.entry.erase is not None:
            return "by a rule of its own"
        if self.entry.blanked:
            return f"blanked: {', '.join(self.entry.blanked)}"
        return "kept" if self.entry.data == "log" else "deleted"


def _hers(table: Table, path: tuple[str, ...], numbers: frozenset[int]) -> ColumnElement[bool]:
    if not path:
        return table.columns["id"].in_(numbers)
    column, target = next_step(table.metadata, table, path[0])
    if target.table.name == PERSON and len(path) == 1:
        return column.in_(numbers)
    return column.in_(select(target).where(_hers(target.table, path[1:], numbers)))


@dataclass(frozen=True, slots=True)
class Holding:
    """One table as it is shown: the tables from it to the person, both ends included (empty for a table about nobody), and what
    becomes of it."""

    part: str
    table: str
    data: DataClass
    way: tuple[str, ...]
    withheld: tuple[str, ...]
    erased: str
    retention: Retention
    research: Mapping[str, ResearchForm]


def everything_held(parts: Iterable[Part]) -> list[HeldTable]:
    """Every table of these parts, each after those it points to. The parts are sound: see :mod:`varde.kernel.table_faults`."""
    # Every table is known before any way is walked: it may lead by way of a table of another part.
    with_tables = [(part, tables) for part in parts if (tables := tables_of(part, [])) is not None]
    models = {model.__tablename__: model for _, tables in with_tables for model in tables.models}  # type: ignore[attr-defined]
    held = {
        entry.table: HeldTable(part.key, models[entry.table], entry)
        for part, _ in with_tables
        for entry in part.personal_data or ()
    }
    return [held[table.name] for table in sort_tables([each.table for each in held.values()])]


def about_people(parts: Iterable[Part]) -> list[HeldTable]:
    """Those of them that are about somebody."""
    return [held for held in everything_held(parts) if held.entry.data != "nobody"]


def inventory(parts: Iterable[Part]) -> list[Holding]:
    """Every table of these parts, by part and name."""
    return sorted(map(_shown, everything_held(parts)), key=lambda holding: (holding.part, holding.table))


def _shown(held: HeldTable) -> Holding:
    entry, nobody = held.entry, held.entry.data == "nobody"
    return Holding(
        held.part,
        entry.table,
        entry.data,
        () if nobody else walk(held.table.metadata, entry),
        entry.withheld,
        "" if nobody else held.erased,
        retention_of(entry),
        {} if nobody else research_form(held.table, entry),
    )
