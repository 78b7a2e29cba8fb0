"""Stored rows put together into arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import numpy as np

from varde.benefits.counting.book import WAITING, Book
from varde.benefits.counting.cells import Group
from varde.benefits.counting.counted import CountedSums, SumRow
from varde.benefits.counting.dimensions import EVERY_TRACK
from varde.benefits.counting.errors import PlacesMoved
from varde.benefits.counting.packed import unpack


def assembled(
    book: Book, groups: Mapping[int, tuple[str, str]], stored: Iterable[Any], *, together: bool
) -> CountedSums:
    """Rows as they are stored (place, part, group, period, sums), with those on no track as what the tracks leave of everybody."""
    numbers: dict[tuple[int, int, str], int] = {}
    placed = []
    for place, part, group_id, period, sums in stored:
        of = (place, group_id, "" if together and part != WAITING else period)
        placed.append((numbers.setdefault(of, len(numbers)), book.offsets[part], unpack(sums)))
    together_sums = np.zeros((len(numbers), book.width), dtype=np.int64)
    for number, begin, words in placed:
        together_sums[number, begin : begin + len(words)] += words
    rows = [SumRow(place, *cast(tuple[str, Group], groups[group_id]), month) for place, group_id, month in numbers]
    at = {row: number for number, row in enumerate(rows)}
    for number, row in enumerate(rows):
        if row.track != EVERY_TRACK:
            together_sums[at[row._replace(track=EVERY_TRACK)]] -= together_sums[number]
        rows[number] = row._replace(track="" if row.track == EVERY_TRACK else row.track)
    return _without_nothing(CountedSums(book, rows, together_sums))


def apart(counted: CountedSums, above: Mapping[int, int | None]) -> CountedSums:
    """The sums of each organisation alone: those of every organisation right under it are taken from its own. ``above`` must have
    all of these.

    :raises PlacesMoved: one has another place above it now than in ``above``.
    """
    numbers = {row: number for number, row in enumerate(counted.rows)}
    sums = counted.sums.copy()
    for row, number in numbers.items():
        parent = above.get(row.place)
        if parent is not None:
            of_parent = numbers.get(row._replace(place=parent))
            if of_parent is None:
                raise PlacesMoved()
            sums[of_parent] -= counted.sums[number]
    if (sums[:, [column for _, column, _ in counted.book.people(lambda _place: True)]] < 0).any():
        raise PlacesMoved()
    return _without_nothing(CountedSums(counted.book, counted.rows, sums))


def _without_nothing(counted: CountedSums) -> CountedSums:
    some = counted.sums.any(axis=1)
    if some.all():
        return counted
    kept = np.flatnonzero(some)
    return CountedSums(counted.book, [counted.rows[number] for number in kept.tolist()], counted.sums[kept])
