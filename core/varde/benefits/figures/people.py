"""Who began, and who of them responded: by age, by sex as they have stated it, and by who referred them.

Shown of all months and tracks together alone: each value is of few, and another choice of months would tell of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from varde.benefits.counting.cells import FLOW, IMPORTED, Group
from varde.benefits.figures.equity import ORDERED, Outcome, merged, under
from varde.benefits.figures.rules import Proportion, of_shown
from varde.benefits.figures.statistics import wilson
from varde.benefits.figures.suppression import has_few, open_parts
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums
    from varde.benefits.counting.pool import Pool

UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """Those of one value (``""``: not known; ages that are put together are one, "18-44"): their share of all who started, and how
    many responded of those who answered both times. ``responded`` is None where that cannot be shown of every value."""

    value: str
    started: Proportion
    responded: Proportion | None = None


@dataclass(frozen=True, slots=True)
class PeopleFigure:
    """Everybody who started, by the values of one ``dimension``; the response is by ``measure`` at its first follow-up."""

    dimension: str
    measure: Measure | None
    rows: tuple[PeopleRow, ...]


def people_figure(
    counted: CountedSums, dimension: str, measure: Measure | None, threshold: int = THRESHOLD
) -> PeopleFigure | None:
    """Who began at a place. None where nobody did, or so few of a value that it cannot be told, or where it is known of nobody.
    ``counted`` is parted by the dimension."""
    numbers = _numbers(counted.pool(), measure)
    if dimension in ORDERED:
        numbers = _neighbours_together(numbers, threshold)
    started = {value: row[0] for value, row in numbers.items()}
    total = sum(started.values())
    if total < threshold or set(started) == {UNKNOWN}:
        return None
    if any(0 < n < threshold for n in started.values()):
        return None  # whole or not at all: the page of the place puts other values together
    is_open = not any(has_few((yes, no, n - yes - no), threshold) for n, yes, no in numbers.values())
    return PeopleFigure(
        dimension,
        measure if is_open else None,
        tuple(
            PeopleRow(
                value,
                of_shown(n, n, total, total, "started"),
                _responded(yes, yes + no) if is_open and measure is not None else None,
            )
            for value, (n, yes, no) in numbers.items()
        ),
    )


def _neighbours_together(numbers: Mapping[str, Outcome], threshold: int) -> dict[str, Outcome]:
    """Small ages with their neighbours, as the page of the place begins to."""
    known = [((value,), row) for value, row in numbers.items() if value != UNKNOWN]
    together = {
        values[0] if len(values) == 1 else f"{values[0].partition('-')[0]}-{values[-1].partition('-')[2]}": row
        for values, row in merged(known, lambda row: 0 < row[0] < threshold)
    }
    return together | {value: row for value, row in numbers.items() if value == UNKNOWN}


def told_elsewhere(
    counted: CountedSums, above: Mapping[int, int | None], place: int, measure: Measure | None, threshold: int
) -> bool:
    """Whether what is above the place, less what is shown beside it, would give a few away. ``counted`` are the sums of each place
    alone; ``above`` is, by place, the one above it."""
    child, parent = place, above.get(place)
    while parent is not None:
        family = [part for part, own in above.items() if own == parent]
        rows = {part: _flat(counted, under(above, part), measure) for part in family}
        own = _flat(counted, {parent}, measure)
        names = sorted({*own, *(name for row in rows.values() for name in row)})
        parts = {
            part: [row.get(name, 0) for name in names]
            for part, row in sorted(rows.items(), key=lambda item: (sum(item[1].values()), item[0]))
        }
        if any(parts[child]) and child not in open_parts(parts, [own.get(name, 0) for name in names], threshold):
            return True
        child, parent = parent, above.get(parent)
    return False


def _flat(counted: CountedSums, places: Collection[int], measure: Measure | None) -> dict[tuple[str, int], int]:
    numbers = _numbers(counted.chosen(places=places).pool(), measure)
    return {(value, place): n for value, row in numbers.items() for place, n in enumerate(row)}


def _numbers(pool: Pool, measure: Measure | None) -> dict[str, tuple[int, int, int]]:
    """By value how many started, responded and did not; those whose value is not known last. Values of nobody are left out."""
    everyone = _of("all", pool, measure)
    values = {value: _of(value, pool, measure) for value in pool.groups if value != "all"}
    known: Sequence[int] = [sum(row[at] for row in values.values()) for at in range(3)]
    unstated = tuple(n - k for n, k in zip(everyone, known, strict=True))
    named = dict(sorted(values.items())) | {UNKNOWN: cast(tuple[int, int, int], unstated)}
    return {value: row for value, row in named.items() if row[0]}


def _of(value: str, pool: Pool, measure: Measure | None) -> tuple[int, int, int]:
    group = cast(Group, value)
    started = sum(pool.stats(group, FLOW, "", milestone).n for milestone in ("started", IMPORTED))
    if measure is None:
        return started, 0, 0
    people = pool.counts(group, measure.scale, measure.follow_up[0], "responder")
    return started, people.get("yes", 0), people.get("no", 0)


def _responded(yes: int, answered: int) -> Proportion:
    return Proportion(yes, answered, "paired", yes / answered if answered else None, wilson(yes, answered))


def response_of(measure: Measure | None) -> Measure | None:
    """The measure, when it says who responded of everybody whatever their track."""
    return measure if measure is not None and measure.responder is not None and not measure.tracks else None
