"""Databases for tests: migrated once, and copied from there."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine

from varde import kernel
from varde.kernel.catalogue import Catalogue
from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.part import Part
from varde.platform import histories
from varde.testing.folders import kept
from varde.testing.moulds import quick

_FILES: dict[tuple[History, ...], bytes] = {}


def migrated_file(*owners: History) -> bytes:
    """A migrated, empty SQLite database, made once in each test process for the same owners and copied from there.

    What is the core's is made once on this machine, until its migrations say something else.
    """
    # In whatever order the parts hand in their tables, these are the same migrations.
    alike = tuple(replace(owner, tables=()) for owner in owners)
    if alike not in _FILES:
        core = tuple(owner for owner in owners if not owner.prefix)
        make = partial(_upgraded, owners, b"" if core == owners or not core else migrated_file(*core))
        _FILES[alike] = kept(f"{_digest(core)}.sqlite", make) if core == owners else make()
    return _FILES[alike]


def _upgraded(owners: Sequence[History], content: bytes) -> bytes:
    """This database, or with no content an empty one, at the newest revision of these owners."""
    with tempfile.TemporaryDirectory(prefix="varde-test-") as folder:
        file = Path(folder) / "migrated.sqlite"
        file.write_bytes(content)
        engine = make_engine(f"sqlite:///{file}")
        upgrade(engine, owners)
        return content_of(engine)


def _digest(owners: Sequence[History]) -> str:
    """Of all that decides what the migrations of the core make: themselves, the kernel they are run by, and the libraries."""
    libraries = [f"{name} {version(name)}" for name in ("alembic", "sqlalchemy")]
    digest = hashlib.sha256(f"{libraries}, SQLite {sqlite3.sqlite_version}".encode())
    for folder in (*(owner.versions.parent for owner in owners), *map(Path, kernel.__path__)):
        for file in sorted(folder.rglob("*.py")):
            digest.update(f"\0{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()


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
