"""A plan with what its benefits show today: one line for each, for the page and for the files alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from varde.benefits.figures.figures import Report
from varde.benefits.plan import words
from varde.benefits.plan.reading import Indicator, TodaysValue, read
from varde.benefits.plan.rules import Stage, measured_since, next_due, realisation, standing
from varde.benefits.plan.service import WrittenBenefit
from varde.benefits.plan.values import OF_NO_MEASURE
from varde.kernel.speech import Speech

READ_DECIMALS = 1
"""Figures are counted with as they are shown, and what is written by hand as it was written: a reader can work out the same."""


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """The figures that a plan reads: ``report`` is None where there are none to show, and ``kept_back`` says that there are some
    all the same. ``fewest`` is the fewest people that may be shown, and ``measures`` are those that the programme declares."""

    report: Report | None
    measures: frozenset[str]
    fewest: int
    kept_back: bool = False


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A benefit and what it shows today. ``gone``: the measure it reads is declared no more. ``due`` is when the next value is due,
    None of one that was taken out."""

    benefit: WrittenBenefit
    reading: TodaysValue
    stage: Stage
    realisation: float | None
    due: date | None
    gone: bool = False


def board_of(benefits: Sequence[WrittenBenefit], figures: ReadFrom, today: date, zone: tzinfo) -> list[PlanLine]:
    """A line for each benefit."""
    return [_line(benefit, figures, today, zone) for benefit in benefits]


def _line(benefit: WrittenBenefit, figures: ReadFrom, today: date, zone: tzinfo) -> PlanLine:
    row = benefit.row
    gone = row.figure not in OF_NO_MEASURE and row.measure not in figures.measures
    reading = TodaysValue() if gone else _reading(benefit, figures)
    return PlanLine(
        benefit,
        reading,
        standing(row.baseline, row.target, reading.value, row.target_on, today),
        realisation(row.baseline, row.target, reading.value),
        None if row.status == "dropped" else due_of(benefit, zone),
        gone,
    )


def due_of(benefit: WrittenBenefit, zone: tzinfo) -> date:
    """When somebody must measure, or look, again."""
    row = benefit.row
    days = [value.day for value in benefit.values]
    since = measured_since(days, row.looked_on, row.baseline_on, row.begun_at.astimezone(zone).date())
    return next_due(row.interval, since)


def _reading(benefit: WrittenBenefit, figures: ReadFrom) -> TodaysValue:
    row, latest = benefit.row, benefit.latest
    if row.figure:
        reads = Indicator(row.figure, row.measure, row.occasion)
        return _rounded(read(figures.report, reads, figures.fewest, kept_back=figures.kept_back))
    return TodaysValue(latest.value, latest.n) if latest else TodaysValue()


def _rounded(reading: TodaysValue) -> TodaysValue:
    value = reading.value
    return replace(reading, value=round(value, READ_DECIMALS)) if isinstance(value, float | int) else reading


def summary(lines: Sequence[PlanLine], speech: Speech) -> str:
    """“Av sju gevinster: én er nesten nådd, fire er på vei …”, those that were taken out left aside; "" of none."""
    counted: dict[Stage, int] = {}
    for line in lines:
        if line.benefit.row.status != "dropped":
            counted[line.stage] = counted.get(line.stage, 0) + 1
    parts = [speech.count(words.SUMMED[place.value], counted[place]) for place in reversed(Stage) if place in counted]
    if not parts:
        return ""
    told_last = f" {speech.say(words.AND)} ".join([", ".join(parts[:-1]), parts[-1]]) if parts[1:] else parts[0]
    return speech.count(words.SUMMARY, sum(counted.values()), parts=told_last)


def by_receiver(lines: Sequence[PlanLine]) -> Mapping[str, list[PlanLine]]:
    """The lines for each of those who are to have it better, in the order of the plan."""
    groups: dict[str, list[PlanLine]] = {receiver: [] for receiver in words.RECEIVER}
    for line in lines:
        groups[line.benefit.row.receiver].append(line)
    return {receiver: group for receiver, group in groups.items() if group}
