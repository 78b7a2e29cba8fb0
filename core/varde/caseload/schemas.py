"""The forms on the patient's page."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import ValidationError, fields
from marshmallow.validate import OneOf, Range

from varde.dialogue.service import LONGEST
from varde.identity.pages import translate as _
from varde.programmes.progress import LONGEST_TEXT
from varde.programmes.schemas import Checked, Form, Line, as_date
from varde.programmes.service import END_REASONS
from varde.scheduling.rules import at_wall_time

KINDS = ("video", "phone", "physical", "group")
LENGTHS = (15, 30, 45, 60, 90, 120)


class MessageForm(Form):
    """A reply. ``once`` makes sending twice one message."""

    body = Line(LONGEST, "")
    once = fields.String(required=True)


class FeedbackForm(Form):
    feedback = Line(LONGEST_TEXT)


class ReasonForm(Form):
    """Why somebody takes over."""

    reason = Line(200)


class EndForm(Form):
    reason = fields.String(required=True, validate=OneOf(END_REASONS))


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


class BookingForm(Form):
    """A new appointment."""

    kind = fields.String(required=True, validate=OneOf(KINDS))
    day = Day(required=True)
    clock = Clock(required=True)
    minutes = fields.Integer(load_default=45, validate=Range(5, 480))
    place = Line(200)


def booking_form() -> BookingForm:
    """The booking form, its sentences in the language of the page."""
    form = BookingForm()
    say = {
        "kind": _("Velg hva slags time det er."),
        "day": _("Velg hvilken dag timen er."),
        "clock": _("Skriv når timen begynner, for eksempel 14.30."),
        "minutes": _("Velg hvor lenge timen varer, fra 5 til 480 minutter."),
    }
    for name, words in say.items():
        field = form.fields[name]
        field.error_messages = {**field.error_messages, "required": words, "invalid": words}
        for validator in field.validators:
            validator.error = words  # type: ignore[attr-defined]
    return form


def starts_at(given: dict[str, Any], zone: ZoneInfo) -> datetime:
    """When the appointment begins, in UTC."""
    return at_wall_time(given["day"], given["clock"], zone)
