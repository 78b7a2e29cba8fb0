"""Recovery and reliable recovery by two scales together, by the definitions of NHS Talking Therapies.

Shown of all months and tracks together alone, as each number is of few. Of those who answered both scales at the start and at the
first follow-up: the English figures are of those who finished a course, with two contacts or more, which is not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from varde.benefits.counting.recoveries import RECOVERY, TWO_SCALES
from varde.benefits.figures.rules import Proportion, of_shown
from varde.benefits.figures.suppression import has_few, hide, small, suppress
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD, Hidden, Why

if TYPE_CHECKING:
    from varde.benefits.counting.pool import Pool

CHANGES = ("improved", "unchanged", "deteriorated")


@dataclass(frozen=True, slots=True)
class RecoveryFigure:
    """``recovered`` and ``reliably`` are of those above a cut-off at the start; ``changes``, by class, of everybody with both "
    "scales twice."""

    measure: Measure
    beside: Measure
    occasion: str
    recovered: Proportion
    reliably: Proportion
    changes: tuple[tuple[str, Proportion], ...]


def recovery(
    cells: Pool, measure: Measure, beside: Measure | None, *, threshold: int = THRESHOLD
) -> RecoveryFigure | None:
    """The figure at the first follow-up. None where nobody has both scales twice, where those who have only one of them are a few,
    and where it is not known of everybody. Recovery is hidden as a whole or not at all."""
    if beside is None:
        return None
    occasion = measure.follow_up[0]
    people, changed = (
        cells.counts("all", measure.scale, occasion, kind, measure.tracks) for kind in (RECOVERY, TWO_SCALES)
    )
    n = sum(people.values())
    pairs = [cells.stats("all", each.scale, occasion, "", measure.tracks).pn for each in (measure, beside)]
    if not n or n != sum(changed.values()) or any(small(own - n, threshold) for own in pairs):
        return None
    reliable, only_recovered, still_unwell, well = (
        people.get(name, 0) for name in ("reliable", "recovered", "unwell", "well")
    )
    improved = changed.get("improved", 0)
    gives_away = has_few((reliable, only_recovered, still_unwell, well, improved - reliable), threshold)
    unwell = n - well
    gives_away |= any(
        small(abs(unwell - steps), threshold) for each in (measure, beside) for steps in _graver(cells, each)
    )
    hidden = Hidden(Why.DERIVABLE, threshold)
    of_whole = hide(n, threshold)
    rows = suppress({name: changed.get(name, 0) for name in CHANGES}, threshold=threshold)
    if isinstance(of_whole, Hidden):
        rows = dict.fromkeys(CHANGES, of_whole)

    def of_unwell(k: int) -> Proportion:
        return of_shown(k, hidden if gives_away else k, unwell, hidden if gives_away else unwell, "unwell")

    return RecoveryFigure(
        measure,
        beside,
        occasion,
        of_unwell(reliable + only_recovered),
        of_unwell(reliable),
        tuple((name, of_shown(changed.get(name, 0), rows[name], n, of_whole, "paired")) for name in CHANGES),
    )


def _graver(cells: Pool, measure: Measure) -> Iterator[int]:
    """How many were in each step of severity or a graver one at the start. Where a step begins at the cut-off, those above a
    cut-off less these are those above the one of the other scale alone."""
    before: Counter[str] = Counter()
    for move, people in cells.counts("all", measure.scale, measure.follow_up[0], "pair", measure.tracks).items():
        before[move.partition(">")[0]] += people
    steps = [sum(before[band] for band in step.bands) for step in measure.severity]
    yield from accumulate(reversed(steps[1:]))
