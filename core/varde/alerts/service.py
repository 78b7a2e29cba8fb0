"""The alert's life: raise, show the crisis text, open, act, escalate, close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from varde.alerts.errors import AlreadyClosed, NoCrisisText, NoSuchAlert, NoteNeeded
from varde.alerts.events import AlertClosed, AlertEscalated, AlertRaised
from varde.alerts.models import AlertEvent, RaisedAlert
from varde.alerts.rules import facts_of_response, open_by, raised_by
from varde.alerts.values import SEVERITIES, Alert
from varde.assessments.events import ResponseSubmitted
from varde.assessments.models import Response
from varde.identity.models import Person
from varde.identity.service import Actor, crisis_text_of
from varde.kernel.events import Listener
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.programmes.events import EnrolmentChanged
from varde.programmes.models import Enrolment
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem

KIND = "alert"
NOTE_PLACE = "alert_event.note"
RISK = ("red", "critical")
OPEN_STATES = ("raised", "escalated", "opened")
SHORTEST_NOTE = 10


def on_response(work: Work, event: ResponseSubmitted) -> None:
    """Raise what the answers of one response call for, in the transaction that accepts them."""
    response = work.session.get(Response, event.response_id)
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if response is None or enrolment is None or response.mode == "import":
        return
    worse = None if event.worse is None else bool(event.worse)
    facts = facts_of_response(response.answers, response.total, response.band, response.flags, worse)
    for alert in raised_by(_declared(work, enrolment.programme, response.instrument), facts):
        raise_alert(work, enrolment, alert, f"response:{response.id}", response.id)


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Nobody is referred to a programme that asks about safety where there is no crisis text. :raises NoCrisisText"""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and enrolment.state in ("referred", "screening") and not enrolment.imported:
        may_open(work, enrolment.organisation_id, enrolment.programme)


LISTENERS = (Listener(ResponseSubmitted, on_response), Listener(EnrolmentChanged, on_enrolment))


def _declared(work: Work, programme: str, instrument: str) -> Iterable[Alert]:
    for alert in work.catalogue.all(Alert).values():
        if alert.instrument == instrument and alert.programme in ("", programme):
            yield alert


def raise_alert(
    work: Work, enrolment: Enrolment, alert: Alert, cause: str, response_id: int | None = None
) -> RaisedAlert:
    """Raise one alert, plan its escalation, and tell whoever listens."""
    row = work.add(
        RaisedAlert(
            enrolment_id=enrolment.id, alert=alert.key, cause=cause, severity=alert.severity, response_id=response_id,
            crisis=alert.crisis, state="raised", raised_at=work.now, open_by=open_by(alert.severity, work.now, work.zone),
        )
    )  # fmt: skip
    work.session.flush()
    _remember(work, row, "raised", None)
    agenda.plan(
        work, enrolment.id, KIND, str(row.id), opens_at=work.now, due_at=row.open_by, act_at=row.open_by, stands=True
    )
    work.publish(AlertRaised(enrolment.id, row.id, int(alert.severity in RISK)))
    return row


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
    """An alert as the clinician sees it: the row, what was declared, and its history with notes opened."""

    row: RaisedAlert
    declared: Alert
    history: tuple[tuple[AlertEvent, str | None, str | None], ...]


def alerts_of(work: Work, enrolment_id: int) -> list[AlertView]:
    """Every alert of an enrolment, open ones first, newest first. Two statements."""
    rows = work.session.scalars(
        select(RaisedAlert).where(RaisedAlert.enrolment_id == enrolment_id).order_by(RaisedAlert.id.desc())
    ).all()
    if not rows:
        return []
    events = work.session.execute(
        select(AlertEvent, Person)
        .outerjoin(Person, Person.id == AlertEvent.by_id)
        .where(AlertEvent.alert_id.in_([row.id for row in rows]))
        .order_by(AlertEvent.id)
    ).all()
    whom: list[tuple[AlertEvent, Person | None]] = [(row[0], row[1]) for row in events]
    declared = work.catalogue.all(Alert)
    views = [
        AlertView(
            row,
            declared[row.alert],
            tuple(
                (
                    event,
                    by.name if by else None,
                    work.vault.open(NOTE_PLACE, event.note_sealed) if event.note_sealed else None,
                )
                for event, by in whom
                if event.alert_id == row.id
            ),
        )
        for row in rows
        if row.alert in declared
    ]
    return sorted(views, key=lambda view: view.row.state == "closed")


def open_alerts(work: Work, enrolment_id: int) -> list[tuple[RaisedAlert, Alert]]:
    """The alerts that are not closed, gravest first, each with what was declared. One statement."""
    declared = work.catalogue.all(Alert)
    rows = work.session.scalars(
        select(RaisedAlert).where(RaisedAlert.enrolment_id == enrolment_id, RaisedAlert.state != "closed")
    )
    found = [(row, declared[row.alert]) for row in rows if row.alert in declared]
    return sorted(found, key=lambda pair: (-SEVERITIES.index(pair[1].severity), -pair[0].id))


def alert_of(work: Work, enrolment_id: int, alert_id: int) -> RaisedAlert:
    """One alert of this enrolment. :raises NoSuchAlert: there is none."""
    row = work.session.get(RaisedAlert, alert_id, with_for_update=True)
    if row is None or row.enrolment_id != enrolment_id:
        raise NoSuchAlert()
    return row


def open_alert(work: Work, actor: Actor, row: RaisedAlert) -> None:
    """A clinician has looked. The first look is remembered; further ones change nothing."""
    if row.state in ("raised", "escalated"):
        row.state = "opened"
        _remember(work, row, "opened", actor)


def note_action(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    """Write down something that was done. :raises AlreadyClosed, NoteNeeded."""
    _must_take_note(row, note)
    open_alert(work, actor, row)
    _remember(work, row, "action", actor, note)


def close_alert(work: Work, actor: Actor, row: RaisedAlert, note: str) -> None:
    """Close with a note of what was done. :raises AlreadyClosed, NoteNeeded: nothing is stored."""
    _must_take_note(row, note)
    open_alert(work, actor, row)
    row.state, row.closed_at = "closed", work.now
    _remember(work, row, "closed", actor, note)
    work.session.flush()
    left = work.session.scalar(
        select(RaisedAlert.id).where(
            RaisedAlert.enrolment_id == row.enrolment_id, RaisedAlert.state != "closed", RaisedAlert.severity.in_(RISK)
        ).limit(1)
    )  # fmt: skip
    work.publish(AlertClosed(row.enrolment_id, row.id, int(left is not None)))


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


def crisis_to_show(work: Work, person_id: int) -> RaisedAlert | None:
    """The newest crisis alert whose text this patient has not been shown yet. One statement."""
    return work.session.scalar(
        select(RaisedAlert)
        .join(Enrolment, Enrolment.id == RaisedAlert.enrolment_id)
        .where(Enrolment.person_id == person_id, RaisedAlert.crisis.is_(True), RaisedAlert.crisis_shown_at.is_(None))
        .order_by(RaisedAlert.id.desc())
        .limit(1)
    )


def may_open(work: Work, organisation_id: int, programme: str) -> None:
    """:raises NoCrisisText: the programme can raise a crisis, and the organisation has no text for it."""
    asks = any(alert.crisis and alert.programme in ("", programme) for alert in work.catalogue.all(Alert).values())
    if asks and not crisis_text_of(work, organisation_id, LANGUAGES[0]):
        raise NoCrisisText()
