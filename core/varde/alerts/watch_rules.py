"""What the clock watches about an enrolment, worked out for any morning: today's, or one to come if nothing happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from varde.alerts.rules import gravity, is_watched
from varde.alerts.values import Alert
from varde.rules.facts import NO_FACTS
from varde.rules.language import Rule, deciding, evaluate, facts_of
from varde.series.facts import SINCE, measured
from varde.standing.silence import Waiting, silence_at

LONGEST_SLEEP = 28
"""Days after which the clock looks again even when nothing can have come to be."""

SILENCE, APPOINTMENTS = "days_inactive", "missed_appointments"
CAME_OR_NOT = ("attended", "late", "missed")


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """A planned questionnaire. ``state`` is planned, done or missed."""

    id: int
    key: str
    state: str
    due_at: datetime
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment, or a session of a group that she was to come to. ``state`` is booked, attended, late or missed; ``id`` tells
    it from every other."""

    id: int | str
    state: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Stand:
    """How an enrolment stands; only appointments and series a rule speaks of are fetched: of these the id and
    the time of the newest measurement. ``step_from`` is the day from which a step
    waits to be done, None when there is none; as it is before anybody has asked, one has waited all along."""

    last_active_at: datetime
    forms: tuple[PlannedForm, ...]
    appointments: tuple[Booked, ...] = ()
    measured: Mapping[str, tuple[int, datetime]] = field(default_factory=dict)
    step_from: date | None = date.min


@dataclass(frozen=True, slots=True)
class Watched:
    """One fact on one morning: its value, what one alert is raised about once, and what the clinician is told besides."""

    value: int
    cause: str
    details: Mapping[str, str]


def watched_at(stand: Stand, at: datetime, zone: ZoneInfo) -> dict[str, Watched]:
    """Every fact that is known at ``at``, were nothing to happen until then. Days are counted on the wall in ``zone``."""
    today = at.astimezone(zone).date()
    watched = {SILENCE: _silent(stand, at, zone)}
    late = [form for form in stand.forms if form.state == "planned" and form.due_at < at and not _closed(form, at)]
    if late:
        watched["days_overdue"] = _overdue(min(late, key=lambda form: (form.due_at, form.id)), today, zone)
    else:
        watched["days_overdue"] = Watched(0, "", {})
    watched["unanswered_in_row"] = _unanswered(stand.forms, at, zone)
    watched[APPOINTMENTS] = _missed(stand.appointments, at, zone)
    for series, (newest, measured_at) in stand.measured.items():
        days = (today - measured_at.astimezone(zone).date()).days
        watched[measured(series, SINCE)] = Watched(days, f"unmeasured:{newest}", {})
    return watched


def _closed(form: PlannedForm, at: datetime) -> bool:
    return form.closes_at is not None and form.closes_at < at


def _silent(stand: Stand, at: datetime, zone: ZoneInfo) -> Watched:
    forms = [Waiting(form.due_at, form.closes_at) for form in stand.forms if form.state == "planned"]
    silence = silence_at(stand.last_active_at, stand.step_from, forms, at, zone)
    if silence is None:
        return Watched(0, "", {})
    facts = {"opened" if silence.opened else "since": str(silence.since)}
    return Watched(silence.days, f"inactive:{silence.since}", facts)


def _overdue(form: PlannedForm, today: date, zone: ZoneInfo) -> Watched:
    due = form.due_at.astimezone(zone).date()
    return Watched((today - due).days, f"overdue:{form.id}", {"form": form.key, "due": str(due)})


def _unanswered(forms: Iterable[PlannedForm], at: datetime, zone: ZoneInfo) -> Watched:
    """Counted back from the last one whose window has closed or that was answered."""
    settled = [
        form for form in forms if form.state in ("done", "missed") or (form.state == "planned" and _closed(form, at))
    ]
    settled.sort(key=lambda form: (form.due_at, form.id), reverse=True)
    row = list(takewhile(lambda form: form.state != "done", settled))
    if not row:
        return Watched(0, "", {})
    due = row[0].due_at.astimezone(zone).date()
    return Watched(len(row), f"unanswered:{row[-1].id}", {"form": row[0].key, "due": str(due)})


