"""What must have happened before some forms are there: by the form's address, what is done to the clinic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import raise_alert, remember_of
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.assessments.planning import ask_now
from varde.assessments.service import open_sheet, submit
from varde.content.archive import keep_edition, step_id
from varde.content.editing import PublishingPlan, editor_signed_in, save_draft, send
from varde.content.models import ContentMedium
from varde.content.slots import send_to_slot, slots_in
from varde.content.values import StepEdition, StepKey, tidy
from varde.dialogue.service import write
from varde.enrolments.access import may_break_glass
from varde.enrolments.break_glass import ask_to_open, open_by_glass
from varde.enrolments.break_glass_review import one_to_review, review
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import ask
from varde.files.models import SharedFile
from varde.identity.models import Person
from varde.identity.nin import parse
from varde.identity.service import add_person, grant
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.words import PATIENT_LANGUAGES
from varde.measurements.service import measure, set_base
from varde.minutes.models import SpentMinutes
from varde.minutes.service import note_call
from varde.modules.models import StepPin
from varde.modules.reading import read_step
from varde.privacy.following_up import flag_day
from varde.privacy.models import AccessFlag
from varde.programmes.values import Programme
from varde.referrals.ringing import ring_first
from varde.safety.service import state_facts
from varde.scheduling.booking import book, record_attendance
from varde.scheduling.models import AgendaItem
from varde.testing.sample.series import BREATH

from .asked_of_clinic import gp_asked_once, patient_asked
from .forms_of_clinic import D_NUMBER, WORDS, Clinic, at_the_door, two_alerts
from .forms_of_groups import filled_in_with_groups, numbers_of_groups
from .forms_of_plan import filled_in_by_a_manager, with_a_plan
from .keeping_a_log import logging


def colleague_elsewhere(clinic: Clinic) -> None:
    liv = clinic.house.person("Liv", "Dale", ("therapist", clinic.house.elsewhere))
    clinic.numbers |= {"there": clinic.house.elsewhere.id, "liv": liv.id}


def on_a_track(clinic: Clinic) -> None:
    clinic.numbers["ridge"] = clinic.house.enrolled(clinic.tone, clinic.maren, "ridge", "north")


def with_a_d_number(clinic: Clinic) -> None:
    """Another patient of Maren's."""
    with clinic.house.work() as work:
        came = add_person(work, "Ingrid", "Solheim", parse(D_NUMBER, allow_synthetic=True))
    clinic.house.enrolled(came, clinic.maren, "ridge", "north")


def cannot_swim(clinic: Clinic) -> None:
    """She says so, and it locks a step for her."""
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.enrolment)
        state_facts(work, clinic.house.actor(clinic.ingrid), enrolment, {"cannot_swim": True})


def booked(clinic: Clinic) -> None:
    with clinic.house.work() as work:
        at = work.now + timedelta(days=3, hours=1)
        clinic.numbers["booked"] = book(work, clinic.enrolment, clinic.maren.id, "phone", at, 30).id


def met(clinic: Clinic) -> None:
    """An hour ago, on the telephone."""
    with clinic.house.work() as work:
        row = book(work, clinic.enrolment, clinic.maren.id, "phone", work.now - timedelta(hours=1), 30)
        record_attendance(work, row, "attended")
        clinic.numbers["met"] = row.id


def to_be_rung(clinic: Clinic) -> None:
    with clinic.house.work() as work:
        referral, maren = work.session.get_one(Enrolment, clinic.referral), clinic.house.actor(clinic.maren)
        ring_first(work, maren, referral, clinic.maren.id, work.today, "", "Når slutter timene?")


def wrote(clinic: Clinic) -> None:
    """Ingrid waits for an answer."""
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.enrolment)
        write(work, clinic.house.actor(clinic.ingrid), enrolment, "Takk for sist.", "once-wrote")


def sara_is_asked(clinic: Clinic) -> None:
    """Maren asks her colleague about Ingrid."""
    house = clinic.house
    with house.work() as work:
        enrolment, maren = work.session.get_one(Enrolment, clinic.enrolment), house.actor(clinic.maren)
        clinic.numbers["opinion"] = ask(work, maren, enrolment, clinic.stranger.id, "Hva tenker du?", 7, "o").id


def opened_by_glass(clinic: Clinic) -> None:
    """Sara has opened Ingrid's record by break-glass, and Maren leads the clinic."""
    house = clinic.house
    with house.work() as work:
        sara = replace(house.actor(clinic.stranger, ("therapist", house.clinic)), identified_at=work.now)
        enrolment = may_break_glass(work, sara, clinic.enrolment)
        clinic.numbers["glass"] = ask_to_open(work, sara, enrolment, "call", "Mor ringer og er redd.", "g").id
        open_by_glass(work, sara, enrolment)
        grant(work, work.session.get_one(Person, clinic.maren.id), "head", house.clinic)


