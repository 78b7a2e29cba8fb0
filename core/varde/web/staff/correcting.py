"""A therapist corrects an answer that the patient has handed in, because she said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.alerts.notes import RiskSent
from varde.alerts.of_corrections import raised_by_correction
from varde.assessments.context import read_besides
from varde.assessments.correcting import (
    LONGEST_REASON,
    WHAT,
    Corrected,
    besides_of,
    check_correctable,
    correct,
    corrections_of,
    response_here,
)
from varde.assessments.days import rows_of
from varde.assessments.errors import (
    BadAnswers,
    BadDayOfWord,
    CorrectedElsewhere,
    CorrectionReasonNeeded,
    NotCorrectable,
)
from varde.assessments.fields import read_answers
from varde.assessments.models import Response
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.programmes.gone import programme_of
from varde.record.corrections import correction_lines
from varde.record.trajectory import occasion_title
from varde.web.shell import http
from varde.web.shell.forms import FormFault, read_form, sent, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.refusals import answers_at_stake, keep_beside, tells_danger
from varde.web.staff import words
from varde.web.staff.forms import EDITION, SAID_ON, WHY, correction_form
from varde.web.staff.records import record_page
from varde.wording.service import words_of

bp = Blueprint("correcting", __name__, url_prefix="/pasient/<int:enrolment_id>/skjemaer/<int:response_id>/rett")


@dataclass(frozen=True, slots=True)
class AsShown:
    """The answer that is to be corrected, and the words it was given in. ``besides`` is what the page asked besides the items,
    and what is known of it."""

    enrolment: Enrolment
    response: Response
    instrument: Instrument
    shown: Instrument
    besides: Mapping[str, Any]


@bp.get("")
@audience("correct")
def show(enrolment_id: int, response_id: int) -> Any:
    """The answer as it stands, to be changed; or why that cannot be done here."""
    enrolment = record_page(enrolment_id, WHAT)
    response = response_here(http.work(), enrolment_id, response_id)
    try:
        return _page(_opened(enrolment, response), response.answers, {SAID_ON: http.work().today.isoformat()})
    except NotCorrectable as fault:
        return _closed(enrolment, response, fault)


def _danger_told(enrolment_id: int, response_id: int) -> None:
    work = http.work()
    _at_stake(
        open_record(work, actor(), enrolment_id, WHAT, write=True), response_here(work, enrolment_id, response_id)
    )


@bp.post("", endpoint="save")
@audience("correct")
@tells_danger(_danger_told)
def save(enrolment_id: int, response_id: int) -> Any:
    """Keep both versions. What is counted, compared and alerted about the answer follows at once."""
    work, speech, enrolment = http.work(), http.speech(), record_page(enrolment_id, WHAT, write=True)
    response = response_here(work, enrolment_id, response_id)
    answers = _at_stake(enrolment, response)
    opened = _opened(enrolment, response)
    besides, faults = _besides(opened)
    faults |= _faults(opened)
    try:
        form = read_form(
            correction_form(), {name: typed_values for name, typed_values in sent().items() if name in NOT_ANSWERS}
        )
        if faults:
            return _again(opened, faults)
        corrected = correct(
            work,
            actor(),
            enrolment,
            response,
            answers,
            reason=form[WHY],
            said_on=form[SAID_ON],
            edition=form[EDITION],
            besides=besides,
        )
    except CorrectedElsewhere as fault:
        keep_beside("elsewhere", rest_lost=False)
        return _page(opened, answers, typed(), elsewhere=fault.to(speech.language)), 409
    except BadInput as fault:
        return _again(opened, {**faults, **_said(fault)})
    for sentence in _asked_now(corrected):
        flash(sentence, "now")
    if raised_by_correction(work, corrected.correction):
        flash(speech.say(words.CORRECTION_RAISED), "risk")
        return redirect(url_for("alerts.index", enrolment_id=enrolment_id), 303)
    flash(speech.say(words.ANSWER_CORRECTED), "done")
    return redirect(url_for("scores.response", enrolment_id=enrolment_id, response_id=response_id), 303)


NOT_ANSWERS = (WHY, SAID_ON, EDITION)


def _opened(enrolment: Enrolment, response: Response) -> AsShown:
    instrument = check_correctable(http.work(), response)
    shown = words_of(http.work(), response.wording_id, instrument, response.language or http.language())
    return AsShown(enrolment, response, instrument, shown, besides_of(http.work(), enrolment, response))


def _sent_answers(besides: Mapping[str, Any]) -> dict[str, Any]:
    beside = {*NOT_ANSWERS, *besides}
    return {name: sent_values for name, sent_values in sent().items() if name not in beside}


def _besides(opened: AsShown) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form says of what was asked besides the items, and what is wrong with it. A field that was not sent is as it was."""
    said: dict[str, Any] = {}
    faults: dict[str, str] = {}
    fields = typed()
    for name in opened.besides:
        try:
            if name in fields:
                said[name] = read_besides(name, fields[name])
        except BadInput as fault:
            faults[name] = fault.to(http.language())
    return said, faults


