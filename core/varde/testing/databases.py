"""Databases for tests: migrated once in each test process, and copied from there."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from varde.kernel.catalogue import Catalogue
from varde.kernel.db import make_engine
from varde.kernel.migrate import History, upgrade
from varde.kernel.part import Part
from varde.platform import histories
from varde.testing.moulds import quick


@cache
def migrated_file(*owners: History) -> bytes:
    """A migrated, empty SQLite database, made once in each test process for the same owners and copied from there.

    What is the core's is made once for all of them.
    """
    core = tuple(owner for owner in owners if not owner.prefix)
    with tempfile.TemporaryDirectory(prefix="varde-test-") as folder:
        file = Path(folder) / "migrated.sqlite"
        if core and core != owners:
            file.write_bytes(migrated_file(*core))
        engine = make_engine(f"sqlite:///{file}")
        upgrade(engine, owners)
        return content_of(engine)


def content_of(engine: Engine) -> bytes:
    """The whole of a SQLite database in a file, to be written to others. Its connections are closed."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return Path(str(engine.url.database)).read_bytes()


def migrated(database_url: str, catalogue: Catalogue | None = None) -> Engine:
    """An engine on an empty database, which is brought to this version.

    :param catalogue: whose plugins' tables there are to be; only the core's when left out.
    """
    owners = histories() if catalogue is None else histories(catalogue.all(Part).values())
    if file := new_file(database_url):
        file.write_bytes(migrated_file(*owners))
        return quick(make_engine(database_url))
    engine = quick(make_engine(database_url))
    upgrade(engine, owners)
    return engine


def migrate(database_url: str) -> None:
    """Bring an empty database to this version: what a conftest hands ``prepare_database``, so that it is done once."""
    migrated(database_url).dispose()


def new_file(database_url: str) -> Path | None:
    """The file of a SQLite database without any table, whether it is there or not; None for any other database."""
    file = Path(database_url.removeprefix("sqlite:///"))
    return file if database_url.startswith("sqlite:///") and _has_no_table(file) else None


def _has_no_table(file: Path) -> bool:
    if not file.exists():
        return True
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
