"""Templates of messages: kept by each for herself and by some for their clinic, and put in a form with one button."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from varde.dialogue.templates import TemplateLine, drop_template, filled_in, keep_template, places_kept, templates_kept
from varde.enrolments.access import open_record
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput, BadRequest
from varde.kernel.words import Text
from varde.programmes.message_fields import FIELDS, LONGEST_BODY, LONGEST_TITLE
from varde.web.shell import http
from varde.web.shell.addresses import own_path
from varde.web.shell.draft_forms import go_on_with
from varde.web.shell.forms import Form, LimitedText, Whole, of_the_page, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import words

bp = Blueprint("templates_kept", __name__, url_prefix="/maler")


class NoFormToFill(BadRequest):
    sentence = Text(
        "Malen kan bare settes inn i en melding eller en tilbakemelding.",
        "Malen kan berre setjast inn i ei melding eller ei tilbakemelding.",
        "A template can be put in a message or in feedback only.",
    )


@bp.get("", endpoint="index")
@audience("staff")
def show() -> str:
    """One's own templates and those one keeps for a clinic, and a form for another."""
    return _page({})


def _page(errors: dict[str, str], form: dict[str, str] | None = None) -> str:
    work = http.work()
    lines = templates_kept(work, actor())
    changing = next((line for line in lines if line.code == request.args.get("mal")), None)
    return render_template(
        "templates_kept/index.html",
        lines=lines,
        changing=changing,
        places=places_kept(work, actor()),
        fields=FIELDS,
        errors=errors,
        given=form if form is not None else _stored(changing),
        longest=LONGEST_BODY,
        longest_title=LONGEST_TITLE,
        nav=staff_nav("caseload"),
    )


def _stored(line: TemplateLine | None) -> dict[str, str]:
    if line is None:
        return {}
    return {"title": line.title, "nb": line.body.nb, "nn": line.body.nn, "place": str(line.organisation_id or "")}


@bp.post("", endpoint="keep")
@audience("staff")
def keep() -> Any:
    """Keep a new template, or change one (``?mal=``). :raises NoSuchTemplate: it is none of hers."""
    code = request.args.get("mal", "")
    template_id = (row_number(code[1:]) or 0) if code else None
    try:
        form = read_form(_form())
        body = Text(form["nb"], form["nn"])
        keep_template(http.work(), actor(), form["title"], body, form["place"] or None, template_id)
    except BadInput as fault:
        return _page({"nb": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.TEMPLATE_KEPT), "done")
    return redirect(url_for("templates_kept.index"), 303)


def _form() -> Form:
    fields = {name: LimitedText(2 * LONGEST_BODY) for name in ("title", "nb", "nn")}
    form: Form = Form.from_dict({**fields, "place": Whole(0, 999_999_999, 0, words.FORM_TOO_OLD)})()  # type: ignore[assignment]
    return form


@bp.post("/<int:template_id>/slett", endpoint="drop")
@audience("staff")
def drop(template_id: int) -> Any:
    """It is not to be chosen any more."""
    drop_template(http.work(), actor(), template_id)
    flash(http.speech().say(words.TEMPLATE_DROPPED), "done")
    return redirect(url_for("templates_kept.index"), 303)


@bp.post("/bruk/<int:enrolment_id>/<code>", endpoint="use")
@audience("staff")
def use(enrolment_id: int, code: str) -> Any:
    """Put a template, filled in for this patient, after what is written in a message or in feedback; it is kept as the draft."""
    place = of_the_page().get("draft", "")
    field = {f"message/{enrolment_id}": "body"}.get(place, "feedback" if place.startswith("feedback/") else "")
    if not field:
        raise NoFormToFill()
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "messages", write=True)
    begun = typed().get(field, "").strip()
    filled = filled_in(work, actor(), enrolment, code)
    go_on_with(field, f"{begun}\n\n{filled}" if begun else filled, enrolment_id)
    page = own_path(of_the_page().get("draft_page", "")) or url_for("caseload.patient", enrolment_id=enrolment_id)
    anchor = "siste" if page.startswith("/meldinger") else "ark" if field == "feedback" else "dialog"
    return redirect(f"{page}#{anchor}", 303)
