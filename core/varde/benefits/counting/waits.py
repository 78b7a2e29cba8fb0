"""How many waited, without how long: of many places, where the days of each would be much to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from varde.benefits.counting.book import WAITING, Book, Slot
from varde.benefits.counting.cells import ANSWER, WAIT
from varde.benefits.counting.dimensions import TRACK
from varde.benefits.counting.models import Cell, CellGroup
from varde.benefits.counting.reading import with_everybody
from varde.benefits.counting.slots import book_of
from varde.kernel.among import among_selected
from varde.kernel.db import IN_BINARY
from varde.kernel.work import Work

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums

_WORD = 8


class WaitRow(NamedTuple):
    """Of a place and a track (None: whichever they are on), how many of a ``month`` have a known wait: for the start, and for the
    answer."""

    place: int
    track: str | None
    month: str
    started: int
    answered: int


def waits_of(work: Work, programme: str, places: Collection[int]) -> list[WaitRow]:
    """Of these places, each with everything under it, month by month, of everybody and of each track. One statement, where this
    process knows the book."""
    book = book_of(work, programme)
    if len(_slots(book)) < 2:
        book = book_of(work, programme, again=True)
    slots = _slots(book)
    long = _WORD * max((slot.first + 1 for slot in slots), default=0)
    columns = (Cell.place_id, CellGroup.value, Cell.period, func.substr(Cell.sums, 1, long).label("words"))
    statement = (
        select(*columns)
        .outerjoin(CellGroup, CellGroup.id == Cell.group_id)
        .where(
            Cell.place_id.in_(places),
            Cell.programme == programme,
            Cell.part == WAITING,
            among_selected(Cell.group_id, with_everybody(select(CellGroup.id).where(CellGroup.dimension == TRACK))),
            func.length(Cell.period) == 7,
        )
    )
    rows = work.session.execute(statement, execution_options=IN_BINARY)
    return [WaitRow(place, track, month, *_people(slots, words)) for place, track, month, words in rows]


def waits_in(counted: CountedSums) -> list[WaitRow]:
    """The same of sums that have the waiting times; everybody is all tracks together."""
    rows = []
    for row, numbers in zip(counted.rows, counted.sums.tolist(), strict=True):
        people = [counted.book.stats(numbers, WAIT, occasion, "").n for occasion in ("", ANSWER)]
        if row.group == "all" and any(people):
            rows += [WaitRow(row.place, track, row.month, *people) for track in (None, row.track)]
    return rows


def waits_apart(rows: Iterable[WaitRow], above: Mapping[int, int | None]) -> Iterator[WaitRow]:
    """Of each organisation alone: what is right under it is taken from its own."""
    for row in rows:
        yield row
        parent = above.get(row.place)
        if parent is not None:
            yield WaitRow(parent, row.track, row.month, -row.started, -row.answered)


def _slots(book: Book) -> Sequence[Slot]:
    return [slot for occasion in ("", ANSWER) for slot in book.at(WAIT, occasion, "")]


def _people(slots: Sequence[Slot], words: bytes) -> tuple[int, int]:
    started = answered = 0
    for slot in slots:
        begin = _WORD * slot.first
        n = int.from_bytes(words[begin : begin + _WORD], "little", signed=True)
        if slot.occasion == ANSWER:
            answered += n
        else:
            started += n
    return started, answered
