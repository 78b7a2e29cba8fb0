"""Timed guides: what is done for how long, as calm breathing, attention training and tensing muscles are practised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import Text

Movement = Literal["grow", "shrink", "still"]
MOVEMENTS: tuple[Movement, ...] = ("grow", "shrink", "still")


@dataclass(frozen=True, slots=True)
class GuidePhase:
    """One thing that is done for so many whole ``seconds``. ``title`` stands on the pacer, in at most 24 signs; ``how`` is the
    sentence of the text with times, and is the title when it is left out. ``movement`` is what the stone does meanwhile: ``grow``,
    ``shrink`` or stand ``still``."""

    seconds: int
    title: Text
    how: Text | None = None
    movement: Movement = "still"


@dataclass(frozen=True, slots=True)
class GuidePart:
    """The ``phases`` that follow each other, ``rounds`` times over."""

    phases: tuple[GuidePhase, ...]
    rounds: int = 1


@dataclass(frozen=True, slots=True)
class GuideLength:
    """A guide from its beginning to its end. What it is called follows from how long its parts are together."""

    parts: tuple[GuidePart, ...]


@dataclass(frozen=True, slots=True)
class TimedGuide:
    """How something is practised by the clock. It is shown as a pacer that she starts, pauses and stops, without sound unless she
    asks for it; and as text with times, which is all there is without scripts.

    ``lengths`` are what she chooses among, the usual one first. ``notes`` stand before it: who must not, and when to stop.
    ``minutes_in`` names a field of the exercise that takes whole minutes, and is filled in with how long she practised, for her to
    correct; "" fills in nothing. ``source`` says where the times come from, and that they are proposed when nobody has signed them.
    """

    lengths: tuple[GuideLength, ...]
    source: str
    notes: tuple[Text, ...] = ()
    minutes_in: str = ""
