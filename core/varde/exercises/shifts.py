"""What was a number before and became another after, as how sure she was of a thought: the overview that several exercises
share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.exercises.saying import in_figures, whole_day
from varde.kernel.words import Text
from varde.programmes.overviews import Overview, OverviewBlock, OverviewLine, OverviewPart, Seen, SeenEntry, own_words

SHOWN = 10
"""So many of the newest stand in the overview."""
LONGEST_NAME = 100
FROM_TO = Text(
    "{what}: {before} før, {after} etter",
    "{what}: {before} før, {after} etter",
    "{what}: {before} before, {after} after",
)
WAITS = Text("Venter på deg", "Ventar på deg", "Waits for you")
GO_ON = Text(
    "Trykk på den når du vet hvordan det gikk.",
    "Trykk på han når du veit korleis det gjekk.",
    "Press it when you know how it went.",
)
HEADING = Text("Før og etter", "Før og etter", "Before and after")


@dataclass(frozen=True, slots=True)
class ShiftOverview(Overview):
    """The newest entries, each with ``before`` and ``after``. ``called`` is the field that names one; without it the day does.
    ``what`` is what the numbers are of. One that has no ``after`` yet waits for her, where it is asked ``later``.
    ``over`` is as of an :class:`Overview`."""

    called: str = ""
    before: str = ""
    after: str = ""
    what: Text = HEADING
    later: bool = False

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        newest = list(seen.own)[::-1][:SHOWN]
        lines = tuple(line for entry in newest if (line := self._line(entry)) is not None)
        return [OverviewBlock(HEADING, lines)] if lines else []

    def _line(self, entry: SeenEntry) -> OverviewLine | None:
        before, after = entry.answers.get(self.before), entry.answers.get(self.after)
        name = name_of(entry, self.called)
        if after is None and self.later:
            return OverviewLine(name, tag=WAITS, details=(whole_day(entry.day), GO_ON), state="here", entry=entry.id)
        if not isinstance(before, int) or not isinstance(after, int):
            return OverviewLine(name, details=(whole_day(entry.day),), entry=entry.id) if self.later else None
        said = FROM_TO.filled(what=self.what, before=in_figures(before), after=in_figures(after))
        return OverviewLine(name, details=(said,), entry=entry.id)


def name_of(entry: SeenEntry, called: str) -> Text:
    """What an entry is called: her own words, shortened, or its day."""
    words = " ".join(str(entry.answers.get(called, "")).split())
    if not words:
        return whole_day(entry.day)
    return own_words(words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…")
