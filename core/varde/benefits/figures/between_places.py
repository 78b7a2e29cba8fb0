"""What may not be shown of one place because other places that the same reader sees would give a few away: what is shown above it
minus what is shown beside it is what is left.

Figures are judged in units, which are shown or hidden as a whole. Of a place with none above it in the reader's reach
nothing is hidden here; its own page hides what is small (:mod:`varde.benefits.figures.rules`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from varde.benefits.counting.cells import ANSWER, FLOW, IMPORTED, WAIT, Place
from varde.benefits.figures.export import ExportRow, rows_of
from varde.benefits.figures.figures import NOTHING_HIDDEN, Selection, report
from varde.benefits.figures.suppression import has_few, open_parts
from varde.benefits.figures.units import EXITS, STARTED, THE_FLOW, WAITING, Unit
from varde.benefits.figures.waiting import waiting
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD, Hidden

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums, SumRow

Numbers = dict[tuple[str, ...], int]
"""People behind each number of a unit; the key says which number."""


ALL_MONTHS = ("", "9999-12")


@dataclass
class Surroundings:
    """What is counted, organisation by organisation, of everything one reader sees of a programme: of all its months, and of what
    is looked at (None: of all of it too). The months may be added together, but for the waiting times. ``above`` is, by
    organisation, the one above it that the reader sees too; None at the top."""

    whole: CountedSums
    chosen: CountedSums | None
    above: Mapping[int, int | None]
    programme: str
    measures: Sequence[Measure]
    threshold: int = THRESHOLD
    _units: dict[tuple[frozenset[int], bool], dict[Unit, Numbers]] = field(default_factory=dict)
    _of_children: dict[tuple[int, Selection | None, bool], Mapping[int, Collection[Unit]]] = field(default_factory=dict)

    def closed(self, place: int, selection: Selection) -> frozenset[Unit]:
        """The units that may not be shown of an organisation and everything under it.

        What is looked at for a part of the months, or for one track, is shown only where neither it nor the whole has to hide
        anything between places: else the choice would tell what the whole does not.
        """
        if self.chosen is None:
            closed = set(self._closed(place, None))
        else:
            closed = {*self._closed(place, None, strict=True), *self._closed(place, selection, strict=True)}
        return frozenset(closed | set(_told_with(closed, self.measures)))

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
        units = {part: self._units_of(self._under(part), selection) for part in family}
        own = self._units_of(frozenset({parent}), selection)
        closed: dict[int, list[Unit]] = {part: [] for part in family}
        for unit in sorted({*own, *(unit for numbers in units.values() for unit in numbers)}):
            rows = {part: numbers.get(unit, {}) for part, numbers in units.items()}
            for part in self._closed_parts(rows, own.get(unit, {}), strict=strict):
                closed[part].append(unit)
        return closed

    def _closed_parts(self, rows: Mapping[int, Numbers], own: Numbers, *, strict: bool) -> Collection[int]:
        names = sorted({*own, *(name for row in rows.values() for name in row)})
        parts = {part: [row.get(name, 0) for name in names] for part, row in rows.items()}
        own_row = [own.get(name, 0) for name in names]
        people = {part for part, row in parts.items() if any(row)}
        if strict:
            few = any(has_few(row, self.threshold) for row in (own_row, *parts.values()))
            return people if few else set()
        shown = open_parts(parts, own_row, self.threshold)
        return people - shown

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

    def _units_of(self, inside: frozenset[int], selection: Selection | None) -> dict[Unit, Numbers]:
        """Of what is looked at, or (no selection) of the whole."""
        place = (inside, selection is None)
        if place not in self._units:
            counted = self.whole if selection is None or self.chosen is None else self.chosen
            of = Selection(*ALL_MONTHS, track=selection.track if selection else None)
            self._units[place] = units_of(counted.chosen(places=inside), self.programme, self.measures, of)
        return self._units[place]


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


def units_of(
    counted: CountedSums, programme: str, measures: Sequence[Measure], selection: Selection
) -> dict[Unit, Numbers]:
    """Of everything that is counted, every number of people that the page or the file would say, were nothing hidden, and every
    number that is the difference of two of them and about people too, by unit."""
    units: dict[Unit, Numbers] = {}
    no_wait = counted.without_waiting()
    for split in (False, True):
        page = report(no_wait, programme, measures, replace(selection, split=split), threshold=NOTHING_HIDDEN)
        for row in rows_of(page, {}):
            unit = _unit_of(row)
            if unit is not None:
                units.setdefault(unit, {}).update(_numbers_of(row))
    tracks = [selection.track] if selection.track else None
    together = no_wait.chosen(tracks=tracks).pool()
    referred, eligible, started = (together.milestone(name) for name in ("referred", "eligible", "started"))
    imported = together.milestone(IMPORTED)
    units[STARTED] = {("started",): started, ("imported",): imported, ("both",): started + imported}
    units[THE_FLOW] = {
        **units[STARTED],
        ("referred",): referred,
        ("eligible",): eligible,
        ("not eligible",): referred - eligible,
        ("not started",): referred - started,
        ("eligible, not started",): eligible - started,
    }
    for occasion in dict.fromkeys(occasion for measure in measures for occasion in measure.follow_up):
        answered = together.milestone(f"answered:{occasion}")
        units[Unit("answered", occasion)] = {("answered",): answered, ("silent",): started - answered}
    units[WAITING] = _waiting(counted.chosen(tracks=tracks))
    return units


def _waiting(counted: CountedSums) -> Numbers:
    numbers: Numbers = {
        (wait.period,): int(str(wait.days.n))
        for by in ("quarter", "year")
        for wait in waiting(counted, by=by, threshold=NOTHING_HIDDEN)
    }
    pool = counted.pool()
    return numbers | {("answer",): pool.stats("all", WAIT, ANSWER).n, ("start",): pool.stats("all", WAIT).n}


_EXITS = ("exit", "exit_reason", "passed_on")
_BY_THEMSELVES = {"severity": "severity", "change_class": "classes"}
"""A level or a class of few at one place takes its own figure with it, and not whether people responded."""


def _unit_of(row: ExportRow) -> Unit | None:
    if row.figure in _EXITS:
        return EXITS
    if not row.measure:
        return None
    if row.group != "all" or row.figure == "responders":
        return Unit("outcomes", row.measure)
    return Unit(_BY_THEMSELVES.get(row.figure, "scores"), row.measure)


def _numbers_of(row: ExportRow) -> Iterator[tuple[tuple[str, ...], int]]:
    name = (row.figure, row.group, row.occasion, row.item, row.population)
    counts = {"k": row.numerator, "n": row.denominator}
    people = {key: int(n) for key, n in counts.items() if n is not None and not isinstance(n, Hidden)}
    yield from (((*name, key), n) for key, n in people.items())
    if len(people) == len(counts):
        yield (*name, "others"), people["n"] - people["k"]
