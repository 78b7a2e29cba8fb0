"""A reader of calendars that knows RFC 5545 and nothing else: not what writes them, nor any table of time zones.

A time with a ``TZID`` is made an instant by the ``VTIMEZONE`` in the same file, as a calendar does it: of one that comes twice it
is the first (3.3.5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

Property = tuple[str, dict[str, str], str]


@dataclass
class Component:
    """What stands between BEGIN and END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def the(self, name: str) -> str:
        """The value of a property that stands once."""
        (value,) = (value for each, _, value in self.properties if each == name)
        return value

    def each(self, name: str) -> list[Component]:
        return [component for component in self.inside if component.name == name]


def calendar_in(content: bytes) -> Component:
    """The calendar in a file. :raises ValueError: it is none, by the grammar of 3.1 and 3.4."""
    if not content.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        raise ValueError("lines end with CRLF")
    if too_long := [line for line in content.split(b"\r\n") if len(line) > 75]:
        raise ValueError(f"longer than 75 octets: {too_long[0]!r}")
    top = Component("")
    open_now = [top]
    for line in content.decode().removesuffix("\r\n").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n"):
        name, parameters, value = _property(line)
        if name == "BEGIN":
            open_now[-1].inside.append(Component(value))
            open_now.append(open_now[-1].inside[-1])
        elif name == "END":
            if open_now.pop().name != value:
                raise ValueError(f"END:{value} ends nothing")
        else:
            open_now[-1].properties.append((name, parameters, value))
    (calendar,) = top.each("VCALENDAR")
    if len(open_now) != 1 or calendar.the("VERSION") != "2.0" or not calendar.the("PRODID"):
        raise ValueError("no whole calendar")
    return calendar


def _property(line: str) -> Property:
    written = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^;:",]*))*):(.*)', line)
    if written is None:
        raise ValueError(f"no property: {line!r}")
    parameters = re.findall(r';([A-Z-]+)=("[^"]*"|[^;:",]*)', written[2])
    return written[1], {name: value.strip('"') for name, value in parameters}, written[3]


def instant(calendar: Component, event: Component, name: str) -> datetime:
    """When a property of an event is, in UTC."""
    ((_, parameters, value),) = (each for each in event.properties if each[0] == name)
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    wall = datetime.strptime(value, "%Y%m%dT%H%M%S")
    (zone,) = (each for each in calendar.each("VTIMEZONE") if each.the("TZID") == parameters["TZID"])
    onsets = sorted(onset for observance in zone.inside for onset in _onsets(observance))
    # An onset is written on the wall as it was before it. In the hour that is had twice the wall has not come to it the first time.
    _, _, offset = max(onset for onset in onsets if onset[0] <= wall)
    return (wall - offset).replace(tzinfo=UTC)


def _onsets(observance: Component) -> list[tuple[datetime, timedelta, timedelta]]:
    if any(name == "RRULE" for name, *_ in observance.properties):
        raise ValueError("rules of time zones are not read by hand")
    begins = [value for name, _, value in observance.properties if name in ("DTSTART", "RDATE")]
    offsets = _offset(observance.the("TZOFFSETFROM")), _offset(observance.the("TZOFFSETTO"))
    return [(datetime.strptime(at, "%Y%m%dT%H%M%S"), *offsets) for each in begins for at in each.split(",")]


def _offset(written: str) -> timedelta:
    size = timedelta(hours=int(written[1:3]), minutes=int(written[3:5]))
    return -size if written[0] == "-" else size
