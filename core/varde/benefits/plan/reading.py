"""The value of a benefit today, read from the figures of its programme: the same numbers, hidden where they are hidden there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from varde.benefits.figures import words as page_words
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.voice import Voice, unit_of
from varde.benefits.plan import words
from varde.benefits.values import Measure
from varde.charts.values import Hidden, Shown, Value, Why
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """Which figure of a programme is read: ``figure`` as in :data:`varde.benefits.plan.values.FIGURES`."""

    figure: str
    measure: str = ""
    occasion: str = ""

    @property
    def code(self) -> str:
        """As a form sends it."""
        return ":".join((self.figure, self.measure, self.occasion)) if self.measure else self.figure


@dataclass(frozen=True, slots=True)
class TodaysValue:
    """A value today and how many people it is of; None where nothing is measured, hidden where the figures hide it."""

    value: Value = None
    n: Shown | None = None


@dataclass(frozen=True, slots=True)
class LinkableFigure:
    """A figure that a benefit can be linked to: its name, what it is counted in, and which way is better."""

    indicator: Indicator
    label: Text
    unit: Text
    lower_better: bool


PERCENT = Text("%", "%", "%")


def readable(measures: Sequence[Measure], voice: Voice) -> tuple[LinkableFigure, ...]:
    """The figures that these measures can show, then how many started and the wait."""
    return (
        *(each for measure in measures for each in _of_measure(measure, voice)),
        LinkableFigure(Indicator("started"), words.READS["started"], words.UNIT_PEOPLE, lower_better=False),
        LinkableFigure(Indicator("waiting"), words.READS["waiting"], words.UNIT_DAYS, lower_better=True),
    )


def _of_measure(measure: Measure, voice: Voice) -> Iterator[LinkableFigure]:
    lower = measure.direction == "lower_better"
    for occasion in measure.follow_up:
        about = {"measure": measure.title, "when": voice.when(occasion)}
        if measure.responder is not None and measure.start_occasion is not None:
            for figure in ("responders", "responders_answered"):
                label = words.READS[figure].filled(**about)
                yield LinkableFigure(Indicator(figure, measure.key, occasion), label, PERCENT, lower_better=False)
    first = measure.follow_up[0]
    about = {"measure": measure.title, "when": voice.when(first)}
    unit = unit_of(measure, voice.units) or page_words.UNIT_POINTS
    label = words.READS["mean"].filled(**about)
    yield LinkableFigure(Indicator("mean", measure.key, first), label, unit, lower)
    if measure.severity:
        label = words.READS["heaviest"].filled(**about)
        yield LinkableFigure(Indicator("heaviest", measure.key, first), label, PERCENT, lower_better=True)


def read(report: Report | None, indicator: Indicator, fewest: int, *, kept_back: bool = False) -> TodaysValue:
    """The value of a figure in a report; shares in per cent.

    Of a figure that is not in the report nothing is measured; where the whole report, or the figure, is ``kept_back`` since it is
    of fewer than ``fewest``, or would give such a number away, the value is hidden.
    """
    hidden = TodaysValue(Hidden(Why.DERIVABLE, fewest))
    if not indicator.figure:
        return TodaysValue()
    if kept_back or report is None:
        return hidden if kept_back else TodaysValue()
    started = next((step.share.numerator for step in report.flow if step.milestone == "started"), None)
    if indicator.figure == "started":
        return TodaysValue(_number(started), started)
    if indicator.figure == "waiting":
        waits = [each.days for each in report.waiting if each.days.n != 0]
        latest = next((days for days in reversed(waits) if isinstance(days.mean, float)), waits[-1] if waits else None)
        if latest is None:
            # Whoever started has waited: without any period the wait is left out, and not unknown.
            return hidden if started else TodaysValue()
        return TodaysValue(latest.mean, latest.n)
    figures = next((each for each in report.measures if each.measure.key == indicator.measure), None)
    if any(each.key == indicator.measure for each in report.kept_back) and not _is_seen(figures, indicator):
        return hidden
    return _of_figures(figures, indicator) if figures else TodaysValue()


def _is_seen(figures: MeasureFigures | None, indicator: Indicator) -> bool:
    """Of a measure that is kept back only what became of people may be hidden: its mean is on the page still."""
    return figures is not None and indicator.figure == "mean"


def _of_figures(figures: MeasureFigures, indicator: Indicator) -> TodaysValue:
    if indicator.figure in ("responders", "responders_answered"):
        rate = next((each for each in figures.rates if each.occasion == indicator.occasion), None)
        if rate is None:
            return TodaysValue()
        share = rate.of_started if indicator.figure == "responders" else rate.of_paired
        return TodaysValue(_percent(share.share), share.denominator)
    if indicator.figure == "heaviest":
        levels = next((shift.levels for shift in figures.severity if shift.group == "all"), ())
        return TodaysValue(_percent(levels[-1].later.share), levels[-1].later.denominator) if levels else TodaysValue()
    if figures.satisfaction is not None:
        return TodaysValue(figures.satisfaction.everyone.mean, figures.satisfaction.everyone.n)
    change = figures.change
    return TodaysValue(change.later.mean, change.later.n) if change is not None else TodaysValue()


def _percent(share: Value) -> Value:
    return 100 * share if isinstance(share, float | int) else share


def _number(count: Shown | None) -> Value:
    return count if count is None or isinstance(count, Hidden) else float(count)
