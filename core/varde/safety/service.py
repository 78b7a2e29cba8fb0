"""What is known about a patient's safety: read, stated anew, and locks opened and closed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import aliased, joinedload

from varde.enrolments.access_entries import refused_access
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.service import OPEN_STATES, hold
from varde.enrolments.team import team_of
from varde.enrolments.team_words import RESPONSIBLE
from varde.enrolments.words import STATE_SAID
from varde.identity.models import Person
from varde.identity.service import Actor, line_of
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme, SafetyLock
from varde.rules.facts import Fact, check_values, known
from varde.safety.errors import LockIsElsewise, LockReasonNeeded, NoSuchLock, NotTheOpener, SourceNeeded
from varde.safety.events import SafetyChanged
from varde.safety.models import SafetyEntry
from varde.standing.locks import (
    Closed,
    Happening,
    Opened,
    Safety,
    Stated,
    held_lock,
    judged_by,
    may_open_lock,
    safety_from,
)

SHORTEST_SOURCE, SHORTEST_REASON, LONGEST_NOTE = 5, 10, 500
MAY_CHANGE = (*OPEN_STATES, "completed")
"""The states in which something can still be said: until the enrolment is broken off."""

_DETAILS: Any = SafetyEntry.details

# Every page of a patient asks this, so it is put together once; a referral that nothing was added to is one row.
_KNOWN = (
    select(
        Enrolment.id.label("of"),
        Referral.facts,
        SafetyEntry.enrolment_id,
        SafetyEntry.number,
        SafetyEntry.kind,
        SafetyEntry.subject,
        _DETAILS.stored,
    )
    .select_from(Enrolment)
    .outerjoin(Referral, Referral.enrolment_id == Enrolment.id)
    .outerjoin(SafetyEntry, SafetyEntry.enrolment_id == Enrolment.id)
    .order_by(SafetyEntry.number)
)
OF_ONE = _KNOWN.where(Enrolment.id == bindparam("enrolment"))
OF_MANY = _KNOWN.where(Enrolment.id.in_(bindparam("enrolments", expanding=True)))


def safety_of(work: Work, enrolment: Enrolment) -> Safety:
    """What is known about one patient now. One statement."""
    return _safety(work, enrolment.programme, work.columns(OF_ONE, {"enrolment": enrolment.id}))


def safety_of_many(work: Work, enrolments: Collection[Enrolment]) -> dict[int, Safety]:
    """By enrolment id what is known now. One statement, whoever they are."""
    rows: dict[int, list[Row[Any]]] = {}
    for row in work.columns(OF_MANY, {"enrolments": [enrolment.id for enrolment in enrolments]}):
        rows.setdefault(row.of, []).append(row)
    return {each.id: _safety(work, each.programme, rows.get(each.id, ())) for each in enrolments}


def _safety(work: Work, programme: str, rows: Collection[Row[Any]]) -> Safety:
    referred = next((row.facts for row in rows), None) or {}
    history = [_happening(work, row) for row in rows if row.number is not None]
    return safety_from(programme_of(work, programme), referred, history)


def _happening(work: Work, row: Any) -> Happening:
    details = json.loads(SafetyEntry.details.open(work.vault, row))
    match row.kind:
        case "stated":
            return Stated(row.subject, details["after"])
        case "opened":
            return Opened(row.subject, details["against"])
        case _:
            return Closed(row.subject)


# --- what was said, by whom and when


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of the history, opened: what :class:`SafetyEntry` holds, with the name of who did it; or what the referral says
    (``kind`` referred), or an answer to the question that the fact is the answer to (answered)."""

    kind: str
    subject: str
    at: datetime
    by: str
    by_id: int | None
    by_patient: bool
    before: object = None
    after: object = None
    against: Mapping[str, object] | None = None
    note: str = ""


_REFERRER = aliased(Person)
# Every page of a patient asks this, so it is put together once.
_SAID = (
    select(Referral, _REFERRER, SafetyEntry)
    .select_from(Enrolment)
    .outerjoin(Referral, Referral.enrolment_id == Enrolment.id)
    .outerjoin(_REFERRER, _REFERRER.id == Referral.referred_by_id)
    .outerjoin(SafetyEntry, SafetyEntry.enrolment_id == Enrolment.id)
    .where(Enrolment.id == bindparam("enrolment"))
    .options(joinedload(SafetyEntry.by))
    .order_by(SafetyEntry.number)
)


