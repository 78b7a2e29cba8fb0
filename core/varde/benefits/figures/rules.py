"""The figures of the benefits page, from cells. Values only: the sentences are made where they are shown.

Every figure carries its numerator, its denominator and the rule for the denominator, and small numbers are hidden
here already (:mod:`varde.benefits.figures.suppression`), so page, chart, file and API show the same. Populations: ``referred``
everyone referred; ``started`` everyone who started, answered or not; ``paired`` those with a score at the start and
at the follow-up; ``answered`` everyone with a score at that occasion; ``unwell`` those of the paired who were above a cut-off at
the start.

Hiding works within a figure. Two filters that differ by a few people must be refused by whoever offers the filters
(:func:`varde.benefits.figures.suppression.differs_by_few`). Those who started so lately that the follow-up is not due yet
count as not answered; leave their months out with ``last`` in :meth:`varde.benefits.counting.counted.CountedSums.chosen`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from varde.benefits.counting.cells import IMPORTED, Group
from varde.benefits.figures.change import ChangeClass, class_rule
from varde.benefits.figures.statistics import Interval, Moments, Paired, Welch, paired, welch, wilson
from varde.benefits.figures.suppression import differs_by_few, hide, small, suppress, suppress_flow
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD, Hidden, Shown, Why
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.benefits.counting.pool import Pool

Population = Literal["referred", "started", "paired", "answered", "unwell"]
GROUPS: tuple[Group, ...] = ("responder", "non_responder")


@dataclass(frozen=True, slots=True)
class Proportion:
    """``numerator`` of ``denominator``, whose rule is ``population``; ``interval`` is Wilson's, 95 %, shares 0-1.

    ``share`` is None when the denominator is 0, and hidden when a number is. The interval is None then too.
    """

    numerator: Shown
    denominator: Shown
    population: Population
    share: float | Hidden | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Average:
    """A mean in points of the scale with its SD and 95 % interval. Hidden together when ``n`` is; None without spread
    (n of 1) or without scores."""

    n: Shown
    mean: float | Hidden | None
    sd: float | Hidden | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step from referred to answered. ``share`` is of those referred."""

    milestone: str
    share: Proportion


def flow(
    cells: Pool, occasions: Sequence[str], *, tracks: Collection[str] = (), threshold: int = THRESHOLD
) -> tuple[FlowStep, ...]:
    """Referred, eligible, started, and answered at each of ``occasions``.

    A step is hidden when the few who left before it could be counted. Answered steps are each compared with those
    who started, not with one another: who answers at 6 months need not have answered at 3.
    """
    before = ["referred", "eligible", "started"]
    after = [f"answered:{occasion}" for occasion in occasions]
    common = [cells.milestone(name, tracks) for name in before]
    answered = [cells.milestone(name, tracks) for name in after]
    shown = list(suppress_flow(common, answered, threshold))
    for place in (0, 1):  # who hands over sums without a step tells of those after it all the same
        if common[place] < max(common[place:]):
            shown[place] = Hidden(Why.DERIVABLE, threshold)
    return tuple(
        FlowStep(name, of_shown(count, value, common[0], shown[0], "referred"))
        for name, count, value in zip([*before, *after], [*common, *answered], shown, strict=True)
    )


@dataclass(frozen=True, slots=True)
class ResponderRate:
    """Responders among those with both scores, and among all who started (a missing answer is no response)."""

    measure: Measure
    occasion: str
    of_paired: Proportion
    of_started: Proportion


def responder_rate(cells: Pool, measure: Measure, occasion: str, *, threshold: int = THRESHOLD) -> ResponderRate:
    """How many responded by the measure's rule; always with both denominators, never one alone."""
    people = cells.counts("all", measure.scale, occasion, "responder", measure.tracks)
    k, n = people.get("yes", 0), sum(people.values())
    of_paired, of_started = _twice(k, n, cells, measure, threshold)
    return ResponderRate(measure, occasion, of_paired, of_started)


@dataclass(frozen=True, slots=True)
class SeverityLevel:
    """One step of severity, at the start and at the follow-up, among the same people."""

    key: str
    title: Text
    start: Proportion
    later: Proportion


@dataclass(frozen=True, slots=True)
class SeverityShift:
    """How severity moved among the ``n`` people with a band at both times."""

    measure: Measure
    occasion: str
    group: Group
    n: Shown
    levels: tuple[SeverityLevel, ...]


