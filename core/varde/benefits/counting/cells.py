"""What one enrolment adds to the benefit cells, as a pure function of its facts.

A cell holds sums over enrolments. An enrolment that changes is taken out as it was and put in as it is, so any order
of updates, replays and removals ends where a rebuild ends; and because cells add, two trusts' cells are the cells of
their patients together. Sums are whole numbers (scores in billionths of a point), since sums of floats would depend on the
order they were added in: means of items and prorated totals lose nothing that a figure could show.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import add, attrgetter, sub
from typing import Literal

from varde.benefits.counting.operation import OperationFacts, operation_of
from varde.benefits.counting.recoveries import recoveries_of
from varde.benefits.counting.resources import waiting_days
from varde.benefits.figures.change import change_class, class_rule
from varde.benefits.figures.statistics import Moments, Pairs
from varde.benefits.values import Measure, primary_measure
from varde.standing.change import responds

Group = Literal["all", "responder", "non_responder"]

FLOW = "flow"
BEFORE, AFTER = "before", "after"
"""Kinds of categories of the flow: whether somebody who has ended had started."""
WAIT = "wait"
OPERATION = "operation"
ANSWER = "answer"
"""The occasion of the wait for the clinic's answer; the wait for the start has none."""
IMPORTED = "imported"
GRAIN = 10**9
"""Parts of a point that sums count in."""
LARGE = 512
"""Points from which a score is counted in millionths, so that its squares fit where they are kept."""


@dataclass(frozen=True, slots=True, order=True)
class CellKey:
    """Where a sum belongs. ``month`` is ``YYYY-MM``; ``track`` is "" for a programme without tracks.

    ``category`` "" holds the scores; others hold counts: ``band:<band>``, ``pair:<band>><band>`` (start to this
    occasion), ``responder:yes|no``, ``change:<class>``. Scale ``flow`` has milestones as categories (``referred``,
    ``eligible``, ``started``, ``answered:<occasion>``, for whoever has ended ``before:<way>:<reason>`` or
    ``after:<way>:<reason>`` the start, and by themselves ``passed_on``, and ``imported`` for those who started elsewhere);
    scale ``wait`` has days as scores and ``day:<n>`` counts: from the referral to the start, and (occasion ``answer``) to the
    answer; scale ``operation`` has the subjects of :mod:`varde.benefits.counting.operation` as occasions.
    """

    organisation_id: int
    programme: str
    track: str
    month: str
    group: Group
    scale: str
    occasion: str
    category: str


@dataclass(frozen=True, slots=True)
class CellStats:
    """Sums that add and subtract exactly: ``s1``, ``px1``, ``py1`` in parts of a point (:data:`GRAIN`), squares in parts of those.

    ``n``, ``s1``, ``s2`` cover everyone with a score; ``pn`` to ``pxy`` those with a score at the start too (x the
    start, y this occasion). Counts use ``n`` alone.
    """

    n: int = 0
    s1: int = 0
    s2: int = 0
    pn: int = 0
    px1: int = 0
    px2: int = 0
    py1: int = 0
    py2: int = 0
    pxy: int = 0

    def __add__(self, addend: CellStats) -> CellStats:
        return CellStats(*map(add, sums_of(self), sums_of(addend)))

    def __sub__(self, subtrahend: CellStats) -> CellStats:
        return CellStats(*map(sub, sums_of(self), sums_of(subtrahend)))

    def __bool__(self) -> bool:
        """False for a cell that holds nothing and need not be kept."""
        return self != _NOTHING

    @property
    def moments(self) -> Moments:
        """Everyone with a score, in points."""
        return Moments(self.n, self.s1 / GRAIN, self.s2 / GRAIN**2)

    @property
    def pairs(self) -> Pairs:
        """Those with a score at the start too, in points."""
        return Pairs(
            self.pn, self.px1 / GRAIN, self.px2 / GRAIN**2, self.py1 / GRAIN, self.py2 / GRAIN**2, self.pxy / GRAIN**2
        )


sums_of = attrgetter("n", "s1", "s2", "pn", "px1", "px2", "py1", "py2", "pxy")
"""The nine sums as a tuple."""
parts_of = attrgetter("organisation_id", "programme", "track", "month", "group", "scale", "occasion", "category")
"""The eight parts of a key as a tuple."""
_NOTHING = CellStats()
_ONE = CellStats(n=1)

