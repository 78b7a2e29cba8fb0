"""Before a referral is answered: more is asked for, of the referrer or of the patient."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from marshmallow import Schema, fields

from varde.kernel.errors import BadInput
from varde.referrals.asking import ask_more
from varde.referrals.errors import AnswerDay, NobodyToAsk, WhatNeeded
from varde.referrals.ringing import LONGEST
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, LimitedText, read_form, sent, typed
from varde.web.shell.moments import Day
from varde.web.shell.pages import actor, audience
from varde.web.staff import booking_words, words
from varde.web.staff.records import record_page
from varde.web.staff.referrals import assessment_page

bp = Blueprint("asking", __name__, url_prefix="/henvisning/<int:enrolment_id>")
WANTED = "wanted"
"""The boxes of the facts that are asked for."""
_FIELD: dict[type[BadInput], str] = {NobodyToAsk: "of", WhatNeeded: "wanted", AnswerDay: "answer_day"}


def ask_form() -> Schema:
    """Who is asked, for what besides facts, and by when."""
    declared: dict[str, fields.Field[Any]] = {
        "of": LimitedText(10),
        "more": LimitedText(LONGEST),
        "answer_day": Day(booking_words.CHOOSE_DAY),
    }
    return Form.from_dict(declared)()


@bp.post("/be-om-mer", endpoint="ask")
@audience("staff")
def ask(enrolment_id: int) -> Any:
    """Whoever is asked is told; the time limit of the answer runs on."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "referral", write=True)
    wanted, fields_alone = sent().get(WANTED, []), {name: values for name, values in sent().items() if name != WANTED}
    try:
        form = read_form(ask_form(), fields_alone)
        ask_more(work, signed_in, enrolment, form["of"], wanted, form["answer_day"], form["more"])
    except BadInput as fault:
        speech = http.speech()
        errors = (
            fault.said(speech) if isinstance(fault, FormFault) else {_FIELD[type(fault)]: fault.to(speech.language)}
        )
        return assessment_page(enrolment, {**typed(), WANTED: wanted}, errors), 422
    flash(http.speech().say(words.MORE_ASKED), "done")
    return redirect(url_for("intake.decide", enrolment_id=enrolment_id, _anchor="be-om-mer"), 303)
