"""What a corrected answer calls for that it did not call for before, and no longer does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from varde.alerts.rules import facts_about, facts_since, raised_by
from varde.alerts.values import Alert
from varde.assessments.facts import facts_of_response
from varde.instruments.values import Instrument
from varde.rules.language import facts_of
from varde.standing.danger import is_danger
from varde.standing.deterioration import is_worse_than_before

Grounds = Mapping[str, Mapping[str, object]]
"""By the key of an alert the facts its rule looked at."""


class Scored(Protocol):
    """A response that was handed in, in one of its versions."""

    @property
    def occasion(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...
    @property
    def total(self) -> float | None: ...
    @property
    def band(self) -> str | None: ...
    @property
    def flags(self) -> Mapping[str, Any]: ...


def facts_then(instrument: Instrument, earlier: Sequence[Scored], response: Scored) -> dict[str, object]:
    """Everything a rule may look at in a response after those ``earlier`` to the same instrument, oldest first."""
    worse = is_worse_than_before(instrument, earlier, response)
    facts = facts_of_response(response.answers, response.total, response.band, response.flags, worse)
    facts |= facts_about(instrument, response.answers)
    before = (earlier[-1].answers, earlier[-1].band) if earlier else None
    return facts | facts_since(instrument, response.answers, response.band, before)


def called_for(declared: Collection[Alert], facts: Mapping[str, object]) -> Grounds:
    """The alerts that these facts call for, and why."""
    return {
        alert.key: {key: facts[key] for key in facts_of(alert.rule) if key in facts}
        for alert in raised_by(declared, facts)
    }


def to_raise(declared: Collection[Alert], before: Grounds, after: Grounds, *, newest: bool) -> list[Alert]:
    """The alerts that a correction calls for: a danger when it was not there or rests on other facts now, also in an answer
    that newer ones have followed (not ``newest``); anything else when it was not called for, in the newest answer alone."""
    raised = []
    for alert in declared:
        if alert.key not in after:
            continue
        if is_danger(alert.severity, crisis=alert.crisis):
            if before.get(alert.key) != after[alert.key]:
                raised.append(alert)
        elif newest and alert.key not in before:
            raised.append(alert)
    return raised
