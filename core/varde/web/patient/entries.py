"""An exercise that is written in again and again: one more entry, the week, and each entry corrected, shared or taken back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from varde.enrolments.errors import WrongState
from varde.enrolments.service import may_work_in
from varde.enrolments.words import STATE_SAID
from varde.kernel.dates import as_date
from varde.kernel.errors import BadInput
from varde.kernel.merging import Merged, merge, read_base, write_base
from varde.kernel.table_output import TableWriter
from varde.kinds.asking import pressed, values_of, written_out
from varde.kinds.kind import said
from varde.modules.dated import (
    EntryTime,
    about_of,
    answered_lately,
    began_on,
    correct_entry,
    counts_of,
    dated_entry,
    dated_kind,
    entries_between,
    every_entry,
    must_work,
    now_on_the_wall,
    share_entries,
    take_back,
    versions_of,
    write_entry,
)
from varde.modules.entries import check_written, read_feedback, written_by_patient
from varde.modules.errors import BadEntry, NoSuchStep, UnreadableDay
from varde.modules.models import Entry
from varde.modules.progress import finish_step
from varde.modules.reading import read_step
from varde.modules.rules import days_without, last_day_of, week_after, week_before, week_to
from varde.programmes.values import Exercise
from varde.record.entries import counted, entry_days, entry_table, entry_view, former_of, week_pictures
from varde.record.words import CLOCK as TIME_OF_DAY
from varde.record.words import TODAY
from varde.web.patient import words
from varde.web.patient.places import may_read
from varde.web.patient.steps import KeptBack, StepPlace, enrolment_at, form_faults, kinds_of, locked_step, step_in
from varde.web.shell import http
from varde.web.shell.draft_forms import go_on
from varde.web.shell.exercise_forms import Sent, drawn_fields, files_of, first_of
from varde.web.shell.forms import Refused, sent
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience
from varde.web.shell.uploads import Taken, marked, take_files, takes_files, uploads_of, with_files

bp = Blueprint("entries", __name__, url_prefix="/moduler/<int:enrolment_id>/<module>/<step>/innforing")
DAY, CLOCK, ONCE, BASE, UNTIL = "entry-day", "entry-clock", "once", "base", "til"
OWN = (DAY, CLOCK, ONCE, BASE)
"""What the page asks for beside the fields of the exercise."""
PAGE = 40
"""How many entries of a week stand in the list at once."""


def _place(enrolment_id: int, module: str, step: str, *, write: bool = False) -> StepPlace:
    """:raises NoSuchStep: there is no exercise with dated entries; WrongState, KeptBack, ModuleLocked"""
    enrolment = enrolment_at(enrolment_id, write=write)
    if not may_read(enrolment, http.work().now):
        raise WrongState(state=STATE_SAID[enrolment.state])
    place = step_in(enrolment, module, step)
    if not isinstance(place.step, Exercise) or not place.step.dated:
        raise NoSuchStep()
    return place


def _of(place: StepPlace) -> tuple[int, str, str]:
    return place.enrolment.id, place.view.module.key, place.step.key


def _exercise(place: StepPlace) -> Exercise:
    assert isinstance(place.step, Exercise)
    return place.step


def _to_page(place: StepPlace, **query: Any) -> Any:
    enrolment_id, module, step = _of(place)
    return redirect(url_for("modules.step", enrolment_id=enrolment_id, module=module, step=step, **query), 303)


# --- the page


def dated_page(place: StepPlace, form: Sent | None = None, errors: Mapping[str, str] | None = None) -> str:
    """The exercise: a new entry, the picture of the week and the list. Seven statements, however much was written."""
    work, speech, step = http.work(), http.speech(), _exercise(place)
    read_feedback(work, place.enrolment.id, place.view, step.key)
    read = read_step(work, place.enrolment, place.view.module.key, step.key, http.language())
    began = began_on(work, place.enrolment)
    last = last_day_of(as_date(request.args.get(UNTIL, "")), work.today, began)
    week = week_to(last)
    counts = counts_of(work, *_of(place))
    rows = entries_between(work, *_of(place), week[0], last) if counts.written else []
    views = [entry_view(speech, step, row) for row in rows]
    number = max(1, min(request.args.get("side", 1, type=int), 1 + len(views) // PAGE))
    shown = views[(number - 1) * PAGE : number * PAGE]
    empty = days_without(week, [view.day for view in views], work.today, began)
    workable = may_work_in(place.enrolment, work.now)
    asked = as_date(request.args.get("dag", ""))
    shown_form = form if form is not None else ({DAY: [asked.isoformat()]} if asked else {})
    return render_template(
        "entries/show.html",
        place=place,
        enrolment=place.enrolment,
        view=place.view,
        step=step,
        text=read.text,
        rewritten=read.rewritten,
        form=shown_form,
        errors=errors or {},
        files=files_of(step),
        body=drawn_fields(step, shown_form, errors or {}, folded=True),
        taken_today=dated_kind(step).once_a_day and any(view.day == work.today for view in views),
        moment_open=any(first_of(shown_form, name) for name in (DAY, CLOCK)),
        once=first_of(shown_form, ONCE) or secrets.token_urlsafe(12),
        when=_now_said(step),
        days=entry_days(speech, shown, empty if number == 1 else ()),
        pictures=week_pictures(speech, step, views, week, days_without(week, (), work.today, began)),
        answered=[entry_view(speech, step, row) for row in answered_lately(work, *_of(place))] if counts.shared else [],
        counts=counts,
        before=week_before(last, began),
        after=week_after(last, work.today),
        last=last,
        more=number + 1 if len(views) > number * PAGE else 0,
        counted=counted(speech, views),
        sharable=workable
        and any(row.shared_at is None or view.unshared for row, view in zip(rows, views, strict=True)),
        workable=workable,
    )


def _now_said(step: Exercise) -> str:
    speech = http.speech()
    return speech.say(TODAY) if dated_kind(step).once_a_day else speech.ago(speech.now)


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
    place, taken = _with_files(place)
    work, exercise, kinds = http.work(), _exercise(place), kinds_of(_exercise(place))
    after = pressed(kinds, sent())
    if after is not None:
        go_on()
        return dated_page(place, with_files(after, kinds, taken))
    form = with_files(sent(), kinds, taken)
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


def _with_files(place: StepPlace) -> tuple[StepPlace, Taken]:
    """The place with what came along taken in. Whatever was loaded before belongs to a unit of work that has ended then."""
    taken = take_files(actor(), place.enrolment.id, uploads_of(kinds_of(place.step)))
    return (_place(*_of(place), write=True) if taken.marks else place), taken


def _read(place: StepPlace, form: Sent, taken: Taken) -> tuple[dict[str, Any], EntryTime | None]:
    """The answers, and what they are about; None when she said no day nor time. :raises BadEntry, UnreadableDay"""
    answers = check_written(_exercise(place).fields, {name: each for name, each in form.items() if name not in OWN})
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
    row = dated_entry(http.work(), *_of(place), entry_id)
    return _correct_page(place, row, _form_of(_exercise(place), _stored(_exercise(place), row)))


@bp.post("/<int:entry_id>")
@audience("patient")
@takes_files("film")
def save(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """Keep both versions. What was corrected in another window meanwhile is shown beside it, and nothing is stored yet."""
    try:
        place = _place(enrolment_id, module, step, write=True)
    except KeptBack as locked:
        return locked_step(module, step, locked, sent()), 403
    place, taken = _with_files(place)
    work, exercise, kinds = http.work(), _exercise(place), kinds_of(_exercise(place))
    must_work(work, place.enrolment)
    row = dated_entry(work, *_of(place), entry_id)
    after = pressed(kinds, sent())
    if after is not None:
        go_on()
        return _correct_page(place, row, with_files(after, kinds, taken), base=first_of(after, BASE))
    form = with_files(sent(), kinds, taken)
    try:
        answers, about = _read(place, form, taken)
        about = about or about_of(row)
        merged = _joined(exercise, row, form, answers, about)
        if merged.elsewhere:
            return _correct_page(place, row, _form_of(exercise, merged.shown), merged=merged), 422
        with work.apart():
            correct_entry(work, place.enrolment, exercise, row, answers, about)
    except BadInput as fault:
        row = dated_entry(work, *_of(place), entry_id)
        errors = form_faults(exercise, fault, taken, DAY)
        return _correct_page(place, row, form, errors, base=first_of(form, BASE)), 422
    flash(http.speech().say(words.ENTRY_CORRECTED), "done")
    return _to_page(place, til=about.day.isoformat())


def _joined(step: Exercise, row: Entry, form: Sent, answers: Mapping[str, Any], about: EntryTime) -> Merged:
    """What the page sent, with what came from another window since it was made."""
    on_page = {**answers, **_about_plain(about)}
    return merge(read_base(first_of(form, BASE)), on_page, _stored(step, row), _keys(step))


def _keys(step: Exercise) -> list[str]:
    return [*(field.key for field in step.fields), DAY, CLOCK]


def _stored(step: Exercise, row: Entry) -> dict[str, Any]:
    return {**values_of(step.fields, written_by_patient(row)), **_about_plain(about_of(row))}


def _about_plain(about: EntryTime) -> dict[str, str]:
    day = {DAY: about.day.isoformat()}
    return {**day, CLOCK: f"{about.clock:%H:%M}"} if about.clock is not None else day


def _form_of(step: Exercise, values: Mapping[str, Any]) -> Sent:
    """The form that shows these values."""
    own = {name: [str(values[name])] for name in (DAY, CLOCK) if name in values}
    return {**written_out(kinds_of(step), values), **own}


def _correct_page(
    place: StepPlace,
    row: Entry,
    form: Sent,
    errors: Mapping[str, str] | None = None,
    *,
    merged: Merged | None = None,
    base: str | None = None,
) -> str:
    work, speech, step = http.work(), http.speech(), _exercise(place)
    former = versions_of(work, [row.id] if row.corrected_at is not None else []).get(row.id, [])
    return render_template(
        "entries/correct.html",
        enrolment=place.enrolment,
        view=place.view,
        step=step,
        row=row,
        form=form,
        errors=errors or {},
        files=files_of(step),
        body=drawn_fields(step, form, errors or {}),
        base=write_base(_stored(step, row), _keys(step)) if base is None else base,
        elsewhere=_elsewhere(step, merged) if merged else (),
        former=former_of(speech, step, former),
    )


def _elsewhere(step: Exercise, merged: Merged) -> list[tuple[str, str, str]]:
    """The id of a control, its label, and what was stored from another window where the page has something else."""
    speech, kinds = http.speech(), kinds_of(step)
    labels = {field.key: field.label for field in step.fields} | {DAY: words.DAY, CLOCK: TIME_OF_DAY}
    lines = []
    for key in merged.elsewhere:
        clash = merged.clashes.get(key)
        stored = "" if clash is None else said(kinds[key], clash, speech.language) if key in kinds else str(clash)
        lines.append((key, speech.say(labels[key]), stored))
    return lines


# --- who sees it


@bp.post("/<int:entry_id>/del")
@audience("patient")
def share(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """The therapist may read this one, as it is now."""
    place = _place(enrolment_id, module, step, write=True)
    row = dated_entry(http.work(), *_of(place), entry_id)
    share_entries(http.work(), place.enrolment, place.view.module, [row])
    flash(http.speech().say(words.ENTRY_SHARED), "done")
    return _back_to(place, row)


@bp.post("/<int:entry_id>/ta-tilbake", endpoint="take_back")
@audience("patient")
def take_it_back(enrolment_id: int, module: str, step: str, entry_id: int) -> Any:
    """The therapist reads this one no more."""
    place = _place(enrolment_id, module, step, write=True)
    row = dated_entry(http.work(), *_of(place), entry_id)
    take_back(http.work(), row)
    flash(http.speech().say(words.ENTRY_TAKEN_BACK), "done")
    return _back_to(place, row)


@bp.post("/del-uken", endpoint="share_week")
@audience("patient")
def share_the_week(enrolment_id: int, module: str, step: str) -> Any:
    """The therapist may read all of the week that is shown."""
    place, work = _place(enrolment_id, module, step, write=True), http.work()
    last = last_day_of(as_date(first_of(sent(), UNTIL)), work.today, began_on(work, place.enrolment))
    rows = entries_between(work, *_of(place), week_to(last)[0], last)
    share_entries(work, place.enrolment, place.view.module, rows)
    flash(http.speech().say(words.WEEK_SHARED), "done")
    return _to_page(place, til=last.isoformat(), _anchor="h-dager")


def _back_to(place: StepPlace, row: Entry) -> Any:
    return _to_page(place, til=about_of(row).day.isoformat(), _anchor=f"innforing-{row.id}")


@bp.get("/last-ned")
@audience("patient")
def download(enrolment_id: int, module: str, step: str) -> Response:
    """Every entry of hers, as a table for a spreadsheet."""
    place = _place(enrolment_id, module, step)
    rows = entry_table(http.speech(), _exercise(place), every_entry(http.work(), *_of(place)))
    file = StringIO()
    TableWriter(file).rows(rows)
    answer = Response("\ufeff" + file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{place.step.key}.csv"'
    return answer
