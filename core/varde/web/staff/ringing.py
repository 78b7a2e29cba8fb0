"""Before a referral is answered: who rings and when, and what came of it; and a place in line."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from marshmallow import Schema, fields

from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput
from varde.referrals.errors import CallDay, CallerNeeded, OutcomeNeeded, PromisedDay, QuestionNeeded
from varde.referrals.ringing import LONGEST, has_rung, ring_first
from varde.referrals.waiting_line import put_in_line
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, LimitedText, read_form, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience
from varde.web.staff import booking_words, words
from varde.web.staff.records import record_page
from varde.web.staff.referrals import assessment_page

bp = Blueprint("ringing", __name__, url_prefix="/henvisning/<int:enrolment_id>")
_FIELD: dict[type[BadInput], str] = {
    CallerNeeded: "caller",
    CallDay: "day",
    PromisedDay: "promised",
    QuestionNeeded: "question",
    OutcomeNeeded: "outcome",
}


def call_form() -> Schema:
    """Who rings, on which day, after which time of day if it matters, and about what."""
    declared: dict[str, fields.Field[Any]] = {
        "caller": LimitedText(19),
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(),
        "question": LimitedText(LONGEST),
    }
    return Form.from_dict(declared)()


@bp.post("/ring", endpoint="set_up")
@audience("staff")
def set_up_call(enrolment_id: int) -> Any:
    """Somebody rings before the referral is answered; the person is told when."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "referral", write=True)
    try:
        form = read_form(call_form())
        after = f"{form['clock']:%H.%M}" if form["clock"] else ""
        ring_first(work, signed_in, enrolment, row_number(form["caller"]), form["day"], after, form["question"])
    except BadInput as fault:
        return assessment_page(enrolment, typed(), _errors(fault)), 422
    flash(http.speech().say(words.CALL_SET_UP, name=enrolment.person.given_name), "done")
    return redirect(url_for("intake.decide", enrolment_id=enrolment_id, _anchor="ring"), 303)


@bp.post("/ringt", endpoint="rung")
@audience("staff")
def say_rung(enrolment_id: int) -> Any:
    """She has been rung, and this came of it."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "referral", write=True)
    try:
        declared: dict[str, fields.Field[Any]] = {"outcome": LimitedText(LONGEST)}
        has_rung(work, signed_in, enrolment, read_form(Form.from_dict(declared)())["outcome"])
    except BadInput as fault:
        return assessment_page(enrolment, typed(), _errors(fault)), 422
    flash(http.speech().say(words.CALL_MADE), "done")
    return redirect(url_for("intake.decide", enrolment_id=enrolment_id, _anchor="ring"), 303)


@bp.post("/venteliste", endpoint="line")
@audience("staff")
def wait_in_line(enrolment_id: int) -> Any:
    """The person waits in line for a place that is promised by a day, and is told."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "referral", write=True)
    try:
        declared: dict[str, fields.Field[Any]] = {"promised": Day(booking_words.CHOOSE_DAY)}
        put_in_line(work, signed_in, enrolment, read_form(Form.from_dict(declared)())["promised"])
    except BadInput as fault:
        return assessment_page(enrolment, typed(), _errors(fault)), 422
    flash(http.speech().say(words.IN_LINE, name=enrolment.person.given_name), "done")
    return redirect(url_for("intake.decide", enrolment_id=enrolment_id, _anchor="venteliste"), 303)


def _errors(fault: BadInput) -> dict[str, str]:
    speech = http.speech()
    return fault.said(speech) if isinstance(fault, FormFault) else {_FIELD[type(fault)]: fault.to(speech.language)}
