"""A person's own facts: how she is reached, her language and name, what we ask her, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.identity.models import Person
from varde.people.access import log_join, open_own
from varde.people.errors import NoSuchJoin
from varde.people.joining import join, join_of, may_decide, part_again, refuse
from varde.people.service import answer, change, propose_name
from varde.web.shell import http
from varde.web.shell import personal_words as words
from varde.web.shell.contact_form import REACH
from varde.web.shell.forms import FormFault, sent, typed
from varde.web.shell.join_lines import join_lines
from varde.web.shell.pages import actor, audience
from varde.web.shell.personal_form import (
    LANGUAGE_NAMES,
    change_lines,
    question_lines,
    read_action,
    read_answer,
    read_facts,
    read_new_name,
    shown_facts,
)

bp = Blueprint("personal", __name__, url_prefix="/mine-opplysninger")


@bp.get("")
@audience("patient")
def show() -> str:
    """What is known of me."""
    return _page(open_own(http.work(), actor()))


def _page(person: Person, errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> str:
    work, speech = http.work(), http.speech()
    return render_template(
        "patient/personal.html",
        person=person,
        questions=question_lines(work, speech, person, patient=True),
        changes=change_lines(work, speech, person, reader_id=person.id),
        given=dict(form) if form is not None else shown_facts(work, person),
        errors=dict(errors or {}),
        reach=REACH,
        languages=LANGUAGE_NAMES,
        joins=join_lines(work, actor(), person.id),
    )


@bp.post("")
@audience("patient")
def keep() -> Any:
    """Change them. What was before stays in the history."""
    work = http.work()
    person = open_own(work, actor(), write=True)
    try:
        values = read_facts(sent())
    except FormFault as fault:
        return _page(person, fault.said(http.speech()), {**_names(person), **typed()}), 422
    changed = change(work, person, values, source="own", by_id=person.id)
    flash(http.speech().say(words.FACTS_KEPT if changed else words.NOTHING_CHANGED), "done")
    return redirect(url_for("personal.show"), 303)


def _names(person: Person) -> dict[str, str]:
    return {"given_name": person.given_name, "family_name": person.family_name}


@bp.post("/navn")
@audience("patient")
def rename() -> Any:
    """Say that the name is another; the clinic confirms it."""
    work = http.work()
    person = open_own(work, actor(), write=True)
    try:
        given_name, family_name = read_new_name(sent())
    except FormFault as fault:
        return _page(person, fault.said(http.speech()), {**shown_facts(work, person), **typed()}), 422
    question = propose_name(work, actor(), person, given_name, family_name)
    flash(
        http.speech().say(words.NAME_IS_KNOWN if question is None else words.NAME_ASKED), "done" if question else "now"
    )
    return redirect(url_for("personal.show"), 303)


@bp.post("/sporsmal/<int:question_id>", endpoint="answer")
@audience("patient")
def answer_question(question_id: int) -> Response:
    """Say which is right."""
    work = http.work()
    person = open_own(work, actor(), write=True)
    taken = read_answer(sent())
    answer(work, actor(), person, question_id, taken=taken)
    flash(http.speech().say(words.ANSWERED_TAKEN if taken else words.ANSWERED_KEPT), "done")
    return redirect(url_for("personal.show"), 303)


@bp.post("/samme/<int:join_id>", endpoint="join")
@audience("patient")
def decide_join(join_id: int) -> Response:
    """Join the two numbers that are mine, say that they are not, or undo it. :raises NoSuchJoin: it is not mine to decide."""
    work, signed_in = http.work(), actor()
    row = join_of(work, join_id)
    action = read_action(sent())
    joined = row.joined_at is not None and signed_in.person_id == row.kept_id
    if not (joined if action == "undo" else may_decide(signed_in, row)):
        raise NoSuchJoin()
    log_join(work, signed_in, row)
    match action:
        case "join":
            join(work, row, by_id=signed_in.person_id)
        case "undo":
            part_again(work, row, by_id=signed_in.person_id)
        case _:
            refuse(work, row)
    flash(http.speech().say(words.JOIN_DONE[action]), "done")
    return redirect(url_for("patient.home") if action == "join" else url_for("personal.show"), 303)