def said_about(work: Work, enrolment: Enrolment) -> list[EntryLine]:
    """Everything that was stated, opened and closed, oldest first: the referral's answers first, one line for each that is
    known. What a form answered stands among the forms. One statement."""
    return said_and_known(work, enrolment)[0]


def said_and_known(work: Work, enrolment: Enrolment) -> tuple[list[EntryLine], Safety]:
    """What :func:`said_about` and :func:`safety_of` say, for a page that shows both. One statement."""
    programme = programme_of(work, enrolment.programme)
    rows: Sequence[Any] = work.session.execute(_SAID, {"enrolment": enrolment.id}).all()
    referral, referrer, _entry = rows[0]
    first = _referred(enrolment, programme.safety_facts, referral, referrer) if referral is not None else []
    history = [_said(entry) for _referral, _referrer, entry in rows if entry is not None]
    referred = referral.facts if referral is not None else {}
    of_forms = {fact.key for fact in programme.safety_facts if fact.item}
    shown = [line for line in history if line.kind != "stated" or line.subject not in of_forms]
    return [*first, *shown], safety_from(programme, referred, [_happened(line) for line in history])


def _happened(line: EntryLine) -> Happening:
    match line.kind:
        case "stated":
            return Stated(line.subject, line.after)
        case "opened":
            return Opened(line.subject, line.against or {})
        case _:
            return Closed(line.subject)


def _referred(
    enrolment: Enrolment, facts: Iterable[Fact], referral: Referral, referrer: Person | None
) -> list[EntryLine]:
    by = referrer or enrolment.person
    return [
        EntryLine("referred", fact.key, enrolment.referred_at, by.name, by.id, referrer is None, after=value)
        for fact in facts
        if (value := referral.facts.get(fact.key)) is not None
    ]


def _said(entry: SafetyEntry) -> EntryLine:
    details = json.loads(entry.details)
    return EntryLine(
        entry.kind,
        entry.subject,
        entry.at,
        entry.by.name,
        entry.by_id,
        entry.by_patient,
        details.get("before"),
        details.get("after"),
        details.get("against"),
        entry.note or "",
    )


# --- stating


def changeable(programme: Programme) -> tuple[Fact, ...]:
    """The safety facts that a person can be asked again; a score is measured again instead."""
    return tuple(fact for fact in programme.safety_facts if fact.source == "asked")


def may_change(enrolment: Enrolment) -> bool:
    """Whether facts can still be stated, and locks opened."""
    return enrolment.state in MAY_CHANGE


def state_facts(
    work: Work, actor: Actor, enrolment: Enrolment, values: Mapping[str, object], note: str = ""
) -> tuple[str, ...]:
    """Keep what somebody says about safety now; None is "does not know". The keys that this changed, in order. What is
    locked follows at once.

    A clinician says in ``note`` where she has it from.

    :raises WrongState: the enrolment was broken off.
    :raises BadInput: with one sentence for each value that breaks its fact's rule; SourceNeeded. Nothing is stored.
    """
    programme = programme_of(work, enrolment.programme)
    faults = check_values(changeable(programme), values)
    if faults:
        raise BadInput(*faults)
    _begin(work, enrolment)
    facts = safety_of(work, enrolment).facts
    changes = {key: (facts.get(key), value) for key, value in values.items() if facts.get(key) != value}
    note = " ".join(note.split())[:LONGEST_NOTE]
    if changes and not actor.is_patient and len(note) < SHORTEST_SOURCE:
        raise SourceNeeded()
    return _keep_stated(work, _writer(actor), enrolment, changes, note)


def note_answers(work: Work, enrolment: Enrolment, values: Mapping[str, object]) -> tuple[str, ...]:
    """Keep what she has answered in a form to the questions that safety facts are (``Fact.item``): the keys that this changed, in
    order. What is locked follows at once. What does not fit its fact is passed over, and so is everything once the enrolment was
    broken off. Nobody is told of it here: the alerts listen to the form itself."""
    if not may_change(enrolment) or not _changed(work, enrolment, values):
        return ()
    hold(work, enrolment)
    herself = Writer(enrolment.person_id, by_patient=True)
    return _keep_stated(work, herself, enrolment, _changed(work, enrolment, values), told=True)


