"""Staff see what a patient measures, write and correct it for her, and set the number that her zones follow from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput
from varde.measurements.correcting import amended, correct_measurement, measurement_of, strike
from varde.measurements.courses import base_history, courses_of, zones_now
from varde.measurements.errors import WhyNeeded
from varde.measurements.models import Measurement
from varde.measurements.service import MEASURING, WHAT, one_series, series_of, set_base
from varde.programmes.gone import programme_of
from varde.record.measured import amended_in_words, measured_view, picture_of, zone_lines
from varde.series.rules import in_unit, read_written
from varde.series.values import Series
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, read_form, typed
from varde.web.shell.measuring_danger import measurement_at_stake
from varde.web.shell.measuring_form import (
    CHANGE,
    STRIKE,
    WHY,
    Amounted,
    MeasuringPage,
    empty_form,
    form_again,
    form_of,
    read_measuring,
    take_written,
)
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.refusals import tells_danger
from varde.web.staff import words
from varde.web.staff.records import record_page

bp = Blueprint("measurements", __name__, url_prefix="/pasient/<int:enrolment_id>/maalinger/<series>")
WINDOWS = (14, 90, 365)
"""How far back the picture and the list go, in days."""
LISTED = 40
BASE = "base"


@bp.get("")
@audience("treat")
def show(enrolment_id: int, series: str) -> str:
    """The course of one series, with who wrote what."""
    enrolment, declared = _open(enrolment_id, series)
    return _page(enrolment, declared, empty_form(declared))


def _danger_told(enrolment_id: int, series: str) -> None:
    measurement_at_stake(*_open(enrolment_id, series, write=True), "phone")


@bp.post("", endpoint="take")
@audience("treat")
@tells_danger(_danger_told)
def take(enrolment_id: int, series: str) -> Any:
    """Write down what she measured, when she says it or it is measured here."""
    enrolment, declared = _open(enrolment_id, series, write=True)
    measurement_at_stake(enrolment, declared, "phone")
    again = take_written(enrolment, declared)
    if again is not None:
        return _page(enrolment, declared, again), 422
    flash(http.speech().say(words.MEASUREMENT_SAVED), "done")
    return _back(enrolment_id, series)


@bp.post("/eget-tall", endpoint="base")
@audience("treat")
def base(enrolment_id: int, series: str) -> Any:
    """Set the patient's own number. :raises WrongRole: not as what she is to this patient."""
    work, speech = http.work(), http.speech()
    enrolment, declared = _open(enrolment_id, series, write=True)
    try:
        form = read_form(Form.from_dict({BASE: Amounted(words.WRITE_BASE)})())
        set_base(work, actor(), enrolment, declared, form[BASE])
    except BadInput as fault:
        said = fault.said(speech) if isinstance(fault, FormFault) else {BASE: fault.to(speech.language)}
        return _page(enrolment, declared, empty_form(declared), said, typed()), 422
    flash(speech.say(words.BASE_SET), "done")
    return _back(enrolment_id, series)


def _open(enrolment_id: int, series: str, *, write: bool = False) -> tuple[Enrolment, Series]:
    enrolment = record_page(enrolment_id, WHAT, write=write)
    return enrolment, one_series(http.work(), enrolment, series)


def _back(enrolment_id: int, series: str) -> Response:
    return redirect(url_for("measurements.show", enrolment_id=enrolment_id, series=series), 303)


def _page(
    enrolment: Enrolment,
    series: Series,
    form: MeasuringPage,
    errors: Mapping[str, str] | None = None,
    sent_again: Mapping[str, str] | None = None,
) -> str:
    work, speech = http.work(), http.speech()
    days = request.args.get("dager", WINDOWS[0], type=int)
    days = days if days in WINDOWS else WINDOWS[0]
    lines = courses_of(work, enrolment.id, {series.key: days})[series.key]
    bases = base_history(work, enrolment.id, series.key) if series.of_patient else []
    spans = zones_now(work, enrolment, series, {row.series: row for row, _ in bases[:1]})
    base = bases[0][0].value if bases else None
    listed = [measured_view(work, speech, series, line, base) for line in reversed(lines[-LISTED:])]
    corrected = amended(work, [line.id for line in lines[-LISTED:] if line.corrected_at is not None])
    return render_template(
        "measurements/show.html",
        enrolment=enrolment,
        programme=programme_of(work, enrolment.programme),
        series=series,
        others=[each for each in series_of(work, enrolment) if each is not series],
        form=form,
        errors=dict(errors or {}),
        sent_again=dict(sent_again or {}),
        open=enrolment.state in MEASURING,
        latest=listed[0] if listed else None,
        listed=listed,
        corrected={key: amended_in_words(speech, series, each) for key, each in corrected.items()},
        zones=zone_lines(speech, series, spans),
        bases=[(speech.say(in_unit(series, (row.value,))), name, row.at) for row, name in bases],
        picture=picture_of(work, speech, series, lines, spans, days),
        may_correct=actor().may("correct"),
        days=days,
        windows=WINDOWS,
        nav=staff_nav("caseload"),
    )


@bp.get("/<int:measurement_id>/rett")
@audience("correct")
def correct(enrolment_id: int, series: str, measurement_id: int) -> str:
    """A measurement as it stands, to be changed or taken out."""
    enrolment, declared = _open(enrolment_id, series)
    row = measurement_of(http.work(), enrolment.id, series, measurement_id)
    return _correct_page(enrolment, declared, row, form_of(declared, row))


@bp.post("/<int:measurement_id>/rett", endpoint="save")
@audience("correct")
def save(enrolment_id: int, series: str, measurement_id: int) -> Any:
    """Keep both versions, and why. What it calls for is raised at once."""
    work = http.work()
    enrolment, declared = _open(enrolment_id, series, write=True)
    row = measurement_of(work, enrolment.id, series, measurement_id)
    figures: tuple[float, ...] = ()
    try:
        form = read_measuring(declared, row)
        figures = form.figures
        if form.go == CHANGE:
            return _correct_page(enrolment, declared, row, form_again(declared)), 422
        if form.go == STRIKE:
            strike(work, actor(), enrolment, row, edition=form.edition, reason=form.why)
        else:
            correct_measurement(
                work,
                actor(),
                enrolment,
                declared,
                row,
                figures,
                form.at or row.measured_at,
                edition=form.edition,
                reason=form.why,
                confirmed=form.right,
            )
    except WhyNeeded as fault:
        errors = {WHY: fault.to(http.language())}
        return _correct_page(enrolment, declared, row, MeasuringPage(declared, typed(), errors)), 422
    except BadInput as fault:
        return _correct_page(enrolment, declared, row, form_again(declared, fault, figures)), 422
    flash(http.speech().say(words.MEASUREMENT_CORRECTED), "done")
    return _back(enrolment_id, series)


def _correct_page(enrolment: Enrolment, series: Series, row: Measurement, form: MeasuringPage) -> str:
    work, speech = http.work(), http.speech()
    history = amended(work, [row.id] if row.corrected_at is not None else []).get(row.id, [])
    return render_template(
        "measurements/correct.html",
        enrolment=enrolment,
        series=series,
        form=form,
        row=row,
        number=speech.say(in_unit(series, read_written(row.figures))),
        history=amended_in_words(speech, series, history),
        nav=staff_nav("caseload"),
    )
