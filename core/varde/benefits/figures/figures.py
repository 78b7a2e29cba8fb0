"""Every figure of a programme's benefits page and file, from cells: one value that both are made of.

Hiding within a figure is done in :mod:`varde.benefits.figures.rules`; here it is done between figures: the two groups are left
out where everyone minus one of them, or everyone minus both, would be a few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from varde.benefits.counting.cells import Group
from varde.benefits.figures import rules
from varde.benefits.figures.change import ChangeClass
from varde.benefits.figures.exits import Exits, Flows, exits, flows_of
from varde.benefits.figures.later_changes import later_changes, without_numbers
from varde.benefits.figures.recovery import RecoveryFigure, recovery
from varde.benefits.figures.rules import (
    GROUPS,
    Average,
    ClassRow,
    ClinicalSignificance,
    FlowStep,
    MeanTrajectory,
    PairedChange,
    ResponderRate,
    Satisfaction,
    SeverityShift,
)
from varde.benefits.figures.started import answers, flow_of, tells_started, without_started
from varde.benefits.figures.suppression import small, suppress
from varde.benefits.figures.waiting import WaitingPeriod, wait_for_answer, waited_in_all, waiting
from varde.benefits.values import Measure, measure_beside
from varde.charts.values import THRESHOLD, Hidden, Why

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums
    from varde.benefits.counting.pool import Pool

MOST_QUARTERS = 12
NOTHING_HIDDEN = 1
"""The limit below which a figure is made that is hidden afterwards, together with others."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is looked at: one track or (None) all, months ``YYYY-MM`` both included, and whether people are parted into
    responders and non-responders. ``undue`` are follow-ups that some began too lately to have had time to answer. Where
    anybody came after the month ``told_to``, nothing tells of them yet."""

    first: str
    last: str
    track: str | None = None
    split: bool = False
    undue: tuple[str, ...] = ()
    told_to: str | None = None


@dataclass(frozen=True, slots=True)
class Subscales:
    """The parts of one measure at the start and at a follow-up, in one group."""

    measure: Measure
    occasion: str
    group: Group
    rows: tuple[PairedChange, ...]


@dataclass(frozen=True, slots=True)
class MeasureFigures:
    """What one measure shows. Severity and subscales have one figure for everyone, or one for each group. ``change`` is that at the
    first follow-up, ``later_changes`` those at the others by occasion. ``recovery`` is there where every month and track is
    looked at."""

    measure: Measure
    rates: tuple[ResponderRate, ...] = ()
    change: PairedChange | None = None
    trajectory: MeanTrajectory | None = None
    severity: tuple[SeverityShift, ...] = ()
    subscales: tuple[Subscales, ...] = ()
    classes: ClinicalSignificance | None = None
    satisfaction: Satisfaction | None = None
    later_changes: tuple[tuple[str, PairedChange], ...] = ()
    recovery: RecoveryFigure | None = None

    @property
    def changes(self) -> tuple[tuple[str, PairedChange], ...]:
        """The change at every follow-up that has any, by occasion."""
        first = ((self.measure.follow_up[0], self.change),) if self.change is not None else ()
        return (*first, *self.later_changes)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is shown. ``measures`` have answers, primary ones first; ``unanswered`` are declared and have
    none."""

    selection: Selection
    flow: tuple[FlowStep, ...]
    waiting: tuple[WaitingPeriod, ...]
    measures: tuple[MeasureFigures, ...]
    unanswered: tuple[Measure, ...]
    exits: Exits | None = None
    """How people left; None where not every month and track is looked at."""
    waited: WaitingPeriod | None = None
    """The wait for the start, of all periods together; None where that would tell of a few."""
    answer: WaitingPeriod | None = None
    """The wait for the answer to the referral."""
    kept_back: tuple[Measure, ...] = ()
    """Measures of which figures are left out because another place would give a few away."""

    @property
    def main(self) -> MeasureFigures | None:
        """The measure that headlines: the first one, primary ones before others, whose change can be shown; else the
        first that is asked at the start."""
        changes = [(m, m.change) for m in self.measures if m.change is not None]
        return next((m for m, change in changes if change.test is not None), next((m for m, _ in changes), None))

    @property
    def tells_started(self) -> bool:
        """Whether the flow says how many started: else no other figure, here or elsewhere, may say it."""
        return tells_started(self.flow)

    @property
    def empty(self) -> bool:
        """Nobody is referred in this selection, and nobody's scores are brought in."""
        return self.flow[0].share.numerator == 0 and not self.measures

    @property
    def parted(self) -> bool:
        """Whether any figure has one line or one drawing for each group."""
        lines = [len(m.trajectory.series) for m in self.measures if m.trajectory is not None]
        groups = [parts.group for m in self.measures for parts in m.subscales]
        return any(number > 1 for number in lines) or any(group != "all" for group in groups)

    @property
    def grouped(self) -> bool:
        """Whether the groups are seen anywhere; satisfaction always shows them when they are large enough."""
        asked_later = [m.satisfaction for m in self.measures if m.satisfaction is not None]
        return self.parted or any(isinstance(figure.responders.mean, float) for figure in asked_later)