def _changed(work: Work, enrolment: Enrolment, values: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """What is otherwise than it is known, of these answers: as it was, and as it is. One statement."""
    facts = safety_of(work, enrolment).facts
    asked = [fact for fact in programme_of(work, enrolment.programme).safety_facts if fact.key in values]
    return {key: (facts.get(key), value) for key, value in known(asked, values).items() if facts.get(key) != value}


def _keep_stated(
    work: Work,
    writer: Writer,
    enrolment: Enrolment,
    changes: Mapping[str, tuple[object, object]],
    note: str = "",
    *,
    told: bool = False,
) -> tuple[str, ...]:
    """Write each down as it was and as it is, by key of its fact; nothing when nothing changed."""
    if changes:
        details = [("stated", key, {"before": old, "after": new}) for key, (old, new) in changes.items()]
        _write(work, writer, enrolment, details, note, told=told)
    return tuple(changes)


class Writer(NamedTuple):
    """Who says or does something about safety."""

    person_id: int
    by_patient: bool


def _writer(actor: Actor) -> Writer:
    return Writer(actor.person_id, actor.is_patient)


def _begin(work: Work, enrolment: Enrolment) -> None:
    hold(work, enrolment)
    if not may_change(enrolment):
        raise WrongState(state=STATE_SAID[enrolment.state])


def _write(
    work: Work,
    writer: Writer,
    enrolment: Enrolment,
    details: Iterable[tuple[str, str, Mapping[str, Any]]],
    note: str,
    *,
    told: bool = False,
) -> None:
    newest = select(SafetyEntry.number).where(SafetyEntry.enrolment_id == enrolment.id)
    before = work.session.scalar(newest.order_by(SafetyEntry.number.desc()).limit(1)) or 0
    number = before
    for number, (kind, subject, said) in enumerate(details, before + 1):
        work.add(
            SafetyEntry(
                enrolment_id=enrolment.id,
                number=number,
                at=work.now,
                kind=kind,
                subject=subject,
                by_id=writer.person_id,
                by_patient=writer.by_patient,
                details=json.dumps(said),
                note=note or None,
            )
        )
    work.session.flush()
    work.publish(SafetyChanged(enrolment.id, before + 1, number, int(writer.by_patient and not told)))


# --- opening and closing


def roles_here(work: Work, actor: Actor, enrolment: Enrolment) -> frozenset[str]:
    """What somebody is to this patient: the roles she holds for the programme where the patient is treated, or above it, and
    as what she belongs to the care team; whoever is responsible is a therapist. Two statements."""
    line = set(line_of(work, enrolment.organisation_id))
    here = (role for role in actor.roles if role.organisation_id in line)
    held_here = {role.role for role in here if role.programme in (None, enrolment.programme)}
    member_as = {line.role for line in team_of(work, enrolment.id) if line.person.id == actor.person_id}
    return frozenset(held_here | member_as | ({"therapist"} if RESPONSIBLE in member_as else set()))


def lock_of(work: Work, enrolment: Enrolment, lock: str) -> SafetyLock:
    """:raises NoSuchLock: the programme declares none of that key."""
    declared = programme_of(work, enrolment.programme).locks.get(lock)
    if declared is None:
        raise NoSuchLock()
    return declared


def open_lock(work: Work, actor: Actor, enrolment: Enrolment, lock: str, reason: str) -> None:
    """Let this patient at what the lock keeps back, all the same. It closes again by itself when a fact of it changes.

    :raises NoSuchLock, NotTheOpener, WrongState, LockReasonNeeded: nothing is stored.
    :raises LockIsElsewise: it is open, or keeps nothing back now.
    """
    declared = lock_of(work, enrolment, lock)
    if not may_open_lock(declared, roles_here(work, actor, enrolment)):
        raise NotTheOpener(refused_access(actor, enrolment, "safety", "opener"), declared.opener)
    _begin(work, enrolment)
    safety = safety_of(work, enrolment)
    if lock in safety.opened or held_lock(declared, safety.facts) is None:
        raise LockIsElsewise()
    against = {"against": judged_by(declared, safety.facts)}
    _write(work, _writer(actor), enrolment, [("opened", lock, against)], _reason(reason))


def close_lock(work: Work, actor: Actor, enrolment: Enrolment, lock: str, reason: str) -> None:
    """Close again what was opened; any therapist of the patient may.

    :raises NoSuchLock, WrongState, LockReasonNeeded: nothing is stored.
    :raises LockIsElsewise: it is not open.
    """
    lock_of(work, enrolment, lock)
    _begin(work, enrolment)
    if lock not in safety_of(work, enrolment).opened:
        raise LockIsElsewise()
    _write(work, _writer(actor), enrolment, [("closed", lock, {})], _reason(reason))


def _reason(written: str) -> str:
    reason = " ".join(written.split())
    if len(reason) < SHORTEST_REASON:
        raise LockReasonNeeded()
    return reason[:LONGEST_NOTE]
