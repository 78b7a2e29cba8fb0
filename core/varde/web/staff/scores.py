"""The therapist sees scores: every instrument over time, every occasion, and one response item by item."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from varde.assessments.correcting import corrections_of
from varde.assessments.errors import NoSuchQuestionnaire
from varde.assessments.models import Response
from varde.assessments.planning import on_demand_of
from varde.assessments.service import responses_of
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ANSWERING
from varde.identity.service import find_person
from varde.instruments.values import Instrument
from varde.programmes.gone import programme_of
from varde.record.corrections import correction_lines
from varde.record.items import MOVE, before_of, sheet_of, unanswered_in
from varde.record.score_words import band_in_words, mode_in_words, total_in_words
from varde.record.scores import courses_of, entries_of
from varde.record.trajectory import occasion_title
from varde.scheduling.service import agenda_of
from varde.standing.start import is_start, start_of
from varde.standing.words import difference, verdict_in_words
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff.records import record_page
from varde.wording.service import words_of

bp = Blueprint("scores", __name__, url_prefix="/pasient/<int:enrolment_id>/skjemaer")


@bp.get("")
@audience("treat")
def index(enrolment_id: int) -> str:
    """Every instrument and every occasion of an enrolment."""
    work, speech, enrolment = http.work(), http.speech(), record_page(enrolment_id, "questionnaire")
    programme = programme_of(work, enrolment.programme)
    responses, agenda = responses_of(work, enrolment_id), agenda_of(work, enrolment_id)
    active = enrolment.state == "active"
    return render_template(
        "caseload/scores.html",
        enrolment=enrolment,
        programme=programme,
        courses=courses_of(work, speech, enrolment, programme, responses, agenda),
        entries=entries_of(work, speech, enrolment, programme, responses, agenda),
        on_demand=on_demand_of(programme, enrolment.track) if active else (),
        by_phone=enrolment.state in ANSWERING,
        nav=staff_nav("caseload"),
    )


@bp.get("/<int:response_id>")
@audience("treat")
def response(enrolment_id: int, response_id: int) -> str:
    """One response, item by item, beside the one before it. :raises NoSuchQuestionnaire: it is none of this enrolment's."""
    work, speech, enrolment = http.work(), http.speech(), record_page(enrolment_id, "questionnaire")
    programme = programme_of(work, enrolment.programme)
    every = responses_of(work, enrolment_id)
    key = next((candidate.instrument for candidate in every if candidate.id == response_id), None)
    same = [candidate for candidate in every if candidate.instrument == key]
    shown_response, before, after = before_of(same, response_id)
    if shown_response is None:
        raise NoSuchQuestionnaire()
    declared = work.catalogue.all(Instrument).get(shown_response.instrument)
    shown = _as_shown(shown_response, declared)
    sheet = sheet_of(speech, shown, shown_response, before)
    start = start_of(same)
    words_in = shown_response.words_in(speech.language)
    corrections = corrections_of(work, [shown_response]).get(shown_response.id, ())
    return render_template(
        "caseload/response.html",
        enrolment=enrolment,
        programme=programme,
        response=shown_response,
        instrument=declared,
        shown=shown,
        words_in=words_in,
        corrections=correction_lines(speech, shown, corrections, words_in),
        may_correct=actor().may("correct"),
        before=before,
        after=after,
        sheet=sheet,
        unanswered=unanswered_in(sheet),
        icons=MOVE,
        occasion=occasion_title(speech, programme, shown_response.occasion),
        total=total_in_words(speech, declared, shown_response),
        band=band_in_words(speech, declared, shown_response.band),
        mode=mode_in_words(speech, shown_response),
        who=_who(enrolment, shown_response),
        since_last=difference(declared, before, shown_response, speech.language),
        since_start=difference(declared, start, shown_response, speech.language),
        at_start=is_start(start),
        verdict=verdict_in_words(declared, start, shown_response, speech.language) if declared else None,
        nav=staff_nav("caseload"),
    )


def _as_shown(response: Response, declared: Instrument | None) -> Instrument | None:
    if declared is None or declared.version != response.version:
        return declared
    return words_of(http.work(), response.wording_id, declared, response.language or http.language())


def _who(enrolment: Enrolment, response: Response) -> Any:
    """Who wrote the answers down; None for an import and for somebody who is erased."""
    if response.by_id is None or response.by_id == enrolment.person_id:
        return enrolment.person if response.mode != "import" else None
    return find_person(http.work(), response.by_id)
