"""The alert's life: raise, show the crisis text, open, act, escalate, close."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update

from varde.alerts.errors import AlreadyClosed, NoCrisisText, NoSuchAlert, NoteNeeded
from varde.alerts.events import AlertClosed, AlertEscalated, AlertOpened, AlertRaised
from varde.alerts.former_names import under_present_names
from varde.alerts.models import AlertEvent, OpenAlert, RaisedAlert
from varde.alerts.referral_rules import alert_of_referral
from varde.alerts.rules import gravity, open_by, undeclared, urgency
from varde.alerts.values import OF_THE_HOUSE, Alert
from varde.enrolments.cover import answering
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor, crisis_text_of
from varde.kernel.events import Listener
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem
from varde.standing.danger import DANGEROUS, is_danger

KIND = "alert"
NOTE_PLACE = "alert_event.note"
IS_DANGER = RaisedAlert.severity.in_(DANGEROUS) | RaisedAlert.crisis.is_(True)
"""What :func:`varde.standing.danger.is_danger` says, in a statement."""
OPEN_STATES = ("raised", "escalated", "opened")
SHORTEST_NOTE = 10


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Nobody is referred to, or begins, a programme that asks about safety where there is no crisis text.

    :raises NoCrisisText
    """
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    begins = enrolment is not None and enrolment.state == "active" and enrolment.started_at == work.now
    if enrolment is not None and (begins or enrolment.state in ("referred", "screening")) and not enrolment.imported:
        may_open(work, enrolment.organisation_id, enrolment.programme)


LISTENERS = (Listener(EnrolmentChanged, on_enrolment),)


def raise_alert(
    work: Work,
    enrolment: Enrolment,
    alert: Alert,
    cause: str,
    because: Mapping[str, object],
    response_id: int | None = None,
    note_id: int | None = None,
) -> RaisedAlert:
    """Raise one alert, plan its escalation, and tell whoever listens.

    ``cause`` is what one alert of this kind is raised about once. ``because`` (names to plain values) is kept, sealed, in
    the history: what was crossed stands there whatever happens to the answers and to the rule. ``note_id`` is the note of
    what was refused, when it was.
    """
    in_turn(work, enrolment.id)
    row = work.add(
        RaisedAlert(
            person_id=enrolment.person_id,
            organisation_id=enrolment.organisation_id,
            enrolment_id=enrolment.id,
            note_id=note_id,
            alert=alert.key,
            cause=cause,
            severity=alert.severity,
            response_id=response_id,
            crisis=alert.crisis,
            owner_id=answering(work, enrolment) if enrolment.therapist_id is not None else None,
            state="raised",
            raised_at=work.now,
            open_by=open_by(alert.severity, work.now, work.zone),
        )
    )
    work.session.flush()
    remember(work, row, "raised", None, json.dumps(dict(because)))
    put_on_enrolment(work, row, enrolment.id)
    return row


def put_on_enrolment(work: Work, row: RaisedAlert, enrolment_id: int) -> None:
    """Plan the escalation of an open alert that is about this enrolment, and tell whoever listens."""
    agenda.plan(
        work,
        enrolment_id,
        KIND,
        str(row.id),
        opens_at=work.now,
        due_at=row.open_by,
        act_at=row.open_by if row.state == "raised" else None,
        stands=True,
        details={"response": row.response_id} if row.response_id else {},
    )
    danger = is_danger(row.severity, crisis=row.crisis)
    if danger:
        _set_in_danger(work, enrolment_id, in_danger=True)
    place = urgency(row.severity, crisis=row.crisis) if danger else 0
    work.publish(AlertRaised(enrolment_id, row.id, int(danger), place))


def _set_in_danger(work: Work, enrolment_id: int, *, in_danger: bool) -> None:
    work.session.execute(update(Enrolment).where(Enrolment.id == enrolment_id).values(in_danger=in_danger))


def in_turn(work: Work, enrolment_id: int) -> None:
    """Alerts about one enrolment are raised and closed one at a time, so that whoever counts those that are left sees them.
    Held until the unit of work ends. One statement."""
    work.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment_id).with_for_update(key_share=True))


def escalate(work: Work, item: AgendaItem) -> datetime | None:
    """What the clock does when the time to open has passed: tell everybody at the clinic, once, if nobody has."""
    row = work.session.get(RaisedAlert, int(item.key), with_for_update=True)
    if row is not None and row.state == "raised" and row.enrolment_id is not None:
        row.state = "escalated"
        remember(work, row, "escalated", None)
        work.publish(AlertEscalated(row.enrolment_id, row.id))
    agenda.finish(item, work.now)
    return None


