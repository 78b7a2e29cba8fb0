"""Every way out of an enrolment, and what follows from it: one table, which service, pages, counts and tests ask.

Numbers and limits of our own, proposed: seven days to undo, access for at most a year at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

Asked = Literal["", "completion", "exit"]
"""After which end an occasion is asked still: none, a completed enrolment, or that and one that was left before the time."""
Way = Literal["completed", "discontinued", "never_started", "declined", "moved", "passed_on", "no_more_contact"]

UNDECIDED = ("referred", "screening")
BEFORE_START = (*UNDECIDED, "waiting")
UNDER_WAY = ("active", "paused")
TAKES_ROOM = ("waiting", *UNDER_WAY)
"""The states that take one of the places an organisation has."""
OPEN = (*BEFORE_START, *UNDER_WAY)
ENDED = ("completed", "discontinued")
ANSWERING = ("active", *ENDED)
"""States in which what is on the agenda can be answered. Pause and exit have cancelled what is not to be asked."""

UNDO_DAYS = 7
LONGEST_EXTENSION_DAYS = 365


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out. ``states``: where it can be taken from. ``leaves``: the state afterwards (an enrolment that has ended
    before keeps its own). ``asks``: which occasions are asked still. ``contact``: whether anything is sent to her
    afterwards. ``reasons``: the coded reasons, no two ways share one but before the start (see :func:`way_taken`). ``by``: who
    may take it. ``counts``: what it is in the figures.
    """

    key: Way
    states: tuple[str, ...]
    leaves: str
    reasons: tuple[str, ...]
    by: tuple[str, ...] = ("therapist",)
    asks: tuple[Asked, ...] = ()
    contact: bool = True
    counts: str = "left"


LEAVING = ("withdrawn", "no_time", "no_effect", "needs_more", "other_help", "moved", "no_contact", "other")

WAYS: dict[str, WayOut] = {
    "completed": WayOut(
        "completed", UNDER_WAY, "completed", ("completed",), asks=("completion", "exit"), counts="completed"
    ),
    "discontinued": WayOut(
        "discontinued", UNDER_WAY, "discontinued", LEAVING, ("therapist", "patient"), asks=("exit",)
    ),
    "never_started": WayOut(
        "never_started", BEFORE_START, "discontinued", LEAVING, ("therapist", "patient"), counts="never_started"
    ),
    "declined": WayOut(
        "declined",
        UNDECIDED,
        "discontinued",
        ("not_eligible", "too_ill", "better_elsewhere", "outside_area", "declined"),
        counts="declined",
    ),
    "moved": WayOut("moved", UNDER_WAY, "discontinued", ("moved_clinic",), counts="moved"),
    "passed_on": WayOut("passed_on", UNDECIDED, "discontinued", ("passed_on", "taken_back"), counts="passed_on"),
    "no_more_contact": WayOut(
        "no_more_contact",
        (*OPEN, *ENDED),
        "discontinued",
        ("died", "refuses", "protected"),
        contact=False,
        counts="no_more_contact",
    ),
}
OF_THE_PERSON = frozenset({"died", "protected"})
"""Reasons for no more contact that hold for all her enrolments, wherever they are; a refusal holds for this one."""


def way_taken(state: str, reason: str | None, *, started: bool) -> Way | None:
    """Which way an enrolment ended, from its coded reason; None while it has not ended.

    >>> way_taken("discontinued", "withdrawn", started=False)
    'never_started'
    """
    if state not in ENDED or reason is None:
        return None
    if reason in LEAVING:
        return "discontinued" if started else "never_started"
    return next((way.key for way in WAYS.values() if reason in way.reasons), "discontinued")


def way_for(reason: str, state: str) -> WayOut | None:
    """The way that this reason takes an enrolment in this state; None when there is no such reason."""
    if reason in LEAVING:
        return WAYS["never_started" if state in BEFORE_START else "discontinued"]
    return next((way for way in WAYS.values() if reason in way.reasons), None)


@cache
def reasons() -> tuple[str, ...]:
    """Every coded reason, each once, in the order of the ways."""
    return tuple(dict.fromkeys(reason for way in WAYS.values() for reason in way.reasons))


def may_leave(way: WayOut, state: str, role: str) -> bool:
    """Whether an enrolment in this state can be taken this way by a ``therapist`` or a ``patient``."""
    return role in way.by and state in way.states


