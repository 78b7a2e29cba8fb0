"""What a referrer sees of what she sent: where it stands, and nothing more of the record."""

from __future__ import annotations

from typing import Literal

from varde.enrolments.rules import UNDECIDED, WAYS

Stage = Literal[
    "assessed", "asked", "in_line", "accepted", "under_way", "completed", "ended", "declined", "withdrawn", "answered"
]


def stage_of(
    state: str, end_reason: str | None, decision: str | None, *, in_line: bool = False, asked: bool = False
) -> Stage:
    """Where a referral stands, by the state and the end of its enrolment. ``asked``: the referrer herself is asked for more.

    Why somebody left is the patient's, so every end after the answer is *ended*; and where the patient took the referral back or
    nobody is to contact her any more, it is *withdrawn*, without a word of which.
    """
    if state in UNDECIDED:
        return "asked" if asked else "in_line" if in_line else "assessed"
    if state == "waiting":
        return "accepted"
    if state in ("active", "paused"):
        return "under_way"
    if state == "completed":
        return "completed"
    if end_reason in WAYS["declined"].reasons and decision == "declined":
        return "declined"
    return "ended" if decision == "accepted" else "withdrawn"


def stage_of_further(*, seen: bool) -> Stage:
    """Where a referral stands about somebody who was here already. It must look like any other that is being assessed, so that
    nobody learns from it who is known: the clinic has read it and answers the patient herself."""
    return "answered" if seen else "assessed"
