"""The figures of how a programme is run, from cells. Values only, and small numbers are hidden in them already.

A share is of times or of people, and is shown only where enough people stand behind it and enough times on either side.
Nothing here is judged: whether nine in ten is good is for the reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from varde.benefits.counting.cells import OPERATION
from varde.benefits.counting.operation import (
    ALERT,
    ANSWER,
    COURSE,
    ENDED_DAYS,
    ENDED_MINUTES,
    IN_TIME,
    LATE,
    MINUTES,
    MODULE,
    PEOPLE,
    REPLY,
    START,
    STOP,
    VISIT,
)
from varde.benefits.figures.statistics import Interval, wilson
from varde.benefits.figures.suppression import differs_by_few, hide, small, suppress, suppress_flow
from varde.charts.values import THRESHOLD, Hidden, Shown, Why

if TYPE_CHECKING:
    from varde.benefits.counting.pool import Pool

MEDIAN_OF = 20
"""The fewest times that a median is told of."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """``part`` of ``whole`` with Wilson's 95 % interval; ``share`` is None when there is nobody, and hidden when a number is."""

    part: Shown
    whole: Shown
    share: float | Hidden | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class ReplyTimes:
    """How fast messages of ``people`` were answered: how many the ``same`` day, the ``next`` working day and ``later``. ``median``
    is exact, in working days; None of fewer than 20 messages."""

    people: Shown
    times: Shown
    same: Shown
    next: Shown
    later: Shown
    median: float | Hidden | None


@dataclass(frozen=True, slots=True)
class ModuleStop:
    """How many came to a module, and how many of them left there. ``steps`` are where in it, by key ("" when all was done)."""

    module: str
    stopped: PartOf
    steps: Mapping[str, Shown]


@dataclass(frozen=True, slots=True)
class MinutesSpent:
    """Minutes on each who started and on whom minutes are kept, and in a week of those of them who have ended."""

    people: Shown
    mean: float | Hidden | None
    ended: Shown
    weekly: float | Hidden | None


@dataclass(frozen=True, slots=True)
class OperationFigures:
    """How a programme is run at a place. None is not known, and never nobody: ``dose`` where the programme names no active module,
    and a figure of which nothing has happened."""

    answers: PartOf | None
    starts: PartOf | None
    replies: ReplyTimes | None
    alerts: Mapping[str, PartOf]
    completed: PartOf | None
    dose: PartOf | None
    left: PartOf | None
    stops: tuple[ModuleStop, ...]
    minutes: MinutesSpent | None
    missed: Mapping[str, PartOf]
    missed_in_all: PartOf | None
    outside: PartOf | None


def operation_figures(
    cells: Pool, ways: Sequence[Sequence[str]], *, has_dose: bool, threshold: int = THRESHOLD
) -> OperationFigures:
    """All of them. ``ways`` are the keys of the modules of each track, in order; ``has_dose`` whether the programme names active
    modules."""
    read = _RunCells(cells, threshold)
    completed, left = _ways_out(read)
    missed = _missed(read)
    return OperationFigures(
        answers=read.late_of_settled(ANSWER),
        starts=read.late_of_settled(START),
        replies=_replies(read),
        alerts=_alerts(read),
        completed=completed,
        dose=_dose(read, completed) if has_dose else None,
        left=left,
        stops=_stops(read, ways, left),
        minutes=_minutes(read),
        missed=missed,
        missed_in_all=_missed_in_all(read, missed),
        outside=_outside(read, missed),
    )


@dataclass(frozen=True, slots=True)
class _RunCells:
    cells: Pool
    threshold: int

    def n(self, subject: str, category: str) -> int:
        return self.cells.stats("all", OPERATION, subject, category).n

    def kinds(self, subject: str, kind: str) -> dict[str, int]:
        return self.cells.counts("all", OPERATION, subject, kind)

    def late_of_settled(self, subject: str) -> PartOf | None:
        late, in_time = self.n(subject, LATE), self.n(subject, IN_TIME)
        return _part(late, late + in_time, late + in_time, self.threshold)


