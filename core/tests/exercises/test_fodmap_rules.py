"""The verdict, the rest and the phase, by hand. The start level is 2 unless something else is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from varde.exercises.fodmap_rules import (
    FodmapDay,
    FodmapTest,
    PhaseStands,
    Rest,
    Verdict,
    judge_test,
    newest_test,
    next_portion,
    phase_on,
    rest_after,
    start_level,
    tried_again,
)

FIRST = date(2026, 10, 5)


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def judging(*rises: int | None, start: float | None = 2, disturbed: bool = False, own: str | None = None) -> FodmapTest:
    by_portion = dict(enumerate(rises, start=1))
    return FodmapTest("garlic", start, by_portion, FIRST, on(2), disturbed, own)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rises", "verdict"),
    [
        ((2, 2, 2), Verdict("yes", "three_calm", 3)),
        ((0, 0, 0), Verdict("yes", "three_calm", 3)),
        ((2, 3), Verdict("some", "up_to", 1)),
        ((2, 5, 9), Verdict("some", "up_to", 1)),
        ((0, 2, 3), Verdict("some", "up_to", 2)),
        ((0, 2, 5), Verdict("some", "up_to", 2)),
        ((3,), Verdict("no", "first_strong", 1)),
        ((3, 4, 4), Verdict("no", "first_strong", 1)),
        ((0, 6), Verdict("no", "strong", 2)),
        ((2,), Verdict("unsure", "too_few")),
        ((None, 2), Verdict("unsure", "too_few")),
        ((2, 2), Verdict("unsure", "not_finished")),
        ((2, 2, 6), Verdict("unsure", "between")),
        ((None, 3, 4), Verdict("unsure", "between")),
        ((None, 2, 3), Verdict("some", "up_to", 2)),
    ],
)
def test_what_the_portions_say(rises: tuple[int | None, ...], verdict: Verdict) -> None:
    assert judge_test(judging(*rises)) == verdict


def test_nothing_is_said_of_what_cannot_be_known_and_her_own_word_goes_first() -> None:
    assert judge_test(judging(0, 0, 0, start=4)) == Verdict("yes", "three_calm", 3)
    assert judge_test(judging(0, 0, 0, start=4.1)) == Verdict("unsure", "start_high")
    assert judge_test(judging(None, None, start=None)) == Verdict("unsure", "start_unknown")
    assert judge_test(judging(9, disturbed=True)) == Verdict("unsure", "disturbed")
    assert judge_test(judging(9, 9, disturbed=True, start=None, own="some")) == Verdict("some", "own", 2)


def test_the_level_before_is_of_three_days_and_of_none_in_which_something_was_tried() -> None:
    days = [
        FodmapDay(on(-4), "swap", level=9),
        FodmapDay(on(-3), "swap", level=1),
        FodmapDay(on(-2), "try", "lactose", 1, level=8),
        FodmapDay(on(-1), "try", level=2),
        FodmapDay(on(0), "try", "garlic", 1, level=7),
    ]
    assert start_level(days, FIRST) == 1.5
    assert start_level(days, on(-4)) is None


def tries(*portions: tuple[int, int, int], challenge: str = "garlic") -> list[FodmapDay]:
    """Day, portion and the worst of that evening, after three days at 2."""
    before = [FodmapDay(on(day), "swap", evening=2, level=2) for day in (-3, -2, -1)]
    return [
        *before,
        *(
            FodmapDay(on(day), "try", challenge, portion, evening=worst, level=worst)
            for day, portion, worst in portions
        ),
    ]


def test_a_test_is_of_portions_that_grow_and_lie_close() -> None:
    garlic = newest_test(tries((0, 1, 2), (2, 2, 4), (8, 3, 6)), "garlic")
    assert garlic is not None
    assert (garlic.rises, garlic.first, garlic.last, garlic.start) == ({1: 0, 2: 2, 3: 4}, on(0), on(8), 2)
    again = newest_test(tries((0, 1, 2), (1, 2, 4), (8, 1, 3)), "garlic")
    assert again is not None
    assert (again.rises, again.first) == ({1: None}, on(8))
    pause = newest_test(tries((0, 1, 2), (7, 2, 4)), "garlic")
    assert pause is not None
    assert pause.first == on(7)
    assert newest_test(tries((0, 1, 2)), "lactose") is None
    assert newest_test(tries((0, 0, 2)), "garlic") is None


def test_the_next_morning_counts_and_what_is_below_the_start_is_no_rise() -> None:
    days = [*tries((0, 1, 1))[:-1], FodmapDay(FIRST, "try", "garlic", 1, evening=1, morning=7)]
    garlic = newest_test(days, "garlic")
    assert garlic is not None
    assert garlic.rises == {1: 5}
    calm = newest_test(tries((0, 1, 0)), "garlic")
    assert calm is not None
    assert calm.rises == {1: 0}
    assert FodmapDay(FIRST, "try").worst is None


def test_a_rise_is_to_the_nearest_whole_number() -> None:
    days = [FodmapDay(on(-1), "swap", level=2.5), FodmapDay(on(0), "try", "garlic", 1, evening=5)]
    garlic = newest_test(days, "garlic")
    assert garlic is not None
    assert garlic.rises == {1: 3}
    lower = newest_test([FodmapDay(on(-1), "swap", level=2.6), days[1]], "garlic")
    assert lower is not None
    assert lower.rises == {1: 2}


def test_the_rest_is_three_days_and_two_of_them_calm() -> None:
    days, garlic = tries((0, 1, 2), (1, 2, 5)), newest_test(tries((0, 1, 2), (1, 2, 5)), "garlic")
    assert garlic is not None
    assert rest_after(garlic, days, on(1)) is None
    calm = [FodmapDay(on(day), "try", level=2) for day in (2, 3, 4)]
    assert rest_after(garlic, [*days, *calm[:2]], on(3)) == Rest(2, over=False)
    assert rest_after(garlic, [*days, *calm], on(4)) == Rest(3, over=True)
    troubled = FodmapDay(on(4), "try", level=3)
    assert rest_after(garlic, [*days, *calm[:2], troubled], on(4)) == Rest(3, over=False)
    assert rest_after(garlic, [*days, calm[2]], on(9)) == Rest(8, over=False)


def test_the_phase_of_a_day_is_the_last_that_was_written() -> None:
    days = [*tries((0, 1, 2), (1, 2, 4)), FodmapDay(on(4), "own")]
    assert phase_on(days, on(-4)) is None
    assert phase_on(days, on(-1)) == PhaseStands("swap", 3, portion=0)
    assert phase_on(days, on(1)) == PhaseStands("try", 2, "garlic", 2)
    assert phase_on(days, on(3)) == PhaseStands("try", 4, "garlic", None), "nothing is written of the day"
    resting = [*days[:-1], FodmapDay(on(2), "try", "garlic", 0)]
    assert phase_on(resting, on(2)) == PhaseStands("try", 3, "garlic", 0)
    assert phase_on(days, on(10)) == PhaseStands("own", 7)


def test_what_is_not_tolerated_is_tried_again_after_three_to_six_months() -> None:
    assert tried_again(judging(9)) == (date(2027, 1, 5), date(2027, 4, 5))


def test_the_same_portion_again_is_the_same_test_and_a_smaller_one_begins_another() -> None:
    again = newest_test(tries((0, 1, 2), (1, 1, 4), (2, 2, 5)), "garlic")
    assert again is not None
    assert (again.first, again.rises) == (on(0), {1: 2, 2: 3})
    down = newest_test(tries((0, 1, 2), (1, 3, 2), (2, 2, 2)), "garlic")
    assert down is not None
    assert down.first == on(2)
    smaller = newest_test(tries((0, 2, 2), (1, 1, 4)), "garlic")
    assert smaller is not None
    assert (smaller.first, smaller.rises) == (on(1), {1: 2})


def test_what_she_decided_last_and_one_disturbed_day_are_of_the_whole_test() -> None:
    days = [
        FodmapDay(on(-1), "swap", level=2),
        FodmapDay(on(0), "try", "garlic", 1, evening=2, own="no"),
        FodmapDay(on(1), "try", "garlic", 2, own="some", disturbed=True),
        FodmapDay(on(2), "try", "garlic", 3, evening=2),
    ]
    garlic = newest_test(days, "garlic")
    assert garlic is not None
    assert (garlic.own, garlic.disturbed, garlic.rises) == ("some", True, {1: 0, 2: None, 3: 0})
    assert judge_test(replace(garlic, own=None, disturbed=False)) == Verdict("unsure", "not_finished")
    calm = newest_test(days[:2], "garlic")
    assert calm is not None
    assert not calm.disturbed


def test_a_day_without_numbers_is_no_level_and_no_calm() -> None:
    silent = FodmapDay(on(-1), "swap")
    assert start_level([silent, FodmapDay(on(-2), "swap", level=3)], FIRST) == 3
    days = tries((0, 1, 2))
    garlic = newest_test(days, "garlic")
    assert garlic is not None
    calm = [FodmapDay(on(day), "try", level=2) for day in (1, 3)]
    assert rest_after(garlic, [*days, calm[0], FodmapDay(on(2), "try"), calm[1]], on(3)) == Rest(3, over=True)
    assert rest_after(garlic, [*days, calm[0]], on(1)) == Rest(1, over=False)
    other = FodmapDay(on(2), "try", "onion", 1, level=9)
    assert rest_after(garlic, [*days, calm[0], other, calm[1]], on(3)) == Rest(3, over=True)
    assert rest_after(replace(garlic, start=None), [*days, *calm], on(3)) == Rest(3, over=False)


def test_a_phase_goes_back_over_all_its_days() -> None:
    days = [FodmapDay(on(0), "swap"), FodmapDay(on(1), "try"), FodmapDay(on(2), "swap"), FodmapDay(on(3), "swap")]
    assert phase_on(days, on(3)) == PhaseStands("swap", 2, portion=0)
    assert phase_on(days, on(2)) == PhaseStands("swap", 1, portion=0)


def test_a_pause_begins_no_phase_anew_and_is_not_counted() -> None:
    days = [FodmapDay(on(day), phase) for day, phase in ((0, "swap"), (4, "pause"), (6, "swap"), (9, "pause"))]  # type: ignore[arg-type]
    assert phase_on(days, on(3)) == PhaseStands("swap", 4)
    assert phase_on(days, on(5)) == PhaseStands("pause", 2)
    assert phase_on(days, on(6)) == PhaseStands("swap", 5, portion=0)
    assert phase_on(days, on(8)) == PhaseStands("swap", 7)
    assert phase_on(days, on(9)) == PhaseStands("pause", 1, portion=0)
    other = [*days, FodmapDay(on(10), "try"), FodmapDay(on(11), "pause"), FodmapDay(on(12), "swap")]
    assert phase_on(other, on(12)) == PhaseStands("swap", 1, portion=0)


# portions as day, portion and worst; what is marked on the newest; the day today; the portion that comes next
NEXT: list[tuple[list[tuple[int, int, int]], dict[str, object], int, int | None]] = [
    ([(0, 1, 2)], {}, 0, 2),
    ([(0, 1, 2)], {}, 1, 2),
    ([(0, 1, 2), (1, 2, 4)], {}, 2, 3),
    ([(0, 1, 4), (2, 2, 4)], {}, 3, 3),
    ([(0, 1, 2), (1, 2, 4), (2, 3, 4)], {}, 3, None),
    ([(0, 1, 5)], {}, 1, None),
    ([(0, 1, 4), (1, 2, 5)], {}, 2, None),
    ([(0, 1, 4)], {"disturbed": True}, 1, None),
    ([(0, 1, 4)], {"own": "yes"}, 1, None),
    ([(0, 1, 4)], {}, 6, 2),
    ([(0, 1, 4)], {}, 7, None),
    ([(0, 2, 4)], {}, 1, 3),
]


def test_the_rest_comes_when_a_test_is_over_and_the_next_portion_until_then() -> None:
    for portions, marked, today, expected in NEXT:
        days = tries(*portions)
        days[-1] = replace(days[-1], **marked)  # type: ignore[arg-type]
        tested = newest_test(days, "garlic")
        assert tested is not None
        assert next_portion(tested, on(today)) == expected, (portions, marked, today)


def test_of_a_portion_that_is_eaten_twice_the_highest_rise_counts() -> None:
    for worsts, rise in (((8, 3), 6), ((3, 8), 6), ((2, 2), 0)):
        again = newest_test(tries((0, 1, worsts[0]), (2, 1, worsts[1])), "garlic")
        assert again is not None
        assert again.rises == {1: rise}, worsts
    days = tries((0, 1, 8), (2, 1, 3))
    days[-1] = replace(days[-1], evening=None)
    unknown = newest_test(days, "garlic")
    assert unknown is not None
    assert unknown.rises == {1: 6}
    days[-2], days[-1] = replace(days[-2], evening=None), replace(days[-1], evening=4)
    known = newest_test(days, "garlic")
    assert known is not None
    assert known.rises == {1: 2}


def test_the_first_portion_after_something_disturbed_begins_another_test() -> None:
    days = tries((0, 1, 8), (3, 0, 2), (4, 1, 2), (5, 2, 3))
    days[3] = replace(days[3], disturbed=True)
    again = newest_test(days, "garlic")
    assert again is not None
    assert (again.first, again.disturbed, again.rises) == (on(4), False, {1: 0, 2: 1})
