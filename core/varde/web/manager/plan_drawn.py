"""The drawings of a benefits plan, with the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from varde.benefits.plan import words as plan_words
from varde.benefits.plan.assumptions import spread_of
from varde.benefits.plan.board import PlanLine
from varde.benefits.plan.estimates import Estimate, Spread, estimates
from varde.benefits.plan.models import PlanAssumption
from varde.benefits.plan.pathways import StepTaken
from varde.benefits.plan.rules import decimals_of_written
from varde.charts.benefits_plan import DrawnStone, MarkedValue, estimate_range, goal_track, pathway
from varde.charts.charts import Bar, bars
from varde.charts.shapes import Chart, Table
from varde.charts.values import Hidden
from varde.web.manager import words
from varde.web.manager.plan_shown import ShownBenefit
from varde.web.shell import http


def track_of(line: PlanLine, shown: ShownBenefit) -> Chart | None:
    """The way from baseline to target; None where one of the three is not known."""
    row, now = line.benefit.row, line.reading.value
    if row.baseline is None or row.target is None or now is None or isinstance(now, Hidden):
        return None
    say = http.speech().say
    marks = [
        MarkedValue(value, say(said, v=written))
        for value, said, written in (
            (row.baseline, words.BEGAN_AT, shown.baseline),
            (now, words.NOW_AT, shown.now),
            (row.target, words.GOES_TO, shown.target),
        )
    ]
    rows = tuple((mark.label,) for mark in marks)
    table = Table(row.title, (say(words.PLACE_HEAD),), rows)
    return goal_track(*marks, title=row.title, description=", ".join(mark.label for mark in marks), table=table)


def values_of(line: PlanLine, shown: ShownBenefit) -> Chart | None:
    """The values that were written by hand, over time; None of fewer than two."""
    values, speech = line.benefit.values, http.speech()
    if len(values) < 2:
        return None
    decimals = max(decimals_of_written(value.value) for value in values)
    drawn = [Bar(speech.day(value.day, year=True), value.value) for value in values]
    title = f"{line.benefit.row.title} ({shown.unit})" if shown.unit else line.benefit.row.title
    columns = (speech.say(words.DAY_HEAD), speech.say(words.VALUE_HEAD))
    return bars(drawn, title=title, columns=columns, decimals=decimals)


def ways_drawn(sides: Mapping[str, Sequence[StepTaken]]) -> list[tuple[str, Chart]]:
    """Each side that has steps, and its drawing."""
    say = http.speech().say
    drawn = []
    for side, steps in sides.items():
        title = say(plan_words.SIDE[side])
        rows = tuple((step.title, say(plan_words.WHERE[step.where]), step.detail) for step in steps)
        table = Table(title, (say(words.STEP_HEAD), say(words.STEP_WHERE), say(words.STEP_DETAIL)), rows)
        stones = [DrawnStone(step.title, step.detail, step.where) for step in steps]
        drawn.append((title, pathway(stones, title=title, description=table.spoken(), table=table)))
    return drawn


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One thing that is worked out, in words: low, base and high, or what is missing."""

    key: str
    title: str
    cells: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True)
class EstimatesShown:
    """What the assumptions come to. ``net`` is the drawing of what is left, None when that is not known."""

    lines: tuple[EstimateLine, ...]
    net: Chart | None
    below: bool = False


def estimates_shown(rows: Sequence[PlanAssumption]) -> EstimatesShown:
    """Worked out from what stands there."""
    worked_out = estimates({row.key: spread_of(row) for row in rows})
    net = next((each.spread for each in worked_out if each.key == "net"), None)
    lines = tuple(_line(each) for each in worked_out)
    return EstimatesShown(lines, _net(net) if net is not None else None, below=net is not None and net.low < 0)


def cells_as_written(spread: Spread) -> tuple[str, ...]:
    """Low, base and high of an assumption, as they were written."""
    speech = http.speech()
    return tuple(speech.number(value, decimals_of_written(value)) for value in (spread.low, spread.base, spread.high))


def cells_of_spread(spread: Spread) -> tuple[str, ...]:
    """Low, base and high of what is worked out, rounded."""
    speech = http.speech()
    return tuple(
        speech.number(value, 0 if abs(value) >= 100 or value.is_integer() else 2)
        for value in (float(spread.low), float(spread.base), float(spread.high))
    )


def _line(estimate: Estimate) -> EstimateLine:
    say = http.speech().say
    title = say(plan_words.ESTIMATE[estimate.key])
    if estimate.spread is None:
        names = ", ".join(say(plan_words.ASSUMPTION[key]).lower() for key in estimate.missing)
        return EstimateLine(estimate.key, title, (), say(words.NOT_WORKED_OUT, names=names))
    return EstimateLine(estimate.key, title, cells_of_spread(estimate.spread))


def _net(net: Spread) -> Chart:
    say = http.speech().say
    title, written = say(plan_words.ESTIMATE["net"]), cells_of_spread(net)
    heads = [say(each) for each in (words.LOW, words.BASE, words.HIGH)]
    labels = [f"{head} {each}" for head, each in zip(heads, written, strict=True)]
    marks = [MarkedValue(value, label) for value, label in zip((net.low, net.base, net.high), labels, strict=True)]
    table = Table(title, ("", *(f">{head}" for head in heads)), ((title, *written),))
    return estimate_range(*marks, title=title, description=", ".join(labels), table=table, unit=title)
