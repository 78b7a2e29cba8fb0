"""Every number of people that the page, the file or the report would say of a place, were nothing hidden, by unit, and what is left
of a denominator: each a sum of columns, so that those of many places are made at once.

A number is told only where those of its ``beside`` are not 0, as the figure it stands in is drawn only then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from varde.benefits.counting.book import COUNT_WORDS, PAIRS_AT, Book
from varde.benefits.counting.cells import AFTER, BEFORE, FLOW, IMPORTED, Group
from varde.benefits.counting.recoveries import RECOVERY, TWO_SCALES
from varde.benefits.figures.change import ChangeClass, class_rule
from varde.benefits.figures.exits import AFTER_START, BEFORE_START, OPEN
from varde.benefits.figures.rules import GROUPS
from varde.benefits.figures.units import EXITS, STARTED, THE_FLOW, Unit
from varde.benefits.values import Measure, measure_beside
from varde.enrolments.rules import WAYS

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums

KEPT = 32
"""Programmes, and tracks of theirs, whose numbers a process remembers how to make."""
Counts = NDArray[np.int64]
Name = tuple[str, ...]


class RowKind(NamedTuple):
    """Rows that are added together: of a group, on these tracks (empty: all)."""

    group: Group
    tracks: tuple[str, ...]


class SumTerm(NamedTuple):
    rows: RowKind
    column: int
    sign: int


Terms = tuple[SumTerm, ...]


class UnitNumber(NamedTuple):
    unit: Unit
    name: Name
    terms: Terms
    beside: tuple[Terms, ...] = ()


def unit_numbers(book: Book, measures: Sequence[Measure], track: str | None) -> list[UnitNumber]:
    """Those of a programme with these measures, all months together; how long people waited is told period by period
    (:mod:`.between_places`). With a track: of those on it."""
    columns = _Columns(book)
    flow = _flow(columns)
    numbers = [UnitNumber(STARTED, *each) for each in flow[:3]] + [UnitNumber(THE_FLOW, *each) for each in flow]
    started = columns.milestone("started")
    for occasion in dict.fromkeys(occasion for measure in measures for occasion in measure.follow_up):
        answered, unit = columns.milestone(f"answered:{occasion}"), Unit("answered", occasion)
        numbers.append(UnitNumber(unit, ("answered",), answered))
        numbers.append(UnitNumber(unit, ("silent",), started + _less(answered)))
    if track is None:
        numbers += _exits(columns)
    for measure in measures:
        if track is None or measure.for_track(track):
            numbers += _MeasureNumbers(columns, measure, measure_beside(measure, measures)).all()
    return numbers


class _Columns:
    """Sums of columns of a book, of everybody unless told otherwise."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def people(
        self, scale: str, occasion: str, category: str, group: Group = "all", tracks: tuple[str, ...] = ()
    ) -> Terms:
        rows = RowKind(group, tracks)
        return tuple(SumTerm(rows, self.book.column(slot), 1) for slot in self.book.at(scale, occasion, category))

    def pairs(self, scale: str, occasion: str, group: Group, tracks: tuple[str, ...]) -> Terms:
        rows, slots = RowKind(group, tracks), self.book.at(scale, occasion, "")
        return tuple(SumTerm(rows, self.book.column(slot) + PAIRS_AT, 1) for slot in slots if slot.words > COUNT_WORDS)

    def kinds(self, scale: str, occasion: str, kind: str, group: Group, tracks: tuple[str, ...]) -> Mapping[str, Terms]:
        """By category of a kind."""
        rows = RowKind(group, tracks)
        return {name: (SumTerm(rows, column, 1),) for name, column in self.book.kinds(scale, occasion, kind)}

    def milestone(self, name: str, tracks: tuple[str, ...] = ()) -> Terms:
        return self.people(FLOW, "", name, tracks=tracks)

    def milestones(self, prefix: str) -> Terms:
        """Of everything in the flow that begins so."""
        places = [place for place in self.book.places if place[0] == FLOW and place[2].startswith(prefix)]
        return _together(self.people(*place) for place in places)


