"""A questionnaire answered by a therapist on the patient's behalf: by phone, or a measurement she makes herself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template

from varde.assessments.errors import NoSuchQuestionnaire
from varde.assessments.heavy import after_answers
from varde.assessments.service import open_sheet
from varde.assessments.sheet import Sheet
from varde.web.patient.answer_door import AnswerDoor
from varde.web.patient.answer_page import answer_page
from varde.web.patient.answer_risk import risk_at_stake
from varde.web.patient.answering import keep, take_in
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.refusals import tells_danger

bp = Blueprint("questionnaires_staff", __name__, url_prefix="/pasient/<int:enrolment_id>/skjema/<int:agenda_id>")


@bp.get("")
@audience("treat")
def answer(enrolment_id: int, agenda_id: int) -> Any:
    """One page of an instrument: the one asked for, or where it was left, by either of them."""
    return answer_page(_door(enrolment_id, agenda_id))


def _at_stake(enrolment_id: int, agenda_id: int) -> None:
    risk_at_stake(_sheet(enrolment_id, agenda_id, write=True), "phone")


@bp.post("", endpoint="hand_in")
@audience("treat")
@tells_danger(_at_stake)
def hand_in(enrolment_id: int, agenda_id: int) -> Any:
    """Keep one page, or hand in one instrument from the last; marked as answered by phone."""
    return take_in(_door(enrolment_id, agenda_id, write=True))


@bp.post("/utkast")
@audience("treat")
@tells_danger(_at_stake)
def draft(enrolment_id: int, agenda_id: int) -> Any:
    """Keep the answers so far; the patient can go on with them. :raises BadInput"""
    return keep(_door(enrolment_id, agenda_id, write=True))


@bp.get("/levert")
@audience("treat")
def done(enrolment_id: int, agenda_id: int) -> Any:
    """What was handed in, and at once whether a limit was crossed."""
    door = _door(enrolment_id, agenda_id)
    if door.sheet.item.state != "done":
        return redirect(door.url("answer"), 303)
    return render_template(
        "questionnaires/by_phone/done.html",
        door=door,
        sheet=door.sheet,
        **door.around,
        **after_answers(http.work(), http.speech(), door.sheet, by_phone=True),
    )


def _sheet(enrolment_id: int, agenda_id: int, *, write: bool) -> Sheet:
    sheet = open_sheet(http.work(), actor(), agenda_id, write=write)
    if sheet.enrolment.id != enrolment_id:
        raise NoSuchQuestionnaire()
    return sheet


def _door(enrolment_id: int, agenda_id: int, *, write: bool = False) -> AnswerDoor:
    sheet = _sheet(enrolment_id, agenda_id, write=write)
    g.organisation = sheet.enrolment.organisation
    address = {"enrolment_id": enrolment_id, "agenda_id": agenda_id}
    return AnswerDoor(sheet, bp.name, address, "questionnaires/by_phone", True, {"nav": staff_nav("caseload")})
