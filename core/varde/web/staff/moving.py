"""Another track, longer access, another clinic; and a referral that came to the wrong place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import fields
from werkzeug.wrappers import Response

from varde.alerts.service import may_open
from varde.enrolments.errors import WhyExtended
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.moves import (
    extend_access,
    extensions_of,
    is_used,
    last_extension,
    move,
    receivers,
    undo_extension,
)
from varde.enrolments.rules import UNDER_WAY
from varde.enrolments.service import open_offerings
from varde.enrolments.words import STATE
from varde.kernel.characters import row_number
from varde.kernel.dates import as_date
from varde.kernel.errors import BadInput
from varde.programmes.gone import programme_of
from varde.referrals.errors import AlreadyReferred, SamePlace
from varde.referrals.passing_on import pass_on
from varde.referrals.tracks import change_track, tracks_for
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import leaving_words as words
from varde.web.staff.records import record_page
from varde.web.staff.referrals import assessment_page

bp = Blueprint("moving", __name__)
LONGEST = 1000
PASSED_ON_FIELDS = {"note": "pass-note"}
"""The ids of controls whose name another form of the page has too."""


@bp.get("/pasient/<int:enrolment_id>/flytt")
@audience("staff")
def page(enrolment_id: int) -> str:
    """Another track, longer access, another clinic."""
    return _page(record_page(enrolment_id, "state"), {})


def _page(enrolment: Enrolment, errors: Mapping[str, str]) -> str:
    work = http.work()
    programme = programme_of(work, enrolment.programme)
    under_way = enrolment.state in UNDER_WAY
    extensions = extensions_of(work, enrolment.id)
    standing = last_extension(enrolment, extensions)
    return render_template(
        "leaving/move.html",
        enrolment=enrolment,
        programme=programme,
        state=STATE[enrolment.state],
        tracks=tracks_for(work, enrolment),
        track=next((track for track in programme.tracks if track.key == enrolment.track), None),
        may_extend=enrolment.state in (*UNDER_WAY, "completed") and enrolment.contact_stopped_at is None,
        extensions=extensions,
        standing=standing,
        used=standing is not None and is_used(work, enrolment, standing),
        receivers=receivers(work, enrolment) if under_way else [],
        under_way=under_way,
        today=work.today,
        longest=LONGEST,
        given=typed(),
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )


def _open(enrolment_id: int) -> Enrolment:
    return record_page(enrolment_id, "state", write=True)


def _again(enrolment: Enrolment, field: str, fault: BadInput) -> Any:
    return _page(enrolment, {field: fault.to(http.language())}), 422


def _to_patient(enrolment_id: int) -> Response:
    return redirect(url_for("caseload.patient", enrolment_id=enrolment_id), 303)


@bp.post("/pasient/<int:enrolment_id>/spor", endpoint="track")
@audience("staff")
def another_track(enrolment_id: int) -> Any:
    """She goes on along another track."""
    enrolment = _open(enrolment_id)
    try:
        change_track(http.work(), actor(), enrolment, typed().get("track", ""))
    except BadInput as fault:
        return _again(enrolment, "track", fault)
    flash(http.speech().say(words.TRACK_CHANGED), "done")
    return _to_patient(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/tilgang", endpoint="access")
@audience("staff")
def longer_access(enrolment_id: int) -> Any:
    """She can open the programme until a later day."""
    enrolment = _open(enrolment_id)
    until: date | None = as_date(typed().get("until", ""))
    if until is None:
        return _page(enrolment, {"until": http.speech().say(words.WRITE_DAY)}), 422
    try:
        extend_access(http.work(), actor(), enrolment, until, typed().get("access-why", "")[:LONGEST])
    except BadInput as fault:
        return _again(enrolment, "access-why" if isinstance(fault, WhyExtended) else "until", fault)
    flash(http.speech().say(words.ACCESS_EXTENDED, day=http.speech().day(until, year=True)), "done")
    return _to_patient(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/tilgang/<int:number>/angre", endpoint="undo_access")
@audience("staff")
def shorter_access(enrolment_id: int, number: int) -> Response:
    """Her access ends when it would have. :raises NoExtension, ExtensionUsed: there is nothing to undo, or she has used it."""
    enrolment = _open(enrolment_id)
    undo_extension(http.work(), actor(), enrolment, number)
    flash(http.speech().say(words.EXTENSION_UNDONE), "done")
    return redirect(url_for("moving.page", enrolment_id=enrolment_id, _anchor="tilgang"), 303)


@bp.post("/pasient/<int:enrolment_id>/flytt", endpoint="move")
@audience("staff")
def another_clinic(enrolment_id: int) -> Any:
    """Move it to another clinic with its history; or, when she does not want that, end it as moved."""
    work, signed_in, enrolment, form = http.work(), actor(), _open(enrolment_id), typed()
    if form.get("history") not in ("yes", "no"):
        return _page(enrolment, {"history": http.speech().say(words.CHOOSE_HISTORY)}), 422
    if form["history"] == "no":
        end(work, signed_in.person_id, enrolment, "moved_clinic")
        return redirect(url_for("leaving.finished", enrolment_id=enrolment_id), 303)
    place, person = map(row_number, form.get("receiver", "").partition("-")[::2])
    if place is None or person is None:
        return _page(enrolment, {"receiver": http.speech().say(words.CHOOSE_RECEIVER)}), 422
    name = enrolment.person.name
    try:
        why = read_form(Form.from_dict({"why": LimitedText(LONGEST)})(), {"why": [form.get("why", "")]})["why"]
        move(work, signed_in, enrolment, place, person, why)
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech())), 422
    except BadInput as fault:
        return _again(enrolment, "receiver", fault)
    may_open(work, enrolment.organisation_id, enrolment.programme)
    flash(http.speech().say(words.MOVED, name=name, place=enrolment.organisation.name), "done")
    return redirect(url_for("caseload.index"), 303)


@bp.post("/henvisning/<int:enrolment_id>/videre", endpoint="pass_on")
@audience("staff")
def another_place(enrolment_id: int) -> Any:
    """The referral goes to another programme or clinic, with its facts. It is no refusal."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "referral", write=True)
    places = {f"{row.organisation.key}/{row.programme}": row for row in open_offerings(work)}
    declared: dict[str, fields.Field[Any]] = {
        "to": Coded(places, words.CHOOSE_PLACE),
        "note": LimitedText(LONGEST, words.WRITE_WHY_PASSED_ON),
    }
    try:
        form = read_form(Form.from_dict(declared)())
        row = form["to"]
        programme, name = programme_of(work, row.programme), enrolment.person.given_name
        pass_on(work, signed_in, enrolment, row.organisation, programme, form["note"])
    except FormFault as fault:
        errors = {PASSED_ON_FIELDS.get(key, key): said for key, said in fault.said(http.speech()).items()}
        return assessment_page(enrolment, typed(), errors), 422
    except SamePlace as fault:
        return assessment_page(enrolment, typed(), {"to": fault.to(http.language())}), 422
    except AlreadyReferred:
        return assessment_page(enrolment, typed(), {"to": http.speech().say(words.IN_THAT_PROGRAMME)}), 409
    flash(http.speech().say(words.PASSED_ON, name=name, programme=programme.title, place=row.organisation.name), "done")
    return redirect(url_for("intake.decide", enrolment_id=enrolment_id), 303)
