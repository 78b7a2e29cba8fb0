"""The therapist sees scores: every instrument over time, every occasion, and one response item by item."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template

from varde.assessments.errors import NoSuchQuestionnaire
from varde.assessments.models import Response
from varde.assessments.planning import on_demand_of
from varde.assessments.service import responses_of
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.identity.service import find_person
from varde.instruments.values import Instrument
from varde.programmes.values import Programme
from varde.record.items import MOVE, before_of, sheet_of, unanswered_in
from varde.record.score_words import band_in_words, mode_in_words, total_in_words
from varde.record.scores import courses_of, entries_of
from varde.record.trajectory import occasion_title
from varde.scheduling.service import agenda_of
from varde.standing.start import is_start, start_of
from varde.standing.words import difference, verdict_in_words
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav
from varde.wording.service import words_of

bp = Blueprint("scores", __name__, url_prefix="/pasient/<int:enrolment_id>/skjemaer")


@bp.get("")
@audience("therapist")
def index(enrolment_id: int) -> str:
    """Every instrument and every occasion of an enrolment."""
    work, speech, enrolment = http.work(), http.speech(), _open(enrolment_id)
    programme = work.catalogue.one(Programme, enrolment.programme)
    responses, agenda = responses_of(work, enrolment_id), agenda_of(work, enrolment_id)
    active = enrolment.state == "active"
    return render_template(
        "caseload/scores.html",
        enrolment=enrolment,
        programme=programme,
        courses=courses_of(work, speech, enrolment, programme, responses, agenda),
        entries=entries_of(work, speech, enrolment, programme, responses, agenda),
        on_demand=on_demand_of(programme, enrolment.track) if active else (),
        by_phone=enrolment.state in ("active", "completed"),
        nav=staff_nav("caseload"),
    )


@bp.get("/<int:response_id>")
@audience("therapist")
def response(enrolment_id: int, response_id: int) -> str:
    """One response, item by item, beside the one before it. :raises NoSuchQuestionnaire: it is none of this enrolment's."""
    work, speech, enrolment = http.work(), http.speech(), _open(enrolment_id)
    programme = work.catalogue.one(Programme, enrolment.programme)
    every = responses_of(work, enrolment_id)
    key = next((one.instrument for one in every if one.id == response_id), None)
    same = [one for one in every if one.instrument == key]
    found, before, after = before_of(same, response_id)
    if found is None:
        raise NoSuchQuestionnaire()
    declared = work.catalogue.all(Instrument).get(found.instrument)
    shown = _as_shown(found, declared)
    sheet = sheet_of(speech, shown, found, before)
    start = start_of(same)
    return render_template(
        "caseload/response.html",
        enrolment=enrolment,
        programme=programme,
        response=found,
        instrument=declared,
        shown=shown,
        words_in=(found.language if found.wording_id else None) or speech.language,
        before=before,
        after=after,
        sheet=sheet,
        unanswered=unanswered_in(sheet),
        icons=MOVE,
        occasion=occasion_title(speech, programme, found.occasion),
        total=total_in_words(speech, declared, found),
        band=band_in_words(speech, declared, found.band),
        mode=mode_in_words(speech, found),
        who=_who(enrolment, found),
        since_last=difference(declared, before, found, speech.language),
        since_start=difference(declared, start, found, speech.language),
        at_start=is_start(start),
        verdict=verdict_in_words(declared, start, found, speech.language) if declared else None,
        nav=staff_nav("caseload"),
    )


def _open(enrolment_id: int) -> Enrolment:
    enrolment = open_record(http.work(), actor(), enrolment_id, "questionnaire")
    g.organisation = enrolment.organisation
    return enrolment


def _as_shown(found: Response, declared: Instrument | None) -> Instrument | None:
    if declared is None or declared.version != found.version:
        return declared
    return words_of(http.work(), found.wording_id, declared, found.language or http.language())


def _who(enrolment: Enrolment, found: Response) -> Any:
    """Who wrote the answers down; None for an import and for somebody who is erased."""
    if found.by_id is None or found.by_id == enrolment.person_id:
        return enrolment.person if found.mode != "import" else None
    return find_person(http.work(), found.by_id)
