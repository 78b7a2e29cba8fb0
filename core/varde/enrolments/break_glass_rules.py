"""Break-glass: for how long it is open, what may be done meanwhile, by when it is reviewed, and when the patient is told.

Reviewed in three working days and told by half past three the next working day are the trust's to decide: proposed.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from varde.scheduling.rules import add_working_days, at_wall_time

BREAK_GLASS = "break_glass"
"""Why one may be in a record, as the access log has it, and what is done when one asks for it."""
PUT_OFF = "glass_put_off"
"""That telling the patient was put off, as the history has it."""
KINDS = ("danger", "call", "service")
"""Danger to life or health now; the patient or kin rings; an emergency service asks."""
VERDICTS = ("yes", "more", "no")
"""There was reason to; there was, but more was opened than needed; there was none."""
OPEN_FOR = timedelta(hours=4)
CONFIRMED_WITHIN = timedelta(minutes=10)
"""How long what she asked for waits for her to identify herself anew."""
FEWEST_LETTERS = 15
REVIEW_DAYS = 3
TOLD_BY = time(15, 30)
TOLD_AFTER_DELAY = time(9)
LONGEST_DELAY = timedelta(days=90)
WRITES = frozenset({BREAK_GLASS, "notes", "messages", "alerts", "draft"})
"""What may be written meanwhile: a note of what was done, a word to the patient, and that an alert is taken care of."""


def opens(what: str, *, write: bool) -> bool:
    """Whether break-glass opens this part of a record, a key of :data:`varde.audit.words.WHAT`: to be read, all of it."""
    return not write or what in WRITES


def is_confirmed(asked_at: datetime, identified_at: datetime | None, now: datetime) -> bool:
    """Whether she has identified herself since she asked, and asked not long ago."""
    return identified_at is not None and identified_at >= asked_at and now <= asked_at + CONFIRMED_WITHIN


def is_reason(words: str) -> bool:
    """Whether so much is said that somebody else can judge it. That it says why is another rule."""
    return len("".join(words.split())) >= FEWEST_LETTERS


def review_by(opened: date) -> date:
    """The last day of the review."""
    return add_working_days(opened, REVIEW_DAYS)


def told_by(opened: date, zone: ZoneInfo) -> datetime:
    """When the patient is told at the latest, unless the review puts it off, in UTC."""
    return at_wall_time(add_working_days(opened, 1), TOLD_BY, zone)


def told_after(until: date, zone: ZoneInfo) -> datetime:
    """When she is told of what was put off until this day, in UTC."""
    return at_wall_time(until, TOLD_AFTER_DELAY, zone)


def last_day_of_delay(opened: date) -> date:
    """The last day until which telling her may be put off: three months from when it was opened, however often it is put off."""
    return opened + LONGEST_DELAY


def may_delay_until(today: date, until: date, last: date) -> bool:
    """Whether this can be the day until which telling her is put off: a day to come, and no later than the last."""
    return today < until <= last


def may_review(reviewer_id: int, opened_by_id: int, patient_id: int) -> bool:
    """Nobody reviews what she opened herself, nor what was opened of her."""
    return reviewer_id not in (opened_by_id, patient_id)
