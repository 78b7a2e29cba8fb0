"""A cohort built to the numbers that Mage-tarmskolen's report of 2023 printed: as many people, with these means and spreads.

Where the report contradicts itself no cohort can be built to all of it. Its group of responders has 376 people with a start value,
and 184 of them with one after three months; whoever has none cannot be known to have responded, so the other 192 are here without
an answer. The areas of quality of life are said of 204 responders, and here of the 184 there are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.counting.dimensions import age_band
from varde.instruments.rules import band_of
from varde_ibs.benefits import MEASURES

from .installed import INSTRUMENTS

PRINTED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "facts" / "report-2023.json").read_text(encoding="utf-8")
)
FIGURES: dict[str, Any] = {figure["id"]: figure for figure in PRINTED["figures"]}
AREAS = ("body_image", "dysphoria", "food_avoidance", "health_worry", "interference", "relationships", "sexual")
"""The areas that are printed; the eighth, social reaction, is not."""
UNCHANGED = 45.0
"""What non-responders have in areas that are printed of responders alone; invented."""
EVERYONE, RESPONDERS, NON_RESPONDERS, STARTED_ONLY = 700, 184, 315, 192
FIRST_DAY = date(2021, 1, 4)

# Shares of responders up to a level, and scores in it: made so that mean, SD and each level are as printed, and everybody is at
# least 50 points better. Found by search; the tests hold them against the printed numbers.
LIGHT_AT_START, SEVERE_AT_START, LIGHT_LATER, SEVERE_LATER = 20.5 / 184, 77 / 184, 81 / 184, 15 / 184


def ladder(n: int, mean: float, sd: float) -> list[float]:
    """``n`` scores, evenly apart, with exactly this mean and SD (divisor n - 1)."""
    step = sd / math.sqrt(n * (n + 1) / 12)
    return [mean + step * (number - (n - 1) / 2) for number in range(n)]


def rising(n: int, knots: Sequence[tuple[float, float]]) -> list[float]:
    """``n`` scores, straight between the knots: each is a share of people, and the score up to which they are."""
    return [_between((number + 0.5) / n, knots) for number in range(n)]


def _between(share: float, knots: Sequence[tuple[float, float]]) -> float:
    (low, below), (high, above) = next((a, b) for a, b in pairwise(knots) if share <= b[0])
    return below + (above - below) * (share - low) / (high - low)


def _levels(light: float, severe: float, scores: Sequence[float]) -> list[tuple[float, float]]:
    """The knots of a spread in which ``light`` are under 175 and ``severe`` over 300."""
    lowest, low, middle, high, highest = scores
    edge = 1e-9
    return [
        (0, lowest),
        (light / 2, low),
        (light, 174),
        (light + edge, 176),
        ((light + 1 - severe) / 2, middle),
        (1 - severe, 299),
        (1 - severe + edge, 301),
        (1 - severe / 2, high),
        (1, highest),
    ]


def cohort() -> Iterator[EnrolmentFacts]:
    """All 700, in the order responders, non-responders, those who answered at the start alone, those who never did."""
    series = FIGURES["Fig 2"]["series"]
    people: list[dict[tuple[str, str], float]] = [{} for _ in range(EVERYONE)]
    yes, no = people[:RESPONDERS], people[RESPONDERS : RESPONDERS + NON_RESPONDERS]
    alone = people[RESPONDERS + NON_RESPONDERS :][:STARTED_ONLY]
    starts = rising(RESPONDERS, _levels(LIGHT_AT_START, SEVERE_AT_START, (157, 160, 224, 352, 462)))
    laters = rising(RESPONDERS, _levels(LIGHT_LATER, SEVERE_LATER, (26, 49, 274, 355, 412)))
    _give(yes, "ibs-sss", "start", starts)
    _give(yes, "ibs-sss", "3m", laters)
    _give(alone, "ibs-sss", "start", ladder(STARTED_ONLY, 280, 86))
    for occasion, name in (("start", "0"), ("3m", "3m"), ("6m", "6m")):
        for group, of in ((yes, series["responders"][name]), (no, series["nonresponders"][name])):
            if group is no or occasion == "6m":
                _give(group, "ibs-sss", occasion, ladder(of["n"], of["mean"], of["sd"]))
    _give_quality_of_life(yes, FIGURES["Figur 3"]["responders"], len(yes))
    _give_quality_of_life(no, FIGURES["Figur 3"]["nonresponders"], FIGURES["Figur 3"]["nonresponders"]["n"])
    satisfied = FIGURES["Fig.5"]
    _give(yes, "csq-8", "3m", ladder(RESPONDERS, satisfied["responders_mean"], 4.3))
    _give(no, "csq-8", "3m", ladder(satisfied["n_test"] - RESPONDERS, satisfied["nonresponders_mean"], 4.3))
    _give(people[-9:], "csq-8", "3m", ladder(satisfied["n"] - satisfied["n_test"], 22, 4.3))
    for number, scores in enumerate(people):
        yield _enrolled(number, scores)


def _give(people: Sequence[dict[tuple[str, str], float]], scale: str, occasion: str, totals: Sequence[float]) -> None:
    for person, total in zip(people, totals, strict=False):
        person[scale, occasion] = total


def _give_quality_of_life(people: Sequence[dict[tuple[str, str], float]], printed: dict[str, Any], n: int) -> None:
    totals = {"start": 0.0, "3m": 0.0}
    for area in AREAS:
        of = printed.get(area, {"start": UNCHANGED, "3m": UNCHANGED})
        for occasion in totals:
            _give(people, f"ibs-qol.{area}", occasion, ladder(n, of[occasion], 15))
            totals[occasion] += of[occasion] / len(AREAS)
    for occasion, mean in totals.items():
        _give(people, "ibs-qol", occasion, ladder(n, mean, 15))


def _enrolled(number: int, scores: dict[tuple[str, str], float]) -> EnrolmentFacts:
    """One of them: 77 in a hundred are women, and their ages are about 38, as printed."""
    severity, started = INSTRUMENTS["ibs-sss"], FIRST_DAY + timedelta(days=number)
    sex = "female" if number % 100 < PRINTED["population"]["female_pct"] else "male"
    age = age_band(date(started.year - PRINTED["population"]["mean_age"] - number % 31 + 15, 1, 1), started)
    return EnrolmentFacts(
        1,
        "ibs",
        None,
        started - timedelta(days=14),
        True,
        started,
        frozenset(occasion for _, occasion in scores),
        tuple(
            ScoreFact(scale, occasion, total, band_of(severity, total) if scale == "ibs-sss" else None)
            for (scale, occasion), total in scores.items()
        ),
        MEASURES,
        people=(("age", age), ("sex", sex)),
    )
