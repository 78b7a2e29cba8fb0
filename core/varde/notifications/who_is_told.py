"""What happens elsewhere, and who is told of it: by which notice, under which key, and where it leads."""

from __future__ import annotations

from sqlalchemy import func, select

from varde.alerts.events import AlertEscalated, AlertRaised, DangerAtTheDoor
from varde.alerts.models import RaisedAlert, RiskNote
from varde.alerts.service import hand_over, open_alerts
from varde.appointments.waiting import who_waits_for
from varde.assessments.events import QuestionnaireDue, ResponseCorrected
from varde.assessments.models import Correction
from varde.dialogue.events import MessageSent
from varde.enrolments.cover import answering, answering_people, therapists_at, therapists_of
from varde.enrolments.events import (
    EnrolmentLeft,
    EnrolmentReturned,
    MeetingDecided,
    OpinionAsked,
    PausedHerself,
    ResponsibleChanged,
)
from varde.enrolments.models import Ending, Enrolment
from varde.enrolments.rules import WAYS
from varde.groups.events import GroupMembershipChanged, GroupSeatFreed, GroupSessionChanged, GroupSessionsPlanned
from varde.groups.member_times import had_times_until
from varde.identity.models import Person
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.modules.events import FeedbackGiven, ModuleOpened
from varde.notifications.forms import key_of_day
from varde.notifications.rules import key_of_switch
from varde.notifications.service import hand_on, notify, notify_duty, notify_of_alert
from varde.privacy.events import KeptOut
from varde.referrals.events import CallSetUp, MoreAnswered, MoreWanted, PlacePromised, ReferralDecided, ReferralPassedOn
from varde.referrals.sent import referrer_of
from varde.scheduling.events import AppointmentChanged, SeriesChanged
from varde.standing.danger import is_danger


