"""By when somebody who wrote, or was referred, has an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from varde.scheduling.rules import OpeningTimes, days_there, end_of_day

LEFT_AFTER = 2
"""Working days after an answer was due: when nobody has answered by then, the head of the clinic is told. Proposed by us."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is due. ``late``: it should have been there."""

    by: datetime
    late: bool

    def said(self, zone: ZoneInfo) -> str:
        """As a plain word: the day, and whether it has passed."""
        return f"{self.by.astimezone(zone).date()}{' late' if self.late else ''}"


def due_by(asked: date, working_days: int, times: OpeningTimes, zone: ZoneInfo) -> datetime:
    """The end of the ``working_days``-th working day after the day it was ``asked`` on which the place is there, in UTC. At what
    time of the day it was asked makes no difference: who writes as the door closes waits as long as who wrote in the morning."""
    return end_of_day(days_there(asked, working_days, times), zone)


def is_left_unanswered(asked: date, working_days: int, times: OpeningTimes, now: datetime, zone: ZoneInfo) -> bool:
    """Whether what was asked on this day, to be answered within ``working_days``, has waited so long that somebody else than
    whoever should have answered is to know."""
    return due_by(asked, working_days + LEFT_AFTER, times, zone) < now


def reply_due(waiting_since: datetime | None, answer_by: datetime | None, now: datetime) -> Reply | None:
    """The answer somebody waits for; None when nobody does."""
    if waiting_since is None or answer_by is None:
        return None
    return Reply(answer_by, answer_by < now)
