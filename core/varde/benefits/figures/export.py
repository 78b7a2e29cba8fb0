"""The figures of a report as rows of a file: the same values as on the page, hidden where they are hidden there."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from varde.benefits.figures.exits import Exits
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.rules import Average, PairedChange, Proportion
from varde.benefits.figures.statistics import Interval, Paired
from varde.benefits.figures.voice import unit_of
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.kernel.table_output import TableWriter
from varde.kernel.words import Text

Value = float | Hidden | None
POINTS = "points"
SMALLEST = 0.001
"""Below this a number has four digits of its own, not four decimals."""
NO_UNITS: Mapping[str, Text] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One number. Shares are 0 to 1. What is hidden is written ``<5`` or ``skjult``; what does not exist is empty.

    ``population`` is the rule for the denominator: referred, started, paired (answered at the start and later) or
    answered. For a mean, ``denominator`` is how many it is of. ``t``, ``df`` and ``p`` are those of the paired test of a change
    among everyone. Every column stands in ``docs/operations/figures.md``.
    """

    figure: str
    measure: str = ""
    instrument_version: str = ""
    group: str = "all"
    occasion: str = ""
    item: str = ""
    numerator: Value = None
    denominator: Value = None
    population: str = ""
    value: Value = None
    unit: str = ""
    sd: Value = None
    ci_low: Value = None
    ci_high: Value = None
    t: Value = None
    df: Value = None
    p: Value = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What every row of a file says about itself: where, what, which months, and the day the numbers were drawn."""

    organisation: str
    programme: str
    track: str
    first_month: str
    last_month: str
    drawn_on: date


def as_csv(report: Report, drawn: Drawn, versions: Mapping[str, str], units: Mapping[str, Text] = NO_UNITS) -> str:
    """The report as CSV: comma, decimal point, a header of names, one row for each number. ``units`` are those of totals, by the
    key of the instrument."""
    out = io.StringIO()
    about = {**asdict(drawn), "drawn_on": drawn.drawn_on.isoformat()}
    writer = TableWriter(out, line_end="\r\n")
    writer.row([*about, *ExportRow.__slots__])
    for row in rows_of(report, versions, units):
        writer.row([*about.values(), *(_written(getattr(row, name)) for name in ExportRow.__slots__)])
    return out.getvalue()


def rows_of(report: Report, versions: Mapping[str, str], units: Mapping[str, Text] = NO_UNITS) -> Iterator[ExportRow]:
    """Every number of the report, in the order of the page."""
    for step in report.flow:
        yield _share("flow", step.share, item=step.milestone)
    if report.exits is not None:
        yield from _exits(report.exits)
    for figures in report.measures:
        for row in _measure(figures, versions.get(figures.measure.instrument, "")):
            yield replace(row, unit=_unit(figures.measure, units)) if row.unit == POINTS else row
    for waiting in report.waiting:
        about: dict[str, Any] = {"item": waiting.period, "population": "started", "unit": "days"}
        yield _average("waiting_mean", waiting.days, **about)
        yield ExportRow("waiting_median", denominator=waiting.days.n, value=waiting.median, **about)
    for figure, of, population in (("waiting", report.waited, "started"), ("answer", report.answer, "referred")):
        if of is not None:
            yield _average(f"{figure}_mean", of.days, item="all", population=population, unit="days")
            yield ExportRow(
                f"{figure}_median",
                item="all",
                population=population,
                denominator=of.days.n,
                value=of.median,
                unit="days",
            )


def _exits(figure: Exits) -> Iterator[ExportRow]:
    for group in (*figure.before, *figure.after):
        yield _share("exit", group.share, item=group.way)
        for reason, people in group.reasons:
            item, of = f"{group.way}:{reason}", group.share.population
            yield ExportRow("exit_reason", item=item, numerator=people, population=of, unit="people")
    yield ExportRow("passed_on", numerator=figure.passed_on, unit="people")


def _measure(figures: MeasureFigures, version: str) -> Iterator[ExportRow]:
    about = _about(figures.measure, version)
    for rate in figures.rates:
        for share in (rate.of_paired, rate.of_started):
            yield _share("responders", share, occasion=rate.occasion, **about)
    for occasion, change in figures.changes:
        yield from _change("change", change, occasion, "all", about)
    if figures.trajectory is not None:
        for line in figures.trajectory.series:
            for occasion, average in line.points:
                population = "paired" if occasion in figures.measure.follow_up else "answered"
                yield _average("mean", average, occasion=occasion, group=line.group, population=population, **about)
    for shift in figures.severity:
        for level in shift.levels:
            for occasion, share in ((figures.measure.start_occasion or "", level.start), (shift.occasion, level.later)):
                yield _share("severity", share, occasion=occasion, group=shift.group, item=level.key, **about)
    for parts in figures.subscales:
        for part in parts.rows:
            yield from _change("subscale", part, parts.occasion, parts.group, {**about, "item": part.scale})
    if figures.classes is not None:
        for row in figures.classes.rows:
            for share in (row.of_paired, row.of_started):
                yield _share("change_class", share, occasion=figures.classes.occasion, item=row.change.value, **about)
    if figures.recovery is not None:
        of_two = figures.recovery
        shares = (("recovered", of_two.recovered), ("reliably_recovered", of_two.reliably), *of_two.changes)
        for name, share in shares:
            yield _share("recovery", share, occasion=of_two.occasion, item=name, **about)
    if figures.satisfaction is not None:
        figure = figures.satisfaction
        for group, average in (
            ("all", figure.everyone),
            ("responder", figure.responders),
            ("non_responder", figure.non_responders),
        ):
            yield _average("mean", average, occasion=figure.occasion, group=group, population="answered", **about)


def _unit(measure: Measure, units: Mapping[str, Text]) -> str:
    """What its numbers are counted in, in the file."""
    unit = unit_of(measure, units)
    return unit.to("en") if unit else POINTS


def _about(measure: Measure, version: str) -> dict[str, Any]:
    return {"measure": measure.key, "instrument_version": version}


def _change(
    figure: str, change: PairedChange, occasion: str, group: str, about: Mapping[str, Any]
) -> Iterator[ExportRow]:
    where: dict[str, Any] = {"occasion": occasion, "group": group, "population": "paired", **about}
    yield _average(f"{figure}_start", change.start, **where)
    yield _average(f"{figure}_later", change.later, **where)
    test = change.test
    if test is not None:
        moved = ExportRow(
            f"{figure}_difference",
            denominator=change.n,
            value=test.mean_difference,
            sd=test.sd_difference,
            unit=POINTS,
            **where,
        )
        # Responders were chosen by how they fared: neither a test nor an interval of their change would mean anything.
        yield _tested(moved, test) if group == "all" else moved
        yield ExportRow(f"{figure}_d_av", denominator=change.n, value=test.d_av, **where)


def _tested(row: ExportRow, test: Paired) -> ExportRow:
    low, high = _ends(test.ci95)
    row = replace(row, ci_low=low, ci_high=high)
    return row if test.t is None else replace(row, t=test.t, df=test.df, p=test.p)


def _share(figure: str, share: Proportion, **where: Any) -> ExportRow:
    low, high = _ends(share.interval)
    return ExportRow(
        figure,
        numerator=share.numerator,
        denominator=share.denominator,
        population=share.population,
        value=share.share,
        unit="share",
        ci_low=low,
        ci_high=high,
        **where,
    )


def _average(figure: str, average: Average, unit: str = POINTS, **where: Any) -> ExportRow:
    low, high = _ends(average.interval)
    return ExportRow(
        figure, denominator=average.n, value=average.mean, unit=unit, sd=average.sd, ci_low=low, ci_high=high, **where
    )


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def _written(value: str | Value) -> str:
    if isinstance(value, float) and 0 < abs(value) < SMALLEST:
        return f"{value:.4g}"  # no p is 0
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)
