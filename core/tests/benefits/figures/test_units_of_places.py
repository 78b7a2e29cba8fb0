"""The numbers of one place by unit, counted by hand; which place is the smallest; and what one closed unit closes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from varde.benefits.counting.cells import CellStats, EnrolmentFacts, contributions, merged, without_way_in
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.between_places import ALL_MONTHS, Surroundings, _told_with, closed_parts
from varde.benefits.figures.export import ExportRow, rows_of
from varde.benefits.figures.figures import Selection, report
from varde.benefits.figures.periods import Stretch
from varde.benefits.figures.units import EXITS, STARTED, THE_FLOW, WAITING, Unit
from varde.charts.values import Hidden

from ..cohort import MEASURES, patient
from ..reports import BETTER, SAME, SILENT, in_pain, with_scores

COME = patient(None, started=None, scores=(), answered=frozenset())
ON_A = replace(with_scores(BETTER, csq_3m=24), track="a", ended=("completed", "completed"))
LEFT = replace(SAME, ended=("discontinued", "no_time"))
DECLINED = replace(COME, eligible=False, ended=("declined", "not_eligible"))
PEOPLE = [*[ON_A] * 7, *[LEFT] * 6, *[replace(SILENT, track="b")] * 5, *[COME] * 4, *[DECLINED] * 3]
"""25 were referred, 22 of them eligible, and 18 started; 13 answered at three months. 7 completed and 6 left, 3 were declined."""
ELSEWHERE = [BETTER] * 2
"""Imported: they have scores, and no way in."""

SYMPTOMS_OUT, SYMPTOMS = Unit("outcomes", "demo.symptoms"), Unit("scores", "demo.symptoms")
SATISFIED_OUT, SATISFIED = Unit("outcomes", "demo.satisfaction"), Unit("scores", "demo.satisfaction")
WHOLE = Selection(*ALL_MONTHS)
Listed = list[tuple[Any, CellStats]]


def cells_of(people: Sequence[EnrolmentFacts], imported: Sequence[EnrolmentFacts] = (), at: int = 1) -> Listed:
    each = [contributions(_at(person, at)) for person in people]
    each += [without_way_in(contributions(_at(person, at))) for person in imported]
    return sorted(merged(*each).items())


def _at(person: EnrolmentFacts, organisation: int) -> EnrolmentFacts:
    return replace(person, organisation_id=organisation, measures=MEASURES)


def units_of(
    surroundings: Surroundings, selection: Selection, place: int = 1
) -> dict[Unit, dict[tuple[str, ...], int]]:
    """The numbers of a place by unit and name."""
    return {
        each.unit: dict(zip(each.names, each.counts[0].tolist(), strict=True))
        for each in surroundings.rows_of([{place}], selection)
    }


def of_somebody(units: Mapping[Unit, Mapping[tuple[str, ...], int]]) -> dict[Unit, dict[tuple[str, ...], int]]:
    """Without the numbers that are 0."""
    return {unit: {name: n for name, n in numbers.items() if n} for unit, numbers in units.items()}


def row(figure: str, group: str, occasion: str, item: str, population: str, *kn: int) -> Mapping[tuple[str, ...], int]:
    """One line of a page: ``k`` of ``n`` and what is left of ``n``, or ``n`` alone."""
    name = (figure, group, occasion, item, population)
    if len(kn) == 1:
        return {(*name, "n"): kn[0]}
    k, n = kn
    return {(*name, "k"): k, (*name, "n"): n, (*name, "others"): n - k}


def rows(lines: Iterable[Mapping[tuple[str, ...], int]]) -> dict[tuple[str, ...], int]:
    return {name: count for line in lines for name, count in line.items()}


def severity(group: str, n: int, light_at_start: int, light_later: int) -> dict[tuple[str, ...], int]:
    return rows(
        row("severity", group, occasion, step, "paired", k, n)
        for occasion, light in (("start", light_at_start), ("3m", light_later))
        for step, k in (("light", light), ("hard", n - light))
    )


def classes(**counts: int) -> dict[tuple[str, ...], int]:
    return rows(
        row("change_class", "all", "3m", name, population, k, n)
        for name, k in counts.items()
        for population, n in (("paired", 15), ("started", 20))
    )


# 9 are better (7 here and 2 imported), 6 the same: 15 with both answers, of 20 with a start.
OUTCOMES = {
    **row("responders", "all", "3m", "", "paired", 9, 15),
    **row("responders", "all", "3m", "", "started", 9, 20),
    **rows(
        row("mean", group, occasion, "", population, n)
        for group, people in (("responder", 9), ("non_responder", 6))
        for occasion, population, n in (("start", "answered", people), ("3m", "paired", people), ("6m", "paired", 0))
    ),
    **severity("responder", 9, 0, 9),
    **severity("non_responder", 6, 0, 0),
}
SCORES = rows(
    [
        row("change", "all", "3m", "", "paired", 15),
        row("mean", "all", "start", "", "answered", 20),
        row("mean", "all", "3m", "", "paired", 15),
        row("mean", "all", "6m", "", "paired", 0),
    ]
)


def test_the_numbers_of_a_place_by_unit() -> None:
    units = units_of(around(cells_of(PEOPLE, ELSEWHERE)), WHOLE)
    exits = units.pop(EXITS)
    started: Mapping[tuple[str, ...], int] = {("started",): 18, ("imported",): 2, ("both",): 20}
    expected: dict[Unit, Mapping[tuple[str, ...], int]] = {
        STARTED: started,
        THE_FLOW: {
            **started,
            ("referred",): 25,
            ("eligible",): 22,
            ("not eligible",): 3,
            ("not started",): 7,
            ("eligible, not started",): 4,
        },
        Unit("answered", "3m"): {("answered",): 13, ("silent",): 5},
        Unit("answered", "6m"): {("answered",): 0, ("silent",): 18},
        WAITING: {("2025-Q1",): 18, ("2025",): 18, ("start",): 18, ("answer",): 0},
        SYMPTOMS_OUT: OUTCOMES,
        Unit("severity", "demo.symptoms"): severity("all", 15, 0, 9),
        Unit("classes", "demo.symptoms"): classes(recovered=9, improved=0, unchanged=6, deteriorated=0),
        SYMPTOMS: SCORES,
        SATISFIED: row("mean", "all", "3m", "", "answered", 7),
        SATISFIED_OUT: rows(
            [row("mean", "responder", "3m", "", "answered", 7), row("mean", "non_responder", "3m", "", "answered", 0)]
        ),
    }
    assert of_somebody(units) == of_somebody(expected)
    assert {name: n for name, n in exits.items() if n and name[-1] == "k"} == {
        ("exit", "all", "", "declined", "referred", "k"): 3,
        ("exit_reason", "all", "", "declined:not_eligible", "referred", "k"): 3,
        ("exit", "all", "", "open", "referred", "k"): 4,
        ("exit", "all", "", "completed", "started", "k"): 7,
        ("exit", "all", "", "discontinued", "started", "k"): 6,
        ("exit_reason", "all", "", "discontinued:no_time", "started", "k"): 6,
        ("exit", "all", "", "open", "started", "k"): 5,
    }
    assert exits["exit", "all", "", "completed", "started", "others"] == 11
    assert exits["passed_on", "all", "", "", "", "k"] == 0


def test_of_one_track_alone() -> None:
    units = units_of(around(cells_of(PEOPLE, ELSEWHERE)), replace(WHOLE, track="a"))
    assert units[STARTED] == {("started",): 7, ("imported",): 0, ("both",): 7}
    assert units[THE_FLOW]["referred",] == 7
    assert units[Unit("answered", "3m")] == {("answered",): 7, ("silent",): 0}
    assert units[WAITING] == {("2025-Q1",): 7, ("2025",): 7, ("start",): 7, ("answer",): 0}
    assert units[SYMPTOMS]["mean", "all", "start", "", "answered", "n"] == 7


_UNITS = {"severity": "severity", "change_class": "classes", "exit": "", "exit_reason": "", "passed_on": ""}


def named(line: ExportRow) -> Iterator[tuple[Unit, tuple[str, ...], int]]:
    """The numbers of a line of the file, of every unit it may be in; the four lines of a change are of the same people."""
    kind = _UNITS.get(line.figure, "scores") if line.group == "all" and line.figure != "responders" else "outcomes"
    unit = Unit(kind, line.measure) if kind else EXITS
    figure = line.figure.rpartition("_")[0] if line.population == "paired" and line.numerator is None else line.figure
    figure = figure.removesuffix("_d") or line.figure
    counts = {"k": line.numerator, "n": line.denominator}
    people = {key: int(n) for key, n in counts.items() if n is not None and not isinstance(n, Hidden)}
    if len(people) == len(counts):
        people["others"] = people["n"] - people["k"]
    for key, n in people.items():
        yield unit, (figure, line.group, line.occasion, line.item, line.population, key), n


@pytest.mark.parametrize("track", [None, "a"])
@pytest.mark.parametrize("split", [False, True])
def test_every_number_of_the_page_is_one_of_them(track: str | None, split: bool) -> None:
    """Of people whose pain is asked too, who came, were lost, and were brought in: whatever can be read."""
    surroundings = around(cells_of([in_pain(person) for person in PEOPLE if person.scores] + PEOPLE, ELSEWHERE))
    selection = replace(WHOLE, track=track, split=split)
    units = units_of(surroundings, selection)
    page = report(surroundings.whole, "demo", MEASURES, selection, threshold=1)
    lines = [line for line in rows_of(page, {}) if line.figure.split("_")[0] not in ("flow", "waiting", "answer")]
    said = {(unit, name): n for line in lines for unit, name, n in named(line)}
    assert len(said) >= 50
    assert said == {(unit, name): units[unit][name] for unit, name in said}


# --- what a closed unit closes with it


@pytest.mark.parametrize(
    ("closed", "besides"),
    [
        (
            STARTED,
            {THE_FLOW, WAITING, EXITS, SYMPTOMS_OUT, SATISFIED_OUT, Unit("answered", "3m"), Unit("answered", "6m")},
        ),
        (THE_FLOW, {EXITS}),
        (SYMPTOMS, {SYMPTOMS_OUT}),
        (SATISFIED, {SATISFIED_OUT}),
        (SYMPTOMS_OUT, set()),
        (WAITING, set()),
        (Unit("answered", "3m"), set()),
    ],
)
def test_what_would_tell_it_is_closed_too(closed: Unit, besides: set[Unit]) -> None:
    assert set(_told_with({closed}, MEASURES)) == besides


# --- which place is the smallest

REGION, NORTH, SOUTH = 1, 10, 20
ABOVE = {REGION: None, NORTH: REGION, SOUTH: REGION, 11: NORTH, 12: NORTH, 13: NORTH, 21: SOUTH, 22: SOUTH}


def around(whole: Listed, chosen: Listed | None = None) -> Surroundings:
    looked_at = None if chosen is None else CountedSums.of(chosen)
    stretches = () if chosen is None else (Stretch("2025-01", "2025-03"),)
    return Surroundings(CountedSums.of(whole), looked_at, ABOVE, "demo", MEASURES, stretches=stretches)


@pytest.mark.parametrize(
    ("parts", "people", "order"),
    [
        # 8 who started, and so are counted many times over, are fewer than 10 who came.
        ((11, 12), {11: [COME] * 10, 12: [BETTER] * 8}, [12, 11]),
        # Equal ones stand by their number, however they are spread over what is under them.
        ((NORTH, SOUTH), {11: [COME] * 5, SOUTH: [COME] * 5}, [NORTH, SOUTH]),
        ((NORTH, SOUTH), {NORTH: [COME] * 5, 21: [COME] * 5}, [NORTH, SOUTH]),
        ((NORTH, SOUTH), {NORTH: [COME] * 5, 21: [COME] * 2, 22: [COME] * 3}, [NORTH, SOUTH]),
        ((NORTH, SOUTH), {11: [COME] * 2, 12: [COME] * 3, SOUTH: [COME] * 5}, [NORTH, SOUTH]),
        ((NORTH, SOUTH), {11: [COME] * 6, SOUTH: [COME] * 5}, [SOUTH, NORTH]),
    ],
)
def test_from_the_smallest(parts: Sequence[int], people: Mapping[int, list[EnrolmentFacts]], order: list[int]) -> None:
    whole = sorted(cell for at, each in people.items() for cell in cells_of(each, at=at))
    assert around(whole)._by_size(parts) == order


def test_the_imported_count_too() -> None:
    whole = sorted([*cells_of([COME] * 4, [BETTER] * 3, at=11), *cells_of([COME] * 6, at=12)])
    assert around(whole)._by_size((11, 12)) == [12, 11]


# --- what is closed

NAME, OTHER = ("k",), ("n",)


@pytest.mark.parametrize(
    ("rows_of_parts", "own", "strict", "closed"),
    [
        ({1: {}, 2: {NAME: 3}, 3: {NAME: 9}}, {NAME: 12}, True, False),  # nothing stands here, so nothing is hidden
        ({1: {}, 2: {NAME: 3}, 3: {NAME: 9}}, {NAME: 12}, False, False),
        ({1: {NAME: 9}, 2: {NAME: 3}, 3: {NAME: 8}}, {NAME: 20}, True, True),
        ({1: {NAME: 9}, 2: {NAME: 3}, 3: {NAME: 8}}, {NAME: 20}, False, False),  # the other two are hidden
        ({1: {NAME: 3}, 2: {NAME: 9}, 3: {NAME: 8}}, {NAME: 20}, False, True),
        ({1: {NAME: 9}, 2: {OTHER: 9}, 3: {NAME: 8}}, {NAME: 17, OTHER: 9}, True, False),
        ({1: {NAME: 9}, 2: {NAME: 9}, 3: {}}, {NAME: 3}, True, True),  # a few above
    ],
)
def test_whether_one_is_closed(
    rows_of_parts: Mapping[int, Mapping[tuple[str, ...], int]],
    own: Mapping[tuple[str, ...], int],
    strict: bool,
    closed: bool,
) -> None:
    rows = [[each.get(name, 0) for name in (NAME, OTHER)] for each in (*rows_of_parts.values(), own)]
    assert (0 in closed_parts(np.array(rows), 5, strict=strict)) is closed


def test_of_a_part_of_the_months_nothing_is_shown_beside_a_few() -> None:
    """At the third clinic 2 of 20 are better in the months that are looked at, and 12 of 60 in all. The first could show its own if
    only these months were to be had."""
    sizes = {11: (12, 28), 12: (11, 24), 13: (2, 18)}
    chosen = sorted(
        cell for at, (better, same) in sizes.items() for cell in cells_of([BETTER] * better + [SAME] * same, at=at)
    )
    more = cells_of([BETTER] * 10 + [SAME] * 30, at=13)
    later = [(replace(key, month="2025-06"), stats) for key, stats in more]
    surroundings = around(sorted([*chosen, *later]), chosen)
    first = replace(WHOLE, first="2025-01", last="2025-03")
    assert SYMPTOMS_OUT in surroundings.closed(11, first)
    assert SYMPTOMS_OUT not in around(sorted([*chosen, *later])).closed(11, WHOLE)


def test_of_one_track_of_it_only_that_counts() -> None:
    """On the track everybody is better; off it 3 are the same, and nobody looks at them there."""
    people = {at: [ON_A] * 9 + [LEFT] * 3 for at in (11, 12)}
    chosen = sorted(cell for at, each in people.items() for cell in cells_of(each, at=at))
    later = [(replace(key, month="2025-06"), stats) for key, stats in chosen]
    units = units_of(around(sorted([*chosen, *later]), chosen), replace(WHOLE, track="a"), 11)
    assert units[STARTED] == {("started",): 9, ("imported",): 0, ("both",): 9}
