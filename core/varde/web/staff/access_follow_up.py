"""Follow-up of the access log, by the head of the clinic and the privacy officer: what is worth a question, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.privacy.flag_rules import GRAVE
from varde.privacy.following_up import LONGEST, answer_flag, to_follow_up
from varde.web.shell import http
from varde.web.shell.forms import Form, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience, page_number, staff_nav

bp = Blueprint("access_follow_up", __name__, url_prefix="/tilganger")
FLAG = {
    "own_record": Text("Egen journal", "Eigen journal", "Own record"),
    "kin": Text("Nær familie", "Nær familie", "Close family"),
    "no_relation": Text("Uten tilknytning", "Utan tilknyting", "Without a relation"),
    "break_glass": Text("Nødrett", "Naudrett", "Break-glass"),
    "colleague": Text("Kollega", "Kollega", "Colleague"),
    "same_name": Text("Samme etternavn", "Same etternamn", "The same family name"),
    "many": Text("Svært mange pasienter", "Svært mange pasientar", "Very many patients"),
    "off_hours": Text("Utenom arbeidstid", "Utanom arbeidstid", "Off hours"),
}
ANSWER = {
    "fine": Text("Alt i orden", "Alt i orden", "All in order"),
    "asked": Text("Jeg har spurt", "Eg har spurt", "I have asked"),
    "reported": Text("Meldt som avvik", "Meld som avvik", "Reported as a deviation"),
}
KEPT = Text("Svaret er skrevet ned.", "Svaret er skrive ned.", "The answer is written down.")


@bp.get("")
@audience("review_access")
def index() -> str:
    """What waits for an answer."""
    return _page()


@bp.get("/fulgt-opp")
@audience("review_access")
def answered() -> str:
    """What was answered."""
    return _page(answered=True)


def _page(
    errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None, *, answered: bool = False
) -> str:
    page = page_number()
    flagged = to_follow_up(http.work(), actor(), page, answered=answered)
    return render_template(
        "access_follow_up/index.html",
        rows=flagged.rows,
        page=page,
        more=flagged.has_next,
        answered=answered,
        flags=FLAG,
        grave=GRAVE,
        answers=list(ANSWER.items()),
        answer_words=ANSWER,
        longest=LONGEST,
        errors=dict(errors or {}),
        given=dict(form or {}),
        nav=staff_nav("access_follow_up"),
    )


@bp.post("/<int:flag_id>", endpoint="answer")
@audience("review_access")
def answer(flag_id: int) -> Any:
    """What came of the question."""
    try:
        form = read_form(_form())
        answer_flag(http.work(), actor(), flag_id, form["answer"], form["words"])
    except BadInput as fault:
        return _page({f"words-{flag_id}": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(KEPT), "done")
    return redirect(url_for("access_follow_up.index"), 303)


def _form() -> Form:
    form: Form = Form.from_dict({"answer": LimitedText(10), "words": LimitedText(LONGEST)})()  # type: ignore[assignment]
    return form
