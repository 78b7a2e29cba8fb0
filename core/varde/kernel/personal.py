"""Whom each table is about: what the parts say of their tables, held against the foreign keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, MetaData, Table

from varde.kernel.part import DATA_CLASSES, PersonalData, Tables

PERSON = "person"


class WrongWay(ValueError):
    """A path that leads to no person; the message says where it ends."""


def wrongly_said(personal_data: Iterable[PersonalData], tables: Tables) -> Iterator[str]:
    """A sentence for every table of a part of which not enough, too much or something wrong is said."""
    spoken_of = [entry.table for entry in personal_data]
    for name in tables.names:
        if spoken_of.count(name) != 1:
            yield f"personal_data must say once whom the table {name} is about, and does so {spoken_of.count(name)} times."
    for entry in personal_data:
        if entry.table not in tables.names:
            yield f"personal_data speaks of the table {entry.table}, which is none of its own."
        elif entry.data not in DATA_CLASSES:
            yield f"the data of the table {entry.table} is {entry.data!r} and must be one of {', '.join(DATA_CLASSES)}."
        elif entry.data == "nobody":
            if entry.path or leads_to_person(tables.metadata.tables[entry.table]):
                yield f"the table {entry.table} is said to be about nobody, and its foreign keys lead to a person."
        else:
            try:
                walk(tables.metadata, entry)
            except WrongWay as wrong:
                yield f"the path of the table {entry.table} leads to no person: {wrong}."


def leads_to_person(table: Table) -> bool:
    """Whether the foreign keys of a table lead to a person, directly or by way of other tables."""
    seen, waiting = {table.name}, [table]
    while waiting:
        at = waiting.pop()
        if at.name == PERSON:
            return True
        for key in at.foreign_keys:
            if key.column.table.name not in seen:
                seen.add(key.column.table.name)
                waiting.append(key.column.table)
    return False


def walk(metadata: MetaData, entry: PersonalData) -> tuple[str, ...]:
    """The tables on the way from ``entry.table`` to the person, both included. :raises WrongWay"""
    way = [metadata.tables[entry.table]]
    for step in entry.path:
        way.append(_step(metadata, way[-1], step))
    if way[-1].name != PERSON:
        raise WrongWay(f"it ends at {way[-1].name}")
    return tuple(table.name for table in way)


def _step(metadata: MetaData, table: Table, step: str) -> Table:
    name, _, target = step.partition("=")
    column = _column(table, name)
    if target:
        next_table, _, other_column = target.partition(".")
        if next_table not in metadata.tables:
            raise WrongWay(f"there is no table {next_table}")
        _column(metadata.tables[next_table], other_column)
        return metadata.tables[next_table]
    if not column.foreign_keys:
        raise WrongWay(f"{table.name}.{name} is no foreign key")
    return next(iter(column.foreign_keys)).column.table


def _column(table: Table, name: str) -> Column[object]:
    if name not in table.columns:
        raise WrongWay(f"{table.name} has no column {name}")
    return table.columns[name]
