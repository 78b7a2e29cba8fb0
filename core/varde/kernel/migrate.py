"""Migrations: one history for the core and one version table for each plugin with tables, under one shared environment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

from varde.kernel.errors import StartRefused
from varde.kernel.histories import History, behind, script_of
from varde.kernel.vault import Vault


def configured_for(history: History, connection: Connection, histories: Sequence[History]) -> dict[str, Any]:
    """How Alembic is to look at this owner's tables, and at nobody else's."""
    prefixes = [each.prefix for each in histories if each.prefix]

    def include(item: Any, name: str | None, kind: str, reflected: bool, _compared: Any) -> bool:
        if kind != "table":
            return True
        return history.owns(name or "", prefixes) if reflected else item in history.tables

    return {
        "version_table": history.version_table,
        "target_metadata": history.tables[0].metadata if history.tables else None,
        "include_object": include,
        "render_as_batch": connection.dialect.name == "sqlite",
        "compare_type": False,
    }


def upgrade(engine: Engine, histories: Sequence[History], vault: Vault | None = None) -> list[str]:
    """Bring every history to its head, the core first. Returns the revisions that were run, ``owner:revision``.

    :param vault: what revisions open and seal with (:func:`vault_of`); a database with nothing sealed in it needs none.

    :raises StartRefused: the database has been at a newer version than this one; or revisions of a plugin failed, and then
        everything else is upgraded, and of that plugin nothing.
    """
    ahead = [fault for fault in behind(engine, histories) if fault.startswith("The database is ahead")]
    if ahead:
        raise StartRefused(*ahead)
    done: list[str] = []
    faults: list[str] = []
    for history in histories:
        try:
            done += _upgrade(engine, history, histories, vault)
        except Exception as fault:
            if not history.prefix:
                raise
            sentence = f"{type(fault).__name__}: {[*str(fault).splitlines(), ''][0]}"
            faults.append(f"The tables of {history.key} cannot be upgraded, and are as they were: {sentence}")
    if faults:
        raise StartRefused(*faults)
    return done


def _upgrade(engine: Engine, history: History, histories: Sequence[History], vault: Vault | None) -> list[str]:
    """One history, in one transaction."""
    script = script_of(history)
    done: list[str] = []

    def steps(revision: Any, _context: Any) -> Any:
        revisions = script._upgrade_revs("heads", revision)
        done.extend(f"{history.key}:{step.revision.revision}" for step in revisions)
        return revisions

    with engine.connect() as connection, _tables_may_be_copied(connection), connection.begin():
        environment = EnvironmentContext(Config(), script, fn=steps)
        environment.configure(
            connection=connection, fn=steps, vault=vault, **configured_for(history, connection, histories)
        )
        with environment.begin_transaction():
            environment.run_migrations()
        if connection.dialect.name == "sqlite" and (lost := connection.exec_driver_sql(_LOST).first()):
            raise RuntimeError(f"a row of {lost[0]} points to a row of {lost[2]} that is gone")
    return done


_LOST = "PRAGMA foreign_key_check"


@contextmanager
def _tables_may_be_copied(connection: Connection) -> Iterator[None]:
    """SQLite changes a constraint by copying the table and dropping the old one, and a drop deletes what points to its rows
    wherever a foreign key cascades. So keys are not followed meanwhile, and looked through at the end. The switch is deaf
    inside a transaction, and so stands around it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def vault_of(context: MigrationContext) -> Vault:
    """What a revision opens and seals with. :raises StartRefused: whoever upgrades has given no keys."""
    vault = context.opts.get("vault")
    if not isinstance(vault, Vault):
        raise StartRefused("The database holds sealed text that must be sealed again, and no keys were given.")
    return vault


def differences(engine: Engine, history: History, histories: Sequence[History]) -> list[Any]:
    """What the models say that the migrated database does not, for one owner (empty when they agree)."""
    with engine.connect() as connection:
        configured = configured_for(history, connection, histories)
        context = MigrationContext.configure(connection, opts=configured)
        return list(compare_metadata(context, configured["target_metadata"]))
