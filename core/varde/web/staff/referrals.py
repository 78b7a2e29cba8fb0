"""A therapist decides on a referral."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import Schema, fields
from werkzeug.wrappers import Response

from varde.alerts.service import open_alerts
from varde.caseload.intake import waiting_referrals
from varde.enrolments.cover import therapists_at
from varde.enrolments.errors import NoSuchEndReason
from varde.enrolments.exits import endings_of, may_undo
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDECIDED, WAYS
from varde.enrolments.service import open_offerings, referral_of
from varde.enrolments.stored_settings import room_left, tracks_offered
from varde.enrolments.words import END_REASON
from varde.identity.service import email_of, people_by_id, person_by_id, phone_of
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.referrals.asking import askable, asked_about
from varde.referrals.errors import TrackNeeded
from varde.referrals.gp import gp_of
from varde.referrals.receiving import further_referrals, see
from varde.referrals.ringing import LONGEST as LONGEST_CALL
from varde.referrals.ringing import calls_of, last_day
from varde.referrals.said import number_disagrees
from varde.referrals.service import MUNICIPAL, answers_as, decide, hope_of, note_of, screened_again
from varde.referrals.waiting_line import last_promise, line_of_referral, next_number
from varde.referrals.words import OUTCOME
from varde.scheduling.opening import times_of
from varde.scheduling.rules import add_working_days, working_days
from varde.web.shell import http
from varde.web.shell.contact_form import REACH
from varde.web.shell.fact_lines import fact_lines
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.personal_form import question_lines
from varde.web.shell.side_lines import side_lines, sides_of_referral
from varde.web.staff import words
from varde.web.staff.records import record_page

bp = Blueprint("intake", __name__)
LONGEST_NOTE = 1000
DAYS_TO_ANSWER = 3
"""Working days that whoever is asked for more is given when nobody says otherwise. Proposed."""


def decision_form() -> Schema:
    """Accept or decline. ``track`` only where the programme has tracks; ``note`` is read by the patient."""
    declared: dict[str, fields.Field[Any]] = {
        "decision": Coded({"accept": True, "decline": False}, words.CHOOSE_DECISION),
        "track": fields.String(load_default=None),
        "note": LimitedText(LONGEST_NOTE),
        "reason": fields.String(load_default=""),
    }
    return Form.from_dict(declared)()


@bp.get("/henvisning/<int:enrolment_id>", endpoint="decide")
@audience("staff")
def assess(enrolment_id: int) -> str:
    """Everything a decision rests on."""
    enrolment = record_page(enrolment_id, "referral")
    page = assessment_page(enrolment, {}, {})
    see(http.work(), actor(), enrolment.id)
    return page


@bp.post("/henvisning/<int:enrolment_id>", endpoint="send_decision")
@audience("staff")
def send_decision(enrolment_id: int) -> Any:
    """Decide. The patient is told that there is an answer."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "referral", write=True)
    try:
        form = read_form(decision_form())
        accept = form["decision"]
        if not accept and not form["note"]:
            raise FormFault({"decline-note": words.WRITE_WHY})
        try:
            decide(
                work,
                signed_in,
                enrolment,
                accept=accept,
                track=form["track"],
                note=form["note"],
                reason=form["reason"] or "not_eligible",
            )
        except NoSuchEndReason:
            raise FormFault({"decline-reason": words.CHOOSE_DECLINE_REASON}) from None
        except TrackNeeded as fault:
            raise FormFault({"track": fault.sentence}) from None
    except FormFault as fault:
        # Which answer it is, is said by two buttons: there is no control to lead to.
        said = {"" if control == "decision" else control: words for control, words in fault.said(http.speech()).items()}
        return assessment_page(enrolment, typed(), said), 422
    return _decided(enrolment, accept=accept)


def _decided(enrolment: Enrolment, *, accept: bool) -> Response:
    name = enrolment.person.given_name
    if accept:
        flash(http.speech().say(words.ACCEPTED, name=name), "done")
        return redirect(url_for("caseload.patient", enrolment_id=enrolment.id), 303)
    flash(http.speech().say(words.DECLINED, name=name), "done")
    return redirect(url_for("caseload.index"), 303)


