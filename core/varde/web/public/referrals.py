"""The way in: a person signs up, a clinician refers, a therapist decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from marshmallow import Schema, fields
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from varde.audit.service import Access, record
from varde.enrolments.access import admit, open_record
from varde.enrolments.errors import NotOffered, WrongState
from varde.enrolments.models import Enrolment, Offering, Referral
from varde.enrolments.service import OPEN_STATES, end, offering_of
from varde.enrolments.words import STATE
from varde.identity.models import Organisation, Person
from varde.identity.service import add_person, organisation_by_key, person_by_nin, phone_of, set_phone
from varde.kernel import text
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred
from varde.referrals.screening import Screening, screen
from varde.referrals.service import HOPE_PLACE, NOTE_PLACE, decide, refer
from varde.referrals.words import OUTCOME
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, Line, read_form
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.pages import translate as _
from varde.web.shell.referral_form import Question, Sent, questions_of, read_referral, summary_of
from varde.web.staff.fact_lines import fact_lines

bp = Blueprint("referrals", __name__)
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Door:
    """One programme at one organisation, and whether a person may come in without a referral."""

    organisation: Organisation
    programme: Programme
    offering: Offering

    @property
    def self_referral(self) -> bool:
        return bool(self.offering.settings.get("self_referral", True))


def _door(key: str, programme: str) -> Door:
    """:raises NoSuchOrganisation, NotOffered"""
    work = http.work()
    organisation = organisation_by_key(work, key)
    declared = work.catalogue.all(Programme).get(programme)
    if declared is None:
        raise NotOffered()
    return Door(organisation, declared, offering_of(work, organisation, programme))


# --- a person signs up


@bp.get("/o/<key>/<programme>/pamelding", endpoint="self_refer")
@audience("public")
def sign_up(key: str, programme: str) -> Any:
    """What it takes and a way to sign in; the form for a person who has."""
    door, somebody = _door(key, programme), g.actor
    if somebody is None or somebody.is_staff or not door.self_referral:
        g.organisation = door.organisation
        return render_template("referrals/gate.html", door=door, here=request.path)
    work = http.work()
    before = _open_enrolment(work, somebody.person_id, door)
    if before is not None:
        return redirect(url_for("referrals.received", enrolment_id=before))
    person = work.session.get_one(Person, somebody.person_id)
    given = {"born": person.birth_date.isoformat() if person.birth_date else "", "mobile": phone_of(work, person) or ""}
    return _form(door, _patient_questions(door), given, unnamed=not person.name)


def _patient_questions(door: Door) -> tuple[Question, ...]:
    return questions_of(door.programme, clinician=False)


def _open_enrolment(work: Work, person_id: int, door: Door) -> int | None:
    return work.session.scalar(
        select(Enrolment.id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.organisation_id == door.organisation.id,
            Enrolment.programme == door.programme.key,
            Enrolment.state.in_(OPEN_STATES),
        )
        .limit(1)
    )


@bp.post("/o/<key>/<programme>/pamelding", endpoint="send_self_referral")
@audience("patient")
def send_sign_up(key: str, programme: str) -> Any:
    """Take the person's own referral."""
    door, somebody, work = _door(key, programme), actor(), http.work()
    questions = _patient_questions(door)
    person = work.session.get_one(Person, somebody.person_id)
    unnamed = not person.name
    try:
        sent = _read(questions, door, unnamed=unnamed)
        with work.session.begin_nested():
            if unnamed:
                person.given_name, person.family_name = sent.person["given_name"], sent.person["family_name"]
            person.birth_date = sent.born
            set_phone(work, person, sent.mobile)
            enrolment, _referral = refer(
                work, person, door.organisation, door.programme, sent.facts, source="self", hope=sent.hope
            )
    except (BadInput, AlreadyReferred) as fault:
        return _form(door, questions, _typed(), _errors(fault), unnamed=unnamed), 422
    admit(work, somebody, enrolment, "referral", write=True)
    return redirect(url_for("referrals.received", enrolment_id=enrolment.id), 303)


def _read(questions: tuple[Question, ...], door: Door, *, unnamed: bool = False) -> Sent:
    work = http.work()
    return read_referral(
        questions,
        door.programme,
        request.form,
        today=work.today,
        actor=actor(),
        synthetic=work.settings.synthetic_ids,
        unnamed=unnamed,
    )


def _typed() -> dict[str, Any]:
    """What was typed, to show it again: text by name, and for boxes a list."""
    return {
        key: values if len(values) > 1 else values[0] for key, values in request.form.lists() if key != "csrf_token"
    }


