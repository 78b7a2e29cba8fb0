"""What many enrolments have added, written in as few statements as the database allows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from varde.benefits.counting.added import Added
from varde.benefits.counting.models import Contribution
from varde.kernel.work import Work

Counted = tuple[int, Added, datetime | None]
"""An enrolment, what it adds now, and from when it adds something else by time alone."""
_TYPES = {
    "enrolment_id": "bigint",
    "organisation_id": "bigint",
    "programme": "text",
    "period": "text",
    "groups": "bytea",
    "added": "bytea",
    "counted_with": "text",
    "counted_at": "timestamptz",
    "next_at": "timestamptz",
}


def store(work: Work, counted: Sequence[Counted], stored: Collection[int], way: str) -> None:
    """Write these down. Whoever is not among those ``stored`` must be nobody's yet: else it is a conflict. Two statements."""
    rows = [_row(work, each, way) for each in counted]
    known = [row for row in rows if row["enrolment_id"] in stored]
    new = [row for row in rows if row["enrolment_id"] not in stored]
    if work.session.get_bind().dialect.name == "sqlite":
        _by_row(work, new, known)
    else:
        _by_column(work, new, known)


def _row(work: Work, counted: Counted, way: str) -> dict[str, Any]:
    enrolment_id, added, next_at = counted
    row: dict[str, Any] = {name: getattr(added, name) for name in Added.__slots__}
    return {"enrolment_id": enrolment_id, **row, "counted_with": way, "counted_at": work.now, "next_at": next_at}


def _by_row(work: Work, new: Sequence[dict[str, Any]], known: Sequence[dict[str, Any]]) -> None:
    connection = work.session.connection()
    if new:
        connection.execute(insert(Contribution), new)
    if known:
        table: Any = Contribution.__table__
        statement = update(table).where(table.c.enrolment_id == bindparam("counted_id"))
        names = [name for name in _TYPES if name != "enrolment_id"]
        statement = statement.values({name: bindparam(f"new_{name}") for name in names})
        values = [{"counted_id": row["enrolment_id"], **{f"new_{name}": row[name] for name in names}} for row in known]
        connection.execute(statement, values)


def _by_column(work: Work, new: Sequence[dict[str, Any]], known: Sequence[dict[str, Any]]) -> None:
    columns = ", ".join(_TYPES)
    arrays = ", ".join(f"%({name})b::{type_}[]" for name, type_ in _TYPES.items())
    changed = ", ".join(f"{name} = given.{name}" for name in _TYPES if name != "enrolment_id")
    connection = work.session.connection()
    if new:
        statement = f"INSERT INTO contribution ({columns}) SELECT * FROM unnest({arrays})"  # noqa: S608 - names of this file
        connection.exec_driver_sql(statement, _in_columns(new))
    if known:
        statement = f"UPDATE contribution SET {changed} FROM unnest({arrays}) AS given ({columns}) "  # noqa: S608 - names of this file
        connection.exec_driver_sql(
            statement + "WHERE contribution.enrolment_id = given.enrolment_id", _in_columns(known)
        )


def _in_columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in _TYPES}
