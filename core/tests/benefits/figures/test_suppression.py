from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from varde.benefits.counting.book import WHOLE, Book
from varde.benefits.counting.pool import Pool
from varde.benefits.figures.rules import Proportion, flow, responder_rate, severity_shift
from varde.benefits.figures.suppression import has_few, open_parts, suppress, suppress_flow
from varde.benefits.values import SeverityStep
from varde.charts.values import THRESHOLD, Hidden, Shown, Why
from varde.kernel.words import Text

from ..cohort import SYMPTOMS

tables = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 40), min_size=1)
chains = st.lists(st.integers(0, 60), min_size=1, max_size=6).map(lambda counts: sorted(counts, reverse=True))


def one_way(counts: Sequence[int]) -> list[Shown]:
    """A flow with one end."""
    return suppress_flow(counts[:-1], counts[-1:])


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"A": 12, "B": 3, "C": 20}, {"A": "skjult", "B": "<5", "C": "20"}),
        ({"A": 12, "B": 3, "C": 2}, {"A": "12", "B": "<5", "C": "<5"}),
        ({"A": 12, "B": 1, "C": 1, "D": 30}, {"A": "skjult", "B": "<5", "C": "<5", "D": "30"}),
        ({"A": 4, "B": 4, "C": 30}, {"A": "<5", "B": "<5", "C": "skjult"}),
        ({"A": 3, "B": 0}, {"A": "<5", "B": "0"}),
        ({"A": 5, "B": 0, "C": 6}, {"A": "5", "B": "0", "C": "6"}),
    ],
)
def test_small_cells_and_their_neighbours(cells: dict[str, int], shown: dict[str, str]) -> None:
    assert {name: str(value) for name, value in suppress(cells).items()} == shown


def test_without_a_total_only_the_small_one_is_hidden() -> None:
    assert suppress({"A": 12, "B": 3}, total_published=False) == {"A": 12, "B": Hidden(Why.SMALL)}


def test_the_limit_is_five_unless_told() -> None:
    assert THRESHOLD == 5
    assert suppress({"A": 4, "B": 5, "C": 6}, total_published=False) == {"A": Hidden(Why.SMALL, 5), "B": 5, "C": 6}


def test_a_higher_limit_is_shown_as_such() -> None:
    assert str(suppress({"A": 7, "B": 30, "C": 40}, threshold=10)["A"]) == "<10"


@given(tables)
def test_no_hidden_cell_can_be_worked_out(cells: dict[str, int]) -> None:
    """An intruder who knows the rules and the total tries every table: each hidden cell must have two answers."""
    total = sum(cells.values())
    shown = suppress(cells)
    hidden = [name for name, value in shown.items() if isinstance(value, Hidden)]
    assert all(isinstance(shown[name], Hidden) for name, count in cells.items() if 0 < count < THRESHOLD)
    small = [name for name in hidden if shown[name] == Hidden(Why.SMALL)]
    if not small or total < THRESHOLD or len(hidden) == len([c for c in cells.values() if c]):
        return  # nothing to find, a total that is itself not published, or nothing left to hide
    rest = total - sum(value for value in shown.values() if not isinstance(value, Hidden))
    answers: dict[str, set[int]] = {name: set() for name in small}
    others = len(hidden) - len(small)
    for guess in product(range(1, THRESHOLD), repeat=len(small)):
        left = rest - sum(guess)
        if (left == 0 and others == 0) or left >= THRESHOLD * others > 0:
            for name, value in zip(small, guess, strict=True):
                answers[name].add(value)
    assert all(len(values) > 1 for values in answers.values())


@given(chains)
def test_a_flow_never_gives_away_a_few(counts: list[int]) -> None:
    shown = one_way(counts)
    kept = [value for value in shown if not isinstance(value, Hidden)]
    assert all(value == 0 or value >= THRESHOLD for value in kept)
    assert all(before - after == 0 or before - after >= THRESHOLD for before, after in pairwise(kept))
    assert all(value == count for value, count in zip(shown, counts, strict=True) if not isinstance(value, Hidden))


def test_a_flow_keeps_its_ends() -> None:
    def texts(shown: list[Shown]) -> list[str]:
        return [str(value) for value in shown]

    assert texts(one_way([60, 58, 52, 50])) == ["60", "skjult", "skjult", "50"]
    assert texts(one_way([60, 50, 40, 3])) == ["60", "50", "40", "<5"]
    assert texts(one_way([60, 60, 60, 60])) == ["60", "60", "60", "60"]


