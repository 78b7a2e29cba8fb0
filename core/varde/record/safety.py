"""What must be known about a patient, as plain values: each safety fact, who said it and when, and what it locks.

A fact that is the answer to a question of an instrument follows her latest answer to it, and never stands against an alert that
is open about that instrument.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from varde.alerts.models import RaisedAlert
from varde.alerts.rules import raised_by
from varde.alerts.values import Alert
from varde.assessments.facts import ANSWER
from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.programmes.values import Programme, SafetyLock, Step
from varde.rules.facts import Fact, known
from varde.rules.language import deciding, facts_of
from varde.safety.service import EntryLine
from varde.standing.locks import Safety, calls_for_care, held_lock, steps_behind


@dataclass(frozen=True, slots=True)
class LockLine:
    """A lock that holds for this patient now, and the steps behind it. ``opened`` is who opened it all the same, None while
    it is locked; ``unknown`` are the facts nobody has answered, when it is these that lock."""

    lock: SafetyLock
    steps: tuple[Step, ...]
    unknown: tuple[str, ...] = ()
    opened: EntryLine | None = None


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """One safety fact as it is now. ``care`` is whether the value calls for care (None: not known), ``said`` who said it last
    (None: nobody has), ``locks`` what it locks or would lock. ``overtaken``: it is reassuring, or not known, and an open alert
    says otherwise."""

    fact: Fact
    value: object
    care: bool | None
    said: EntryLine | None
    locks: tuple[LockLine, ...] = ()
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What her answers to instruments say of safety facts: the latest of each fact that names a question, by its key; when the
    newest open alert about danger was raised, by instrument; and the alerts that answers can call for."""

    answers: Mapping[str, EntryLine]
    alerted: Mapping[str, datetime]
    declared: tuple[Alert, ...]


def measured(
    programme: Programme,
    enrolment: Enrolment,
    responses: Iterable[Response],
    alerts: Iterable[tuple[RaisedAlert, Alert]],
    declared: Iterable[Alert],
) -> Measured:
    """What ``responses``, handed in and the oldest first, and the open ``alerts`` say of the programme's safety facts."""
    asked = {fact.item: fact for fact in programme.safety_facts if fact.item}
    answers: dict[str, EntryLine] = {}
    for response in responses:
        for item, fact in asked.items():
            instrument, _, question = item.partition(":")
            value = response.answers.get(question) if response.instrument == instrument else None
            if value is not None and response.submitted_at is not None:
                before = answers[fact.key].after if fact.key in answers else None
                person = enrolment.person
                answers[fact.key] = EntryLine(
                    "answered", fact.key, response.submitted_at, person.name, person.id, True, before, value
                )
    alerted: dict[str, datetime] = {}
    for row, alert in alerts:
        if row.crisis and alert.instrument:
            alerted[alert.instrument] = max(row.raised_at, alerted.get(alert.instrument, row.raised_at))
    of_programme = (alert for alert in declared if alert.crisis and alert.programme in ("", programme.key))
    return Measured(answers, alerted, tuple(of_programme))


def lock_lines(programme: Programme, track: str | None, safety: Safety, said: Sequence[EntryLine]) -> list[LockLine]:
    """Every lock on her way that holds now, opened ones too, in the order of the steps."""
    opened = {line.subject: line for line in said if line.kind == "opened"}
    lines = []
    for key, lock in programme.locks.items():
        steps, kept = steps_behind(programme, track, key), held_lock(lock, safety.facts)
        if steps and kept is not None:
            lines.append(LockLine(lock, steps, kept.unknown, opened.get(key) if key in safety.opened else None))
    return lines


def safety_lines(
    programme: Programme, track: str | None, safety: Safety, said: Sequence[EntryLine], answered: Measured
) -> list[SafetyLine]:
    """Every safety fact: those to be careful with first, then those nobody knows, then the others, each in the programme's
    order."""
    latest = {line.subject: line for line in said if line.kind in ("referred", "stated")}
    facts = dict(safety.facts)
    for key, line in answered.answers.items():
        before = latest.get(key)
        if before is None or before.at <= line.at:
            latest[key] = line if before is None or line.before is not None else replace(line, before=before.after)
            facts |= known([fact for fact in programme.safety_facts if fact.key == key], {key: line.after})
    locks = lock_lines(programme, track, safety, said)
    lines = []
    for fact in programme.safety_facts:
        care, last = _care(programme, fact, facts, answered.declared), latest.get(fact.key)
        raised_at = answered.alerted.get(fact.item.partition(":")[0]) if fact.item else None
        overtaken = raised_at is not None and not care and (last is None or last.at <= raised_at)
        held = tuple(line for line in locks if fact.key in causes(line.lock, safety))
        lines.append(SafetyLine(fact, facts.get(fact.key), care, last, held, overtaken))
    return sorted(lines, key=lambda line: {True: 0, None: 1, False: 2}[line.care])


def _care(programme: Programme, fact: Fact, facts: Mapping[str, object], declared: Iterable[Alert]) -> bool | None:
    """Whether a value calls for care: what the programme says of it, and of an answer also what it raises in the course."""
    care = calls_for_care(programme, fact, facts)
    instrument, _, question = fact.item.partition(":")
    if care or not question or fact.key not in facts:
        return care
    about = [alert for alert in declared if alert.instrument == instrument]
    return bool(raised_by(about, {ANSWER + question: facts[fact.key]}))


def causes(lock: SafetyLock, safety: Safety) -> set[str]:
    """The facts that make a lock what it is now."""
    return {key for leaf in deciding(lock.rule, safety.facts) for key in facts_of(leaf)}


def grouped(lines: Iterable[SafetyLine]) -> list[tuple[EntryLine | None, list[SafetyLine]]]:
    """Lines that the same person said at the same time, together."""
    groups: dict[tuple[object, ...], tuple[EntryLine | None, list[SafetyLine]]] = {}
    for line in lines:
        key = (line.said.by_id, line.said.at, line.said.kind) if line.said else ()
        groups.setdefault(key, (line.said, []))[1].append(line)
    return list(groups.values())
