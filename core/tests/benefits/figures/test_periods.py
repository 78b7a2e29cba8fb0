"""No two choices of months or tracks differ by a few people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.cells import FLOW, CellKey, CellStats
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.periods import (
    Stretch,
    chosen,
    few_by_track,
    last_answered_month,
    offered_tracks,
    stretches,
    withheld,
)

MONTHS = [f"2025-{month:02d}" for month in range(1, 9)]
SCORES = {("sss", "3m")}


def cell(month: str, track: str, scale: str, category: str, n: int, pairs: int = 0) -> tuple[CellKey, CellStats]:
    occasion = "" if scale == FLOW else "3m"
    return CellKey(1, "demo", track, month, "all", scale, occasion, category), CellStats(n=n, pn=pairs)


@st.composite
def cohorts(draw: st.DrawFn) -> list[tuple[CellKey, CellStats]]:
    found = []
    for month in MONTHS:
        for track in ("a", "b", ""):
            started = draw(st.integers(0, 12))
            answered = draw(st.integers(0, started))
            found += [
                cell(month, track, FLOW, "referred", started + draw(st.integers(0, 4))),
                cell(month, track, FLOW, "started", started),
                cell(month, track, "sss", "", answered, draw(st.integers(0, answered))),
            ]
    return found


def people(cells: list[tuple[CellKey, CellStats]], stretch: Stretch, track: str | None) -> tuple[int, ...]:
    """What a reader sees of a choice: started, answered, answered twice."""
    inside = [
        (k, s) for k, s in cells if stretch.first <= k.month <= stretch.last and (track is None or k.track == track)
    ]
    return (
        sum(s.n for k, s in inside if k.category == "started"),
        sum(s.n for k, s in inside if k.scale == "sss"),
        sum(s.pn for k, s in inside if k.scale == "sss"),
    )


def counted(cells: list[tuple[CellKey, CellStats]]) -> CountedSums:
    return CountedSums.of(cells)


def by_month(cells: list[tuple[CellKey, CellStats]]) -> dict[str, dict[str, int]]:
    """The flow of these cells."""
    flows: dict[str, dict[str, int]] = {}
    for key, stats in cells:
        if key.scale == FLOW:
            flows.setdefault(key.category, {})[key.month] = stats.n
    return flows


@given(cohorts())
def test_choices_within_each_other_differ_by_nobody_or_by_enough(cells: list[tuple[CellKey, CellStats]]) -> None:
    tracks = offered_tracks(counted(cells))
    offered = stretches(counted(cells), tracks, SCORES)
    if len(offered) == 1:
        return  # the months cannot be told apart at all
    ranges = [Stretch(a.first, b.last) for i, a in enumerate(offered) for b in offered[i:]]
    for track in (None, *tracks):
        for one, other in combinations(ranges, 2):
            if one.first <= other.first and other.last <= one.last:
                wide, narrow = people(cells, one, track), people(cells, other, track)
                assert not any(0 < a - b < 5 for a, b in zip(wide, narrow, strict=True))


@given(cohorts())
def test_the_tracks_that_can_be_chosen_leave_nobody_or_enough_over(cells: list[tuple[CellKey, CellStats]]) -> None:
    tracks = offered_tracks(counted(cells))
    whole = Stretch(MONTHS[0], MONTHS[-1])
    counts = [people(cells, whole, track)[0] for track in tracks]
    assert all(n >= 5 for n in counts)
    assert not tracks or not 0 < people(cells, whole, None)[0] - sum(counts) < 5


@given(cohorts())
def test_the_stretches_hold_every_month_once(cells: list[tuple[CellKey, CellStats]]) -> None:
    offered = stretches(counted(cells), offered_tracks(counted(cells)), SCORES)
    assert offered[0].first == MONTHS[0]
    assert offered[-1].last == MONTHS[-1]
    assert all(MONTHS.index(a.last) + 1 == MONTHS.index(b.first) for a, b in pairwise(offered))


@given(cohorts())
def test_what_is_shown_for_a_track_cannot_be_worked_out_for_another(cells: list[tuple[CellKey, CellStats]]) -> None:
    tracks = offered_tracks(counted(cells))
    whole = Stretch(MONTHS[0], MONTHS[-1])
    if ("sss", "3m") in few_by_track(counted(cells), tracks, SCORES):
        return
    shown = [people(cells, whole, track)[1:] for track in tracks]
    everyone = people(cells, whole, None)[1:]
    rest = tuple(n - sum(part[i] for part in shown) for i, n in enumerate(everyone))
    assert not any(0 < n < 5 for part in (*shown, rest) for n in part)


def test_what_is_seen_elsewhere_counts_too() -> None:
    own = [cell(month, "", FLOW, "started", 10) for month in MONTHS]
    elsewhere = [cell(month, "", FLOW, "started", 3) for month in MONTHS]
    assert len(stretches(counted(own), (), SCORES)) == 8
    assert len(stretches(counted(own), (), SCORES, [by_month(elsewhere)])) == 4


@pytest.mark.parametrize(
    ("category", "parts"),
    [("started", 4), ("answered:3m", 4), ("before:declined:too_ill", 8), ("after:discontinued:no_time", 8)],
)
def test_how_people_left_elsewhere_is_shown_of_all_months_alone(category: str, parts: int) -> None:
    own = [cell(month, "", FLOW, "started", 10) for month in MONTHS]
    elsewhere = [cell(month, "", FLOW, category, 3) for month in MONTHS]
    assert len(stretches(counted(own), (), SCORES, [by_month(elsewhere)])) == parts


OFFERED = (Stretch("2025-01", "2025-03"), Stretch("2025-04", "2025-04"), Stretch("2025-07", "2025-09"))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, Stretch("2025-01", "2025-09")),
        ("2025-02", "2025-02", Stretch("2025-01", "2025-03")),
        ("2025-05", None, Stretch("2025-07", "2025-09")),
        (None, "2025-06", Stretch("2025-01", "2025-04")),
        ("2030-01", "2031-01", Stretch("2025-07", "2025-09")),
        ("2020-01", "2020-05", Stretch("2025-01", "2025-03")),
        ("2025-03", "2025-03", Stretch("2025-01", "2025-03")),
        ("2025-04", "2025-04", Stretch("2025-04", "2025-04")),
    ],
)
def test_what_is_asked_for_is_widened_to_whole_stretches(first: str, last: str, expected: Stretch) -> None:
    assert chosen(OFFERED, first, last) == expected


@pytest.mark.parametrize(
    ("months", "days", "today", "expected"),
    [
        (3, 21, date(2026, 9, 21), "2026-04"),  # 31 May + 3 months + 21 days is 21 September, still open
        (3, 21, date(2026, 9, 22), "2026-05"),
        (0, 0, date(2026, 1, 1), "2025-12"),
        (0, 119, date(2026, 3, 1), "2025-10"),
        (0, 0, date(2026, 3, 15), "2026-02"),
        (0, 0, date(2026, 2, 15), "2026-01"),
    ],
)
def test_the_last_month_in_which_everyone_has_had_time(months: int, days: int, today: date, expected: str) -> None:
    assert last_answered_month(months, days, today) == expected


@pytest.mark.parametrize(
    ("inside", "counts", "expected"),
    [
        ((1, 2), {1: 50, 2: 3}, False),
        ((1,), {1: 50, 2: 3}, True),
        ((2,), {1: 50, 2: 3}, True),
        ((1,), {1: 50, 2: 30}, False),
        ((1,), {1: 8, 2: 3, 3: 90}, True),  # all minus the third is 11, minus the first is the 3 of the second
        ((3,), {1: 8, 2: 3, 3: 90}, False),
        ((1,), {1: 3}, True),
        ((1, 2), {1: 2, 2: 2, 3: 40}, True),
        ((1, 2), {1: 30, 2: 30, 3: 3}, True),  # all minus these two is three
        ((1, 2), {1: 30, 2: 30, 3: 40}, False),
        ((1, 9), {1: 8, 2: 3, 3: 90}, True),  # nobody at the ninth, so the first is alone
        ((9,), {1: 50}, False),
    ],
)
def test_a_place_that_would_give_a_few_away(inside: tuple[int, ...], counts: dict[int, int], expected: bool) -> None:
    assert withheld(inside, counts) is expected


def test_no_months_to_choose_between() -> None:
    with pytest.raises(ValueError, match="no months to choose between"):
        chosen((), None, None)


# --- tracks


@pytest.mark.parametrize(
    ("started", "offered"),
    [
        ((), ()),
        ((("a", 5),), ("a",)),
        ((("a", 4),), ()),
        ((("a", 3), ("a", 2)), ("a",)),
        ((("b", 20), ("a", 5)), ("a", "b")),
        ((("a", 4), ("b", 20)), ()),  # everyone minus b would be four
        ((("", 3), ("a", 5), ("b", 20)), ("b",)),  # the smallest goes, to hide the three on no track
        ((("", 30), ("a", 10)), ("a",)),
    ],
)
def test_the_tracks_that_can_be_chosen(started: tuple[tuple[str, int], ...], offered: tuple[str, ...]) -> None:
    assert offered_tracks(counted([cell("2025-01", track, FLOW, "started", n) for track, n in started])) == offered


def test_only_those_who_started_make_a_track() -> None:
    cells = [cell("2025-01", "a", FLOW, "referred", 90), cell("2025-01", "b", "sss", "started", 90)]
    assert offered_tracks(counted(cells)) == ()
    assert offered_tracks(counted([cell("2025-01", "a", FLOW, "started", 4)]), threshold=4) == ("a",)


PAIN = ("sss.pain", "3m")


@pytest.mark.parametrize(
    ("cells", "few"),
    [
        ([("a", "sss", "", 10, 10), ("b", "sss", "", 10, 10)], []),
        ([("a", "sss", "", 10, 10), ("b", "sss", "", 4, 0)], [("sss", "3m")]),
        ([("a", "sss", "", 10, 3)], [("sss", "3m")]),  # of those who answered twice
        ([("a", "sss", "", 10, 10), ("c", "sss", "", 2, 0), ("d", "sss", "", 3, 0)], []),  # five on the others together
        ([("a", "sss.pain", "", 3, 0)], [("sss", "3m")]),
        ([("a", "sss", "band:mild", 3, 0)], []),
        ([("a", "csq", "", 3, 0)], []),
        ([("a", FLOW, "started", 3, 0)], [(FLOW, "started")]),
        ([("a", FLOW, "answered:3m", 3, 0)], [(FLOW, "answered:3m")]),
        ([("a", FLOW, "answered:1y", 3, 0)], []),
        ([("a", FLOW, "referred", 3, 0)], []),
    ],
)
def test_what_is_few_on_some_track(cells: list[tuple[str, str, str, int, int]], few: list[tuple[str, str]]) -> None:
    own = [cell("2025-01", track, scale, category, n, pairs) for track, scale, category, n, pairs in cells]
    assert few_by_track(counted(own), ("a", "b"), {*SCORES, PAIN}) == frozenset(few)


def test_few_in_a_group_are_hidden_by_its_own_figure() -> None:
    responders = [(replace(key, group="responder"), stats) for key, stats in (cell("2025-01", "a", "sss", "", 3),)]
    assert few_by_track(counted(responders), ("a",), SCORES) == frozenset()
    assert len(stretches(counted([*every_month(10), *responders]), (), SCORES)) == 8


# --- months


def every_month(
    n: int, track: str = "", scale: str = FLOW, category: str = "started", pairs: int = 0
) -> list[tuple[CellKey, CellStats]]:
    return [cell(month, track, scale, category, n, pairs) for month in MONTHS]


@pytest.mark.parametrize(
    ("scale", "category", "n", "pairs", "parts"),
    [
        (FLOW, "started", 5, 0, 8),
        (FLOW, "started", 3, 0, 4),
        (FLOW, "referred", 3, 0, 4),
        (FLOW, "answered:3m", 3, 0, 4),
        (FLOW, "answered:1y", 3, 0, 8),
        (FLOW, "eligible", 3, 0, 8),
        ("sss", "", 3, 0, 4),
        ("sss", "", 10, 3, 4),
        ("sss", "band:mild", 3, 0, 8),
        ("csq", "", 3, 0, 8),
    ],
)
def test_months_are_cut_by_every_number_that_is_shown_and_by_no_other(
    scale: str, category: str, n: int, pairs: int, parts: int
) -> None:
    cells = [*every_month(10, category="other"), *every_month(n, scale=scale, category=category, pairs=pairs)]
    assert len(stretches(counted(cells), (), SCORES)) == parts


def test_months_are_cut_by_the_tracks_that_can_be_chosen() -> None:
    """What is on the other tracks counts together, and of whoever was referred only the whole."""
    others = [*every_month(10, "a"), *every_month(3, "b"), *every_month(7, "c")]
    assert len(stretches(counted(others), ("a",), SCORES)) == 8
    assert len(stretches(counted(others), ("a", "b"), SCORES)) == 4
    referred = [*every_month(3, "a", category="referred"), *every_month(7, category="referred")]
    assert len(stretches(counted([*every_month(10, "a"), *referred]), ("a",), SCORES)) == 8


def flow_of(started: list[int], answered: list[int | None]) -> list[Stretch]:
    cells = [cell(month, "", FLOW, "started", n) for month, n in zip(MONTHS, started, strict=False)]
    for month, n in zip(MONTHS, answered, strict=False):
        if n is not None:
            cells.append(cell(month, "", FLOW, "answered:3m", n))
    return list(stretches(counted(cells), (), SCORES))


def test_a_month_without_a_number_adds_nothing_to_it() -> None:
    assert flow_of([10, 10, 10, 10], [10, None, None, None]) == [Stretch(month, month) for month in MONTHS[:4]]
    assert flow_of([10, 10, 10, 10], [3, None, 2, None]) == [
        Stretch("2025-01", "2025-03"),
        Stretch("2025-04", "2025-04"),
    ]


def test_as_many_stretches_as_can_be() -> None:
    """The third month must have company: with the first two there would be two stretches, with the fourth three."""
    assert flow_of([5, 5, 0, 5], [5, 0, 2, 5]) == [
        Stretch("2025-01", "2025-01"),
        Stretch("2025-02", "2025-02"),
        Stretch("2025-03", "2025-04"),
    ]


def test_of_as_many_stretches_the_latest_cuts() -> None:
    """Three either way; the last month can stand alone, and is then told apart from the one before it."""
    assert flow_of([5, 2, 0, 3, 5], [5, 3, 0, 5, 5]) == [
        Stretch("2025-01", "2025-01"),
        Stretch("2025-02", "2025-04"),
        Stretch("2025-05", "2025-05"),
    ]


def test_whoever_is_on_no_track_that_can_be_chosen_counts_together() -> None:
    others = [*every_month(10, "a"), *every_month(1, "b"), *every_month(2, "c")]
    assert len(stretches(counted(others), ("a",), SCORES)) == 4


def test_a_group_on_a_track_cuts_no_months() -> None:
    responders = [(replace(key, group="responder"), stats) for key, stats in every_month(3, "a", "sss", "")]
    assert len(stretches(counted([*every_month(10, "a"), *responders]), ("a",), SCORES)) == 8


def test_a_month_with_people_elsewhere_alone_can_be_chosen() -> None:
    cells = [each for each in every_month(10) if each[0].month != MONTHS[-1]]
    assert stretches(counted(cells), (), SCORES, [by_month(every_month(10))])[-1] == Stretch(MONTHS[-1], MONTHS[-1])
    assert stretches(counted([]), (), SCORES) == ()


def test_answers_at_any_occasion_that_is_shown_cut_the_months() -> None:
    cells = [*every_month(10), *every_month(3, category="answered:3m")]
    assert len(stretches(counted(cells), (), {*SCORES, ("sss", "6m")})) == 4
