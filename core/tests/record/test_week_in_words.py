"""What a week of entries says in one sentence, by hand, and never a verdict: 2026-09-21 is a Monday."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from varde.kernel.speech import Speech
from varde.modules.rules import finding_of
from varde.record.entries import finding_said

NOW = datetime(2026, 9, 27, 10, 0, tzinfo=UTC)

CASES = [
    ({}, "nb", "Ingen tall disse dagene"),
    ({}, "nn", "Ingen tal desse dagane"),
    ({21: (4,)}, "nb", "4 på mandag"),
    ({21: (4, 7)}, "nb", "Fra 4 til 7 på mandag"),
    ({21: (4,), 22: (4, 4)}, "nb", "4 hver gang"),
    ({21: (2,), 24: (7,)}, "nb", "Høyest torsdag (7), lavest mandag (2)"),
    ({21: (2,), 22: (2,), 24: (7,)}, "nb", "Høyest torsdag (7), lavest mandag og tirsdag (2)"),
    ({21: (2,), 22: (2,), 23: (2,), 24: (7,)}, "nb", "Høyest torsdag (7), lavest mandag, tirsdag og onsdag (2)"),
    ({21: (2,), 22: (2,), 23: (2,), 25: (2,), 24: (7,)}, "nb", "Høyest torsdag (7), lavest 4 dager (2)"),
    ({21: (2,), 22: (2,), 24: (7,)}, "nn", "Høgst torsdag (7), lågast måndag og tysdag (2)"),
    ({21: (2,), 24: (7,)}, "en", "Highest on Thursday (7), lowest on Monday (2)"),
]


@pytest.mark.parametrize(("numbers", "language", "said"), CASES)
def test_it_is_said(numbers: dict[int, tuple[float, ...]], language: str, said: str) -> None:
    speech = Speech(language, ZoneInfo("Europe/Oslo"), NOW)
    assert finding_said(speech, finding_of({date(2026, 9, day): each for day, each in numbers.items()})) == said


def test_decimals_are_those_of_the_language() -> None:
    speech = Speech("nb", ZoneInfo("Europe/Oslo"), NOW)
    finding = finding_of({date(2026, 9, 21): (1.5,), date(2026, 9, 22): (2.0,)})
    assert finding_said(speech, finding, 1) == "Høyest tirsdag (2,0), lavest mandag (1,5)"
