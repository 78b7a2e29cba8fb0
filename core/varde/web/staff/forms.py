"""The forms on the patient's page."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Range

from varde.dialogue.service import LONGEST
from varde.enrolments.service import END_REASONS
from varde.kernel.dates import as_date
from varde.modules.progress import LONGEST_TEXT
from varde.scheduling.rules import at_wall_time
from varde.web.shell.forms import Checked, Coded, Form, Line
from varde.web.shell.pages import translate as _

KINDS = ("video", "phone", "physical", "group")
LENGTHS = (15, 30, 45, 60, 90, 120)


def message_form() -> Schema:
    """A reply. ``once`` makes sending twice one message."""
    once = Line(60, _("Skjemaet er for gammelt. Last siden på nytt og send igjen."))
    return _form({"body": Line(LONGEST), "once": once})


def feedback_form() -> Schema:
    """Words on a worksheet."""
    return _form({"feedback": Line(LONGEST_TEXT)})


def reason_form() -> Schema:
    """Why somebody takes over."""
    return _form({"reason": Line(200)})


def end_form() -> Schema:
    """Why the enrolment ends."""
    return _form({"reason": Coded({key: key for key in END_REASONS}, _("Velg hvorfor forløpet avsluttes."))})


def booking_form() -> Schema:
    """A new appointment."""
    how_long = _("Velg hvor lenge timen varer, fra 5 til 480 minutter.")
    minutes = fields.Integer(
        load_default=45, validate=Range(5, 480, error=how_long), error_messages={"invalid": how_long}
    )
    return _form(
        {
            "kind": Coded({key: key for key in KINDS}, _("Velg hva slags time det er.")),
            "day": Day(required=True, error_messages={"required": _("Velg hvilken dag timen er.")}),
            "clock": Clock(
                required=True, error_messages={"required": _("Skriv når timen begynner, for eksempel 14.30.")}
            ),
            "minutes": minutes,
            "place": Line(200),
        }
    )


def _form(declared: dict[str, fields.Field[Any]]) -> Schema:
    return Form.from_dict(declared)()


class Day(Checked):
    """A day, ``2026-11-19`` or ``19.11.2026``."""

    def check(self, value: Any) -> Any:
        found = as_date(str(value))
        if found is None:
            raise ValidationError(_("Datoen finnes ikke. Skriv dag, måned og år, for eksempel 19.11.2026."))
        return found


class Clock(Checked):
    """A time of day, ``14:30`` or ``14.30``."""

    def check(self, value: Any) -> Any:
        hour, _point, minute = str(value).replace(".", ":").partition(":")
        if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(minute) == 2):
            raise ValidationError(_("Klokkeslettet må se slik ut: 14.30."))
        if int(hour) > 23 or int(minute) > 59:
            raise ValidationError(_("Klokkeslettet må være fra 00.00 til 23.59."))
        return time(int(hour), int(minute))


def starts_at(given: dict[str, Any], zone: ZoneInfo) -> datetime:
    """When the appointment begins, in UTC."""
    return at_wall_time(given["day"], given["clock"], zone)