def report(
    counted: CountedSums,
    programme: str,
    measures: Sequence[Measure],
    selection: Selection,
    *,
    closed: Collection[tuple[str, str]] = (),
    flows: Flows | None = None,
    threshold: int = THRESHOLD,
) -> Report:
    """The figures of a programme. ``measures`` are its own, in any order. Costs the number of months.

    ``flows`` are those of what the same reader sees at this place and at others: what left there may not be told by what left
    here. None: nothing else is seen. ``closed`` are (scale, occasion) and (flow, milestone) that may not be shown
    (:func:`varde.benefits.figures.periods.few_by_track`).
    """
    tracks = [selection.track] if selection.track else None
    own = [m for m in measures if m.programme == programme and (not selection.track or m.for_track(selection.track))]
    inside = counted.chosen(tracks=tracks, first=selection.first, last=selection.last)
    together = inside.pool(closed)
    answered = sorted((m for m in own if answers(together, m)), key=lambda m: _rank(together, m))
    flow = flow_of(together, answered, own, closed, threshold, on_track=tracks is not None)
    months = counted.months
    periods = _waiting(inside, threshold)
    whole = selection.track is None and (not months or selection.first <= months[0] <= months[-1] <= selection.last)
    beside = own if whole else []
    whole = whole and together.milestone("referred") >= together.milestone("started")
    page = Report(
        selection,
        flow,
        periods,
        tuple(_without(_measure(together, m, beside, selection.split, threshold), closed, threshold) for m in answered),
        tuple(m for m in own if m not in answered),
        exits(flows or flows_of(counted), flow, threshold) if whole else None,
        _waited(inside, periods, threshold),
        wait_for_answer(inside, threshold=threshold),
    )
    if page.tells_started or together.started() < threshold:
        return page
    # Where the flow does not say how many started, nothing else says it either.
    measures_left = tuple(without_started(figures, threshold) for figures in page.measures)
    return replace(page, waiting=(), waited=None, measures=measures_left)


def _rank(cells: Pool, measure: Measure) -> tuple[bool, bool, int]:
    """Primary measures first, then by how many answered twice; what is only asked afterwards comes last."""
    paired = cells.stats("all", measure.scale, measure.follow_up[0], "", measure.tracks).pn
    return (not measure.primary, measure.start_occasion is None, -paired)


def _measure(cells: Pool, measure: Measure, beside: Sequence[Measure], split: bool, threshold: int) -> MeasureFigures:
    """Its figures; recovery is read with one of those ``beside``."""
    first = measure.follow_up[0]
    if measure.start_occasion is None:
        figure = rules.satisfaction(cells, measure, first, threshold=threshold)
        return MeasureFigures(measure, satisfaction=_without_rest(cells, figure, threshold))
    pairs = sum(cells.counts("all", measure.scale, first, "pair", measure.tracks).values())
    parted = split and _both(cells, measure, first) and _apart(cells, measure.scale, measure, first, threshold)
    groups: tuple[Group, ...] = GROUPS if parted else ("all",)
    later = tuple(later_changes(cells, measure, threshold=threshold))
    closed = {occasion for occasion, change in later if isinstance(change.n, Hidden)}
    return MeasureFigures(
        measure,
        rates=_rates(cells, measure, closed, threshold),
        change=rules.paired_change(cells, measure, first, threshold=threshold),
        trajectory=_trajectory(cells, measure, groups, closed, threshold),
        severity=tuple(
            rules.severity_shift(cells, measure, first, group=g, threshold=threshold)
            for g in (groups if _levels_open(cells, measure, first, threshold) else ("all",))
        )
        if measure.severity and pairs
        else (),
        subscales=_subscales(cells, measure, first, split, threshold),
        classes=_classes(cells, measure, first, threshold),
        later_changes=later,
        recovery=recovery(cells, measure, measure_beside(measure, beside), threshold=threshold),
    )


