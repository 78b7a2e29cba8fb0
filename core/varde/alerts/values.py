"""What an alert is: declared by a plugin in the one rule language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import Text
from varde.programmes.rules import Rule

Severity = Literal["amber", "red", "critical"]
SEVERITIES: tuple[Severity, ...] = ("amber", "red", "critical")


@dataclass(frozen=True, slots=True)
class Alert:
    """When a clinician must look, and how soon.

    ``rule`` is over the facts of one submitted response (see :func:`varde.alerts.rules.facts_of_response`) of
    ``instrument``, or, when that is empty, over the facts of an enrolment that the clock watches (``days_inactive``,
    ``days_overdue``). ``programme`` empty means every programme that uses the instrument. ``title`` says to the clinician
    what was crossed, never a diagnosis. ``crisis``: the patient is shown the organisation's crisis text on the next page.

    How soon follows from the severity: amber within one working day, red the same day, critical at once. Source: the
    proposal in docs/clinical; each clinic's own governance must sign it.
    """

    key: str
    title: Text
    rule: Rule
    severity: Severity
    instrument: str = ""
    programme: str = ""
    crisis: bool = False
