"""A person signs up: the form, the receipt, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from varde.alerts.note_rules import refusal_of
from varde.enrolments.access import admit, open_record
from varde.enrolments.errors import WrongState
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import referral_of
from varde.enrolments.words import STATE_SAID
from varde.identity.service import contact_of, person_by_id
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.referrals.asking import answer_more, open_asked
from varde.referrals.errors import AlreadyReferred, NotAskedNow
from varde.referrals.gp import gp_of, name_gp
from varde.referrals.passing_on import passed_from, passed_to
from varde.referrals.ringing import call_to_make
from varde.referrals.said import keep_what_is_said, with_known_age
from varde.referrals.service import hope_of, note_of, open_enrolment, refer, screened_again
from varde.referrals.waiting_line import line_of_referral
from varde.web.public import words
from varde.web.shell import http
from varde.web.shell.contact_form import REACH, shown_contact
from varde.web.shell.draft_forms import draft_written, go_on
from varde.web.shell.fact_lines import fact_lines
from varde.web.shell.forms import Form, FormFault, read_form, sent
from varde.web.shell.offered import (
    Offered,
    errors_of,
    errors_on,
    offer_at,
    read_sent,
    step_after,
    step_begun,
    step_of_faults,
    typed_again,
)
from varde.web.shell.pages import actor, audience
from varde.web.shell.personal_form import question_lines
from varde.web.shell.referral_drafts import OWN, risk_in
from varde.web.shell.referral_form import (
    Question,
    facts_in,
    gp_fields,
    gp_in,
    questions_about,
    questions_of,
    read_answers,
    summary_of,
)
from varde.web.shell.referral_steps import looked_at, steps_of, wanted_step
from varde.web.shell.refusals import at_stake, keep_beside, tells_danger
from varde.wording.service import shown_in

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
        **shown_contact(contact_of(work, person)),
    }
    questions, unnamed = _patient_questions(door, draft_written(draft_place(door))), not person.name
    step = step_begun(questions, door, draft_place(door), unnamed=unnamed)
    return _form(door, questions, prefilled, step=step, unnamed=unnamed)


def draft_place(door: Offered) -> str:
    """Where a person's own referral is kept while she writes it."""
    return f"{OWN}/{door.organisation.key}/{door.programme.key}"


def _patient_questions(door: Offered, form: Mapping[str, Sequence[str]]) -> tuple[Question, ...]:
    """In the official words where the organisation has them, and with the questions that what is answered so far leads to."""
    work, eligibility = http.work(), door.programme.eligibility
    wordings = {}
    for key in {each.instrument for each in eligibility.worked_out} - {""}:
        shown = shown_in(work, door.organisation.id, work.catalogue.one(Instrument, key), http.language())
        if shown.pack_id is not None:
            wordings[key] = shown.instrument
    answers = facts_in(questions_of(door.programme, clinician=False), form)
    return questions_of(door.programme, clinician=False, wordings=wordings, answers=answers)


def _at_stake(key: str, programme: str) -> None:
    at_stake(partial(risk_in, author_id=actor().person_id, place=f"{OWN}/{key}/{programme}", form=sent()))


@bp.post("/o/<key>/<programme>/pamelding", endpoint="send_self_referral")
@audience("patient")
@tells_danger(_at_stake)
def send_sign_up(key: str, programme: str) -> Any:
    """Take the person's own referral."""
    signed_in, work = actor(), http.work()
    _at_stake(key, programme)
    door = offer_at(key, programme)
    questions = _patient_questions(door, sent())
    person = person_by_id(work, signed_in.person_id)
    unnamed = not person.name
    wanted = wanted_step(sent())
    if wanted is not None:
        return _another_step(door, questions, wanted, unnamed=unnamed)
    try:
        form = read_sent(questions, door, unnamed=unnamed)
        with work.session.begin_nested():
            if unnamed:
                person.given_name, person.family_name = form.person["given_name"], form.person["family_name"]
            facts = with_known_age(door.programme, form.facts, person, work.today)
            enrolment, _referral = refer(
                work, person, door.organisation, door.programme, facts, source="self", hope=form.hope
            )
            name_gp(work, person.id, enrolment, form.gp, may_inform=form.may_inform)
            keep_what_is_said(work, person, None, form.born, form.contact, by_id=person.id, enrolment_id=enrolment.id)
    except (BadInput, AlreadyReferred) as fault:
        keep_beside(refusal_of(fault))
        errors = errors_of(fault)
        step = step_of_faults(questions, errors)
        return _form(door, questions, typed_again(), errors, step=step, unnamed=unnamed), 422
    admit(work, signed_in, enrolment, "referral", write=True)
    return redirect(url_for("referrals.received", enrolment_id=enrolment.id), 303)