def severity_shift(
    cells: Pool, measure: Measure, occasion: str, *, group: Group = "all", threshold: int = THRESHOLD
) -> SeverityShift:
    """Shares per severity step, paired. ``group`` other than ``all`` is selected on the outcome; say so."""
    moves = cells.counts(group, measure.scale, occasion, "pair", measure.tracks)
    n = sum(moves.values())
    step_of = {band: step.key for step in measure.severity for band in step.bands}
    start: dict[str, int] = {step.key: 0 for step in measure.severity}
    later = dict(start)
    for move, people in moves.items():
        before, after = (step_of.get(band) for band in move.split(">"))
        if before is None or after is None:
            raise ValueError(f"The bands {move} of {measure.scale} have no severity step in the measure {measure.key}.")
        start[before] += people
        later[after] += people
    rows = [_distribution(row, n, "paired", threshold) for row in (start, later)]
    levels = tuple(SeverityLevel(s.key, s.title, rows[0][s.key], rows[1][s.key]) for s in measure.severity)
    return SeverityShift(measure, occasion, group, hide(n, threshold), levels)


@dataclass(frozen=True, slots=True)
class GroupSeries:
    """A group's average at each occasion, everyone who answered."""

    group: Group
    points: tuple[tuple[str, Average], ...]


@dataclass(frozen=True, slots=True)
class MeanTrajectory:
    """Averages over time per group. Groups other than ``all`` are selected on the outcome; say so."""

    measure: Measure
    series: tuple[GroupSeries, ...]


def trajectory(
    cells: Pool,
    measure: Measure,
    *,
    groups: Sequence[Group] = GROUPS,
    occasions: Sequence[str] = (),
    threshold: int = THRESHOLD,
) -> MeanTrajectory:
    """Mean, SD, n and 95 % interval per group and occasion (empty: the measure's own start and follow-ups).

    A follow-up is of those with a score at the start too, the same people as in the change to it. The start is of everybody with
    a score then; where that is a few more than answered at the first follow-up too, it is of these, or the two would tell of the
    few.
    """
    chosen = tuple(occasions) or (*((measure.start_occasion,) if measure.start_occasion else ()), *measure.follow_up)
    by_occasion = {o: _averages(cells, measure, o, groups, threshold) for o in chosen}
    return MeanTrajectory(measure, tuple(GroupSeries(g, tuple((o, by_occasion[o][g]) for o in chosen)) for g in groups))


@dataclass(frozen=True, slots=True)
class PairedChange:
    """A scale at the start and at the follow-up among the same ``n`` people; ``test`` is None when hidden."""

    scale: str
    title: Text
    n: Shown
    start: Average
    later: Average
    test: Paired | None


def paired_change(
    cells: Pool, measure: Measure, occasion: str, *, group: Group = "all", threshold: int = THRESHOLD
) -> PairedChange:
    """The measure's own scale, paired, with the test and its effect sizes."""
    return _paired_change(cells, measure, measure.scale, measure.title, occasion, group, threshold)


def subscales(
    cells: Pool, measure: Measure, occasion: str, *, group: Group = "all", threshold: int = THRESHOLD
) -> tuple[PairedChange, ...]:
    """Each of the measure's subscales, paired, in the order declared."""
    return tuple(
        _paired_change(cells, measure, part.scale, part.title, occasion, group, threshold) for part in measure.subscales
    )


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """A measure that is only asked afterwards: everyone, and the two groups with Welch's test when both are shown."""

    measure: Measure
    occasion: str
    everyone: Average
    responders: Average
    non_responders: Average
    test: Welch | None


def satisfaction(cells: Pool, measure: Measure, occasion: str, *, threshold: int = THRESHOLD) -> Satisfaction:
    """The average at one occasion. ``everyone`` may include people of neither group (no start score)."""
    groups = _averages(cells, measure, occasion, GROUPS, threshold)
    everyone = _averages(cells, measure, occasion, ("all",), threshold)["all"]
    yes, no = (cells.stats(g, measure.scale, occasion, "", measure.tracks).moments for g in GROUPS)
    open_groups = not any(isinstance(groups[g].n, Hidden) for g in GROUPS)
    return Satisfaction(
        measure,
        occasion,
        everyone,
        groups["responder"],
        groups["non_responder"],
        welch(yes, no) if open_groups else None,
    )


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class of change, among those with both scores and among all who started."""

    change: ChangeClass
    of_paired: Proportion
    of_started: Proportion


@dataclass(frozen=True, slots=True)
class ClinicalSignificance:
    """Jacobson and Truax' table for one measure and occasion."""

    measure: Measure
    occasion: str
    n: Shown
    rows: tuple[ClassRow, ...]


def clinical_significance(
    cells: Pool, measure: Measure, occasion: str, *, group: Group = "all", threshold: int = THRESHOLD
) -> ClinicalSignificance:
    """Recovered, improved, unchanged and deteriorated: counted per patient when they answered, added up here."""
    people = cells.counts(group, measure.scale, occasion, "change", measure.tracks)
    rule = class_rule(measure)
    # Without a cut-off nobody can be recovered, and a cell that is always 0 hides nothing.
    possible = [c for c in ChangeClass if c is not ChangeClass.RECOVERED or rule is None or rule[1] is not None]
    counts = {change: people.get(change.value, 0) for change in possible}
    n, started = sum(counts.values()), cells.started(measure.tracks)
    paired_rows = _distribution(counts, n, "paired", threshold)
    missing_hidden = _started_tells(cells, measure, n, threshold)
    rows = tuple(
        ClassRow(c, paired_rows[c], _like(paired_rows[c], k, started, missing_hidden, threshold))
        for c, k in counts.items()
    )
    return ClinicalSignificance(measure, occasion, hide(n, threshold), rows)


