"""The alert's life: raise, show the crisis text, open, act, escalate, close."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from varde.alerts.errors import AlreadyClosed, NoCrisisText, NoSuchAlert, NoteNeeded
from varde.alerts.events import AlertClosed, AlertEscalated, AlertRaised
from varde.alerts.models import AlertEvent, OpenAlert, RaisedAlert
from varde.alerts.optouts import opted_out
from varde.alerts.rules import facts_about, facts_since, gravity, looks_back, open_by, raised_by, undeclared
from varde.alerts.values import Alert
from varde.assessments.events import ResponseSubmitted
from varde.assessments.facts import facts_of_response
from varde.assessments.models import Response
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor, crisis_text_of
from varde.instruments.values import Instrument
from varde.kernel.events import Listener
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.rules.language import evaluate, facts_of
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem
from varde.standing.danger import DANGEROUS, is_danger

KIND = "alert"
DRAFT = "draft"
"""Among what is kept of why an alert was raised: the form was begun and not handed in."""
NOTE_PLACE = "alert_event.note"
IS_DANGER = RaisedAlert.severity.in_(DANGEROUS) | RaisedAlert.crisis.is_(True)
"""What :func:`varde.standing.danger.is_danger` says, in a statement."""
OPEN_STATES = ("raised", "escalated", "opened")
SHORTEST_NOTE = 10


def on_response(work: Work, event: ResponseSubmitted) -> None:
    """Raise what the answers of one response call for, in the transaction that accepts them.

    Nothing is raised about what was imported, nor after a discontinued enrolment; a completed one is still listened to.
    """
    response = work.session.get(Response, event.response_id)
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if response is None or enrolment is None or response.mode == "import":
        return
    declared = declared_about(work, enrolment.programme, response.instrument)
    if not declared or enrolment.imported or enrolment.state == "discontinued":
        return
    raise_about(work, enrolment, response, declared, None if event.worse is None else bool(event.worse))


def declared_about(work: Work, programme: str, instrument: str) -> list[Alert]:
    """The alerts of a programme about one instrument."""
    return [
        alert
        for alert in work.catalogue.all(Alert).values()
        if alert.instrument == instrument and alert.programme in ("", programme)
    ]


def raise_about(
    work: Work, enrolment: Enrolment, response: Response, declared: Collection[Alert], worse: bool | None = None
) -> None:
    """Raise those of ``declared`` that one response, or a draft, calls for and that were not raised about it before."""
    draft = response.submitted_at is None
    facts = _facts(work, response, declared, worse)
    raised = raised_by(declared, facts)
    if not raised:
        return
    before = select(RaisedAlert.alert).where(RaisedAlert.response_id == response.id)
    known = set(work.session.scalars(before.where(RaisedAlert.enrolment_id == enrolment.id)))
    off = opted_out(work, enrolment.id) if any(not alert.crisis for alert in raised) else frozenset()
    for alert in raised:
        if alert.key not in known and (alert.crisis or alert.key not in off):
            because = _because(alert, facts) | ({DRAFT: True} if draft else {})
            raise_alert(work, enrolment, alert, f"response:{response.id}", because, response.id)


def _facts(work: Work, response: Response, declared: Iterable[Alert], worse: bool | None) -> dict[str, object]:
    """What the rules may look at; the response before is fetched only when it decides. None or one statement."""
    instrument = work.catalogue.one(Instrument, response.instrument)
    facts = facts_of_response(response.answers, response.total, response.band, response.flags, worse)
    facts |= facts_about(instrument, response.answers, draft=response.submitted_at is None)
    if any(looks_back(alert) and evaluate(alert.rule, facts) is None for alert in declared):
        facts |= facts_since(instrument, response.answers, response.band, _before(work, response))
    return facts


def _before(work: Work, response: Response) -> tuple[Mapping[str, Any], str | None] | None:
    row = work.session.execute(
        select(Response.answers, Response.band)
        .where(
            Response.enrolment_id == response.enrolment_id,
            Response.instrument == response.instrument,
            Response.submitted_at.is_not(None),
            Response.id != response.id,
        )
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def _because(alert: Alert, facts: Mapping[str, object]) -> dict[str, object]:
    """What the rule looked at, and the total beside a level or a change."""
    keys = facts_of(alert.rule)
    always = {"total"} if keys & {"band", "worse", "new_band"} else set()
    return {key: facts[key] for key in sorted(keys | always) if key in facts}


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Nobody is referred to, or begins, a programme that asks about safety where there is no crisis text.

    :raises NoCrisisText
    """
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    begins = enrolment is not None and enrolment.state == "active" and enrolment.started_at == work.now
    if enrolment is not None and (begins or enrolment.state in ("referred", "screening")) and not enrolment.imported:
        may_open(work, enrolment.organisation_id, enrolment.programme)


LISTENERS = (Listener(ResponseSubmitted, on_response), Listener(EnrolmentChanged, on_enrolment))


