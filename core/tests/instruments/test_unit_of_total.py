"""A total that is counted in something else than points says so wherever it is shown, and one of points is as before."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.export import Drawn, as_csv
from varde.benefits.figures.figures import Selection, report
from varde.benefits.values import Measure
from varde.instruments.soundness import check_instrument
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.record.score_words import total_in_words
from varde.standing.words import movement, points_in_words, total_figure
from varde.testing.house import sample_only

WHO_5 = sample_only().one(Instrument, "who-5")
MINUTES = Text("minutter i uken", "minutt i veka", "minutes a week")
COUNTED = replace(WHO_5, unit=MINUTES, ucum="min/wk")
SPEECH = Speech("nn", ZoneInfo("Europe/Oslo"), datetime(2026, 9, 21, tzinfo=UTC))


ANSWERED: Any = SimpleNamespace(
    status="scored", total=52.0, band=None, n_missing=0, mode="patient", flags={}, subscores={}
)


@pytest.mark.parametrize(
    ("instrument", "language", "total", "moved"),
    [
        (WHO_5, "nb", "52", "8 poeng"),
        (COUNTED, "nb", "52 minutter i uken", "8 minutter i uken"),
        (COUNTED, "nn", "52 minutt i veka", "8 minutt i veka"),
        (COUNTED, "en", "52 minutes a week", "8 minutes a week"),
        (None, "nb", "52", "8 poeng"),
    ],
)
def test_in_words(instrument: Instrument | None, language: str, total: str, moved: str) -> None:
    assert total_figure(instrument, 52, language) == total
    assert points_in_words(-8, language, instrument) == moved
    assert moved in movement(8, language, at_start=True, instrument=instrument)


def test_on_the_therapists_pages() -> None:
    assert total_in_words(SPEECH, COUNTED, ANSWERED) == "52 minutt i veka"


def test_a_unit_has_every_language() -> None:
    assert check_instrument(COUNTED) == []
    assert check_instrument(replace(WHO_5, unit=Text("minutter", ""))) == ["who-5: the unit: has no words in nn"]


def somebody(start: float, later: float) -> EnrolmentFacts:
    measures = (sample_only().one(Measure, "sample.well_being"),)
    scores = (ScoreFact("who-5", "start", start), ScoreFact("who-5", "3m", later))
    day = date(2026, 1, 5)
    return EnrolmentFacts(1, "sample", None, day, True, day, scores=scores, measures=measures)


@pytest.mark.parametrize(("units", "unit"), [({}, "points"), ({"who-5": MINUTES}, "minutes a week")])
def test_in_the_file_of_the_benefits(units: dict[str, Text], unit: str) -> None:
    cells = merged(*(contributions(somebody(40 + n % 3, 52 + n % 2)) for n in range(30)))
    selection = Selection("2026-01", "2026-12")
    shown = report(CountedSums.of(cells.items()), "sample", list(sample_only().all(Measure).values()), selection)
    drawn = Drawn("clinic", "sample", "", selection.first, selection.last, date(2026, 9, 1))
    rows = list(csv.DictReader(io.StringIO(as_csv(shown, drawn, {}, units))))
    means = {row["unit"] for row in rows if row["figure"] in ("mean", "change_start", "change_difference")}
    assert means == {unit}
