"""A reader who lays choices of months beside one another, and knows why each number is hidden, works nothing out.

The judge is an exact solver of linear equations in whole numbers (HiGHS, by SciPy), which knows nothing of how the figures hide.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations_with_replacement

import numpy as np
import pytest

from varde.benefits.counting.cells import contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.figures import Selection, report
from varde.benefits.figures.periods import Stretch, stretches
from varde.charts.values import THRESHOLD, Hidden, Shown, Why

from ..cohort import MEASURES, SYMPTOMS, patient

optimize = pytest.importorskip("scipy.optimize")
SCORES = {(m.scale, o) for m in MEASURES for o in (m.start_occasion or m.follow_up[0], *m.follow_up)}
OUTCOMES = ("responders", "change_class", "severity")

Name = tuple[str, ...]
Published = dict[Stretch, dict[Name, Shown]]
"""What is said of each choice of months: numbers of people by name."""


def cohort(people: Sequence[tuple[int, float, float]]) -> CountedSums:
    """Those who started in a month, by number, with these scores at the start and after three months."""
    facts = [
        replace(
            person,
            referred=person.referred + timedelta(days=31 * month),
            started=person.started + timedelta(days=31 * month),
        )
        for month, start, later in people
        for person in [patient(start, later)]
        if person.started
    ]
    return CountedSums.of(merged(*(contributions(each) for each in facts)).items())


def published(counted: CountedSums, offered: Sequence[Stretch]) -> Published:
    """Every number of outcomes that a page or a file says, for every choice there is."""
    choices: Published = {}
    for begin, end in combinations_with_replacement(offered, 2):
        page = report(counted.without_waiting(), "demo", MEASURES, Selection(begin.first, end.last))
        numbers = choices.setdefault(Stretch(begin.first, end.last), {})
        for row in rows_of(page, {}):
            if (
                row.figure in OUTCOMES
                and row.measure == SYMPTOMS.key
                and row.occasion == "3m"
                and row.population == "paired"
            ):
                numbers[row.figure, row.item] = row.numerator  # type: ignore[assignment]
                numbers[row.figure, "of"] = row.denominator  # type: ignore[assignment]
    return choices


def worked_out(
    choices: Published, offered: Sequence[Stretch], figure: str, items: Sequence[Name]
) -> list[tuple[Stretch, Name]]:
    """The numbers that are hidden and can only be one number all the same. ``items`` part those that the figure is of."""
    columns = {(stretch, item): at for at, (stretch, item) in enumerate((s, i) for s in offered for i in items)}

    def row(choice: Stretch, name: Name) -> list[int]:
        inside = [s for s in offered if choice.first <= s.first and s.last <= choice.last]
        wanted = items if name[-1] == "of" else [name]
        return [int(key[0] in inside and key[1] in wanted) for key in columns]

    rows, lows, highs, hidden = [], [], [], []
    for choice, numbers in choices.items():
        for name, shown in numbers.items():
            if name[0] != figure:
                continue
            rows.append(row(choice, name))
            if isinstance(shown, Hidden):
                hidden.append((choice, name))
                small = shown.why is Why.SMALL
                lows.append(1 if small else 0)
                highs.append(THRESHOLD - 1 if small else np.inf)
            else:
                lows.append(shown)
                highs.append(shown)
    if not rows:
        return []
    constraint = optimize.LinearConstraint(np.array(rows), lows, highs)

    def end(objective: list[int], sign: int) -> float:
        solved = optimize.milp(sign * np.array(objective), integrality=np.ones(len(columns)), constraints=constraint)
        return float(round(sign * solved.fun)) if solved.status == 0 else float("inf")

    return [of for of in hidden if end(row(*of), 1) == end(row(*of), -1)]


def parts(counted: CountedSums) -> dict[str, list[Name]]:
    """What each figure parts its people in."""
    page = report(counted.without_waiting(), "demo", MEASURES, Selection("", "9999-12"), threshold=1)
    items: dict[str, list[Name]] = {"responders": [("responders", ""), ("responders", "no")]}
    for row in rows_of(page, {}):
        if row.measure == SYMPTOMS.key and row.occasion == "3m" and row.figure == "change_class":
            items.setdefault(row.figure, [])
            if (row.figure, row.item) not in items[row.figure]:
                items[row.figure].append((row.figure, row.item))
    return items


def month_of(number: int, yes: int, no: int) -> list[tuple[int, float, float]]:
    """A month in which so many got much better, and so many hardly changed."""
    return [(number, 300.0, 100.0)] * yes + [(number, 300.0, 290.0)] * no


def test_two_responders_of_one_month_are_not_told_by_two_choices() -> None:
    """By hand: of ten in each month nine or five responded. Without the rule May would be the difference of two choices."""
    counted = cohort([person for month in range(4) for person in month_of(month, 5, 5)] + month_of(4, 8, 2))
    plain = stretches(counted, (), SCORES)
    assert [each.last for each in plain] == ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"][: len(plain)]
    told = published(counted, plain)
    all_of, but_the_last = Stretch(plain[0].first, plain[-1].last), Stretch(plain[0].first, plain[-2].last)
    no = [of["responders", "of"] - of["responders", ""] for of in (told[all_of], told[but_the_last])]  # type: ignore[operator]
    assert no[0] - no[1] == 2, "the attack: two did not respond"
    kept = stretches(counted, (), SCORES, measures=MEASURES)
    assert [each.last for each in kept] == [*(each.last for each in plain[:-2]), plain[-1].last]


def test_what_was_told_together_is_never_told_apart_at_a_later_cut() -> None:
    """By hand: two months of three each are told together; later some more come to both, and they could be told apart."""
    early = [*month_of(0, 6, 6), *month_of(1, 3, 3), *month_of(2, 3, 3)]
    first = stretches(cohort(early), (), SCORES, measures=MEASURES)
    ends = [each.last for each in first]
    late = [*early, *month_of(1, 2, 2), *month_of(2, 2, 2), *month_of(3, 6, 6)]
    apart = stretches(cohort(late), (), SCORES, measures=MEASURES)
    assert len(apart) == 4
    later = stretches(cohort(late), (), SCORES, measures=MEASURES, cuts=ends)
    assert [each.last for each in later] == [*ends, apart[-1].last]
    assert set(ends) <= {each.last for each in apart}
    gone = stretches(cohort(late[12:]), (), SCORES, measures=MEASURES, cuts=ends)
    assert {each.last for each in gone} <= {*ends, apart[-1].last}, "and where some were erased, fewer are"


@pytest.mark.parametrize("seed", [3, 40, 500])
def test_no_outcome_can_be_worked_out_from_all_choices_of_months(seed: int) -> None:
    chance = random.Random(seed)
    open_before = 0
    for _ in range(6):
        people = [
            (chance.randrange(6), float(chance.choice([100, 200, 300])), float(chance.choice([50, 180, 240, 310])))
            for _ in range(chance.choice([25, 60, 120]))
        ]
        counted = cohort(people)
        offered = stretches(counted, (), SCORES, measures=MEASURES)
        choices = published(counted, offered)
        for figure, items in parts(counted).items():
            assert worked_out(choices, offered, figure, items) == [], (figure, people)
            plain = stretches(counted, (), SCORES)
            open_before += len(worked_out(published(counted, plain), plain, figure, items))
    assert open_before > 50, "where months are cut by people alone, the same solver works them out"
