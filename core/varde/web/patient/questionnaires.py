"""The patient's questionnaires: the list, one instrument on a page, drafts, and what happens after the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from varde.assessments.correcting import corrections_of
from varde.assessments.feedback import feedback_on
from varde.assessments.heavy import is_heavy
from varde.assessments.models import Response
from varde.assessments.planning import on_demand_of
from varde.assessments.service import KIND, all_items, helpers_of, open_sheet, responses_of
from varde.assessments.sheet import occasion_of
from varde.dialogue.service import UNREAD, writing_in
from varde.enrolments.access import admit, open_record
from varde.enrolments.models import Enrolment
from varde.identity.service import crisis_text_of
from varde.instruments.values import Instrument
from varde.programmes.gone import programme_of
from varde.programmes.values import Occasion, Programme
from varde.record.corrections import CorrectionLine, correction_lines
from varde.scheduling.models import AgendaItem
from varde.scheduling.service import agenda_of
from varde.standing.diary import diaries_of
from varde.web.patient.answer_door import AnswerDoor
from varde.web.patient.answer_page import answer_page, state_of
from varde.web.patient.answer_risk import risk_at_stake
from varde.web.patient.answering import keep, take_in
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.pages import actor, audience
from varde.web.shell.refusals import tells_danger
from varde.wording.service import words_of

bp = Blueprint("questionnaires", __name__, url_prefix="/skjema")
"""The mode of a response that a therapist wrote down for the patient."""


@dataclass(frozen=True, slots=True)
class QuestionnaireLine:
    """One occasion in the list. ``state`` is as in :func:`state_of`; ``parts`` is how many are handed in so far, and
    ``helper`` the therapist who answered by phone together with the patient. ``corrected`` is the title of each part that
    was corrected since, and how."""

    item: AgendaItem
    occasion: Occasion
    state: str
    parts: int
    helper: str
    corrected: tuple[tuple[str, tuple[CorrectionLine, ...]], ...] = ()


@bp.get("/forlop/<int:enrolment_id>")
@audience("patient")
def index(enrolment_id: int) -> str:
    """Every questionnaire of an enrolment: what can be answered now, what comes, what was answered; a diary in one line."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "questionnaire")
    stand_at(enrolment, organisation=enrolment.organisation)
    programme = programme_of(work, enrolment.programme)
    responses = responses_of(work, enrolment_id)
    agenda = [item for item in agenda_of(work, enrolment_id) if item.kind == KIND]
    items = [item for item in agenda if item.key not in programme.in_rhythm]
    helpers, corrected = helpers_of(work, responses), _corrected(responses)
    lines = [
        QuestionnaireLine(
            item,
            occasion_of(programme, item.key),
            state_of(work, enrolment, item),
            sum(1 for response in responses if response.agenda_id == item.id),
            helpers.get(item.id, ""),
            tuple(corrected.get(item.id, ())),
        )
        for item in items
    ]
    diaries = [
        (diary, [part for day in diary.written for part in corrected.get(day.agenda_id, ())])
        for diary in diaries_of(programme, agenda, work.now, work.zone)
    ]
    return render_template(
        "questionnaires/index.html",
        enrolment=enrolment,
        programme=programme,
        lines=lines,
        diaries=diaries,
        own=_own(enrolment, programme, lines),
    )


def _own(enrolment: Enrolment, programme: Programme, lines: Sequence[QuestionnaireLine]) -> tuple[Occasion, ...]:
    """What she may open herself now: each one at a time, while she is under way."""
    if enrolment.state != "active":
        return ()
    opened = {line.occasion.key for line in lines if line.state == "open"}
    own = on_demand_of(programme, enrolment.track, "patient")
    return tuple(occasion for occasion in own if occasion.key not in opened)


