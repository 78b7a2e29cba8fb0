"""The forms on the patient's page."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, fields

from varde.dialogue.service import LONGEST
from varde.enrolments.service import END_REASONS
from varde.kernel.dates import as_date
from varde.modules.progress import LONGEST_TEXT
from varde.scheduling.rules import at_wall_time
from varde.web.shell.forms import Checked, Coded, Form, LimitedText, Refused, Whole
from varde.web.staff import words

KINDS = ("video", "phone", "physical", "group")
LENGTHS = (15, 30, 45, 60, 90, 120)


def message_form() -> Schema:
    """A reply. ``once`` makes sending twice one message."""
    once = LimitedText(60, words.FORM_TOO_OLD)
    return _form({"body": LimitedText(LONGEST), "once": once})


def feedback_form() -> Schema:
    """Words on a worksheet."""
    return _form({"feedback": LimitedText(LONGEST_TEXT)})


def reason_form() -> Schema:
    """Why somebody takes over."""
    return _form({"reason": LimitedText(200)})


def end_form() -> Schema:
    """Why the enrolment ends."""
    return _form({"reason": Coded({key: key for key in END_REASONS}, words.CHOOSE_END_REASON)})


def booking_form() -> Schema:
    """A new appointment."""
    return _form(
        {
            "kind": Coded({key: key for key in KINDS}, words.CHOOSE_KIND),
            "day": Day(words.CHOOSE_DAY),
            "clock": TimeOfDay(words.WRITE_CLOCK),
            "minutes": Whole(5, 480, 45, words.CHOOSE_LENGTH),
            "place": LimitedText(200),
        }
    )


def _form(declared: dict[str, fields.Field[Any]]) -> Schema:
    return Form.from_dict(declared)()


class Day(Checked):
    """A day, ``2026-11-19`` or ``19.11.2026``."""

    def check(self, value: Any) -> Any:
        day = as_date(str(value))
        if day is None:
            raise Refused(words.NO_SUCH_DAY)
        return day


class TimeOfDay(Checked):
    """A time of day, ``14:30`` or ``14.30``."""

    def check(self, value: Any) -> Any:
        hour, _point, minute = str(value).replace(".", ":").partition(":")
        if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(minute) == 2):
            raise Refused(words.NO_SUCH_CLOCK)
        if int(hour) > 23 or int(minute) > 59:
            raise Refused(words.CLOCK_OUT_OF_RANGE)
        return time(int(hour), int(minute))


def starts_at(form: dict[str, Any], zone: ZoneInfo) -> datetime:
    """When the appointment begins, in UTC."""
    return at_wall_time(form["day"], form["clock"], zone)
