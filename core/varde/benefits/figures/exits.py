"""How people left, by coded reason: of everyone referred those who never started, and of everyone who started the rest.

Each reason has few people, so this is shown for all months and tracks of a place together, and never where another page that
the reader can open, the flow or another place, would give a few away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from varde.benefits.counting.cells import AFTER, BEFORE, FLOW, Place
from varde.benefits.figures.periods import withheld
from varde.benefits.figures.rules import FlowStep, Population, Proportion, of_shown
from varde.benefits.figures.suppression import hide, small, suppress
from varde.charts.values import THRESHOLD, Hidden, Shown, Why
from varde.enrolments.rules import WAYS

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums, SumRow

OPEN = "open"
"""Those who have not ended: not started yet, or under way."""
BEFORE_START = ("declined", "never_started", "no_more_contact")
AFTER_START = ("completed", "discontinued", "moved", "no_more_contact")


@dataclass(frozen=True, slots=True)
class ExitGroup:
    """Those who left one way, or (``open``) have not left. ``reasons`` are (reason, people): all that the way has, when it has
    several and anybody took it."""

    way: str
    share: Proportion
    reasons: tuple[tuple[str, Shown], ...] = ()


@dataclass(frozen=True, slots=True)
class Exits:
    """``before``: of everyone referred, those who have not started. ``after``: of everyone who started. ``passed_on`` are
    referrals that went on to another place, where they count; they are among neither."""

    before: tuple[ExitGroup, ...]
    after: tuple[ExitGroup, ...]
    passed_on: Shown


@dataclass(frozen=True, slots=True)
class _Counts:
    """People by category of the flow at this place; ``hidden`` are categories that another place would give away."""

    people: Mapping[str, int]
    hidden: frozenset[str]

    def of(self, *category: str) -> int:
        return self.people.get(":".join(category), 0)

    def is_hidden(self, *category: str) -> bool:
        return ":".join(category) in self.hidden


@dataclass(frozen=True, slots=True)
class Flows:
    """People by category of the flow and by organisation, all months and tracks together, at every organisation that a reader
    sees. ``inside`` are those of the place."""

    people: Mapping[str, Mapping[int, int]]
    inside: frozenset[int]


def flows_of(counted: CountedSums, around: CountedSums | None = None) -> Flows:
    """Those of places that are counted each by itself; ``around`` are those that the reader sees beside this place."""
    people: dict[str, dict[int, int]] = {}
    for each in filter(None, (counted, around)):
        for ((_scale, _occasion, category), _), by_place in each.people(_is_flow, _place).items():
            of = people.setdefault(category, {})
            for place, n in by_place.items():
                of[int(place)] = of.get(int(place), 0) + n
    return Flows(people, frozenset(row.place for row in counted.rows))


def _is_flow(place: Place) -> bool:
    return place[0] == FLOW


def _place(row: SumRow) -> int | None:
    return row.place if row.group == "all" else None


def exits(flows: Flows, flow: Sequence[FlowStep], threshold: int = THRESHOLD) -> Exits:
    """The figure of a place; ``flow`` is what is shown of the same people."""
    counts = _counts(flows, threshold)
    steps = {step.milestone: step.share.numerator for step in flow}
    referred, started = counts.of("referred"), counts.of("started")
    before = _judged(
        counts, BEFORE, BEFORE_START, referred - started, _told_before(counts, steps, threshold), threshold
    )
    after = _judged(counts, AFTER, AFTER_START, started, _told_after(steps), threshold)
    passed_on = hide(counts.of("passed_on"), threshold)
    return Exits(
        _groups(counts, BEFORE, before, (referred, steps["referred"], "referred"), threshold),
        _groups(counts, AFTER, after, (started, steps["started"], "started"), threshold),
        Hidden(Why.DERIVABLE, threshold) if counts.is_hidden("passed_on") else passed_on,
    )


def _counts(flows: Flows, threshold: int) -> _Counts:
    places: dict[str, dict[int, int]] = {}
    for category, by in flows.people.items():
        for number in _numbers_of(category):
            by_place = places.setdefault(number, {})
            for place, n in by.items():
                by_place[place] = by_place.get(place, 0) + n
    people = {category: sum(n for place, n in by.items() if place in flows.inside) for category, by in places.items()}
    hidden = frozenset(
        category
        for category, by_place in places.items()
        if not small(people[category], threshold) and withheld(flows.inside, by_place, threshold)
    )
    return _Counts(people, hidden)


def _numbers_of(category: str) -> tuple[str, ...]:
    """The numbers that a category is part of: its own, and, when it is a reason, that of its way."""
    kind, *way_and_reason = category.split(":")
    return (category, f"{kind}:{way_and_reason[0]}") if kind in (BEFORE, AFTER) else (category,)


def _told_before(counts: _Counts, steps: Mapping[str, Shown], threshold: int) -> set[str]:
    """What the flow would tell of those who have not started, if it were shown here."""
    given_away: set[str] = set()
    if isinstance(steps["started"], Hidden):
        given_away.add(OPEN)
    eligible = steps["eligible"]
    # Whoever is not eligible was declined, or has no answer yet; those must not be what is left over.
    if isinstance(eligible, int) and small(counts.of("referred") - eligible - counts.of(BEFORE, "declined"), threshold):
        given_away.add("declined")
    return given_away


def _told_after(steps: Mapping[str, Shown]) -> set[str]:
    return {OPEN} if isinstance(steps["started"], Hidden) else set()


def _judged(
    counts: _Counts, kind: str, ways: Sequence[str], together: int, given_away: Collection[str], threshold: int
) -> dict[str, tuple[int, Shown]]:
    """For each way, and for those who have not left, how many and what is shown of it: small numbers are hidden with what gives
    them away, and what is told elsewhere takes those who have not left with it."""
    people = {way: counts.of(kind, way) for way in ways}
    people[OPEN] = together - sum(people.values())
    closed = {*given_away, *(way for way in ways if counts.is_hidden(kind, way))}
    shown = suppress(people, threshold=threshold)
    for way in {*closed, OPEN} if closed else ():
        if not isinstance(shown[way], Hidden):
            shown[way] = Hidden(Why.DERIVABLE, threshold)
    return {way: (n, shown[way]) for way, n in people.items()}


def _groups(
    counts: _Counts,
    kind: str,
    judged: Mapping[str, tuple[int, Shown]],
    of: tuple[int, Shown, Population],
    threshold: int,
) -> tuple[ExitGroup, ...]:
    everyone, everyone_shown, population = of
    return tuple(
        ExitGroup(
            way, of_shown(n, shown, everyone, everyone_shown, population), _reasons(counts, kind, way, shown, threshold)
        )
        for way, (n, shown) in judged.items()
    )


def _reasons(counts: _Counts, kind: str, way: str, people: Shown, threshold: int) -> tuple[tuple[str, Shown], ...]:
    reasons = WAYS[way].reasons if way != OPEN else ()
    if len(reasons) < 2 or people == 0:
        return ()
    if isinstance(people, Hidden) or any(counts.is_hidden(kind, way, reason) for reason in reasons):
        return tuple((reason, Hidden(Why.DERIVABLE, threshold)) for reason in reasons)
    return tuple(suppress({reason: counts.of(kind, way, reason) for reason in reasons}, threshold=threshold).items())