def assessment_page(enrolment: Enrolment, form: Mapping[str, Any], errors: dict[str, str]) -> str:
    """Everything a decision rests on, and its forms with what was typed in them."""
    work = http.work()
    programme, referral = programme_of(work, enrolment.programme), referral_of(work, enrolment.id)
    open_still, calls = enrolment.state in UNDECIDED, calls_of(work, enrolment.id)
    asked, last = asked_about(work, enrolment.id), last_day(referral.answer_by.astimezone(work.zone).date(), work.today)
    further = further_referrals(work, enrolment.id)
    referrer = person_by_id(work, referral.referred_by_id) if referral.referred_by_id else None
    return render_template(
        "referrals/decide.html",
        enrolment=enrolment,
        programme=programme,
        referral=referral,
        referrer=referrer,
        screening=screened_again(work, enrolment, referral, http.language()),
        lines=fact_lines(http.speech(), programme, referral),
        sides=side_lines(http.speech(), programme, sides_of_referral(referral, further, asked)),
        gp=gp_of(work, enrolment.id),
        further=[(row, fact_lines(http.speech(), programme, row)) for row in further],
        questions=question_lines(work, http.speech(), enrolment.person, patient=False),
        number_disagrees=number_disagrees(work, enrolment.person),
        days_left=_days_left(enrolment, referral.answer_by),
        outcome=OUTCOME[referral.outcome],
        hope=hope_of(work, referral),
        note=note_of(work, referral),
        phone=phone_of(work, enrolment.person),
        email=email_of(work, enrolment.person),
        reach=dict(REACH)[enrolment.person.reach],
        given=form,
        errors=errors,
        open=open_still,
        tracks=tracks_offered(work, enrolment) if open_still else (),
        room=room_left(work, enrolment) if open_still else None,
        waiting=waiting_referrals(work, actor()),
        titles={key: declared.title for key, declared in work.catalogue.all(Programme).items()},
        calls=calls,
        call=next((call for call in calls if call.ended_at is None and open_still), None),
        callers=_callers(enrolment) if open_still else [],
        last_call_day=last,
        longest_call=LONGEST_CALL,
        asked_before=asked,
        asking=next((view for view in asked if view.ended_at is None and open_still), None),
        askable=[(fact.key, fact.label, referral.facts.get(fact.key) is None) for fact in askable(programme)],
        usual_answer_day=min(add_working_days(work.today, DAYS_TO_ANSWER), last),
        place=line_of_referral(work, enrolment),
        next_number=next_number(work, enrolment) if open_still else 0,
        first_promise=work.today + timedelta(days=1),
        last_promise=last_promise(work.today),
        today=work.today,
        now=work.now,
        alerts=open_alerts(work, enrolment.id) if enrolment.in_danger else [],
        nav=staff_nav("caseload"),
        longest=LONGEST_NOTE,
        reasons=[(key, END_REASON[key]) for key in WAYS["declined"].reasons],
        places=_places(enrolment),
        undoing=may_undo(work, enrolment, endings_of(work, enrolment.id)),
    )


def _callers(enrolment: Enrolment) -> list[tuple[int, str]]:
    """Who can ring: the therapists of the programme there who may have this patient, the reader first."""
    work = http.work()
    staff = people_by_id(work, therapists_at(work, enrolment))
    return [(person.id, person.name) for person in sorted(staff, key=lambda person: person.id != actor().person_id)]


class DaysLeft(NamedTuple):
    """The working days until the answer is due, of a promise of its own those on which the place is there: those that are over,
    today (0 or 1), and those to come; ``closed`` of these the place is closed, and the law counts them all the same."""

    gone: int
    now: int
    left: int
    closed: int


def _days_left(enrolment: Enrolment, answer_by: datetime) -> DaysLeft:
    work = http.work()
    begin, end = (at.astimezone(work.zone).date() for at in (enrolment.referred_at, answer_by))
    own_days, times = answers_as(work, enrolment.organisation) in MUNICIPAL, times_of(work, enrolment.organisation_id)
    days = [day for day in working_days(begin, end) if not own_days or times.is_there(day)]
    gone, now = sum(day < work.today for day in days), sum(day == work.today for day in days)
    closed = sum(day >= work.today and not times.is_there(day) for day in days)
    return DaysLeft(gone, now, len(days) - gone - now, closed)


def _places(enrolment: Enrolment) -> list[tuple[str, str]]:
    """Where a referral can be passed on to, by organisation and programme."""
    work, speech = http.work(), http.speech()
    rows = [
        row
        for row in open_offerings(work)
        if (row.organisation_id, row.programme) != (enrolment.organisation_id, enrolment.programme)
    ]
    rows.sort(key=lambda row: (row.organisation.name, row.programme))
    return [
        (
            f"{row.organisation.key}/{row.programme}",
            f"{row.organisation.name}: {speech.say(work.catalogue.one(Programme, row.programme).title)}",
        )
        for row in rows
    ]
