"""What an alert is: declared by a plugin in the one rule language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import Text
from varde.rules.language import ALWAYS, Rule

Severity = Literal["amber", "red", "critical"]
"""How soon somebody must look: within one working day, the same day, at once."""
SEVERITIES: tuple[Severity, ...] = ("amber", "red", "critical")


@dataclass(frozen=True, slots=True)
class Alert:
    """When a clinician must look, and how soon.

    ``rule`` is over the facts of one submitted response of ``instrument``: ``total``, ``band``, ``worse`` (than at the
    start or the answer before, by the instrument's own limit), ``answer:<item>``, ``flag:<flag>``; of a safety item
    ``unanswered:<item>`` and, where it is weighed, ``unweighed:<item>`` (answered, and not said how much it troubled); and,
    compared with the response before, ``before:<item>``, ``fell:<item>`` and ``new_band``. When ``instrument`` is empty it
    is over what the clock watches about an enrolment: ``days_inactive`` (since she was active, or since something began to
    wait for her after that; 0 while nothing does), ``days_overdue``, ``unanswered_in_row`` and ``missed_appointments``. A
    rule over ``series:<series>:<what>`` (:func:`varde.plugin.series.measured`) is judged when one of its series is
    measured, as it was known then; one that asks for ``days_since``, or anything else that comes to be with time, by the
    clock. Each may ask what sources know besides: newest scores, measurements, what is decided at the clinic. ``programme``
    empty means every programme. ``title`` says to the clinician what was crossed, never a diagnosis. ``cause`` is its tag
    on a list, a word or two; left out it is named by what the rule speaks of. ``crisis``: the patient is shown the
    organisation's crisis text on each page until it is closed, and nobody can opt out of it. Every safety item that a
    programme asks must be spoken of, as ``answer:<item>``, by one that does; those are also raised from a form that is
    begun and not handed in. ``patient_text`` is what she is told instead, for a danger of another kind than to harm
    herself: what to do now when her breathing is heavy. The emergency numbers stand beside it.

    ``call_in`` is the key of a meeting of ``programme``: from the alert she is called in to it, and what came of it is kept with
    the alert. ``renamed_from`` are keys it had before.

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
    cause: Text | None = None
    patient_text: Text | None = None
    call_in: str = ""
    renamed_from: tuple[str, ...] = ()


SAFETY_CHANGED = Alert(
    "safety-changed",
    Text(
        "Pasienten har endret noe som må vites.",
        "Pasienten har endra noko som må vitast.",
        "The patient has changed something that must be known.",
    ),
    ALWAYS,
    "amber",
    cause=Text("Endret opplysning", "Endra opplysning", "Changed fact"),
)
SAFETY_DANGER = Alert(
    "safety-danger",
    Text(
        "Pasienten har sagt fra om noe som kan være livsfarlig.",
        "Pasienten har sagt frå om noko som kan vere livsfarleg.",
        "The patient has told of something that may be a danger to life.",
    ),
    ALWAYS,
    "red",
    crisis=True,
)
OF_THE_HOUSE = {alert.key: alert for alert in (SAFETY_CHANGED, SAFETY_DANGER)}
"""The alerts that no plugin declares, by key: raised when it happens and not by their rule."""
