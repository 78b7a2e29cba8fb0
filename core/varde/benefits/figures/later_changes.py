"""The change to the follow-ups after the first, in the same people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from varde.benefits.figures.rules import Average, PairedChange, Proportion, ResponderRate, paired_change
from varde.benefits.figures.suppression import small
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD, Hidden, Why

if TYPE_CHECKING:
    from varde.benefits.counting.pool import Pool


def later_changes(cells: Pool, measure: Measure, *, threshold: int = THRESHOLD) -> Iterator[tuple[str, PairedChange]]:
    """The change to each follow-up after the first, in those who answered at the start and then. Hidden where those who answered
    once alone, or at one follow-up and not at another, would be a few."""
    hidden = Hidden(Why.DERIVABLE, threshold)
    nothing = Average(hidden, hidden, hidden, None)
    start = cells.stats("all", measure.scale, measure.start_occasion or "", "", measure.tracks).n
    shown: list[int] = []
    for occasion in measure.follow_up:
        stats = cells.stats("all", measure.scale, occasion, "", measure.tracks)
        left_out = (start - stats.pn, stats.n - stats.pn, *(abs(pairs - stats.pn) for pairs in shown))
        gives_away = any(small(people, threshold) for people in left_out)
        if occasion != measure.follow_up[0] and stats.pn:
            change = paired_change(cells, measure, occasion, threshold=threshold)
            yield occasion, replace(change, n=hidden, start=nothing, later=nothing, test=None) if gives_away else change
        if occasion == measure.follow_up[0] or not gives_away:
            shown.append(stats.pn)


def without_numbers(rate: ResponderRate, threshold: int) -> ResponderRate:
    """Without the numbers, where how many answered at the start and then is hidden; how many started is no secret of it."""
    hidden = Hidden(Why.DERIVABLE, threshold)
    return replace(
        rate,
        of_paired=Proportion(hidden, hidden, rate.of_paired.population, hidden, None),
        of_started=replace(rate.of_started, numerator=hidden, share=hidden, interval=None),
    )
