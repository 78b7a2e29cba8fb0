"""Notices: written as rows in the transaction that wants them; decided, worded and addressed when they are sent."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import open_alerts
from varde.enrolments.cover import answering_people
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.identity.service import duty_number
from varde.kernel.work import Work
from varde.notifications.addresses import MUST_BE_RUNG, NO_ADDRESS, NO_MOBILE, NO_TEXTS
from varde.notifications.models import Delivery
from varde.notifications.rules import is_nobody_on
from varde.scheduling.opening import times_of
from varde.staffing.service import away_on
from varde.standing.danger import is_danger

NOT_REACHED, NOT_SENT = "the address did not work", "it could not be sent"
TO_RING = (MUST_BE_RUNG, NO_ADDRESS, NO_MOBILE, NO_TEXTS, NOT_REACHED, NOT_SENT)
"""Why a notice did not reach her and somebody must ring instead."""


DISPATCH = "notifications.dispatch"
"""The job that sends what is due (:mod:`varde.notifications.sending`)."""


def notify(
    work: Work,
    person_id: int | None,
    enrolment_id: int | None,
    notice: str,
    key: str,
    path: str,
    *,
    asked: bool = False,
    organisation_id: int | None = None,
    appointment_id: int | None = None,
    series: str | None = None,
    session_id: int | None = None,
) -> Delivery | None:
    """Plan one notice, to a person or to the duty telephone of an organisation. The same ``key`` is only ever planned once (None
    the second time). ``asked``: she asked for it this moment, and it waits for no morning. ``appointment_id``: a patient is told of
    this time; ``series``: of these, in a row; ``session_id``: of this time of a group."""
    if work.session.scalar(select(Delivery.id).where(Delivery.key == key)) is not None:
        return None
    row = work.add(
        Delivery(
            person_id=person_id,
            organisation_id=organisation_id,
            enrolment_id=enrolment_id,
            appointment_id=appointment_id,
            series=series,
            session_id=session_id,
            notice=notice,
            key=key,
            channel="none",
            state="queued",
            text="",
            path=path,
            planned_at=work.now,
            next_at=work.now,
            asked=asked,
        )
    )
    work.session.flush()
    work.enqueue_once(DISPATCH)
    return row


def hand_on(work: Work, enrolment: Enrolment, why: str) -> None:
    """Whoever answers from now on is told of the alerts that are open. ``why`` ends the key of the notices, so that each reason
    is told of once."""
    people = answering_people(work, enrolment)
    for alert, _declared in open_alerts(work, enrolment.id):
        notify_of_alert(work, enrolment, alert, people, why)


def notify_of_alert(work: Work, enrolment: Enrolment, alert: RaisedAlert, people: Collection[int], why: str) -> None:
    """One notice about each alert that is a danger. About all others together one a day, or nobody would read them."""
    for person_id in people:
        if is_danger(alert.severity, crisis=alert.crisis):
            notify(work, person_id, enrolment.id, "alert", f"alert:{alert.id}:{person_id}{why}", "/arbeidsliste")
        else:
            notify(work, person_id, enrolment.id, "list", f"list:{person_id}:{work.today}", "/arbeidsliste")
    if is_danger(alert.severity, crisis=alert.crisis):
        notify_duty(work, enrolment.organisation_id, people, f"alert:{alert.id}:duty{why}", "/arbeidsliste")


def notify_duty(work: Work, organisation_id: int, people: Collection[int], key: str, path: str) -> None:
    """A danger that ``people`` are told of goes to whoever is on duty too, when none of them is on and there is a duty telephone.
    Five statements while somebody is on."""
    present = set(people) - away_on(work, work.today, people).keys() if people else ()
    wall = work.now.astimezone(work.zone)
    if not is_nobody_on(wall, times_of(work, organisation_id), present=len(present)):
        return
    if duty_number(work, work.session.get_one(Organisation, organisation_id)) is not None:
        notify(work, None, None, "duty", key, path, organisation_id=organisation_id)


def deliveries_of(work: Work, enrolment_id: int) -> list[Delivery]:
    """Every notice about an enrolment and what became of it, newest first."""
    return list(
        work.session.scalars(select(Delivery).where(Delivery.enrolment_id == enrolment_id).order_by(Delivery.id.desc()))
    )


MOST_LISTED = 30


def deliveries_to(work: Work, person_id: int) -> list[Delivery]:
    """The latest notices to a person, newest first, but for those that another speaks for. One statement."""
    rows = select(Delivery).where(Delivery.person_id == person_id, Delivery.carrier_id.is_(None))
    return list(work.session.scalars(rows.order_by(Delivery.id.desc()).limit(MOST_LISTED)))


def latest_sent(work: Work, most: int) -> list[tuple[Delivery, Person]]:
    """The text messages and e-mails that were sent last, newest first, with whom each went to. One statement."""
    rows = work.session.execute(
        select(Delivery, Person)
        .join(Person, Person.id == Delivery.person_id)
        .where(
            Delivery.state.in_(("sent", "delivered")),
            Delivery.channel.in_(("sms", "email")),
            Delivery.carrier_id.is_(None),
        )
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
        .limit(most)
    )
    return [(delivery, person) for delivery, person in rows]
