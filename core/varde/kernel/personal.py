"""Whom each table is about, and what becomes of it: what the parts say of their tables, held against columns and keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, MetaData, Numeric, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeDecorator, TypeEngine

from varde.kernel.part import DATA_CLASSES, RESEARCH_FORMS, PersonalData, ResearchForm, Tables

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
            continue
        table = tables.metadata.tables[entry.table]
        yield from _wrong_way(tables.metadata, table, entry)
        yield from _wrong_columns(table, entry)


def _wrong_way(metadata: MetaData, table: Table, entry: PersonalData) -> Iterator[str]:
    if entry.data not in DATA_CLASSES:
        yield f"the data of the table {entry.table} is {entry.data!r} and must be one of {', '.join(DATA_CLASSES)}."
    elif entry.data == "nobody":
        if entry.path or leads_to_person(table):
            yield f"the table {entry.table} is said to be about nobody, and its foreign keys lead to a person."
    else:
        try:
            walk(metadata, entry)
        except WrongWay as wrong:
            yield f"the path of the table {entry.table} leads to no person: {wrong}."


def _wrong_columns(table: Table, entry: PersonalData) -> Iterator[str]:
    named = (*entry.withheld, *entry.blanked, *(column for column, _ in entry.research))
    for name in dict.fromkeys(named):
        if name not in table.columns:
            yield f"personal_data of the table {table.name} speaks of the column {name}, which it has not."
    for name in entry.blanked:
        if name in table.columns and not can_be_emptied(table.columns[name]):
            yield f"{table.name}.{name} cannot be blanked: it may not be NULL, and has no default."
    for name, form in entry.research:
        if form not in RESEARCH_FORMS:
            yield f"the research form of {table.name}.{name} is {form!r} and must be one of {', '.join(RESEARCH_FORMS)}."
        elif form == "coarsened" and name in table.columns and not is_time(table.columns[name]):
            yield f"{table.name}.{name} cannot be coarsened: only a moment or a date can."
    if entry.data == "nobody" or entry.export is not None:
        return
    for column in table.columns:
        if (
            isinstance(_plain(column), LargeBinary)
            and sealed_name(column) is None
            and column.name not in entry.withheld
        ):
            yield f"{table.name}.{column.name} holds bytes that nobody can read: seal it, or say that it is withheld."


def _plain(column: Column[Any]) -> TypeEngine[Any]:
    """The type of a column under whatever decorates it."""
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type


def can_be_emptied(column: Column[Any]) -> bool:
    """Whether there is something that an emptied column can hold: NULL, or a default that is the same for everybody."""
    return bool(column.nullable) or isinstance(column.default, ScalarElementColumnDefault)


def is_time(column: Column[Any]) -> bool:
    """Whether it holds a moment or a date."""
    return isinstance(_plain(column), DateTime | Date)


def sealed_name(column: Column[Any]) -> str | None:
    """The name of the text that a sealed column holds; None of a column that is not sealed."""
    name = column.name.removesuffix("_sealed")
    return name if name != column.name and isinstance(_plain(column), LargeBinary) else None


def research_form(table: Table, entry: PersonalData) -> dict[str, ResearchForm]:
    """What becomes of each column in research."""
    said = dict(entry.research)
    return {column.name: said.get(column.name) or _form(column, entry) for column in table.columns}


def _form(column: Column[Any], entry: PersonalData) -> ResearchForm:
    plain = _plain(column)
    if entry.data != "record" or column.primary_key or column.foreign_keys or column.name in entry.withheld:
        return "dropped"
    if is_time(column):
        return "coarsened"
    return "kept" if isinstance(plain, Boolean | Float | Integer | Numeric) else "dropped"


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
        way.append(next_step(metadata, way[-1], step)[1].table)
    if way[-1].name != PERSON:
        raise WrongWay(f"it ends at {way[-1].name}")
    return tuple(table.name for table in way)


def next_step(metadata: MetaData, table: Table, step: str) -> tuple[Column[Any], Column[Any]]:
    """The column of a step, and the one it leads to. :raises WrongWay"""
    name, _, target = step.partition("=")
    column = _column(table, name)
    if target:
        table_name, _, other_column = target.partition(".")
        if table_name not in metadata.tables:
            raise WrongWay(f"there is no table {table_name}")
        return column, _column(metadata.tables[table_name], other_column)
    if not column.foreign_keys:
        raise WrongWay(f"{table.name}.{name} is no foreign key")
    return column, next(iter(column.foreign_keys)).column


def _column(table: Table, name: str) -> Column[Any]:
    if name not in table.columns:
        raise WrongWay(f"{table.name} has no column {name}")
    return table.columns[name]
