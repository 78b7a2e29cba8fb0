"""Write, seal, verify and read the access log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

import structlog
from sqlalchemy import Select, and_, exists, func, insert, select

from varde.audit.models import AccessEntry, AccessLink
from varde.audit.rules import FIRST, Chained, Mac, Macs, entry_mac, first_break, link_hash
from varde.audit.values import Access
from varde.kernel.work import Work

_SEALED = (
    "id",
    "at",
    "patient_id",
    "enrolment_id",
    "actor_id",
    "actor_name",
    "role",
    "organisation_id",
    "action",
    "what",
    "purpose",
    "basis",
    "outcome",
    "request_id",
)


_SEALING = 0x5645_4C00
LOOKED_BACK = 5_000
"""A number is given before its transaction is committed: how many others may be chained before it is."""
log = structlog.get_logger("varde.audit")


# Every page that shows a record writes one, so it is put together once and makes no object.
_ENTRIES: Any = AccessEntry.__table__
_APPEND = insert(_ENTRIES)


def record(work: Work, access: Access) -> None:
    """Append one entry in the transaction of what it is about. What a patient does herself is written without her name."""
    work.session.flush()  # what the entry is about stands before it
    work.session.connection().execute(_APPEND, _row(work, access))


def record_all(work: Work, accesses: Sequence[Access]) -> None:
    """Append several entries in one statement."""
    if not accesses:
        return
    rows = [_row(work, access) for access in accesses]
    work.session.flush()
    work.session.connection().execute(_APPEND, rows)


def _row(work: Work, access: Access) -> dict[str, Any]:
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    row = {name: getattr(access, name) for name in Access.__dataclass_fields__} | {"request_id": request_id}
    if access.role == "patient":
        row["actor_name"] = ""
    return row | {"at": work.now, "mac": entry_mac(row | {"at": _moment(work.now)}, entry_macs(work))}


def entry_macs(work: Work) -> Mac:
    """What makes the digest of an entry."""
    return partial(work.vault.fingerprint, "access_entry")


def link_macs(work: Work) -> Mac:
    """What makes the digest of a link."""
    return partial(work.vault.fingerprint, "access_link")


def macs_of(work: Work) -> Macs:
    """What makes the digests of the chain."""
    return Macs(link_macs(work), entry_macs(work), partial(work.vault.fingerprint, "access_unnamed"))


def has_been_here(work: Work, person_id: int, enrolment_id: int, since: datetime) -> bool:
    """Whether a patient has herself opened anything of this enrolment after a moment. One statement."""
    hers = (AccessEntry.patient_id == person_id, AccessEntry.at > since, AccessEntry.actor_id == person_id)
    opened = exists().where(*hers, AccessEntry.enrolment_id == enrolment_id, AccessEntry.outcome != "denied")
    return bool(work.session.scalar(select(opened)))


def seal(work: Work, most: int = 2000, *, everywhere: bool = False) -> int:
    """Chain the entries that are not chained yet, oldest first. Returns how many.

    They are looked for among the :data:`LOOKED_BACK` before the newest that is chained, and after it, so that it costs the same
    however long the log is; ``everywhere`` looks through all of it, for what was committed after so many others.

    Entries commit in any order, so the chain follows the order of sealing, not of ids. One sealer runs at a time; a
    second one leaves the work to the first. The newest link is logged, and anchored each hour where the settings say:
    kept elsewhere, it shows that nothing was cut off the end, which the chain itself cannot.
    """
    if not _is_only_sealer(work):
        return 0
    last = work.session.scalar(select(AccessLink).order_by(AccessLink.id.desc()).limit(1))
    previous = last.hash if last else FIRST
    newest = work.session.scalar(select(func.max(AccessLink.entry_id))) or 0
    unsealed = work.session.scalars(not_chained(0 if everywhere else newest - LOOKED_BACK).limit(most)).all()
    next_id, mac = (last.id if last else 0) + 1, link_macs(work)
    for number, entry in enumerate(unsealed, start=next_id):
        previous = link_hash(previous, _content(entry), mac)
        work.add(AccessLink(id=number, entry_id=entry.id, hash=previous))
    if unsealed:
        log.info("access_log_sealed", link=next_id + len(unsealed) - 1, hash=previous)
    return len(unsealed)


def seal_everywhere(work: Work) -> int:
    """Chain whatever was committed so late that :func:`seal` has passed it by. Returns how many."""
    return seal(work, everywhere=True)


def not_chained(after: int) -> Select[AccessEntry]:
    """The entries above this number that no link has, oldest first. Both tables are read from there on, and not before."""
    linked = and_(AccessLink.entry_id == AccessEntry.id, AccessLink.entry_id > after)
    entries = select(AccessEntry).outerjoin(AccessLink, linked)
    return entries.where(AccessEntry.id > after, AccessLink.id.is_(None)).order_by(AccessEntry.id)


def _is_only_sealer(work: Work) -> bool:
    """Whether this transaction may seal. SQLite lets one transaction write at a time; PostgreSQL has a lock for it."""
    if work.session.get_bind().dialect.name == "sqlite":
        return True
    return bool(work.session.scalar(select(func.pg_try_advisory_xact_lock(_SEALING))))


def first_broken(work: Work) -> int | None:
    """Walk the whole chain: None when it holds, else the number of the first link that does not."""
    rows = work.session.execute(
        select(AccessLink, AccessEntry)
        .outerjoin(AccessEntry, AccessEntry.id == AccessLink.entry_id)
        .order_by(AccessLink.id)
        .execution_options(yield_per=1000)
    )
    with rows:
        joined = cast(Iterable[tuple[AccessLink, AccessEntry | None]], rows)
        chained = (as_chained(link, entry, expected) for expected, (link, entry) in enumerate(joined, start=1))
        return first_break(chained, macs_of(work))


def as_chained(link: AccessLink, entry: AccessEntry | None, expected: int) -> Chained:
    """A link with its entry, which ought to have the number ``expected``."""
    if entry is None:
        return Chained(link.id, expected, link.hash, None, "")
    return Chained(link.id, expected, link.hash, _content(entry), entry.mac, entry.unnamed)


def _content(entry: AccessEntry) -> dict[str, object]:
    content = {name: getattr(entry, name) for name in _SEALED}
    content["at"] = _moment(entry.at)
    return content


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
