"""How far the demo has come with its invented people, for the terminal and for the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from varde.kernel.words import Text


@dataclass(slots=True)
class SimulationProgress:
    """``done`` of ``total`` people are there. One thread counts and any may read; ``heard`` is told each time."""

    total: int
    done: int = 0
    heard: Callable[[int], None] = lambda _done: None

    def one_more(self) -> None:
        self.done += 1
        self.heard(self.done)

    def words(self) -> Text | None:
        """What a visitor is told; None when everybody is there."""
        if self.done >= self.total:
            return None
        return Text(
            f"Demoen lager fremdeles oppdiktede pasienter: {self.done} av {self.total} er på plass. "
            "Du kan se deg rundt så lenge.",
            f"Demoen lagar framleis oppdikta pasientar: {self.done} av {self.total} er på plass. "
            "Du kan sjå deg rundt så lenge.",
            f"The demo is still inventing patients: {self.done} of {self.total} are in place. "
            "You can look around meanwhile.",
        )
