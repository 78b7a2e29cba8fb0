"""Sums as words of 64 bits: nothing is lost on the way there, in adding, or on the way back."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.book import COARSE, FINE, PARTS, WHOLE, Book, names_of, resolution_of
from varde.benefits.counting.cells import (
    FLOW,
    GRAIN,
    WAIT,
    CellStats,
    EnrolmentFacts,
    Place,
    contributions,
    entries_of,
    merged,
    without_way_in,
)
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.packed import added_up, minus, pack, pack_pairs, plus, trimmed, unpack, unpack_pairs

from ..cohort import enrolments, patient

SCORE: Place = ("sss", "3m", "")


def score(total: float, start: float | None = None) -> CellStats:
    x, y = round((start or 0) * GRAIN), round(total * GRAIN)
    pair = (1, x, x * x, y, y * y, x * y) if start is not None else ()
    return CellStats(1, y, y * y, *pair)


def test_the_resolution_is_the_coarsest_that_loses_nothing() -> None:
    for stats, resolution in (
        (score(280, 160), WHOLE),
        (score(280, 160.5), FINE),
        (score(200 + 2 / 3), FINE),
        (score(-3), WHOLE),
        (score(20_000.5), COARSE),
        (score(960_383), WHOLE),
        (score(960_384), COARSE),
    ):
        assert resolution_of(SCORE, stats) == resolution, stats
    assert resolution_of((FLOW, "", "started"), CellStats(n=1)) == WHOLE


scores = st.lists(st.tuples(st.floats(-1000, 1000), st.none() | st.floats(-1000, 1000)), min_size=1, max_size=8)


@given(scores)
def test_many_scores_in_words_add_up_to_their_sums(each: list[tuple[float, float | None]]) -> None:
    people = [score(*one) for one in each]
    book = Book()
    for stats in people:
        book = book.with_more(book.missing(names_of({SCORE: stats})))
    row = [0] * book.width
    for stats in people:
        for position, number in book.pairs({SCORE: stats}):
            assert -(2**63) <= number < 2**63
            row[position] += number
    assert book.stats(row, *SCORE) == sum(people, CellStats())


def test_ten_million_of_the_largest_fit_in_a_word() -> None:
    """The largest whole score, the largest in billionths and a large one in millionths, ten million times each."""
    for total in (960_383.0, 511.999999999, 99_999.5):
        stats = score(total, -total)
        book = Book().with_more([(SCORE, resolution_of(SCORE, stats))])
        for _, number in book.pairs({SCORE: stats}):
            assert abs(number) * 10**7 < 2**63
        assert Fraction(stats.s1, GRAIN) == Fraction(round(total * GRAIN), GRAIN)


def test_a_fine_score_beside_a_large_one_is_as_coarse_as_that() -> None:
    """Else the squares of the large one were counted in billionths, and a few hundred people would not fit in a word."""
    for start, later in ((300 + 1 / 3, 99_999.5), (99_999.5, 300 + 1 / 3)):
        course = patient(start, later)
        stats = entries_of(course)[SCORE]
        assert resolution_of(SCORE, stats) == COARSE
        for _, number in Book().with_more([(SCORE, COARSE)]).pairs({SCORE: stats}):
            assert abs(number) * 10**7 < 2**63
        assert abs(stats.s1 - later * GRAIN) < GRAIN / 10**6


def test_a_book_grows_at_the_end_of_its_parts() -> None:
    first = Book().with_more([(SCORE, WHOLE), ((FLOW, "", "referred"), WHOLE)])
    second = first.with_more([((FLOW, "", "started"), WHOLE), (SCORE, FINE), ((WAIT, "", ""), WHOLE)])
    assert set(first.slots) < set(second.slots)
    assert [(slot.part, slot.first, slot.words) for slot in second.slots] == [
        ("outcomes", 0, 9),
        ("outcomes", 9, 13),
        ("flow", 0, 1),
        ("flow", 1, 1),
        ("waiting", 0, 9),
    ]
    assert tuple(second.offsets) == PARTS
    assert second.missing(names_of({SCORE: score(1.5)})) == []


pairs = st.dictionaries(st.integers(0, 40), st.integers(-(10**15), 10**15).filter(bool), max_size=8)


@given(pairs, pairs)
def test_what_is_written_down_makes_the_one_the_other(before: dict[int, int], after: dict[int, int]) -> None:
    old, new = (pack_pairs(sorted(each.items())) for each in (before, after))
    positions, numbers = unpack_pairs(minus(new, old))
    change = dict(zip(positions.tolist(), numbers.tolist(), strict=True))
    assert 0 not in change.values()
    for position in {*before, *after}:
        assert before.get(position, 0) + change.get(position, 0) == after.get(position, 0)
    assert minus(new, new) == b""


@given(st.lists(st.integers(-9, 9), max_size=6), st.lists(st.integers(-9, 9), max_size=6))
def test_a_shorter_row_ends_in_zeros(first: list[int], second: list[int]) -> None:
    longest = max(len(first), len(second))
    total = [sum(pair) for pair in zip(*(each + [0] * (longest - len(each)) for each in (first, second)), strict=True)]
    while total and not total[-1]:
        total.pop()
    assert unpack(trimmed(plus(unpack(pack(first)), unpack(pack(second))))).tolist() == total
    assert added_up(unpack(b""), unpack(b"")) == b""


@given(st.lists(enrolments(), max_size=6), st.lists(enrolments(), max_size=6), st.randoms(use_true_random=False))
def test_arrays_of_two_together_are_the_arrays_of_both(one: list[object], other: list[object], order: object) -> None:
    """In any order, and adding and taking out leaves nothing."""
    everybody = [*one, *other]
    order.shuffle(everybody)  # type: ignore[attr-defined]
    cells = [contributions(person) for person in everybody]  # type: ignore[arg-type]
    both = dict(CountedSums.of(merged(*cells).items()).cells("demo"))
    parts = [dict(CountedSums.of(merged(*map(contributions, each)).items()).cells("demo")) for each in (one, other)]  # type: ignore[arg-type]
    assert merged(*parts) == both


@given(enrolments())
def test_what_she_adds_is_the_same_in_every_group_she_is_in(facts: EnrolmentFacts) -> None:
    for cells, way_in in ((contributions(facts), True), (without_way_in(contributions(facts)), False)):
        named = {(key.scale, key.occasion, key.category): stats for key, stats in cells.items() if key.group == "all"}
        assert entries_of(facts, way_in=way_in) == named
        assert all(named[key.scale, key.occasion, key.category] == stats for key, stats in cells.items())
