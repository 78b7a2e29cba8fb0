"""Who is reached, and how it goes with them: those who started, by one thing that is known of them at a time.

A group is shown or hidden as a whole: how many responded, how many did not, and of how many that is not known. Small neighbours in
an order (age) are put together before anything is hidden. Where several places are seen, a place is parted only where no group of
it, nor of those beside it, is a few: then nothing is left when one is taken from another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from varde.benefits.counting.cells import FLOW, IMPORTED, Group
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.dimensions import AGE, AGES, PHASE, ROUTE, SEX
from varde.benefits.counting.pool import Pool
from varde.benefits.figures.rules import Proportion, of_shown
from varde.benefits.figures.suppression import has_few, open_parts
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD, Hidden, Shown, Why

VALUES = {
    AGE: tuple(name for _, name in AGES),
    SEX: ("female", "male"),
    ROUTE: ("self", "clinician", "import"),
    PHASE: ("under_way", "completed", "left"),
}
"""What is told of whom is reached, in the order it is read."""
ORDERED = (AGE,)
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class EquityGroup:
    """Those of some values (``UNKNOWN``: of whom it is not known), and of those who answered twice the share of responders."""

    values: tuple[str, ...]
    started: Shown
    share: Proportion


@dataclass(frozen=True, slots=True)
class Equity:
    """One dimension of the people who started at a place. Without groups: there are too few to part them."""

    dimension: str
    groups: tuple[EquityGroup, ...]

    @property
    def merged(self) -> bool:
        return any(len(group.values) > 1 for group in self.groups)


Outcome = tuple[int, int, int]
"""Responders, others who answered twice, and those of whom it is not known."""
NOBODY: Outcome = (0, 0, 0)


def equity_of(
    counted: CountedSums,
    above: Mapping[int, int | None],
    place: int,
    dimension: str,
    measure: Measure,
    *,
    threshold: int = THRESHOLD,
) -> Equity:
    """The groups of one dimension at a place, everything under it included. ``counted`` has each organisation of ``above`` alone,
    by this dimension, all months and tracks together."""
    values = VALUES[dimension]

    def parts_of(places: Collection[int]) -> dict[str, Outcome]:
        return outcomes(counted.chosen(places=places).pool(), values, measure)

    for parent, child in pairwise(line_to(above, place)):
        beside = [parts_of(under(above, part)) for part, over in above.items() if over == parent and part != child]
        elsewhere = [*beside, parts_of({parent})]
        if not any(any(row) for rows in elsewhere for row in rows.values()):
            continue  # it is all that there is of the one above
        if any(
            has_few(row, threshold) for rows in (*elsewhere, parts_of(under(above, child))) for row in rows.values()
        ):
            return Equity(dimension, ())
    parts = parts_of(under(above, place))
    if any(number < 0 for row in parts.values() for number in row):
        return Equity(dimension, ())  # somebody hands over who started by it, and not how it went with them
    groups = groups_of(parts, ordered=dimension in ORDERED, threshold=threshold)
    if dimension == PHASE and any(isinstance(group.started, Hidden) for group in groups):
        groups = ()  # how people left is told by itself: the two together would tell what either hides
    return Equity(dimension, groups)


def outcomes(pool: Pool, values: Sequence[str], measure: Measure) -> dict[str, Outcome]:
    """How it went with those of each value, and with those of whom no value is known."""
    rows = {value: _outcome(pool, value, measure) for value in values}
    everyone = _outcome(pool, "all", measure)
    known = [sum(row[at] for row in rows.values()) for at in range(3)]
    return rows | {UNKNOWN: (everyone[0] - known[0], everyone[1] - known[1], everyone[2] - known[2])}


def _outcome(pool: Pool, group: str, measure: Measure) -> Outcome:
    of = cast(Group, group)  # a value of the dimension, as reading gives it
    answers = pool.counts(of, measure.scale, measure.follow_up[0], "responder")
    started = sum(pool.stats(of, FLOW, "", name).n for name in ("started", IMPORTED))
    yes, no = answers.get("yes", 0), answers.get("no", 0)
    return yes, no, started - yes - no


def groups_of(parts: Mapping[str, Outcome], *, ordered: bool, threshold: int = THRESHOLD) -> tuple[EquityGroup, ...]:
    """The groups that somebody is in; none where no two can be shown."""
    known: list[NamedRow] = [((value,), row) for value, row in parts.items() if value != UNKNOWN and any(row)]
    if ordered:
        # First as every page puts them together, then as these answers ask: so no two ways of doing it tell of a few.
        known = merged(merged(known, lambda row: 0 < sum(row) < threshold), lambda row: has_few(row, threshold))
    rows = dict(known)
    if any(parts.get(UNKNOWN, NOBODY)):
        rows[UNKNOWN,] = parts[UNKNOWN]
    smallest_first = {name: rows[name] for name in sorted(rows, key=lambda name: (sum(rows[name]), name))}
    shown = open_parts(smallest_first, NOBODY, threshold)
    if len(shown - {(UNKNOWN,)}) < 2:
        return ()
    hidden = Hidden(Why.DERIVABLE, threshold)
    return tuple(_group(name, row, None if name in shown else hidden) for name, row in rows.items())


def _group(values: tuple[str, ...], row: Outcome, hidden: Hidden | None) -> EquityGroup:
    yes, no, _ = row
    of = hidden if hidden is not None else yes + no
    return EquityGroup(
        values, sum(row) if hidden is None else hidden, of_shown(yes, of if hidden else yes, yes + no, of, "paired")
    )


NamedRow = tuple[tuple[str, ...], Outcome]
"""The values of a row, and its three numbers."""


def merged(rows: Sequence[NamedRow], is_few: Callable[[Outcome], bool]) -> list[NamedRow]:
    """Neighbours put together until none is a few; what is left at the end goes with the last."""
    kept: list[NamedRow] = []
    for row in rows:
        if kept and is_few(kept[-1][1]):
            kept.append(_together(kept.pop(), row))
        else:
            kept.append(row)
    if len(kept) > 1 and is_few(kept[-1][1]):
        last = kept.pop()
        kept.append(_together(kept.pop(), last))
    return kept


def _together(first: NamedRow, second: NamedRow) -> NamedRow:
    added = first[1][0] + second[1][0], first[1][1] + second[1][1], first[1][2] + second[1][2]
    return (*first[0], *second[0]), added


def stands_out(group: EquityGroup, everyone: Proportion) -> bool:
    """Whether the group's interval leaves out the share of everyone."""
    interval, share = group.share.interval, everyone.share
    return interval is not None and isinstance(share, float) and not interval.low <= share <= interval.high


def line_to(above: Mapping[int, int | None], place: int) -> list[int]:
    """The place and those above it, from the top."""
    line = [place]
    while (parent := above.get(line[0])) is not None:
        line.insert(0, parent)
    return line


def under(above: Mapping[int, int | None], place: int) -> frozenset[int]:
    """The place and everything under it."""
    inside = {place}
    while below := {part for part, parent in above.items() if parent in inside} - inside:
        inside |= below
    return frozenset(inside)