def raise_alert(
    work: Work,
    enrolment: Enrolment,
    alert: Alert,
    cause: str,
    because: Mapping[str, object],
    response_id: int | None = None,
) -> RaisedAlert:
    """Raise one alert, plan its escalation, and tell whoever listens.

    ``cause`` is what one alert of this kind is raised about once. ``because`` (names to plain values) is kept, sealed, in
    the history: what was crossed stands there whatever happens to the answers and to the rule.
    """
    _in_turn(work, enrolment.id)
    row = work.add(
        RaisedAlert(
            enrolment_id=enrolment.id,
            alert=alert.key,
            cause=cause,
            severity=alert.severity,
            response_id=response_id,
            crisis=alert.crisis,
            owner_id=enrolment.therapist_id,
            state="raised",
            raised_at=work.now,
            open_by=open_by(alert.severity, work.now, work.zone),
        )
    )
    work.session.flush()
    _remember(work, row, "raised", None, json.dumps(because))
    agenda.plan(
        work,
        enrolment.id,
        KIND,
        str(row.id),
        opens_at=work.now,
        due_at=row.open_by,
        act_at=row.open_by,
        stands=True,
        details={"response": response_id} if response_id else {},
    )
    work.publish(AlertRaised(enrolment.id, row.id, int(is_danger(row.severity, crisis=row.crisis))))
    return row


def _in_turn(work: Work, enrolment_id: int) -> None:
    """Alerts about one enrolment are raised and closed one at a time, so that whoever counts those that are left sees them.
    Held until the unit of work ends. One statement."""
    work.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment_id).with_for_update(key_share=True))


def escalate(work: Work, item: AgendaItem) -> datetime | None:
    """What the clock does when the time to open has passed: tell everybody at the clinic, once, if nobody has."""
    row = work.session.get(RaisedAlert, int(item.key), with_for_update=True)
    if row is not None and row.state == "raised":
        row.state = "escalated"
        _remember(work, row, "escalated", None)
        work.publish(AlertEscalated(row.enrolment_id, row.id))
    agenda.finish(item, work.now)
    return None


