"""A plan as tables: one row for each benefit, value, point, assumption, estimate, step and change; numbers hidden as on the page.

Quotes are left out: whoever is quoted has consented to the plan, where they can be taken away again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from varde.benefits.plan.assumptions import spread_of
from varde.benefits.plan.board import PlanLine
from varde.benefits.plan.estimates import estimates
from varde.benefits.plan.models import PlanAssumption, PlanChange
from varde.benefits.plan.pathways import StepTaken
from varde.charts.values import Hidden
from varde.kernel.table_output import TableWriter, workbook

PlanCell = str | float | int | date | None


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One table: its name, its columns, and its rows. Numbers are numbers; what is hidden is written ``<5`` or ``skjult``; what is
    not known is empty."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[PlanCell, ...], ...]


@dataclass(frozen=True, slots=True)
class WholePlan:
    """All that a file holds, and where and when it was drawn. ``owners`` are names by number, ``units`` and ``indicators`` words by
    the number of the benefit."""

    organisation: str
    programme: str
    drawn_on: date
    lines: Sequence[PlanLine]
    owners: Mapping[int, str]
    units: Mapping[int, str]
    indicators: Mapping[int, str]
    assumed: Sequence[PlanAssumption] = ()
    pathways: Mapping[str, Sequence[StepTaken]] | None = None
    changes: Sequence[PlanChange] = ()


def sheets_of(plan: WholePlan) -> tuple[PlanSheet, ...]:
    """Every table of the plan, the benefits first."""
    return (
        _benefits(plan),
        PlanSheet("values", ("benefit", "day", "value", "n", "source"), tuple(_values(plan.lines))),
        PlanSheet("points", ("benefit", "kind", "words", "owner", "due_on", "settled"), tuple(_points(plan.lines))),
        PlanSheet(
            "assumptions", ("key", "low", "base", "high", "owner", "source", "assessed_on"), tuple(_assumed(plan))
        ),
        PlanSheet("estimates", ("key", "low", "base", "high", "missing"), tuple(_estimated(plan))),
        PlanSheet("pathways", ("side", "place", "where", "title", "detail"), tuple(_steps(plan))),
        PlanSheet("changes", ("at", "by", "name", "about", "before", "after"), tuple(_changes(plan.changes))),
    )


def plan_as_csv(plan: WholePlan) -> str:
    """The benefits as CSV: comma, decimal point, a header of names."""
    out = io.StringIO()
    sheet = _benefits(plan)
    writer = TableWriter(out, line_end="\r\n")
    writer.row(sheet.columns)
    for row in sheet.rows:
        writer.row([_in_csv(cell) for cell in row])
    return out.getvalue()


def plan_as_xlsx(plan: WholePlan) -> bytes:
    """Every table as a sheet of a workbook. No text in it is run as a formula when it is opened."""
    return workbook(sheets_of(plan))


BENEFIT_COLUMNS = (
    "organisation",
    "programme",
    "drawn_on",
    "benefit",
    "title",
    "goal",
    "receiver",
    "category",
    "indicator",
    "figure",
    "measure",
    "occasion",
    "unit",
    "direction",
    "baseline",
    "baseline_on",
    "baseline_n",
    "baseline_source",
    "target",
    "target_on",
    "now",
    "now_n",
    "realised",
    "stage",
    "status",
    "status_note",
    "owner",
    "interval_months",
    "next_due",
)


def _benefits(plan: WholePlan) -> PlanSheet:
    return PlanSheet("benefits", BENEFIT_COLUMNS, tuple(_benefit(plan, line) for line in plan.lines))


def _benefit(plan: WholePlan, line: PlanLine) -> tuple[PlanCell, ...]:
    row, reading = line.benefit.row, line.reading
    return (
        plan.organisation,
        plan.programme,
        plan.drawn_on,
        row.id,
        row.title,
        row.goal,
        row.receiver,
        row.category,
        plan.indicators.get(row.id, row.indicator),
        row.figure or "hand",
        row.measure,
        row.occasion,
        plan.units.get(row.id, row.unit),
        "lower_better" if row.lower_better else "higher_better",
        row.baseline,
        row.baseline_on,
        row.baseline_n,
        row.baseline_source,
        row.target,
        row.target_on,
        _cell(reading.value),
        _cell(reading.n),
        None if line.realisation is None else round(line.realisation, 4),
        line.stage.value,
        row.status,
        row.status_note,
        plan.owners.get(row.owner_id or 0, "") or row.owner_name,
        row.interval,
        line.due,
    )


def _values(lines: Iterable[PlanLine]) -> Iterator[tuple[PlanCell, ...]]:
    for line in lines:
        for value in line.benefit.values:
            yield line.benefit.row.id, value.day, value.value, value.n, value.source


def _points(lines: Iterable[PlanLine]) -> Iterator[tuple[PlanCell, ...]]:
    for line in lines:
        for point in line.benefit.points:
            settled = point.settled_at.date() if point.settled_at else None
            yield line.benefit.row.id, point.kind, point.words, point.owner, point.due_on, settled


def _assumed(plan: WholePlan) -> Iterator[tuple[PlanCell, ...]]:
    for row in plan.assumed:
        yield row.key, row.low, row.base, row.high, row.owner, row.source, row.assessed_on


def _estimated(plan: WholePlan) -> Iterator[tuple[PlanCell, ...]]:
    for each in estimates({row.key: spread_of(row) for row in plan.assumed}):
        spread = each.spread
        numbers = (spread.low, spread.base, spread.high) if spread is not None else (None, None, None)
        yield each.key, *numbers, " ".join(each.missing)


def _steps(plan: WholePlan) -> Iterator[tuple[PlanCell, ...]]:
    for side, steps in (plan.pathways or {}).items():
        for place, step in enumerate(steps, start=1):
            yield side, place, step.where, step.title, step.detail


def _changes(changes: Iterable[PlanChange]) -> Iterator[tuple[PlanCell, ...]]:
    for change in changes:
        before, after = ("" if each is None else str(each) for each in (change.before, change.after))
        yield change.at.isoformat(timespec="seconds"), change.by_name, change.name, change.about, before, after


def _cell(value: float | Hidden | None) -> PlanCell:
    return str(value) if isinstance(value, Hidden) else value


def _in_csv(cell: PlanCell) -> str | float | int:
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".")
    return "" if cell is None else cell
