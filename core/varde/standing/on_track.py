"""Why somebody stands on the caseload, and who is on track: nobody who is in danger, worse or unanswered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

REASONS = ("risk", "referral", "unanswered", "deterioration", "worse", "exercise", "overdue", "inactive", "plan")
"""The reasons in the order of what happens if nobody acts; the last is that a plan is to be looked at on its day."""
ON_TRACK = "on_track"
WAITING = REASONS[:-1]
"""The reasons that need something from somebody now."""


@dataclass(frozen=True, slots=True)
class Causes:
    """What is known of an enrolment. ``danger`` and ``alert`` are open alerts, about a danger and about anything else;
    ``worse`` is a deterioration, whatever became of the alert about it, and ``plan`` that one holds;
    ``message`` and ``exercise``: something sent, or shared, has no answer."""

    danger: bool = False
    referral: bool = False
    message: bool = False
    alert: bool = False
    worse: bool = False
    plan: bool = False
    exercise: bool = False
    overdue: bool = False
    silent: bool = False


def reasons_to_list(causes: Causes) -> frozenset[str]:
    """Every reason to stand on the caseload. A plan closes a deterioration and nothing else, and is a reason of its own to
    be seen."""
    held = {
        "risk": causes.danger,
        "referral": causes.referral,
        "unanswered": causes.message,
        "deterioration": causes.alert,
        "worse": causes.worse and not causes.plan,
        "exercise": causes.exercise,
        "overdue": causes.overdue,
        "inactive": causes.silent,
        "plan": causes.worse and causes.plan,
    }
    return frozenset(reason for reason, holds in held.items() if holds)


def first_reason(reasons: Collection[str]) -> str:
    """The reason that stands first; on track without any."""
    return next((reason for reason in REASONS if reason in reasons), ON_TRACK)