@pytest.mark.parametrize(
    ("k", "n", "hidden"), [(0, 4, True), (0, 20, False), (20, 20, False), (3, 20, True), (17, 20, True), (5, 10, False)]
)
def test_shares(k: int, n: int, hidden: bool) -> None:
    assert isinstance(rate(k, n, started=n)[0].numerator, Hidden) is hidden


# --- the attack: every table there is, put through the same rule, and kept when it would have looked the same

Published = tuple[str, ...]


def tables_of(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread so many people over so many cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables_of(cells - 1, total - first):
            yield (first, *rest)


def published(table: Sequence[int], threshold: int = THRESHOLD) -> Published:
    """What a reader sees of a row of cells beside its total: numbers, ``<5`` and ``skjult``."""
    return tuple(str(value) for value in suppress(dict(enumerate(table)), threshold=threshold).values())


def worked_out(behind: Iterable[Sequence[int]], seen: Sequence[str]) -> list[int]:
    """The places whose number is hidden and is the same in every table that looks like this."""
    tables = list(behind)
    return [
        place for place, text in enumerate(seen) if not text.isdigit() and len({table[place] for table in tables}) < 2
    ]


@cache
def every_table(cells: int, total: int, threshold: int = THRESHOLD) -> dict[Published, list[tuple[int, ...]]]:
    """All tables of so many people, by what is published of them."""
    behind: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for table in tables_of(cells, total):
        behind[published(table, threshold)].append(table)
    return behind


@given(st.lists(st.integers(0, 10), min_size=2, max_size=4))
@example([1, 5, 20])
@example([4, 10, 10])
@example([10, 10, 4])
@example([1, 5])
@example([4, 4])
@example([4, 4, 0])
@example([1, 1, 6, 30])
@example([4, 4, 12, 13])
@example([1, 20, 20])
@example([2, 2, 25])
def test_a_reader_who_knows_the_rule_works_nothing_out(table: list[int]) -> None:
    """The total and the shown cells are known, which cells are small, and what the rule does with any other table."""
    total, seen = sum(table), published(table)
    assert total < THRESHOLD or worked_out(every_table(len(table), total)[seen], seen) == []


@pytest.mark.parametrize(
    ("threshold", "cells", "most"),
    [(5, 2, 40), (5, 3, 30), (5, 4, 20), (5, 5, 13), (4, 3, 20), (3, 4, 13), (3, 5, 11), (2, 3, 9), (10, 3, 35)],
)
def test_no_table_at_all_can_be_worked_out(threshold: int, cells: int, most: int) -> None:
    for total in range(threshold, most + 1):
        for seen, tables in every_table(cells, total, threshold).items():
            assert worked_out(tables, seen) == [], seen


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ((1, 5, 20), ("skjult", "skjult", "20")),  # <5 beside 6 in all would have been 1
        ((2, 6, 20), ("<5", "skjult", "20")),  # 8 in all may be 1 and 7, 2 and 6 or 3 and 5
        ((4, 10, 10), ("<5", "skjult", "skjult")),  # two as large as one another: 4 and twice 10, or 2 and twice 11
        ((4, 10, 11), ("skjult", "skjult", "11")),  # 14 in all with at most 10 would have been 4 and 10
        ((3, 10, 10, 50), ("<5", "skjult", "skjult", "50")),  # 1 and twice 11, or 3 and twice 10
        ((4, 0, 5), ("<5", "0", "skjult")),  # a zero is known to be nobody, and is shown
        ((2, 3), ("<5", "<5")),  # five are no longer few
        ((1, 3, 6), ("<5", "<5", "skjult")),  # the other side of 6 is 4
        ((2, 3, 6), ("<5", "<5", "6")),
        ((1, 5), ("skjult", "skjult")),
        ((4, 4), ("skjult", "skjult")),
        ((3, 5), ("skjult", "skjult")),  # else only {4, 4} would vanish, and be known by it
        ((4, 4, 0), ("skjult", "skjult", "skjult")),
        ((2, 1, 25), ("<5", "<5", "skjult")),  # 25 of 28 would say that three are missing
        ((1, 1, 1, 0), ("skjult", "skjult", "skjult", "skjult")),
        ((0, 3), ("0", "<5")),
        ((1, 2), ("skjult", "skjult")),  # a total that is itself few
        ((1, 5, 0, 20), ("skjult", "skjult", "0", "20")),  # a zero stays beside the hidden
        ((1, 6, 20), ("<5", "skjult", "20")),  # 7 in all may be 1 and 6 or 2 and 5
        ((3, 4, 20), ("<5", "<5", "20")),
        ((1, 2, 20, 30), ("<5", "<5", "20", "30")),  # no single rest that says how many are missing
    ],
)
def test_what_goes_with_the_small_ones(cells: tuple[int, ...], shown: Published) -> None:
    assert published(cells) == shown


