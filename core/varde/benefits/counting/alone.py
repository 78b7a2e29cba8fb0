"""At most one command counts everybody again; meanwhile workers leave it to that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from varde.kernel.errors import BadUsage
from varde.kernel.work import Platform, Work

_REBUILDING = 0x56AD_0003
LONGEST_WAIT = "10s"
"""Longer than a worker takes for a batch, which it may be in the middle of."""
_NOT_OBTAINED = "55P03"


@contextmanager
def rebuilding_alone(platform: Platform) -> Iterator[None]:
    """Nobody else counts everybody again until this ends, however it ends: who is killed holds nothing. On SQLite, which lets one
    write at a time, two take turns.

    :raises BadUsage: another command is at it.
    """
    engine = platform.engine
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # it is closed in the end, and what it holds goes with it
        connection.execute(text(f"SET lock_timeout = '{LONGEST_WAIT}'"))
        try:
            connection.execute(select(func.pg_advisory_lock(_REBUILDING)))
        except OperationalError as fault:
            if getattr(fault.orig, "sqlstate", None) != _NOT_OBTAINED:
                raise
            raise BadUsage(
                "Another varde benefits rebuild is under way. Nothing was done; wait until it has ended."
            ) from None
        yield


def nobody_rebuilds(work: Work) -> bool:
    """Whether no command counts everybody again, or begins to before the commit. One statement on PostgreSQL."""
    if work.session.get_bind().dialect.name == "sqlite":
        return True
    return bool(work.session.scalar(select(func.pg_try_advisory_xact_lock_shared(_REBUILDING))))
