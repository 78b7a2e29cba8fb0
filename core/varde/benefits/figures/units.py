"""The figures of a page in units that are shown or hidden together, and a report without some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from varde.benefits.figures.exits import ExitGroup, Exits
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.rules import Average, FlowStep, Proportion, Satisfaction
from varde.charts.values import THRESHOLD, Hidden, Why


class Unit(NamedTuple):
    """Figures that are shown or hidden together. ``kind``: ``started`` (how many started, whatever says so), ``flow``,
    ``answered`` (at an occasion, ``of``), ``waiting``, ``exits``, ``scores`` (how many have them, of a measure), ``severity``,
    ``classes`` (of change) and ``recovery`` (of a measure), and ``outcomes``: whether they responded, what parts people by it,
    and those two."""

    kind: str
    of: str = ""


STARTED, THE_FLOW, WAITING, EXITS = Unit("started"), Unit("flow"), Unit("waiting"), Unit("exits")


def without(report: Report, together: Report, closed: frozenset[Unit], threshold: int = THRESHOLD) -> Report:
    """The report with these units hidden. ``together`` is the same one with nobody parted by what became of them: where that is
    hidden, its figures are shown."""
    hidden = Hidden(Why.DERIVABLE, threshold)
    plain = {figures.measure.key: figures for figures in together.measures}
    measures = []
    for figures in report.measures:
        key = figures.measure.key
        if Unit("scores", key) in closed:
            continue
        kept = _scores_alone(plain[key], hidden) if Unit("outcomes", key) in closed else figures
        kept = replace(kept, severity=()) if Unit("severity", key) in closed else kept
        kept = replace(kept, recovery=None) if Unit("recovery", key) in closed else kept
        measures.append(replace(kept, classes=None) if Unit("classes", key) in closed else kept)
    return replace(
        report,
        flow=tuple(_step(step, closed, hidden) for step in report.flow),
        waiting=() if WAITING in closed else report.waiting,
        waited=None if WAITING in closed else report.waited,
        answer=None if WAITING in closed else report.answer,
        measures=tuple(measures),
        kept_back=tuple(figures.measure for figures in report.measures if _touched(figures, closed)),
        exits=_exits(report.exits, hidden) if report.exits is not None and EXITS in closed else report.exits,
    )


def _touched(figures: MeasureFigures, closed: frozenset[Unit]) -> bool:
    return not closed.isdisjoint(
        Unit(kind, figures.measure.key) for kind in ("scores", "outcomes", "severity", "classes", "recovery")
    )


def _scores_alone(figures: MeasureFigures, hidden: Hidden) -> MeasureFigures:
    """How many have scores and what they are, for everybody together; not what became of them."""
    satisfaction = figures.satisfaction and _everyone(figures.satisfaction, hidden)
    return replace(figures, rates=(), severity=(), classes=None, recovery=None, satisfaction=satisfaction)


def _everyone(figure: Satisfaction, hidden: Hidden) -> Satisfaction:
    nothing = Average(hidden, hidden, hidden, None)
    return replace(figure, responders=nothing, non_responders=nothing, test=None)


def _step(step: FlowStep, closed: frozenset[Unit], hidden: Hidden) -> FlowStep:
    milestone, _, occasion = step.milestone.partition(":")
    own = Unit(milestone, occasion) if occasion else STARTED if milestone == "started" else THE_FLOW
    if THE_FLOW not in closed and own not in closed:
        return step
    share = replace(step.share, share=hidden, interval=None)
    if own in closed:
        share = replace(share, numerator=hidden)
    return replace(step, share=replace(share, denominator=hidden) if THE_FLOW in closed else share)


def _exits(figure: Exits, hidden: Hidden) -> Exits:
    return Exits(_groups(figure.before, hidden), _groups(figure.after, hidden), hidden)


def _groups(groups: Sequence[ExitGroup], hidden: Hidden) -> tuple[ExitGroup, ...]:
    return tuple(
        ExitGroup(
            group.way,
            Proportion(hidden, hidden, group.share.population, hidden, None),
            tuple((reason, hidden) for reason, _ in group.reasons),
        )
        for group in groups
    )
