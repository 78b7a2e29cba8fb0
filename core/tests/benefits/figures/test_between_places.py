"""Nobody can work out a few people from what is shown of several places: of a region, its trusts and their clinics, and of any one
page. Everything that is shown is laid beside everything that is small, and no sum of the first may be any of the second."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from varde.benefits.counting.cells import (
    FLOW,
    IMPORTED,
    Cells,
    CellStats,
    EnrolmentFacts,
    contributions,
    merged,
    sums_of,
    without_way_in,
)
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.between_places import ALL_MONTHS, Surroundings
from varde.benefits.figures.exits import flows_of
from varde.benefits.figures.export import ExportRow, rows_of
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.periods import Stretch, withheld
from varde.benefits.figures.units import without
from varde.benefits.figures.waiting import waiting
from varde.charts.values import Hidden

from ..cohort import MEASURES, patient
from ..reports import BETTER, SAME, SILENT, flow_of, in_pain, with_scores

WHOLE = Selection(*ALL_MONTHS)
COME = patient(None, started=None, scores=(), answered=frozenset())

REGION, NORTH, SOUTH, EAST = 1, 10, 20, 30
ABOVE = {
    REGION: None,
    NORTH: REGION,
    SOUTH: REGION,
    EAST: REGION,
    11: NORTH,
    12: NORTH,
    13: NORTH,
    21: SOUTH,
    22: SOUTH,
}
"""Three trusts; north has three clinics, south two, and east none under it."""
AT = (REGION, NORTH, EAST, 11, 12, 13, 21, 22)
"""Where people come: some at a trust, or at the region, itself."""

TOTALS = ((None, 60, 150, 260, 420), (None, 60, 150, 260), (None, 60, 260))
"""At the start, after three months and after six: no answer, and answers in each band, so that nothing which can be parted always
goes together."""
ENDS = (
    None,
    ("completed", "completed"),
    ("discontinued", "no_time"),
    ("discontinued", "withdrawn"),
    ("moved", "moved_clinic"),
)


def started_with(number: int, *scores: float | None) -> EnrolmentFacts:
    """One with these scores, who said more than that, and left, or not: no two of these go together for all."""
    person = replace(patient(*scores), ended=ENDS[number * 7 % 11 % len(ENDS)])
    person = with_scores(person, csq_3m=10 + number % 20) if number * 5 % 13 % 2 and scores[1] is not None else person
    person = in_pain(person) if number * 3 % 17 % 3 == 0 else person
    return replace(person, started=person.referred + timedelta(days=20 + 100 * (number * 11 % 19 % 4)))


KINDS: tuple[EnrolmentFacts, ...] = (
    BETTER,
    SAME,
    SILENT,
    *(started_with(number, *scores) for number, scores in enumerate(product(*TOTALS))),
    COME,
    replace(COME, eligible=False),
    replace(COME, eligible=False, ended=("declined", "not_eligible")),
    replace(COME, eligible=False, ended=("declined", "too_ill")),
    replace(COME, ended=("declined", "outside_area")),
    replace(COME, ended=("never_started", "no_contact")),
    replace(COME, eligible=False, ended=("never_started", "moved")),
    replace(COME, passed_on=True, eligible=False, ended=("passed_on", "passed_on")),
)
IMPORTED_KINDS = (0, 1, 20, 40)
"""Of these some were treated elsewhere and imported."""
Kind = tuple[int, bool]
EVERY_KIND: tuple[Kind, ...] = (*((n, False) for n in range(len(KINDS))), *((n, True) for n in IMPORTED_KINDS))
Cohort = Mapping[tuple[int, Kind], int]
"""How many of each kind there are at each place."""
Name = tuple[str, ...]


@cache
def cells_of_one(kind: Kind) -> Cells:
    person = replace(KINDS[kind[0]], measures=MEASURES)
    cells = contributions(person)
    return without_way_in(cells) if kind[1] else cells


def cells_of(cohort: Cohort) -> list[Any]:
    parts = [
        {
            replace(key, organisation_id=place): CellStats(*(n * total for total in sums_of(stats)))
            for key, stats in cells_of_one(kind).items()
        }
        for (place, kind), n in cohort.items()
        if n
    ]
    return sorted(merged(*parts).items())


# --- what is shown, and what a number is made of


def pages_of(cohort: Cohort, selections: Sequence[Selection] = ()) -> dict[int, list[Report]]:
    """What the reader of all of it is shown of each place, parted into responders and not."""
    cells = cells_of(cohort)
    people: dict[int, int] = {}
    for key, stats in cells:
        if key.scale == FLOW and key.category in ("referred", IMPORTED):
            people[key.organisation_id] = people.get(key.organisation_id, 0) + stats.n
    chosen = selections or (WHOLE, replace(WHOLE, split=True))
    return {
        place: [] if withheld(under(place), people) else [page_at(cells, place, each) for each in chosen]
        for place in ABOVE
    }


def page_at(cells: Sequence[Any], place: int, selection: Selection, above: Mapping[int, int | None] = ABOVE) -> Report:
    """The figures of a place as the page makes them."""
    inside = [(key, stats) for key, stats in cells if key.organisation_id in under(place)]
    around = [(key, stats) for key, stats in cells if key.organisation_id not in under(place)]
    whole = CountedSums.of(cells)
    surroundings = Surroundings(whole, None, above, "demo", MEASURES)
    if not all(selection.first <= key.month <= selection.last for key, _ in cells):
        after = Stretch(next(month for month in whole.months if month > selection.last), whole.months[-1])
        stretches = (Stretch(selection.first, selection.last), after)
        surroundings = replace(surroundings, chosen=whole, stretches=stretches)
    counted = CountedSums.of(inside)
    flows = replace(flows_of(counted, CountedSums.of(around)), inside=frozenset(under(place)))
    page, together = (
        report(counted, "demo", MEASURES, each, flows=flows) for each in (selection, replace(selection, split=False))
    )
    return without(page, together, surroundings.closed(place, selection))


def under(place: int) -> tuple[int, ...]:
    below = [part for part, above in ABOVE.items() if above == place]
    return (place, *(part for each in below for part in under(each)))


def numbers(page: Report) -> Iterator[tuple[Name, int]]:
    """Every number of people on a page that can be read."""
    for row in rows_of(page, {}):
        yield from numbers_in(row)


def numbers_in(row: ExportRow) -> Iterator[tuple[Name, int]]:
    for name, n in (("k", row.numerator), ("n", row.denominator)):
        if n is not None and not isinstance(n, Hidden):
            yield named(row, name), int(n)


def named(row: ExportRow, name: str) -> Name:
    figure = "waiting" if row.figure.startswith("waiting") else row.figure
    return (figure, row.measure, row.group, row.occasion, row.item, row.population, name)


def raw(cells: Sequence[Any], place: int) -> dict[Name, int]:
    """Every number of a place as it is, shown or not, and what is left of each denominator."""
    inside = CountedSums.of((key, stats) for key, stats in cells if key.organisation_id in under(place))
    counted: dict[Name, int] = {}
    for split in (False, True):
        page = report(inside, "demo", MEASURES, replace(WHOLE, split=split), threshold=1)
        counted |= dict(numbers(page))
        for row in rows_of(page, {}):
            counts = dict(numbers_in(row))
            if len(counts) == 2:
                counted[named(row, "others")] = counts[named(row, "n")] - counts[named(row, "k")]
    for by in ("quarter", "year"):
        for wait in waiting(inside, by=by, threshold=1):
            counted["waiting", "", "all", "", wait.period, "started", "n"] = int(str(wait.days.n))
    for each in Surroundings(inside, None, ABOVE, "demo", MEASURES).rows_of([under(place)], WHOLE):
        if each.unit.kind in ("started", "flow", "answered"):
            of_unit = zip(each.names, each.counts[0].tolist(), strict=True)
            counted |= {(*each.unit, *name): n for name, n in of_unit}
    return counted


ONE_OF_EACH = {(REGION, kind): 1 for kind in EVERY_KIND}


@cache
def made_of() -> dict[Name, dict[Kind, int]]:
    """By number how much one person of each kind adds to it; found by adding one to a place that has everybody."""
    before = raw(cells_of(ONE_OF_EACH), REGION)
    adds: dict[Name, dict[Kind, int]] = {name: {} for name in before}
    for kind in EVERY_KIND:
        after = raw(cells_of({**ONE_OF_EACH, (REGION, kind): 2}), REGION)
        for name in after:
            adds.setdefault(name, {})[kind] = after[name] - before.get(name, 0)
    return adds


def vector(place: int, name: Name) -> np.ndarray[Any, Any]:
    """A number of a place as a sum over the people of every kind at every place."""
    adds, inside = made_of()[name], under(place)
    return np.array([adds.get(kind, 0) if at in inside else 0 for at in AT for kind in EVERY_KIND], dtype=float)


def told(cohort: Cohort, pages: Mapping[int, Sequence[Report]]) -> list[tuple[int, Name, int]]:
    """The small numbers, of all places, that what is shown adds up to: none, or something is given away."""
    shown = {(place, name) for place, each in pages.items() for page in each for name, _ in numbers(page)}
    rows = [vector(place, name) for place, name in sorted(shown)]
    basis = _basis(np.array(rows)) if rows else np.zeros((0, len(AT) * len(EVERY_KIND)))
    cells, given_away = cells_of(cohort), []
    for place in ABOVE:
        for name, n in raw(cells, place).items():
            if 0 < n < 5:
                wanted = vector(place, name)
                left = wanted - basis.T @ (basis @ wanted)
                if np.abs(left).max() < 1e-7:
                    given_away.append((place, name, n))
    return given_away


def _basis(rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    _, sizes, spanned = np.linalg.svd(np.unique(rows, axis=0), full_matrices=False)
    basis: np.ndarray[Any, Any] = spanned[sizes > 1e-8 * sizes.max()]
    return basis


# --- an example by hand


def of(place: int, better: int, same: int, silent: int) -> dict[tuple[int, Kind], int]:
    return {(place, (0, False)): better, (place, (1, False)): same, (place, (2, False)): silent}


def test_few_at_one_clinic_hide_the_same_figures_at_the_smallest_beside_it() -> None:
    """North has 12 better of 40, 6 of 30 and 2 of 20 at its clinics: 20 of 90. The 2 are hidden. 20 - 12 - 6 = 2, so the 6 of
    the next smallest are hidden too. At the largest and at the trust everything is shown."""
    cohort = {**of(11, 12, 28, 10), **of(12, 6, 24, 10), **of(13, 2, 18, 10)}
    pages = pages_of(cohort)
    better = {place: responders(pages[place][0]) for place in (NORTH, 11, 12, 13)}
    assert better == {NORTH: "20 of 90", 11: "12 of 40", 12: "", 13: ""}
    assert told(cohort, pages) == []
    assert {place: flow_of(pages[place][0])["started"] for place in (NORTH, 11, 12, 13)} == {
        NORTH: "120",
        11: "50",
        12: "40",
        13: "30",
    }


def responders(page: Report) -> str:
    rates = [rate for figures in page.measures for rate in figures.rates if rate.occasion == "3m"]
    return f"{rates[0].of_paired.numerator} of {rates[0].of_paired.denominator}" if rates else ""


def test_a_clinic_whose_reader_sees_no_other_shows_what_it_can() -> None:
    cohort = {**of(11, 12, 28, 10), **of(13, 2, 18, 10)}
    alone = [(key, stats) for key, stats in cells_of(cohort) if key.organisation_id == 13]
    page = page_at(alone, 13, WHOLE, {13: None})
    assert responders(page) == "<5 of 20"


FIRST_MONTHS = Selection("2025-01", "2025-03")


def in_two_parts(first: Cohort, second: Cohort) -> list[Any]:
    """So many in the first months of the year, and so many in the last."""
    later = [(replace(key, month="2025-06"), stats) for key, stats in cells_of(second)]
    return [*cells_of(first), *later]


def test_a_part_of_the_months_is_shown_where_no_place_has_a_few() -> None:
    """At 11 and 12 there are enough better and others in both parts."""
    cohort = {**of(11, 12, 28, 10), **of(12, 6, 24, 10)}
    page = page_at(in_two_parts(cohort, cohort), 11, FIRST_MONTHS)
    assert responders(page) == "12 of 40"


@pytest.mark.parametrize("few_first", [True, False])
def test_and_nowhere_beside_it_when_one_has(few_first: bool) -> None:
    """The 2 better at 12 are of the first months or of the last. Of all months 8 are better there, and nothing is hidden; of the
    first nothing is shown, nor where they are of the last: the two less what is beside them would tell of these."""
    few, enough = ({**of(11, 12, 28, 10), **of(12, better, 24, 10)} for better in (2, 6))
    cells = in_two_parts(few, enough) if few_first else in_two_parts(enough, few)
    assert responders(page_at(cells, 12, WHOLE)) == "8 of 56"
    assert responders(page_at(cells, 11, FIRST_MONTHS)) == ""


def test_what_is_hidden_of_all_months_is_hidden_of_a_part() -> None:
    """The 2 better at 13 are of the last months: of the first 11 and 12 have enough, and would tell of the last."""
    first = {**of(11, 12, 28, 10), **of(12, 6, 24, 10)}
    cells = in_two_parts(first, {**first, **of(13, 2, 18, 10)})
    assert [responders(page_at(cells, place, FIRST_MONTHS)) for place in (11, 12, 13)] == ["", "", ""]
    assert responders(page_at(cells, NORTH, FIRST_MONTHS)) == "18 of 70"


def test_of_imported_few_the_page_does_not_tell_how_many_started_with_them() -> None:
    """40 started here and 3 elsewhere: beside the flow's 40 a share of 43 would tell the 3."""
    cohort = {**of(REGION, 20, 20, 0), (REGION, (1, True)): 3}
    page = pages_of(cohort)[REGION][0]
    (rate, *_) = page.measures[0].rates
    assert (flow_of(page)["started"], str(rate.of_paired.denominator), str(rate.of_started.denominator)) == (
        "40",
        "43",
        "skjult",
    )


# --- and any by chance


@pytest.mark.chance
@pytest.mark.slow
@pytest.mark.parametrize("turn", range(3))
def test_nothing_shown_adds_up_to_a_few(seed: int, turn: int) -> None:
    chance = random.Random(f"{seed}:{turn}")
    cohort = by_chance(chance)
    pages = pages_of(cohort)
    assert told(cohort, pages) == []


def by_chance(chance: random.Random) -> dict[tuple[int, Kind], int]:
    """A few of most kinds somewhere, many of some elsewhere, and none at some places."""
    empty = {place for place in AT if chance.random() < 0.2}
    most = {place: chance.choice((2, 6, 12, 30)) for place in AT}
    kinds = chance.sample(EVERY_KIND, chance.randint(4, len(EVERY_KIND)))
    return {
        (place, kind): chance.choice((0, 0, 1, chance.randint(0, most[place]), most[place]))
        for place in AT
        if place not in empty
        for kind in kinds
    }
