"""What may not be shown of one place because other places would give a few away: what is shown above it minus what is shown beside
it is what is left. It is the same for every reader, whatever she sees: two of them may lay what they see together.

Figures are judged in units, which are shown or hidden as a whole. Of a place with none above it nothing is hidden here;
its own page hides what is small (:mod:`varde.benefits.figures.rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from varde.benefits.counting.cells import FLOW, IMPORTED, Place
from varde.benefits.counting.waits import WaitRow, waits_in
from varde.benefits.figures.figures import Selection
from varde.benefits.figures.periods import Stretch, withheld
from varde.benefits.figures.started_beside import StartedAt, started_at, started_is_open
from varde.benefits.figures.suppression import open_parts
from varde.benefits.figures.unit_numbers import numbers_of_places
from varde.benefits.figures.units import EXITS, STARTED, THE_FLOW, WAITING, Unit
from varde.benefits.figures.waiting import periods_of
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums, SumRow

ALL_MONTHS = ("", "9999-12")


class UnitRows(NamedTuple):
    """The numbers of a unit: what each is of, and ``counts`` by place and number."""

    unit: Unit
    names: Sequence[tuple[str, ...]]
    counts: NDArray[np.int64]


@dataclass
class Surroundings:
    """What is counted, organisation by organisation, of a programme in the months that are told: ``whole`` of all of them, which
    may be added together, and month by month where a part of them or one track is ``chosen`` (None: all of it is looked at).
    ``above`` is, by organisation, the one above it; None at the top. ``waits`` are how many waited, month by month, where these
    are not among the sums. ``stretches`` are those that can be chosen between, where not all months are looked at."""

    whole: CountedSums
    chosen: CountedSums | None
    above: Mapping[int, int | None]
    programme: str
    measures: Sequence[Measure]
    threshold: int = THRESHOLD
    waits: Sequence[WaitRow] | None = None
    stretches: Sequence[Stretch] = ()
    _of_children: dict[tuple[int, Selection | None, bool], Mapping[int, Collection[Unit]]] = field(default_factory=dict)

    def closed(self, place: int, selection: Selection) -> frozenset[Unit]:
        """The units that may not be shown of an organisation and everything under it.

        For a part of the months, or for one track, it is shown only where nothing has to be hidden between places: neither in the
        whole, nor in any stretch of months that can be chosen, nor in any of these on the track. Else choices, laid beside one
        another, would tell what none of them does.
        """
        looks = self._looks(selection)
        strict = len(looks) > 1
        closed = {unit for look in looks for unit in self._closed(place, look, strict=strict)}
        return frozenset(closed | set(_told_with(closed, self.measures)))

    def _looks(self, selection: Selection) -> list[Selection | None]:
        """What is judged: the whole, and what has to be as open as it is."""
        if self.chosen is None:
            return [None]
        parts = [Selection(each.first, each.last) for each in self.stretches]
        if selection.track is None:
            return [None, *parts]
        return [None, *parts, *(replace(each, track=selection.track) for each in (Selection(*ALL_MONTHS), *parts))]

    def tells_started(self, place: int, selection: Selection) -> bool:
        """Whether it may be told how many started at an organisation and everything under it: in what is looked at, and in the
        whole. Where it may not, the page of the place says it nowhere, as where it hides it on its own."""
        return all(self._is_open(place, self._sums(look)) for look in self._looks(selection))

    def _sums(self, selection: Selection | None) -> CountedSums:
        if selection is None:
            return self.whole
        tracks = [selection.track] if selection.track else None
        if self.chosen is None:
            return self.whole.chosen(tracks=tracks)
        return self.chosen.chosen(tracks=tracks, first=selection.first, last=selection.last)

    def _is_open(self, place: int, counted: CountedSums) -> bool:
        parts = {
            parent: [part for part in sorted(self._children[parent]) if self._is_shown(self._under(part))]
            for parent in self._line(place)[:-1]
        }

        @cache
        def at(part: int) -> StartedAt:
            return started_at(counted.chosen(places=self._under(part)).pool(), self._own, self.threshold)

        return started_is_open(self._line(place), parts, at)

    def _is_shown(self, inside: Collection[int]) -> bool:
        return any(self._people.get(each) for each in inside) and not withheld(inside, self._people, self.threshold)

    def _closed(self, place: int, selection: Selection | None, *, strict: bool = False) -> Iterator[Unit]:
        for parent, child in pairwise(self._line(place)):
            of = (parent, selection, strict)
            if of not in self._of_children:
                self._of_children[of] = self._closed_under(parent, selection, strict=strict)
            yield from self._of_children[of][child]

    def _closed_under(
        self, parent: int, selection: Selection | None, *, strict: bool
    ) -> Mapping[int, Collection[Unit]]:
        """The closed units of everything right under a place, which are the same whichever of them is looked at."""
        family = self._by_size(self._children.get(parent, ()))
        closed: dict[int, list[Unit]] = {part: [] for part in family}
        for each in self.rows_of([*(self._under(part) for part in family), frozenset({parent})], selection):
            for number in closed_parts(each.counts, self.threshold, strict=strict):
                closed[family[number]].append(each.unit)
        return closed

    def rows_of(self, places: Sequence[Collection[int]], selection: Selection | None) -> Iterator[UnitRows]:
        """Every unit and its numbers at each of these; of what is looked at, or (no selection) of the whole."""
        counted = self._sums(selection)
        numbers = numbers_of_places(counted.book, self._own, selection.track if selection else None)
        values = numbers.of(counted, places)
        for unit, columns in numbers.columns.items():
            yield UnitRows(unit, [numbers.names[at] for at in columns], values[:, columns])
        yield self._waiting(places, selection)

    @cached_property
    def _own(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if measure.programme == self.programme)

    def _waiting(self, places: Sequence[Collection[int]], selection: Selection | None) -> UnitRows:
        """How many waited, of each period that is told and of all together, by place."""
        track, first, last = (selection.track, selection.first, selection.last) if selection else (None, *ALL_MONTHS)
        alone = self._waited(track, first, last)
        listed = {period: at for at, period in enumerate(dict.fromkeys(chain(("start", "answer"), *alone.values())))}
        values = np.zeros((len(places), len(listed)), dtype=np.int64)
        for number, inside in enumerate(places):
            for place in inside:
                for period, n in alone.get(place, {}).items():
                    values[number, listed[period]] += n
        return UnitRows(WAITING, [(period,) for period in listed], values)

    @cached_property
    def _waited(self) -> Callable[[str | None, str, str], Mapping[int, Mapping[str, int]]]:
        return cache(partial(waited_by_period, self.waits if self.waits is not None else waits_in(self.whole)))

    def _line(self, place: int) -> list[int]:
        """The organisation and those above it, from the top."""
        line = [place]
        while (above := self.above.get(line[0])) is not None:
            line.insert(0, above)
        return line

    @cached_property
    def _children(self) -> Mapping[int, Sequence[int]]:
        children: dict[int, list[int]] = {}
        for part, above in self.above.items():
            if above is not None:
                children.setdefault(above, []).append(part)
        return children

    def _under(self, place: int) -> frozenset[int]:
        return frozenset({place}.union(*(self._under(child) for child in self._children.get(place, ()))))

    @cached_property
    def _people(self) -> Mapping[int, int]:
        """How many started or were referred at each place."""
        people: dict[int, int] = {}
        for by_place in self.whole.people(_is_way_in, _place).values():
            for place, n in by_place.items():
                people[int(place)] = people.get(int(place), 0) + n
        return people

    def _by_size(self, parts: Iterable[int]) -> list[int]:
        """From the smallest, by how many started or were referred in all: the same for every unit and every choice."""
        return sorted(parts, key=lambda part: (sum(self._people.get(each, 0) for each in self._under(part)), part))


def waited_by_period(
    waits: Iterable[WaitRow], track: str | None, first: str, last: str
) -> Mapping[int, Mapping[str, int]]:
    """How many waited at each place, by quarter and by year, and of all periods for the ``start`` and for the ``answer``."""
    months: dict[tuple[int, str], list[int]] = {}
    for row in waits:
        if row.track == track and first <= row.month <= last:
            people = months.setdefault((row.place, row.month), [0, 0])
            people[0] += row.started
            people[1] += row.answered
    waited: dict[int, dict[str, int]] = {}
    for (place, month), (started, answered) in months.items():
        at_place = waited.setdefault(place, {})
        for period in (*periods_of(month), "start"):
            at_place[period] = at_place.get(period, 0) + started
        at_place["answer"] = at_place.get("answer", 0) + answered
    return waited


def closed_parts(rows: NDArray[np.int64], threshold: int, *, strict: bool) -> Collection[int]:
    """Which parts of a place may not be shown: ``rows`` are the numbers of each, from the first that is hidden for the sake of
    another, and last what is the place's own. Of a part with nobody nothing is closed, nor of one with everybody."""
    if np.count_nonzero(rows.any(axis=1)) < 2:
        return ()
    few = ((rows > 0) & (rows < threshold)).any(axis=1)
    if strict:
        return np.flatnonzero(rows[:-1].any(axis=1)).tolist() if few.any() else ()
    if not few.any():
        return ()
    parts = dict(enumerate(rows[:-1].tolist()))
    return parts.keys() - open_parts(parts, rows[-1].tolist(), threshold)


def _told_with(closed: Collection[Unit], measures: Iterable[Measure]) -> Iterator[Unit]:
    """What would tell a number of a closed unit."""
    keys = [measure.key for measure in measures]
    if STARTED in closed:
        yield from (THE_FLOW, WAITING, EXITS, *(Unit("outcomes", key) for key in keys))
        yield from (Unit("answered", occasion) for measure in measures for occasion in measure.follow_up)
    if THE_FLOW in closed:
        yield EXITS
    yield from (Unit("outcomes", key) for key in keys if Unit("scores", key) in closed)


def _is_way_in(place: Place) -> bool:
    return place[0] == FLOW and place[2] in ("referred", IMPORTED)


def _place(row: SumRow) -> int | None:
    return row.place if row.group == "all" else None
