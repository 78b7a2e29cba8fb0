"""Health personnel and therapists refer a patient: a form in three steps, made of the programme's eligibility."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from varde.alerts.at_referral import dangers_of
from varde.alerts.note_rules import refusal_of
from varde.alerts.rules import Danger
from varde.enrolments.access import keep_out_of_own
from varde.identity.service import person_by_id
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.privacy.kin import mark_of_name, mark_of_number
from varde.programmes.values import Programme
from varde.referrals.errors import WrongProfession
from varde.referrals.receiving import Described, may_refer_to, post, who_refers
from varde.web.referrer import words
from varde.web.referrer.mine import bp
from varde.web.shell import http
from varde.web.shell.contact_form import REACH
from varde.web.shell.draft_forms import go_on
from varde.web.shell.forms import sent
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
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.referral_drafts import CLINICIANS, risk_in
from varde.web.shell.referral_form import Question, Sent, facts_in, questions_of, summary_of
from varde.web.shell.referral_steps import looked_at, steps_of, wanted_step
from varde.web.shell.refusals import at_stake, keep_beside, tells_danger


@bp.get("/<key>/<programme>", endpoint="form")
@audience("refer")
def refer_patient(key: str, programme: str) -> str:
    """The form for a clinician. :raises WrongProfession: hers may not refer to it."""
    door = offer_at(key, programme)
    if not may_refer_to(actor(), door.programme):
        raise WrongProfession(professions=who_refers(door.programme))
    questions = questions_of(door.programme, clinician=True)
    place = f"{CLINICIANS}/{door.organisation.key}/{door.programme.key}"
    return _clinician_form(door, questions, {}, step=step_begun(questions, door, place))


def _at_stake(key: str, programme: str) -> None:
    at_stake(partial(risk_in, author_id=actor().person_id, place=f"{CLINICIANS}/{key}/{programme}", form=sent()))


@bp.post("/<key>/<programme>", endpoint="send")
@audience("refer")
@tells_danger(_at_stake)
def send_referral(key: str, programme: str) -> Any:
    """Take a clinician's referral. The answer is the same whether we know the patient or not; danger that it tells of is kept
    also when it is refused."""
    _at_stake(key, programme)
    door, work = offer_at(key, programme), http.work()
    questions = questions_of(door.programme, clinician=True)
    in_danger = bool(_dangers(work, door.organisation.id, door.programme))
    wanted = wanted_step(sent())
    if wanted is not None:
        return _another_step(door, questions, wanted, in_danger=in_danger)
    try:
        form = read_sent(questions, door)
        _keep_out_of_own(door, form)
        names = form.person["given_name"], form.person["family_name"]
        answer_by, urgent = post(
            work,
            actor(),
            door.organisation,
            door.programme,
            form.person["nin"],
            Described(*names, form.born, form.contact),
            form.facts,
            form.hope,
        )
    except BadInput as fault:
        keep_beside(refusal_of(fault))
        if in_danger:
            flash(http.speech().say(words.LIFE_IN_DANGER_NOT_SENT), "risk")
        errors = errors_of(fault)
        return _clinician_form(door, questions, typed_again(), errors, step=step_of_faults(questions, errors)), 422
    if urgent or in_danger:
        flash(http.speech().say(words.LIFE_IN_DANGER), "risk")
    flash(http.speech().say(words.REFERRAL_SENT, day=http.speech().weekday(answer_by)), "done")
    return redirect(url_for("referrer.index"), 303)


def _another_step(door: Offered, questions: tuple[Question, ...], wanted: int, *, in_danger: bool) -> Any:
    """On, or back. What is written is kept as a draft, and danger in it waits for no other step."""
    step, errors = step_after(questions, door, wanted, looked_at(sent()))
    go_on()
    if in_danger:
        flash(http.speech().say(words.LIFE_IN_DANGER_NOT_SENT), "risk")
    page = _clinician_form(door, questions, typed_again(), errors, step=step)
    return (page, 422) if errors else page


def _keep_out_of_own(door: Offered, form: Sent) -> None:
    """By what she wrote alone: whether the person is known is not looked up. :raises OwnRecord, KinsRecord: a clinician refers
    herself, or her kin."""
    work, signed_in = http.work(), actor()
    number = mark_of_number(work, form.person["nin"])
    name = f"{form.person['given_name']} {form.person['family_name']}"
    own = person_by_id(work, signed_in.person_id).nin_fingerprint == number
    marks = [number, mark_of_name(work, name, form.born)]
    keep_out_of_own(work, signed_in, signed_in.person_id if own else None, marks, door.organisation.id, "referral")


def _dangers(work: Work, organisation_id: int, programme: Programme) -> list[Danger]:
    return dangers_of(work, programme, organisation_id, facts_in(questions_of(programme, clinician=True), sent()))


def _clinician_form(
    door: Offered,
    questions: tuple[Question, ...],
    values: dict[str, Any],
    errors: dict[str, str] | None = None,
    *,
    step: int,
) -> str:
    errors = errors or {}
    on_step = errors_on(step, errors, questions)
    g.organisation = door.organisation
    return render_template(
        "referrer/refer.html",
        door=door,
        steps=steps_of(questions, step, clinician=True),
        questions=questions,
        given=values,
        errors=errors,
        summary=summary_of(http.speech(), questions, on_step),
        today=http.work().today,
        reach=REACH,
        nav=staff_nav("refer"),
    )
