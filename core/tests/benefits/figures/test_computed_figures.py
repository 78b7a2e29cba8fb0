"""A computed measure on the page and in the file: with its unit, among the others, hidden where it is of a few."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.cards import cards_of
from varde.benefits.figures.export import Drawn, as_csv
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.kernel.speech import Speech
from varde.testing.house import sample_only
from varde.testing.sample.benefits import BREATH_OF_THE_WEEK, MEASURES, MOMENTS

SELECTION = Selection("2026-01", "2026-12")
VOICE = Voice(
    Speech("en", ZoneInfo("Europe/Oslo"), datetime(2026, 9, 1, tzinfo=UTC)),
    {moment.key: moment.title for moment in MOMENTS},
)


def somebody(first: float, last: float) -> EnrolmentFacts:
    scale = BREATH_OF_THE_WEEK.scale
    return EnrolmentFacts(
        1,
        "sample",
        None,
        date(2026, 1, 5),
        True,
        date(2026, 1, 9),
        scores=(ScoreFact(scale, "first-week", first), ScoreFact(scale, "last-week", last)),
        measures=MEASURES,
    )


def figures(people: int) -> Report:
    cells = merged(*(contributions(somebody(380.1 + n % 3, 400.1 + 2 * (n % 3))) for n in range(people)))
    return report(CountedSums.of(cells.items()), "sample", list(sample_only().all(Measure).values()), SELECTION)


def rows(shown: Report) -> list[dict[str, str]]:
    drawn = Drawn("clinic", "sample", "", SELECTION.first, SELECTION.last, date(2026, 9, 1))
    return list(csv.DictReader(io.StringIO(as_csv(shown, drawn, {}))))


def test_it_is_shown_with_its_unit_and_what_it_is_made_of() -> None:
    shown = figures(30)
    (breath,) = shown.measures
    assert breath.measure is BREATH_OF_THE_WEEK
    assert breath.change is not None
    assert (breath.change.n, breath.change.start.mean, breath.change.later.mean) == (30, 381.1, 402.1)
    first, _second, few = cards_of(shown, VOICE)
    card = next(card for card in first if card.kind == "pairs")
    assert "Worked out from answers and measurements, in litres a minute." in card.definition
    assert "381 to 402" in card.finding
    assert "last week" in card.finding
    assert few == []


def test_no_occasion_is_counted_as_answered_because_of_it() -> None:
    assert [step.milestone for step in figures(30).flow] == ["referred", "eligible", "started"]


def test_it_is_in_the_file_in_its_unit() -> None:
    of_breath = [row for row in rows(figures(30)) if row["measure"] == "sample.breath"]
    assert {row["unit"] for row in of_breath if row["figure"] in ("mean", "change_start", "change_difference")} == {
        "litres a minute"
    }
    assert {row["unit"] for row in of_breath if row["figure"] == "responders"} == {"share"}
    assert {row["instrument_version"] for row in of_breath} == {""}
    (difference,) = [row for row in of_breath if row["figure"] == "change_difference"]
    assert (difference["value"], difference["denominator"]) == ("21", "30")


@pytest.mark.parametrize("people", [1, 4])
def test_a_few_are_hidden(people: int) -> None:
    shown = figures(people)
    assert all(isinstance(m.change.n, Hidden) for m in shown.measures if m.change is not None)
    assert not any(row["value"].startswith(("38", "40")) for row in rows(shown))