def on_questionnaire(work: Work, event: QuestionnaireDue) -> None:
    """She is told once a day, whatever opens or is late in any of her enrolments."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        notice, key = "reminder" if event.reminder else "questionnaire", key_of_day(enrolment.person_id, work.today)
        notify(work, enrolment.person_id, enrolment.id, notice, key, f"/skjema/{event.agenda_id}")


def on_message(work: Work, event: MessageSent) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and not event.from_patient:
        key, path = f"message:{event.message_id}", f"/meldinger/{enrolment.id}"
        notify(work, enrolment.person_id, enrolment.id, "message", key, path)


def on_feedback(work: Work, event: FeedbackGiven) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key = f"feedback:{event.entry_id}:{event.number}"
        path = f"/moduler/{enrolment.id}/{event.module}/{event.step}"
        notify(work, enrolment.person_id, enrolment.id, "feedback", key, path)


def on_module(work: Work, event: ModuleOpened) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        path = f"/moduler/{enrolment.id}" + (f"/{event.module}/{event.step}" if event.step else "")
        notify(work, enrolment.person_id, enrolment.id, "module", key_of_switch(enrolment.id, event.number), path)


def on_corrected(work: Work, event: ResponseCorrected) -> None:
    """She is told once of all that one correction changed, and reads it among her questionnaires. Of what an import replaced she
    is not: it says what she answered."""
    correction = work.session.get(Correction, event.correction_id)
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and correction is not None and correction.by_id is not None:
        key = f"corrected:{enrolment.id}:{correction.at.isoformat()}"
        notify(work, enrolment.person_id, enrolment.id, "news", key, f"/skjema/forlop/{enrolment.id}")


def on_decision(work: Work, event: ReferralDecided) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        again = work.session.scalar(
            select(func.count())
            .select_from(Ending)
            .where(Ending.enrolment_id == enrolment.id, Ending.undone_at.is_not(None))
        )
        key = f"decision:{enrolment.id}" + (f":{again}" if again else "")
        notify(work, enrolment.person_id, enrolment.id, "decision", key, "/min-sti")
        _tell_referrer(work, enrolment, key)


def on_call(work: Work, event: CallSetUp) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key, path = f"call:{event.call_id}", f"/pamelding/{enrolment.id}/mottatt"
        notify(work, enrolment.person_id, enrolment.id, "news", key, path)


def on_promised(work: Work, event: PlacePromised) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key, path = f"line:{enrolment.id}:{event.day}", f"/pamelding/{enrolment.id}/mottatt"
        notify(work, enrolment.person_id, enrolment.id, "news", key, path)
        _tell_referrer(work, enrolment, key)


def on_passed_on(work: Work, event: ReferralPassedOn) -> None:
    successor = work.session.get(Enrolment, event.successor_id)
    if successor is not None:
        key, path = f"passed:{successor.id}", f"/pamelding/{successor.id}/mottatt"
        notify(work, successor.person_id, successor.id, "news", key, path)
        former = work.session.get(Enrolment, event.enrolment_id)
        if former is not None:
            _tell_referrer(work, former, key)


def _tell_referrer(work: Work, enrolment: Enrolment, key: str) -> None:
    """Whoever referred is told that something became of one she has sent, without a word of which; of a patient who keeps her out
    she is not."""
    referrer_id = referrer_of(work, enrolment.id)
    if referrer_id is not None:
        notify(work, referrer_id, None, "news", f"{key}:referrer", "/henvis")


def on_more_wanted(work: Work, event: MoreWanted) -> None:
    """Whoever is asked is told: the patient as of all news of hers, the referrer without a word of which referral it is."""
    if event.of == "referrer":
        notify(work, event.referrer_id, None, "more", f"more:{event.asked_id}", "/henvis")
        return
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        path = f"/pamelding/{enrolment.id}/mottatt"
        notify(work, enrolment.person_id, enrolment.id, "more", f"more:{event.asked_id}", path)


def on_opinion(work: Work, event: OpinionAsked) -> None:
    """The colleague who is asked is told, without a word of whom or of what."""
    key, path = f"opinion:{event.opinion_id}", f"/pasient/{event.enrolment_id}/raad"
    notify(work, event.asked_id, event.enrolment_id, "opinion", key, path)


def on_more_answered(work: Work, event: MoreAnswered) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key, path = f"answered:{event.asked_id}", f"/henvisning/{enrolment.id}"
        notify(work, event.by_id, enrolment.id, "list", key, path)


def on_left(work: Work, event: EnrolmentLeft) -> None:
    """She is told that her appointments are cancelled, and whoever waits for an earlier time that these are free; her therapist,
    that she left herself or that contact was ended from somewhere else."""
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    ending = work.session.get_one(Ending, event.ending_id)
    called_off = ending.became.get("appointments") or had_times_until(work, enrolment.id, work.now)
    if called_off and WAYS[ending.way].contact:
        _about_appointments(work, enrolment, f"appointments:{ending.id}")
    for appointment_id in ending.before.get("appointments", ()):
        _tell_of_free_time(work, appointment_id, "cancelled")
    if (ending.by_patient or ending.cause_id is not None) and enrolment.therapist_id is not None:
        key, path = f"left:{ending.id}", f"/pasient/{enrolment.id}"
        notify(work, enrolment.therapist_id, enrolment.id, "list", key, path)


def on_own_pause(work: Work, event: PausedHerself) -> None:
    """Whoever is responsible is told that she rests, or is under way again."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and enrolment.therapist_id is not None:
        key, path = f"pause:{enrolment.id}:{event.begins}:{event.at}", f"/pasient/{enrolment.id}"
        notify(work, enrolment.therapist_id, enrolment.id, "list", key, path)


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    ending = work.session.get_one(Ending, event.ending_id)
    if ending.became.get("booked_again") or had_times_until(work, enrolment.id, ending.at):
        _about_appointments(work, enrolment, f"appointments:{ending.id}:again")


def _about_appointments(work: Work, enrolment: Enrolment, key: str) -> None:
    notify(work, enrolment.person_id, enrolment.id, "appointment", key, "/min-sti")


