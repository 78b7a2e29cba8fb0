"""How much contact a participant wants: chosen here, and changed whenever she likes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.assessments.contact import choose_contact, contact_of, wishes_of
from varde.assessments.errors import NoContactChoice
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput
from varde.programmes.gone import programme_of
from varde.web.patient import words
from varde.web.shell import http
from varde.web.shell.forms import Form, LimitedText, read_form
from varde.web.shell.pages import actor, audience

bp = Blueprint("contact", __name__, url_prefix="/min-sti")


@bp.get("/<int:enrolment_id>/kontakt", endpoint="show")
@audience("patient")
def show(enrolment_id: int) -> str:
    """What may be chosen, what holds, and what was chosen before."""
    return _page(open_record(http.work(), actor(), enrolment_id, "contact_wish"))


def _page(enrolment: Enrolment, error: str = "") -> str:
    work = http.work()
    choices = programme_of(work, enrolment.programme).contact_choices
    if not choices:
        raise NoContactChoice()
    holds = contact_of(work, enrolment)
    return render_template(
        "patient/contact.html",
        enrolment=enrolment,
        choices=[(choice.key, choice.title, choice.said) for choice in choices],
        holds=holds.key if holds is not None else "",
        wishes=wishes_of(work, enrolment),
        may_choose=enrolment.state == "active",
        error=error,
    )


@bp.post("/<int:enrolment_id>/kontakt", endpoint="choose")
@audience("patient")
def choose(enrolment_id: int) -> Any:
    """She wants so much contact from now on."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "contact_wish", write=True)
    try:
        choose_contact(work, actor(), enrolment, read_form(Form.from_dict({"contact": LimitedText(40)})())["contact"])
    except BadInput as fault:
        return _page(enrolment, fault.to(http.language())), 422
    flash(http.speech().say(words.CONTACT_CHOSEN), "done")
    return redirect(url_for("contact.show", enrolment_id=enrolment_id), 303)
