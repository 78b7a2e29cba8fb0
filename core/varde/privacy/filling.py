"""A row in every table for a person, made from the models alone, to see what becomes of what is hers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    Time,
)
from sqlalchemy.types import TypeDecorator

from varde.identity.models import Organisation
from varde.kernel.part import Part
from varde.kernel.personal import PERSON, sealed_name
from varde.kernel.sealed import SealedColumn
from varde.kernel.work import Work
from varde.privacy.inventory import HeldTable, everything_held

Values = Mapping[str, Mapping[str, object]]
"""Values of columns by table, where a rule of the table asks for one that cannot be guessed."""
AT, DAY, CLOCK = datetime(2026, 9, 21, 8, 0, tzinfo=UTC), date(2026, 9, 21), time(10, 0)
_ONE_OF = re.compile(r"(\w+) IN \('([^']+)'")


class Filler:
    """Rows of one person: one in each table that is about somebody, with ``mark`` in every text.

    ``other_id`` is whom columns point to that say who did something, ``rows`` what is there already, by table.
    """

    def __init__(
        self,
        work: Work,
        person_id: int,
        other_id: int,
        mark: str,
        values: Values,
        rows: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.work, self.mark, self.values = work, mark, values
        self.tables = {held.table.name: held for held in everything_held(work.catalogue.all(Part).values())}
        self.person_id, self.other_id = person_id, other_id
        self.rows: dict[str, Any] = dict(rows)

    def fill(self, tables: Iterable[HeldTable]) -> None:
        """Make a row in each of these. What they point to is made on the way."""
        for held in tables:
            if held.table.name != PERSON:
                self._row(held)
        self.work.session.flush()

    def _row(self, held: HeldTable) -> Any:
        if held.table.name not in self.rows:
            row = held.model()
            self.rows[held.table.name] = row
            for column in held.table.columns:
                self._set(held, row, column)
            self.work.add(row)
            self.work.session.flush()
        return self.rows[held.table.name]

    def _set(self, held: HeldTable, row: Any, column: Column[Any]) -> None:
        if column.computed is not None or column is held.mapper.version_id_col:
            return
        if column.primary_key and column is held.table.autoincrement_column and not column.foreign_keys:
            return
        sealed = sealed_name(column)
        said = self.values.get(held.table.name, {})
        value = said[column.name] if column.name in said else self._value(held, column)
        if sealed is not None and isinstance(vars(held.model).get(sealed), SealedColumn):
            setattr(row, sealed, value)
        elif sealed is not None:
            setattr(row, column.name, self.work.vault.seal(f"{held.table.name}.{sealed}", str(value)))
        else:
            setattr(row, held.mapper.get_property_by_column(column).key, value)

    def _value(self, held: HeldTable, column: Column[Any]) -> Any:
        if column.name == (held.entry.path or ("",))[0].partition("=")[0] and not column.foreign_keys:
            return self.person_id
        if column.foreign_keys:
            return self._pointed_to(held, column)
        return self._plain(held.table, column)

    def _pointed_to(self, held: HeldTable, column: Column[Any]) -> Any:
        target = next(iter(column.foreign_keys)).column
        if target.table.name == PERSON:
            return self.person_id if held.entry.path[:1] == (column.name,) else self.other_id
        if target.table.name == held.table.name:
            return None
        if target.table.name == Organisation.__tablename__:
            return self.work.session.query(Organisation.id).order_by(Organisation.id).limit(1).scalar()
        parent = self._row(self.tables[target.table.name])
        return getattr(parent, self.tables[target.table.name].mapper.get_property_by_column(target).key)

    def _plain(self, table: Table, column: Column[Any]) -> Any:
        kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
        if isinstance(kind, String | LargeBinary):
            allowed = _allowed(table, column.name)
            length = getattr(kind, "length", None)
            return allowed if allowed is not None else f"{self.mark}{column.name}"[:length]
        if isinstance(kind, Boolean):
            return False
        if isinstance(kind, DateTime):
            return AT
        if isinstance(kind, Date):
            return DAY
        if isinstance(kind, Time):
            return CLOCK
        if isinstance(kind, Float | Integer | Numeric):
            return 1
        return {"said": self.mark}


def _allowed(table: Table, name: str) -> str | None:
    """The first value that a check of the table allows for this column, of the check that says only this where there is one; None
    when it may be anything."""
    checks = sorted((str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint)), key=len)
    checks.sort(key=lambda check: not check.startswith(f"{name} IN "))
    matches = (match for check in checks for match in _ONE_OF.finditer(check))
    return next((match[2] for match in matches if match[1] == name), None)


def rows_of(work: Work) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table as it is stored."""
    work.session.flush()
    connection = work.session.connection()
    return {
        held.table.name: [
            dict(row)
            for row in connection.execute(held.table.select().order_by(*held.table.primary_key.columns)).mappings()
        ]
        for held in everything_held(work.catalogue.all(Part).values())
    }


def marked(rows: Any, mark: str) -> bool:
    """Whether a text with this mark stands in the rows."""
    return mark in str(rows)
