"""The book of a programme and the groups of people, as they are stored; what somebody needs and nobody had is appended.

Both only grow, so each process keeps what it has read, but never what the transaction itself has appended: that may be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from varde.benefits.counting.book import Book, Slot, SlotName, names_of
from varde.benefits.counting.cells import CellStats, Place
from varde.benefits.counting.dimensions import GroupKey
from varde.benefits.counting.models import CellGroup, CellSlot
from varde.kernel.work import Work

_APPENDING = 0x56AD_0002
_APPENDED = "cell slots or groups are appended"


@dataclass
class _Known:
    books: dict[str, Book] = field(default_factory=dict)
    groups: dict[GroupKey, int] = field(default_factory=dict)


_known: WeakKeyDictionary[object, _Known] = WeakKeyDictionary()


def book_of(work: Work, programme: str, *, again: bool = False) -> Book:
    """The programme's book. No statement where this process knows it; ``again`` reads it anew, since a row is longer than it."""
    known = _kept(work)
    if programme not in known.books or again:
        known.books[programme] = _read_book(work, programme)
    return known.books[programme]


def book_with(work: Work, programme: str, entries: Mapping[Place, CellStats]) -> Book:
    """The book, with a slot for each of these entries; no statement where this process knows them all."""
    return book_naming(work, programme, names_of(entries))


def book_naming(work: Work, programme: str, names: Iterable[SlotName]) -> Book:
    """The book, with slots of these names; no statement where this process knows them all."""
    needed = frozenset(names)
    book = book_of(work, programme)
    if book.missing(needed):
        book = book_of(work, programme, again=True)
    if book.missing(needed):
        _alone(work)
        book = _read_book(work, programme)
        longer = book.with_more(book.missing(needed))
        known = set(book.slots)
        work.session.add_all(_row(programme, slot) for slot in longer.slots if slot not in known)
        work.session.flush()
        _kept(work).books[programme] = book = longer
    return book


def groups_of(work: Work) -> dict[GroupKey, int]:
    """Every group there is, by its number. No statement where this process knows them."""
    known = _kept(work)
    if not known.groups:
        known.groups = _read_groups(work)
    return known.groups


def groups_again(work: Work) -> dict[GroupKey, int]:
    """The same, read anew: a number has come that nobody here knows."""
    _kept(work).groups = {}
    return groups_of(work)


def groups_with(work: Work, needed: Iterable[GroupKey]) -> list[int]:
    """The numbers of these groups, in order."""
    wanted = list(needed)
    groups = groups_of(work)
    if not groups.keys() >= set(wanted):
        groups = groups_again(work)
    if missing := [key for key in dict.fromkeys(wanted) if key not in groups]:
        _alone(work)
        groups = _read_groups(work)
        rows = [CellGroup(dimension=key[0], value=key[1], track=key[2]) for key in missing if key not in groups]
        work.session.add_all(rows)
        work.session.flush()
        groups |= {GroupKey(row.dimension, row.value, row.track): row.id for row in rows}
        _kept(work).groups = groups
    return sorted(groups[key] for key in wanted)


def _kept(work: Work) -> _Known:
    if _APPENDED in work.session.info:
        savepoint, known = work.session.info[_APPENDED]
        return known if savepoint is work.session.get_nested_transaction() else _Known()
    bind = work.session.get_bind()
    return _known.setdefault(bind.engine, _Known())


def _alone(work: Work) -> None:
    """Until the commit nobody else appends. What is read from here on is kept for this transaction, or this savepoint, alone."""
    work.session.info[_APPENDED] = (work.session.get_nested_transaction(), _Known())
    if work.session.get_bind().dialect.name != "sqlite":
        work.session.execute(select(func.pg_advisory_xact_lock(_APPENDING)))


def _read_book(work: Work, programme: str) -> Book:
    columns = CellSlot.__table__.columns
    names = ("part", "first", "words", "scale", "occasion", "category", "resolution")
    statement = select(*(columns[name] for name in names)).where(CellSlot.programme == programme)
    return Book(Slot(*row) for row in work.session.execute(statement))


def _read_groups(work: Work) -> dict[GroupKey, int]:
    rows = work.session.execute(select(CellGroup.id, CellGroup.dimension, CellGroup.value, CellGroup.track))
    return {GroupKey(dimension, value, track): id_ for id_, dimension, value, track in rows}


def _row(programme: str, slot: Slot) -> CellSlot:
    return CellSlot(
        programme=programme,
        part=slot.part,
        first=slot.first,
        words=slot.words,
        scale=slot.scale,
        occasion=slot.occasion,
        category=slot.category,
        resolution=slot.resolution,
    )
