"""The timetable of a timed guide, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from varde.kernel.words import Counted, Text
from varde.kinds.kind import AnswerKind
from varde.kinds.numbers import WholeNumber
from varde.programmes.guides import MOVEMENTS, GuideLength, GuidePart, GuidePhase, TimedGuide

LONGEST_TITLE = 24
"""Signs that the pacer has room for on a telephone."""
LONGEST_GUIDE = 60 * 60
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


def check_guide(guide: object, kinds: Mapping[str, AnswerKind]) -> Iterator[str]:
    """A sentence for each fault of the guide of an exercise whose fields have these ``kinds``."""
    if not isinstance(guide, TimedGuide):
        yield f"guide is {type(guide).__name__}, and must be a TimedGuide"
        return
    if not guide.lengths:
        yield "guide: has no lengths"
    if not guide.source.strip():
        yield "guide: says no source, so nobody knows where its times come from"
    totals = [seconds_of(length) for length in guide.lengths]
    for number, length in enumerate(guide.lengths, start=1):
        for fault in _faults_of_length(length, totals[number - 1], totals[: number - 1]):
            yield f"guide: length {number}: {fault}"
    for note in guide.notes:
        if note.missing():
            yield f"guide: the note “{note.nb or note.nn}” lacks {', '.join(note.missing())}"
    if guide.minutes_in and not isinstance(kinds.get(guide.minutes_in), WholeNumber):
        yield f"guide: minutes_in: there is no field '{guide.minutes_in}' that takes a WholeNumber"


def _faults_of_length(length: GuideLength, total: int, shorter_ones: Collection[int]) -> Iterator[str]:
    if not 0 < total <= LONGEST_GUIDE:
        yield f"lasts {total} seconds, but must last 1 to {LONGEST_GUIDE}"
    elif total in shorter_ones:
        yield f"lasts {total} seconds, as another does, so nobody can tell them apart"
    for part in length.parts:
        if part.rounds < 1 or not part.phases:
            yield f"a part has {part.rounds} rounds of {len(part.phases)} phases, but must have one of each at least"
        for phase in part.phases:
            yield from _faults_of_phase(phase)


def _faults_of_phase(phase: GuidePhase) -> Iterator[str]:
    called = f"the phase “{phase.title.nb or phase.title.nn}”"
    if phase.seconds < 1:
        yield f"{called} lasts {phase.seconds} seconds, but must last 1 at least"
    if phase.movement not in MOVEMENTS:
        yield f"{called} has the movement '{phase.movement}', but must have one of {', '.join(MOVEMENTS)}"
    for words in (phase.title, *((phase.how,) if phase.how is not None else ())):
        if words.missing():
            yield f"{called} lacks {', '.join(words.missing())}"
    longest = max((phase.title.nb, phase.title.nn, phase.title.en), key=len)
    if len(longest) > LONGEST_TITLE:
        yield f"{called}: “{longest}” is longer than the {LONGEST_TITLE} signs that the pacer has room for"
