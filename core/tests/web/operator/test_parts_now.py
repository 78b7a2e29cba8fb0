"""What operators are told of how long pages take and of the access log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.audit.models import AccessAnchor, AccessCheck
from varde.audit.standing import LogNow
from varde.benefits.counting.models import CellCheck
from varde.kernel.speech import Speech
from varde.kernel.speed import LIMITS_MS, Speed
from varde.web.operator.parts_now import PartLine, _access_log, _figures, _pages

NOW = datetime(2026, 9, 21, 9, 12, tzinfo=UTC)
SPEECH = Speech("nb", ZoneInfo("Europe/Oslo"), NOW)
WORK: Any = SimpleNamespace(now=NOW)


def said(line: PartLine) -> tuple[str, str, tuple[str, ...]]:
    return line.state.to("nb"), line.tone, line.hints


@pytest.mark.parametrize(
    ("within", "state", "tone", "hint"),
    [
        ((0,) * 8, "ingen siste time", "off", None),
        ((50, 60, 96, 100, 100, 100, 100, 100), "oppe", "", "halvparten innen 50 ms, 95 % innen 250 ms. 100 sider"),
        ((0, 0, 0, 0, 95, 100, 100, 100), "oppe", "", "halvparten innen 1 s, 95 % innen 1 s. 100 sider"),
        ((0, 0, 0, 0, 94, 100, 100, 100), "trege", "warn", "halvparten innen 1 s, 95 % innen 2,5 s. 100 sider"),
        ((0, 0, 0, 0, 0, 0, 0, 3), "trege", "warn", "halvparten over 5 s, 95 % over 5 s. 3 sider"),
    ],
)
def test_how_long_pages_take(within: tuple[int, ...], state: str, tone: str, hint: str | None) -> None:
    speed = Speed(dict(zip(LIMITS_MS, within, strict=True)))
    hints = () if hint is None else (f"Siste time: {hint}",)
    assert said(_pages(SPEECH, speed)) == (state, tone, hints)


def log(waits: float | None = None, checked: float | None = 8, broken_at: int | None = None) -> LogNow:
    """An access log whose oldest entry has waited so many minutes, and which was verified so many hours ago."""
    check = None if checked is None else AccessCheck(at=NOW - timedelta(hours=checked), links=9, broken_at=broken_at)
    since = None if waits is None else NOW - timedelta(minutes=waits)
    return LogNow(0 if waits is None else 4, since, NOW - timedelta(minutes=2), check)


@pytest.mark.parametrize(
    ("now", "state", "tone"),
    [
        (log(), "hel", ""),
        (log(waits=5), "hel", ""),
        (log(waits=6), "henger etter", "bad"),
        (log(checked=48), "hel", ""),
        (log(checked=49), "ikke sjekket siste to døgn", "warn"),
        (log(checked=None), "ikke sjekket siste to døgn", "warn"),
        (log(checked=None, waits=6), "henger etter", "bad"),
        (log(broken_at=5), "brutt", "bad"),
        (log(broken_at=5, waits=6, checked=49), "brutt", "bad"),
    ],
)
def test_how_the_access_log_stands(now: LogNow, state: str, tone: str) -> None:
    assert said(_access_log(WORK, SPEECH, now))[:2] == (state, tone)


def test_what_is_told_of_the_access_log() -> None:
    assert _access_log(WORK, SPEECH, log(waits=6, broken_at=5)).hints == (
        *("4 venter på å kjedes", "Siste kjedede innsyn i dag kl. 11.10", "Kjeden sjekket i dag kl. 03.12"),
        *("Forankres ikke utenfor databasen", "Brutt fra ledd 5"),
    )
    assert _access_log(WORK, SPEECH, LogNow(0, None, None, None)).hints == (
        *("0 venter på å kjedes", "Kjeden er aldri sjekket", "Forankres ikke utenfor databasen"),
    )


def compared(hours: float, faults: int = 0) -> CellCheck:
    return CellCheck(
        at=NOW - timedelta(hours=hours), enrolments=9, faults=faults, first="Det er galt." if faults else ""
    )


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (None, ("ikke sjekket siste to døgn", "warn", ("Tallene er aldri sjekket",))),
        (compared(6), ("stemmer", "", ("Tallene sjekket i dag kl. 05.12",))),
        (compared(49), ("ikke sjekket siste to døgn", "warn", ("Tallene sjekket for 2 dager siden",))),
        (compared(6, 3), ("stemmer ikke", "bad", ("Tallene sjekket i dag kl. 05.12", "3 feil. Det er galt."))),
        (compared(49, 1), ("stemmer ikke", "bad", ("Tallene sjekket for 2 dager siden", "1 feil. Det er galt."))),
    ],
)
def test_what_is_told_of_the_sums_of_benefits(check: CellCheck | None, expected: tuple[object, ...]) -> None:
    assert said(_figures(WORK, SPEECH, check)) == expected


@pytest.mark.parametrize(
    ("fault", "state", "tone", "hint"),
    [
        ("", "hel", "", "Forankret i dag kl. 03.12"),
        ("503", "ikke forankret", "warn", "Ikke forankret i dag kl. 03.12: 503"),
    ],
)
def test_what_is_told_of_the_anchor(fault: str, state: str, tone: str, hint: str) -> None:
    now = log()
    assert now.check is not None
    line = _access_log(WORK, SPEECH, replace(now, anchor=AccessAnchor(at=now.check.at, link=7, fault=fault)))
    assert (*said(line)[:2], line.hints[-1]) == (state, tone, hint)