def _together(terms: Iterable[Terms]) -> Terms:
    return tuple(chain.from_iterable(terms))


def _less(terms: Terms) -> Terms:
    return tuple(SumTerm(rows, column, -sign) for rows, column, sign in terms)


def _flow(columns: _Columns) -> list[tuple[Name, Terms]]:
    """How many came in, and began: those of :data:`STARTED` first."""
    referred, eligible, started, imported = map(columns.milestone, ("referred", "eligible", "started", IMPORTED))
    return [
        (("started",), started),
        (("imported",), imported),
        (("both",), started + imported),
        (("referred",), referred),
        (("eligible",), eligible),
        (("not eligible",), referred + _less(eligible)),
        (("not started",), referred + _less(started)),
        (("eligible, not started",), eligible + _less(started)),
    ]


def _exits(columns: _Columns) -> Iterator[UnitNumber]:
    referred, started = columns.milestone("referred"), columns.milestone("started")
    for kind, ways, population, of, together in (
        (BEFORE, BEFORE_START, "referred", referred, referred + _less(started)),
        (AFTER, AFTER_START, "started", started, started),
    ):
        people = {way: columns.milestones(f"{kind}:{way}:") for way in ways}
        people[OPEN] = together + _less(_together(people.values()))
        for way, terms in people.items():
            yield from _share(EXITS, ("exit", "all", "", way, population), terms, of)
            reasons = WAYS[way].reasons if way != OPEN else ()
            for reason in reasons if len(reasons) > 1 else ():
                name = ("exit_reason", "all", "", f"{way}:{reason}", population, "k")
                yield UnitNumber(EXITS, name, columns.milestone(f"{kind}:{way}:{reason}"))
    yield UnitNumber(EXITS, ("passed_on", "all", "", "", "", "k"), columns.milestone("passed_on"))


def _share(unit: Unit, name: Name, k: Terms, n: Terms, beside: tuple[Terms, ...] = ()) -> Iterator[UnitNumber]:
    yield UnitNumber(unit, (*name, "k"), k, beside)
    yield UnitNumber(unit, (*name, "n"), n, beside)
    yield UnitNumber(unit, (*name, "others"), n + _less(k), beside)