def _paired_change(
    cells: Pool, measure: Measure, scale: str, title: Text, occasion: str, group: Group, threshold: int
) -> PairedChange:
    pairs = cells.stats(group, scale, occasion, "", measure.tracks).pairs
    n = hide(pairs.n, threshold)
    test = None if isinstance(n, Hidden) else paired(pairs)
    return PairedChange(scale, title, n, average_of(pairs.x, n), average_of(pairs.y, n), test)


def _averages(
    cells: Pool, measure: Measure, occasion: str, groups: Sequence[Group], threshold: int
) -> dict[Group, Average]:
    moments = {g: _scores(cells, measure, occasion, g, threshold) for g in groups}
    shown = suppress({g: m.n for g, m in moments.items()}, total_published=len(moments) > 1, threshold=threshold)
    return {g: average_of(moments[g], shown[g]) for g in groups}


def _scores(cells: Pool, measure: Measure, occasion: str, group: Group, threshold: int) -> Moments:
    """The scores that a mean at this occasion is of (:func:`trajectory`); of what is only asked afterwards, everybody's."""
    stats = cells.stats(group, measure.scale, occasion, "", measure.tracks)
    if measure.start_occasion is None:
        return stats.moments
    if occasion in measure.follow_up:
        return stats.pairs.y
    kept = cells.stats(group, measure.scale, measure.follow_up[0], "", measure.tracks).pairs
    return kept.x if small(stats.n - kept.n, threshold) else stats.moments


def average_of(moments: Moments, n: Shown) -> Average:
    if isinstance(n, Hidden):
        return Average(n, n, n, None)
    return Average(n, moments.mean, moments.sd, moments.ci95)


def _twice(k: int, n: int, cells: Pool, measure: Measure, threshold: int) -> tuple[Proportion, Proportion]:
    """``k`` of ``n`` and of all who started; what one hides, the other may not give away."""
    first, started = _proportion(k, n, "paired", threshold), cells.started(measure.tracks)
    return first, _like(first, k, started, _started_tells(cells, measure, n, threshold), threshold)


def _started_tells(cells: Pool, measure: Measure, n: int, threshold: int) -> bool:
    """Whether how many started would tell of a few: of those without an answer, or, beside the flow, of those who were imported."""
    few = small(cells.milestone(IMPORTED, measure.tracks), threshold)
    return few or missing_are_few(n, cells.started(measure.tracks), threshold)


def missing_are_few(n: int, started: int, threshold: int) -> bool:
    """Whether those who started minus the ``n`` who answered may be a few; a hidden ``n`` may be any small number."""
    answered = range(1, threshold) if small(n, threshold) else (n,)
    return any(differs_by_few(count, started, threshold) for count in answered)


def _like(first: Proportion, k: int, started: int, missing_hidden: bool, threshold: int) -> Proportion:
    """The same numerator of all who started, hidden wherever the first one is, and without its denominator when
    the two denominators differ by a few."""
    denominator = Hidden(Why.DERIVABLE, threshold) if missing_hidden else hide(started, threshold)
    if isinstance(first.numerator, Hidden):
        return Proportion(first.numerator, denominator, "started", first.numerator, None)
    if isinstance(denominator, Hidden):
        return Proportion(first.numerator, denominator, "started", denominator, None)
    return Proportion(first.numerator, denominator, "started", _share(k, started), wilson(k, started))


def _proportion(k: int, n: int, population: Population, threshold: int) -> Proportion:
    return _distribution({"with": k, "without": n - k}, n, population, threshold)["with"]


def of_shown(k: int, shown: Shown, n: int, of: Shown, population: Population) -> Proportion:
    """A share of counts that were already judged together."""
    hidden = shown if isinstance(shown, Hidden) else of
    if isinstance(hidden, Hidden):
        return Proportion(shown, of, population, hidden, None)
    return Proportion(k, n, population, _share(k, n), wilson(k, n))


def _share(k: int, n: int) -> float | None:
    return k / n if n else None


def _distribution(
    counts: Mapping[str, int] | Mapping[ChangeClass, int], n: int, population: Population, threshold: int
) -> dict[str, Proportion]:
    """Shares that sum to one over shown ``n``; small cells and what would give them away are hidden."""
    of = hide(n, threshold)
    by_name: dict[str, int] = {str(name): count for name, count in counts.items()}
    # Few in all are known to be somewhere: a shown cell would say where not.
    cells = dict.fromkeys(by_name, of) if isinstance(of, Hidden) else suppress(by_name, threshold=threshold)
    return {name: of_shown(count, cells[name], n, of, population) for name, count in by_name.items()}
