"""A clinician refers a patient, and a therapist decides on a referral."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from marshmallow import Schema, fields
from werkzeug.wrappers import Response

from varde.audit.service import Access, record
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.enrolments.service import open_offerings, referral_of
from varde.identity.models import Person
from varde.identity.service import add_person, person_by_id, person_by_nin, phone_of, set_phone
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred, TrackNeeded
from varde.referrals.service import decide, hope_of, note_of, refer, screened_again
from varde.referrals.words import OUTCOME
from varde.web.shell import http
from varde.web.shell.fact_lines import fact_lines
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, read_form, typed
from varde.web.shell.offered import Offered, errors_of, offer_at, read_sent, typed_again
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.referral_form import Question, Sent, questions_of, summary_of
from varde.web.staff import words

bp = Blueprint("intake", __name__)
LONGEST_NOTE = 1000


@bp.get("/henvis")
@audience("therapist")
def choose() -> str:
    """Everything a patient can be referred to, by organisation."""
    work = http.work()
    rows = sorted(open_offerings(work), key=lambda row: row.organisation.name)
    doors = [Offered(row.organisation, work.catalogue.one(Programme, row.programme), row) for row in rows]
    return render_template("referrals/choose.html", doors=doors, nav=staff_nav("refer"))


@bp.get("/henvis/<key>/<programme>", endpoint="clinician_refer")
@audience("therapist")
def refer_patient(key: str, programme: str) -> str:
    """The form for a clinician."""
    door = offer_at(key, programme)
    return _clinician_form(door, questions_of(door.programme, clinician=True), {})


@bp.post("/henvis/<key>/<programme>", endpoint="send_clinician_referral")
@audience("therapist")
def send_referral(key: str, programme: str) -> Any:
    """Take a clinician's referral; the patient is found by identity number, or added."""
    door, signed_in, work = offer_at(key, programme), actor(), http.work()
    questions = questions_of(door.programme, clinician=True)
    try:
        sent = read_sent(questions, door)
        with work.session.begin_nested():
            person = _patient(work, sent)
            enrolment, referral = refer(
                work,
                person,
                door.organisation,
                door.programme,
                sent.facts,
                source="clinician",
                referred_by=signed_in,
                hope=sent.hope,
            )
    except AlreadyReferred:
        return _clinician_form(door, questions, typed_again(), {"nin": http.speech().say(words.ALREADY_REFERRED)}), 422
    except BadInput as fault:
        return _clinician_form(door, questions, typed_again(), errors_of(fault)), 422
    _log_clinician_referral(work, enrolment)
    day = http.speech().weekday(referral.answer_by)
    if screened_again(work, enrolment, referral, http.language()).urgent:
        flash(http.speech().say(words.LIFE_IN_DANGER), "risk")
    flash(http.speech().say(words.REFERRAL_SENT, day=day), "done")
    return redirect(url_for("intake.choose"), 303)


def _patient(work: Work, sent: Sent) -> Person:
    """The person with this identity number. Somebody known under another name or date of birth is not touched.

    :raises FormFault: the number belongs to somebody else than the one who is described.
    """
    given_name, family_name = sent.person["given_name"], sent.person["family_name"]
    person = person_by_nin(work, sent.person["nin"])
    if person is None:
        return add_person(
            work, given_name, family_name, sent.person["nin"], birth_date=sent.born, phone=sent.mobile, language="nb"
        )
    if (
        person.family_name.casefold() != family_name.casefold()
        and person.given_name.casefold() != given_name.casefold()
    ):
        raise FormFault({"nin": words.NAME_DIFFERS})
    if person.birth_date is not None and person.birth_date != sent.born:
        raise FormFault({"born": words.BIRTH_DATE_DIFFERS})
    person.birth_date = sent.born
    if person.phone_sealed is None:
        set_phone(work, person, sent.mobile)
    return person


def _log_clinician_referral(work: Work, enrolment: Enrolment) -> None:
    signed_in = actor()
    record(
        work,
        Access(
            actor_id=signed_in.person_id,
            actor_name=", ".join(filter(None, (signed_in.name, signed_in.title))),
            role="therapist",
            organisation_id=enrolment.organisation_id,
            action="write",
            what="referral",
            purpose="treat",
            basis="clinician_referral",
            patient_id=enrolment.person_id,
            enrolment_id=enrolment.id,
        ),
    )


def _clinician_form(
    door: Offered, questions: tuple[Question, ...], values: dict[str, Any], errors: dict[str, str] | None = None
) -> str:
    g.organisation = door.organisation
    return render_template(
        "referrals/clinician_refer.html",
        door=door,
        questions=questions,
        given=values,
        errors=errors or {},
        summary=summary_of(http.speech(), questions, errors or {}),
        today=http.work().today,
        nav=staff_nav("refer"),
    )


# --- a therapist decides


def decision_form() -> Schema:
    """Accept or decline. ``track`` only where the programme has tracks; ``note`` is read by the patient."""
    declared: dict[str, fields.Field[Any]] = {
        "decision": Coded({"accept": True, "decline": False}, words.CHOOSE_DECISION),
        "track": fields.String(load_default=None),
        "note": LimitedText(LONGEST_NOTE),
    }
    return Form.from_dict(declared)()


@bp.get("/henvisning/<int:enrolment_id>", endpoint="decide")
@audience("staff")
def assess(enrolment_id: int) -> str:
    """Everything a decision rests on."""
    enrolment = open_record(http.work(), actor(), enrolment_id, "referral")
    return _assessment(enrolment, {}, {})


@bp.post("/henvisning/<int:enrolment_id>", endpoint="send_decision")
@audience("staff")
def send_decision(enrolment_id: int) -> Any:
    """Decide. The patient is told that there is an answer."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "referral", write=True)
    try:
        form = read_form(decision_form())
        accept = form["decision"]
        if not accept and not form["note"]:
            raise FormFault({"decline-note": words.WRITE_WHY})
        try:
            decide(work, signed_in, enrolment, accept=accept, track=form["track"], note=form["note"])
        except TrackNeeded as fault:
            raise FormFault({"track": fault.sentence}) from None
    except FormFault as fault:
        return _assessment(enrolment, typed(), fault.said(http.speech())), 422
    return _decided(enrolment, accept=accept)


def _decided(enrolment: Enrolment, *, accept: bool) -> Response:
    name = enrolment.person.given_name
    if accept:
        flash(http.speech().say(words.ACCEPTED, name=name), "done")
        return redirect(url_for("caseload.patient", enrolment_id=enrolment.id), 303)
    flash(http.speech().say(words.DECLINED, name=name), "done")
    return redirect(url_for("caseload.index"), 303)


def _assessment(enrolment: Enrolment, form: dict[str, str], errors: dict[str, str]) -> str:
    work = http.work()
    g.organisation = enrolment.organisation
    programme, referral = work.catalogue.one(Programme, enrolment.programme), referral_of(work, enrolment.id)
    referrer = person_by_id(work, referral.referred_by_id) if referral.referred_by_id else None
    return render_template(
        "referrals/decide.html",
        enrolment=enrolment,
        programme=programme,
        referral=referral,
        referrer=referrer,
        screening=screened_again(work, enrolment, referral, http.language()),
        lines=fact_lines(http.speech(), programme, referral),
        outcome=OUTCOME[referral.outcome],
        hope=hope_of(work, referral),
        note=note_of(work, referral),
        phone=phone_of(work, enrolment.person),
        given=form,
        errors=errors,
        open=enrolment.state in ("referred", "screening"),
        nav=staff_nav("caseload"),
        longest=LONGEST_NOTE,
    )