def _rates(cells: Pool, measure: Measure, closed: Collection[str], threshold: int) -> tuple[ResponderRate, ...]:
    rates = (rules.responder_rate(cells, measure, o, threshold=threshold) for o in measure.follow_up)
    return tuple(
        without_numbers(rate, threshold) if rate.occasion in closed else rate
        for rate in rates
        if rate.of_paired.denominator != 0
    )


def _classes(cells: Pool, measure: Measure, occasion: str, threshold: int) -> ClinicalSignificance | None:
    classes = rules.clinical_significance(cells, measure, occasion, threshold=threshold)
    return _beside_responders(cells, classes, threshold) if classes.n != 0 else None


_BETTER = (ChangeClass.RECOVERED, ChangeClass.IMPROVED)


def _beside_responders(cells: Pool, figure: ClinicalSignificance, threshold: int) -> ClinicalSignificance:
    """Where everybody who responds is in one of the better classes, the rate says how many these are together, and how many the
    others are: of either no class is hidden alone."""
    measure, occasion = figure.measure, figure.occasion
    people = cells.counts("all", measure.scale, occasion, "responder", measure.tracks)
    classes = cells.counts("all", measure.scale, occasion, "change", measure.tracks)
    yes = people.get("yes", 0)
    no = sum(people.values()) - yes
    if small(yes, threshold) or small(no, threshold) or yes != sum(classes.get(change, 0) for change in _BETTER):
        return figure
    better = [row for row in figure.rows if row.change in _BETTER]
    no_better = [row for row in figure.rows if row.change not in _BETTER]
    return replace(figure, rows=(*_all_or_none(better, threshold), *_all_or_none(no_better, threshold)))


def _all_or_none(rows: Sequence[ClassRow], threshold: int) -> Iterator[ClassRow]:
    """These classes, hidden together when one of them is."""
    hidden = Hidden(Why.DERIVABLE, threshold)
    if not any(isinstance(row.of_paired.numerator, Hidden) for row in rows):
        yield from rows
        return
    for row in rows:
        of_both = (
            replace(share, numerator=hidden, share=hidden, interval=None) for share in (row.of_paired, row.of_started)
        )
        yield ClassRow(row.change, *of_both)


def _subscales(cells: Pool, measure: Measure, occasion: str, split: bool, threshold: int) -> tuple[Subscales, ...]:
    parted = split and _both(cells, measure, occasion)
    parted = parted and all(
        _apart(cells, part.scale, measure, occasion, threshold, pairs=True) for part in measure.subscales
    )
    groups: tuple[Group, ...] = GROUPS if parted else ("all",)
    figures = (
        Subscales(measure, occasion, g, rules.subscales(cells, measure, occasion, group=g, threshold=threshold))
        for g in groups
    )
    return tuple(figure for figure in figures if any(row.n != 0 for row in figure.rows))


# --- hiding between figures


def _without(figures: MeasureFigures, closed: Collection[tuple[str, str]], threshold: int) -> MeasureFigures:
    """The points in time that are closed, hidden instead of empty."""
    hidden = Hidden(Why.DERIVABLE, threshold)
    nothing = Average(hidden, hidden, hidden, None)
    scale = figures.measure.scale.split(".")[0]
    figure = figures.trajectory
    if figure is None:
        return figures
    series = tuple(
        replace(line, points=tuple((o, nothing if (scale, o) in closed else a) for o, a in line.points))
        for line in figure.series
    )
    return replace(figures, trajectory=replace(figure, series=series))


def _apart(cells: Pool, scale: str, measure: Measure, occasion: str, threshold: int, *, pairs: bool = False) -> bool:
    """Whether the two groups can be shown beside everyone: neither they nor those of neither group are a few."""
    counted = [cells.stats(group, scale, occasion, "", measure.tracks) for group in ("all", *GROUPS)]
    everyone, yes, no = (stats.pn if pairs else stats.n for stats in counted)
    return not any(small(n, threshold) for n in (yes, no, everyone - yes - no))


