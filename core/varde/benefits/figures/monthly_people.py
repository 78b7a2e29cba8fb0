"""How many people stand behind every number that figures show, month by month, as an array: what the months are cut by
(:mod:`.periods`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from varde.benefits.counting.cells import FLOW, WAIT, Group, Place
from varde.benefits.figures.rules import GROUPS

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums
    from varde.benefits.values import Measure

EVERYBODY = "*"
"""No track: whichever they are on."""
People = NDArray[np.int64]
"""How many people, by month and number."""


class MonthlyPeople:
    """Of these ``months``. ``tracks`` are those that can be chosen on their own; None is whoever is on another, or on none."""

    def __init__(self, counted: CountedSums, months: Sequence[str], tracks: Collection[str]) -> None:
        self._counted, self._months, self._tracks = counted, months, tracks

    def shown(self, wanted: Callable[[Place], bool], track: str | None) -> People:
        """Of each sum that is wanted how many, and how many with a score at the start too. Groups are not parted: their figures
        guard themselves."""
        return _added(self._sums("all", track), self._columns(wanted))

    def outcomes(self, measures: Sequence[Measure], track: str | None) -> People:
        """Of every outcome that is shown, of everybody and of each group by itself, and of those in neither group."""
        scores = self._columns(lambda place: place[0] not in (FLOW, WAIT) and not place[2])
        outcomes = [*scores, *self._columns(_is_class), *self._steps(measures)]
        sums = [self._sums(group, track) for group in ("all", *GROUPS)]
        everybody, yes, no = (_added(of, scores) for of in sums)
        return np.hstack([*(_added(of, outcomes) for of in sums), everybody - yes - no])

    def _sums(self, group: Group, track: str | None) -> People:
        at = {month: number for number, month in enumerate(self._months)}
        rows = [
            (at[row.month], number)
            for number, row in enumerate(self._counted.rows)
            if row.group == group and self._is_on(row.track, track)
        ]
        sums = np.zeros((len(self._months), self._counted.book.width), dtype=np.int64)
        if rows:
            months, numbers = np.array(rows, dtype=np.intp).T
            np.add.at(sums, months, self._counted.sums[numbers])
        return sums

    def _is_on(self, of_row: str, track: str | None) -> bool:
        return track == EVERYBODY or (of_row == track if track is not None else of_row not in self._tracks)

    def _columns(self, wanted: Callable[[Place], bool]) -> list[list[int]]:
        """By number the columns that are added up to it."""
        columns: dict[tuple[Place, str], list[int]] = {}
        for place, n, pairs in self._counted.book.people(wanted):
            columns.setdefault((place, "n"), []).append(n)
            if pairs is not None:
                columns.setdefault((place, "pairs"), []).append(pairs)
        return list(columns.values())

    def _steps(self, measures: Sequence[Measure]) -> list[list[int]]:
        """The same of those who went from, or to, each step of severity of each measure at each occasion."""
        steps: dict[tuple[str, ...], list[int]] = {}
        for (scale, occasion, category), column, _ in self._counted.book.people(_is_move):
            for measure in measures:
                if measure.scale == scale:
                    for name in _sides(measure, category.partition(":")[2]):
                        steps.setdefault((scale, occasion, *name), []).append(column)
        return list(steps.values())


def _added(sums: People, columns: Sequence[Sequence[int]]) -> People:
    """By month, and by number of these columns added up."""
    if not columns:
        return sums[:, :0]
    begins = np.cumsum([0, *(len(each) for each in columns[:-1])])
    return np.add.reduceat(sums[:, list(chain.from_iterable(columns))], begins, axis=1)


def _is_class(place: Place) -> bool:
    return place[0] not in (FLOW, WAIT) and place[2].partition(":")[0] in ("responder", "change")


def _is_move(place: Place) -> bool:
    return place[2].startswith("pair:")


def _sides(measure: Measure, move: str) -> list[tuple[str, str]]:
    """The steps of severity that a move goes from and to."""
    step_of = {band: step.key for step in measure.severity for band in step.bands}
    return [
        (side, step_of[band]) for side, band in zip(("from", "to"), move.split(">"), strict=True) if band in step_of
    ]