def _part(part: int, whole: int, people: int, threshold: int) -> PartOf | None:
    """``part`` of ``whole``, which is of so many people; None when there is nothing."""
    if not whole:
        return None
    if small(people, threshold):
        hidden = Hidden(Why.SMALL, threshold)
        return PartOf(hidden, hidden, hidden)
    sides = suppress({"part": part, "rest": whole - part}, threshold=threshold)
    if any(isinstance(side, Hidden) for side in sides.values()):
        return PartOf(sides["part"], hide(whole, threshold), Hidden(Why.DERIVABLE, threshold))
    return PartOf(part, whole, part / whole, wilson(part, whole))


def _ways_out(read: _RunCells) -> tuple[PartOf | None, PartOf | None]:
    """Who completed and who left, hidden together: nobody does both, so that the two also tell how many did neither."""
    whole, completed, left = (read.n(COURSE, category) for category in (PEOPLE, "completed", "left"))
    if not whole or small(whole, read.threshold):
        return _part(completed, whole, whole, read.threshold), _part(left, whole, whole, read.threshold)
    parts = {"completed": completed, "left": left, "neither": whole - completed - left}
    shown = suppress(parts, threshold=read.threshold)
    return _known(shown["completed"], whole, read.threshold), _known(shown["left"], whole, read.threshold)


def _known(part: Shown, whole: int, threshold: int) -> PartOf:
    """A part that is hidden already where it must be, of a whole that is shown."""
    if isinstance(part, Hidden):
        return PartOf(part, whole, Hidden(Why.DERIVABLE, threshold))
    return PartOf(part, whole, part / whole, wilson(part, whole))


def _dose(read: _RunCells, completed: PartOf | None) -> PartOf | None:
    """Whoever completed came to the active part as a rule, so that a few between the two would be told by them."""
    dose, whole = read.n(COURSE, "dose"), read.n(COURSE, PEOPLE)
    if (
        completed is not None
        and isinstance(completed.part, int)
        and differs_by_few(dose, completed.part, read.threshold)
    ):
        return _known(Hidden(Why.DERIVABLE, read.threshold), whole, read.threshold)
    return _part(dose, whole, whole, read.threshold)


def _replies(read: _RunCells) -> ReplyTimes | None:
    days = {int(day): times for day, times in read.kinds(REPLY, "days").items()}
    people, times = read.n(REPLY, PEOPLE), sum(days.values())
    if not times:
        return None
    if small(people, read.threshold):
        hidden = Hidden(Why.SMALL, read.threshold)
        return ReplyTimes(hidden, hidden, hidden, hidden, hidden, hidden)
    same, after = days.get(0, 0), days.get(1, 0)
    parts = suppress({"same": same, "next": after, "later": times - same - after}, threshold=read.threshold)
    median = middle_of(days) if times >= MEDIAN_OF else None
    return ReplyTimes(people, times, parts["same"], parts["next"], parts["later"], median)