# --- the same attack on whole figures, with their percentages as a page rounds them


THREE_STEPS = replace(SYMPTOMS, severity=tuple(SeverityStep(b, Text(b, b), (b,)) for b in ("none", "mild", "severe")))


@cache
def book_of(names: tuple[tuple[str, str, str], ...]) -> Book:
    return Book().with_more((name, WHOLE) for name in names)


def pool_of(counts: Mapping[tuple[str, str, str], int]) -> Pool:
    """One place of these sums."""
    book = book_of(tuple(sorted(counts)))
    row = [0] * book.width
    for name, n in counts.items():
        row[book.column(book.at(*name)[0])] = n
    return Pool(book, {("", "all"): row})


def severity(table: Sequence[int]) -> Published:
    """The severity figure of people who all stayed on their step."""
    bands = [step.key for step in THREE_STEPS.severity]
    sums = {("sss", "3m", f"pair:{band}>{band}"): n for band, n in zip(bands, table, strict=True)}
    shift = severity_shift(pool_of(sums), THREE_STEPS, "3m")
    assert [level.start for level in shift.levels] == [level.later for level in shift.levels]
    return seen_of(level.start for level in shift.levels)


def seen_of(shares: Iterable[Proportion]) -> Published:
    """The numbers and percentages of the shares, as a page has them."""
    return tuple(f"{s.numerator} of {s.denominator}, {percent(s.share)} %" for s in shares)


def percent(share: float | Hidden | None) -> str:
    return f"{100 * share:.0f}" if isinstance(share, float) else str(share)


def rate(k: int, n: int, started: int) -> tuple[Proportion, Proportion]:
    sums = {("sss", "3m", "responder:yes"): k, ("sss", "3m", "responder:no"): n - k, ("flow", "", "started"): started}
    found = responder_rate(pool_of(sums), SYMPTOMS, "3m")
    return found.of_paired, found.of_started


def test_no_share_of_a_severity_figure_can_be_worked_out() -> None:
    for total in range(THRESHOLD, 31):
        behind: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
        for table in tables_of(3, total):
            behind[severity(table)].append(table)
        for seen, tables in behind.items():
            assert worked_out(tables, [text.split(" of ")[0] for text in seen]) == [], seen


def test_the_severity_of_26() -> None:
    assert severity((1, 5, 20)) == ("skjult of 26, skjult %", "skjult of 26, skjult %", "20 of 26, 77 %")


def test_no_rate_of_responders_can_be_worked_out() -> None:
    """Neither the number nor what it is of, beside the other denominator. Totals near the end of what is tried have
    too few others to hide among, and are left out."""
    most = 20
    behind: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for started in range(most + 1):
        for n in range(started + 1):
            for k in range(n + 1):
                shares = rate(k, n, started)
                seen = tuple(str(number) for share in shares for number in (share.numerator, share.denominator))
                behind[seen].append((k, n, k, started))
    for seen, tables in behind.items():
        assert max(map(max, tables)) > most - THRESHOLD or worked_out(tables, seen) == [], seen


def milestones(referred: int, eligible: int, started: int, *answered: int) -> Published:
    names = ["referred", "eligible", "started", *(f"answered:{place}" for place in range(len(answered)))]
    counts = (referred, eligible, started, *answered)
    sums = {("flow", "", name): n for name, n in zip(names, counts, strict=True)}
    steps = flow(pool_of(sums), [str(place) for place in range(len(answered))])
    return tuple(str(step.share.numerator) for step in steps)