def on_responsible(work: Work, event: ResponsibleChanged) -> None:
    """The patient is told when somebody else is responsible, and so is whoever was, unless she is no staff any more."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None or event.former_id == event.now_id:
        return
    moment = f"{enrolment.id}:{event.now_id}:{work.now.isoformat()}"
    if event.now_id:
        notify(work, enrolment.person_id, enrolment.id, "news", f"team:{moment}", f"/meldinger/{enrolment.id}")
    if event.former_id in therapists_at(work, enrolment):
        notify(work, event.former_id, enrolment.id, "list", f"taken:{moment}", "/arbeidsliste")
    if not event.now_id:
        hand_on(work, enrolment, f":{moment}")


def on_appointment(work: Work, event: AppointmentChanged) -> None:
    """She is told of what others did with a time of hers, and who is responsible of what she did herself."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None:
        return
    key = f"appointment:{event.appointment_id}:{event.change}:{work.now.isoformat()}"
    if event.by_id != enrolment.person_id:
        notice = "booked" if event.change in ("booked", "offered") else "appointment"
        notify(work, enrolment.person_id, enrolment.id, notice, key, "/min-sti", appointment_id=event.appointment_id)
    elif enrolment.therapist_id is not None:
        notify(work, enrolment.therapist_id, enrolment.id, "list", key, f"/pasient/{enrolment.id}")


def on_series(work: Work, event: SeriesChanged) -> None:
    """She is told once of what others did with several of a row, and whoever waits for an earlier time of each that is free."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key = f"series:{event.series}:{event.change}:{work.now.isoformat()}"
        notice = "booked" if event.change == "booked" else "appointment"
        notify(work, enrolment.person_id, enrolment.id, notice, key, f"/timer/{enrolment.id}", series=event.series)
        for appointment_id in event.appointment_ids:
            _tell_of_free_time(work, appointment_id, event.change)


def on_decided(work: Work, event: MeetingDecided) -> None:
    """She is told that something was decided after her first meeting: her page says whether she can begin, waits or does not."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        key = f"decided:{event.record_id}"
        notify(work, enrolment.person_id, enrolment.id, "news", key, f"/min-sti/{enrolment.id}")


def on_group(work: Work, event: GroupMembershipChanged) -> None:
    """She is told of a seat that somebody gave her or took away, and that a pause has called off what was to come; not of what she
    did herself. What an end called off she is told of with her appointments."""
    key = f"{event.group_id}:{event.change}:{work.now.isoformat()}"
    if event.change in ("joined", "left") and event.by_id is not None:
        _of_group(work, event.enrolment_id, key, event.by_id)
    elif event.change == "left" and _is_called_off(work, event):
        _of_group(work, event.enrolment_id, key, notice="appointment")


def _is_called_off(work: Work, event: GroupMembershipChanged) -> bool:
    paused = _is_paused(work, event.enrolment_id)
    return paused and had_times_until(work, event.enrolment_id, work.now, event.group_id)


def _is_paused(work: Work, enrolment_id: int) -> bool:
    enrolment = work.session.get(Enrolment, enrolment_id)
    return enrolment is not None and enrolment.state == "paused"


def on_seat(work: Work, event: GroupSeatFreed) -> None:
    _of_group(work, event.enrolment_id, f"{event.group_id}:free:{work.now.isoformat()}")


def on_planned(work: Work, event: GroupSessionsPlanned) -> None:
    _of_group(work, event.enrolment_id, f"{event.group_id}:planned:{work.now.isoformat()}", notice="booked")


def on_session(work: Work, event: GroupSessionChanged) -> None:
    key = f"session:{event.session_id}:{event.change}:{work.now.isoformat()}"
    _of_group(work, event.enrolment_id, key, notice="appointment", session_id=event.session_id)


def _of_group(
    work: Work,
    enrolment_id: int,
    key: str,
    by_id: int | None = None,
    notice: str = "news",
    session_id: int | None = None,
) -> None:
    enrolment = work.session.get(Enrolment, enrolment_id)
    if enrolment is not None and by_id != enrolment.person_id:
        path = f"/grupper-mine/{enrolment.id}"
        named = f"group:{enrolment.id}:{key}"
        notify(work, enrolment.person_id, enrolment.id, notice, named, path, session_id=session_id)


def on_freed(work: Work, event: AppointmentChanged) -> None:
    _tell_of_free_time(work, event.appointment_id, event.change)


