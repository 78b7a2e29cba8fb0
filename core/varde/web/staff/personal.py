"""A patient's own facts, as staff see and change them, through the gates of her record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.enrolments.access import admit
from varde.enrolments.access_entries import note_refusal
from varde.enrolments.models import Enrolment
from varde.enrolments.service import enrolments_of
from varde.identity.models import Person
from varde.identity.service import masked_nin, person_by_id, person_of_number
from varde.kernel.errors import NotAllowed, NotFound
from varde.people.access import CONTACT, JOINED
from varde.people.errors import CannotJoin, NoSuchJoin
from varde.people.join_models import PersonJoin
from varde.people.joining import join, join_of, offer, part_again, refuse
from varde.people.service import answer, change, propose_name
from varde.web.shell import http
from varde.web.shell import personal_words as words
from varde.web.shell.contact_form import REACH
from varde.web.shell.forms import FormFault, sent, typed
from varde.web.shell.join_lines import join_lines
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.personal_form import (
    LANGUAGE_NAMES,
    change_lines,
    question_lines,
    read_action,
    read_answer,
    read_facts,
    read_new_name,
    read_same,
    shown_facts,
)
from varde.web.staff.records import record_page

bp = Blueprint("staff_personal", __name__, url_prefix="/pasient/<int:enrolment_id>/opplysninger")


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("staff_personal.show", enrolment_id=enrolment_id), 303)


@bp.get("")
@audience("staff")
def show(enrolment_id: int) -> str:
    """What is known of the patient."""
    return _page(record_page(enrolment_id, CONTACT))


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> str:
    work, speech, person = http.work(), http.speech(), enrolment.person
    return render_template(
        "people/personal.html",
        enrolment=enrolment,
        person=person,
        nin=masked_nin(work, person),
        questions=question_lines(work, speech, person, patient=False),
        changes=change_lines(work, speech, person, reader_id=actor().person_id),
        given={**shown_facts(work, person), **(form or {})},
        errors=dict(errors or {}),
        reach=REACH,
        languages=LANGUAGE_NAMES,
        joins=join_lines(work, actor(), person.id),
        nav=staff_nav("caseload"),
    )


@bp.post("")
@audience("staff")
def keep(enrolment_id: int) -> Any:
    """Change them; what was before stays in the history, which the patient reads too."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    try:
        values = read_facts(sent())
    except FormFault as fault:
        ticked = {"address_protected": ""}
        return _page(enrolment, fault.said(http.speech()), {**ticked, **typed()}), 422
    changed = change(work, enrolment.person, values, source="staff", by_id=actor().person_id)
    flash(http.speech().say(words.FACTS_KEPT if changed else words.NOTHING_CHANGED), "done")
    return _back(enrolment_id)


@bp.post("/navn")
@audience("staff")
def rename(enrolment_id: int) -> Any:
    """Propose another name; the patient confirms it."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    try:
        given_name, family_name = read_new_name(sent())
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech()), typed()), 422
    question = propose_name(work, actor(), enrolment.person, given_name, family_name)
    said = words.NAME_IS_KNOWN if question is None else words.NAME_ASKED_OF_PATIENT
    flash(http.speech().say(said), "done" if question else "now")
    return _back(enrolment_id)


@bp.post("/sporsmal/<int:question_id>", endpoint="answer")
@audience("staff")
def answer_question(enrolment_id: int, question_id: int) -> Response:
    """Say which is right."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    taken = read_answer(sent())
    answer(work, actor(), enrolment.person, question_id, taken=taken)
    flash(http.speech().say(words.ANSWERED_TAKEN if taken else words.ANSWERED_KEPT), "done")
    return _back(enrolment_id)


# --- one person with two numbers


@bp.post("/samme", endpoint="same")
@audience("staff")
def find_same(enrolment_id: int) -> Any:
    """Say that another number is the same patient's: both must be hers to treat, and she says how she knows."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    try:
        nin, reason = read_same(sent(), synthetic=work.settings.synthetic_ids)
        second = person_of_number(work, nin)
        if second is None or second.id == enrolment.person_id or not _may_treat(second):
            note_refusal(work, actor(), enrolment.organisation_id, JOINED)
            raise FormFault({"nin": words.NO_SUCH_PATIENT_OF_YOURS})
        offer(work, enrolment.person, second, offered_by="staff", by_id=actor().person_id, reason=reason)
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech()), typed()), 422
    except CannotJoin as fault:
        return _page(enrolment, {"nin": fault.to(http.language())}, typed()), 409
    return _back(enrolment_id)


def _may_treat(person: Person) -> bool:
    """Whether she passes the gates to any record of this person; then that is logged too."""
    work = http.work()
    for enrolment in enrolments_of(work, person.id):
        try:
            admit(work, actor(), enrolment, JOINED, write=True)
        except (NotAllowed, NotFound):
            continue
        return True
    return False


@bp.post("/samme/<int:join_id>", endpoint="join")
@audience("staff")
def decide_join(enrolment_id: int, join_id: int) -> Response:
    """Join the two, say that they are two, or undo it."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    row, action = join_of(work, join_id), read_action(sent())
    if not _theirs(row, enrolment, action):
        raise NoSuchJoin()
    match action:
        case "join":
            join(work, row, by_id=actor().person_id)
        case "undo":
            part_again(work, row, by_id=actor().person_id)
        case _:
            refuse(work, row)
    flash(http.speech().say(words.JOIN_DONE[action]), "done")
    return _back(enrolment_id)


def _theirs(row: PersonJoin, enrolment: Enrolment, action: str) -> bool:
    """Whether it is about this patient and staff's to decide; to join, the other record too must be open to her."""
    if enrolment.person_id not in (row.kept_id, row.joined_id):
        return False
    if action == "undo":
        return True
    second = row.joined_id if enrolment.person_id == row.kept_id else row.kept_id
    return row.offered_by == "staff" and _may_treat(person_by_id(http.work(), second))
