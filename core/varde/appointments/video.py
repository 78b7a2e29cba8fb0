"""Rooms for video: one that is stored with the appointment or the room, at a host that is allowed; else one of a Jitsi of our own,
which is entered with a token for one person, one room and some minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey

from varde.appointments.errors import BadPin, NoVideoRoom
from varde.appointments.models import HostPin
from varde.appointments.rules import CLOSES_AFTER, OPENS_BEFORE, may_join
from varde.kernel.settings import JitsiSettings
from varde.kernel.work import Work
from varde.scheduling.video_hosts import is_allowed, not_allowed


class VideoHour(Protocol):
    """A time on video: an appointment, or a session of a group."""

    @property
    def uid(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def minutes(self) -> int: ...


class VideoRooms(Protocol):
    """Where video appointments are held."""

    def address(self, row: VideoHour, name: str, *, host: bool) -> str:
        """Where somebody of this name enters; ``host`` may let others in and end it. :raises NoVideoRoom"""


class StoredRooms:
    """The address stands with the appointment, as Norwegian trusts do it: a fixed room, which the host opens with a PIN that
    stays with the host."""

    def __init__(self, hosts: str) -> None:
        self.hosts = hosts

    def address(self, row: VideoHour, name: str, *, host: bool) -> str:  # noqa: ARG002 - the protocol names them
        if not is_allowed(row.place, self.hosts):
            raise NoVideoRoom()
        return row.place


class JitsiRooms:
    """A room of its own for each appointment, named by its number in calendars, so that nobody can guess it."""

    def __init__(self, settings: JitsiSettings) -> None:
        self.settings = settings

    def address(self, row: VideoHour, name: str, *, host: bool) -> str:
        base, key = self.settings.url.rstrip("/"), OctKey.import_key(self.settings.secret)
        claims = {
            "iss": self.settings.app,
            "aud": self.settings.app,
            "sub": urlsplit(base).hostname or "",
            "room": row.uid,
            "nbf": int((row.starts_at - OPENS_BEFORE).timestamp()),
            "exp": int((row.starts_at + timedelta(minutes=row.minutes) + CLOSES_AFTER).timestamp()),
            "context": {"user": {"name": name, "moderator": host}},
        }
        token = jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, key)
        return f"{base}/{quote(row.uid)}?jwt={token}"


def rooms_of(work: Work, row: VideoHour) -> VideoRooms:
    """What holds this appointment: what was stored with it, else a Jitsi of our own where there is one."""
    if not row.place.startswith("https://") and work.settings.jitsi is not None:
        return JitsiRooms(work.settings.jitsi)
    return StoredRooms(work.settings.video_hosts)


def address_of(work: Work, row: VideoHour, name: str, *, host: bool) -> str:
    """Where somebody enters. :raises NoVideoRoom: no room is stored, or its host is not allowed any more."""
    return rooms_of(work, row).address(row, name, host=host)


@dataclass(frozen=True, slots=True)
class VideoDoor:
    """The door to what is held at an hour: whether it is open or over, when it opens, and where she goes in ("" where it is shut or
    there is no room)."""

    is_open: bool
    over: bool
    opens_at: datetime
    address: str


def door_to(work: Work, hour: VideoHour, name: str, *, host: bool) -> VideoDoor:
    """The door as it is now. The room knows her by this ``name`` alone."""
    is_open = may_join(hour.starts_at, hour.minutes, work.now)
    try:
        address = address_of(work, hour, name, host=host) if is_open else ""
    except NoVideoRoom:  # the page says what to do
        address = ""
    return VideoDoor(is_open, work.now > hour.starts_at and not is_open, hour.starts_at - OPENS_BEFORE, address)


# --- the host


def pin_of(work: Work, person_id: int, address: str) -> str:
    """The PIN that she opens this stored room with; "" when she has kept none. At most one statement."""
    row = work.session.get(HostPin, (person_id, address)) if address else None
    return row.pin if row is not None else ""


def keep_pin(work: Work, person_id: int, address: str, pin: str) -> None:
    """Keep her PIN for a stored room, sealed; an empty one forgets it. :raises HostNotAllowed: there may be no room there.
    :raises BadPin: it is no PIN."""
    if not is_allowed(address, work.settings.video_hosts):
        raise not_allowed(work)
    if pin and not re.fullmatch(r"\d{4,12}", pin, re.ASCII):
        raise BadPin()
    row = work.session.get(HostPin, (person_id, address))
    if not pin:
        if row is not None:
            work.session.delete(row)
    else:
        row = row or work.add(HostPin(person_id=person_id, address=address))
        row.pin, row.kept_at = pin, work.now
    work.session.flush()
