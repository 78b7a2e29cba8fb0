"""Calling somebody in from an alert that declares it (``Alert.call_in``): an appointment, and what came of it.

It stands in the history of the alert: ``called_in`` keeps which appointment, and the outcome what was said, sealed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from varde.alerts.call_in_rules import MAY, OUTCOMES, CallDeed, CallStand, call_stand, tries_of
from varde.alerts.errors import AgreedNeeded, AlreadyClosed, NoCallIn, NotNowInCall, OutcomeOfCall
from varde.alerts.models import RaisedAlert
from varde.alerts.service import SHORTEST_NOTE, AlertView, close_with_said, look, remember, views_where
from varde.appointments.errors import NO_SUCH_WAY, NotThen
from varde.appointments.service import Wish, appointment_by_id, arrange
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting
from varde.scheduling import booking
from varde.scheduling.models import Appointment


@dataclass(frozen=True, slots=True)
class CallIn:
    """How it stands with calling her in from one open alert. ``appointment`` is the latest; ``tries`` how many times in a row she
    was not reached; ``may`` what can be done now."""

    meeting: Meeting
    stand: CallStand
    appointment: Appointment | None
    tries: int
    may: tuple[CallDeed, ...]


def call_ins_of(work: Work, enrolment: Enrolment, views: Iterable[AlertView]) -> dict[int, CallIn]:
    """Of each open alert from which she can be called in, by its id. One statement when she was called in from any."""
    open_ones = [view for view in views if view.row.state != "closed"]
    numbers = {view.called_in for view in open_ones if view.called_in is not None}
    rows = work.session.scalars(select(Appointment).where(Appointment.id.in_(numbers))) if numbers else ()
    appointments = {row.id: row for row in rows}
    programme, calls = programme_of(work, enrolment.programme), {}
    for view in open_ones:
        meeting = programme.find_meeting(view.declared.call_in) if view.declared.call_in else None
        if meeting is not None:
            calls[view.row.id] = _call_in(work, meeting, view, appointments.get(view.called_in or 0))
    return calls


def _call_in(work: Work, meeting: Meeting, view: AlertView, appointment: Appointment | None) -> CallIn:
    deeds = [event.kind for event, _, _ in view.history]
    stand = call_stand(deeds, (appointment.state, appointment.starts_at) if appointment else None, work.now)
    return CallIn(meeting, stand, appointment, tries_of(deeds), MAY[stand])


def _call_in_now(work: Work, enrolment: Enrolment, row: RaisedAlert) -> CallIn:
    """:raises AlreadyClosed, NoCallIn"""
    if row.state == "closed":
        raise AlreadyClosed()
    now = call_ins_of(work, enrolment, views_where(work, RaisedAlert.id == row.id)).get(row.id)
    if now is None:
        raise NoCallIn()
    return now


def call_in(
    work: Work, actor: Actor, enrolment: Enrolment, row: RaisedAlert, way: str, begins: datetime
) -> Appointment:
    """She is called in to a talk with whoever does it, and told as of any appointment; the alert stays open.

    :raises AlreadyClosed, NoCallIn: not from this alert. :raises NotNowInCall: she is called in already.
    :raises NotThen, NotFree, WrongState: as :func:`varde.appointments.service.arrange`. Nothing is stored.
    """
    now = _call_in_now(work, enrolment, row)
    _must_be_allowed(now, "called_in")
    if way not in now.meeting.ways:
        raise NotThen(NO_SUCH_WAY)
    wish = Wish(way, begins, now.meeting.minutes, actor.person_id, now.meeting.key)
    appointment = arrange(work, actor, enrolment, wish)
    look(work, actor, row)
    remember(work, row, "called_in", actor, str(appointment.id))
    return appointment


def say_outcome(
    work: Work, actor: Actor, enrolment: Enrolment, row: RaisedAlert, outcome: str, said: str, *, keep: bool
) -> None:
    """What came of it. When she was not reached, the alert stays open and she can be called in again; otherwise what was agreed, or
    what she said, is needed, and the alert is closed unless it is kept. Whether she came is noted on the appointment with it; one
    that she declines beforehand is called off.

    :raises AlreadyClosed, NoCallIn: not of this alert. :raises NotNowInCall: there was no such talk.
    :raises OutcomeOfCall, AgreedNeeded: nothing is stored.
    """
    now = _call_in_now(work, enrolment, row)
    if outcome not in OUTCOMES:
        raise OutcomeOfCall()
    _must_be_allowed(now, outcome)
    if outcome != "not_reached" and len(said.strip()) < SHORTEST_NOTE:
        raise AgreedNeeded(least=SHORTEST_NOTE)
    _note_on_appointment(work, actor, enrolment, now, outcome)
    look(work, actor, row)
    remember(work, row, outcome, actor, said)
    if outcome != "not_reached" and not keep:
        close_with_said(work, actor, row)


def _must_be_allowed(now: CallIn, deed: CallDeed) -> None:
    if deed not in now.may:
        raise NotNowInCall(now.stand)


def _note_on_appointment(work: Work, actor: Actor, enrolment: Enrolment, now: CallIn, deed: CallDeed) -> None:
    """Whoever answers and says no has come: she is not missed. Of one that is called off already nothing is noted."""
    if now.appointment is None or now.stand == "off":
        return
    row = appointment_by_id(work, enrolment, now.appointment.id)
    if now.stand == "ahead":
        booking.call_off(work, row, by_id=actor.person_id)
    elif deed == "not_reached":
        booking.record_attendance(work, row, "missed", actor.person_id)
    elif row.state not in booking.CAME:
        booking.record_attendance(work, row, "attended", actor.person_id)