def asked_still(way: WayOut, asked_after: Asked, *, willing: bool) -> bool:
    """Whether an occasion is asked after this way out, when she has not said no."""
    return willing and asked_after in way.asks


def reach(reason: str) -> Literal["person", "enrolment"]:
    """Whether a reason for no more contact holds for all her enrolments or for this one."""
    return "person" if reason in OF_THE_PERSON else "enrolment"


@dataclass(frozen=True, slots=True)
class Planned:
    """What stands before an exit: occasion keys planned still with when each comes back, reminders, and appointments."""

    asked_still: Sequence[str] = ()
    stopped: int = 0
    appointments: int = 0
    elsewhere: int = 0
    """Her other enrolments."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One line under a way out. ``kind`` decides the icon; ``key`` the sentence; ``n`` fills it."""

    kind: Literal["keeps", "stops", "tells", "counts"]
    key: str
    n: int = 0


def consequences(way: WayOut, planned: Planned, *, willing: bool = True) -> tuple[Consequence, ...]:
    """What follows, in the order it is read: what is kept, what stops, what she is told, what it counts as."""
    kept = [key for key in planned.asked_still if willing] if way.asks else []
    lines = [Consequence("keeps", "asked_still", len(kept))] if kept else []
    if way.key == "completed":
        lines.append(Consequence("keeps", "reading"))
    if not way.contact:
        lines += [Consequence("stops", "everything_sent"), Consequence("keeps", "what_reaches_us")]
        if planned.elsewhere:
            lines.append(Consequence("stops", "elsewhere", planned.elsewhere))
    elif planned.stopped:
        lines.append(Consequence("stops", "asked_no_more", planned.stopped))
    if not kept and way.contact:
        lines.append(Consequence("stops", "no_follow_up"))
    if planned.appointments:
        lines.append(Consequence("stops", "appointments", planned.appointments))
        lines.append(Consequence("tells", "told" if way.contact else "not_told"))
    lines.append(Consequence("counts", way.counts))
    return tuple(lines)


# --- undoing and opening again


def undo_until(day: date) -> date:
    """The last day an exit on ``day`` can be undone."""
    return day + timedelta(days=UNDO_DAYS)


TAKEN_BACK_DAYS = 30
"""For how long a colleague may take over what has ended, to open it again: proposed. After that there is a new referral."""


def may_take_back(ended: date, today: date) -> bool:
    """Whether a colleague may take over what ended on this day, to open it again. Whoever treated her may, long after."""
    return today <= ended + timedelta(days=TAKEN_BACK_DAYS)


Undoing = Literal["yes", "undone", "too_late", "replaced", "touched"]


def may_undo(ended: date, today: date, *, undone: bool, newest: bool, replaced: bool, touched: bool) -> Undoing:
    """Whether an exit can be undone. ``newest``: no other exit came after it; ``replaced``: she has begun the same
    programme anew; ``touched``: somebody has worked with what it led to (a referral passed on that was decided)."""
    if undone:
        return "undone"
    if replaced:
        return "replaced"
    if touched or not newest:
        return "touched"
    return "yes" if today <= undo_until(ended) else "too_late"


def may_reopen(way: Way | None, *, stopped: bool) -> bool:
    """Whether an ended enrolment can be opened again: one that was under way or waited to start, at the same clinic, with
    somebody we may write to. A declined referral is undone, or comes again."""
    return way in ("completed", "discontinued", "never_started") and not stopped


def reopened_as(*, started: bool, decided: bool) -> str:
    """The state of an enrolment that is opened again."""
    if started:
        return "active"
    return "waiting" if decided else "screening"


# --- access


Extension = Literal["yes", "past", "shorter", "too_long"]


def may_extend(
    until: date, today: date, access_until: date | None, longest_days: int = LONGEST_EXTENSION_DAYS
) -> Extension:
    """Whether access can be extended to this day, by ``longest_days`` at a time at most."""
    if until <= today:
        return "past"
    if access_until is not None and until <= access_until:
        return "shorter"
    longest = max(today, access_until or today) + timedelta(days=longest_days)
    return "too_long" if until > longest else "yes"


# --- tracks


def tracks_open_to(tracks: Iterable[str], track: str | None, *, allowed: bool) -> tuple[str, ...]:
    """The tracks a patient can change to: the programme's others, when its rules say that she fits in it at all."""
    return tuple(key for key in tracks if key != track) if allowed else ()