class _MeasureNumbers:
    """A level or a class of few at one place takes its own figure with it, and not whether people responded."""

    def __init__(self, columns: _Columns, measure: Measure, beside: Measure | None) -> None:
        self.columns, self.measure, self.beside, self.tracks = columns, measure, beside, measure.tracks
        self.scores, self.outcomes = (Unit(kind, measure.key) for kind in ("scores", "outcomes"))
        self.started = columns.milestone("started", self.tracks) + columns.milestone(IMPORTED, self.tracks)

    def all(self) -> Iterator[UnitNumber]:
        measure, first = self.measure, self.measure.follow_up[0]
        if measure.start_occasion is None:
            for group in ("all", *GROUPS):
                yield self._mean(group, first)
            return
        apart = tuple(self.columns.people(measure.scale, first, "", group, self.tracks) for group in GROUPS)
        for occasion in measure.follow_up:
            yield from self._rates(occasion)
            yield self._pairs("change", "all", occasion, measure.scale, "")
        for group in ("all", *GROUPS):
            beside = apart if group != "all" else ()
            yield self._mean(group, measure.start_occasion, beside)
            for occasion in measure.follow_up:
                yield self._pairs("mean", group, occasion, measure.scale, "", beside)
            yield from self._severity(group, first, beside)
            for part in measure.subscales:
                yield self._pairs("subscale", group, first, part.scale, part.scale, beside)
        yield from self._classes(first)
        yield from self._recovery(first)

    def _mean(self, group: Group, occasion: str, beside: tuple[Terms, ...] = ()) -> UnitNumber:
        terms = self.columns.people(self.measure.scale, occasion, "", group, self.tracks)
        unit = self.scores if group == "all" else self.outcomes
        return UnitNumber(unit, ("mean", group, occasion, "", "answered", "n"), terms, beside)

    def _pairs(
        self, figure: str, group: Group, occasion: str, scale: str, item: str, beside: tuple[Terms, ...] = ()
    ) -> UnitNumber:
        terms = self.columns.pairs(scale, occasion, group, self.tracks)
        unit = self.scores if group == "all" else self.outcomes
        return UnitNumber(unit, (figure, group, occasion, item, "paired", "n"), terms, beside)

    def _rates(self, occasion: str) -> Iterator[UnitNumber]:
        people = self.columns.kinds(self.measure.scale, occasion, "responder", "all", self.tracks)
        paired = _together(people.values())
        for population, n in (("paired", paired), ("started", self.started)):
            name = ("responders", "all", occasion, "", population)
            yield from _share(self.outcomes, name, people.get("yes", ()), n, (paired,))

    def _severity(self, group: Group, occasion: str, apart: tuple[Terms, ...]) -> Iterator[UnitNumber]:
        measure = self.measure
        moves = {of: self._moves(of, occasion) for of in ("all", *GROUPS)}
        n = _together(moves[group].values())
        beside = (*apart, *(_together(moves[of].values()) for of in GROUPS)) if group != "all" else (n,)
        unit = Unit("severity", measure.key) if group == "all" else self.outcomes
        for at, side in enumerate((measure.start_occasion or "", occasion)):
            for step in measure.severity:
                k = _together(terms for move, terms in moves[group].items() if move.split(">")[at] in step.bands)
                yield from _share(unit, ("severity", group, side, step.key, "paired"), k, n, beside)

    def _moves(self, group: Group, occasion: str) -> Mapping[str, Terms]:
        return self.columns.kinds(self.measure.scale, occasion, "pair", group, self.tracks)

    def _classes(self, occasion: str) -> Iterator[UnitNumber]:
        people = self.columns.kinds(self.measure.scale, occasion, "change", "all", self.tracks)
        rule, unit = class_rule(self.measure), Unit("classes", self.measure.key)
        possible = [c for c in ChangeClass if c is not ChangeClass.RECOVERED or rule is None or rule[1] is not None]
        paired = _together(people.get(change.value, ()) for change in possible)
        for change in possible:
            for population, n in (("paired", paired), ("started", self.started)):
                name = ("change_class", "all", occasion, change.value, population)
                yield from _share(unit, name, people.get(change.value, ()), n, (paired,))

    def _recovery(self, occasion: str) -> Iterator[UnitNumber]:
        """Those who recovered, reliably and in all, of those above a cut-off at the start; each change of everybody with both "
        "scales."""
        people, changed = (
            self.columns.kinds(self.measure.scale, occasion, kind, "all", self.tracks)
            for kind in (RECOVERY, TWO_SCALES)
        )
        unit, n = Unit("recovery", self.measure.key), _together(people.values())
        if not n:
            return
        reliable, improved = people.get("reliable", ()), changed.get("improved", ())
        unwell = n + _less(people.get("well", ()))
        recovered = reliable + people.get("recovered", ())
        for name, k, of in (
            ("recovered", recovered, unwell),
            ("reliable", reliable, unwell),
            ("unwell", unwell, n),
            ("reliably", reliable, recovered),
            ("improved", improved, n),
            ("unchanged", changed.get("unchanged", ()), n),
            ("deteriorated", changed.get("deteriorated", ()), n),
            ("of improved", reliable, improved),
        ):
            yield from _share(unit, ("recovery", "all", occasion, name, "paired"), k, of)
        for each in (self.measure, self.beside) if self.beside is not None else ():
            yield from self._beside_recovery(unit, each, occasion, n, unwell)

    def _beside_recovery(
        self, unit: Unit, measure: Measure, occasion: str, n: Terms, unwell: Terms
    ) -> Iterator[UnitNumber]:
        """What recovery tells of beside what else is shown of one of its scales: who has that scale alone, and by how many those
        above a cut-off differ from those in a step of severity or a graver one, whichever are more."""
        name = ("recovery", "all", occasion, measure.key)
        alone = self.columns.pairs(measure.scale, occasion, "all", self.tracks) + _less(n)
        yield UnitNumber(unit, (*name, "alone"), alone, (n,))
        moves = self.columns.kinds(measure.scale, occasion, "pair", "all", self.tracks)
        graver: Terms = ()
        for step in reversed(measure.severity[1:]):
            graver += _together(terms for move, terms in moves.items() if move.split(">")[0] in step.bands)
            yield UnitNumber(unit, (*name, step.key, "others"), unwell + _less(graver), (n,))
            yield UnitNumber(unit, (*name, step.key, "more"), graver + _less(unwell), (n,))


