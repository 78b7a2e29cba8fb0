"""Days and times of day in forms."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from varde.kernel.dates import as_date
from varde.web.shell import words
from varde.web.shell.forms import Checked, Refused

YEARS = range(1800, 2200)
"""The years of a day in a form: whatever is counted from one, back or on, is a day too."""


class Day(Checked):
    """A day of :data:`YEARS`, ``2026-11-19`` or ``19.11.2026``; None when none is sent and none is needed."""

    rule = words.NO_SUCH_DAY

    def check(self, value: Any) -> Any:
        day = as_date(str(value))
        if day is None or day.year not in YEARS:
            raise Refused(self.rule)
        return day


class TimeOfDay(Checked):
    """A time of day, ``14:30`` or ``14.30``."""

    def check(self, value: Any) -> Any:
        written = re.fullmatch(r"(\d{1,2})[:.](\d{2})", str(value), re.ASCII)
        if written is None:
            raise Refused(words.NO_SUCH_CLOCK)
        hour, minute = written.groups()
        if int(hour) > 23 or int(minute) > 59:
            raise Refused(words.CLOCK_OUT_OF_RANGE)
        return time(int(hour), int(minute))
