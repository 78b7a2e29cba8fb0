"""What a patient wants to be told of, as staff see it and change it at her word, through the gates of her record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.enrolments.models import Enrolment
from varde.notifications.choices import choose
from varde.people.access import CONTACT
from varde.web.shell import choice_words as words
from varde.web.shell import http
from varde.web.shell.choice_form import history_lines, notice_lines, read_choices, register_card, topic_boxes
from varde.web.shell.forms import FormFault, sent
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff.records import record_page

bp = Blueprint("staff_choices", __name__, url_prefix="/pasient/<int:enrolment_id>/beskjeder")


@bp.get("")
@audience("staff")
def show(enrolment_id: int) -> str:
    """What she has chosen, and what she was told."""
    return _page(record_page(enrolment_id, CONTACT))


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None) -> str:
    work, speech, person = http.work(), http.speech(), enrolment.person
    return render_template(
        "people/choices.html",
        enrolment=enrolment,
        person=person,
        boxes=topic_boxes(work, person),
        history=history_lines(work, speech, person),
        lines=notice_lines(work, speech, person),
        register=register_card(work, speech, person, own=False),
        errors=dict(errors or {}),
        nav=staff_nav("caseload"),
    )


@bp.post("")
@audience("staff")
def keep(enrolment_id: int) -> Any:
    """Choose for her, at her word."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    try:
        allowed = read_choices(sent())
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech())), 422
    changed = choose(work, enrolment.person, allowed, by_id=actor().person_id, own=False)
    flash(http.speech().say(words.KEPT if changed else words.AS_BEFORE), "done")
    return redirect(url_for("staff_choices.show", enrolment_id=enrolment_id), 303)
