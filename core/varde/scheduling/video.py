"""Rooms for video: one that is stored with the appointment or the room, at a host that is allowed; else one of a Jitsi of our own,
which is entered with a token for one person, one room and some minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import quote, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey

from varde.kernel.settings import JitsiSettings
from varde.kernel.work import Work
from varde.scheduling.errors import HostNotAllowed, NoVideoRoom
from varde.scheduling.rules import CLOSES_AFTER, OPENS_BEFORE


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


def is_allowed(address: str, hosts: str) -> bool:
    """Whether an address is https, at one of the hosts, with nothing before the host."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and port in (None, 443)
    return parts.scheme == "https" and plain and (parts.hostname or "") in hosts.split()


def must_be_allowed(work: Work, kind: str, place: str) -> None:
    """:raises HostNotAllowed: the place of a video appointment is an address elsewhere."""
    if kind == "video" and "://" in place and not is_allowed(place, work.settings.video_hosts):
        raise HostNotAllowed(hosts=work.settings.video_hosts.replace(" ", ", "))
