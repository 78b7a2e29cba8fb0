"""“Did this help?” below each step: one answer without her name, to those who make the programme. Nobody answers it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.enrolments.service import must_work
from varde.modules.errors import BadEntry
from varde.modules.helped import ANSWER, WORDS, say_helped
from varde.modules.reading import read_step
from varde.web.patient import words
from varde.web.patient.steps import open_place
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience

bp = Blueprint("helped", __name__, url_prefix="/moduler")


@bp.post("/<int:enrolment_id>/<module>/<step>/hjalp")
@audience("patient")
def say(enrolment_id: int, module: str, step: str) -> Any:
    """Keep what she answers, once for each step. Nothing of the answer is kept about her."""
    place, form = open_place(enrolment_id, module, step, write=True, around=False), typed()
    work = http.work()
    must_work(work, place.enrolment)
    read = read_step(work, place.enrolment, place.view.module.key, place.step.key, http.language())
    where: dict[str, Any] = {"enrolment_id": enrolment_id, "module": place.view.module.key, "step": place.step.key}
    try:
        kept = say_helped(work, place.enrolment, read, form.get(ANSWER, ""), form.get(WORDS, ""))
    except BadEntry as error:
        faults = {control: rule.to(http.language()) for control, rule in error.of.items()}
        return render_template(
            "helped/say.html", enrolment=place.enrolment, step=place.step, where=where, form=form, errors=faults
        ), 422
    flash(http.speech().say(words.HELPED_SAID if kept else words.HELPED_BEFORE), "done")
    return redirect(url_for("modules.step", **where), 303)