def flagged(clinic: Clinic) -> None:
    """What Sara did is worth a question."""
    opened_by_glass(clinic)
    with clinic.house.work() as work:
        flag_day(work, work.today)
        clinic.numbers["flag"] = work.session.scalars(select(AccessFlag.id)).one()


def guarding(clinic: Clinic) -> None:
    """Maren guards privacy at the clinic, where somebody was treated who is not any more."""
    gone = clinic.house.person("Odd", "Lie")
    enrolment_id = clinic.house.enrolled(gone, clinic.maren, "sample")
    clinic.numbers["gone"] = gone.id
    with clinic.house.work() as work:
        end(work, clinic.maren.id, work.session.get_one(Enrolment, enrolment_id), "moved")
    with clinic.house.work() as work:
        grant(work, work.session.get_one(Person, clinic.maren.id), "privacy_officer", clinic.house.clinic)


def judged(clinic: Clinic) -> None:
    """And has answered, but the patient is not told yet."""
    opened_by_glass(clinic)
    house = clinic.house
    with house.work() as work:
        maren = house.actor(clinic.maren, ("head", house.clinic))
        row = one_to_review(work, maren, clinic.numbers["glass"])
        review(work, maren, row, "yes", "", delay="Hun er innlagt.", until=work.today + timedelta(days=3))


def ended(clinic: Clinic) -> None:
    with clinic.house.work() as work:
        end(work, clinic.maren.id, work.session.get_one(Enrolment, clinic.enrolment), "completed")


def worse(clinic: Clinic) -> None:
    """Ingrid's second answer is far worse than her first."""
    house = clinic.house
    _answer(clinic, "start", 0)
    with house.work() as work:
        therapist = house.actor(clinic.maren, ("therapist", house.clinic))
        ask_now(work, therapist, work.session.get_one(Enrolment, clinic.enrolment), "extra-weather")
    _answer(clinic, "extra-weather", 50)


def _answer(clinic: Clinic, occasion: str, severity: int) -> None:
    with clinic.house.work() as work:
        items = select(AgendaItem.id).where(AgendaItem.enrolment_id == clinic.enrolment, AgendaItem.key == occasion)
        patient = clinic.house.actor(clinic.ingrid)
        sheet = open_sheet(work, patient, work.session.scalars(items).one(), write=True)
        severities = dict.fromkeys(("rain_sev", "wind_sev", "boots", "life"), severity)
        submit(work, patient, sheet, "weather", {"rain_now": 1, "wind_now": 1, "rain_days": 0} | severities)
        for key in sheet.unanswered:
            lowest = {each.key: each.low for each in items_of(work.catalogue.one(Instrument, key))}
            submit(work, patient, sheet, key, lowest)


def answered(clinic: Clinic) -> None:
    _answer(clinic, "start", 10)
    with clinic.house.work() as work:
        weather = select(Response.id).where(Response.instrument == "weather")
        clinic.numbers["response"] = work.session.scalars(weather).one()


def measuring(clinic: Clinic) -> None:
    """Tone measures her breath on the sample trail."""
    house, therapist = clinic.house, clinic.house.actor(clinic.maren, ("therapist", clinic.house.clinic))
    clinic.numbers["sample"] = house.enrolled(clinic.tone, clinic.maren, "sample")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.numbers["sample"])
        set_base(work, therapist, enrolment, BREATH, 500)
        clinic.numbers["measured"] = measure(work, house.actor(clinic.tone), enrolment, BREATH, (390,)).id


def read_before_it_was_rewritten(clinic: Clinic) -> None:
    """Ingrid has begun on a step when it said something else."""
    with clinic.house.work() as work:
        words = StepEdition.of({language: tidy("Før.", f"Før, på {language}.") for language in PATIENT_LANGUAGES})
        number = step_id(work, StepKey("lake", "know-the-lake", "what-it-is"))
        work.add(StepPin(enrolment_id=clinic.enrolment, step_id=number, edition=keep_edition(work, words)))
        work.session.flush()
        read_step(work, work.session.get_one(Enrolment, clinic.enrolment), "know-the-lake", "what-it-is", "nb")


def sent_for_approval(clinic: Clinic) -> None:
    """Somebody else has written other words of a step."""
    house, key = clinic.house, StepKey("lake", "know-the-lake", "what-it-is")
    with house.work() as work:
        editor = editor_signed_in(work, house.actor(clinic.stranger, ("content_editor", house.clinic)))
        words = {language: tidy("Kort.", f"Nye ord, på {language}.") for language in PATIENT_LANGUAGES}
        save_draft(work, editor, house.clinic, key, words)
        clinic.numbers["version"] = send(work, editor, house.clinic, key, PublishingPlan(work.today)).id


