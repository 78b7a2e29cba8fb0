"""Sums added together: a month, a trust or the nation is the same row of whole numbers, over fewer or more people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from varde.benefits.counting.book import Book
from varde.benefits.counting.cells import FLOW, IMPORTED, CellStats, Group

Words = Sequence[int]


class Pool:
    """One row of sums for each track and group, and the few values that a figure needs of them. ``closed`` are (instrument,
    occasion) that are taken for empty."""

    def __init__(
        self, book: Book, rows: Mapping[tuple[str, Group], Words], closed: Collection[tuple[str, str]] = ()
    ) -> None:
        self._book = book
        self._rows = rows
        self._closed = closed
        self._together: dict[tuple[Group, tuple[str, ...]], Words | None] = {}

    @property
    def groups(self) -> frozenset[str]:
        """The groups there are rows of; ``all`` is everybody."""
        return frozenset(group for _, group in self._rows)

    def stats(
        self, group: Group, scale: str, occasion: str = "", category: str = "", tracks: Collection[str] = ()
    ) -> CellStats:
        """The sums at this place over ``tracks`` (empty: all of them); zeros when there are none."""
        row = None if self._is_closed(scale, occasion) else self._of(group, tracks)
        return CellStats() if row is None else self._book.stats(row, scale, occasion, category)

    def counts(
        self, group: Group, scale: str, occasion: str, kind: str, tracks: Collection[str] = ()
    ) -> dict[str, int]:
        """People per category of one kind: ``counts("all", "ibs-sss", "3m", "band")`` gives ``{"mild": 12, ...}``; nobody is
        left out."""
        row = None if self._is_closed(scale, occasion) else self._of(group, tracks)
        if row is None:
            return {}
        return {name: n for name, at in self._book.kinds(scale, occasion, kind) if (n := row[at])}

    def milestone(self, name: str, tracks: Collection[str] = ()) -> int:
        """How many reached a milestone of the flow."""
        return self.stats("all", FLOW, "", name, tracks).n

    def started(self, tracks: Collection[str] = ()) -> int:
        """How many started, here or elsewhere: all whose scores are counted."""
        return self.milestone("started", tracks) + self.milestone(IMPORTED, tracks)

    def _of(self, group: Group, tracks: Collection[str]) -> Words | None:
        """The row of a group on these tracks, added together; None where there is none."""
        key = (group, tuple(tracks))
        if key not in self._together:
            rows = [row for (track, of), row in self._rows.items() if of == group and (not tracks or track in tracks)]
            self._together[key] = list(map(sum, zip(*rows, strict=True))) if len(rows) > 1 else next(iter(rows), None)
        return self._together[key]

    def _is_closed(self, scale: str, occasion: str) -> bool:
        return (scale.split(".")[0], occasion) in self._closed
