"""The database: one declarative base, UTC times, and an engine for SQLite or PostgreSQL from one URL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, Integer, MetaData, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, MappedColumn, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from varde.kernel.errors import BadRequest, Conflict, DiskFull, Unavailable, VardeError

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, stored and returned in UTC. A naive one is a programming fault."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a naive datetime reached the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """In one step, where a decorator takes two: a list reads a thousand times on a page."""
        read = self.impl_instance.result_processor(dialect, coltype)

        def in_utc(value: Any) -> datetime | None:
            if value is None:
                return None
            at = value if read is None else read(value)
            assert isinstance(at, datetime)
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)

        # SQLite keeps it as text without a zone, as it was bound above.
        return _read_text if dialect.name == "sqlite" else in_utc


def _read_text(value: str | None) -> datetime | None:
    if value is None:
        return None
    # Reading the zone with the rest costs a fifth of putting it in place afterwards. A day alone has no room for one.
    return datetime.fromisoformat(f"{value}+00:00" if len(value) > len("2026-11-29") else f"{value} 00:00+00:00")


BigId = BigInteger().with_variant(Integer, "sqlite")
Key = Annotated[int, mapped_column(BigId, primary_key=True)]
"""The primary key of a row: a whole number that the database gives."""


class Base(DeclarativeBase):
    """Every table of the core and of the plugins."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: UtcTime(), int: BigId, dict[str, Any]: JSON, list[Any]: JSON}


def edition() -> MappedColumn[int]:
    """A column that counts the changes of a row. A mapper with ``{"version_id_col": edition}`` changes a row only as it was
    read, so of two writers at once the second is refused and nothing is overwritten unseen."""
    return mapped_column(BigId, server_default=text("1"))


def add_missing(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows, by column, and leave alone what is there already under the same key, also when another puts it there at
    the same moment. One statement, none without rows."""
    if not rows:
        return
    session.flush()
    insert: Any = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(insert(model).values(list(rows)).on_conflict_do_nothing())


def make_engine(url: str, *, pool_size: int = 10) -> Engine:
    """An engine for ``url``. SQLite runs in WAL with foreign keys on; every transaction there takes the write lock
    at its start, because one that begins by reading cannot wait for the lock later."""
    # The parameters of a statement are patients' answers and names; an error that is logged must not carry them.
    if not url.startswith("sqlite"):
        plain = create_engine(
            url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True
        )
        return _binary_on_request(_for_short_statements(plain))
    engine = create_engine(
        url,
        connect_args={"timeout": 30, "check_same_thread": False},
        json_deserializer=_from_json,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "busy_timeout=30000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


IN_BINARY = {"in_binary": True}
"""Execution options of a statement that reads many bytes: as text they cost two or three times as much."""


def _binary_on_request(engine: Engine) -> Engine:
    @event.listens_for(engine, "do_execute")
    def on_execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        if not context.execution_options.get("in_binary"):
            return False
        cursor.execute(statement, parameters, binary=True)
        return True

    return engine


def _for_short_statements(engine: Engine) -> Engine:
    """The statements of a page are short: PostgreSQL would compile the longest of them for ten times as long as they run, and
    would start processes to share what is read in less time than they take to start."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("SET jit = off; SET max_parallel_workers_per_gather = 0")
        cursor.close()
        connection.commit()

    return engine


def _from_json(stored: str) -> Any:
    """What a JSON column holds. Most of a patient's agenda has nothing in its own, and fifty of those are on a page."""
    return {} if stored == "{}" else json.loads(stored)


_TAKEN = ("23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_GONE = ("23503", "SQLITE_CONSTRAINT_FOREIGNKEY")
_OVERTAKEN = ("40001", "40P01")
_FULL = ("53100", "SQLITE_FULL")


def as_varde_error(fault: Exception) -> VardeError | None:
    """What a database error means to the person who met it, or None when it is a fault of ours.

    Two who do the same thing at once both find it undone; a unique key lets one of them through, and to the other it is
    a :class:`~varde.kernel.errors.Conflict`. A database that does not answer is Unavailable, one whose disk is full
    DiskFull, and a value that no column can hold is a BadRequest, half a character too. A row that somebody changed since
    it was read (:func:`edition`) is a Conflict too. A broken check or a missing value is a programming fault.
    """
    if isinstance(fault, PoolTimeout):
        return Unavailable()
    if isinstance(fault, StaleDataError):
        return Conflict()
    if isinstance(fault, UnicodeEncodeError):
        return BadRequest()
    if not isinstance(fault, IntegrityError | OperationalError | InterfaceError | DataError):
        return None
    code = getattr(fault.orig, "sqlstate", None) or getattr(fault.orig, "sqlite_errorname", None)
    if code in (*_TAKEN, *_GONE, *_OVERTAKEN):
        return Conflict()
    if code in _FULL:
        return DiskFull()
    if isinstance(fault, DataError):
        return BadRequest()
    return None if isinstance(fault, IntegrityError) else Unavailable()
