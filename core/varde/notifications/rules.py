"""When a notice may go out, by which way, what an answer or a receipt makes of it, and when it is tried again. Plain values."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from varde.modules.path_rules import ModuleView
from varde.notifications.values import Outcome
from varde.scheduling.rules import QUIET_FROM, QUIET_UNTIL, OpeningTimes, at_wall_time

SAFETY = ("alert", "duty")
"""The notices about a danger: handed over before all others, never held back and never counted."""
AT_ONCE = (*SAFETY, "glass", "new_device")
"""The notices that wait for no morning, go out by themselves and are not counted: a danger, that a record was opened by
break-glass, and that one's account was signed in with on a new device."""
STATES = ("queued", "sending", "sent", "delivered", "failed", "given_up", "skipped")
WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""How long after each attempt that came to nothing the next one is made. After the ninth it is given up."""
UNSURE = timedelta(minutes=3)
"""How long after an attempt that nobody knows the end of the machine is asked, or handed the same once more."""
NUDGE_AT = time(10)
"""When a greeting goes, on the wall: with what else is told of that morning, so that both are one notice. Proposed."""
_OF_SWITCH = re.compile(r"module:(\d+):(\d+)")
_OF_CHOICE = re.compile(r"choice:(\d+):([a-z0-9-]+):\d+")
_RANK = {"queued": 0, "failed": 0, "sending": 0, "sent": 1, "given_up": 2, "delivered": 3}


def key_of_switch(enrolment_id: int, number: int) -> str:
    """The key of the notice that something was opened: of which enrolment, and which switch of it."""
    return f"module:{enrolment_id}:{number}"


def key_of_late(enrolment_id: int, shared_at: datetime, therapist_id: int | None) -> str:
    """What the keys of the notices begin with that nobody has answered what was shared then: of which enrolment, and who should
    have. The number of whoever is told follows."""
    return f"late:{enrolment_id}:{shared_at:%Y%m%d%H%M%S}:{therapist_id or 0}"


def switch_of(key: str) -> tuple[int, int] | None:
    """The enrolment and the switch that a notice with this key is about; None of any other notice."""
    read = _OF_SWITCH.fullmatch(key)
    return (int(read[1]), int(read[2])) if read else None


def key_of_choice(enrolment_id: int, module: str, occurrence: int) -> str:
    """The key of the notice that asks about an optional module again: of which enrolment, which module, and for which time."""
    return f"choice:{enrolment_id}:{module}:{occurrence}"


def choice_of(key: str) -> tuple[int, str] | None:
    """The enrolment and the module that a notice with this key asks about; None of any other notice."""
    read = _OF_CHOICE.fullmatch(key)
    return (int(read[1]), read[2]) if read else None


def choice_stands(view: ModuleView | None) -> Literal["gone", "chosen", "closed", "open"]:
    """How an optional module stands for whoever may choose about it: it is not on her way; she has taken it, begun on it, done it
    or left it out; it is not open to her now; or it is, and she has not chosen."""
    if view is None:
        return "gone"
    if view.taken or view.left_out or view.status == "done":
        return "chosen"
    return "open" if view.status in ("open", "here") else "closed"


def not_before(now: datetime, zone: ZoneInfo, *, exempt: bool, told_today: int, most: int) -> datetime:
    """The first moment at which a notice may go out: now, when the quiet hours are over, or tomorrow when she has been told
    ``most`` times today. ``exempt``: a danger, or what she has asked for herself."""
    if exempt:
        return now
    wall = now.astimezone(zone)
    if wall.time() < QUIET_UNTIL:
        return at_wall_time(wall.date(), QUIET_UNTIL, zone)
    if wall.time() >= QUIET_FROM or told_today >= most:
        return at_wall_time(wall.date() + timedelta(days=1), QUIET_UNTIL, zone)
    return now


def is_nobody_on(wall: datetime, times: OpeningTimes, *, present: int) -> bool:
    """Whether a danger must go to the duty telephone too: when the place is closed, and when none of those who are told is there
    today. A place that has not said its hours is open outside the quiet ones on working days. ``wall`` is the time on the wall."""
    return present == 0 or not times.is_open(wall, otherwise=(QUIET_UNTIL, QUIET_FROM))


def way(reach: str, reaches: dict[str, str], refused: Collection[str]) -> str:
    """How a person is told: ``phone`` when somebody must ring, ``page`` when she wants nothing sent, else a channel.

    :param reach: how she has asked to be reached. :param reaches: the address of each channel that has one.
    :param refused: what she has said no to. What she asked for goes first, if it is open to us; one that is refused is replaced by
        another with an address, one that has no address is not: then somebody rings.
    """
    if reach == "phone" or reach not in refused:
        return reach
    instead = [channel for channel in sorted(reaches) if channel not in refused]
    return instead[0] if instead else "page"


def after_answer(outcome: Outcome, attempts: int, *, unsure: bool) -> tuple[str, timedelta | None]:
    """The state after an attempt, and how long until the next: None when there is none.

    :param attempts: how many were made, this one included. :param unsure: the attempt before ended with nobody knowing.
    """
    if outcome == "taken":
        return "sent", None
    if outcome == "refused":
        return "given_up", None
    if outcome == "unknown":
        return ("given_up", None) if unsure else ("failed", UNSURE)
    return ("failed", WAITS[attempts - 1]) if attempts <= len(WAITS) else ("given_up", None)


def after_receipt(state: str, said: str) -> str:
    """The state after a receipt that says ``delivered``, ``sent`` or ``failed``. Receipts come in any order: what is further on
    stands, and that it arrived stands above all."""
    becomes = {"failed": "given_up"}.get(said, said)
    return becomes if _RANK[becomes] > _RANK.get(state, 9) else state


def nudged_at(quiet_since: datetime, days: int, zone: ZoneInfo) -> datetime:
    """When a greeting goes to somebody of whom, and to whom, there has been nothing since then: in the morning, so many days of the
    calendar after."""
    return at_wall_time(quiet_since.astimezone(zone).date() + timedelta(days=days), NUDGE_AT, zone)


def next_nudge(keys: Sequence[str], last: str | None) -> str:
    """Which greeting comes after the ``last``, by its key: the one below it, and after the lowest the first; the first too where
    none was sent, or the last is declared no more."""
    return keys[(keys.index(last) + 1) % len(keys)] if last in keys else keys[0]