Cells = dict[CellKey, CellStats]
Place = tuple[str, str, str]
"""Scale, occasion and category."""


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """A scored answer. ``scale`` is an instrument's key or ``instrument.subscore``; ``total`` None was not scored."""

    scale: str
    occasion: str
    total: float | None
    band: str | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentFacts:
    """What the cells need to know about one enrolment; nothing that names the person.

    ``started`` is None until the first module is opened or the first treatment contact. ``answered`` lists the
    occasions with a submitted response. ``measures`` are the programme's own; those for other tracks are ignored.
    """

    organisation_id: int
    programme: str
    track: str | None
    referred: date
    eligible: bool
    started: date | None
    answered: frozenset[str] = frozenset()
    scores: tuple[ScoreFact, ...] = ()
    measures: tuple[Measure, ...] = ()
    passed_on: bool = False
    """The referral went on to another place, where it counts: here it is no more than that."""
    ended: tuple[str, str] | None = None
    """The way out and its coded reason; None while it has not ended."""
    decided: date | None = None
    """When the clinic answered the referral."""
    people: tuple[tuple[str, str], ...] = ()
    """Of which people she is one besides: dimension and value (:mod:`varde.benefits.counting.dimensions`)."""
    operation: OperationFacts | None = None
    """What was done in it; None where nobody asked."""

    @property
    def month(self) -> str:
        """The cell month: of the start, or of the referral for those who never started."""
        return (self.started or self.referred).strftime("%Y-%m")

    def own_measures(self) -> tuple[Measure, ...]:
        """The measures of this enrolment's programme and track."""
        return tuple(m for m in self.measures if m.programme == self.programme and m.for_track(self.track))


def contributions(enrolment: EnrolmentFacts) -> Cells:
    """What this enrolment adds to each cell. Only those who started add scores; everyone adds to the flow.

    :raises ValueError: two scores for one scale and occasion, or a score that is not a finite number.
    """
    cells: Cells = {}
    for group, scale, occasion, category, stats in _entries(enrolment, _groups(enrolment)):
        key = CellKey(
            enrolment.organisation_id,
            enrolment.programme,
            enrolment.track or "",
            enrolment.month,
            group,
            scale,
            occasion,
            category,
        )
        cells[key] = cells[key] + stats if key in cells else stats
    return cells


def entries_of(enrolment: EnrolmentFacts, *, way_in: bool = True) -> dict[Place, CellStats]:
    """The same by scale, occasion and category alone: whatever group she is in, she adds it there. Without her ``way_in``, what
    :func:`without_way_in` leaves."""
    entries: dict[Place, CellStats] = {}
    for _, scale, occasion, category, stats in _entries(enrolment, ("all",)):
        place = (scale, occasion, category)
        if not way_in and is_way_in(scale):
            if category != "started":
                continue
            place = (scale, occasion, IMPORTED)
        entries[place] = entries[place] + stats if place in entries else stats
    return entries


def group_of(enrolment: EnrolmentFacts) -> Group:
    """Responder or not by the primary outcome at its first follow-up; ``all`` until that can be said."""
    primary = primary_measure(enrolment.own_measures(), enrolment.track)
    if primary is None or primary.responder is None or primary.start_occasion is None or enrolment.started is None:
        return "all"
    totals = {(s.scale, s.occasion): s.total for s in enrolment.scores}
    start, later = (totals.get((primary.scale, o)) for o in (primary.start_occasion, primary.follow_up[0]))
    answer = responds(start, later, primary.responder, primary.direction)
    return "all" if answer is None else ("responder" if answer else "non_responder")


def without_way_in(cells: Cells) -> Cells:
    """What somebody adds who was treated elsewhere and imported: her scores, and that she started. Nobody knows how she
    was referred or who was not taken in beside her, so she is in no flow and has no waiting time."""
    kept: Cells = {}
    for key, stats in cells.items():
        if key.scale == FLOW and key.category == "started":
            kept[replace(key, category=IMPORTED)] = stats
        elif not is_way_in(key.scale):
            kept[key] = stats
    return kept


def is_way_in(scale: str) -> bool:
    """Whether a sum is of how she came in, or of what was done here; of whoever was treated elsewhere that is not known."""
    return scale in (FLOW, WAIT, OPERATION)


def difference(old: Mapping[CellKey, CellStats], new: Mapping[CellKey, CellStats]) -> Cells:
    """What to add to the stored cells so that an enrolment that gave ``old`` gives ``new``; empty when equal."""
    changed = {key: new.get(key, _NOTHING) - old.get(key, _NOTHING) for key in {**old, **new}}
    return {key: stats for key, stats in changed.items() if stats}


def merged(*parts: Mapping[CellKey, CellStats]) -> Cells:
    """The cells of several parts together; cells that come out empty are left out."""
    cells: Cells = {}
    for part in parts:
        for key, stats in part.items():
            cells[key] = cells.get(key, _NOTHING) + stats
    return {key: stats for key, stats in cells.items() if stats}


_Entry = tuple[Group, str, str, str, CellStats]


def _groups(enrolment: EnrolmentFacts) -> tuple[Group, ...]:
    group = group_of(enrolment)
    return ("all",) if group == "all" else ("all", group)


