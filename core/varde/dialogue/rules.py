"""Who may write in the conversation of an enrolment, and what may be put away: one answer, which the service, the pages and the
tests ask."""

from __future__ import annotations

from typing import Literal

from varde.enrolments.reason_rules import says_why
from varde.kernel.words import Text

Writing = Literal["yes", "closed", "stopped"]
"""``closed``: the conversation is not open in this state. ``stopped``: there is to be no more contact, and nobody writes to her."""

OPEN_TO_BOTH = ("waiting", "active", "paused", "completed")


def may_write(state: str, *, by_patient: bool, waits: bool, stopped: bool) -> Writing:
    """Whether somebody may write now. ``waits``: a message of hers has no answer yet. ``stopped``: no more contact.

    What she sends reaches us also when nothing is sent to her; and whoever left before the time gets the answer she waits for.

    >>> may_write("discontinued", by_patient=False, waits=True, stopped=False)
    'yes'
    """
    if stopped:
        return "yes" if by_patient else "stopped"
    if state in OPEN_TO_BOTH or (state == "discontinued" and waits and not by_patient):
        return "yes"
    return "closed"


NO_ANSWER_BECAUSE: dict[str, Text] = {
    "thanks": Text(
        "Pasienten takker eller bekrefter.", "Pasienten takkar eller stadfestar.", "It is thanks, or a yes."
    ),
    "spoken": Text("Vi har snakket sammen om det.", "Vi har snakka saman om det.", "We have spoken about it."),
    "done": Text(
        "Det pasienten ba om, er gjort.", "Det pasienten bad om, er gjort.", "What the patient asked for is done."
    ),
    "other": Text("En annen grunn", "Ein annan grunn", "Another reason"),
}
"""Why a message needs no answer. The last one is said in words."""

PuttingAway = Literal["yes", "danger", "waits", "why"]


def may_settle(reason: str, words: str, *, danger: bool) -> PuttingAway:
    """Whether messages that wait may be said to need no answer. ``danger``: an alert about danger is open.

    >>> may_settle("other", "xx xx xx", danger=False)
    'why'
    """
    if reason not in NO_ANSWER_BECAUSE or (reason == "other" and not says_why(words)):
        return "why"
    return "danger" if danger else "yes"


def may_close(*, waits: bool, danger: bool) -> PuttingAway:
    """Whether a topic may be closed: never while a danger is open, nor while a message in it waits for an answer.

    >>> may_close(waits=True, danger=True)
    'danger'
    """
    return "danger" if danger else "waits" if waits else "yes"
