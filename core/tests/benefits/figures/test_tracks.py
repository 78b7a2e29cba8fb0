"""What is shown for one track may not say, by subtraction, what a few on another answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.periods import few_by_track, offered_tracks
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.instruments.values import Responder
from varde.kernel.words import Text

MOOD = Measure(
    "demo.mood",
    "demo",
    Text("Humør", "Humør"),
    "mood",
    "mood",
    "start",
    ("end", "6m"),
    "lower_better",
    0,
    27,
    primary=True,
    responder=Responder("percent", 50),
)
SCORES = {("mood", "start"), ("mood", "end"), ("mood", "6m")}
DAY = date(2025, 3, 3)


def patients(track: str, started: int, end: int, later: int) -> list[EnrolmentFacts]:
    found = []
    for number in range(started):
        given = [("start", 20.0)] + [("end", 8.0 + number % 9)] * (number < end) + [("6m", 9.0)] * (number < later)
        found.append(
            EnrolmentFacts(
                1,
                "demo",
                track,
                DAY,
                True,
                DAY,
                frozenset(o for o, _ in given),
                tuple(ScoreFact("mood", o, t) for o, t in given),
                (MOOD,),
            )
        )
    return found


def shown(track: str | None, *people: EnrolmentFacts) -> Report:
    cells = CountedSums.of(merged(*(contributions(one) for one in people)).items())
    tracks = offered_tracks(cells)
    assert track is None or track in tracks
    closed = few_by_track(cells, tracks, SCORES) if track else frozenset()
    return report(cells, "demo", [MOOD], Selection("2025-01", "2025-12", track), closed=closed)


def points(found: Report) -> dict[str, object]:
    figure = found.measures[0].trajectory
    assert figure is not None
    return {occasion: average.n for occasion, average in figure.series[0].points}


@pytest.mark.parametrize("track", ["a", "b"])
def test_a_point_with_a_few_on_one_track_is_hidden_for_every_track(track: str) -> None:
    people = (*patients("a", 30, 20, 12), *patients("b", 20, 15, 3))
    everyone, one = shown(None, *people), shown(track, *people)
    assert points(everyone) == {"start": 50, "end": 35, "6m": 15}
    assert points(one)["end"] == (20 if track == "a" else 15)
    assert isinstance(points(one)["6m"], Hidden)
    flow = {step.milestone: step.share.numerator for step in one.flow}
    assert isinstance(flow["answered:6m"], Hidden)
    assert [rate.occasion for rate in one.measures[0].rates] == ["end"]


def test_points_with_enough_on_every_track_are_shown() -> None:
    people = (*patients("a", 30, 20, 12), *patients("b", 20, 15, 9))
    assert points(shown("a", *people)) == {"start": 30, "end": 20, "6m": 12}


def test_a_track_whose_rest_is_a_few_cannot_be_chosen() -> None:
    people = (*patients("a", 30, 20, 12), *patients("b", 3, 2, 1))
    cells = CountedSums.of(merged(*(contributions(one) for one in people)).items())
    assert offered_tracks(cells) == ()
    more = [replace(one, track="c") for one in patients("a", 20, 10, 5)]
    cells = CountedSums.of(merged(*(contributions(one) for one in (*people, *more))).items())
    assert offered_tracks(cells) == ("a",)
