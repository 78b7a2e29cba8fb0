"""Sums of a programme as an array: a row for each place, track, group and month, and a column for each word of its book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from varde.benefits.counting.book import FINE, WAITING, WHOLE, Book
from varde.benefits.counting.cells import CellKey, CellStats, Group, Place
from varde.benefits.counting.pool import Pool

Sums = NDArray[np.int64]


class SumRow(NamedTuple):
    """What a row of sums is of. ``track`` is "" for those on none; ``month`` is ``YYYY-MM``, or what is added together."""

    place: int
    track: str
    group: Group
    month: str


class CountedSums:
    """Rows of sums of one programme: ``sums`` has the shape (rows, ``book.width``). Rows of nothing are left out, and two rows of
    the same are added up wherever they are used."""

    def __init__(self, book: Book, rows: Sequence[SumRow], sums: Sums) -> None:
        self.book = book
        self.rows = rows
        self.sums = sums

    @classmethod
    def of(cls, cells: Iterable[tuple[CellKey, CellStats]], programme: str | None = None) -> CountedSums:
        """The sums of these cells, of one programme (None: all are of the same)."""
        entries = [(key, stats) for key, stats in cells if programme in (None, key.programme)]
        places = sorted({(key.scale, key.occasion, key.category) for key, _ in entries})
        book = Book().with_more((place, WHOLE if place[2] else FINE) for place in places)
        numbers: dict[SumRow, int] = {}
        for key, _ in entries:
            numbers.setdefault(SumRow(key.organisation_id, key.track, key.group, key.month), len(numbers))
        sums = np.zeros((len(numbers), book.width), dtype=np.int64)
        for key, stats in entries:
            (slot,) = book.at(key.scale, key.occasion, key.category)
            begin = book.column(slot)
            row = numbers[SumRow(key.organisation_id, key.track, key.group, key.month)]
            sums[row, begin : begin + slot.words] += slot.write(stats)
        return cls(book, list(numbers), sums)

    def cells(self, programme: str) -> Iterator[tuple[CellKey, CellStats]]:
        """Each sum that is not nothing, by itself: for whoever lists or compares them all."""
        for row, numbers in zip(self.rows, self.sums.tolist(), strict=True):
            for place in self.book.places:
                if stats := self.book.stats(numbers, *place):
                    yield CellKey(row.place, programme, row.track, row.month, row.group, *place), stats

    def __bool__(self) -> bool:
        """Whether anybody is counted."""
        return bool(self.sums.any())

    @property
    def months(self) -> list[str]:
        """The months that have rows, in order."""
        return sorted({row.month for row in self.rows})

    def chosen(
        self,
        *,
        places: Collection[int] | None = None,
        tracks: Collection[str] | None = None,
        first: str = "",
        last: str = "9999-12",
    ) -> CountedSums:
        """The rows of these places, tracks and months, both included; None means all."""
        kept = [
            number
            for number, row in enumerate(self.rows)
            if first <= row.month <= last
            and (places is None or row.place in places)
            and (tracks is None or row.track in tracks)
        ]
        if len(kept) == len(self.rows):
            return self
        return CountedSums(self.book, [self.rows[number] for number in kept], self.sums[kept])

    def without_waiting(self) -> CountedSums:
        """The same, but for the waiting times."""
        sums = self.sums.copy()
        begin = self.book.offsets[WAITING]
        sums[:, begin : begin + self.book.widths[WAITING]] = 0
        return CountedSums(self.book, self.rows, sums)

    def pool(self, closed: Collection[tuple[str, str]] = ()) -> Pool:
        """All places and months added together."""
        numbers: dict[tuple[str, Group], list[int]] = {}
        for number, row in enumerate(self.rows):
            numbers.setdefault((row.track, row.group), []).append(number)
        added = {of: self.sums[rows].sum(axis=0).tolist() for of, rows in numbers.items()}
        return Pool(self.book, added, closed)

    def pools(self, by: Callable[[SumRow], str | int | None]) -> Iterator[tuple[str, Pool]]:
        """The rows of everybody, parted by something of them (None: left out) and added together, in the order of it."""
        parts, together = self._parted(by, slice(None))
        for part, row in sorted(zip(parts, together.tolist(), strict=True)):
            yield str(part), Pool(self.book, {("", "all"): row})

    def people(
        self, wanted: Callable[[Place], bool], by: Callable[[SumRow], str | int | None]
    ) -> dict[tuple[Place, str], dict[str | int, int]]:
        """How many people there are of each sum that is wanted, parted by something of the rows (None: left out). The names end in
        "n" (everybody) or "pairs" (those with a score at the start too); nobody is left out."""
        columns = [
            ((place, name), column)
            for place, n, pairs in self.book.people(wanted)
            for name, column in (("n", n), ("pairs", pairs))
            if column is not None
        ]
        parts, together = self._parted(by, [column for _, column in columns])
        counted: dict[tuple[Place, str], dict[str | int, int]] = {}
        for part, people in zip(parts, together.tolist(), strict=True):
            for (name, _), n in zip(columns, people, strict=True):
                if n:
                    of = counted.setdefault(name, {})
                    of[part] = of.get(part, 0) + n
        return counted

    def _parted(
        self, by: Callable[[SumRow], str | int | None], columns: list[int] | slice
    ) -> tuple[list[str | int], Sums]:
        """What the rows are parted by, and the sums of each part."""
        parts: dict[str | int, int] = {}
        of_part, rows = [], []
        for number, row in enumerate(self.rows):
            if (part := by(row)) is not None:
                of_part.append(parts.setdefault(part, len(parts)))
                rows.append(number)
        sums = self.sums[:, columns][rows]
        together = np.zeros((len(parts), sums.shape[1]), dtype=np.int64)
        np.add.at(together, np.array(of_part, dtype=np.intp), sums)
        return list(parts), together
