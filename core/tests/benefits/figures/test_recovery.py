"""Recovery by two scales, as NHS Talking Therapies define it: counted of each person, added up, and shown only as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.recoveries import has_recoveries, recoveries_of
from varde.benefits.figures.between_places import ALL_MONTHS, Surroundings
from varde.benefits.figures.figures import Selection
from varde.benefits.figures.recovery import RecoveryFigure, recovery
from varde.benefits.figures.units import Unit
from varde.benefits.values import Measure, SeverityStep, faults
from varde.charts.values import Hidden
from varde.instruments.values import ReliableChange, Responder
from varde.kernel.words import Text

from ..cohort import patient
from ..reports import reported

WORRY = Measure(
    key="demo.worry",
    programme="demo",
    title=Text("Uro", "Uro"),
    instrument="gad-7",
    scale="gad-7",
    start_occasion="start",
    follow_up=("3m",),
    direction="lower_better",
    low=0,
    high=21,
    reliable_change=ReliableChange(4, "NHS Talking Therapies"),
    cutoff=8,
)
MOOD = replace(
    WORRY,
    key="demo.mood",
    instrument="phq-9",
    scale="phq-9",
    high=27,
    reliable_change=ReliableChange(6, "NHS Talking Therapies"),
    cutoff=10,
    primary=True,
    responder=Responder("percent", 50),
    beside="demo.worry",
)
BOTH = (MOOD, WORRY)
RELIABLE = (16, 6, 13, 5)  # recovered, and better by 10 and 8
RECOVERED = (10, 9, 8, 7)  # below both, and by less than is reliable
CASE = (22, 14, 15, 12)  # better, and still a case
WORSE = (9, 9, 8, 12)  # a case by worry alone, and worse
WELL = (9, 2, 7, 7)  # no case, and better


def person(mood: float | None, mood_later: float | None, worry: float | None, later: float | None) -> EnrolmentFacts:
    named = {("phq-9", "start"): mood, ("phq-9", "3m"): mood_later, ("gad-7", "start"): worry, ("gad-7", "3m"): later}
    scores = tuple(ScoreFact(scale, o, total) for (scale, o), total in named.items() if total is not None)
    return replace(patient(None), scores=scores, measures=BOTH)


def figure_of(people: Mapping[tuple[float, float, float, float], int], *more: EnrolmentFacts) -> RecoveryFigure | None:
    everyone = [person(*scores) for scores, n in people.items() for _ in range(n)] + list(more)
    cells = CountedSums.of(merged(*map(contributions, everyone)).items(), "demo").pool()
    return recovery(cells, MOOD, WORRY)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (RELIABLE, ["recovery:reliable", "two_scales:improved"]),
        (RECOVERED, ["recovery:recovered", "two_scales:unchanged"]),
        (CASE, ["recovery:unwell", "two_scales:improved"]),
        (WORSE, ["recovery:unwell", "two_scales:deteriorated"]),
        (WELL, ["recovery:well", "two_scales:improved"]),
        ((18, 10, 6, 11), ["recovery:unwell", "two_scales:unchanged"]),  # better by one, worse by the other
        ((18, 9, 6, None), []),
        ((None, 9, 6, 6), []),
    ],
)
def test_each_person_is_one_of_each(scores: tuple[float, float, float, float], expected: list[str]) -> None:
    totals = {(score.scale, score.occasion): score.total for score in person(*scores).scores}
    assert [category for _, _, category in recoveries_of(totals, BOTH)] == expected
    assert {place[:2] for place in recoveries_of(totals, BOTH)} <= {("phq-9", "3m")}
    assert list(recoveries_of(totals, [MOOD])) == [], "the other is not measured"


def test_who_recovered_is_of_the_cases_and_who_changed_of_everybody() -> None:
    figure = figure_of({RELIABLE: 20, RECOVERED: 6, CASE: 9, WORSE: 5, WELL: 10})
    assert figure is not None
    assert (figure.recovered.numerator, figure.recovered.denominator, figure.recovered.population) == (26, 40, "unwell")
    assert figure.recovered.share == 0.65
    assert (figure.reliably.numerator, figure.reliably.denominator) == (20, 40)
    assert [(name, share.numerator, share.denominator) for name, share in figure.changes] == [
        ("improved", 39, 50),
        ("unchanged", 6, 50),
        ("deteriorated", 5, 50),
    ]
    assert (figure.measure, figure.beside, figure.occasion) == (MOOD, WORRY, "3m")


def test_a_class_of_nobody_is_none_of_them() -> None:
    figure = figure_of({RELIABLE: 20, CASE: 9})
    assert figure is not None
    assert (figure.recovered.numerator, figure.recovered.denominator) == (20, 29)
    assert [(share.numerator, share.denominator, share.population) for _, share in figure.changes] == [
        (29, 29, "paired"),
        (0, 29, "paired"),
        (0, 29, "paired"),
    ]
    unchanged = figure_of({RECOVERED: 20})
    assert unchanged is not None
    assert (unchanged.reliably.numerator, unchanged.recovered.numerator) == (0, 20)
    well = figure_of({WELL: 20})
    assert well is not None
    assert (well.recovered.denominator, well.recovered.share) == (0, None)


def test_what_is_not_known_of_everybody_is_not_told() -> None:
    everyone = [person(*scores) for scores in (RELIABLE, CASE, RECOVERED) for _ in range(9)]
    cells = merged(*map(contributions, everyone))
    kept = {key: stats for key, stats in cells.items() if key.category != "two_scales:unchanged"}
    assert recovery(CountedSums.of(kept.items(), "demo").pool(), MOOD, WORRY) is None


@pytest.mark.parametrize(
    "people",
    [
        {RELIABLE: 20, RECOVERED: 3, CASE: 9, WORSE: 5, WELL: 10},  # a few between the two
        {RELIABLE: 20, RECOVERED: 6, CASE: 5, WELL: 3},  # a few no cases
        {RELIABLE: 20, RECOVERED: 6, CASE: 3, WELL: 10},  # a few still unwell
        {RELIABLE: 20, RECOVERED: 6, WORSE: 5, CASE: 3},  # 23 better less 20 reliably recovered
    ],
)
def test_where_a_few_would_be_told_no_recovery_is(people: Mapping[tuple[float, float, float, float], int]) -> None:
    figure = figure_of(people)
    assert figure is not None
    assert isinstance(figure.recovered.numerator, Hidden)
    assert isinstance(figure.reliably.denominator, Hidden)
    assert figure.recovered.share == figure.recovered.numerator


def test_of_a_few_in_all_no_change_is_told() -> None:
    figure = figure_of({RELIABLE: 4})
    assert figure is not None
    assert all(
        isinstance(share.numerator, Hidden) and isinstance(share.denominator, Hidden) for _, share in figure.changes
    )
    assert isinstance(figure.recovered.numerator, Hidden)


def test_where_a_few_have_one_scale_alone_there_is_none() -> None:
    alone = person(18, 9, None, None)
    assert figure_of({RELIABLE: 20, CASE: 9}, alone) is None
    assert figure_of({RELIABLE: 20, CASE: 9}, *[alone] * 5) is not None
    assert figure_of({}) is None


def test_only_of_all_months_and_beside_another() -> None:
    people = [person(*scores) for scores in (RELIABLE, CASE) for _ in range(12)]
    later = [replace(each, started=date(2025, 5, 5)) for each in people]
    (mood, worry) = reported([*people, *later], BOTH).measures
    assert mood.recovery is not None
    assert worry.recovery is None
    assert all(figures.recovery is None for figures in reported([*people, *later], BOTH, last="2025-04").measures)


def test_what_is_declared_must_hold() -> None:
    assert faults(BOTH) == ()
    assert has_recoveries(BOTH)
    assert not has_recoveries([WORRY])
    lacking = faults([MOOD])
    assert lacking == ("Measure demo.mood: there is no measure demo.worry in its programme.",)
    for other in (
        replace(WORRY, follow_up=("6m",)),
        replace(WORRY, tracks=("a",)),
        replace(WORRY, start_occasion="pre"),
    ):
        assert faults([MOOD, other]) == ("Measure demo.mood: demo.worry is asked at other times, or of others.",)
    needs = "Measure demo.mood: it and demo.worry need a cut-off and a reliable change each, and lower must be better."
    for other in (
        replace(WORRY, cutoff=None),
        replace(WORRY, reliable_change=None),
        replace(WORRY, direction="higher_better"),
    ):
        assert faults([MOOD, other]) == (needs,)


STEPS = tuple(SeverityStep(band, Text(band, band), (band,)) for band in ("mild", "moderate", "severe"))
GRADED = (replace(MOOD, severity=STEPS), WORRY)


def _band(total: float) -> str:
    if total < 10:
        return "mild"
    return "moderate" if total < 20 else "severe"


def graded(scores: tuple[float, float, float, float]) -> EnrolmentFacts:
    """With the band of mood, whose second step begins at the cut-off."""
    plain = person(*scores)
    banded = [
        replace(score, band=_band(score.total)) if score.scale == "phq-9" and score.total is not None else score
        for score in plain.scores
    ]
    return replace(plain, scores=tuple(banded), measures=GRADED)


@pytest.mark.parametrize(("by_worry_alone", "shown"), [(0, True), (1, False), (3, False), (4, False), (5, True)])
def test_recovery_does_not_tell_of_a_few_who_were_cases_by_the_other_scale(by_worry_alone: int, shown: bool) -> None:
    """27 above a cut-off, and 18 and 6 in the steps of mood above its own, would tell of three."""
    kinds = {RELIABLE: 12, RECOVERED: 6, CASE: 6, (9, 8, 9, 8): by_worry_alone, WELL: 8}
    page = reported([graded(scores) for scores, n in kinds.items() for _ in range(n)], GRADED)
    figure = next(each for each in page.measures if each.measure.key == "demo.mood").recovery
    assert figure is not None
    assert isinstance(figure.recovered.denominator, Hidden) is not shown


def closed_at(clinic: int, **by_clinic: Mapping[Any, int]) -> bool:
    """Whether recovery is closed at a clinic, of two under one trust whose reader sees all three."""
    at = {name: number for number, name in enumerate(by_clinic, 2)}
    people = [
        replace(graded(scores), organisation_id=at[name])
        for name, kinds in by_clinic.items()
        for scores, n in kinds.items()
        for _ in range(n)
    ]
    sums = CountedSums.of(merged(*map(contributions, people)).items())
    above = {1: None, **dict.fromkeys(at.values(), 1)}
    return Unit("recovery", "demo.mood") in Surroundings(sums, None, above, "demo", GRADED).closed(
        clinic, Selection(*ALL_MONTHS)
    )


ENOUGH: dict[Any, int] = {RELIABLE: 12, RECOVERED: 6, CASE: 6, WELL: 8}


@pytest.mark.parametrize(("by_worry_alone", "closed"), [(0, False), (3, True), (9, False)])
def test_a_trust_less_one_clinic_does_not_tell_of_a_few_at_the_other(by_worry_alone: int, closed: bool) -> None:
    """Of the second clinic recovery is hidden on its own page, and the trust less the first would tell of the same three."""
    first, second = {**ENOUGH, (9, 8, 9, 8): 10}, {**ENOUGH, (9, 8, 9, 8): by_worry_alone}
    assert closed_at(2, first=first, second=second) is closed
    assert closed_at(3, first=first, second=second) is closed


def test_nor_of_a_few_who_answered_one_of_the_scales_alone() -> None:
    assert closed_at(2, first=ENOUGH, second={**ENOUGH, (18, 9, None, None): 3})
    assert not closed_at(2, first=ENOUGH, second=ENOUGH)
