"""What the entries of an exercise come to: worked out each time from what is written, and never stored.

An attempt belongs to a rung, a check-in to a plan and a portion to a test. An overview reads the entries of its own exercise and of
those it names, and gives blocks that Varde draws, for the patient of what she wrote and for her therapist of what she shares.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Literal

from varde.kernel.words import Text
from varde.kinds.asking import Field

Drawn = Literal["list", "ladder", "week", "sheet"]
LineState = Literal["", "done", "here", "later"]


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """One entry as an overview reads it: its number (``id``), the ``day`` it is about and the time of day (``clock``) where it has
    one, and its ``answers`` by field, as their kinds have them now."""

    id: int
    day: date
    clock: time | None
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What an overview is made of. ``own`` are the entries of its exercise and ``of`` those of the others it reads, by what it
    calls them; each the oldest first. ``fields`` are what the exercise asks, and ``today`` is the date on the wall."""

    own: Sequence[SeenEntry]
    of: Mapping[str, Sequence[SeenEntry]]
    fields: Sequence[Field]
    today: date

    def until(self, day: date) -> Seen:
        """The same as it was on an earlier day: with what is about that day or one before it."""
        of = {name: _until(entries, day) for name, entries in self.of.items()}
        return replace(self, own=_until(self.own, day), of=of, today=day)


def _until(entries: Sequence[SeenEntry], day: date) -> list[SeenEntry]:
    return [entry for entry in entries if entry.day <= day]


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One line of a block: ``title`` names it, ``mark`` is a number before it, ``tag`` a word or two behind, and ``details`` what
    there is to say. ``state`` is whether it is behind her, where she is, or ahead. ``entry``: the entry of the exercise it
    leads to, and ``lines`` what belongs to it, as the steps of a goal."""

    title: Text
    mark: str = ""
    tag: Text | None = None
    details: tuple[Text, ...] = ()
    state: LineState = ""
    entry: int = 0
    lines: tuple[OverviewLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OverviewBlock:
    """One part of an overview: its ``heading``, a sentence that leads in (``lead``), and its ``lines``, ``drawn`` as a ``list``, a
    ``ladder`` (the hardest first), the columns of a ``week`` (a line for each day), or a ``sheet`` to print (a line for each
    part)."""

    heading: Text
    lines: tuple[OverviewLine, ...] = ()
    drawn: Drawn = "list"
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class OverviewColumn:
    """One time in a picture: ``label`` stands below it and is short, ``whole`` is what its row of the table is called, and
    ``numbers`` are its own."""

    label: Text
    whole: Text
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OverviewPicture:
    """A picture of times (``columns``) beside each other, each from its lowest number to its highest, on a scale from ``low``
    to ``high``. ``heading`` says what it shows, ``note`` what a dot is."""

    heading: Text
    columns: tuple[OverviewColumn, ...]
    low: float
    high: float
    note: Text


OverviewPart = OverviewBlock | OverviewPicture
"""What an overview is put together of: lines, or a picture."""


@dataclass(frozen=True, slots=True)
class Overview(ABC):
    """What the entries of an exercise come to. A frozen dataclass of one's own gives :meth:`parts`, which is pure.

    ``over`` are the other exercises it reads, each by a name of its own and by its key: ``(("rungs", "my-ladder"),)``. One of
    another module is ``<module>/<key>``.
    """

    over: tuple[tuple[str, str], ...] = field(default=())

    @abstractmethod
    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        """What is drawn, in order; nothing while there is nothing to say."""

    def now(self, seen: Seen) -> Text | None:  # noqa: ARG002 - whoever says something reads it
        """One sentence that her therapist reads beside her scores, as which phase of a diet she is in, in which symptoms are
        brought on; also of the day on which she answered that she is worse. None says nothing there."""
        return None


def own_words(words: str) -> Text:
    """What she wrote, the same in every language."""
    return Text(words, words, words)


def place_of_exercise(named: str, module: str) -> tuple[str, str]:
    """The module and the step of an exercise that one of ``module`` names."""
    within, _, step = named.rpartition("/")
    return within or module, step
