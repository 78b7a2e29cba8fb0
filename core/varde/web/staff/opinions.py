"""Asking a named colleague about a patient, her answer, and what is found by a word within one patient."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from varde.enrolments.access import OPINION, is_only_asked
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import DAYS, LONGEST, answer, ask, may_be_asked, opinions_of, take_back
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.record.searching import LONGEST as LONGEST_SEARCH
from varde.record.searching import SHORTEST, find_in
from varde.web.shell import http
from varde.web.shell.forms import Form, LimitedText, Whole, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import words
from varde.web.staff.records import record_page

bp = Blueprint("opinions", __name__, url_prefix="/pasient")
FOUND_IN = {
    "message": Text("Melding", "Melding", "Message"),
    "note": Text("Internt notat", "Internt notat", "Inner note"),
    "reason": Text("Trenger ikke svar", "Treng ikkje svar", "Needs no answer"),
    "opinion": Text("Råd fra kollega", "Råd frå kollega", "A colleague's advice"),
    "entry": Text("Øvelse", "Øving", "Exercise"),
    "answer": Text("Skjema", "Skjema", "Form"),
}


@bp.get("/<int:enrolment_id>/raad", endpoint="show")
@audience("staff")
def show(enrolment_id: int) -> str:
    """What colleagues were asked about a patient and answered, and a form to ask."""
    return _page(record_page(enrolment_id, OPINION))


def _page(enrolment: Enrolment, errors: dict[str, str] | None = None, form: dict[str, str] | None = None) -> str:
    work, signed_in = http.work(), actor()
    asked_only = is_only_asked(work, signed_in, enrolment)
    return render_template(
        "opinions/index.html",
        enrolment=enrolment,
        lines=opinions_of(work, enrolment.id),
        me=signed_in.person_id,
        asked_only=asked_only,
        colleagues=[(str(each.id), each.name) for each in may_be_asked(work, signed_in, enrolment)],
        days=DAYS,
        longest=LONGEST,
        once=secrets.token_urlsafe(12),
        errors=errors or {},
        given=form or {},
        nav=staff_nav("caseload"),
    )


@bp.post("/<int:enrolment_id>/raad", endpoint="ask")
@audience("staff")
def ask_colleague(enrolment_id: int) -> Any:
    """Ask a colleague, who may read for some days."""
    work = http.work()
    enrolment = record_page(enrolment_id, "team", write=True)
    try:
        form = read_form(
            _form(opinion=LimitedText(2 * LONGEST), once=LimitedText(60), colleague=_number(), days=_number())
        )
        ask(work, actor(), enrolment, form["colleague"], form["opinion"], form["days"], form["once"])
    except BadInput as fault:
        return _page(enrolment, {"opinion": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.OPINION_ASKED), "done")
    return _back(enrolment_id)


@bp.post("/<int:enrolment_id>/raad/<int:opinion_id>/svar", endpoint="answer")
@audience("staff")
def answer_colleague(enrolment_id: int, opinion_id: int) -> Any:
    """What a colleague thinks; she does not read any more after it."""
    work = http.work()
    enrolment = record_page(enrolment_id, OPINION, write=True)
    try:
        answer(work, actor(), enrolment, opinion_id, read_form(_form(advice=LimitedText(2 * LONGEST)))["advice"])
    except BadInput as fault:
        return _page(enrolment, {"advice": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.OPINION_ANSWERED), "done")
    return redirect(url_for("caseload.index"), 303)


@bp.post("/<int:enrolment_id>/raad/<int:opinion_id>/ta-tilbake", endpoint="take_back")
@audience("staff")
def take_question_back(enrolment_id: int, opinion_id: int) -> Response:
    """She need not answer, and does not read any more."""
    enrolment = record_page(enrolment_id, "team", write=True)
    take_back(http.work(), enrolment, opinion_id)
    flash(http.speech().say(words.OPINION_TAKEN_BACK), "done")
    return _back(enrolment_id)


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("opinions.show", enrolment_id=enrolment_id), 303)


def _number() -> Whole:
    return Whole(0, 999_999_999, 0, words.FORM_TOO_OLD)


def _form(**fields: LimitedText | Whole) -> Form:
    form: Form = Form.from_dict(fields)()  # type: ignore[assignment, arg-type]
    return form


@bp.get("/<int:enrolment_id>/sok", endpoint="search")
@audience("staff")
def search(enrolment_id: int) -> str:
    """Where a word stands in what is known of one patient."""
    return _search_page(enrolment_id, request.args.get("sok", ""))


@bp.post("/<int:enrolment_id>/sok", endpoint="find")
@audience("staff")
def find_word(enrolment_id: int) -> str:
    """The same: sent as a form, so that nothing of a patient stands in an address."""
    return _search_page(enrolment_id, typed().get("sok", ""))


def _search_page(enrolment_id: int, asked: str) -> str:
    work, wanted = http.work(), asked.strip()[:LONGEST_SEARCH]
    enrolment = record_page(enrolment_id, "search_in")
    hits, are_more = find_in(work, http.speech(), enrolment, wanted)
    return render_template(
        "opinions/search.html",
        enrolment=enrolment,
        wanted=wanted,
        hits=hits,
        more=are_more,
        too_short=bool(wanted) and len(wanted) < SHORTEST,
        found_in=FOUND_IN,
        longest=LONGEST_SEARCH,
        nav=staff_nav("caseload"),
    )
