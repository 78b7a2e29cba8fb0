"""Every column that points to a person, found through what the parts say of their tables: what a join moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint
from sqlalchemy import inspect as mapping_of
from sqlalchemy.orm import Mapper

from varde.kernel.part import Part
from varde.kernel.personal import PERSON
from varde.kernel.table_faults import tables_of

STAYS = {
    ("person", "joined_into_id"): "says who was joined",
    ("person_join", "kept_id"): "the join itself",
    ("person_join", "joined_id"): "the join itself",
    ("access_entry", "patient_id"): "the log is never changed; whoever reads it asks for both",
    ("erasure", "person_id"): "it outlives her; whoever carries it out asks for both",
    ("set_up_change", "person_id"): "a change is never edited; whoever reads it asks for both",
    ("content_draft", "saved_by_id"): "who wrote is not asked for by number",
    ("content_medium", "added_by_id"): "never edited, nor asked for by number",
    ("content_version", "written_by_id"): "never edited, nor asked for by number",
    ("content_deed", "by_id"): "never edited, nor asked for by number",
    ("content_signature", "by_id"): "never edited, nor asked for by number",
    ("content_slot_deed", "by_id"): "never edited, nor asked for by number",
    ("content_withdrawal", "by_id"): "never edited, nor asked for by number",
    ("plan_change", "by_id"): "never edited, nor asked for by number",
    ("planned_benefit", "owner_id"): "a member of the staff; whoever is reminded is whom she was joined into",
    ("shared_file", "by_id"): "who added is not asked for by number",
}
"""What a join leaves where it is, and why."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """One attribute of a mapped class that is a person's number."""

    model: type[Any]
    attribute: str

    @property
    def table(self) -> Table:
        table: Table = self.model.__table__
        return table

    @property
    def column(self) -> str:
        name: str = mapping_of(self.model).attrs[self.attribute].columns[0].name
        return name

    @property
    def key(self) -> tuple[str, ...]:
        """The attributes of the primary key."""
        mapper: Mapper[Any] = mapping_of(self.model)
        return tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)

    def unique_with(self) -> Iterator[tuple[str, ...]]:
        """For each unique key that the column is in: the other attributes of it."""
        mapper: Mapper[Any] = mapping_of(self.model)
        keys = [tuple(mapper.primary_key)]
        keys += [tuple(rule.columns) for rule in self.table.constraints if isinstance(rule, UniqueConstraint)]
        keys += [tuple(index.columns) for index in self.table.indexes if index.unique]
        keys += [(column,) for column in self.table.columns if column.unique]
        for key in keys:
            names = {column.name for column in key}
            if self.column in names:
                yield tuple(mapper.get_property_by_column(column).key for column in key if column.name != self.column)


def pointers(parts: Iterable[Part]) -> list[Pointer]:
    """Every column of every part that is a foreign key to a person, but for those that stay; by table and column."""
    columns: list[Pointer] = []
    for part in parts:
        tables = tables_of(part, [])
        for model in tables.models if tables else ():
            mapper: Mapper[Any] = mapping_of(model)
            for column in model.__table__.columns:  # type: ignore[attr-defined]
                leads = any(key.column.table.name == PERSON for key in column.foreign_keys)
                if leads and (model.__tablename__, column.name) not in STAYS:  # type: ignore[attr-defined]
                    columns.append(Pointer(model, mapper.get_property_by_column(column).key))
    return sorted(columns, key=lambda pointer: (pointer.table.name, pointer.column))


def never_edited(connection: Connection) -> set[str]:
    """The tables whose rows the database lets nobody change: what a person did there stays under the number she did it with."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND upper(sql) LIKE '%BEFORE UPDATE%'"
        )
    else:
        rows = connection.exec_driver_sql(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND (t.tgtype & 16) <> 0 AND (t.tgtype & 2) <> 0"
        )
    return set(rows.scalars())


def direct_ways(parts: Iterable[Part]) -> set[tuple[str, str]]:
    """The table and column of every declared way that reaches the person in its last step."""
    ways = set()
    for part in parts:
        for entry in part.personal_data or ():
            if len(entry.path) == 1:
                ways.add((entry.table, entry.path[0].partition("=")[0]))
    return ways
