"""A person signs up: the form, the receipt, and taking it back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from varde.enrolments.access import admit, open_record
from varde.enrolments.errors import WrongState
from varde.enrolments.service import end, referral_of
from varde.enrolments.words import STATE_SAID
from varde.identity.service import person_by_id, phone_of, set_phone
from varde.kernel.errors import BadInput
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred
from varde.referrals.service import hope_of, note_of, open_enrolment, refer, screened_again
from varde.web.shell import http
from varde.web.shell.fact_lines import fact_lines
from varde.web.shell.offered import Offered, errors_of, offer_at, read_sent, typed_again
from varde.web.shell.pages import actor, audience
from varde.web.shell.referral_form import Question, questions_of, summary_of

bp = Blueprint("referrals", __name__)


@bp.get("/o/<key>/<programme>/pamelding", endpoint="self_refer")
@audience("public")
def sign_up(key: str, programme: str) -> Any:
    """What it takes and a way to sign in; the form for a person who has."""
    door, signed_in = offer_at(key, programme), g.actor
    if signed_in is None or signed_in.is_staff or not door.self_referral:
        g.organisation = door.organisation
        return render_template("referrals/gate.html", door=door, address=request.path)
    work = http.work()
    before = open_enrolment(work, signed_in.person_id, door.organisation.id, door.programme.key)
    if before is not None:
        return redirect(url_for("referrals.received", enrolment_id=before))
    person = person_by_id(work, signed_in.person_id)
    prefilled = {
        "born": person.birth_date.isoformat() if person.birth_date else "",
        "mobile": phone_of(work, person) or "",
    }
    return _form(door, _patient_questions(door), prefilled, unnamed=not person.name)


def _patient_questions(door: Offered) -> tuple[Question, ...]:
    return questions_of(door.programme, clinician=False)


@bp.post("/o/<key>/<programme>/pamelding", endpoint="send_self_referral")
@audience("patient")
def send_sign_up(key: str, programme: str) -> Any:
    """Take the person's own referral."""
    door, signed_in, work = offer_at(key, programme), actor(), http.work()
    questions = _patient_questions(door)
    person = person_by_id(work, signed_in.person_id)
    unnamed = not person.name
    try:
        sent = read_sent(questions, door, unnamed=unnamed)
        with work.session.begin_nested():
            if unnamed:
                person.given_name, person.family_name = sent.person["given_name"], sent.person["family_name"]
            person.birth_date = sent.born
            set_phone(work, person, sent.mobile)
            enrolment, _referral = refer(
                work, person, door.organisation, door.programme, sent.facts, source="self", hope=sent.hope
            )
    except (BadInput, AlreadyReferred) as fault:
        return _form(door, questions, typed_again(), errors_of(fault), unnamed=unnamed), 422
    admit(work, signed_in, enrolment, "referral", write=True)
    return redirect(url_for("referrals.received", enrolment_id=enrolment.id), 303)


def _form(
    door: Offered,
    questions: tuple[Question, ...],
    values: dict[str, Any],
    errors: dict[str, str] | None = None,
    *,
    unnamed: bool = False,
) -> str:
    g.organisation = door.organisation
    return render_template(
        "referrals/self_refer.html",
        door=door,
        questions=questions,
        given=values,
        errors=errors or {},
        summary=summary_of(http.speech(), questions, errors or {}),
        today=http.work().today,
        unnamed=unnamed,
    )


@bp.get("/pamelding/<int:enrolment_id>/mottatt")
@audience("patient")
def received(enrolment_id: int) -> str:
    """The receipt: who assesses it and by when; and, later, the answer."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "referral")
    g.organisation = enrolment.organisation
    referral = referral_of(work, enrolment.id)
    programme = work.catalogue.one(Programme, enrolment.programme)
    return render_template(
        "referrals/received.html",
        enrolment=enrolment,
        programme=programme,
        referral=referral,
        note_of=note_of(work, referral),
        screening=screened_again(work, enrolment, referral, http.language()),
        phone=enrolment.organisation.settings.phone,
        lines=fact_lines(http.speech(), programme, referral),
        hope=hope_of(work, referral),
    )


@bp.post("/pamelding/<int:enrolment_id>/trekk")
@audience("patient")
def withdraw(enrolment_id: int) -> Response:
    """The person takes the referral back before it is decided."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "referral", write=True)
    if enrolment.state not in ("referred", "screening"):
        raise WrongState(state=STATE_SAID[enrolment.state])
    end(work, signed_in.person_id, enrolment, "withdrawn")
    return redirect(url_for("referrals.received", enrolment_id=enrolment_id), 303)
