"""Where rooms for video may be: an address is https, at a host that is allowed."""

from __future__ import annotations

from urllib.parse import urlsplit

from varde.kernel.work import Work
from varde.scheduling.errors import HostNotAllowed


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
        raise not_allowed(work)


def not_allowed(work: Work) -> HostNotAllowed:
    """What is said of an address elsewhere: where rooms may be."""
    return HostNotAllowed(hosts=work.settings.video_hosts.replace(" ", ", "))
