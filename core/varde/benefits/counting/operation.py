"""What one enrolment adds to the figures of how a programme is run, as a pure function of what was done in it.

It is counted where she is counted, in the month of her start. Numbers of people and of times stand apart: ``people`` of a subject
are those of whom it can be said at all, and each counts once however often it happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from varde.benefits.counting.resources import deadline_breached
from varde.scheduling.rules import is_working_day, working_days

ANSWER, START, REPLY, ALERT, MINUTES, MODULE, STEP = "answer", "start", "reply", "alert", "minutes", "module", "step"
ENDED_MINUTES, ENDED_DAYS, COURSE, STOP, VISIT = "ended_minutes", "ended_days", "course", "stop", "visit"
PEOPLE, IN_TIME, LATE = "people", "in_time", "late"
LONGEST_REPLY = 60
"""Working days; whatever took longer is counted as this, which moves no median that anybody would show."""
OFFICE_HOURS = (time(8), time(16))
"""On working days, from the first up to the last."""


@dataclass(frozen=True, slots=True)
class VisitFact:
    """An appointment that was held or missed: ``state`` is attended, late, missed or cancelled_late."""

    kind: str
    state: str
    starts: datetime


@dataclass(frozen=True, slots=True)
class AlertFact:
    """An alert: when it was ``raised`` to be opened by, when somebody first did something about it (None: nobody has), and
    whether the clock told others since nobody had."""

    severity: str
    open_by: datetime
    opened: datetime | None
    escalated: bool


@dataclass(frozen=True, slots=True)
class WayThrough:
    """The modules on the way of a track: its ``modules`` in order, each with its steps, and which of them ``must`` be done. Whoever
    has begun one of the ``active`` ones has had the least that can work; none is named where the programme names none."""

    modules: tuple[tuple[str, tuple[str, ...]], ...] = ()
    must: frozenset[str] = frozenset()
    active: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """What was done in one enrolment; nothing that names anybody. ``done`` are the modules that she has completed, ``steps`` the
    steps that she has done in each."""

    zone: ZoneInfo
    started: date | None = None
    ended: date | None = None
    left: bool = False
    """She began, and left before the time by her own choice or the clinic's."""
    answer_by: datetime | None = None
    answered_at: datetime | None = None
    promised_by: date | None = None
    replies: tuple[tuple[datetime, datetime], ...] = ()
    """When she wrote, and when that was answered."""
    alerts: tuple[AlertFact, ...] = ()
    minutes: int | None = None
    way: WayThrough = WayThrough()
    done: frozenset[str] = frozenset()
    steps: Mapping[str, Collection[str]] = field(default_factory=dict)
    visits: tuple[VisitFact, ...] = ()

    @property
    def completed(self) -> bool:
        """Whether she has done every module that must be done; never where there is none."""
        return bool(self.way.must) and self.way.must <= self.done

    def has_begun(self, module: str) -> bool:
        """Whether she has done a step of it, or it is done for her."""
        return module in self.done or bool(self.steps.get(module))


Counted = tuple[str, str, int]
"""Subject, category, and how many; with the category "" it is a score."""


def operation_of(facts: OperationFacts) -> Iterator[Counted]:
    """What is added, each (subject, category) once."""
    yield from _deadlines(facts)
    yield from _replies(facts)
    yield from _alerts(facts)
    yield from _minutes(facts)
    yield from _visits(facts)
    if facts.started is not None and facts.way.modules:
        yield from _course(facts)


def _deadlines(facts: OperationFacts) -> Iterator[Counted]:
    """Of what is settled: an answer that was given, and a start of whoever was promised a place by a day."""
    if facts.answer_by is not None and facts.answered_at is not None:
        yield ANSWER, LATE if facts.answered_at > facts.answer_by else IN_TIME, 1
    if facts.started is not None:
        breached = deadline_breached(facts.promised_by, facts.started, facts.started)
        if breached is not None:
            yield START, LATE if breached else IN_TIME, 1


