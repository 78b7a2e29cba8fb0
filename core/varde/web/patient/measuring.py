"""The patient measures: her zone and what to do now, the next measurement in one field, the picture, and what she corrects."""

from __future__ import annotations

from io import StringIO
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput
from varde.kernel.table_output import TableWriter
from varde.measurements.correcting import amended, correct_measurement, measurement_of, strike
from varde.measurements.courses import base_history, courses_of, whole_course, zones_now
from varde.measurements.models import Measurement
from varde.measurements.service import ASKED_FOR, MEASURING, WHAT, one_series, series_of
from varde.programmes.gone import programme_of
from varde.record.measured import (
    amended_in_words,
    base_in_words,
    measured_view,
    picture_of,
    seen_in_words,
    table_of,
    zone_lines,
)
from varde.series.rules import in_unit, read_written
from varde.series.values import Series
from varde.web.patient import words
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.measuring_danger import measurement_at_stake
from varde.web.shell.measuring_form import (
    CHANGE,
    EDITION,
    MeasuringPage,
    empty_form,
    form_again,
    form_of,
    read_measuring,
    take_written,
)
from varde.web.shell.pages import actor, audience
from varde.web.shell.refusals import tells_danger

bp = Blueprint("measuring", __name__, url_prefix="/min-sti/<int:enrolment_id>/maaling/<series>")
WINDOWS = (14, 90)
"""How far back the picture goes, in days."""


@bp.get("")
@audience("patient")
def show(enrolment_id: int, series: str) -> str:
    """The last measurement, the next one, and the picture."""
    enrolment, declared = _open(enrolment_id, series)
    return _page(enrolment, declared, empty_form(declared))


def _danger_told(enrolment_id: int, series: str) -> None:
    measurement_at_stake(*_open(enrolment_id, series, write=True), "answer")


@bp.post("")
@audience("patient")
@tells_danger(_danger_told)
def take(enrolment_id: int, series: str) -> Any:
    """Store a measurement, or ask whether it is right."""
    enrolment, declared = _open(enrolment_id, series, write=True)
    measurement_at_stake(enrolment, declared, "answer")
    again = take_written(enrolment, declared)
    if again is not None:
        return _page(enrolment, declared, again), 422
    return redirect(url_for("measuring.show", enrolment_id=enrolment_id, series=series), 303)


def _open(enrolment_id: int, series: str, *, write: bool = False) -> tuple[Enrolment, Series]:
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, WHAT, write=write)
    stand_at(enrolment, organisation=enrolment.organisation)
    return enrolment, one_series(work, enrolment, series)


def _page(enrolment: Enrolment, series: Series, form: MeasuringPage) -> str:
    """Four statements at most, however much was measured."""
    work, speech = http.work(), http.speech()
    days = request.args.get("dager", WINDOWS[0], type=int)
    days = days if days in WINDOWS else WINDOWS[0]
    lines = courses_of(work, enrolment.id, {series.key: days})[series.key]
    bases = base_history(work, enrolment.id, series.key) if series.of_patient else []
    spans = zones_now(work, enrolment, series, {row.series: row for row, _ in bases[:1]})
    base = bases[0][0].value if bases else None
    latest = measured_view(work, speech, series, lines[-1], base) if lines else None
    picture = picture_of(work, speech, series, lines, spans, days)
    return render_template(
        "measuring/show.html",
        enrolment=enrolment,
        programme=programme_of(work, enrolment.programme),
        series=series,
        others=[each for each in series_of(work, enrolment) if each is not series],
        latest=latest,
        seen=seen_in_words(speech, enrolment, latest.zone if latest else None),
        form=form,
        open=enrolment.state in ASKED_FOR,
        zones=zone_lines(speech, series, spans),
        base_said=base_in_words(speech, series, bases[0]) if bases else "",
        picture=picture,
        days=days,
        windows=WINDOWS,
        may_correct=latest is not None and latest.line.by_id == actor().person_id and enrolment.state in MEASURING,
    )


@bp.get("/last-ned")
@audience("patient")
def download(enrolment_id: int, series: str) -> Response:
    """Every measurement of hers, as a table for a spreadsheet."""
    enrolment, declared = _open(enrolment_id, series)
    rows = table_of(http.speech(), declared, whole_course(http.work(), enrolment.id, series))
    file = StringIO()
    TableWriter(file).rows(rows)
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{series}.csv"'
    return answer


# --- correcting


@bp.get("/<int:measurement_id>/rett")
@audience("patient")
def correct(enrolment_id: int, series: str, measurement_id: int) -> str:
    """A measurement as it stands, to be changed."""
    enrolment, declared = _open(enrolment_id, series)
    row = measurement_of(http.work(), enrolment.id, series, measurement_id)
    return _correct_page(enrolment, declared, row, form_of(declared, row))


@bp.post("/<int:measurement_id>/rett")
@audience("patient")
def save(enrolment_id: int, series: str, measurement_id: int) -> Any:
    """Keep both versions."""
    work = http.work()
    enrolment, declared = _open(enrolment_id, series, write=True)
    row = measurement_of(work, enrolment.id, series, measurement_id)
    figures: tuple[float, ...] = ()
    try:
        form = read_measuring(declared, row)
        if form.go == CHANGE:
            return _correct_page(enrolment, declared, row, form_again(declared)), 422
        figures = form.figures
        correct_measurement(
            work,
            actor(),
            enrolment,
            declared,
            row,
            figures,
            form.at or row.measured_at,
            edition=form.edition,
            confirmed=form.right,
        )
    except BadInput as fault:
        return _correct_page(enrolment, declared, row, form_again(declared, fault, figures)), 422
    flash(http.speech().say(words.MEASUREMENT_CORRECTED), "done")
    return redirect(url_for("measuring.show", enrolment_id=enrolment_id, series=series), 303)


@bp.post("/<int:measurement_id>/ta-ut", endpoint="strike")
@audience("patient")
def take_out(enrolment_id: int, series: str, measurement_id: int) -> Any:
    """It was not hers: it is kept, and counts nowhere."""
    work = http.work()
    enrolment, declared = _open(enrolment_id, series, write=True)
    row = measurement_of(work, enrolment.id, series, measurement_id)
    strike(work, actor(), enrolment, row, edition=row_number(typed().get(EDITION, "")) or 0)
    flash(http.speech().say(words.MEASUREMENT_STRUCK), "done")
    return redirect(url_for("measuring.show", enrolment_id=enrolment_id, series=declared.key), 303)


def _correct_page(enrolment: Enrolment, series: Series, row: Measurement, form: MeasuringPage) -> str:
    work, speech = http.work(), http.speech()
    history = amended(work, [row.id] if row.corrected_at is not None else []).get(row.id, [])
    return render_template(
        "measuring/correct.html",
        enrolment=enrolment,
        series=series,
        form=form,
        row=row,
        number=speech.say(in_unit(series, read_written(row.figures))),
        history=amended_in_words(speech, series, history),
    )