# --- what they come to


class NumbersOfPlaces:
    """Numbers of several places at once. Each is a row, whose numbers stand unit by unit."""

    def __init__(self, numbers: Iterable[UnitNumber]) -> None:
        listed = sorted(numbers, key=lambda number: number.unit)
        self.names = [number.name for number in listed]
        self.columns = {
            unit: [at for at, _ in group] for unit, group in groupby(enumerate(listed), key=lambda each: each[1].unit)
        }
        conditions = {
            terms: at for at, terms in enumerate(dict.fromkeys(chain.from_iterable(n.beside for n in listed)))
        }
        self._kinds = {kind: at for at, kind in enumerate(_kinds_of(listed))}
        self._sums = _Gathered([number.terms for number in listed], self._kinds)
        self._conditions = _Gathered(conditions, self._kinds)
        self._needed = [
            (at, [conditions[terms] for terms in number.beside]) for at, number in enumerate(listed) if number.beside
        ]

    def of(self, counted: CountedSums, parts: Sequence[Collection[int]]) -> Counts:
        """By part, places that are taken together, and number."""
        at_place = {place: at for at, places in enumerate(parts) for place in places}
        together: dict[tuple[int, int], list[int]] = {}
        for number, row in enumerate(counted.rows):
            if row.place in at_place:
                for kind, at in self._kinds.items():
                    if kind.group == row.group and (not kind.tracks or row.track in kind.tracks):
                        together.setdefault((at_place[row.place], at), []).append(number)
        sums = np.zeros((len(parts), len(self._kinds), counted.book.width + 1), dtype=np.int64)
        for (part, of_kind), rows in together.items():
            sums[part, of_kind, :-1] = counted.sums[rows].sum(axis=0)
        values = self._sums.of(sums)
        met = self._conditions.of(sums) != 0
        for at, conditions in self._needed:
            values[~met[:, conditions].all(axis=1), at] = 0
        return values


@lru_cache(maxsize=KEPT)
def numbers_of_places(book: Book, measures: tuple[Measure, ...], track: str | None) -> NumbersOfPlaces:
    """Those of :func:`unit_numbers`. They follow from the book and the measures, and are kept until there is a longer book."""
    return NumbersOfPlaces(unit_numbers(book, measures, track))


class _Gathered:
    """Sums of terms, each over arrays of (part, kind, column) whose last column is nothing."""

    def __init__(self, sums: Iterable[Terms], kinds: Mapping[RowKind, int]) -> None:
        whose, at, columns, signs = [], [], [], []
        self.many = 0
        for terms in sums:
            whose += [self.many] * len(terms)
            at += [kinds[term.rows] for term in terms]
            columns += [term.column for term in terms]
            signs += [term.sign for term in terms]
            self.many += 1
        self._whose, self._at, self._columns = (np.array(numbers, dtype=np.intp) for numbers in (whose, at, columns))
        self._signs = np.array(signs, dtype=np.int64)

    def of(self, sums: Counts) -> Counts:
        total = np.zeros((self.many, len(sums)), dtype=np.int64)
        np.add.at(total, self._whose, (sums[:, self._at, self._columns] * self._signs).T)
        return total.T


def _kinds_of(numbers: Iterable[UnitNumber]) -> Iterator[RowKind]:
    every = chain.from_iterable((number.terms, *number.beside) for number in numbers)
    return iter(dict.fromkeys(term.rows for terms in every for term in terms))