def _asked_now(corrected: Corrected) -> list[str]:
    """What the correction calls for that was not asked before, and whether it can be answered."""
    speech, known = http.speech(), http.work().catalogue.all(Instrument)
    return [
        speech.say(
            words.ASKED_NOW[asked.outcome],
            forms=", ".join(speech.say(known[key].title) for key in asked.instruments if key in known),
            day=speech.day(asked.closes_at, year=True) if asked.closes_at else "",
        )
        for asked in corrected.asked_now
    ]


def _faults(opened: AsShown) -> dict[str, str]:
    """What is wrong with the answers, in the words that were shown."""
    language = _language(opened)
    return {
        name: fault.to(language) for name, fault in read_answers(opened.shown, _sent_answers(opened.besides))[1].items()
    }


def _said(fault: BadInput) -> dict[str, str]:
    """The sentence of each control."""
    speech = http.speech()
    if isinstance(fault, FormFault):
        return fault.said(speech)
    if isinstance(fault, BadAnswers):
        return dict(zip(fault.items, fault.each(speech.language), strict=True))
    controls = {CorrectionReasonNeeded: WHY, BadDayOfWord: SAID_ON}
    return {controls.get(type(fault), ""): fault.to(speech.language)}


def _again(opened: AsShown, errors: Mapping[str, str]) -> tuple[str, int]:
    keep_beside("faults")
    return _page(opened, typed(), typed(), errors=errors), 422


def _language(opened: AsShown) -> str:
    return opened.response.words_in(http.language())


def _page(
    opened: AsShown,
    answers: Mapping[str, Any],
    form: Mapping[str, str],
    *,
    errors: Mapping[str, str] | None = None,
    elsewhere: str = "",
) -> str:
    work, speech, response = http.work(), http.speech(), opened.response
    programme = programme_of(work, opened.enrolment.programme)
    weeks = {
        item.key: rows_of(item, answers, work.today, speech.language) for item in items_of(opened.shown) if item.by_day
    }
    corrections = corrections_of(work, [response]).get(response.id, ()) if elsewhere else ()
    fields = {field for rows in weeks.values() for row in rows for field in (f"{row.name}-steps", f"{row.name}-wear_h")}
    known = {item.key for item in items_of(opened.shown)} | fields | {*NOT_ANSWERS, *opened.besides}
    return render_template(
        "caseload/correct.html",
        enrolment=opened.enrolment,
        programme=programme,
        response=response,
        instrument=opened.shown,
        items_here=items_of(opened.shown),
        occasion=occasion_title(speech, programme, response.occasion),
        words_in=_language(opened),
        given=answers,
        weeks=weeks,
        besides={name: form.get(name, as_field(value)) for name, value in opened.besides.items()},
        why=form.get(WHY, ""),
        said_on=form.get(SAID_ON, ""),
        names={"why": WHY, "said_on": SAID_ON, "edition": EDITION},
        longest=LONGEST_REASON,
        errors=[(key if key in known else "", sentence) for key, sentence in (errors or {}).items()],
        faults=dict(errors or {}),
        elsewhere=elsewhere,
        lately=correction_lines(speech, opened.shown, corrections, _language(opened))[:1],
        nav=staff_nav("caseload"),
    )


def as_field(value: str | bool | None) -> str:
    """What is known besides the answers, as the value of its field."""
    return str(int(value)) if isinstance(value, bool) else value or ""


def _closed(enrolment: Enrolment, response: Response, fault: NotCorrectable) -> str:
    declared = http.work().catalogue.all(Instrument).get(response.instrument)
    return render_template(
        "caseload/not_correctable.html",
        enrolment=enrolment,
        response=response,
        title=http.speech().say(declared.title) if declared else response.instrument,
        why=fault.to(http.language()),
        nav=staff_nav("caseload"),
    )


def _at_stake(enrolment: Enrolment, response: Response) -> dict[str, Any]:
    """The answers that can be read; danger in them is said to the shell before anything of it can be refused."""
    instrument = http.work().catalogue.all(Instrument).get(response.instrument)
    if instrument is None:
        return {}
    besides = besides_of(http.work(), enrolment, response)
    answers, _faults_in = read_answers(instrument, _sent_answers(besides))
    risk = RiskSent(
        person_id=enrolment.person_id,
        organisation_id=enrolment.organisation_id,
        programme=enrolment.programme,
        source="phone",
        dangers=(),
        by_id=actor().person_id,
        enrolment_id=enrolment.id,
        agenda_id=response.agenda_id,
        form=instrument.key,
    )
    answers_at_stake(instrument, answers, risk)
    return answers
