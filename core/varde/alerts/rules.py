"""Alert rules over plain facts, and when somebody must have looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from varde.alerts.values import SEVERITIES, Alert, Severity
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.programmes.facts import Fact
from varde.programmes.rules import check_rule, evaluate
from varde.scheduling.rules import add_working_days, at_wall_time, end_of_day

ANSWER, FLAG = "answer:", "flag:"
WATCHED = (
    Fact(
        "days_inactive",
        "count",
        Text("Dager uten aktivitet", "Dagar utan aktivitet"),
        low=0,
        high=3650,
        source="progress",
    ),
    Fact(
        "days_overdue", "count", Text("Dager over fristen", "Dagar over fristen"), low=0, high=3650, source="progress"
    ),
)
CRITICAL_WITHIN = timedelta(minutes=30)
LAST_HOUR = time(16, 0)
"""Red alerts must be opened by four in the afternoon the same day; one that comes later, within two hours."""


def facts_of_response(
    answers: Mapping[str, Any], total: float | None, band: str | None, flags: Mapping[str, Any], worse: bool | None
) -> dict[str, object]:
    """What a rule may look at: ``total``, ``band``, ``worse`` (reliably worse than at the start), ``answer:<item>`` and
    ``flag:<flag>``. What was not answered is absent, and so unknown."""
    facts: dict[str, object] = {"total": total, "band": band, "worse": worse}
    facts |= {ANSWER + key: value for key, value in answers.items()}
    facts |= {FLAG + key: value for key, value in flags.items()}
    return {key: value for key, value in facts.items() if value is not None}


def declared_facts(instrument: Instrument) -> tuple[Fact, ...]:
    """Every fact a rule about this instrument may speak of; flags that hold words are compared by ``==``."""
    low, high = instrument.total_range or (0, 1_000_000)
    bands = tuple((band.key, band.label) for band in instrument.bands)
    facts = [
        Fact("total", "number", Text("Sum", "Sum"), low=low, high=high),
        Fact("worse", "boolean", Text("Verre enn ved start", "Verre enn ved start")),
    ]
    if len(bands) > 1:
        facts.append(Fact("band", "choice", Text("Nivå", "Nivå"), choices=bands))
    facts += [
        Fact(ANSWER + item.key, "number", item.label, low=item.low, high=item.high)
        for item in items_of(instrument)
        if item.kind not in ("days", "boolean")
    ]
    return tuple(facts)


def raised_by(alerts: Iterable[Alert], facts: Mapping[str, object]) -> list[Alert]:
    """The alerts whose rule holds; of several about the same instrument every one, the gravest first."""
    found = [alert for alert in alerts if evaluate(alert.rule, facts) is True]
    return sorted(found, key=lambda alert: (-SEVERITIES.index(alert.severity), alert.key))


def open_by(severity: Severity, raised: datetime, zone: ZoneInfo) -> datetime:
    """When somebody must have opened it: critical within half an hour, red the same day, amber within one working day.

    A red one raised after two in the afternoon has two hours.
    """
    if severity == "critical":
        return raised + CRITICAL_WITHIN
    local = raised.astimezone(zone)
    if severity == "red":
        return max(at_wall_time(local.date(), LAST_HOUR, zone), raised + timedelta(hours=2))
    return end_of_day(add_working_days(local.date(), 1), zone)


def check_alert(alert: Alert, instruments: Mapping[str, Instrument], programmes: Iterable[str]) -> list[str]:
    """Faults of a declared alert; empty when it is sound."""
    faults = []
    if alert.severity not in SEVERITIES:
        faults.append(f"there is no severity {alert.severity!r}")
    if alert.title.missing():
        faults.append(f"the title lacks {' and '.join(alert.title.missing())}")
    if alert.programme and alert.programme not in set(programmes):
        faults.append(f"there is no programme {alert.programme}")
    if alert.instrument and alert.instrument not in instruments:
        return [*faults, f"there is no instrument {alert.instrument}"]
    declared = declared_facts(instruments[alert.instrument]) if alert.instrument else WATCHED
    return faults + check_rule(alert.rule, declared)
