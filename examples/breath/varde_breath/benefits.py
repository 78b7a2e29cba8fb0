"""What Pusten hjemme can show for itself: how people say it is, and what they blow."""

from __future__ import annotations

from collections.abc import Mapping

from varde.plugin.benefits import Computed, Measure, Moment, Responder, SeverityStep, Text
from varde_breath.series import MEAN_OF_A_WEEK

WEEK = Measure(
    key="breath.week",
    programme="breath",
    title=Text("Plager av pusten", "Plager av pusten", "Trouble with the breath"),
    instrument="breath-week",
    scale="breath-week",
    start_occasion="start",
    follow_up=("4w", "12w"),
    direction="lower_better",
    low=0,
    high=20,
    primary=True,
    responder=Responder("points", 4),
    severity=(
        SeverityStep("light", Text("Lite", "Lite", "Light"), ("light",)),
        SeverityStep("some", Text("Noe", "Noko", "Some"), ("some",)),
        SeverityStep("heavy", Text("Mye", "Mykje", "Heavy"), ("heavy",)),
    ),
)


def mean_of_the_week(known: Mapping[str, float | None]) -> float | None:
    """To the nearest litre a minute. A week with fewer than three measurements has no mean."""
    mean = known[MEAN_OF_A_WEEK]
    return None if mean is None else float(round(mean))


BLOWN = Measure(
    key="breath.blown",
    programme="breath",
    title=Text("Pusten, snitt av en uke", "Pusten, snitt av ei veke", "The breath, mean of a week"),
    instrument="",
    scale="breath.blown",
    start_occasion="first-week",
    follow_up=("last-week",),
    direction="higher_better",
    low=30,
    high=900,
    responder=Responder("points", 30),
    computed=Computed(
        (MEAN_OF_A_WEEK,),
        mean_of_the_week,
        1,
        (
            Moment("first-week", Text("Første uke", "Første veke", "First week"), day=7),
            Moment("last-week", Text("Siste uke", "Siste veke", "Last week")),
        ),
        Text("liter i minuttet", "liter i minuttet", "litres a minute"),
    ),
)

MEASURES = (WEEK, BLOWN)