HANDLER = agenda.AgendaHandler(KIND, escalate)


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as the clinician sees it: the row, what was declared (see :func:`declared_as`), its history with notes
    opened, whose it is, and the facts that raised it."""

    row: RaisedAlert
    declared: Alert
    history: tuple[tuple[AlertEvent, str | None, str | None], ...]
    owner: str | None
    because: Mapping[str, Any]


def declared_as(work: Work, row: RaisedAlert | OpenAlert) -> Alert:
    """What was declared; when it is not declared any more, the bare alert under its key."""
    alert = work.catalogue.all(Alert).get(row.alert)
    return alert or undeclared(row.alert, row.severity, crisis=row.crisis)


def alerts_of(work: Work, enrolment_id: int) -> list[AlertView]:
    """Every alert of an enrolment: open ones first, the gravest first, then the newest. Two statements."""
    rows = work.session.execute(
        select(RaisedAlert, Person)
        .outerjoin(Person, Person.id == RaisedAlert.owner_id)
        .where(RaisedAlert.enrolment_id == enrolment_id)
        .order_by(RaisedAlert.id.desc())
    ).all()
    if not rows:
        return []
    events = work.session.execute(
        select(AlertEvent, Person)
        .outerjoin(Person, Person.id == AlertEvent.by_id)
        .where(AlertEvent.alert_id.in_([row[0].id for row in rows]))
        .order_by(AlertEvent.id)
    ).all()
    history: dict[int, list[tuple[AlertEvent, str | None, str | None]]] = {}
    because: dict[int, Any] = {}
    whom: list[tuple[AlertEvent, Person | None]] = [(row[0], row[1]) for row in events]
    for event, by in whom:
        note = work.vault.open(NOTE_PLACE, event.note_sealed) if event.note_sealed else None
        if event.kind == "raised":
            because[event.alert_id], note = json.loads(note or "{}"), None
        history.setdefault(event.alert_id, []).append((event, by.name if by else None, note))
    owned: list[tuple[RaisedAlert, Person | None]] = [(row[0], row[1]) for row in rows]
    views = [
        AlertView(
            row,
            declared_as(work, row),
            tuple(history.get(row.id, ())),
            owner.name if owner else None,
            because.get(row.id, {}),
        )
        for row, owner in owned
    ]
    return sorted(views, key=lambda view: (view.row.state == "closed", *_weight(view)))


def _weight(view: AlertView) -> tuple[int, int]:
    grave = -gravity(view.row.severity) if view.row.state != "closed" else 0
    return grave, -view.row.id


OPEN_OF_ONE = select(RaisedAlert).where(
    RaisedAlert.enrolment_id == bindparam("enrolment"), RaisedAlert.state.in_(OPEN_STATES)
)


def open_alerts(work: Work, enrolment_id: int) -> list[tuple[RaisedAlert, Alert]]:
    """The alerts that are not closed, gravest first, each with what was declared. One statement."""
    rows = list(work.session.scalars(OPEN_OF_ONE, {"enrolment": enrolment_id}))
    rows.sort(key=lambda row: (-gravity(row.severity), -row.id))
    return [(row, declared_as(work, row)) for row in rows]


def alert_of(work: Work, enrolment_id: int, alert_id: int) -> RaisedAlert:
    """One alert of this enrolment, to do something about. :raises NoSuchAlert: there is none."""
    _in_turn(work, enrolment_id)
    row = work.session.get(RaisedAlert, alert_id, with_for_update=True)
    if row is None or row.enrolment_id != enrolment_id:
        raise NoSuchAlert()
    return row


def open_alert(work: Work, actor: Actor, row: RaisedAlert) -> None:
    """A clinician looks, and answers for it from now on. Doing it again changes nothing. :raises AlreadyClosed"""
    if row.state == "closed":
        raise AlreadyClosed()
    if row.state == "opened" and row.owner_id != actor.person_id:
        row.owner_id = actor.person_id
        _remember(work, row, "taken", actor)
    _look(work, actor, row)


def _look(work: Work, actor: Actor, row: RaisedAlert) -> None:
    if row.state in ("raised", "escalated"):
        row.state, row.owner_id = "opened", actor.person_id
        _remember(work, row, "opened", actor)


def note_action(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    """Write down something that was done. :raises AlreadyClosed, NoteNeeded."""
    _must_take_note(row, note)
    _look(work, actor, row)
    _remember(work, row, "action", actor, note)


def close_alert(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    """Close with a note of what was done. :raises AlreadyClosed, NoteNeeded: nothing is stored."""
    _in_turn(work, row.enrolment_id)
    _must_take_note(row, note)
    _look(work, actor, row)
    row.state, row.closed_at = "closed", work.now
    _remember(work, row, "closed", actor, note)
    work.session.flush()
    risk = is_danger(row.severity, crisis=row.crisis)
    left = work.session.scalar(
        select(RaisedAlert.id)
        .where(
            RaisedAlert.enrolment_id == row.enrolment_id,
            RaisedAlert.state.in_(OPEN_STATES),
            IS_DANGER if risk else ~IS_DANGER,
        )
        .limit(1)
    )
    work.publish(AlertClosed(row.enrolment_id, row.id, int(risk), int(left is not None)))


def hand_over(work: Work, enrolment_id: int, therapist_id: int | None) -> None:
    """The enrolment has another therapist now, who answers for its open alerts. One statement."""
    work.session.execute(
        update(RaisedAlert)
        .where(RaisedAlert.enrolment_id == enrolment_id, RaisedAlert.state.in_(OPEN_STATES))
        .values(owner_id=therapist_id)
    )


def remember_told(work: Work, alert_id: int, person_id: int) -> None:
    """A notice about the alert went out to this person."""
    work.add(AlertEvent(alert_id=alert_id, at=work.now, kind="notified", by_id=person_id, note_sealed=None))


def _must_take_note(row: RaisedAlert, note: str) -> None:
    if row.state == "closed":
        raise AlreadyClosed()
    if len(note.strip()) < SHORTEST_NOTE:
        raise NoteNeeded()


def _remember(work: Work, row: RaisedAlert, kind: str, actor: Actor | None, note: str = "") -> None:
    sealed = work.vault.seal(NOTE_PLACE, note.strip()[:2000]) if note.strip() else None
    work.add(
        AlertEvent(
            alert_id=row.id, at=work.now, kind=kind, by_id=actor.person_id if actor else None, note_sealed=sealed
        )
    )


# --- the crisis text


CRISIS_TO_SHOW = (
    select(RaisedAlert.id, Enrolment.organisation_id)
    .join(Enrolment, Enrolment.id == RaisedAlert.enrolment_id)
    .where(
        Enrolment.person_id == bindparam("person"), RaisedAlert.crisis.is_(True), RaisedAlert.crisis_shown_at.is_(None)
    )
    .order_by(RaisedAlert.id.desc())
    .limit(1)
)
"""Every page of a patient asks it, so it is put together once."""


def crisis_to_show(work: Work, person_id: int) -> tuple[RaisedAlert, int] | None:
    """The newest crisis alert whose text this patient has not been shown yet, and the organisation whose text it is. One
    statement, and another when there is one."""
    rows = work.columns(CRISIS_TO_SHOW, {"person": person_id})
    return (work.session.get_one(RaisedAlert, rows[0][0]), rows[0][1]) if rows else None


def may_open(work: Work, organisation_id: int, programme: str) -> None:
    """:raises NoCrisisText: the programme can raise a crisis, and the organisation has no text for it."""
    asks = any(alert.crisis and alert.programme in ("", programme) for alert in work.catalogue.all(Alert).values())
    if asks and not crisis_text_of(work, organisation_id, LANGUAGES[0]):
        raise NoCrisisText()
