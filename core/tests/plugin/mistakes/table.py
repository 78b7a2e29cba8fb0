"""Mistakes that an author of a plugin makes, each a small change of what ``varde plugin new oops`` writes, and what is said.

A table for people to read, every sentence written by hand: what becomes what in which file, whether Varde refuses to start,
the sentence, and words that first stand on the line that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PLUGIN, PROGRAMME, MEASURES, INSTRUMENTS, WHOM = (
    f"varde_oops/{name}.py" for name in ("plugin", "programme", "benefits", "instruments", "eligibility")
)
STEP = "varde_oops/content/{}/first-steps/welcome.md"
STOPS, SAID = True, False


@dataclass(frozen=True)
class Mistake:
    """``old`` becomes ``new`` in ``file``; without ``old``, ``new`` is written at its end, in a new file if need be. ``at`` are
    words of that file, or of the file before ``//``; empty where no line can be named."""

    name: str
    file: str
    old: str
    new: str
    stops: bool
    says: str
    at: str


Row = tuple[str, str, str, bool, str] | tuple[str, str, str, bool, str, str]


def mistakes(file: str, place: str, at: str, rows: Iterable[Row]) -> Iterator[Mistake]:
    for name, old, new, stops, says, *where in rows:
        yield Mistake(name, file, old, new, stops, place + says, where[0] if where else at)
