"""The care team of one patient: who belongs to it, taking somebody in, and letting somebody go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import Schema, fields

from varde.enrolments.care_roles import care_roles_of, may_be, titles
from varde.enrolments.models import Enrolment
from varde.enrolments.team import add_member, end_member, may_join, team_of
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput
from varde.scheduling.rules import end_of_day
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, LimitedText, read_form, typed
from varde.web.shell.moments import Day
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import care_words as words
from varde.web.staff.records import record_page

bp = Blueprint("team", __name__, url_prefix="/pasient/<int:enrolment_id>/team")


def member_form() -> Schema:
    """Somebody, what she is in the team, and the last day; without one, until further notice."""
    declared: dict[str, fields.Field[Any]] = {"person": LimitedText(19), "role": LimitedText(40), "until": Day()}
    return Form.from_dict(declared)()


@bp.get("")
@audience("treat")
def index(enrolment_id: int) -> str:
    """The team, and whoever can be taken in."""
    return _page(record_page(enrolment_id, "team"), {}, {})


def _page(enrolment: Enrolment, errors: dict[str, str], form: dict[str, str]) -> str:
    work, say = http.work(), http.speech().say
    team, named = team_of(work, enrolment.id), care_roles_of(work, enrolment.organisation_id)
    there = {line.person.id for line in team}
    staff = [
        (person.id, f"{person.name}, {person.title or organisation.name}")
        for person, organisation in may_join(work, enrolment)
        if person.id not in there
    ]
    return render_template(
        "care/team.html",
        enrolment=enrolment,
        team=team,
        titles=titles(named),
        staff=staff,
        roles=[(each.key, say(each.title)) for each in may_be(named)],
        errors=errors,
        typed=form,
        today=work.today,
        nav=staff_nav("caseload"),
    )


@bp.post("")
@audience("treat")
def add(enrolment_id: int) -> Any:
    """Take somebody in."""
    work, enrolment = http.work(), record_page(enrolment_id, "team", write=True)
    try:
        form = read_form(member_form())
        last = form["until"]
        if last is not None and last < work.today:
            raise FormFault({"until": words.UNTIL_IN_PAST})
        person_id = row_number(form["person"]) or 0
        until = end_of_day(last, work.zone) + timedelta(seconds=1) if last else None
        member = add_member(work, actor(), enrolment, person_id, form["role"], until)
    except FormFault as fault:
        return _page(enrolment, fault.said(http.speech()), typed()), 422
    except BadInput as fault:
        return _page(enrolment, {"person": fault.to(http.language())}, typed()), 422
    name = next(line.person.name for line in team_of(work, enrolment.id) if line.person.id == member.person_id)
    flash(http.speech().say(words.JOINED, name=name), "done")
    return redirect(url_for("team.index", enrolment_id=enrolment_id), 303)


@bp.post("/<int:member_id>/slutt")
@audience("treat")
def end(enrolment_id: int, member_id: int) -> Any:
    """She belongs to it no longer."""
    end_member(http.work(), record_page(enrolment_id, "team", write=True), member_id)
    flash(http.speech().say(words.LEFT_TEAM), "done")
    return redirect(url_for("team.index", enrolment_id=enrolment_id), 303)
