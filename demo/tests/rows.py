"""Every row of a database in words that two databases can share: no row number, and what is sealed is opened."""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import LargeBinary, Table, select

from varde.kernel.db import Base
from varde.kernel.part import Part
from varde.kernel.sealed import SealedColumn
from varde.kernel.work import Platform, Work
from varde.platform import tables_in

NUMBERED = {
    ("alert", "cause"),
    ("message", "idempotency_key"),
    ("delivery", "key"),
    ("delivery", "path"),
    ("delivery", "text"),
    ("spent_minutes", "key"),
}
"""Text that has row numbers in it."""
ABOUT_ANOTHER = {("entry", "answers_sealed"), ("entry", "shared_answers_sealed"), ("entry_version", "answers_sealed")}
"""Answers that name another entry, by its number and its words."""
LOGGED = {"patient_id": "person", "actor_id": "person", "enrolment_id": "enrolment", "organisation_id": "organisation"}
"""What the access log points to, without the database's knowing."""


def _what_stood(rows: Any) -> Any:
    """What an undo would put back, without the numbers of its rows."""
    return sorted(map(str, rows.values())) if isinstance(rows, dict) else rows


class Rows:
    """The rows of one database."""

    def __init__(self, platform: Platform) -> None:
        self.left_out = ""
        with platform.work() as work:
            self.tables = {table.name: table for table in tables_in(work.catalogue.all(Part).values())}
            self.rows = {name: _read(work, table) for name, table in self.tables.items()}
        self.enrolments = {row["id"]: row for row in self.rows["enrolment"]}
        self.deliveries = {row["id"]: row for row in self.rows["delivery"]}
        self.people = {row["id"]: row for row in self.rows["person"]}
        self.organisations = {row["id"]: row["key"] for row in self.rows["organisation"]}

    def without(self, programme: str) -> Counter[str]:
        """Every row that has nothing to do with this programme, with how many there are of each."""
        self.left_out = programme
        lines = (self._line(self.tables[name], row) for name, rows in self.rows.items() for row in rows)
        return Counter(line for line in lines if programme not in line)

    def _line(self, table: Table, row: dict[str, Any]) -> str:
        # The digest of an entry of the access log is of numbers.
        values = {name: self._value(table, name, value) for name, value in row.items() if name not in ("id", "mac")}
        if table.name == "person":
            values["programmes"] = self._programmes_of(row["id"])
        return f"{table.name} {values}"

    def _value(self, table: Table, name: str, value: Any) -> Any:
        pointed_to = next((key.column.table.name for key in table.columns[name].foreign_keys), "")
        pointed_to = pointed_to or LOGGED.get(name, "")
        if pointed_to and value is not None:
            return self._named(pointed_to, value)
        if (table.name, name) == ("ending", "before"):
            return {key: _what_stood(each) for key, each in value.items()}
        if isinstance(value, dict):
            return {key: self._argument(key, each) for key, each in sorted(value.items())}
        if (table.name, name) in (("appointment", "uid"), ("group_session", "uid")):
            return "#"  # drawn anew each time, so that no two installations have the same
        if (table.name, name) in NUMBERED or (table.name == "agenda_item" and name == "key" and value.isdigit()):
            return re.sub(r"\d+", "#", value)
        if (table.name, name) in ABOUT_ANOTHER and value:
            return re.sub(r'"entry": \d+', '"entry": #', value)
        if (table.name, name) == ("contribution", "cells"):
            return [[self.organisations[organisation], *cells] for organisation, *cells in value]
        return value

    def _argument(self, key: str, value: Any) -> Any:
        if key == "enrolment_id":
            return self._named("enrolment", value)
        if key == "delivery_id":
            return self._named("person", self.deliveries[value]["person_id"])
        return "#" if key.endswith("_id") or key == "response" else value

    def _named(self, table: str, number: int) -> Any:
        if table == "organisation":
            return self.organisations[number]
        if table == "person":
            person = self.people[number]
            return person["given_name"], person["nin_sealed"], self._programmes_of(number)
        if table == "enrolment":
            row = self.enrolments[number]
            return row["programme"], self._named("person", row["person_id"])
        return "#"

    def _programmes_of(self, person_id: int) -> list[str]:
        own = {row["programme"] for row in self.enrolments.values() if row["person_id"] == person_id}
        granted = [
            self.organisations[row["organisation_id"]]
            for row in self.rows["role_grant"]
            if row["person_id"] == person_id
        ]
        elsewhere = [key for key in granted if not self.left_out or self.left_out not in key]
        return sorted(own) + (elsewhere or granted)  # the head is there for all of them


def _bound(table: Table) -> list[SealedColumn[Any]]:
    """The columns of a table that are sealed for their row."""
    models = [mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table]
    return [column for model in models for column in vars(model).values() if isinstance(column, SealedColumn)]


def _read(work: Work, table: Table) -> list[dict[str, Any]]:
    rows = [dict(row._mapping) for row in work.session.execute(select(table))]
    for bound in _bound(table):
        for row in rows:
            row[bound.stored_as] = bound.open(work.vault, SimpleNamespace(**row))
    for column in table.columns:
        if isinstance(column.type, LargeBinary) and column.name.endswith("_sealed"):
            place = f"{table.name}.{column.name.removesuffix('_sealed')}"
            for row in rows:
                row[column.name] = work.vault.open(place, row[column.name]) if row[column.name] else None
    return rows
