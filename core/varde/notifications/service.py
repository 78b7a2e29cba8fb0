"""Notices: written as rows in the transaction that wants them; worded and addressed when they are sent."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import open_alerts, remember_told
from varde.enrolments.cover import answering_people, therapists_at
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.phones import takes_texts
from varde.identity.service import Contact, contact_of
from varde.kernel.jobs import job
from varde.kernel.work import Work
from varde.notifications.forms import ABOUT_A_FORM, NOTHING_WAITS, forms_waiting, path_to
from varde.notifications.models import Delivery
from varde.notifications.notices import NOTICES
from varde.standing.danger import is_danger

MUST_BE_RUNG, NO_ADDRESS = "is to be rung", "no e-mail address"
NO_MOBILE, NO_TEXTS = "no mobile number", "a number that takes no texts"
NO_GATEWAY = {"sms": "no SMS gateway is set up", "email": "no mail gateway is set up"}
TO_RING = (MUST_BE_RUNG, NO_ADDRESS, NO_MOBILE, NO_TEXTS)
"""Why a notice did not go out and somebody must ring instead."""


def notify(work: Work, person_id: int, enrolment_id: int | None, notice: str, key: str, path: str) -> Delivery | None:
    """Plan one notice. The same ``key`` is only ever planned once (None the second time)."""
    if work.session.scalar(select(Delivery.id).where(Delivery.key == key)) is not None:
        return None
    row = work.add(
        Delivery(
            person_id=person_id,
            enrolment_id=enrolment_id,
            notice=notice,
            key=key,
            channel="none",
            state="queued",
            text="",
            path=path,
            planned_at=work.now,
        )
    )
    work.session.flush()
    work.enqueue(send, delivery_id=row.id)
    return row


TO_STAFF = ("alert", "list")
NO_STAFF = "no staff any more"


@job("notifications.send")
def send(work: Work, delivery_id: int) -> None:
    """Word and send one notice, as the world is now. Without a way to her it is skipped and says so."""
    row = work.session.get(Delivery, delivery_id, with_for_update=True)
    if row is None or row.state != "queued":
        return
    person = work.session.get_one(Person, row.person_id)
    if row.notice in ABOUT_A_FORM:
        why, row.path = _why_not_of_forms(work, row)
    else:
        why = _why_not(work, row)
    if why:
        row.state, row.reason = "skipped", why
        return
    enrolment = work.session.get_one(Enrolment, row.enrolment_id) if row.enrolment_id else None
    if row.notice in TO_STAFF and enrolment is not None and person.id not in therapists_at(work, enrolment):
        row.state, row.reason = "skipped", NO_STAFF
        if row.notice == "alert":
            hand_on(work, enrolment, f":after{row.id}")
        return
    channel, recipient = way_to(contact_of(work, person))
    if recipient is None:
        row.state, row.reason = "skipped", channel
        return
    if work.settings.is_production:
        row.state, row.reason = "failed", NO_GATEWAY[channel]
        return
    # In demo and test the row is the phone: /demo/telefon shows it.
    row.channel, row.recipient_sealed = channel, work.vault.seal("delivery.recipient", recipient)
    row.text = work.speech(person.language).say(NOTICES[row.notice], link=work.settings.base_url + row.path)
    row.state, row.sent_at = "sent", work.now
    if row.notice == "alert":
        remember_told(work, int(row.key.split(":")[1]), person.id)


def _why_not(work: Work, row: Delivery) -> str:
    """Why she is not told: "" when she is, or when the notice is not hers. Whoever pauses or ends waits for this, so that
    nothing goes out afterwards."""
    if row.enrolment_id is None:
        return "no more contact" if _stopped_everywhere(work, row.person_id) else ""
    enrolment = work.session.get_one(Enrolment, row.enrolment_id, with_for_update={"read": True})
    if enrolment.person_id != row.person_id:
        return ""
    if enrolment.contact_stopped_at is not None:
        return "no more contact"
    if enrolment.state == "paused":
        return "paused"
    return ""


def _why_not_of_forms(work: Work, row: Delivery) -> tuple[str, str]:
    """Why she is not told of her questionnaires, and where the notice leads. What waits in one enrolment is told of though
    nothing does in that of the one the notice was planned for."""
    waiting = forms_waiting(work, row.person_id)
    return ("", path_to(waiting)) if waiting else (_why_not(work, row) or NOTHING_WAITS, row.path)


def _stopped_everywhere(work: Work, person_id: int) -> bool:
    """A notice about no enrolment is about all of them."""
    contact = select(Enrolment.contact_stopped_at).where(Enrolment.person_id == person_id)
    stopped = list(work.session.scalars(contact))
    return bool(stopped) and all(at is not None for at in stopped)


def way_to(contact: Contact) -> tuple[str, str | None]:
    """The channel and the address of a person, or why there is none and (None): then somebody must ring."""
    if contact.reach == "phone":
        return MUST_BE_RUNG, None
    if contact.reach == "email":
        return ("email", contact.email) if contact.email else (NO_ADDRESS, None)
    if contact.phone is None:
        return NO_MOBILE, None
    return ("sms", contact.phone) if takes_texts(contact.phone) else (NO_TEXTS, None)


def hand_on(work: Work, enrolment: Enrolment, why: str) -> None:
    """Whoever answers from now on is told of the alerts that are open. ``why`` ends the key of the notices, so that each reason
    is told of once."""
    people = answering_people(work, enrolment)
    for alert, _declared in open_alerts(work, enrolment.id):
        notify_of_alert(work, enrolment, alert, people, why)


def notify_of_alert(work: Work, enrolment: Enrolment, alert: RaisedAlert, people: Iterable[int], why: str) -> None:
    """One notice about each alert that is a danger. About all others together one a day, or nobody would read them."""
    for person_id in people:
        if is_danger(alert.severity, crisis=alert.crisis):
            notify(work, person_id, enrolment.id, "alert", f"alert:{alert.id}:{person_id}{why}", "/arbeidsliste")
        else:
            notify(work, person_id, enrolment.id, "list", f"list:{person_id}:{work.today}", "/arbeidsliste")


JOBS = (send,)


def deliveries_of(work: Work, enrolment_id: int) -> list[Delivery]:
    """Every notice about an enrolment and what became of it, newest first."""
    return list(
        work.session.scalars(select(Delivery).where(Delivery.enrolment_id == enrolment_id).order_by(Delivery.id.desc()))
    )


def latest_sent(work: Work, most: int) -> list[tuple[Delivery, Person]]:
    """The text messages and e-mails that were sent last, newest first, with whom each went to. One statement."""
    rows = work.session.execute(
        select(Delivery, Person)
        .join(Person, Person.id == Delivery.person_id)
        .where(Delivery.state == "sent", Delivery.channel != "none")
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
        .limit(most)
    )
    return [(delivery, person) for delivery, person in rows]
