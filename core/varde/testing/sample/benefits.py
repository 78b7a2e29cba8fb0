"""What the trail can show for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varde.plugin.benefits import Computed, Measure, Moment, Responder, SeverityStep
from varde.plugin.programmes import Text
from varde.plugin.series import measured
from varde.testing.sample.programme import KEY
from varde.testing.sample.series import BREATH

WEEK = 7
MEAN = measured(BREATH.key, "mean", days=WEEK)
CALM = measured(BREATH.key, "days_in", "calm", days=WEEK)
COUNT = measured(BREATH.key, "count", days=WEEK)
MOMENTS = (
    Moment("first-week", Text("Første uke", "Første veke", "First week"), day=WEEK),
    Moment("last-week", Text("Siste uke", "Siste veke", "Last week")),
)


def mean_of_the_week(known: Mapping[str, Any]) -> float | None:
    """In tenths; unknown where there are fewer than three."""
    return None if known[MEAN] is None else round(known[MEAN], 1)


def calm_days(known: Mapping[str, Any]) -> float | None:
    """A week in which nothing was measured had no calm days and no others."""
    return known[CALM] if known[COUNT] else None


WELL_BEING = Measure(
    key="sample.well_being",
    programme=KEY,
    title=Text("Trivsel (WHO-5)", "Trivsel (WHO-5)", "Well-being (WHO-5)"),
    instrument="who-5",
    scale="who-5",
    start_occasion="start",
    follow_up=("3m",),
    direction="higher_better",
    low=0,
    high=100,
    primary=True,
    responder=Responder("points", 10, ">="),
    severity=(
        SeverityStep("adequate", Text("God trivsel", "God trivsel", "Good"), ("adequate",)),
        SeverityStep("low", Text("Lav trivsel", "Låg trivsel", "Low"), ("low",)),
        SeverityStep("very_low", Text("Svært lav trivsel", "Svært låg trivsel", "Very low"), ("very_low",)),
    ),
)

BREATH_OF_THE_WEEK = Measure(
    key="sample.breath",
    programme=KEY,
    title=Text("Pusten, snitt av en uke", "Pusten, snitt av ei veke", "The breath, mean of a week"),
    instrument="",
    scale="sample.breath",
    start_occasion="first-week",
    follow_up=("last-week",),
    direction="higher_better",
    low=BREATH.components[0].possible[0],
    high=BREATH.components[0].possible[1],
    responder=Responder("points", 20, ">="),
    computed=Computed((MEAN,), mean_of_the_week, 0.1, MOMENTS, BREATH.unit),
)

CALM_DAYS = Measure(
    key="sample.calm_days",
    programme=KEY,
    title=Text("Rolige dager i uken", "Rolege dagar i veka", "Calm days of the week"),
    instrument="",
    scale="sample.calm_days",
    start_occasion="first-week",
    follow_up=("last-week",),
    direction="higher_better",
    low=0,
    high=WEEK,
    computed=Computed((CALM, COUNT), calm_days, 1, MOMENTS, Text("dager", "dagar", "days")),
)

MEASURES = (WELL_BEING, BREATH_OF_THE_WEEK, CALM_DAYS)
