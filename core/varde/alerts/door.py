"""An alert about somebody who has no course, and no referral that was taken: raised, told, escalated, and handed on to the
enrolment when there is one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from varde.alerts.errors import NoSuchAlert
from varde.alerts.events import DangerAtTheDoor
from varde.alerts.models import RaisedAlert, RiskNote
from varde.alerts.rules import open_by
from varde.alerts.service import OPEN_STATES, AlertView, put_on_enrolment, remember, views_where
from varde.alerts.values import Alert
from varde.enrolments.access import INTAKE_ROLES, admit_to_person
from varde.enrolments.models import Enrolment
from varde.enrolments.reach import covered, let_in, reach_of
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work

MOST = 200
"""How many are escalated at a time."""


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Somebody in danger who has no enrolment: the alert, what she sent, and who she is."""

    row: RaisedAlert
    note: RiskNote
    person: Person


def raise_at_door(work: Work, note: RiskNote, alert: Alert, because: Mapping[str, object]) -> RaisedAlert:
    """Raise one alert about what a person without an enrolment sent; the clinic's intake answers for it."""
    row = work.add(
        RaisedAlert(
            person_id=note.person_id,
            organisation_id=note.organisation_id,
            note_id=note.id,
            alert=alert.key,
            cause=f"note:{note.id}",
            severity=alert.severity,
            crisis=alert.crisis,
            state="raised",
            raised_at=work.now,
            open_by=open_by(alert.severity, work.now, work.zone),
        )
    )
    work.session.flush()
    remember(work, row, "raised", None, json.dumps(dict(because)))
    work.publish(DangerAtTheDoor(row.id, 0))
    return row


def escalate_at_door(work: Work) -> int:
    """Tell everybody at the clinic of those that nobody has opened in time; returns how many. One statement when there are
    none."""
    rows = work.session.scalars(
        select(RaisedAlert)
        .where(RaisedAlert.enrolment_id.is_(None), RaisedAlert.state == "raised", RaisedAlert.open_by <= work.now)
        .order_by(RaisedAlert.open_by)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.state = "escalated"
        remember(work, row, "escalated", None)
        work.publish(DangerAtTheDoor(row.id, 1))
    return len(rows)


def bring_in(work: Work, enrolment: Enrolment) -> frozenset[str]:
    """What is open about this person, at this organisation and in this programme, is about the enrolment from now on. Returns
    the keys of those alerts. One statement when there are none."""
    rows = work.session.execute(
        select(RaisedAlert, RiskNote)
        .join(RiskNote, RiskNote.id == RaisedAlert.note_id)
        .where(
            RaisedAlert.person_id == enrolment.person_id,
            RaisedAlert.enrolment_id.is_(None),
            RaisedAlert.organisation_id == enrolment.organisation_id,
            RaisedAlert.state.in_(OPEN_STATES),
            RiskNote.programme == enrolment.programme,
        )
        .with_for_update()
    ).all()
    pairs: list[tuple[RaisedAlert, RiskNote]] = [(row[0], row[1]) for row in rows]
    for alert, note in pairs:
        alert.enrolment_id = note.enrolment_id = enrolment.id
        put_on_enrolment(work, alert, enrolment.id)
    return frozenset(alert.alert for alert, _note in pairs)


_DOOR = (
    select(RaisedAlert, RiskNote, Person)
    .join(RiskNote, RiskNote.id == RaisedAlert.note_id)
    .join(Person, Person.id == RaisedAlert.person_id)
    .where(RaisedAlert.enrolment_id.is_(None))
)


def at_the_door(work: Work, actor: Actor) -> list[AtTheDoor]:
    """Those in danger who wait for this therapist's intake, who has waited longest first; never herself, her kin, nor whoever
    keeps her out. Two statements."""
    rows = work.session.execute(
        _DOOR.where(
            covered(RaisedAlert.organisation_id, RiskNote.programme),
            let_in(RaisedAlert.person_id),
            RaisedAlert.state.in_(OPEN_STATES),
        ).order_by(RaisedAlert.open_by, RaisedAlert.id),
        reach_of(work, actor, INTAKE_ROLES).asked,
    ).all()
    return [AtTheDoor(row[0], row[1], row[2]) for row in rows]


def open_door(work: Work, actor: Actor, alert_id: int, *, write: bool = False) -> AtTheDoor:
    """Let a therapist of the clinic's intake at one of them, or refuse; either way it is logged.

    :raises NoSuchAlert: there is none, or it has become about an enrolment.
    :raises NoSuchPerson, OwnRecord, WrongRole, KinsRecord, Blocked: a gate closed.
    """
    row = work.session.execute(_DOOR.where(RaisedAlert.id == alert_id).with_for_update(of=RaisedAlert)).first()
    if row is None:
        raise NoSuchAlert()
    door = AtTheDoor(row[0], row[1], row[2])
    admit_to_person(work, actor, door.person, door.row.organisation_id, door.note.programme, "alerts", write=write)
    return door


def view_of(work: Work, alert_id: int) -> AlertView:
    """One alert as the clinician sees it. Two statements."""
    (view,) = views_where(work, RaisedAlert.id == alert_id)
    return view
