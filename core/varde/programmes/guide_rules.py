"""The timetable of a timed guide."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.words import Counted, Text
from varde.programmes.guides import GuideLength, GuidePart

SPELLED_OUT = 2
"""So many rounds stand in the text line by line; of more, only the first ones, and how long to go on."""
DONE = Text("Ferdig.", "Ferdig.", "Done.")
ONWARD = Text(
    "Fortsett slik. Det blir {rounds} runder til sammen, til {until}.",
    "Hald fram slik. Det blir {rounds} rundar til saman, til {until}.",
    "Go on like this, {rounds} rounds in all, until {until}.",
)
_MINUTES = Counted(Text("{n} minutt", "{n} minutt", "{n} minute"), Text("{n} minutter", "{n} minutt", "{n} minutes"))
_SECONDS = Counted(Text("{n} sekund", "{n} sekund", "{n} second"), Text("{n} sekunder", "{n} sekund", "{n} seconds"))
_BOTH = Text("{minutes} og {seconds}", "{minutes} og {seconds}", "{minutes} and {seconds}")


@dataclass(frozen=True, slots=True)
class TimetableLine:
    """What is done from ``at``, whole seconds after the beginning."""

    at: int
    words: Text


def seconds_of(length: GuideLength) -> int:
    """How long it is, in seconds."""
    return sum(_round_of(part) * part.rounds for part in length.parts)


def _round_of(part: GuidePart) -> int:
    return sum(phase.seconds for phase in part.phases)


def timetable(length: GuideLength) -> list[TimetableLine]:
    """The guide as text with times: each phase when it begins, and the end. Of what is done more than twice over, two rounds and
    a line that says how long to go on."""
    lines, at = list[TimetableLine](), 0
    for part in length.parts:
        ends = at + _round_of(part) * part.rounds
        for _ in range(min(part.rounds, SPELLED_OUT)):
            for phase in part.phases:
                lines.append(TimetableLine(at, phase.how or phase.title))
                at += phase.seconds
        if at < ends:
            lines.append(TimetableLine(at, ONWARD.filled(rounds=part.rounds, until=clock(ends))))
        at = ends
    return [*lines, TimetableLine(at, DONE)]


def clock(seconds: int) -> str:
    """Minutes and seconds since the beginning.

    >>> clock(4), clock(620)
    ('0.04', '10.20')
    """
    return f"{seconds // 60}.{seconds % 60:02}"


def lasts(seconds: int) -> Text:
    """How long that is, in words.

    >>> lasts(60).nb, lasts(280).nb
    ('1 minutt', '4 minutter og 40 sekunder')
    """
    minutes, over = divmod(seconds, 60)
    in_minutes, in_seconds = _MINUTES.of(minutes).filled(n=minutes), _SECONDS.of(over).filled(n=over)
    if not over:
        return in_minutes
    return _BOTH.filled(minutes=in_minutes, seconds=in_seconds) if minutes else in_seconds
