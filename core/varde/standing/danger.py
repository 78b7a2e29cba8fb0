"""Whether somebody is in danger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varde.instruments.values import Instrument

DANGEROUS = ("red", "critical")
"""The severities of an alert that say so, whatever it is about."""


def is_danger(severity: str, *, crisis: bool) -> bool:
    """Whether an alert is about a danger: it is red or critical, or shows the patient the crisis text. It stands first on
    the caseload, and is told at once."""
    return crisis or severity in DANGEROUS


def holds_danger(instrument: Instrument, answers: Mapping[str, Any]) -> bool:
    """Whether a question about safety is answered with more than its lowest."""
    return any(float(answers.get(item.key) or 0) > item.low for item in instrument.safety_items)
