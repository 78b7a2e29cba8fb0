"""Counts that many processes add to at once: a row is made, or what is new is added to the one that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from varde.kernel.db import Base


def add_up(
    session: Session, kind: type[Base], by: tuple[str, ...], sums: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add the rows, of columns by name, to the table of this model: ``by`` is what a row is known by, ``sums`` are what is added.

    Give the rows in the order of what they are known by, so that two processes never wait for each other in a ring. One statement,
    and none for no rows.
    """
    if rows:
        session.connection().execute(_upsert(session.get_bind().dialect.name, kind, by, sums), list(rows))


@cache
def _upsert(dialect: str, kind: type[Base], by: tuple[str, ...], sums: tuple[str, ...]) -> Any:
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    columns = kind.__table__.columns
    statement = insert(kind.__table__)
    added = {name: columns[name] + statement.excluded[name] for name in sums}
    return statement.on_conflict_do_update(index_elements=[columns[name] for name in by], set_=added)