HANDLER = agenda.AgendaHandler(KIND, escalate)


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as the clinician sees it: the row, what was declared (see :func:`declared_as`), its history with notes
    opened, whose it is, the facts that raised it, and the id of the appointment that she was called in to last."""

    row: RaisedAlert
    declared: Alert
    history: tuple[tuple[AlertEvent, str | None, str | None], ...]
    owner: str | None
    because: Mapping[str, Any]
    called_in: int | None = None


def declared_as(work: Work, row: RaisedAlert | OpenAlert) -> Alert:
    """What was declared; when it is not declared any more, the bare alert under its key."""
    declared = work.catalogue.all(Alert).get(row.alert) or OF_THE_HOUSE.get(row.alert)
    alert = declared or alert_of_referral(row.alert, work.catalogue.all(Programme))
    return alert or undeclared(row.alert, row.severity, crisis=row.crisis)


def alerts_of(work: Work, enrolment_id: int) -> list[AlertView]:
    """Every alert of an enrolment: open ones first, the gravest first, then the newest. Two statements."""
    return views_where(work, RaisedAlert.enrolment_id == enrolment_id)


def views_where(work: Work, which: ColumnElement[bool]) -> list[AlertView]:
    """The alerts of which this holds, in the order of :func:`alerts_of`. Two statements."""
    rows = work.session.execute(
        select(RaisedAlert, Person)
        .outerjoin(Person, Person.id == RaisedAlert.owner_id)
        .where(which)
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
    called_in: dict[int, int] = {}
    whom: list[tuple[AlertEvent, Person | None]] = [(row[0], row[1]) for row in events]
    for event, by in whom:
        note = work.vault.open(NOTE_PLACE, event.note_sealed) if event.note_sealed else None
        if event.kind == "raised":
            because[event.alert_id], note = json.loads(note or "{}"), None
        if event.kind == "called_in" and note:
            called_in[event.alert_id], note = int(note), None
        history.setdefault(event.alert_id, []).append((event, by.name if by else None, note))
    owned: list[tuple[RaisedAlert, Person | None]] = [(row[0], row[1]) for row in rows]
    views = [
        AlertView(
            row,
            declared_as(work, row),
            tuple(history.get(row.id, ())),
            owner.name if owner else None,
            under_present_names(because.get(row.id, {}), work.catalogue, declared_as(work, row).instrument),
            called_in.get(row.id),
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
    in_turn(work, enrolment_id)
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
        remember(work, row, "taken", actor)
    look(work, actor, row)


def look(work: Work, actor: Actor, row: RaisedAlert) -> None:
    """Whoever does something about an alert that nobody has opened, has opened it."""
    if row.state in ("raised", "escalated"):
        row.state, row.owner_id = "opened", actor.person_id
        remember(work, row, "opened", actor)
        if row.enrolment_id is not None:
            work.publish(AlertOpened(row.enrolment_id, row.id))


def note_action(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    """Write down something that was done. :raises AlreadyClosed, NoteNeeded."""
    _must_take_note(row, note)
    look(work, actor, row)
    remember(work, row, "action", actor, note)


def close_alert(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    """Close with a note of what was done. :raises AlreadyClosed, NoteNeeded: nothing is stored."""
    if row.enrolment_id is not None:
        in_turn(work, row.enrolment_id)
    _must_take_note(row, note)
    _close(work, actor, row, note)


def close_with_said(work: Work, actor: Actor, row: RaisedAlert) -> None:
    """Close an open alert with what stands in its history since just now."""
    _close(work, actor, row, "")


def _close(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    look(work, actor, row)
    row.state, row.closed_at = "closed", work.now
    remember(work, row, "closed", actor, note)
    work.session.flush()
    if row.enrolment_id is not None:
        _told_closed(work, row, row.enrolment_id)


def _told_closed(work: Work, row: RaisedAlert, enrolment_id: int) -> None:
    risk = is_danger(row.severity, crisis=row.crisis)
    left = work.session.execute(
        select(RaisedAlert.severity, RaisedAlert.crisis).where(
            RaisedAlert.enrolment_id == enrolment_id,
            RaisedAlert.state.in_(OPEN_STATES),
            IS_DANGER if risk else ~IS_DANGER,
        )
    ).all()
    if risk and not left:
        _set_in_danger(work, enrolment_id, in_danger=False)
    first = min((urgency(severity, crisis=crisis) for severity, crisis in left), default=0) if risk else 0
    work.publish(AlertClosed(enrolment_id, row.id, int(risk), int(bool(left)), first))


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


def remember(work: Work, row: RaisedAlert, kind: str, actor: Actor | None, note: str = "") -> None:
    """One line of the history of an alert, by whoever does something about it, or (None) by Varde."""
    remember_of(work, row, kind, actor.person_id if actor else None, note)


def remember_of(work: Work, row: RaisedAlert, kind: str, by_id: int | None, note: str) -> None:
    """The same, of something that ``by_id`` did elsewhere."""
    sealed = work.vault.seal(NOTE_PLACE, note.strip()[:2000]) if note.strip() else None
    work.add(AlertEvent(alert_id=row.id, at=work.now, kind=kind, by_id=by_id, note_sealed=sealed))


def may_open(work: Work, organisation_id: int, programme: str) -> None:
    """:raises NoCrisisText: the programme can raise a crisis, and the organisation has no text for it."""
    declared = work.catalogue.all(Programme).get(programme)
    criteria = (*declared.eligibility.require, *declared.eligibility.review) if declared else ()
    asks = any(
        alert.crisis and alert.patient_text is None and alert.programme in ("", programme)
        for alert in work.catalogue.all(Alert).values()
    ) or any(criterion.urgent and criterion.patient_text is None for criterion in criteria)
    if asks and not crisis_text_of(work, organisation_id, LANGUAGES[0]):
        raise NoCrisisText()
