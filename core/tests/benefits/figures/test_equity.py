"""Who is reached: groups counted by hand, small neighbours put together, and nothing left when one place is taken from another."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from varde.benefits.counting.book import WHOLE, Book
from varde.benefits.counting.counted import CountedSums, SumRow
from varde.benefits.counting.dimensions import AGE, PHASE, SEX
from varde.benefits.figures.equity import EquityGroup, Outcome, equity_of, groups_of, stands_out
from varde.benefits.figures.rules import Proportion
from varde.benefits.figures.statistics import Interval

from ..cohort import SYMPTOMS

REGION, NORTH, SOUTH = 1, 10, 20
ABOVE = {REGION: None, NORTH: REGION, SOUTH: REGION}
YES, NO, BEGAN = ("sss", "3m", "responder:yes"), ("sss", "3m", "responder:no"), ("flow", "", "started")


def counted(people: Mapping[tuple[int, str], Outcome]) -> CountedSums:
    """Sums of these: by place and group, how many responded, did not, and have not answered."""
    book = Book().with_more([(place, WHOLE) for place in (YES, NO, BEGAN)])
    columns = [book.column(book.at(*place)[0]) for place in (YES, NO, BEGAN)]
    sums = np.zeros((len(people), book.width), dtype=np.int64)
    for number, (yes, no, silent) in enumerate(people.values()):
        sums[number, columns] = yes, no, yes + no + silent
    return CountedSums(book, [SumRow(place, "", group, "") for place, group in people], sums)  # type: ignore[arg-type]


def said(groups: tuple[EquityGroup, ...]) -> list[tuple[str, str, str]]:
    return [("+".join(g.values), str(g.started), f"{g.share.numerator}/{g.share.denominator}") for g in groups]


def test_groups_are_those_of_the_people() -> None:
    parts = {"female": (40, 50, 10), "male": (12, 20, 8), "": (0, 0, 0)}
    assert said(groups_of(parts, ordered=False)) == [("female", "100", "40/90"), ("male", "40", "12/32")]


def test_a_few_are_hidden_and_so_is_what_would_tell_them() -> None:
    """Three of whom nothing is known: taken from everyone, the two others would tell them, so the smaller goes too."""
    parts = {"female": (40, 50, 10), "male": (12, 20, 8), "import": (7, 9, 9), "": (1, 2, 0)}
    assert said(groups_of(parts, ordered=False)) == [
        ("female", "100", "40/90"),
        ("male", "40", "12/32"),
        ("import", "skjult", "skjult/skjult"),
        ("", "skjult", "skjult/skjult"),
    ]


def test_small_neighbours_are_put_together_before_anything_is_hidden() -> None:
    parts = {
        "18-29": (3, 4, 1),
        "30-44": (20, 30, 9),
        "45-59": (9, 9, 9),
        "60-74": (1, 0, 0),
        "75-": (2, 1, 0),
        "": (0, 0, 0),
    }
    groups = groups_of(parts, ordered=True)
    assert said(groups) == [("18-29+30-44", "67", "23/57"), ("45-59+60-74+75-", "31", "12/22")]


@pytest.mark.parametrize(
    "parts", [{"female": (40, 50, 10), "": (0, 0, 0)}, {"female": (40, 50, 10), "male": (1, 0, 0), "": (0, 0, 0)}]
)
def test_one_group_is_no_parting(parts: dict[str, Outcome]) -> None:
    assert groups_of(parts, ordered=False) == ()


def test_of_whom_it_is_not_known_is_what_the_groups_leave() -> None:
    sums = counted({(REGION, "all"): (60, 70, 30), (REGION, "female"): (40, 50, 10), (REGION, "male"): (12, 10, 15)})
    figure = equity_of(sums, {REGION: None}, REGION, SEX, SYMPTOMS)
    assert said(figure.groups) == [("female", "100", "40/90"), ("male", "37", "12/22"), ("", "23", "8/18")]


def test_a_place_is_not_parted_where_a_group_beside_it_is_a_few() -> None:
    """The region shows its women and men; north, whose own groups are large, does not: south has two men."""
    sums = counted(
        {
            (NORTH, "all"): (50, 50, 20),
            (NORTH, "female"): (30, 30, 10),
            (NORTH, "male"): (20, 20, 10),
            (SOUTH, "all"): (12, 12, 5),
            (SOUTH, "female"): (10, 12, 5),
            (SOUTH, "male"): (2, 0, 0),
        }
    )
    assert said(equity_of(sums, ABOVE, REGION, SEX, SYMPTOMS).groups) == [
        ("female", "97", "40/82"),
        ("male", "52", "22/42"),
    ]
    assert equity_of(sums, ABOVE, NORTH, SEX, SYMPTOMS).groups == ()
    assert equity_of(sums, ABOVE, SOUTH, SEX, SYMPTOMS).groups == ()


def test_what_is_handed_over_without_how_it_went_parts_nobody() -> None:
    """Ninety women and sixty men of 150 started: of nobody without a sex it is told how it went with 130."""
    sums = counted({(REGION, "all"): (60, 70, 20), (REGION, "female"): (0, 0, 90), (REGION, "male"): (0, 0, 60)})
    assert equity_of(sums, {REGION: None}, REGION, SEX, SYMPTOMS).groups == ()


def test_a_phase_of_few_is_told_of_no_phase() -> None:
    """How many left is told by itself beside the flow, so that what one of the two hides the other would tell."""
    people = {(REGION, "all"): (60, 70, 30), (REGION, "under_way"): (0, 0, 20), (REGION, "completed"): (50, 60, 5)}
    many = counted({**people, (REGION, "left"): (10, 10, 5)})
    assert said(equity_of(many, {REGION: None}, REGION, PHASE, SYMPTOMS).groups) == [
        ("under_way", "20", "0/0"),
        ("completed", "115", "50/110"),
        ("left", "25", "10/20"),
    ]
    few = counted({**people, (REGION, "completed"): (60, 67, 10), (REGION, "left"): (0, 3, 0)})
    assert equity_of(few, {REGION: None}, REGION, PHASE, SYMPTOMS).groups == ()


def test_a_place_that_is_all_there_is_of_the_one_above_shows_the_same() -> None:
    """Two are put together with the next; north is the whole region, so nothing is left between them."""
    people = {
        (NORTH, "all"): (31, 31, 12),
        (NORTH, "18-29"): (9, 9, 2),
        (NORTH, "30-44"): (12, 11, 5),
        (NORTH, "45-59"): (10, 11, 5),
    }
    shown = [("18-29+30-44", "48", "21/41"), ("45-59", "26", "10/21")]
    sums = counted(people)
    region = {(REGION, group): row for (_, group), row in people.items()}
    assert said(equity_of(sums, ABOVE, NORTH, AGE, SYMPTOMS).groups) == shown
    assert said(equity_of(counted(region), {REGION: None}, REGION, AGE, SYMPTOMS).groups) == shown


def test_what_stands_out_is_outside_its_own_interval() -> None:
    everyone = Proportion(40, 100, "paired", 0.4, Interval(0.31, 0.5))
    group = EquityGroup(("male",), 60, Proportion(10, 50, "paired", 0.2, Interval(0.11, 0.33)))
    assert stands_out(group, everyone)
    assert not stands_out(EquityGroup(("male",), 60, Proportion(18, 50, "paired", 0.36, Interval(0.24, 0.5))), everyone)
