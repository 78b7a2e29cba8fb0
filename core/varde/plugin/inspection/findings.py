"""What is wrong with a plugin: where, which rule, and in how many places the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MOST_PLACES = 3
"""How many further places a sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``place`` leads to it among what is declared (``module m1: step read``), ``rule`` says what is
    wrong, ``at`` is the file and line. ``stops``: Varde does not start."""

    plugin: str
    place: str
    rule: str
    at: str = ""
    stops: bool = False

    def __str__(self) -> str:
        """The sentence, with its file and line before it unless it names them itself."""
        said = ": ".join(filter(None, (", ".join(filter(None, (self.plugin, self.place))), self.rule)))
        return f"{self.at}: {said}" if self.at and self.at not in said else said


@dataclass(frozen=True, slots=True)
class Fold:
    """One thing that is wrong, and the same at other places of the plugin."""

    first: Finding
    repeated: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        if not self.repeated:
            return str(self.first)
        named = [self._elsewhere(finding) for finding in self.repeated[:MOST_PLACES]]
        unnamed = len(self.repeated) - len(named)
        listed = ", ".join(named) + (f" and {unnamed} more" if unnamed else "")
        times = "once" if len(self.repeated) == 1 else f"{len(self.repeated)} times"
        return f"{self.first}{'' if self.first.rule.endswith('.') else '.'} The same {times} more: {listed}"

    def _elsewhere(self, finding: Finding) -> str:
        return finding.at if finding.at not in ("", self.first.at) else finding.place.rpartition(": ")[2]

    def as_json(self) -> dict[str, Any]:
        """Plain values for a machine."""
        every = (self.first, *self.repeated)
        return {
            "plugin": self.first.plugin,
            "rule": self.first.rule,
            "stops": self.first.stops,
            "times": len(every),
            "places": [{"place": finding.place, "at": finding.at} for finding in every],
        }


def folded(findings: Iterable[Finding]) -> list[Fold]:
    """Each rule that a plugin breaks once, in the order they were met, with every place; what stops the start comes first."""
    alike: dict[tuple[bool, str, str], dict[Finding, None]] = {}
    for finding in findings:
        alike.setdefault((not finding.stops, finding.plugin, finding.rule), {})[finding] = None
    ordered = sorted(alike.items(), key=lambda entry: entry[0][0])
    return [Fold(first, tuple(repeated)) for _, (first, *repeated) in ordered]
