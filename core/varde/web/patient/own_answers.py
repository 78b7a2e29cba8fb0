"""The patient reads what she has handed in: her answers in plain words, how it has gone since, and who has read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for

from varde.assessments.heavy import is_heavy
from varde.assessments.models import Response as Answered
from varde.assessments.service import all_items, responses_of, scored_lines
from varde.assessments.sheet import occasion_of
from varde.dialogue.service import writing_in
from varde.enrolments.access import admit
from varde.enrolments.break_glass import to_patient
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ANSWERING
from varde.identity.service import crisis_text_of
from varde.instruments.values import Instrument
from varde.kernel.table_output import TableWriter
from varde.privacy.service import first_look
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.record.own_answers import own_parts, own_table
from varde.scheduling.models import AgendaItem
from varde.web.patient.home import trend_of
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.pages import actor, audience
from varde.wording.service import words_of

bp = Blueprint("own_answers", __name__, url_prefix="/skjema/<int:agenda_id>/svar")


@dataclass(frozen=True, slots=True)
class _Opened:
    """An occasion of hers, ``handed_in`` what she handed in at it and ``every`` all she ever handed in, oldest first."""

    item: AgendaItem
    items: Sequence[AgendaItem]
    enrolment: Enrolment
    programme: Programme
    handed_in: Sequence[Answered]
    every: Sequence[Answered]
    helper: str


def _opened(agenda_id: int) -> _Opened:
    work = http.work()
    items, enrolment, _responses, helper = all_items(work, agenda_id)
    admit(work, actor(), enrolment, "questionnaire")
    stand_at(enrolment, organisation=enrolment.organisation)
    item = next(planned for planned in items if planned.id == agenda_id)
    every = responses_of(work, enrolment.id)
    handed_in = [response for response in every if response.agenda_id == agenda_id]
    return _Opened(item, items, enrolment, programme_of(work, enrolment.programme), handed_in, every, helper)


def _shown(response: Answered) -> Instrument | None:
    """The instrument in the words that she saw."""
    work, language = http.work(), http.language()
    declared = work.catalogue.all(Instrument).get(response.instrument)
    if declared is None or declared.version != response.version:
        return declared
    return words_of(work, response.wording_id, declared, response.words_in(language))


@bp.get("")
@audience("patient")
def read(agenda_id: int) -> Any:
    """What she handed in, part by part; a questionnaire of which nothing is handed in leads to itself."""
    opened, work, speech = _opened(agenda_id), http.work(), http.speech()
    if not opened.handed_in:
        return redirect(url_for("questionnaires.answer", agenda_id=agenda_id), 303)
    enrolment, programme = opened.enrolment, opened.programme
    last = max(response.submitted_at for response in opened.handed_in if response.submitted_at)
    heavy = any(is_heavy(work, response) for response in opened.handed_in)
    held = to_patient(work, enrolment.person_id).held
    return render_template(
        "questionnaires/read.html",
        enrolment=enrolment,
        programme=programme,
        item=opened.item,
        occasion=occasion_of(programme, opened.item.key),
        handed_in_at=last,
        parts=own_parts(speech, _shown, opened.handed_in, opened.every),
        helper=opened.helper,
        look=first_look(work, enrolment.person_id, enrolment.id, "questionnaire", last, held=held),
        trend=_trend(opened),
        others=[(each, occasion_of(programme, each.key).title) for each in _handed_in(opened)],
        following=_following(opened),
        may_write=writing_in(enrolment, None, by_patient=True) == "yes",
        heavy=heavy,
        crisis=crisis_text_of(work, enrolment.organisation_id, http.language()) if heavy else "",
    )


@bp.get("/last-ned")
@audience("patient")
def download(agenda_id: int) -> Any:
    """The same answers as a table for a spreadsheet."""
    opened = _opened(agenda_id)
    if not opened.handed_in:
        return redirect(url_for("questionnaires.answer", agenda_id=agenda_id), 303)
    file, speech = StringIO(), http.speech()
    TableWriter(file).rows(own_table(speech, own_parts(speech, _shown, opened.handed_in, opened.every)))
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    day = speech.date_of(opened.item.done_at or opened.item.due_at).isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{opened.item.key}-{day}.csv"'
    return answer


def _trend(opened: _Opened) -> Any:
    """How the main instrument has gone, on the page of its newest answers alone: what it says is of today."""
    key = opened.programme.main_instrument(opened.enrolment.track)
    newest = next((response for response in reversed(opened.every) if response.instrument == key), None)
    if newest is None or newest.agenda_id != opened.item.id:
        return None
    return trend_of(http.work(), opened.enrolment, opened.programme, scored_lines(http.work(), opened.enrolment.id))


def _handed_in(opened: _Opened) -> list[AgendaItem]:
    """All that she handed in, the newest first: of a diary its other days, else all that is no diary."""
    rhythm = opened.programme.in_rhythm
    key = opened.item.key
    alike = [
        item
        for item in opened.items
        if item.state == "done" and (item.key == key if key in rhythm else item.key not in rhythm)
    ]
    return alike[::-1]


def _following(opened: _Opened) -> AgendaItem | None:
    """The next of all questionnaires that is no diary, while she answers any."""
    if opened.enrolment.state not in ANSWERING:
        return None
    coming = [
        item
        for item in opened.items
        if item.state == "planned"
        and item.opens_at > http.work().now
        and item.key not in opened.programme.in_rhythm
        and opened.programme.find_occasion(item.key)
    ]
    return coming[0] if coming else None
