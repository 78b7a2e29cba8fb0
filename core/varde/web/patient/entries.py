"""An exercise that is written in again and again: one more entry, the week, and each entry corrected, shared or taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for

from varde.enrolments.service import must_work
from varde.kernel.dates import as_date
from varde.kernel.errors import BadInput, VardeError
from varde.kernel.table_output import TableWriter
from varde.kinds.asking import pressed
from varde.modules.dated import (
    EntryTime,
    about_of,
    began_on,
    correct_entry,
    dated_entry,
    dated_kind,
    entries_between,
    every_entry,
    now_on_the_wall,
    share_entries,
    take_back,
    write_entry,
)
from varde.modules.entries import check_written, written_by_patient
from varde.modules.errors import BadEntry, NoSuchStep, UnreadableDay
from varde.modules.models import Entry
from varde.modules.progress import finish_step
from varde.modules.rules import last_day_of, week_to
from varde.modules.seen import asked_now
from varde.programmes.values import Exercise
from varde.record.entries import entry_table
from varde.web.patient import words
from varde.web.patient.entry_page import (
    BASE,
    CLOCK,
    DAY,
    ONCE,
    UNTIL,
    correct_page,
    dated_page,
    exercise_at,
    form_of_entry,
    joined_entry,
    of_step,
    stored_entry,
)
from varde.web.patient.entry_parts import GO, PART, faults_in, part_of, part_wanted
from varde.web.patient.steps import (
    CLOSED,
    KeptBack,
    StepPlace,
    closed_step,
    declared_step,
    enrolment_at,
    form_faults,
    kinds_of,
    locked_step,
    open_place,
)
from varde.web.shell import http
from varde.web.shell.draft_forms import go_on
from varde.web.shell.exercise_forms import Sent, first_of
from varde.web.shell.forms import Refused, of_the_page, sent
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience
from varde.web.shell.uploads import Taken, marked, take_files, takes_files, uploads_of, with_files

bp = Blueprint("entries", __name__, url_prefix="/moduler/<int:enrolment_id>/<module>/<step>/innforing")
OWN = (DAY, CLOCK, ONCE, BASE, PART, GO)
"""What the page asks for beside the fields of the exercise."""


def _place(enrolment_id: int, module: str, step: str, *, write: bool = False, around: bool = True) -> StepPlace:
    """:raises NoSuchStep: there is no exercise with dated entries; WrongState, AccessOver, KeptBack, ModuleLocked"""
    place = open_place(enrolment_id, module, step, write=write, around=around)
    if not isinstance(place.step, Exercise) or not place.step.dated:
        raise NoSuchStep()
    return place


def _to_page(place: StepPlace, **query: Any) -> Any:
    enrolment_id, module, step = of_step(place)
    return redirect(url_for("modules.step", enrolment_id=enrolment_id, module=module, step=step, **query), 303)


# --- writing


@bp.post("")
@audience("patient")
@takes_files("film")
def write(enrolment_id: int, module: str, step: str) -> Any:
    """Keep one more entry, and lay the stone. Nothing typed is lost when it was locked in the meantime."""
    try:
        place = _place(enrolment_id, module, step, write=True)
    except KeptBack as locked:
        return locked_step(module, step, locked, sent()), 403
    except CLOSED as closed:
        return _closed(enrolment_id, module, step, closed), 403
    place, taken = _with_files(place)
    work, exercise, kinds = http.work(), exercise_at(place), kinds_of(exercise_at(place))
    after = pressed(kinds, sent())
    if after is not None:
        go_on()
        return dated_page(place, with_files(after, kinds, taken))
    form = with_files(sent(), kinds, taken)
    if wanted := part_wanted(dated_kind(exercise), form):
        return _turned(place, form, wanted)
    try:
        answers, about = _read(place, form, taken)
        about = about or now_on_the_wall(work)
        once = marked(first_of(form, ONCE), taken)
        with work.apart():
            write_entry(work, place.enrolment, place.view.module, exercise, answers, about, once)
    except BadInput as fault:
        return dated_page(place, form, form_faults(exercise, fault, taken, DAY)), 422
    completed = finish_step(work, place.enrolment, place.view, exercise)
    flash(http.speech().say(words.ENTRY_KEPT), "done")
    if completed:
        flash(http.speech().say(words.MODULE_DONE, number=place.view.module.number), "done")
    return _to_page(place, **({UNTIL: about.day.isoformat()} if about.day <= week_to(work.today)[0] else {}))


def _closed(enrolment_id: int, module: str, step: str, closed: VardeError) -> str:
    """Why nothing can be written here now. What she wrote is the draft of its form, and is in it when it opens again."""
    enrolment = enrolment_at(enrolment_id, write=True)
    _, kept_step = declared_step(http.work(), enrolment, module, step)
    go_on()
    return closed_step(enrolment, kept_step, closed, kept="draft" in of_the_page())


def _turned(place: StepPlace, form: Sent, wanted: int) -> Any:
    """Another part of the form, unless what was sent of this one cannot be read. Nothing is stored but the draft."""
    exercise = exercise_at(place)
    must_work(http.work(), place.enrolment)
    shown = part_of(dated_kind(exercise), form, {})
    go_on()
    faults = faults_in(exercise, form, shown) if wanted > shown else {}
    if faults:
        return dated_page(place, form, faults), 422
    return dated_page(place, {**form, PART: [str(wanted)]})


def _with_files(place: StepPlace) -> tuple[StepPlace, Taken]:
    """The place with what came along taken in. Whatever was loaded before belongs to a unit of work that has ended then."""
    taken = take_files(actor(), place.enrolment.id, uploads_of(kinds_of(place.step)))
    return (_place(*of_step(place), write=True) if taken.marks else place), taken


def _read(place: StepPlace, form: Sent, taken: Taken) -> tuple[dict[str, Any], EntryTime | None]:
    """The answers, and what they are about; None when she said no day nor time. :raises BadEntry, UnreadableDay"""
    answers = check_written(exercise_at(place).fields, {name: each for name, each in form.items() if name not in OWN})
    if taken.faults:
        raise BadEntry(of=taken.faults)
    day, clock = first_of(form, DAY).strip(), first_of(form, CLOCK).strip()
    if not day and not clock:
        return answers, None
    try:
        on: date = Day().check(day) if day else http.work().today
        return answers, EntryTime(on, TimeOfDay().check(clock) if clock else None)
    except Refused:
        raise UnreadableDay() from None


# --- correcting


@bp.get("/<int:entry_id>")
@audience("patient")
def correct(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """An entry as it stands, to be changed."""
    try:
        place = _place(enrolment_id, module, step)
    except KeptBack as locked:
        return locked_step(module, step, locked), 403
    must_work(http.work(), place.enrolment)
    row = dated_entry(http.work(), *of_step(place), entry_id)
    place = _with_choices_of(place, row)
    return correct_page(place, row, form_of_entry(exercise_at(place), stored_entry(exercise_at(place), row)))


@bp.post("/<int:entry_id>")
@audience("patient")
@takes_files("film")
def save(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """Keep both versions. What was corrected in another window meanwhile is shown beside it, and nothing is stored yet."""
    try:
        place = _place(enrolment_id, module, step, write=True)
    except KeptBack as locked:
        return locked_step(module, step, locked, sent()), 403
    except CLOSED as closed:
        return _closed(enrolment_id, module, step, closed), 403
    place, taken = _with_files(place)
    work = http.work()
    must_work(work, place.enrolment)
    row = dated_entry(work, *of_step(place), entry_id)
    place = _with_choices_of(place, row)
    exercise, kinds = exercise_at(place), kinds_of(place.step)
    after = pressed(kinds, sent())
    if after is not None:
        go_on()
        return correct_page(place, row, with_files(after, kinds, taken), base=first_of(after, BASE))
    form = with_files(sent(), kinds, taken)
    try:
        answers, about = _read(place, form, taken)
        about = about or about_of(row)
        merged = joined_entry(exercise, row, form, answers, about)
        if merged.elsewhere:
            return correct_page(place, row, form_of_entry(exercise, merged.shown), merged=merged), 422
        with work.apart():
            correct_entry(work, place.enrolment, exercise, row, answers, about)
    except BadInput as fault:
        row = dated_entry(work, *of_step(place), entry_id)
        errors = form_faults(exercise, fault, taken, DAY)
        return correct_page(place, row, form, errors, base=first_of(form, BASE)), 422
    flash(http.speech().say(words.ENTRY_CORRECTED if row.corrected_at == work.now else words.ENTRY_FILLED_IN), "done")
    return _to_page(place, til=about.day.isoformat())


def _with_choices_of(place: StepPlace, row: Entry) -> StepPlace:
    """The place with what the entry says among what can be chosen."""
    kept = written_by_patient(row)
    step = asked_now(exercise_at(place), place.view.module.key, place.around, place.safety, kept)
    return replace(place, step=step)


# --- who sees it


@bp.post("/<int:entry_id>/del")
@audience("patient")
def share(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """The therapist may read this one, as it is now."""
    place = _place(enrolment_id, module, step, write=True, around=False)
    row = dated_entry(http.work(), *of_step(place), entry_id)
    share_entries(http.work(), place.enrolment, place.view.module, [row])
    flash(http.speech().say(words.ENTRY_SHARED), "done")
    return _back_to(place, row)


@bp.post("/<int:entry_id>/ta-tilbake", endpoint="take_back")
@audience("patient")
def take_it_back(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """The therapist reads this one no more."""
    place = _place(enrolment_id, module, step, write=True, around=False)
    row = dated_entry(http.work(), *of_step(place), entry_id)
    take_back(http.work(), row)
    flash(http.speech().say(words.ENTRY_TAKEN_BACK), "done")
    return _back_to(place, row)


@bp.post("/del-uken", endpoint="share_week")
@audience("patient")
def share_the_week(enrolment_id: int, module: str, step: str) -> Any:
    """The therapist may read all of the week that is shown."""
    place, work = _place(enrolment_id, module, step, write=True, around=False), http.work()
    last = last_day_of(as_date(first_of(sent(), UNTIL)), work.today, began_on(work, place.enrolment))
    rows = entries_between(work, *of_step(place), week_to(last)[0], last)
    share_entries(work, place.enrolment, place.view.module, rows)
    flash(http.speech().say(words.WEEK_SHARED), "done")
    return _to_page(place, til=last.isoformat(), _anchor="h-dager")


def _back_to(place: StepPlace, row: Entry) -> Any:
    return _to_page(place, til=about_of(row).day.isoformat(), _anchor=f"innforing-{row.id}")


@bp.get("/last-ned")
@audience("patient")
def download(enrolment_id: int, module: str, step: str) -> Response:
    """Every entry of hers, as a table for a spreadsheet."""
    place = _place(enrolment_id, module, step, around=False)
    rows = entry_table(http.speech(), exercise_at(place), every_entry(http.work(), *of_step(place)))
    file = StringIO()
    TableWriter(file).rows(rows)
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{place.step.key}.csv"'
    return answer