def _tell_of_free_time(work: Work, appointment_id: int, change: str) -> None:
    """Whoever wants an earlier time is told that one is free; the first who answers has it."""
    for waiting in who_waits_for(work, appointment_id, change):
        key = f"earlier:{waiting.appointment_id}:{appointment_id}:{work.now.isoformat()}"
        path = f"/timer/{waiting.enrolment_id}/{waiting.appointment_id}/flytt"
        notify(work, waiting.person_id, waiting.enrolment_id, "earlier", key, path)


def on_alert(work: Work, event: AlertRaised) -> None:
    """A danger is told at once. All others stand on the caseload, and are told when nobody opens them in time."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    alert = work.session.get(RaisedAlert, event.alert_id)
    if enrolment is not None and alert is not None and is_danger(alert.severity, crisis=alert.crisis):
        notify_of_alert(work, enrolment, alert, answering_people(work, enrolment), "")


def on_kept_out(work: Work, event: KeptOut) -> None:
    """Nobody answers for somebody who keeps out whoever is responsible: the clinic's queue has her open alerts, and is told."""
    hers = select(Enrolment).where(Enrolment.person_id == event.patient_id, Enrolment.therapist_id == event.person_id)
    for enrolment in work.session.scalars(hers.order_by(Enrolment.id)):
        if open_alerts(work, enrolment.id):
            hand_over(work, enrolment.id, answering(work, enrolment))
            hand_on(work, enrolment, f":without{event.person_id}")


def on_escalated(work: Work, event: AlertEscalated) -> None:
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    alert = work.session.get(RaisedAlert, event.alert_id)
    if enrolment is not None and alert is not None:
        notify_of_alert(work, enrolment, alert, therapists_at(work, enrolment), ":escalated")


def on_door(work: Work, event: DangerAtTheDoor) -> None:
    """Somebody in danger has no enrolment: every therapist of the programme at the clinic who may open it is told, and again
    when nobody opens it in time."""
    row = work.session.execute(
        select(RaisedAlert, RiskNote.programme, Person)
        .join(RiskNote, RiskNote.id == RaisedAlert.note_id)
        .join(Person, Person.id == RaisedAlert.person_id)
        .where(RaisedAlert.id == event.alert_id)
    ).first()
    if row is None:
        return
    why = ":escalated" if event.escalated else ""
    people, path = therapists_of(work, row[0].organisation_id, row[1], row[2]), f"/fare/{row[0].id}"
    for person_id in people:
        notify(work, person_id, None, "alert", f"alert:{row[0].id}:{person_id}{why}", path)
    notify_duty(work, row[0].organisation_id, people, f"alert:{row[0].id}:duty{why}", path)


LISTENERS = (
    Listener(AlertRaised, on_alert),
    Listener(AlertEscalated, on_escalated),
    Listener(DangerAtTheDoor, on_door),
    Listener(QuestionnaireDue, on_questionnaire),
    Listener(MessageSent, on_message),
    Listener(FeedbackGiven, on_feedback),
    Listener(ModuleOpened, on_module),
    Listener(ResponseCorrected, on_corrected),
    Listener(ReferralDecided, on_decision),
    Listener(ReferralPassedOn, on_passed_on),
    Listener(CallSetUp, on_call),
    Listener(PlacePromised, on_promised),
    Listener(MoreWanted, on_more_wanted),
    Listener(MoreAnswered, on_more_answered),
    Listener(OpinionAsked, on_opinion),
    Listener(EnrolmentLeft, on_left),
    Listener(PausedHerself, on_own_pause),
    Listener(EnrolmentReturned, on_returned),
    Listener(ResponsibleChanged, on_responsible),
    Listener(AppointmentChanged, on_appointment),
    Listener(GroupMembershipChanged, on_group),
    Listener(GroupSeatFreed, on_seat),
    Listener(GroupSessionChanged, on_session),
    Listener(GroupSessionsPlanned, on_planned),
    Listener(AppointmentChanged, on_freed),
    Listener(SeriesChanged, on_series),
    Listener(MeetingDecided, on_decided),
    Listener(KeptOut, on_kept_out),
)
