"""Reports from patients made by hand, and what stands in them, as short lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, merged, without_way_in
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.values import Measure, Subscale
from varde.charts.values import Hidden, Why
from varde.kernel.words import Text

from .cohort import MEASURES, SYMPTOMS, patient

BETTER = patient(280, 160)  # a responder: 120 points; from the hard step to the light one
SAME = patient(240, 250)  # none; hard before and after
SILENT = patient(260)
LATE = patient(None, 200)  # of neither group: answered at three months and not at the start
HIDDEN = Hidden(Why.DERIVABLE)


def reported(
    people: Sequence[EnrolmentFacts],
    measures: Sequence[Measure] = MEASURES,
    *,
    closed: Sequence[tuple[str, str]] = (),
    programme: str = "demo",
    imported: bool = False,
    **selection: Any,
) -> Report:
    each = [contributions(replace(person, measures=tuple(measures))) for person in people]
    cells = CountedSums.of(merged(*map(without_way_in, each) if imported else each).items(), programme)
    chosen = Selection(**{"first": "2025-01", "last": "2025-12", **selection})
    return report(cells, programme, measures, chosen, closed=closed)


def with_scores(person: EnrolmentFacts, **scores: float) -> EnrolmentFacts:
    """Also this at an occasion: ``csq_3m=20`` or ``pain_start=40``."""
    names = {"pain": "sss.pain", "sleep": "sss.sleep"}
    facts = [
        ScoreFact(names.get(scale, scale), occasion, total)
        for scale, _, occasion, total in ((*key.partition("_"), total) for key, total in scores.items())
    ]
    return replace(person, scores=(*person.scores, *facts))


def in_pain(person: EnrolmentFacts) -> EnrolmentFacts:
    return with_scores(person, pain_start=60, pain_3m=30)


def shown(numbers: Sequence[object]) -> list[str]:
    return [str(number) for number in numbers]


def flow_of(page: Report) -> dict[str, str]:
    return {step.milestone: str(step.share.numerator) for step in page.flow}


def lines_of(page: Report, place: int = 0) -> dict[str, list[str]]:
    figure = page.measures[place].trajectory
    assert figure is not None
    return {line.group: shown([average.n for _, average in line.points]) for line in figure.series}


def keys(page: Report) -> list[str]:
    return [figures.measure.key.removeprefix("demo.") for figures in page.measures]


def started_in(year: int, month: int, person: EnrolmentFacts = SAME) -> EnrolmentFacts:
    start = date(year, month, 20)
    return replace(person, referred=start - timedelta(days=10), started=start)


def on_track(track: str, person: EnrolmentFacts = SAME) -> EnrolmentFacts:
    return replace(person, track=track)


OTHER = replace(SYMPTOMS, key="demo.other", scale="oth", instrument="oth", primary=False, severity=(), subscales=())


def answered(scale: str, start: int, both: int, both_late: int) -> list[EnrolmentFacts]:
    """So many who answered at the start alone, at the start and three months, and at the start and six."""
    base = replace(SILENT, scores=())
    return [
        *[with_scores(base, **{f"{scale}_start": 200})] * start,
        *[with_scores(base, **{f"{scale}_start": 200, f"{scale}_3m": 190})] * both,
        *[with_scores(base, **{f"{scale}_start": 200, f"{scale}_6m": 190})] * both_late,
    ]


PAIN_AND_SLEEP = replace(SYMPTOMS, subscales=(*SYMPTOMS.subscales, Subscale("sss.sleep", Text("Søvn", "Søvn"))))