@pytest.mark.parametrize(("ends", "most"), [(0, 22), (1, 16), (2, 12)])
def test_no_step_of_a_flow_can_be_worked_out(ends: int, most: int) -> None:
    behind: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for common in product(range(most + 1), repeat=3):
        if list(common) == sorted(common, reverse=True):
            for answered in product(range(common[-1] + 1), repeat=ends):
                behind[milestones(*common, *answered)].append((*common, *answered))
    for seen, flows in behind.items():
        assert max(map(max, flows)) > most - THRESHOLD or worked_out(flows, seen) == [], seen


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((6, 5, 0), ("skjult", "5", "0")),  # who started goes before who was referred
        ((6, 2, 0), ("6", "skjult", "0")),  # the same, or the one above could only be five
        ((7, 2, 0), ("7", "<5", "0")),
        ((20, 6, 2), ("20", "6", "skjult")),  # it is the step next above that counts
        ((6, 6, 2), ("6", "6", "skjult")),
        ((30, 20, 18), ("30", "skjult", "18")),
        ((30, 28, 20, 18), ("30", "skjult", "skjult", "18")),
        ((30, 28), ("skjult", "28")),  # the last goes before the first
        ((20, 10, 10), ("20", "10", "10")),
        ((7,), ("7",)),
        ((3,), ("<5",)),
        ((), ()),
    ],
)
def test_a_step_just_under_six(counts: tuple[int, ...], shown: Published) -> None:
    assert tuple(str(value) for value in one_way(counts)) == shown


def test_a_flow_without_ends_hides_as_much() -> None:
    assert [str(value) for value in suppress_flow([30, 28, 3], [])] == ["30", "skjult", "<5"]
    assert [str(value) for value in suppress_flow([30, 20, 10], [])] == ["30", "20", "10"]


# --- parts of a whole that is shown


@pytest.mark.parametrize(
    ("parts", "rest", "shown"),
    [
        ({"a": [20], "b": [30]}, [0], "ab"),
        ({"a": [20], "b": [30]}, [5], "ab"),  # the five at the whole itself are no few
        ({"a": [20], "b": [30]}, [3], "b"),  # 53 - 50 = 3, so the first goes too: 23
        ({"a": [20], "b": [3]}, [0], ""),  # 23 - 20 = 3
        ({"a": [3], "b": [20]}, [0], ""),  # whichever stands first
        ({"a": [0], "b": [3], "c": [20]}, [0], "a"),
        ({"a": [2, 0], "b": [0, 9], "c": [0, 20]}, [0, 0], ""),  # two in all, and every part tells of them
        ({"a": [20], "b": [3]}, [9], "a"),  # 32 - 20 = 12, of which nobody knows the 3
        ({"a": [20], "b": [30], "c": [3]}, [0], "b"),
        ({"a": [20], "b": [3], "c": [4]}, [0], "a"),  # 27 - 20 = 7 of two
        ({"a": [20], "b": [2], "c": [2]}, [0], ""),  # 24 - 20 = 4 of two are a few together
        ({"a": [20], "b": [0], "c": [3]}, [0], "b"),  # nobody is nobody
        ({"a": [6, 9], "b": [30, 40], "c": [3, 20]}, [0, 0], "b"),  # a row is shown or hidden as a whole
        ({"a": [0, 9], "b": [30, 40], "c": [3, 20]}, [0, 0], "a"),  # the first hides nobody of the 3
        ({"a": [2], "b": [1]}, [0], ""),  # three in all: the whole is hidden, and so are its parts
        ({"a": [2], "b": [0]}, [0], "b"),
        ({"a": [4, 20]}, [0, 9], ""),
        ({"a": [0], "b": [0]}, [0], "ab"),
        ({"a": [7]}, [0], "a"),
    ],
)
def test_what_is_left_of_the_whole_is_no_few(parts: dict[str, list[int]], rest: list[int], shown: str) -> None:
    assert open_parts(parts, rest) == frozenset(shown)


def test_rows_of_other_numbers_are_no_parts() -> None:
    with pytest.raises(ValueError, match="argument"):
        open_parts({"a": [9, 3], "b": [20, 20]}, [0])
    with pytest.raises(ValueError, match="argument"):
        open_parts({"a": [3, 9], "b": [20]}, [0, 0])


def test_the_limit_of_parts_can_be_raised() -> None:
    assert open_parts({"a": [20], "b": [9]}, [0], threshold=10) == frozenset()
    assert open_parts({"a": [20], "b": [10]}, [0], threshold=10) == frozenset("ab")


@pytest.mark.parametrize(
    ("numbers", "few"), [([], False), ([0], False), ([1], True), ([4], True), ([5], False), ([9, 4], True)]
)
def test_a_few_among_numbers(numbers: list[int], few: bool) -> None:
    assert has_few(numbers) is few
