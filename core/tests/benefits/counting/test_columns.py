"""What many add in columns is what each of them adds alone, and what a recount writes down by group adds up to the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.added import Added, AsCounted
from varde.benefits.counting.assembling import apart
from varde.benefits.counting.book import COARSE, FINE, WHOLE, Book, SlotName, names_of
from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, entries_of, merged
from varde.benefits.counting.columns import added_by_many
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.dimensions import GroupKey, groups_in
from varde.benefits.counting.errors import PlacesMoved
from varde.benefits.counting.packed import pack, pack_pairs, unpack_pairs
from varde.benefits.counting.recounting import by_group
from varde.benefits.counting.roller import of_leaves

from ..cohort import MEASURES, MONDAY, enrolments, operations, patient

COUNTS: tuple[AsCounted, ...] = ("here", "imported", "nowhere")
totals = (
    st.integers(0, 500).map(float) | st.floats(-600, 60_000, allow_subnormal=False) | st.sampled_from([1e6, 5e6 + 0.5])
)


@st.composite
def people(draw: st.DrawFn) -> tuple[EnrolmentFacts, AsCounted]:
    facts = draw(enrolments())
    scores = tuple(
        replace(each, total=draw(totals)) if each.total is not None and draw(st.booleans()) else each
        for each in facts.scores
    )
    return replace(
        facts,
        scores=(*scores, *([ScoreFact("other", "3m", draw(totals))] if draw(st.booleans()) else [])),
        decided=draw(st.none() | st.integers(-2, 90).map(lambda days: facts.referred + timedelta(days=days))),
        ended=draw(st.sampled_from([None, ("discontinued", "withdrawn")])),
        passed_on=draw(st.integers(0, 9)) == 0,
        operation=draw(st.none() | operations),
        people=draw(st.sampled_from([(), (("sex", "female"),), (("sex", "male"), ("age", "30-44"))])),
    ), draw(st.sampled_from(COUNTS))


class Stored:
    """A book and groups that grow as they are asked for, as in the database."""

    def __init__(self) -> None:
        self.book = Book()
        self.groups: dict[GroupKey, int] = {}

    def book_of(self, names: Iterable[SlotName]) -> Book:
        self.book = self.book.with_more(self.book.missing(names))
        return self.book

    def groups_of(self, keys: Iterable[GroupKey]) -> Sequence[int]:
        return sorted(self.groups.setdefault(key, len(self.groups) + 1) for key in keys)


def many(each: Sequence[tuple[EnrolmentFacts, AsCounted]]) -> tuple[Stored, list[Added]]:
    stored = Stored()
    return stored, added_by_many(
        [facts for facts, _ in each], [counts for _, counts in each], stored.book_of, stored.groups_of
    )


@given(st.lists(people(), max_size=12))
def test_many_add_what_each_of_them_adds(each: list[tuple[EnrolmentFacts, AsCounted]]) -> None:
    stored, added = many(each)
    for (facts, counts), of_many in zip(each, added, strict=True):
        entries = entries_of(facts, way_in=counts == "here") if counts != "nowhere" else {}
        assert not stored.book.missing(names_of(entries))
        alone = pack_pairs(stored.book.pairs(entries))
        groups = pack(stored.groups_of(groups_in(facts)))
        assert of_many == Added(facts.organisation_id, "demo", facts.month, groups, alone)


@given(st.lists(st.tuples(people(), st.sampled_from([1, -1])), max_size=12))
def test_by_group_is_the_same_as_one_by_one(each: list[tuple[tuple[EnrolmentFacts, AsCounted], int]]) -> None:
    _, added = many([person for person, _ in each])
    changes = [(of_one, sign) for of_one, (_, sign) in zip(added, each, strict=True)]
    together = by_group(changes)
    assert len({(one.where) for one in together}) == len(together), "one for each place, month and group"
    alone, at_once = (of_leaves(rows(deltas)) for deltas in (changes, [(one, 1) for one in together]))
    for key in {*alone, *at_once}:
        left, right = (leaves.get(key, np.zeros(0, dtype=np.int64)) for leaves in (alone, at_once))
        long = max(len(left), len(right))
        assert np.array_equal(np.pad(left, (0, long - len(left))), np.pad(right, (0, long - len(right)))), key


def rows(changes: Iterable[tuple[Added, int]]) -> list[tuple[object, ...]]:
    return [
        (one.organisation_id, one.programme, one.period, one.groups, one.added, sign)
        for one, sign in changes
        if one.added
    ]


@pytest.mark.parametrize(
    ("total", "start", "resolution", "words"),
    [
        (160.0, 280.0, WHOLE, [1, 160, 1, 280, 160, 25_600, 78_400, 25_600, 44_800]),
        (-3.0, None, WHOLE, [1, -3, 0, 0, 0, 9, 0, 0, 0]),
        (0.000000001, None, FINE, [1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        (20_000.5, None, COARSE, [1, 20_000_500_000, 0, 0, 0, *divmod(20_000_500_000**2, 2**39), 0, 0, 0, 0, 0, 0]),
    ],
)
def test_the_words_of_a_score(total: float, start: float | None, resolution: int, words: list[int]) -> None:
    stored, (added,) = many([(patient(start, total), "here")])
    slot = stored.book.by_name[("sss", "3m", ""), resolution]
    by_position = dict(zip(*(numbers.tolist() for numbers in unpack_pairs(added.added)), strict=True))
    assert [by_position.get(slot.position + at, 0) for at in range(slot.words)] == words


def test_two_scores_at_once_and_scores_that_are_none_are_refused() -> None:
    twice = replace(patient(280), scores=(ScoreFact("sss", "start", 1.0), ScoreFact("sss", "start", 2.0)))
    for wrong, said in (
        (twice, "has two scores at start"),
        (patient(float("inf")), "finite"),
        (patient(280, float("nan")), "finite"),
    ):
        with pytest.raises(ValueError, match=said):
            many([(wrong, "here")])


def test_nobody_adds_nothing() -> None:
    assert many([])[1] == []
    (added,) = many([(replace(patient(280), started=MONDAY, measures=MEASURES), "nowhere")])[1]
    assert added.added == b""


def test_what_a_place_has_alone_is_not_told_where_another_stands_above_it_now() -> None:
    """One moved between the look at the tree and the look at the sums."""
    cells = {place: contributions(replace(patient(280, 160), organisation_id=place)) for place in (1, 2)}
    small, large = CountedSums.of(cells[1].items()), CountedSums.of(merged(cells[1], cells[2]).items())
    assert {row.place for row in apart(large, {1: None, 2: None}).rows} == {1, 2}
    assert {row.place for row in apart(large, {1: None, 2: 1}).rows} == {2}, "all of the first is the second's"
    with pytest.raises(PlacesMoved):
        apart(small, {1: 3, 3: None})
    twice = CountedSums.of(merged(cells[1], cells[2], cells[2]).items())
    with pytest.raises(PlacesMoved):
        apart(twice, {1: None, 2: 1})
