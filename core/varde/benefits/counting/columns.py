"""What many enrolments of one programme add, in columns: the same as :func:`~varde.benefits.counting.added.added_by` of each, at a
fraction of the cost. Which band, response or class somebody has is asked of the same rules; only sums are made another way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from varde.benefits.counting.added import Added, AsCounted
from varde.benefits.counting.book import COARSE, FINE, LARGEST_WHOLE, LOW_BITS, WHOLE, Book, SlotName
from varde.benefits.counting.cells import (
    GRAIN,
    LARGE,
    OPERATION,
    EnrolmentFacts,
    Group,
    Place,
    ScoreFact,
    categories,
    entries_of,
    group_of,
    measure_of,
)
from varde.benefits.counting.dimensions import GroupKey, groups_for
from varde.benefits.counting.operation import operation_of
from varde.benefits.counting.packed import WORD, Words, pack
from varde.benefits.counting.recoveries import has_recoveries, recoveries_of
from varde.benefits.values import Measure, primary_measure

Numbers = NDArray[np.int64]
_SAFE = 1 << LOW_BITS
"""Numbers below it can be multiplied in halves of 64 bits."""


@dataclass(frozen=True, slots=True)
class SumColumn:
    """One sum of many: for each of these ``people`` (their places in the list) a row of the words that she adds."""

    name: SlotName
    people: Numbers
    words: Numbers


@dataclass(frozen=True, slots=True)
class Flat:
    """What many add, as (person, position, number), by person and position: where each person's rows begin, one more than there
    are people, and the rows."""

    begins: Numbers
    positions: Numbers
    numbers: Numbers

    def packed(self) -> list[bytes]:
        """Of each person, as it is stored (:mod:`varde.benefits.counting.packed`)."""
        rows = np.stack([self.positions, self.numbers], axis=1).astype(WORD).tobytes()
        begins = (16 * self.begins).tolist()
        return [rows[begin:end] for begin, end in pairwise(begins)]


def added_by_many(
    people: Sequence[EnrolmentFacts],
    counts: Sequence[AsCounted],
    book_of: Callable[[Iterable[SlotName]], Book],
    groups_of: Callable[[Iterable[GroupKey]], Sequence[int]],
) -> list[Added]:
    """What each of these adds, in order. ``book_of`` gives a book with slots of these names, ``groups_of`` the groups' numbers.

    :raises ValueError: two scores for one scale and occasion, or a score that is not a finite number.
    """
    answers = _answers(people, counts)
    columns = [
        *_way_columns(people, counts),
        *_operation_columns(people, counts),
        *_score_columns(answers),
        *_category_columns(answers),
        *_recovery_columns(people, counts),
    ]
    packed = flattened(columns, book_of(column.name for column in columns), len(people)).packed()
    groups = _packed_groups(people, groups_of)
    return [
        Added(facts.organisation_id, facts.programme, facts.month, of_groups, added)
        for facts, of_groups, added in zip(people, groups, packed, strict=True)
    ]


def flattened(columns: Iterable[SumColumn], book: Book, many: int) -> Flat:
    """The columns as rows of people and positions; nothing that is 0."""
    whose, positions, numbers = [], [], []
    for column in columns:
        own, width = len(column.people), column.words.shape[1]
        begin = book.by_name[column.name].position
        whose.append(np.repeat(column.people, width))
        positions.append(np.tile(np.arange(begin, begin + width, dtype=np.int64), own))
        numbers.append(column.words.ravel())
    if not whose:
        nothing = np.zeros(0, dtype=np.int64)
        return Flat(np.zeros(many + 1, dtype=np.int64), nothing, nothing)
    person, position, number = (np.concatenate(arrays) for arrays in (whose, positions, numbers))
    kept = number != 0
    person, position, number = person[kept], position[kept], number[kept]
    order = np.lexsort((position, person))
    begins = np.searchsorted(person[order], np.arange(many + 1))
    return Flat(begins.astype(np.int64), position[order], number[order])


# --- the way in

_Way = tuple[tuple[Place, int | None], ...]
"""The places somebody is counted at on her way, and of waits the days."""


def _way_columns(people: Sequence[EnrolmentFacts], counts: Sequence[AsCounted]) -> Iterator[SumColumn]:
    known: dict[tuple[object, ...], _Way] = {}
    counted: dict[Place, list[int]] = {}
    waited: dict[Place, tuple[list[int], list[int]]] = {}
    for number, (facts, how) in enumerate(zip(people, counts, strict=True)):
        if how == "nowhere":
            continue
        started, decided = (day and (day - facts.referred).days for day in (facts.started, facts.decided))
        way = (how, started, decided, facts.eligible, facts.passed_on, facts.ended, facts.answered)
        if way not in known:
            known[way] = _way_of(facts, how)
        for place, days in known[way]:
            if days is None:
                counted.setdefault(place, []).append(number)
            else:
                own, waits = waited.setdefault(place, ([], []))
                own.append(number)
                waits.append(days)
    yield from _counts(counted)
    for place, (own, waits) in waited.items():
        totals = np.array(waits, dtype=float)
        yield from _scores(place, np.array(own, dtype=np.int64), totals, np.full(len(totals), np.nan))


def _way_of(facts: EnrolmentFacts, counts: AsCounted) -> _Way:
    entries = entries_of(replace(facts, scores=(), operation=None), way_in=counts == "here")
    return tuple((place, None if place[2] else stats.s1 // GRAIN) for place, stats in entries.items())


# --- how it was run


def _operation_columns(people: Sequence[EnrolmentFacts], counts: Sequence[AsCounted]) -> Iterator[SumColumn]:
    listed: dict[Place, list[tuple[int, int]]] = {}
    for number, (facts, how) in enumerate(zip(people, counts, strict=True)):
        if how != "here" or facts.operation is None or facts.passed_on:
            continue
        for subject, category, times in operation_of(facts.operation):
            listed.setdefault((OPERATION, subject, category), []).append((number, times))
    for place, rows in listed.items():
        own, numbers = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
        if place[2]:
            yield SumColumn((place, WHOLE), own, numbers.reshape(-1, 1))
        else:
            yield from _scores(place, own, numbers.astype(float), np.full(len(own), np.nan))


# --- answers

_Answer = tuple[int, ScoreFact]


@dataclass(slots=True)
class _Answers:
    """Everybody's scores on one scale at one occasion, of one track; ``facts`` are somebody's, for the measures."""

    facts: EnrolmentFacts
    scale: str
    occasion: str
    scores: list[_Answer]
    start: dict[int, ScoreFact]


def _answers(people: Sequence[EnrolmentFacts], counts: Sequence[AsCounted]) -> list[_Answers]:
    by_place: dict[tuple[str | None, str, str], list[_Answer]] = {}
    of_track: dict[str | None, EnrolmentFacts] = {}
    for number, (facts, how) in enumerate(zip(people, counts, strict=True)):
        if how == "nowhere" or facts.started is None:
            continue
        track = facts.track
        of_track.setdefault(track, facts)
        for score in facts.scores:
            by_place.setdefault((track, score.scale, score.occasion), []).append((number, score))
    starts = {key: dict(scores) for key, scores in by_place.items()}
    answers = []
    for (track, scale, occasion), scores in by_place.items():
        if len(starts[track, scale, occasion]) < len(scores):
            raise ValueError(f"The scale {scale} has two scores at {occasion}; an occasion has one.")
        measure = measure_of(scale, of_track[track].own_measures())
        first = measure.start_occasion if measure else None
        start = starts.get((track, scale, first), {}) if first and first != occasion else {}
        answers.append(_Answers(of_track[track], scale, occasion, scores, start))
    return answers


def _score_columns(answers: Iterable[_Answers]) -> Iterator[SumColumn]:
    by_place: dict[Place, list[tuple[int, float, float]]] = {}
    for each in answers:
        listed = by_place.setdefault((each.scale, each.occasion, ""), [])
        for number, score in each.scores:
            if score.total is not None:
                start = each.start.get(number)
                before = start.total if start is not None and start.total is not None else None
                listed.append((number, score.total, np.nan if before is None else before))
                if before is not None and not np.isfinite(before):
                    raise ValueError(f"A score must be a finite number, not {before}.")
    for place, listed in by_place.items():
        if listed:
            numbers, totals, starts = zip(*listed, strict=True)
            yield from _scores(
                place, np.array(numbers, dtype=np.int64), np.array(totals, float), np.array(starts, float)
            )


def _scores(
    place: Place, people: Numbers, totals: NDArray[np.float64], starts: NDArray[np.float64]
) -> Iterator[SumColumn]:
    """The columns of a scale, one for each resolution; NaN is no score at the start."""
    if not np.isfinite(totals).all():
        raise ValueError(f"A score must be a finite number, not {totals[~np.isfinite(totals)][0]}.")
    paired = ~np.isnan(starts)
    beside = np.where(paired, starts, 0.0)
    is_large = np.maximum(np.abs(totals), np.abs(beside)) >= LARGE
    values, before = (_grains(scores, is_large) for scores in (totals, beside))
    largest = np.maximum(np.abs(values), np.abs(before))
    whole = (values % GRAIN == 0) & (before % GRAIN == 0) & (largest <= LARGEST_WHOLE * GRAIN)
    finest = (largest < LARGE * GRAIN) | (values % (GRAIN // COARSE) != 0) | (before % (GRAIN // COARSE) != 0)
    for resolution, own in ((WHOLE, whole), (FINE, ~whole & finest), (COARSE, ~whole & ~finest)):
        if own.any():
            point = GRAIN // resolution
            pairs = paired[own].astype(np.int64)
            y, x = values[own] // point, before[own] // point
            ones = np.ones(len(y), dtype=np.int64)
            squares = [(y, y), (x, x), (y * pairs, y), (x, y)]
            products = [half for pair in squares for half in _product(*pair, halves=resolution != WHOLE)]
            words = np.stack([ones, y, pairs, x, y * pairs, *products], axis=1)
            yield SumColumn((place, resolution), people[own], words)


def _grains(scores: NDArray[np.float64], is_large: NDArray[np.bool_]) -> Numbers:
    parts = np.where(is_large, float(COARSE), float(GRAIN))
    return np.rint(scores * parts).astype(np.int64) * np.where(is_large, GRAIN // COARSE, 1)


def _product(first: Numbers, second: Numbers, *, halves: bool) -> list[Numbers]:
    """As a word, or as its high and low half (:mod:`varde.benefits.counting.book`)."""
    if not halves:
        return [first * second]
    if max(np.abs(first).max(), np.abs(second).max()) >= _SAFE:
        exact = first.astype(object) * second.astype(object)
        return [(exact >> LOW_BITS).astype(np.int64), (exact & (_SAFE - 1)).astype(np.int64)]
    # Quarters of 21 bits: high * 2**42 is in the high half alone, and what is below it fits 63 bits.
    high, low = (first >> 21, second >> 21), (first & 0x1FFFFF, second & 0x1FFFFF)
    crossed = ((high[0] * low[1] + high[1] * low[0]) << 21) + low[0] * low[1]
    return [high[0] * high[1] * (1 << 42 - LOW_BITS) + (crossed >> LOW_BITS), crossed & (_SAFE - 1)]


def _category_columns(answers: Iterable[_Answers]) -> Iterator[SumColumn]:
    counted: dict[Place, list[int]] = {}
    for each in answers:
        measure = measure_of(each.scale, each.facts.own_measures())
        known: dict[tuple[object, ...], tuple[str, ...]] = {}
        is_later = measure is not None and each.occasion in measure.follow_up
        for number, score in each.scores:
            if score.band is not None:
                counted.setdefault((each.scale, each.occasion, f"band:{score.band}"), []).append(number)
            start = each.start.get(number) if is_later else None
            if measure is not None and start is not None:
                pair = (start.total, start.band, score.total, score.band)
                if pair not in known:
                    known[pair] = tuple(categories(measure, start, score))
                for category in known[pair]:
                    counted.setdefault((each.scale, each.occasion, category), []).append(number)
    yield from _counts(counted)


def _recovery_columns(people: Sequence[EnrolmentFacts], counts: Sequence[AsCounted]) -> Iterator[SumColumn]:
    counted: dict[Place, list[int]] = {}
    measures_of: dict[str | None, tuple[Measure, ...]] = {}
    for number, (facts, how) in enumerate(zip(people, counts, strict=True)):
        if how == "nowhere" or facts.started is None:
            continue
        if facts.track not in measures_of:
            measures_of[facts.track] = facts.own_measures()
        measures = measures_of[facts.track]
        if has_recoveries(measures):
            totals = {(score.scale, score.occasion): score.total for score in facts.scores}
            for place in recoveries_of(totals, measures):
                counted.setdefault(place, []).append(number)
    yield from _counts(counted)


def _counts(counted: Mapping[Place, Sequence[int]]) -> Iterator[SumColumn]:
    for place, people in counted.items():
        yield SumColumn((place, WHOLE), np.array(people, dtype=np.int64), np.ones((len(people), 1), dtype=np.int64))


# --- groups


def _packed_groups(
    people: Sequence[EnrolmentFacts], groups_of: Callable[[Iterable[GroupKey]], Sequence[int]]
) -> list[bytes]:
    respond, packed = _response_known(), cache(lambda *of: pack(groups_of(groups_for(*of))))
    return [packed(facts.track or "", facts.people, respond(facts)) for facts in people]


def _response_known() -> Callable[[EnrolmentFacts], Group]:
    """The group of each by response; two with the same scores on the primary measure are asked once."""
    known: dict[tuple[object, ...], Group] = {}
    primary: dict[str | None, Measure | None] = {}

    def group(facts: EnrolmentFacts) -> Group:
        if facts.track not in primary:
            primary[facts.track] = primary_measure(facts.own_measures(), facts.track)
        measure = primary[facts.track]
        if measure is None or facts.started is None:
            return "all"
        first, later = measure.start_occasion, measure.follow_up[0]
        totals = {s.occasion: s.total for s in facts.scores if s.scale == measure.scale}
        scores = (measure.key, totals.get(first or ""), totals.get(later))
        if scores not in known:
            known[scores] = group_of(facts)
        return known[scores]

    return group


def whose(flat_words: Sequence[bytes]) -> tuple[Numbers, Words, Words]:
    """Stored pairs of many, as (person, position, number)."""
    lengths = [len(words) // 16 for words in flat_words]
    pairs = np.frombuffer(b"".join(flat_words), dtype=WORD).reshape(-1, 2)
    return np.repeat(np.arange(len(lengths), dtype=np.int64), lengths), pairs[:, 0], pairs[:, 1]