def middle_of(times: Mapping[int, int]) -> float:
    """The middle value, by how many times each came; of an even number the mean of the middle two.

    >>> middle_of({0: 2, 1: 1, 4: 1})
    0.5
    """
    number, passed, middle = sum(times.values()), 0, list[int]()
    for value, n in sorted(times.items()):
        middle += [value] * sum(passed <= place < passed + n for place in ((number - 1) // 2, number // 2))
        passed += n
    return sum(middle) / 2


def _alerts(read: _RunCells) -> dict[str, PartOf]:
    people, in_time, late = (read.kinds(ALERT, kind) for kind in (PEOPLE, IN_TIME, LATE))
    parts = {}
    for severity in people:
        opened = in_time.get(severity, 0)
        part = _part(opened, opened + late.get(severity, 0), people[severity], read.threshold)
        if part is not None:
            parts[severity] = part
    return parts


def _stops(read: _RunCells, ways: Sequence[Sequence[str]], left: PartOf | None) -> tuple[ModuleStop, ...]:
    """Where those who ``left`` were, among the modules of every track. Together they are all who left: where that is hidden, so
    are all of them, and else they hide one another across the tracks."""
    unknown = Hidden(Why.DERIVABLE, read.threshold)
    stopped = read.kinds(STOP, "module")
    modules = {module: stopped.get(module, 0) for way in ways for module in way}
    elsewhere = {module: n for module, n in stopped.items() if module not in modules}
    parts: dict[str, Shown] = dict.fromkeys(modules, unknown)
    if left is not None and isinstance(left.part, int):
        parts = suppress({**modules, **elsewhere}, threshold=read.threshold)
    return tuple(stop for way in ways for stop in _stops_of(read, way, parts))


def _stops_of(read: _RunCells, way: Sequence[str], parts: Mapping[str, Shown]) -> list[ModuleStop]:
    """Those of one track; nothing where nobody came to any module. How many came is hidden where the few between two modules would
    show, and all of it where they do not come one after the other."""
    reached = read.kinds(MODULE, "reached")
    numbers = [reached.get(module, 0) for module in way]
    if not any(numbers):
        return []
    unknown = Hidden(Why.DERIVABLE, read.threshold)
    falling = all(later <= earlier for earlier, later in pairwise(numbers))
    came: list[Shown] = suppress_flow(numbers, [], read.threshold) if falling else [unknown] * len(numbers)
    places = read.kinds(STOP, "step")
    stops = []
    for module, whole in zip(way, came, strict=True):
        part = parts[module]
        seen = isinstance(part, int) and isinstance(whole, int)
        share = part / whole if seen and whole else None if whole == 0 else unknown  # type: ignore[operator]
        steps = {key.partition(":")[2]: n for key, n in places.items() if key.partition(":")[0] == module}
        shown = suppress(steps, threshold=read.threshold) if isinstance(part, int) and part else {}
        stops.append(ModuleStop(module, PartOf(part, whole, share), shown))
    return stops


def _minutes(read: _RunCells) -> MinutesSpent | None:
    spent = read.cells.stats("all", OPERATION, MINUTES).moments
    minutes, days = (read.cells.stats("all", OPERATION, subject).moments for subject in (ENDED_MINUTES, ENDED_DAYS))
    if not spent.n:
        return None
    people = hide(spent.n, read.threshold)
    under_way = spent.n - minutes.n
    ended = (
        Hidden(Why.DERIVABLE, read.threshold) if small(under_way, read.threshold) else hide(minutes.n, read.threshold)
    )
    weekly = 7 * minutes.s1 / days.s1 if isinstance(ended, int) and days.s1 else None
    return MinutesSpent(
        people,
        spent.s1 / spent.n if isinstance(people, int) else people,
        ended,
        weekly if isinstance(ended, int) else ended,
    )


def _missed(read: _RunCells) -> dict[str, PartOf]:
    people, came, missed = (read.kinds(VISIT, kind) for kind in (PEOPLE, "came", "missed"))
    parts = {}
    for kind in people:
        not_there = missed.get(kind, 0)
        part = _part(not_there, not_there + came.get(kind, 0), people[kind], read.threshold)
        if part is not None:
            parts[kind] = part
    return parts


def _missed_in_all(read: _RunCells, missed: Mapping[str, PartOf]) -> PartOf | None:
    came, not_there = (sum(read.kinds(VISIT, kind).values()) for kind in ("came", "missed"))
    return _of_every_form(read, missed, not_there, came + not_there)


def _outside(read: _RunCells, missed: Mapping[str, PartOf]) -> PartOf | None:
    """Of the appointments that were held."""
    came, outside = (sum(read.kinds(VISIT, kind).values()) for kind in ("came", "outside"))
    return _of_every_form(read, missed, outside, came)


def _of_every_form(read: _RunCells, missed: Mapping[str, PartOf], part: int, whole: int) -> PartOf | None:
    """Of appointments of any form, hidden where one form is, which the others would tell. At least as many people stand behind as
    had one of the commonest form."""
    if whole and any(isinstance(form.share, Hidden) for form in missed.values()):
        hidden = Hidden(Why.DERIVABLE, read.threshold)
        return PartOf(hidden, hidden, hidden)
    return _part(part, whole, max(read.kinds(VISIT, PEOPLE).values(), default=0), read.threshold)
