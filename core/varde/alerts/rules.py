"""Alert rules over plain facts, and when somebody must have looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from varde.alerts.values import SEVERITIES, Alert, Severity
from varde.assessments.facts import ANSWER, declared_facts
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import LANGUAGES, Text
from varde.programmes.fact_sources import declared_in
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.rules.language import AnyOf, check_rule, evaluate, facts_of
from varde.scheduling.rules import add_working_days, at_wall_time
from varde.series.facts import comes_with_time, speaks_of_series

BEFORE, FELL, UNANSWERED, UNWEIGHED, NEW_BAND = "before:", "fell:", "unanswered:", "unweighed:", "new_band"


def _watched(key: str, label: Text) -> Fact:
    return Fact(key, "count", label, low=0, high=3650, source="progress")


WATCHED = (
    _watched("days_inactive", Text("Dager uten aktivitet", "Dagar utan aktivitet", "Days without activity")),
    _watched("days_overdue", Text("Dager over fristen", "Dagar over fristen", "Days past the deadline")),
    _watched(
        "unanswered_in_row",
        Text("Skjemaer på rad uten svar", "Skjema på rad utan svar", "Forms in a row without an answer"),
    ),
    _watched(
        "missed_appointments",
        Text("Timer på rad uten oppmøte", "Timar på rad utan oppmøte", "Appointments in a row missed"),
    ),
)
"""What the clock watches about an enrolment; a fact that is unknown is left out."""
_WATCHED_KEYS = frozenset(fact.key for fact in WATCHED)
CRITICAL_WITHIN = timedelta(minutes=30)
LAST_HOUR = time(16, 0)
"""Four in the afternoon, when the working day is over."""


def facts_for_alerts(instrument: Instrument) -> tuple[Fact, ...]:
    """Every fact an alert about this instrument may speak of: those of the response itself, ``unanswered:<item>`` and
    ``unweighed:<item>`` of safety items (see :func:`facts_about`), and what is compared with the response before
    (:func:`facts_since`)."""
    facts = list(declared_facts(instrument))
    for item in items_of(instrument):
        if item.safety:
            facts.append(Fact(UNANSWERED + item.key, "boolean", _after(item.label, _UNANSWERED)))
            if item.weighed_by:
                facts.append(Fact(UNWEIGHED + item.key, "boolean", _after(item.label, _UNWEIGHED)))
        if item.numeric and not item.yes_or_no:
            span = item.high - item.low
            before = Fact(BEFORE + item.key, "number", _after(item.label, _BEFORE), low=item.low, high=item.high)
            facts += [before, Fact(FELL + item.key, "number", _after(item.label, _FELL), low=-span, high=span)]
    if len(instrument.bands) > 1:
        facts.append(Fact(NEW_BAND, "boolean", _NEW_BAND))
    return tuple(facts)


def facts_about(instrument: Instrument, answers: Mapping[str, Any], *, draft: bool = False) -> dict[str, object]:
    """Yes-or-no answers as such (they may be stored as 0 and 1), which safety items were answered with more than their
    lowest and not weighed (``Item.weighed_by``), and which were left unanswered: in a draft that says nothing yet."""
    yes_or_no: dict[str, object] = {
        ANSWER + item.key: bool(answers[item.key])
        for item in items_of(instrument)
        if item.yes_or_no and answers.get(item.key) is not None
    }
    yes_or_no |= {
        UNWEIGHED + item.key: float(answers.get(item.key) or 0) > item.low and answers.get(item.weighed_by) is None
        for item in instrument.safety_items
        if item.weighed_by
    }
    if draft:
        return yes_or_no
    return yes_or_no | {UNANSWERED + item.key: answers.get(item.key) is None for item in instrument.safety_items}


def facts_since(
    instrument: Instrument,
    now: Mapping[str, Any],
    band: str | None,
    before: tuple[Mapping[str, Any], str | None] | None,
) -> dict[str, object]:
    """What the response before (its answers and band; None: there is none) says: ``before:<item>``, ``fell:<item>``
    (before minus now) and ``new_band`` (in another band than before, or for the first time in any)."""
    facts: dict[str, object] = {}
    if band is not None:
        facts[NEW_BAND] = before is None or before[1] != band
    if before is None:
        return facts
    for item in items_of(instrument):
        was, answer = before[0].get(item.key), now.get(item.key)
        if item.numeric and not item.yes_or_no and was is not None:
            facts[BEFORE + item.key] = was
            if answer is not None:
                facts[FELL + item.key] = was - answer
    return facts


def looks_back(alert: Alert) -> bool:
    """Whether the rule speaks of the response before this one."""
    return any(key == NEW_BAND or key.startswith((BEFORE, FELL)) for key in facts_of(alert.rule))


def _after(label: Text, cause: Text) -> Text:
    return Text(*(f"{label.to(language)} ({cause.to(language)})" for language in LANGUAGES))


_BEFORE = Text("forrige svar", "førre svar", "the answer before")
_FELL = Text("ned siden forrige svar", "ned sidan førre svar", "down since the answer before")
_UNANSWERED = Text("ikke svart på", "ikkje svart på", "not answered")
_UNWEIGHED = Text("ikke sagt hvor mye det plaget", "ikkje sagt kor mykje det plaga", "how much it troubled not said")
_NEW_BAND = Text("Nytt nivå siden forrige svar", "Nytt nivå sidan førre svar", "A new level since the answer before")


def raised_by(alerts: Iterable[Alert], facts: Mapping[str, object]) -> list[Alert]:
    """The alerts whose rule holds; of several about the same instrument every one, the gravest first."""
    raised = [alert for alert in alerts if evaluate(alert.rule, facts) is True]
    return sorted(raised, key=lambda alert: (-gravity(alert.severity), alert.key))


@dataclass(frozen=True, slots=True)
class Danger:
    """An alert that answers call for, and what its rule looked at: ``answer:<item>`` and so on, or of a referral's fact that no
    instrument asks ``fact:<key>``."""

    alert: Alert
    because: Mapping[str, object]


Judged = Literal["answer", "measurement", "clock"]


def judged_when(alert: Alert) -> Judged:
    """When the rule of an alert is judged: when answers come to the instrument it names; by the clock when it asks for anything
    that comes to be with time; else when a series it speaks of is measured. Nothing is judged at two of these."""
    if alert.instrument:
        return "answer"
    if speaks_of_series(alert.rule) and not any(map(is_watched, facts_of(alert.rule))):
        return "measurement"
    return "clock"


def is_watched(key: str) -> bool:
    """Whether the clock works the fact out itself (:func:`varde.alerts.watch_rules.watched_at`)."""
    return key in _WATCHED_KEYS or comes_with_time(key)


def gravest_first(dangers: Iterable[Danger]) -> list[Danger]:
    return sorted(dangers, key=lambda danger: (-gravity(danger.alert.severity), danger.alert.key))


def gravity(severity: str) -> int:
    """How grave, from 0."""
    return SEVERITIES.index(severity)


def urgency(severity: str, *, crisis: bool) -> int:
    """Where an open danger stands among others on the caseload: the lowest is looked at first. One that shows the crisis text
    before one that does not, then the gravest."""
    return -(gravity(severity) + 1) - (len(SEVERITIES) if crisis else 0)


def undeclared(key: str, severity: str = "amber", *, crisis: bool = False) -> Alert:
    """What stands for an alert that no plugin declares any more: its key, and a rule that never holds."""
    return Alert(key, Text(key, key, key), AnyOf(()), severity, crisis=crisis)  # type: ignore[arg-type]


def open_by(severity: Severity, raised: datetime, zone: ZoneInfo) -> datetime:
    """When somebody must have opened it: critical within half an hour, red by four the same day, amber by four on the next
    working day.

    A red one raised after two in the afternoon has two hours. That a clinic is closed puts none of them off: it is then told to
    whoever is on duty.
    """
    if severity == "critical":
        return raised + CRITICAL_WITHIN
    local = raised.astimezone(zone)
    if severity == "red":
        return max(at_wall_time(local.date(), LAST_HOUR, zone), raised + timedelta(hours=2))
    return at_wall_time(add_working_days(local.date(), 1), LAST_HOUR, zone)


def check_alert(alert: Alert, catalogue: Catalogue) -> list[str]:
    """Faults of a declared alert; empty when it is sound."""
    faults = []
    instruments, programmes = catalogue.all(Instrument), catalogue.all(Programme)
    if alert.title.missing():
        faults.append(f"the title lacks {' and '.join(alert.title.missing())}")
    if alert.cause is not None and alert.cause.missing():
        faults.append(f"the cause lacks {' and '.join(alert.cause.missing())}")
    if alert.patient_text is not None and alert.patient_text.missing():
        faults.append(f"what the patient is told lacks {' and '.join(alert.patient_text.missing())}")
    if alert.programme and alert.programme not in programmes:
        faults.append(f"there is no programme {alert.programme}")
    if alert.instrument and alert.instrument not in instruments:
        return [*faults, f"there is no instrument {alert.instrument}"]
    faults += _never_called_in(alert, programmes.get(alert.programme))
    judged = judged_when(alert)
    declared = facts_for_alerts(instruments[alert.instrument]) if alert.instrument else WATCHED
    of_sources, unknown = declared_in(alert.rule, programmes.get(alert.programme), catalogue)
    if unknown:
        return faults + unknown
    if alert.patient_text is not None and not alert.crisis:
        faults.append("what the patient is told is shown by an alert with crisis alone")
    if alert.crisis and judged == "clock":
        faults.append("only an answer or a measurement can call for the crisis text")
    faults += check_rule(alert.rule, (*declared, *of_sources))
    return faults or _never_called_for(alert, judged, of_sources)


def _never_called_in(alert: Alert, programme: Programme | None) -> list[str]:
    """Nobody waits for an appointment while somebody is in danger."""
    if not alert.call_in:
        return []
    if alert.crisis or alert.severity != "amber":
        return ["one in danger is rung at once, so an alert with call_in is amber and shows no crisis text"]
    meeting = programme.find_meeting(alert.call_in) if programme else None
    return (
        []
        if meeting
        else [f"there is no meeting {alert.call_in} in {alert.programme or 'every programme'} to call in to"]
    )


def _never_called_for(alert: Alert, judged: Judged, of_sources: Sequence[Fact]) -> list[str]:
    """What nothing calls for, or what would be judged too late: whatever a rule asks of sources is known when it is judged, and
    is not what it is judged by."""
    asked = facts_of(alert.rule)
    beside = sorted(fact.key for fact in of_sources if not is_watched(fact.key))
    if not beside:
        return []
    if judged == "answer" and asked <= {fact.key for fact in of_sources}:
        return [f"its rule asks nothing of the answers to {alert.instrument}, which it is judged by"]
    if judged == "clock" and evaluate(alert.rule, {key: 0 for key in asked if is_watched(key)}) is not False:
        return [
            f"the clock judges it, so that it may hold of {beside[0]} only together with something the clock watches"
        ]
    return []


def check_safety(programme: Programme, instruments: Mapping[str, Instrument], alerts: Iterable[Alert]) -> list[str]:
    """A fault for each question about safety that some occasion of the programme asks, and whose answer no alert with the
    crisis text speaks of; empty when somebody is told of every one."""
    asked = dict.fromkeys(key for occasion in programme.occasions for key in occasion.every_instrument)
    watched = {
        (alert.instrument, fact)
        for alert in alerts
        if alert.crisis and alert.patient_text is None and alert.programme in ("", programme.key)
        for fact in facts_of(alert.rule)
    }
    return [
        f"{programme.key}: {key} asks about safety in {item.key}, so an alert that shows the crisis text must have a rule "
        f"about {ANSWER}{item.key}"
        for key in asked
        if key in instruments
        for item in instruments[key].safety_items
        if (key, ANSWER + item.key) not in watched
    ]