def _missed(appointments: Iterable[Booked], at: datetime, zone: ZoneInfo) -> Watched:
    been = [booked for booked in appointments if booked.starts_at < at and booked.state in CAME_OR_NOT]
    been.sort(key=lambda booked: (booked.starts_at, str(booked.id)), reverse=True)
    row = list(takewhile(lambda booked: booked.state == "missed", been))
    if not row:
        return Watched(0, "", {})
    return Watched(len(row), f"missed:{row[-1].id}", {"on": str(row[0].starts_at.astimezone(zone).date())})


@dataclass(frozen=True, slots=True)
class Crossing:
    """An alert whose rule holds, about what, and why."""

    alert: Alert
    cause: str
    because: dict[str, object]


def crossings(
    alerts: Iterable[Alert], stand: Stand, at: datetime, zone: ZoneInfo, known: Mapping[str, object] = NO_FACTS
) -> list[Crossing]:
    """The alerts that hold at ``at``, ``known`` being what sources know. What decided comes first among the causes, so that one
    silence is one cause."""
    watched = watched_at(stand, at, zone)
    facts: dict[str, object] = dict(known) | {key: each.value for key, each in watched.items()}
    return [_crossing(alert, watched, facts) for alert in alerts if evaluate(alert.rule, facts) is True]


def may_hold(alerts: Iterable[Alert], stand: Stand, at: datetime, zone: ZoneInfo) -> list[Rule]:
    """The rules over more than the clock watches that may hold at ``at``, whatever sources know then."""
    facts = {key: each.value for key, each in watched_at(stand, at, zone).items()}
    return [alert.rule for alert in alerts if asks_sources(alert) and evaluate(alert.rule, facts) is not False]


def asks_sources(alert: Alert) -> bool:
    """Whether the clock does not know by itself all that its rule asks."""
    return not all(map(is_watched, facts_of(alert.rule)))


def _crossing(alert: Alert, watched: Mapping[str, Watched], facts: Mapping[str, object]) -> Crossing:
    decided = [leaf.fact for leaf in deciding(alert.rule, facts) if facts.get(leaf.fact)]
    asked = facts_of(alert.rule)
    keys = [key for key in watched if key in decided] or sorted(asked & watched.keys())
    because: dict[str, object] = {key: facts[key] for key in keys}
    because |= {key: facts[key] for key in sorted(asked - watched.keys()) if key in facts}
    for key in keys:
        because |= watched[key].details
    return Crossing(alert, watched[keys[0]].cause or keys[0], because)


def graver(alerts: Iterable[Alert], severities: Iterable[str]) -> list[Alert]:
    """The alerts that are graver than every one of ``severities``."""
    most = max((gravity(severity) for severity in severities), default=-1)
    return [alert for alert in alerts if gravity(alert.severity) > most]


def speak_of_appointments(alerts: Iterable[Alert]) -> bool:
    """Whether any of the rules does."""
    return any(APPOINTMENTS in facts_of(alert.rule) for alert in alerts)


def of_appointments_alone(alerts: Iterable[Alert]) -> list[Alert]:
    """Those that speak of what she was to come to and of nothing else that the clock watches: of whoever has not begun, silence and
    forms say nothing."""
    return [
        alert
        for alert in alerts
        if APPOINTMENTS in facts_of(alert.rule)
        and {each for each in facts_of(alert.rule) if is_watched(each)} == {APPOINTMENTS}
    ]


def days_to_sleep(
    alerts: Iterable[Alert],
    stand: Stand,
    mornings: Iterable[datetime],
    raised: Iterable[tuple[str, str]],
    zone: ZoneInfo,
) -> int:
    """On which of the coming ``mornings`` (the first is 0) something not yet ``raised`` can hold; the last when on none.

    An appointment that is over and whose attendance nobody has noted may be noted any day soon, and what a source knows may be
    another any day.
    """
    watching, known = tuple(alerts), set(raised)
    number = 0
    for number, morning in enumerate(mornings):
        if any((each.alert.key, each.cause) not in known for each in crossings(watching, stand, morning, zone)):
            return number
        if may_hold(watching, stand, morning, zone):
            return number
        if any(_unnoted(each, morning) for each in stand.appointments):
            return number
    return number


def _unnoted(booked: Booked, at: datetime) -> bool:
    return booked.state == "booked" and timedelta(0) < at - booked.starts_at < timedelta(days=LONGEST_SLEEP)
