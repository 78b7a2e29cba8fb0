"""What has changed from one response to the next, counted and in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.assessments.models import Response
from varde.kernel.speech import Speech
from varde.record.score_words import changed_answers, move_of

NB = Speech("nb", ZoneInfo("Europe/Oslo"), datetime(2026, 9, 21, 8, tzinfo=UTC))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}, "1 svar høyere, 1 lavere"),
        ({"a": 1, "b": 2, "c": 0}, {"a": 1, "b": 0, "c": 0}, "1 svar lavere"),
        ({"a": 1}, {"a": 1}, "Samme svar som sist"),
        ({"a": 1}, {"a": 1, "b": 2}, "Samme svar som sist, 1 ikke besvart sist"),
        ({"a": 1, "b": 2, "c": 3}, {"a": 2, "b": None}, "1 svar høyere, 2 ikke besvart nå"),
        ({"a": 1}, {"b": 1}, "1 ikke besvart nå, 1 ikke besvart sist"),
        (
            {"a": False, "b": 1, "c": 1, "d": [1]},
            {"a": True, "b": 2, "c": 3, "d": [2]},
            "3 svar høyere, 1 endret på annen måte",
        ),
    ],
)
def test_what_changed_is_counted(before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    first = Response(instrument="x", version="1", answers=before, mode="patient")
    second = Response(instrument="x", version="1", answers=after, mode="patient")
    assert changed_answers(NB, first, second) == words
    assert changed_answers(NB, None, second) == "Besvart for første gang"
    assert changed_answers(NB, Response(version="0", answers=before), second) == "Sist var det en annen versjon"


def test_moves() -> None:
    pairs = ((1, 2), (2, 1), (1, 1), (None, 1), (1, None), (False, True), ([1], [2]))
    assert " ".join(move_of(*pair) for pair in pairs) == "higher lower same other other higher other"
