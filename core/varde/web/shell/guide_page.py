"""A timed guide as a page draws it: the plan that the pacer follows, and the same as text with times."""

from __future__ import annotations

import json
from dataclasses import dataclass

from varde.programmes.guide_rules import clock, lasts, seconds_of, timetable
from varde.programmes.guides import GuideLength
from varde.programmes.values import Step
from varde.web.shell import http


@dataclass(frozen=True, slots=True)
class DrawnLength:
    """One length of a guide: what it is called, its ``plan`` for the script as JSON (parts of rounds and of phases: seconds, words,
    movement), and ``lines`` of when and what. The ``usual`` one is chosen beforehand."""

    seconds: int
    label: str
    plan: str
    lines: tuple[tuple[str, str], ...]
    usual: bool


@dataclass(frozen=True, slots=True)
class DrawnGuide:
    """A guide in the language of the page, its ``lengths`` from the shortest to the longest."""

    lengths: tuple[DrawnLength, ...]
    notes: tuple[str, ...]
    minutes_in: str


def drawn_guide(step: Step) -> DrawnGuide | None:
    """The guide of a step; None when it has none."""
    guide = getattr(step, "guide", None)
    if guide is None:
        return None
    say = http.speech().say
    usual = guide.lengths[0]
    lengths = [_length(each, usual=each is usual) for each in sorted(guide.lengths, key=seconds_of)]
    return DrawnGuide(tuple(lengths), tuple(say(note) for note in guide.notes), guide.minutes_in)


def _length(length: GuideLength, *, usual: bool) -> DrawnLength:
    say = http.speech().say
    plan = [
        [part.rounds, [[phase.seconds, say(phase.title), phase.movement] for phase in part.phases]]
        for part in length.parts
    ]
    seconds = seconds_of(length)
    lines = tuple((clock(line.at), say(line.words)) for line in timetable(length))
    return DrawnLength(seconds, say(lasts(seconds)), json.dumps(plan, ensure_ascii=False), lines, usual)
