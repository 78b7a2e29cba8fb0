"""What is wrong with a timed guide, one sentence for each fault. A text that lacks a language is said of the whole programme."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from varde.kinds.kind import AnswerKind
from varde.kinds.numbers import WholeNumber
from varde.programmes.guide_rules import seconds_of
from varde.programmes.guides import MOVEMENTS, GuideLength, GuidePhase, TimedGuide

LONGEST_TITLE = 24
"""Signs that the pacer has room for on a telephone."""
LONGEST_GUIDE = 60 * 60


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
    longest = max((phase.title.nb, phase.title.nn, phase.title.en), key=len)
    if len(longest) > LONGEST_TITLE:
        yield f"{called}: “{longest}” is longer than the {LONGEST_TITLE} signs that the pacer has room for"
