"""What an alert is: declared by a plugin in the one rule language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import Text
from varde.rules.language import Rule

Severity = Literal["amber", "red", "critical"]
SEVERITIES: tuple[Severity, ...] = ("amber", "red", "critical")


@dataclass(frozen=True, slots=True)
class Alert:
    """When a clinician must look, and how soon.

    ``rule`` is over the facts of one submitted response of ``instrument``: ``total``, ``band``, ``worse`` (reliably worse
    than at the start), ``answer:<item>``, ``flag:<flag>``, ``unanswered:<safety item>``, and, compared with the response
    before, ``before:<item>``, ``fell:<item>`` and ``new_band``. When ``instrument`` is empty it is over what the clock
    watches about an enrolment: ``days_inactive`` (since she was active, or since something began to wait for her after
    that; 0 while nothing does), ``days_overdue``, ``unanswered_in_row`` and ``missed_appointments``.
    ``programme`` empty means every programme. ``title`` says to the clinician what was crossed, never a diagnosis.
    ``crisis``: the patient is shown the organisation's crisis text on the next page, and nobody can opt out of it. Every
    safety item that a programme asks must be spoken of, as ``answer:<item>``, by one that does; those are also raised from
    a form that is begun and not handed in.

    How soon follows from the severity: amber within one working day, red the same day, critical at once. Source: the
    proposal in docs/operations/alerts.md, which each clinic's own governance must sign.
    """

    key: str
    title: Text
    rule: Rule
    severity: Severity
    instrument: str = ""
    programme: str = ""
    crisis: bool = False