def _another_step(door: Offered, questions: tuple[Question, ...], wanted: int, *, unnamed: bool) -> Any:
    """On, or back. What is written is kept as a draft, and danger in it waits for no other step."""
    step, errors = step_after(questions, door, wanted, looked_at(sent()), unnamed=unnamed)
    go_on()
    page = _form(door, questions, typed_again(), errors, step=step, unnamed=unnamed)
    return (page, 422) if errors else page


def _form(
    door: Offered,
    questions: tuple[Question, ...],
    values: dict[str, Any],
    errors: dict[str, str] | None = None,
    *,
    step: int,
    unnamed: bool = False,
) -> str:
    errors = errors or {}
    on_step = errors_on(step, errors, questions)
    g.organisation = door.organisation
    return render_template(
        "referrals/self_refer.html",
        door=door,
        steps=steps_of(questions, step, clinician=False),
        questions=questions,
        given=values,
        errors=errors,
        summary=summary_of(http.speech(), questions, on_step),
        today=http.work().today,
        unnamed=unnamed,
        reach=REACH,
    )


@bp.get("/pamelding/<int:enrolment_id>/mottatt")
@audience("patient")
def received(enrolment_id: int) -> str:
    """The receipt: who assesses it and by when; and, later, the answer."""
    return _receipt(open_record(http.work(), actor(), enrolment_id, "referral"))


def _receipt(
    enrolment: Enrolment, filled_in: Mapping[str, Any] | None = None, errors: Mapping[str, str] | None = None
) -> str:
    work, asked = http.work(), open_asked(http.work(), enrolment, "patient")
    g.organisation = enrolment.organisation
    referral = referral_of(work, enrolment.id)
    programme = programme_of(work, enrolment.programme)
    return render_template(
        "referrals/received.html",
        enrolment=enrolment,
        programme=programme,
        referral=referral,
        note_of=note_of(work, referral),
        screening=screened_again(work, enrolment, referral, http.language()),
        onward=passed_to(work, enrolment, referral),
        whence=passed_from(work, referral),
        titles={key: each.title for key, each in work.catalogue.all(Programme).items()},
        phone=enrolment.organisation.settings.phone,
        lines=fact_lines(http.speech(), programme, referral),
        hope=hope_of(work, referral),
        call=call_to_make(work, enrolment),
        place=line_of_referral(work, enrolment),
        today=work.today,
        questions=question_lines(work, http.speech(), enrolment.person, patient=True) if enrolment.person.asked else (),
        asked=asked,
        gp=gp_of(work, enrolment.id),
        wanted=questions_about(programme, asked.facts, clinician=False) if asked else (),
        given=filled_in or {},
        errors=errors or {},
    )


@bp.post("/pamelding/<int:enrolment_id>/svar", endpoint="send_answer")
@audience("patient")
def send_answer(enrolment_id: int) -> Any:
    """The patient answers what the clinic asks before it decides."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "referral", write=True)
    asked = open_asked(work, enrolment, "patient")
    if asked is None:
        raise NotAskedNow()
    programme = programme_of(work, enrolment.programme)
    try:
        facts, said = read_answers(questions_about(programme, asked.facts, clinician=False), sent())
        answer_more(work, signed_in.person_id, enrolment, "patient", facts, said)
    except BadInput as fault:
        errors = fault.said(http.speech()) if isinstance(fault, FormFault) else {"answer": fault.to(http.language())}
        return _receipt(enrolment, typed_again(), errors), 422
    flash(http.speech().say(words.ANSWER_SENT), "done")
    return redirect(url_for("referrals.received", enrolment_id=enrolment_id), 303)


@bp.post("/pamelding/<int:enrolment_id>/fastlege", endpoint="name_gp")
@audience("patient")
def name_own_gp(enrolment_id: int) -> Any:
    """The patient says who the GP is and whether she may be informed, also after the answer."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "referral", write=True)
    try:
        name, allowed = gp_in(read_form(Form.from_dict(gp_fields())()))
    except FormFault as fault:
        return _receipt(enrolment, typed_again(), fault.said(http.speech())), 422
    name_gp(work, signed_in.person_id, enrolment, name, may_inform=allowed)
    flash(http.speech().say(words.GP_KEPT), "done")
    return redirect(url_for("referrals.received", enrolment_id=enrolment_id, _anchor="fastlege"), 303)


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
