"""What a patient wants to be told of, and how; and what she was told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.identity.models import Person
from varde.notifications.choices import choose
from varde.notifications.service import notify
from varde.people.access import open_own
from varde.web.shell import choice_words as words
from varde.web.shell import http
from varde.web.shell.choice_form import history_lines, notice_lines, read_choices, register_card, topic_boxes
from varde.web.shell.forms import FormFault, sent
from varde.web.shell.pages import actor, audience

bp = Blueprint("choices", __name__, url_prefix="/mine-opplysninger/beskjeder")
BETWEEN_TRIALS = timedelta(minutes=5)


@bp.get("")
@audience("patient")
def show() -> str:
    """What I have chosen, and what I was told."""
    return _page(open_own(http.work(), actor()))


def _page(person: Person, errors: Mapping[str, str] | None = None) -> str:
    work, speech = http.work(), http.speech()
    return render_template(
        "patient/choices.html",
        boxes=topic_boxes(work, person),
        history=history_lines(work, speech, person),
        lines=notice_lines(work, speech, person),
        register=register_card(work, speech, person, own=True),
        errors=dict(errors or {}),
    )


@bp.post("")
@audience("patient")
def keep() -> Any:
    """Choose. What was chosen before stays in the history."""
    work = http.work()
    person = open_own(work, actor(), write=True)
    try:
        allowed = read_choices(sent())
    except FormFault as fault:
        return _page(person, fault.said(http.speech())), 422
    changed = choose(work, person, allowed, by_id=person.id, own=True)
    flash(http.speech().say(words.KEPT if changed else words.AS_BEFORE), "done")
    return redirect(url_for("choices.show"), 303)


@bp.post("/prove")
@audience("patient")
def trial() -> Response:
    """Send me one now, to see whether it arrives; one every five minutes."""
    work = http.work()
    person = open_own(work, actor(), write=True)
    window = int(work.now.timestamp() // BETWEEN_TRIALS.total_seconds())
    path = url_for("choices.show")
    planned = notify(work, person.id, None, "trial", f"trial:{person.id}:{window}", path, asked=True)
    flash(http.speech().say(words.TRIAL_SENT if planned else words.TRIAL_SENT_BEFORE), "done" if planned else "now")
    return redirect(url_for("choices.show"), 303)