def in_the_library(clinic: Clinic) -> None:
    """The clinic has a sound."""
    house, at = clinic.house, clinic.house.clinic.id
    with house.work() as work:
        file = SharedFile(
            key="a" * 32,
            organisation_id=at,
            by_id=None,
            medium="sound",
            type="wav",
            size=4,
            small=0,
            stored_at=work.now,
        )
        file.secret = "never opened"
        work.add(file)
        work.session.flush()
        work.add(
            ContentMedium(
                code="pust-0001",
                organisation_id=at,
                file_key=file.key,
                kind="sound",
                title="Pust",
                captions=dict.fromkeys(PATIENT_LANGUAGES, "WEBVTT\n\n00:00.000 --> 00:04.000\nPust.\n"),
                transcript=dict.fromkeys(PATIENT_LANGUAGES, "Pust."),
                added_at=work.now,
                added_by_id=None,
                added_by_name="Kari",
            )
        )


def sent_to_a_slot(clinic: Clinic) -> None:
    """Somebody else has sent the sound to a slot."""
    in_the_library(clinic)
    house, key = clinic.house, StepKey("lake", "know-the-lake", "what-it-is")
    with house.work() as work:
        editor = editor_signed_in(work, house.actor(clinic.stranger, ("content_editor", house.clinic)))
        place = next(at for *_, at in slots_in([work.catalogue.one(Programme, "lake")]) if at.key == key)
        send_to_slot(work, editor, house.clinic, place, "pust-0001", 0)


def in_a_group(clinic: Clinic) -> None:
    """Tone is in a group that Maren leads."""
    clinic.numbers["sample"] = clinic.house.enrolled(clinic.tone, clinic.maren, "sample")
    clinic.numbers |= numbers_of_groups(clinic.house, clinic.maren.id, clinic.numbers["sample"])


def time_kept(clinic: Clinic) -> None:
    """Maren has rung Ingrid."""
    with clinic.house.work() as work:
        enrolment, maren = work.session.get_one(Enrolment, clinic.enrolment), clinic.house.actor(clinic.maren)
        note_call(work, maren, enrolment, work.today, 12, "", "k")
        clinic.numbers["spent"] = work.session.scalars(select(SpentMinutes.id)).one()


def silent(clinic: Clinic) -> None:
    """An alert about Tone from which she can be called in."""
    clinic.numbers["sample"] = clinic.house.enrolled(clinic.tone, clinic.maren, "sample")
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.numbers["sample"])
        clinic.numbers["silent"] = raise_alert(
            work, enrolment, work.catalogue.one(Alert, "sample.inactive"), "t", {}
        ).id


def called_in(clinic: Clinic) -> None:
    """She was, to a talk an hour ago."""
    silent(clinic)
    with clinic.house.work() as work:
        row = work.session.get_one(RaisedAlert, clinic.numbers["silent"])
        talk = book(work, clinic.numbers["sample"], clinic.maren.id, "phone", work.now - timedelta(hours=1), 30)
        remember_of(work, row, "called_in", clinic.maren.id, str(talk.id))


BEFORE: dict[str, Callable[[Clinic], None]] = {
    "caseload.settle": wrote,
    "opinions.answer": sara_is_asked,
    "break_glass_review.answer": opened_by_glass,
    "break_glass_review.put_off": judged,
    "access_follow_up.answer": flagged,
    "erasures.ask": guarding,
    "erasures.hold": guarding,
    "timebook.move": booked,
    "timebook.keep_record": met,
    "measuring.take": measuring,
    "measuring.save": measuring,
    "measurements.take": measuring,
    "measurements.base": measuring,
    "measurements.save": measuring,
    "entries.write": logging,
    "entries.save": logging,
    "exercises.answer": logging,
    "referrals.send_answer": patient_asked,
    "referrer.send_answer": gp_asked_once,
    "caseload.plan": worse,
    "time_spent.correct": time_kept,
    "correcting.save": answered,
    "leaving.bring_back": ended,
    "moving.move": colleague_elsewhere,
    "moving.track": on_a_track,
    "must_know.change_lock": cannot_swim,
    "staff_personal.same": with_a_d_number,
    "read_texts.move": read_before_it_was_rewritten,
    "content_step.move": read_before_it_was_rewritten,
    "content_media.take_out": in_the_library,
    "content_slots.change": sent_to_a_slot,
    "content_versions.decide": sent_for_approval,
    "door.act": at_the_door,
    "alerts.together": two_alerts,
    "alerts.call_in": silent,
    "alerts.say_outcome": called_in,
    "ringing.rung": to_be_rung,
    "plugin_sample.page_box": measuring,
    **dict.fromkeys(filled_in_with_groups(WORDS), in_a_group),
    **dict.fromkeys(filled_in_by_a_manager(WORDS), with_a_plan),
}
"""What must have happened for some of the forms to be there."""
