"""Who may write in the conversation of an enrolment: one answer, which the service, the pages and the tests ask."""

from __future__ import annotations

from typing import Literal

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
