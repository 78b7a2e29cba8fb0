"""Notices: written as rows in the transaction that wants them; worded and addressed when they are sent."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from varde.alerts.events import AlertEscalated, AlertRaised
from varde.alerts.models import RaisedAlert
from varde.alerts.service import remember_told
from varde.assessments.events import QuestionnaireDue
from varde.dialogue.events import MessageSent
from varde.enrolments.models import Enrolment
from varde.identity.models import Grant, Person
from varde.identity.service import PHONE_PLACE, line_of
from varde.kernel.events import Listener
from varde.kernel.jobs import job
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.referrals.events import ReferralDecided
from varde.standing.danger import is_danger

# No health content, no programme, no clinic: whoever else sees the phone learns nothing.
NOTICES: dict[str, Text] = {
    "questionnaire": Text(
        "Hei. Det er et skjema klart til deg. Logg inn når det passer: {link}",
        "Hei. Det er eit skjema klart til deg. Logg inn når det passar: {link}",
        "Hello. A form is ready for you. Sign in when it suits you: {link}",
    ),
    "reminder": Text(
        "Hei. Skjemaet ditt venter fortsatt. Det går fint å ta det når du har tid: {link}",
        "Hei. Skjemaet ditt ventar framleis. Det går fint å ta det når du har tid: {link}",
        "Hello. Your form is still waiting. Take it when you have time: {link}",
    ),
    "message": Text(
        "Hei. Du har en ny melding. Logg inn for å lese den: {link}",
        "Hei. Du har ei ny melding. Logg inn for å lese henne: {link}",
        "Hello. You have a new message. Sign in to read it: {link}",
    ),
    "alert": Text(
        "Hei. Noe i arbeidslisten din må ses på nå. Logg inn: {link}",
        "Hei. Noko i arbeidslista di må sjåast på no. Logg inn: {link}",
        "Hello. Something on your list must be looked at now. Sign in: {link}",
    ),
    "list": Text(
        "Hei. Det er noe nytt i arbeidslisten din. Logg inn: {link}",
        "Hei. Det er noko nytt i arbeidslista di. Logg inn: {link}",
        "Hello. There is something new on your list. Sign in: {link}",
    ),
    "decision": Text(
        "Hei. Svaret på påmeldingen din er klart. Logg inn for å lese det: {link}",
        "Hei. Svaret på påmeldinga di er klart. Logg inn for å lese det: {link}",
        "Hello. The answer to your referral is ready. Sign in to read it: {link}",
    ),
}


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


@job("notifications.send")
def send(work: Work, delivery_id: int) -> None:
    """Word and send one notice, as the world is now. Without a number to send to, it is skipped and says so."""
    row = work.session.get(Delivery, delivery_id, with_for_update=True)
    if row is None or row.state != "queued":
        return
    person = work.session.get(Person, row.person_id)
    enrolment = work.session.get(Enrolment, row.enrolment_id) if row.enrolment_id else None
    own = enrolment is not None and person is not None and enrolment.person_id == person.id
    if person is None or (own and enrolment is not None and enrolment.state == "paused"):
        row.state, row.reason = "skipped", "paused" if person else "no person"
        return
    if person.phone_sealed is None:
        row.state, row.reason = "skipped", "no mobile number"
        return
    if work.settings.is_production:
        row.state, row.reason = "failed", "no SMS gateway is set up"
        return
    # In demo and test the row is the phone: /demo/telefon shows it.
    row.channel, row.recipient_sealed = (
        "sms",
        work.vault.seal("delivery.recipient", work.vault.open(PHONE_PLACE, person.phone_sealed)),
    )
    row.text = work.speech(person.language).say(NOTICES[row.notice], link=work.settings.base_url + row.path)
    row.state, row.sent_at = "sent", work.now
    if row.notice == "alert":
        remember_told(work, int(row.key.split(":")[1]), person.id)


def on_questionnaire(work: Work, event: QuestionnaireDue) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        notify(
            work,
            enrolment.person_id,
            enrolment.id,
            "reminder" if event.reminder else "questionnaire",
            f"questionnaire:{event.agenda_id}:{event.reminder}",
            f"/skjema/{event.agenda_id}",
        )


def on_message(work: Work, event: MessageSent) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and not event.from_patient:
        notify(
            work,
            enrolment.person_id,
            enrolment.id,
            "message",
            f"message:{event.message_id}",
            f"/meldinger/{enrolment.id}",
        )


def on_decision(work: Work, event: ReferralDecided) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        notify(work, enrolment.person_id, enrolment.id, "decision", f"decision:{enrolment.id}", "/min-sti")


def on_alert(work: Work, event: AlertRaised) -> None:
    """A danger is told at once. All others stand on the caseload, and are told when nobody opens them in time."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    alert = work.session.get(RaisedAlert, event.alert_id)
    if enrolment is not None and alert is not None and is_danger(alert.severity, crisis=alert.crisis):
        recipients = [enrolment.therapist_id] if enrolment.therapist_id else therapists_at(work, enrolment)
        _notify_of(work, enrolment, alert, recipients, "")


def on_escalated(work: Work, event: AlertEscalated) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    alert = work.session.get(RaisedAlert, event.alert_id)
    if enrolment is not None and alert is not None:
        _notify_of(work, enrolment, alert, therapists_at(work, enrolment), ":escalated")


def _notify_of(work: Work, enrolment: Enrolment, alert: RaisedAlert, people: Iterable[int], why: str) -> None:
    """One notice about each alert that is a danger. About all others together one a day, or nobody would read them."""
    for person_id in people:
        if is_danger(alert.severity, crisis=alert.crisis):
            notify(work, person_id, enrolment.id, "alert", f"alert:{alert.id}:{person_id}{why}", "/arbeidsliste")
        else:
            notify(work, person_id, enrolment.id, "list", f"list:{person_id}:{work.today}", "/arbeidsliste")


def therapists_at(work: Work, enrolment: Enrolment) -> list[int]:
    """Every therapist of the programme at the enrolment's organisation or above it."""
    return list(
        work.session.scalars(
            select(Grant.person_id)
            .where(
                Grant.role == "therapist",
                Grant.organisation_id.in_(line_of(work, enrolment.organisation_id)),
                Grant.programme.is_(None) | (Grant.programme == enrolment.programme),
                Grant.ends_at.is_(None) | (Grant.ends_at > work.now),
            )
            .order_by(Grant.person_id)
        )
    )


LISTENERS = (
    Listener(AlertRaised, on_alert),
    Listener(AlertEscalated, on_escalated),
    Listener(QuestionnaireDue, on_questionnaire),
    Listener(MessageSent, on_message),
    Listener(ReferralDecided, on_decision),
)
JOBS = (send,)


def deliveries_of(work: Work, enrolment_id: int) -> list[Delivery]:
    """Every notice about an enrolment and what became of it, newest first."""
    return list(
        work.session.scalars(select(Delivery).where(Delivery.enrolment_id == enrolment_id).order_by(Delivery.id.desc()))
    )


def latest_sent(work: Work, most: int) -> list[tuple[Delivery, Person]]:
    """The text messages that were sent last, newest first, with whom each went to. One statement."""
    rows = work.session.execute(
        select(Delivery, Person)
        .join(Person, Person.id == Delivery.person_id)
        .where(Delivery.state == "sent", Delivery.channel == "sms")
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
        .limit(most)
    )
    return [(delivery, person) for delivery, person in rows]
