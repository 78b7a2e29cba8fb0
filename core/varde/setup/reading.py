"""What is typed at a page or at the machine: the same is read in the same way, and refused in the same words."""

from __future__ import annotations

from datetime import date

from varde.kernel.characters import plain
from varde.kernel.dates import as_date
from varde.setup import words
from varde.setup.errors import SetUpRefused
from varde.setup.rules import weekdays_in
from varde.staffing.rules import WORKING_WEEK

MOST_DIGITS = 9
LONGEST_SAID = 20


def read_day(written: str) -> date:
    """A day written ``2026-12-31`` or ``31.12.2026``. :raises SetUpRefused: it is none."""
    day = as_date(written)
    if day is None:
        raise SetUpRefused(words.DAY_RULE.filled(day=written.strip()[:LONGEST_SAID]))
    return day


def read_days_present(written: str) -> list[int]:
    """Weekdays written ``1-4``, from 0 (Monday) to 4. :raises SetUpRefused: it is none, or one of them is a weekend's."""
    weekdays = weekdays_in(written)
    if not weekdays or str(weekdays[-1]) not in WORKING_WEEK:
        raise SetUpRefused(words.DAYS_PRESENT_RULE.filled(days=written[:LONGEST_SAID]))
    return weekdays


def whole_number(written: str) -> int | None:
    """The whole number that is written, of at most :data:`MOST_DIGITS` digits; None when it is none."""
    digits = plain(written).strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else None


def read_seats(written: str) -> int | None:
    """The seats of a room; None where nothing is written. :raises SetUpRefused: it is no whole number."""
    if not plain(written).strip():
        return None
    seats = whole_number(written)
    if seats is None:
        raise SetUpRefused(words.SEATS_RULE)
    return seats
