"""The patient leaves the programme herself: what happens and what is kept is said before she does."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import fields

from varde.enrolments.access import open_record
from varde.enrolments.errors import WrongState
from varde.enrolments.exits import Leaving, end
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import LEAVING, OPEN
from varde.enrolments.service import must_be, pause, resume_own
from varde.enrolments.words import OWN_REASON, STATE_SAID
from varde.programmes.gone import programme_of
from varde.record.leaving import OpenThings, open_things, prospects
from varde.web.patient import words
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, read_form, typed
from varde.web.shell.pages import actor, audience

bp = Blueprint("own_leaving", __name__)
LONGEST_WHY = 1000


@bp.get("/min-sti/<int:enrolment_id>/slutt")
@audience("patient")
def page(enrolment_id: int) -> str:
    """What happens when she leaves, what is kept, and whether she wants the follow-up questions."""
    enrolment = open_record(http.work(), actor(), enrolment_id, "state")
    return _page(enrolment, {}, {})


@bp.post("/min-sti/<int:enrolment_id>/slutt", endpoint="leave")
@audience("patient")
def leave(enrolment_id: int) -> Any:
    """She leaves. Her therapist is told."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "state", write=True)
    _must_be_open(enrolment)
    declared: dict[str, fields.Field[Any]] = {
        "reason": Coded({key: key for key in LEAVING if key in OWN_REASON}, words.CHOOSE_WHY),
        "asked": Typed(),
        "why": LimitedText(LONGEST_WHY),
    }
    try:
        form = read_form(Form.from_dict(declared)())
    except FormFault as fault:
        return _page(enrolment, typed(), fault.said(http.speech())), 422
    how = Leaving(note=form["why"], willing=form["asked"] != "no", by_patient=True)
    end(work, signed_in.person_id, enrolment, form["reason"], how)
    return redirect(url_for("patient.home", enrolment_id=enrolment_id), 303)


@bp.get("/min-sti/<int:enrolment_id>/pause", endpoint="pausing")
@audience("patient")
def pausing(enrolment_id: int) -> str:
    """What a pause is, before she takes one."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "state")
    must_be(enrolment, "active")
    stand_at(enrolment, organisation=enrolment.organisation)
    return render_template("patient/pausing.html", enrolment=enrolment, outstanding=open_things(work, enrolment))


@bp.post("/min-sti/<int:enrolment_id>/pause", endpoint="rest")
@audience("patient")
def rest(enrolment_id: int) -> Any:
    """She takes a pause. Her therapist is told."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "state", write=True)
    if enrolment.state != "paused":  # pressed twice, it is one pause
        pause(work, signed_in, enrolment)
        flash(http.speech().say(words.RESTING), "done")
    return redirect(url_for("patient.home", enrolment_id=enrolment_id), 303)


@bp.post("/min-sti/<int:enrolment_id>/i-gang", endpoint="go_on")
@audience("patient")
def go_on(enrolment_id: int) -> Any:
    """She goes on from the pause that she took herself."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "state", write=True)
    if enrolment.state == "paused":
        resume_own(work, signed_in, enrolment)
        flash(http.speech().say(words.GOING_ON), "done")
    return redirect(url_for("patient.home", enrolment_id=enrolment_id), 303)


def _must_be_open(enrolment: Enrolment) -> None:
    if enrolment.state not in OPEN:
        raise WrongState(state=STATE_SAID[enrolment.state])


def _page(enrolment: Enrolment, form: dict[str, str], errors: dict[str, str]) -> str:
    _must_be_open(enrolment)
    work = http.work()
    stand_at(enrolment, organisation=enrolment.organisation)
    outstanding: OpenThings = open_things(work, enrolment)
    ways = prospects(work, enrolment, outstanding)
    prospect = ways.get("discontinued") or ways["never_started"]
    return render_template(
        "patient/leaving.html",
        enrolment=enrolment,
        programme=programme_of(work, enrolment.programme),
        prospect=prospect,
        outstanding=outstanding,
        reasons=[(key, OWN_REASON[key]) for key in LEAVING if key in OWN_REASON],
        longest=LONGEST_WHY,
        given=form,
        errors=errors,
    )