def _replies(facts: OperationFacts) -> Iterator[Counted]:
    days = Counter(reply_days(wrote, answered, facts.zone) for wrote, answered in facts.replies)
    if days:
        yield REPLY, PEOPLE, 1
    yield from ((REPLY, f"days:{number}", times) for number, times in sorted(days.items()))


def reply_days(wrote: datetime, answered: datetime, zone: ZoneInfo) -> int:
    """Working days after the day she wrote, up to and with the day of the answer: the same day is none."""
    first, last = wrote.astimezone(zone).date(), answered.astimezone(zone).date()
    return min(len(working_days(first, last)), LONGEST_REPLY)


def _alerts(facts: OperationFacts) -> Iterator[Counted]:
    """Those that were opened, and those that nobody opened in time; one that can still be opened in time is in neither."""
    times: Counter[tuple[str, str]] = Counter()
    for alert in facts.alerts:
        if alert.opened is not None and alert.opened <= alert.open_by:
            times[alert.severity, IN_TIME] += 1
        elif alert.opened is not None or alert.escalated:
            times[alert.severity, LATE] += 1
    for severity in sorted({severity for severity, _ in times}):
        yield ALERT, f"{PEOPLE}:{severity}", 1
    yield from ((ALERT, f"{timely}:{severity}", number) for (severity, timely), number in sorted(times.items()))


def _minutes(facts: OperationFacts) -> Iterator[Counted]:
    if facts.started is None or facts.minutes is None:
        return
    yield MINUTES, "", facts.minutes
    if facts.ended is not None and facts.ended >= facts.started:
        yield ENDED_MINUTES, "", facts.minutes
        yield ENDED_DAYS, "", (facts.ended - facts.started).days + 1


def _visits(facts: OperationFacts) -> Iterator[Counted]:
    """One that was cancelled too late was not attended, and the time could be given to nobody else: it is missed."""
    times: Counter[str] = Counter()
    for visit in facts.visits:
        came = visit.state in ("attended", "late")
        times[f"{'came' if came else 'missed'}:{visit.kind}"] += 1
        if came and is_outside_office_hours(visit.starts, facts.zone):
            times[f"outside:{visit.kind}"] += 1
    for kind in sorted({visit.kind for visit in facts.visits}):
        yield VISIT, f"{PEOPLE}:{kind}", 1
    yield from ((VISIT, category, number) for category, number in sorted(times.items()))


def is_outside_office_hours(at: datetime, zone: ZoneInfo) -> bool:
    """Whether it begins on a day that is no working day, or before eight or from four on."""
    wall = at.astimezone(zone)
    return not is_working_day(wall.date()) or not OFFICE_HOURS[0] <= wall.time() < OFFICE_HOURS[1]


def _course(facts: OperationFacts) -> Iterator[Counted]:
    """How far she came, and where she stopped when she left without having done what must be done."""
    yield COURSE, PEOPLE, 1
    if facts.completed:
        yield COURSE, "completed", 1
    if any(facts.has_begun(module) for module in facts.way.active):
        yield COURSE, "dose", 1
    module, next_step = place_of(facts)
    for key, steps in facts.way.modules:
        if facts.has_begun(key) or key == module:
            yield MODULE, f"reached:{key}", 1
        if key in facts.done:
            yield MODULE, f"done:{key}", 1
        yield from ((STEP, f"done:{key}:{step}", 1) for step in steps if step in facts.steps.get(key, ()))
    if facts.left and not facts.completed:
        yield COURSE, "left", 1
        yield STOP, f"module:{module}", 1
        yield STOP, f"step:{module}:{next_step}", 1


def place_of(facts: OperationFacts) -> tuple[str, str]:
    """The module that she has come to, and the first step in it that she has not done ("" when she has done them all): the last
    that she has begun, or when that is done the next one on her way, and at the very beginning the first."""
    modules = facts.way.modules
    number = max((number for number, (key, _) in enumerate(modules) if facts.has_begun(key)), default=0)
    if modules[number][0] in facts.done and number + 1 < len(modules):
        number += 1
    key, steps = modules[number]
    return key, next((step for step in steps if step not in facts.steps.get(key, ())), "")
