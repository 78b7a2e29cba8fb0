"""The rules of a benefits plan: how far a benefit has come, when its value is due, and what a benefit may be.

Method: the guidance of DFØ and the road map of KS (goal, benefit, indicator, baseline before the change, target, owner). A
change that was seen is never called an effect: there is no control.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from varde.benefits.plan import words
from varde.benefits.plan.values import OF_NO_MEASURE
from varde.charts.values import Hidden
from varde.kernel.words import Text
from varde.scheduling.rules import add_months

NEARLY = 0.9
"""From which share of the way a benefit is called nearly reached: a proposal."""
LARGEST = 1e9
"""No number of a plan is further from 0."""
MOST_DECIMALS = 4
"""No number of a plan is written with more."""


class Stage(StrEnum):
    """Where a benefit stands, by its numbers alone."""

    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NOT_MEASURED = "not_measured"
    HIDDEN = "hidden"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNDER_WAY = "under_way"
    NEARLY = "nearly"
    REACHED = "reached"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    """Everything that is written of one benefit, as it is kept. Numbers are in ``unit``; ``interval`` is months.

    ``figure``, ``measure`` and ``occasion`` say which figure of the programme its value is read from; ``figure`` "" is a series
    that is written by hand. ``owner_id`` is a person with a role at the place, ``owner_name`` a name or a title without one.
    """

    goal: str = ""
    title: str = ""
    category: str = "quality"
    receiver: str = "patient"
    indicator: str = ""
    figure: str = ""
    measure: str = ""
    occasion: str = ""
    unit: str = ""
    lower_better: bool = False
    baseline: float | None = None
    baseline_on: date | None = None
    baseline_n: int | None = None
    baseline_source: str = ""
    target: float | None = None
    target_on: date | None = None
    owner_id: int | None = None
    owner_name: str = ""
    interval: int = 3


def realisation(baseline: float | None, target: float | None, now: float | Hidden | None) -> float | None:
    """How much of the way from baseline to target is gone, 1 being all of it: (now - baseline) / (target - baseline). Above 1 when
    it went further, below 0 when it went the other way. None, and never 0, when any of the three is unknown or hidden, and when
    the target is the baseline."""
    if baseline is None or target is None or now is None or isinstance(now, Hidden) or target == baseline:
        return None
    return round((now - baseline) / (target - baseline), 9)


def standing(
    baseline: float | None, target: float | None, now: float | Hidden | None, target_on: date | None, today: date
) -> Stage:
    """Where a benefit stands. Without a baseline nothing is claimed, whatever is measured."""
    if baseline is None:
        return Stage.NO_BASELINE
    if isinstance(now, Hidden):
        return Stage.HIDDEN
    if now is None:
        return Stage.NOT_MEASURED
    share = realisation(baseline, target, now)
    if share is None:
        return Stage.NO_TARGET
    if share >= 1:
        return Stage.REACHED
    if target_on is not None and today > target_on:
        return Stage.LATE
    if share >= NEARLY:
        return Stage.NEARLY
    if share > 0:
        return Stage.UNDER_WAY
    return Stage.UNCHANGED if share == 0 else Stage.WORSE


def realised_percent(share: float) -> int:
    """A realisation in whole per cent, never rounded into another standing: 99.7 is 99, since the target is not reached."""
    percent = round(100 * share)
    if share > 0 and percent == 0:
        return 1
    return percent - 1 if any(100 * share < edge <= percent for edge in (0, 100 * NEARLY, 100)) else percent


def decimals_of_written(value: float) -> int:
    """How many decimals a number has that somebody wrote, so that it is shown, and counted with, as it was written."""
    return len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def next_due(interval: int, since: date) -> date:
    """The day on which the next value is due: ``interval`` months after the day of the last one."""
    return add_months(since, interval)


def measured_since(values: Sequence[date], looked_on: date | None, baseline_on: date | None, begun: date) -> date:
    """From which day the next value is counted: that of the latest value or look, else of the baseline, else of the day the
    benefit was written down."""
    latest = max((*values, *((looked_on,) if looked_on else ())), default=None)
    return latest or baseline_on or begun


def benefit_faults(facts: BenefitFacts, *, fewest: int, today: date) -> Iterator[tuple[str, Text]]:
    """What is wrong with a benefit: the control, and one sentence."""
    if not facts.title:
        yield "title", words.TITLE_MISSING
    if not facts.indicator and facts.figure == "":
        yield "indicator", words.INDICATOR_MISSING
    if bool(facts.measure) is (facts.figure in OF_NO_MEASURE):
        yield "reads", words.UNKNOWN_MEASURE.filled(measure=facts.measure or "–")
    if facts.owner_id is None and not facts.owner_name:
        yield "owner_name", words.OWNER_MISSING
    yield from _baseline_faults(facts, fewest, today)
    yield from _target_faults(facts)


def _baseline_faults(facts: BenefitFacts, fewest: int, today: date) -> Iterator[tuple[str, Text]]:
    beside = (facts.baseline_on, facts.baseline_n)
    if facts.baseline is None:
        if any(each is not None for each in beside) or facts.baseline_source:
            yield "baseline", words.BASELINE_VALUE_MISSING
        return
    if None in beside:
        yield "baseline_on" if facts.baseline_on is None else "baseline_n", words.BASELINE_INCOMPLETE
    if facts.baseline_on is not None and facts.baseline_on > today:
        yield "baseline_on", words.DAY_TO_COME
    if facts.baseline_n is not None and facts.baseline_n < fewest:
        yield "baseline_n", words.TOO_FEW.filled(n=fewest)


def _target_faults(facts: BenefitFacts) -> Iterator[tuple[str, Text]]:
    if facts.target is None:
        if facts.target_on is not None:
            yield "target", words.TARGET_VALUE_MISSING
        return
    if facts.target_on is None:
        yield "target_on", words.TARGET_DAY_MISSING
    if facts.baseline is None:
        return
    if facts.target == facts.baseline:
        yield "target", words.TARGET_IS_BASELINE
    elif (facts.target < facts.baseline) is not facts.lower_better:
        yield "target", words.TARGET_LOWER if facts.lower_better else words.TARGET_HIGHER
    if facts.target_on is not None and facts.baseline_on is not None and facts.target_on <= facts.baseline_on:
        yield "target_on", words.PERIOD_BACKWARDS


def value_faults(day: date, n: int | None, source: str, *, fewest: int, today: date) -> Iterator[tuple[str, Text]]:
    """What is wrong with a value that is written by hand: the control, and one sentence."""
    if day > today:
        yield "day", words.DAY_TO_COME
    if n is not None and n < fewest:
        yield "n", words.TOO_FEW.filled(n=fewest)
    if not source:
        yield "source", words.SOURCE_MISSING