def _errors(fault: BadInput | AlreadyReferred) -> dict[str, str]:
    if isinstance(fault, FormFault):
        return fault.errors
    faults = fault.faults if isinstance(fault, BadInput) else (fault.to(http.language()),)
    return {"" if n == 0 else f"fault-{n}": words for n, words in enumerate(faults)}


def _form(
    door: Door,
    questions: tuple[Question, ...],
    given: dict[str, Any],
    errors: dict[str, str] | None = None,
    *,
    unnamed: bool = False,
) -> str:
    g.organisation = door.organisation
    return render_template(
        "referrals/self_refer.html",
        door=door,
        questions=questions,
        given=given,
        errors=errors or {},
        summary=summary_of(questions, errors or {}),
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
    referral = _referral_of(work, enrolment)
    programme = work.catalogue.one(Programme, enrolment.programme)
    return render_template(
        "referrals/received.html",
        enrolment=enrolment,
        programme=programme,
        referral=referral,
        note_of=_note(work, referral),
        screening=_screening_of(work, enrolment, referral),
        details=enrolment.organisation.details,
        lines=fact_lines(programme, referral),
        hope=_hope(work, referral),
    )


@bp.post("/pamelding/<int:enrolment_id>/trekk")
@audience("patient")
def withdraw(enrolment_id: int) -> Response:
    """The person takes the referral back before it is decided."""
    work, somebody = http.work(), actor()
    enrolment = open_record(work, somebody, enrolment_id, "referral", write=True)
    if enrolment.state not in ("referred", "screening"):
        raise WrongState(state=STATE[enrolment.state].to(http.language()).lower())
    end(work, somebody.person_id, enrolment, "withdrawn")
    return redirect(url_for("referrals.received", enrolment_id=enrolment_id), 303)


def _hope(work: Work, referral: Referral) -> str:
    return work.vault.open(HOPE_PLACE, referral.hope_sealed) if referral.hope_sealed else ""


def _note(work: Work, referral: Referral) -> str:
    return work.vault.open(NOTE_PLACE, referral.note_sealed) if referral.note_sealed else ""


def _referral_of(work: Work, enrolment: Enrolment) -> Referral:
    return work.session.scalars(select(Referral).where(Referral.enrolment_id == enrolment.id)).one()


def _screening_of(work: Work, enrolment: Enrolment, referral: Referral) -> Screening:
    """The screening again, for its sentences; the outcome that counts is the one stored with the referral."""
    programme = work.catalogue.one(Programme, enrolment.programme)
    offering = work.session.scalar(
        select(Offering).where(
            Offering.organisation_id == enrolment.organisation_id, Offering.programme == enrolment.programme
        )
    )
    known = {fact.key for fact in programme.eligibility.settings}
    settings = {key: value for key, value in (offering.settings if offering else {}).items() if key in known}
    return screen(programme, referral.facts, settings, http.language())


# --- a clinician refers


@bp.get("/henvis")
@audience("therapist")
def choose() -> str:
    """Everything a patient can be referred to, by organisation."""
    work = http.work()
    rows = work.session.scalars(
        select(Offering)
        .join(Offering.organisation)
        .where(Offering.open.is_(True))
        .options(joinedload(Offering.organisation))
        .order_by(Organisation.name, Offering.programme)
    )
    doors = [Door(row.organisation, work.catalogue.one(Programme, row.programme), row) for row in rows]
    return render_template("referrals/choose.html", doors=doors, nav=staff_nav("refer"))


@bp.get("/henvis/<key>/<programme>", endpoint="clinician_refer")
@audience("therapist")
def refer_patient(key: str, programme: str) -> str:
    """The form for a clinician."""
    door = _door(key, programme)
    return _clinician_form(door, questions_of(door.programme, clinician=True), {})


@bp.post("/henvis/<key>/<programme>", endpoint="send_clinician_referral")
@audience("therapist")
def send_referral(key: str, programme: str) -> Any:
    """Take a clinician's referral; the patient is found by identity number, or added."""
    door, somebody, work = _door(key, programme), actor(), http.work()
    questions = questions_of(door.programme, clinician=True)
    try:
        sent = _read(questions, door)
        with work.session.begin_nested():
            person = _patient(work, sent)
            enrolment, referral = refer(
                work,
                person,
                door.organisation,
                door.programme,
                sent.facts,
                source="clinician",
                referred_by=somebody,
                hope=sent.hope,
            )
    except AlreadyReferred:
        return _clinician_form(door, questions, _typed(), {"nin": _("Pasienten er allerede meldt på her.")}), 422
    except BadInput as fault:
        return _clinician_form(door, questions, _typed(), _errors(fault)), 422
    _log_clinician_referral(work, enrolment)
    day = text.weekday_day(referral.answer_by.astimezone(work.zone).date(), http.language())
    if _screening_of(work, enrolment, referral).urgent:
        flash(_("Svarene tyder på fare for liv. Snakk med pasienten i dag. Ring 113 hvis det haster."), "risk")
    flash(_("Henvisningen er sendt. Pasienten får svar senest %(day)s.", day=day), "done")
    return redirect(url_for("referrals.choose"), 303)


def _patient(work: Work, sent: Sent) -> Person:
    """The person with this identity number. Somebody known under another name or date of birth is not touched.

    :raises FormFault: the number belongs to somebody else than the one who is described.
    """
    given, family = sent.person["given_name"], sent.person["family_name"]
    person = person_by_nin(work, sent.person["nin"])
    if person is None:
        return add_person(
            work, given, family, sent.person["nin"], birth_date=sent.born, phone=sent.mobile, language="nb"
        )
    if person.family_name.casefold() != family.casefold() and person.given_name.casefold() != given.casefold():
        words = _("Fødselsnummeret hører til en annen enn den du har skrevet navnet på. Sjekk begge deler.")
        raise FormFault({"nin": words})
    if person.birth_date is not None and person.birth_date != sent.born:
        words = _("Fødselsdatoen stemmer ikke med den vi har fra før. Sjekk den, og fødselsnummeret.")
        raise FormFault({"born": words})
    person.birth_date = sent.born
    if person.phone_sealed is None:
        set_phone(work, person, sent.mobile)
    return person


def _log_clinician_referral(work: Work, enrolment: Enrolment) -> None:
    somebody = actor()
    record(
        work,
        Access(
            actor_id=somebody.person_id,
            actor_name=", ".join(filter(None, (somebody.name, somebody.title))),
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
    door: Door, questions: tuple[Question, ...], given: dict[str, Any], errors: dict[str, str] | None = None
) -> str:
    g.organisation = door.organisation
    return render_template(
        "referrals/clinician_refer.html",
        door=door,
        questions=questions,
        given=given,
        errors=errors or {},
        summary=summary_of(questions, errors or {}),
        today=http.work().today,
        nav=staff_nav("refer"),
    )


# --- a therapist decides


def decision_form() -> Schema:
    """Accept or decline. ``track`` only where the programme has tracks; ``note`` is read by the patient."""
    declared: dict[str, fields.Field[Any]] = {
        "decision": Coded({"accept": True, "decline": False}, _("Velg om pasienten får plass eller et annet svar.")),
        "track": fields.String(load_default=None),
        "note": Line(LONGEST_NOTE),
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
    work, somebody = http.work(), actor()
    enrolment = open_record(work, somebody, enrolment_id, "referral", write=True)
    try:
        given = read_form(decision_form(), request.form)
        accept = given["decision"]
        if not accept and not given["note"]:
            raise FormFault({"decline-note": _("Skriv til pasienten hvorfor, og hva hun eller han kan gjøre nå.")})
        try:
            decide(work, somebody, enrolment, accept=accept, track=given["track"], note=given["note"])
        except BadInput as fault:
            raise FormFault({"track": fault.faults[0]}) from None
    except FormFault as fault:
        return _assessment(enrolment, request.form.to_dict(), fault.errors), 422
    return _decided(enrolment, accept=accept)


def _decided(enrolment: Enrolment, *, accept: bool) -> Response:
    name = enrolment.person.given_name
    if accept:
        flash(_("%(name)s har fått plass, og du er behandler. SMS er på vei.", name=name), "done")
        return redirect(url_for("caseload.patient", enrolment_id=enrolment.id), 303)
    flash(_("Svaret er sendt. %(name)s får SMS om at det ligger klart.", name=name), "done")
    return redirect(url_for("caseload.index"), 303)


def _assessment(enrolment: Enrolment, given: dict[str, str], errors: dict[str, str]) -> str:
    work = http.work()
    g.organisation = enrolment.organisation
    programme, referral = work.catalogue.one(Programme, enrolment.programme), _referral_of(work, enrolment)
    referrer = work.session.get(Person, referral.referred_by_id) if referral.referred_by_id else None
    return render_template(
        "referrals/decide.html",
        enrolment=enrolment,
        programme=programme,
        referral=referral,
        referrer=referrer,
        screening=_screening_of(work, enrolment, referral),
        lines=fact_lines(programme, referral),
        outcome=OUTCOME[referral.outcome],
        hope=_hope(work, referral),
        note=_note(work, referral),
        phone=phone_of(work, enrolment.person),
        given=given,
        errors=errors,
        open=enrolment.state in ("referred", "screening"),
        nav=staff_nav("caseload"),
        longest=LONGEST_NOTE,
    )
