"""The pages of an exercise that is written in again and again: the new entry with what was written, and one entry to be changed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import render_template, request

from varde.enrolments.service import may_work_in
from varde.kernel.dates import as_date
from varde.kernel.merging import Merged, merge, read_base, write_base
from varde.kinds.asking import values_of, written_out
from varde.kinds.kind import said
from varde.modules.dated import (
    Counts,
    EntryTime,
    about_of,
    answered_lately,
    began_on,
    counts_of,
    dated_kind,
    entries_between,
    entries_from_newest,
    versions_of,
)
from varde.modules.entries import read_feedback, written_by_patient
from varde.modules.models import Entry
from varde.modules.reading import read_step
from varde.modules.rules import days_without, last_day_of, week_after, week_before, week_to
from varde.modules.seen import overview_of, read_for_overview
from varde.programmes.values import Exercise
from varde.record.entries import EntryView, counted, entry_days, entry_view, former_of, waits_for_later, week_pictures
from varde.record.overviews import overview_shown
from varde.record.words import CLOCK as TIME_OF_DAY
from varde.record.words import TODAY
from varde.web.patient import words
from varde.web.patient.entry_parts import PartOnPage, part_on_page
from varde.web.patient.steps import StepPlace, kinds_of, slots_at
from varde.web.shell import http
from varde.web.shell.draft_forms import draft_written
from varde.web.shell.exercise_forms import Sent, drawn_fields, files_of, first_of
from varde.web.shell.guide_page import drawn_guide
from varde.web.shell.pages import page_number
from varde.web.shell.step_prose import drawn_pieces

DAY, CLOCK, ONCE, BASE, UNTIL = "entry-day", "entry-clock", "once", "base", "til"
PAGE = 40
"""How many entries stand in the list at once."""


def of_step(place: StepPlace) -> tuple[int, str, str]:
    """What the entries of the exercise are known by."""
    return place.enrolment.id, place.view.module.key, place.step.key


def exercise_at(place: StepPlace) -> Exercise:
    """The exercise that the page is about."""
    assert isinstance(place.step, Exercise)
    return place.step


def draft_place(place: StepPlace) -> str:
    """Where the draft of a new entry is kept."""
    return "innforing/{}/{}/{}".format(*of_step(place))


def dated_page(place: StepPlace, form: Sent | None = None, errors: Mapping[str, str] | None = None) -> str:
    """The exercise: a new entry, what the entries come to, the picture of the week and the list. Seven statements, however much was
    written, and at most two more where it speaks of other exercises or is written in parts."""
    work, step = http.work(), exercise_at(place)
    read_feedback(work, place.enrolment.id, place.view, step.key)
    read = read_step(work, place.enrolment, place.view.module.key, step.key, http.language())
    counts = counts_of(work, *of_step(place))
    workable = may_work_in(place.enrolment, work.now)
    asked = as_date(request.args.get("dag", ""))
    shown_form: Sent = form if form is not None else {DAY: [asked.isoformat()]} if asked else {}
    if form is None and dated_kind(step).parts and workable:
        shown_form = {**draft_written(draft_place(place)), **shown_form}
    part = part_on_page(step, shown_form, errors or {})
    now = {field.key for field in step.fields if field.key not in dated_kind(step).later}
    return render_template(
        "entries/show.html",
        place=place,
        enrolment=place.enrolment,
        view=place.view,
        step=step,
        text=read.text,
        rewritten=read.rewritten,
        has_said=read.has_said,
        pieces=drawn_pieces(work, read.text.pieces, place.enrolment.organisation_id),
        filled_slots=slots_at(work, place),
        form=shown_form,
        errors=errors or {},
        files=files_of(step),
        guide=drawn_guide(step),
        part=part,
        body=_body(step, part, shown_form, errors or {}, now),
        moment_open=any(first_of(shown_form, name) for name in (DAY, CLOCK)),
        once=first_of(shown_form, ONCE) or secrets.token_urlsafe(12),
        when=_now_said(step),
        overview=overview_shown(
            http.speech(), overview_of(step), read_for_overview(step, place.view.module.key, place.around, work)
        ),
        answered=_answered(place) if counts.shared else [],
        counts=counts,
        workable=workable,
        **(_by_the_week(place, counts) if dated_kind(step).daily else _everything(place, counts)),
    )


def _body(step: Exercise, part: PartOnPage | None, form: Sent, errors: Mapping[str, str], now: set[str]) -> str:
    if part is not None:
        return part.body
    at_once = replace(step, fields=tuple(field for field in step.fields if field.key in now))
    return drawn_fields(at_once, form, errors, folded=True)


def _answered(place: StepPlace) -> list[EntryView]:
    return [entry_view(http.speech(), exercise_at(place), row) for row in answered_lately(http.work(), *of_step(place))]


def _by_the_week(place: StepPlace, counts: Counts) -> dict[str, Any]:
    """The week that is shown: its picture, its list, and the weeks beside it."""
    work, speech, step = http.work(), http.speech(), exercise_at(place)
    began = began_on(work, place.enrolment)
    last = last_day_of(as_date(request.args.get(UNTIL, "")), work.today, began)
    week = week_to(last)
    rows = entries_between(work, *of_step(place), week[0], last) if counts.written else []
    views = [entry_view(speech, step, row) for row in rows]
    number = page_number(1 + len(views) // PAGE)
    shown = views[(number - 1) * PAGE : number * PAGE]
    empty = days_without(week, [view.day for view in views], work.today, began)
    return {
        "days": entry_days(speech, shown, empty if number == 1 else ()),
        "pictures": week_pictures(speech, step, views, week, days_without(week, (), work.today, began)),
        "before": week_before(last, began),
        "after": week_after(last, work.today),
        "last": last,
        "more": number + 1 if len(views) > number * PAGE else 0,
        "counted": counted(speech, views),
        "taken_today": dated_kind(step).once_a_day and any(view.day == work.today for view in views),
        "sharable": may_work_in(place.enrolment, work.now)
        and any(row.shared_at is None or view.unshared for row, view in zip(rows, views, strict=True)),
    }


def _everything(place: StepPlace, counts: Counts) -> dict[str, Any]:
    """All that was written, the newest first, some at a time."""
    work, speech, step = http.work(), http.speech(), exercise_at(place)
    number = page_number(1 + max(0, counts.written - 1) // PAGE)
    rows = entries_from_newest(work, *of_step(place), skip=(number - 1) * PAGE, most=PAGE) if counts.written else []
    views = [entry_view(speech, step, row) for row in rows]
    return {
        "days": entry_days(speech, views),
        "pictures": [],
        "before": None,
        "after": None,
        "last": work.today,
        "more": number + 1 if counts.written > number * PAGE else 0,
        "counted": "",
        "taken_today": False,
        "sharable": False,
    }


def _now_said(step: Exercise) -> str:
    speech = http.speech()
    return speech.say(TODAY) if dated_kind(step).once_a_day else speech.ago(speech.now)


# --- one entry, to be changed


def joined_entry(step: Exercise, row: Entry, form: Sent, answers: Mapping[str, Any], about: EntryTime) -> Merged:
    """What the page sent, with what came from another window since it was made."""
    on_page = {**answers, **_about_plain(about)}
    return merge(read_base(first_of(form, BASE)), on_page, stored_entry(step, row), _keys(step))


def _keys(step: Exercise) -> list[str]:
    return [*(field.key for field in step.fields), DAY, CLOCK]


def stored_entry(step: Exercise, row: Entry) -> dict[str, Any]:
    """What is kept: the answers, and what they are about."""
    return {**values_of(step.fields, written_by_patient(row)), **_about_plain(about_of(row))}


def _about_plain(about: EntryTime) -> dict[str, str]:
    day = {DAY: about.day.isoformat()}
    return {**day, CLOCK: f"{about.clock:%H:%M}"} if about.clock is not None else day


def form_of_entry(step: Exercise, values: Mapping[str, Any]) -> Sent:
    """The form that shows these values."""
    own = {name: [str(values[name])] for name in (DAY, CLOCK) if name in values}
    return {**written_out(kinds_of(step), values), **own}


def correct_page(
    place: StepPlace,
    row: Entry,
    form: Sent,
    errors: Mapping[str, str] | None = None,
    *,
    merged: Merged | None = None,
    base: str | None = None,
) -> str:
    """The entry as it stands, or as it was sent, with what it said before."""
    work, speech, step = http.work(), http.speech(), exercise_at(place)
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
        base=write_base(stored_entry(step, row), _keys(step)) if base is None else base,
        elsewhere=_elsewhere(step, merged) if merged else (),
        former=former_of(speech, step, former),
        open_later=waits_for_later(step, written_by_patient(row)),
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