def _both(cells: Pool, measure: Measure, occasion: str) -> bool:
    """Whether there is anybody in both groups."""
    return all(cells.stats(group, measure.scale, occasion, "", measure.tracks).n for group in GROUPS)


def _levels_open(cells: Pool, measure: Measure, occasion: str, threshold: int) -> bool:
    """Whether every severity step of each group, before and after, can be shown beside everyone's."""
    step_of = {band: step.key for step in measure.severity for band in step.bands}
    for group in GROUPS:
        levels: dict[tuple[int, str], int] = {}
        moves = cells.counts(group, measure.scale, occasion, "pair", measure.tracks)
        for move, people in moves.items():
            for side_of_move, band in enumerate(move.split(">")):
                place = (side_of_move, step_of.get(band, ""))
                levels[place] = levels.get(place, 0) + people
        if not sum(moves.values()) or any(small(n, threshold) for n in levels.values()):
            return False
    return True


def _trajectory(
    cells: Pool, measure: Measure, groups: Sequence[Group], closed: Collection[str], threshold: int
) -> MeanTrajectory | None:
    """The means over time, without those of occasions that are closed, or at which the two groups would tell of the rest."""
    figure = rules.trajectory(cells, measure, groups=groups, threshold=threshold)
    shut = set(closed)
    if len(groups) > 1:
        shut |= {
            occasion
            for occasion, _ in figure.series[0].points
            if not _apart(
                cells,
                measure.scale,
                measure,
                occasion,
                threshold,
                pairs=occasion in measure.follow_up and measure.start_occasion is not None,
            )
        }
    series = tuple(
        replace(line, points=tuple((o, _hidden(a, threshold) if o in shut else a) for o, a in line.points))
        for line in figure.series
    )
    return replace(figure, series=series)


def _without_rest(cells: Pool, figure: Satisfaction, threshold: int) -> Satisfaction:
    """Without the two groups when everyone minus both is a few."""
    if _apart(cells, figure.measure.scale, figure.measure, figure.occasion, threshold):
        return figure
    return replace(
        figure,
        responders=_hidden(figure.responders, threshold),
        non_responders=_hidden(figure.non_responders, threshold),
        test=None,
    )


def _hidden(average: Average, threshold: int) -> Average:
    if average.n == 0 or isinstance(average.n, Hidden):
        return average
    hidden = Hidden(Why.DERIVABLE, threshold)
    return Average(hidden, hidden, hidden, None)


def _waiting(counted: CountedSums, threshold: int) -> tuple[WaitingPeriod, ...]:
    """Per quarter, or per year when there are many or most would be hidden. The flow shows how many started in all,
    so a single small period takes the next smallest with it."""
    quarters = _periods(waiting(counted, threshold=NOTHING_HIDDEN), threshold)
    hidden = sum(isinstance(waiting.days.n, Hidden) for waiting in quarters)
    if quarters and len(quarters) <= MOST_QUARTERS and 2 * hidden <= len(quarters):
        return quarters
    return _periods(waiting(counted, by="year", threshold=NOTHING_HIDDEN), threshold)


def _waited(counted: CountedSums, periods: Sequence[WaitingPeriod], threshold: int) -> WaitingPeriod | None:
    """Of all periods together; nothing where what it says beside those that are shown would be about a few."""
    everybody = waited_in_all(counted, threshold=threshold)
    if everybody is None or not periods or not isinstance(everybody.days.n, int):
        return None
    shown = sum(period.days.n for period in periods if isinstance(period.days.n, int))
    return None if small(everybody.days.n - shown, threshold) else everybody


def _periods(plain: Sequence[WaitingPeriod], threshold: int) -> tuple[WaitingPeriod, ...]:
    counts = {w.period: w.days.n for w in plain if isinstance(w.days.n, int)}
    # A period without anybody is not listed, so the total would give each of these away.
    if set(counts.values()) == {1}:
        return ()
    shown = suppress(counts, threshold=threshold)
    return tuple(_waiting_as_shown(w, shown[w.period]) for w in plain)


def _waiting_as_shown(waiting: WaitingPeriod, n: int | Hidden) -> WaitingPeriod:
    return WaitingPeriod(waiting.period, Average(n, n, n, None), n) if isinstance(n, Hidden) else waiting