def _corrected(responses: Sequence[Response]) -> dict[int, list[tuple[str, tuple[CorrectionLine, ...]]]]:
    """By agenda id what was corrected, in the words that she saw. A statement when something was, and one for official words."""
    work, speech = http.work(), http.speech()
    corrections = corrections_of(work, responses)
    said: dict[int, list[tuple[str, tuple[CorrectionLine, ...]]]] = {}
    for response in responses:
        if response.id not in corrections:
            continue
        declared = work.catalogue.all(Instrument).get(response.instrument)
        language = response.words_in(speech.language)
        shown = words_of(work, response.wording_id, declared, language) if declared else None
        title = speech.say(declared.title) if declared else response.instrument
        lines = correction_lines(speech, shown, corrections[response.id], language)
        said.setdefault(response.agenda_id, []).append((title, lines))
    return said


@bp.get("/<int:agenda_id>")
@audience("patient")
def answer(agenda_id: int) -> Any:
    """One page of an instrument: the one asked for, or where the patient goes on."""
    return answer_page(_door(agenda_id))


def _at_stake(agenda_id: int) -> None:
    risk_at_stake(open_sheet(http.work(), actor(), agenda_id, write=True), "answer")


@bp.post("/<int:agenda_id>", endpoint="hand_in")
@audience("patient")
@tells_danger(_at_stake)
def hand_in(agenda_id: int) -> Any:
    """Keep one page, or hand in one instrument from the last."""
    return take_in(_door(agenda_id, write=True))


@bp.post("/<int:agenda_id>/utkast")
@audience("patient")
@tells_danger(_at_stake)
def draft(agenda_id: int) -> Any:
    """Keep the answers so far. :raises BadInput: with a sentence for each that cannot be kept."""
    return keep(_door(agenda_id, write=True))


def _door(agenda_id: int, *, write: bool = False) -> AnswerDoor:
    sheet = open_sheet(http.work(), actor(), agenda_id, write=write, beside=UNREAD)
    stand_at(sheet.enrolment, organisation=sheet.enrolment.organisation, unread=sheet.beside or 0)
    return AnswerDoor(sheet, bp.name, {"agenda_id": agenda_id}, "questionnaires")


# --- afterwards


def _following(
    programme: Programme, items: Sequence[AgendaItem], item: AgendaItem
) -> tuple[AgendaItem | None, Occasion | None]:
    """What comes after this one: the next day of the same diary; after anything else, and after its last day, no diary."""
    coming = [planned for planned in items if planned.state == "planned" and planned.due_at > item.due_at]
    same = [planned for planned in coming if planned.key == item.key]
    longer = [planned for planned in coming if planned.key not in programme.in_rhythm]
    following = next((planned for planned in (*same, *longer) if programme.find_occasion(planned.key)), None)
    return following, programme.find_occasion(following.key) if following else None


@bp.get("/<int:agenda_id>/takk")
@audience("patient")
def done(agenda_id: int) -> Any:
    """Thank you: what happens with the answers, and when the next questionnaire is. One statement besides the log."""
    work = http.work()
    items, enrolment, responses, helper = all_items(work, agenda_id)
    admit(work, actor(), enrolment, "questionnaire")
    item = next(planned for planned in items if planned.id == agenda_id)
    if item.state != "done":
        return redirect(url_for("questionnaires.answer", agenda_id=agenda_id), 303)
    programme = programme_of(work, enrolment.programme)
    following, next_occasion = _following(programme, items, item)
    heavy = any(is_heavy(work, response) for response in responses)
    return render_template(
        "questionnaires/done.html",
        enrolment=enrolment,
        programme=programme,
        item=item,
        occasion=occasion_of(programme, item.key),
        following=following,
        next_occasion=next_occasion,
        heavy=heavy,
        feedback=() if heavy else feedback_on(work.catalogue.all(Instrument), responses),
        helper=helper,
        may_write=writing_in(enrolment, None, by_patient=True) == "yes",
        crisis=crisis_text_of(work, enrolment.organisation_id, http.language()) if heavy else "",
    )