def _entries(enrolment: EnrolmentFacts, groups: Iterable[Group]) -> Iterator[_Entry]:
    for milestone in _milestones(enrolment):
        yield "all", FLOW, "", milestone, _ONE
    if enrolment.operation is not None and not enrolment.passed_on:
        for subject, category, number in operation_of(enrolment.operation):
            yield "all", OPERATION, subject, category, CellStats(n=number) if category else _score(number)
    for occasion, days in _waits(enrolment):
        yield "all", WAIT, occasion, "", _score(days)
        yield "all", WAIT, occasion, f"day:{days}", _ONE
    if enrolment.started is None:
        return
    for scale, occasion, category, stats in _score_entries(enrolment):
        for group in groups:
            yield group, scale, occasion, category, stats


def _waits(enrolment: EnrolmentFacts) -> Iterator[tuple[str, int]]:
    """The days to the start and to the answer; neither of a referral that another place answers."""
    ends = (("", enrolment.started), (ANSWER, enrolment.decided))
    for occasion, end in ends if not enrolment.passed_on else ():
        if end is not None and end >= enrolment.referred:
            yield occasion, waiting_days(enrolment.referred, end) or 0


def _milestones(enrolment: EnrolmentFacts) -> Iterator[str]:
    started = enrolment.started is not None
    if enrolment.passed_on:
        yield "passed_on"
        return
    yield "referred"
    if enrolment.eligible or started:
        yield "eligible"
    if enrolment.ended is not None:
        yield ":".join((AFTER if started else BEFORE, *enrolment.ended))
    if started:
        yield "started"
        yield from (f"answered:{occasion}" for occasion in sorted(enrolment.answered))


def _score_entries(enrolment: EnrolmentFacts) -> Iterator[tuple[str, str, str, CellStats]]:
    scores = _by_place(enrolment.scores)
    measures = enrolment.own_measures()
    for (scale, occasion), fact in scores.items():
        measure = measure_of(scale, measures)
        start = scores.get((scale, measure.start_occasion or "")) if measure else None
        if start is None or occasion == start.occasion:
            start = None
        if fact.total is not None:
            beside = start.total if start is not None and start.total is not None else None
            yield scale, occasion, "", _score(fact.total, beside or 0.0) + _pair(beside, fact.total)
        if fact.band is not None:
            yield scale, occasion, f"band:{fact.band}", _ONE
        if measure and start and occasion in measure.follow_up:
            yield from ((scale, occasion, category, _ONE) for category in categories(measure, start, fact))
    totals = {place: fact.total for place, fact in scores.items()}
    yield from ((*place, _ONE) for place in recoveries_of(totals, measures))


def _by_place(scores: Iterable[ScoreFact]) -> dict[tuple[str, str], ScoreFact]:
    by_place: dict[tuple[str, str], ScoreFact] = {}
    for fact in scores:
        place = (fact.scale, fact.occasion)
        if place in by_place:
            raise ValueError(f"The scale {fact.scale} has two scores at {fact.occasion}; an occasion has one.")
        by_place[place] = fact
    return by_place


def measure_of(scale: str, measures: Iterable[Measure]) -> Measure | None:
    """The measure whose own scale this is; else the one that lists it among its subscales or whose instrument it is."""
    candidates = tuple(measures)
    own = next((m for m in candidates if m.scale == scale), None)
    if own is not None:
        return own
    return next((m for m in candidates if scale.split(".")[0] == m.instrument), None)


def categories(measure: Measure, start: ScoreFact, fact: ScoreFact) -> Iterator[str]:
    """What somebody counts as at a follow-up, from her score then and at the start."""
    if start.band is not None and fact.band is not None:
        yield f"pair:{start.band}>{fact.band}"
    if fact.scale != measure.scale or start.total is None or fact.total is None:
        return
    if measure.responder is not None:
        answer = responds(start.total, fact.total, measure.responder, measure.direction)
        if answer is not None:
            yield "responder:yes" if answer else "responder:no"
    rule = class_rule(measure)
    if rule is not None:
        yield f"change:{change_class(start.total, fact.total, *rule, measure.direction)}"


def _score(total: float, beside: float = 0.0) -> CellStats:
    value = _grains(total, beside)
    return CellStats(n=1, s1=value, s2=value * value)


def _pair(start: float | None, total: float) -> CellStats:
    if start is None:
        return _NOTHING
    x, y = _grains(start, total), _grains(total, start)
    return CellStats(pn=1, px1=x, px2=x * x, py1=y, py2=y * y, pxy=x * y)


def _grains(total: float, beside: float = 0.0) -> int:
    """A score in parts of a point; both of a pair are as fine as the larger of them, since they share a slot."""
    if not math.isfinite(total):
        raise ValueError(f"A score must be a finite number, not {total}.")
    if max(abs(total), abs(beside)) < LARGE:
        return round(total * GRAIN)
    return round(total * 10**6) * (GRAIN // 10**6)
