"""Whether it is told how many started, which most figures say in one way or another: they all say it, or none does.

The flow decides: it hides the step where a few who left before it, or who did not answer after it, would be told by it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from varde.benefits.counting.cells import FLOW
from varde.benefits.figures import rules
from varde.benefits.figures.rules import FlowStep, Proportion
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD, Hidden, Why

if TYPE_CHECKING:
    from varde.benefits.counting.pool import Pool
    from varde.benefits.figures.figures import MeasureFigures


def tells_started(flow: Sequence[FlowStep]) -> bool:
    """Whether it says how many started: else no other figure, here or elsewhere, may say it."""
    return any(step.milestone == "started" and isinstance(step.share.numerator, int) for step in flow)


def flow_told(cells: Pool, measures: Sequence[Measure], threshold: int = THRESHOLD) -> tuple[FlowStep, ...]:
    """The flow as the page of these people shows it of all tracks together. ``measures`` are those of the programme."""
    answered = [measure for measure in measures if answers(cells, measure)]
    return flow_of(cells, answered, measures, (), threshold)


def flow_of(
    cells: Pool,
    answered: Sequence[Measure],
    own: Sequence[Measure],
    closed: Collection[tuple[str, str]],
    threshold: int,
    *,
    on_track: bool = False,
) -> tuple[FlowStep, ...]:
    """The flow of these people by the measures that anybody ``answered``, of the programme's ``own``. ``closed`` are (flow,
    milestone) that may not be told. How many started is not said where those without an outcome would be a few."""
    lacking = any(_few_lack(cells, m, threshold=threshold) for m in answered if on_track or not m.tracks)
    untold = {milestone for scale, milestone in closed if scale == FLOW} | ({"started"} if lacking else set())
    return tuple(
        _untold(step, threshold) if step.milestone in untold else step
        for step in rules.flow(cells, follow_ups(answered or own), threshold=threshold)
    )


def _untold(step: FlowStep, threshold: int) -> FlowStep:
    if isinstance(step.share.numerator, Hidden):
        return step
    hidden = Hidden(Why.DERIVABLE, threshold)
    return replace(step, share=replace(step.share, numerator=hidden, share=hidden, interval=None))


def without_started(figures: MeasureFigures, threshold: int) -> MeasureFigures:
    """The figures of a measure where it is not said how many started."""
    classes = figures.classes and replace(
        figures.classes,
        rows=tuple(replace(row, of_started=of_untold(row.of_started, threshold)) for row in figures.classes.rows),
    )
    rates = (replace(rate, of_started=of_untold(rate.of_started, threshold)) for rate in figures.rates)
    return replace(figures, rates=tuple(rates), classes=classes)


def _few_lack(cells: Pool, measure: Measure, *, threshold: int = THRESHOLD) -> bool:
    """Whether those who started, less those behind an outcome of the measure at a follow-up, are a few."""
    started = cells.started(measure.tracks)
    numbers = {
        sum(cells.counts("all", measure.scale, occasion, kind, measure.tracks).values())
        for occasion in measure.follow_up
        for kind in ("responder", "change")
    }
    return any(n and rules.missing_are_few(n, started, threshold) for n in numbers)


def of_untold(share: Proportion, threshold: int = THRESHOLD) -> Proportion:
    """A share of people of whom it is not said how many they are."""
    hidden = Hidden(Why.DERIVABLE, threshold)
    return share if share.denominator == 0 else replace(share, denominator=hidden, share=hidden, interval=None)


def answers(cells: Pool, measure: Measure) -> bool:
    """Whether anybody has a score of it."""
    occasions = (measure.start_occasion, *measure.follow_up)
    return any(cells.stats("all", measure.scale, o, "", measure.tracks).n for o in occasions if o)


def follow_ups(measures: Sequence[Measure]) -> list[str]:
    """The follow-ups to count answers at: those of the primary measures, or of all when there are none."""
    asked = [m for m in measures if m.computed is None]
    chosen = [m for m in asked if m.primary] or asked
    return list(dict.fromkeys(occasion for m in chosen for occasion in m.follow_up))
