"""The check of the meetings that a programme declares."""

from __future__ import annotations

from collections.abc import Iterator

from varde.programmes.values import PARTIES, WAYS, Gate, Meeting, Programme

GATES: tuple[Gate, ...] = ("start", "end")
LIMITS = {
    "minutes": (5, 480),
    "buffer": (0, 120),
    "notice_hours": (0, 24 * 60),
    "ahead_days": (1, 365),
    "change_until_hours": (0, 24 * 14),
    "most_moves": (0, 20),
}
"""The least and the most of each number."""


def check_meetings(programme: Programme) -> Iterator[str]:
    """A sentence for every number that is out of bounds, every way and track that is none, and every gate that two meetings are."""
    known = {track.key for track in programme.tracks}
    for meeting in programme.meetings:
        for fault in _faults(meeting):
            yield f"meetings {meeting.key}: {fault}"
        if meeting.decides and not known:
            yield f"meetings {meeting.key}: decides the track, but there are no tracks"
        for unknown in sorted(set(meeting.tracks) - known):
            yield f"meetings {meeting.key}: there is no track '{unknown}'"
    tracks: list[str | None] = [*sorted(known)] or [None]
    for track in tracks:
        for gate in GATES:
            keys = [meeting.key for meeting in programme.meetings_of(track) if meeting.gate == gate]
            if len(keys) > 1:
                where = f" of track {track}" if track else ""
                yield f"meetings: {' and '.join(keys)} are both the gate '{gate}'{where}"


def _faults(meeting: Meeting) -> Iterator[str]:
    for name, (low, high) in LIMITS.items():
        value = getattr(meeting, name)
        if not low <= value <= high:
            yield f"{name} is {value}, but must lie between {low} and {high}"
    if not meeting.ways:
        yield "ways: there are none"
    for way in meeting.ways:
        if way not in WAYS:
            yield f"ways: '{way}' is none of {', '.join(WAYS)}"
    for party in meeting.parties:
        if party not in PARTIES:
            yield f"parties: '{party}' is none of {', '.join(PARTIES)}"
    if meeting.gate not in ("", "start", "end"):
        yield f"gate is '{meeting.gate}', but must be 'start', 'end' or nothing"
    if meeting.decides and meeting.gate != "start":
        yield "decides, but is not the gate 'start'"
    if meeting.closes and meeting.gate != "end":
        yield "closes, but is not the gate 'end'"
    if meeting.self_booked and meeting.notice_hours > meeting.ahead_days * 24:
        yield "notice_hours is longer than ahead_days, so there is no time to book"
