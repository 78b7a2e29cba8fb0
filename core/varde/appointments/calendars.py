"""Appointments and times of groups as calendars read them (RFC 5545): an invitation with a name that stays and a number that
rises, its cancellation, and a private feed that can be taken back. A calendar is seen by many: it says “Time” and nothing more, and
the name of a group's time is another for each member, so that two calendars do not show that they meet."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress
from sqlalchemy import select

from varde.appointments.models import CalendarFeed
from varde.enrolments.models import Enrolment
from varde.groups.member_times import MemberTime, member_times
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.scheduling.booking import ATTENDANCE
from varde.scheduling.models import Appointment

SUMMARY = Text("Time", "Time", "Appointment")
CANCELLED = ("cancelled", "cancelled_late", "withdrawn")
BACK = timedelta(days=90)
"""How long what has been stays in the feed."""


class InCalendar(Protocol):
    """What stands in a calendar: an appointment, or a time of a group for one of its members."""

    @property
    def uid(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def minutes(self) -> int: ...


def invitation(work: Work, row: Appointment | MemberTime, language: str) -> bytes:
    """What a calendar takes in: a REQUEST, or a CANCEL once it is cancelled. The same ``UID`` each time, and a ``SEQUENCE`` that
    rises with every change, so that the newest is what stands."""
    return _calendar(work, [row], language, "CANCEL" if _is_cancelled(row) else "REQUEST")


def _is_cancelled(row: Appointment | MemberTime) -> bool:
    return row.cancelled if isinstance(row, MemberTime) else row.state in CANCELLED


def row_for_calendar(work: Work, rows: Iterable[Appointment], language: str) -> bytes:
    """All appointments of a row in one file, which a calendar takes in as they are now (``PUBLISH``, since each has a name of its
    own); what is cancelled of it says so."""
    return _calendar(work, rows, language, "PUBLISH")


def feed_of(work: Work, token: str) -> bytes | None:
    """All that is booked for whose feed this is and when her groups meet, in all her enrolments, also when it is opened without
    signing in; None when the address holds no more. Three statements."""
    feed = work.session.scalar(select(CalendarFeed).where(CalendarFeed.token_hash == _hashed(token)))
    if feed is None:
        return None
    rows = work.session.scalars(
        select(Appointment)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .where(
            Enrolment.person_id == feed.person_id,
            Appointment.state.in_(("booked", *ATTENDANCE, "cancelled", "cancelled_late")),
            Appointment.starts_at > work.now - BACK,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    in_groups = member_times(work, work.now - BACK, person_id=feed.person_id)
    return _calendar(work, [*rows, *in_groups], feed.language, "")


def make_feed(work: Work, person_id: int, language: str) -> str:
    """A new address for her feed; the one before opens nothing any more. Returns the part that is secret, which is not kept."""
    token = secrets.token_urlsafe(32)
    feed = work.session.get(CalendarFeed, person_id) or work.add(CalendarFeed(person_id=person_id))
    feed.token_hash, feed.language, feed.made_at = _hashed(token), language, work.now
    work.session.flush()
    return token


def has_feed(work: Work, person_id: int) -> bool:
    """Whether she has an address. One statement."""
    return work.session.scalar(select(CalendarFeed.person_id).where(CalendarFeed.person_id == person_id)) is not None


def take_back_feed(work: Work, person_id: int) -> None:
    """The address opens nothing any more."""
    feed = work.session.get(CalendarFeed, person_id)
    if feed is not None:
        work.session.delete(feed)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _calendar(work: Work, rows: Iterable[Appointment | MemberTime], language: str, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Varde//Varde//NO")
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    for row in rows:
        calendar.add_component(_event(work, row, language, cancelled=_is_cancelled(row)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(work: Work, row: InCalendar, language: str, *, cancelled: bool) -> Event:
    host = urlsplit(work.settings.base_url).hostname or "varde"
    event = Event()
    event.add("uid", f"{row.uid}@{host}")
    event.add("sequence", row.sequence)
    event.add("dtstamp", work.now)
    for name, at in (("dtstart", row.starts_at), ("dtend", row.starts_at + timedelta(minutes=row.minutes))):
        wall = at.astimezone(work.zone)
        # Of an hour that comes twice a time on the wall means the first (RFC 5545, 3.3.5).
        event.add(name, at.astimezone(UTC) if wall.fold else wall)
    event.add("summary", SUMMARY.to(language))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("url", f"{work.settings.base_url}/min-sti")
    if work.settings.mail is not None:
        event.add("organizer", vCalAddress(f"mailto:{work.settings.mail.sender}"))
    return event
