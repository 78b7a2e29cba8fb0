"""What the clock and the operator do: let go what nothing uses, empty the store of it, and compare the store with the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import structlog
from sqlalchemy import delete, func, select

from varde.files.errors import StoreDown
from varde.files.models import LeavingBlob, SharedFile, StoredFile
from varde.files.rules import sealed_size
from varde.files.service import UNFINISHED_FOR, let_go
from varde.files.stores import FolderStore, Store, is_on, store_of
from varde.kernel.work import Platform, Work

AT_ONCE = 500
KEPT = (StoredFile, SharedFile)
"""What the blobs of the store may belong to."""
T = TypeVar("T")
log = structlog.get_logger("varde.files")


def let_go_unused(work: Work, most: int = AT_ONCE) -> int:
    """Let go the files whose time is out. Returns how many."""
    ended = select(StoredFile).where(StoredFile.ends_at <= work.now).order_by(StoredFile.ends_at).limit(most)
    files = work.session.scalars(ended.with_for_update(skip_locked=True)).all()
    let_go(work, files)
    return len(files)


def collect(platform: Platform) -> int:
    """Let go what nothing uses, and remove from the store whatever must leave it. Returns how many blobs were removed.

    No transaction is open while the store works: what is due is never kept any more (:func:`varde.files.service.keep`), and
    removing twice is as good as once.
    """
    if not is_on(platform.settings):
        return 0
    with platform.work() as work:
        let_go_unused(work)
    store = store_of(platform.settings)
    removed = 0
    while names := _due(platform):
        try:
            for name in names:
                store.remove(name)
        except StoreDown:
            log.warning("store_down", sentence="The store of files does not answer; what must leave it is tried again.")
            return removed
        with platform.work() as work:
            work.session.execute(delete(LeavingBlob).where(LeavingBlob.name.in_(names)))
        removed += len(names)
    if isinstance(store, FolderStore):
        store.forget_parts((platform.clock.now() - UNFINISHED_FOR).timestamp())
    return removed


def _due(platform: Platform) -> list[str]:
    with platform.work() as work:
        due = select(LeavingBlob.name).where(LeavingBlob.leaves_at <= work.now).order_by(LeavingBlob.leaves_at)
        return list(work.session.scalars(due.limit(AT_ONCE)))


@dataclass(frozen=True, slots=True)
class Compared:
    """How the store and the rows agree. ``dangling`` are files whose blob is gone or of another size: they cannot be read.
    ``orphans`` are blobs that nothing speaks of, as after the database was put back from a copy. ``leaving`` are about to go."""

    files: int
    leaving: int
    dangling: list[str]
    orphans: list[str]


def compare(platform: Platform) -> Compared:
    """Hold every row against the store, and every blob against the rows."""
    store = store_of(platform.settings)
    orphans = [name for names in _batches(store.names()) for name in _unspoken_of(platform, names)]
    count, dangling = 0, []
    for files in _batches(_all_files(platform)):
        count += len(files)
        dangling += [key for key, size in files if not _is_whole(platform, store, key, size)]
    with platform.work() as work:
        leaving = work.session.scalars(select(func.count()).select_from(LeavingBlob)).one()
    return Compared(count, leaving, dangling, orphans)


def remove_orphans(platform: Platform, orphans: list[str]) -> None:
    """Remove these blobs, as far as nothing speaks of them still."""
    store = store_of(platform.settings)
    for names in _batches(iter(orphans)):
        for name in _unspoken_of(platform, names):
            store.remove(name)


def _unspoken_of(platform: Platform, names: list[str]) -> list[str]:
    # A file that is being taken in goes from the one table to the other: whoever asks in this order sees it.
    with platform.work() as work:
        leaving = set(work.session.scalars(select(LeavingBlob.name).where(LeavingBlob.name.in_(names))))
    with platform.work() as work:
        stored = {key for each in KEPT for key in work.session.scalars(select(each.key).where(each.key.in_(names)))}
    return [name for name in names if name not in leaving | stored]


def _all_files(platform: Platform) -> Iterator[tuple[str, int]]:
    """The key and size of every file, some hundreds at a time."""
    for kind in KEPT:
        after = ""
        while True:
            with platform.work() as work:
                some = select(kind.key, kind.size).where(kind.key > after).order_by(kind.key)
                rows = work.session.execute(some.limit(AT_ONCE)).all()
            if not rows:
                break
            yield from ((key, size) for key, size in rows)
            after = rows[-1][0]


def _is_whole(platform: Platform, store: Store, key: str, size: int) -> bool:
    if store.size(key) == sealed_size(size):
        return True
    with platform.work() as work:  # it may have been let go since it was listed
        return all(work.session.get(kind, key) is None for kind in KEPT)


def _batches(each: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(each, AT_ONCE)):
        yield batch
