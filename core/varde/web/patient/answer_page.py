"""One page of an instrument as it is shown: the items, what is kept, what is left and what was answered elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request

from varde.assessments.days import rows_of
from varde.assessments.fields import carried_over, doubts, unanswered
from varde.assessments.form_pages import page_to_go_on, page_with, pages_of
from varde.assessments.heavy import after_answers
from varde.assessments.merging import Merged, write_base
from varde.assessments.service import last_answers, missing_context, settle
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ANSWERING
from varde.instruments.values import Instrument, Item
from varde.instruments.words import answer_in_words
from varde.kernel.work import Work
from varde.kinds.asking import split
from varde.programmes.gone import programme_of
from varde.scheduling.models import AgendaItem
from varde.web.patient.answer_door import AnswerDoor, Turn
from varde.web.patient.answer_form import ASKED, as_shown, instrument_asked, number_asked
from varde.web.patient.places import saved_at
from varde.web.shell import http

FEW = 8
"""With more unanswered than this, over several pages, the pages are listed instead of the questions."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that is pointed out, which page it is on, its address from here, and what was answered to it elsewhere."""

    item: Item
    page: int
    address: str
    stored: str = ""


def state_of(work: Work, enrolment: Enrolment, item: AgendaItem) -> str:
    """open, later, handed_in, missed (the window is over) or stopped (the enrolment is paused or has ended, or the
    questionnaire is not to be answered any more)."""
    if item.state == "done":
        return "handed_in"
    if item.state == "missed" or (item.closes_at and work.now > item.closes_at):
        return "missed"
    if item.state != "planned" or enrolment.state not in ANSWERING:
        return "stopped"
    if programme_of(work, enrolment.programme).find_occasion(item.key) is None:
        return "stopped"
    return "open" if work.now >= item.opens_at else "later"


def answer_page(door: AnswerDoor) -> Any:
    """One page of the instrument asked for, or of the first that is not handed in."""
    sheet = door.sheet
    if settle(http.work(), sheet):
        return redirect(door.url("done"), 303)
    state = state_of(http.work(), sheet.enrolment, sheet.item)
    if state == "open" and not sheet.unanswered:
        state = "stopped"
    if state != "open":
        return render_template(f"{door.folder}/closed.html", sheet=sheet, door=door, state=state, **door.around)
    instrument = instrument_asked(sheet)
    kept = sheet.responses.get(instrument.key)
    if kept is not None and kept.submitted_at:
        return redirect(door.url("answer"), 303)
    answers = kept.answers if kept else {}
    asked_again = request.args.get("mangler") == "1"
    pages = pages_of(instrument)
    number = number_asked(pages) or (len(pages) if asked_again else page_to_go_on(pages, answers))
    if len(pages) > 1 and number_asked(pages) is None:
        # Each page has an address of its own, so that the browser's back button goes to the page before.
        address = door.url("answer", instrument=instrument.key, side=number, mangler=1 if asked_again else None)
        return redirect(address, 303)
    missing = unanswered(instrument, answers) if asked_again else ()
    carried: Mapping[str, object] = {}
    if any(item.carry for item in pages[number - 1]) and not asked_again:
        carried = carried_over(instrument, last_answers(http.work(), sheet, instrument), answers)
    return show_page(
        door, instrument, Turn(pages, number), answers, missing=missing, asked_again=asked_again, carried=carried
    )


def show_page(
    door: AnswerDoor,
    instrument: Instrument,
    turn: Turn,
    answers: Mapping[str, object],
    *,
    missing: Sequence[Item] = (),
    asked_again: bool = False,
    errors: Mapping[str, str] | None = None,
    merged: Merged | None = None,
    base: str | None = None,
    heavy: bool = False,
    carried: Mapping[str, object] | None = None,
) -> str:
    """``carried`` fills in what is not answered, from last time. ``base`` is what the page was made from, when that is not what
    is stored; ``merged`` what it was put together of; ``heavy`` is ``typed`` of :func:`after_answers`."""
    work, sheet, language = http.work(), door.sheet, http.language()
    kept = sheet.responses.get(instrument.key)
    if kept is not None and "agoraphobia" in (kept.context or {}):
        answers = {"agoraphobia": str(int(kept.context["agoraphobia"])), **answers}
    left = [key for key in sheet.instruments if key in sheet.unanswered]
    parts = len(sheet.instruments)
    wording = as_shown(sheet, instrument, language)
    shown = {item.key: item for item in wording.instrument.items}
    items = [shown.get(item.key, item) for item in turn.items]
    weeks = {item.key: rows_of(item, answers, work.today, language) for item in items if item.by_day}
    return render_template(
        f"{door.folder}/answer.html",
        door=door,
        sheet=sheet,
        instrument=wording.instrument,
        pack_id=wording.pack_id,
        items_here=items,
        turn=turn,
        given={**(carried or {}), **answers},
        carried=carried or {},
        carried_base=write_base(carried or {}, turn.items),
        weeks=weeks,
        errors=dict(errors or {}),
        known=_ids_of(items, weeks) | _controls_of(items, errors or {}),
        asked_again=asked_again,
        doubts=doubts(instrument, answers) if asked_again and turn.last else (),
        elsewhere=_answered_elsewhere(door, instrument, turn, shown, merged) if merged else (),
        base=write_base(kept.answers if kept else {}, turn.items) if base is None else base,
        missing=[_gap(door, instrument, turn, item, shown.get(item.key, item)) for item in missing],
        few=FEW,
        asks=missing_context(work, sheet, instrument) if turn.last else (),
        part=parts - len(left) + 1 + left.index(instrument.key),
        parts=parts,
        saved=saved_at(kept.saved_at) if kept and not errors else "",
        kept_at=kept.saved_at.isoformat() if kept else "",
        **door.around,
        **after_answers(work, http.speech(), sheet, by_phone=door.by_phone, typed=heavy),
    )


def _ids_of(items: Sequence[Item], weeks: Mapping[str, Sequence[Any]]) -> set[str]:
    fields = {f"{row.name}-{part}" for rows in weeks.values() for row in rows for part in ("steps", "wear_h")}
    return {*ASKED} | {item.key for item in items} | fields


def _controls_of(items: Sequence[Item], errors: Mapping[str, str]) -> set[str]:
    """The controls with a fault of the items that their own kinds draw."""
    _, strangers = split(errors, {item.key for item in items if item.own})
    return errors.keys() - set(strangers)


def _gap(door: AnswerDoor, instrument: Instrument, turn: Turn, item: Item, shown: Item) -> Gap:
    number = page_with(turn.pages, item.key)
    if number == turn.number:
        return Gap(shown, number, f"#{item.key}")
    address = door.url("answer", instrument=instrument.key, side=number, mangler=1, _anchor=item.key)
    return Gap(shown, number, address)


def _answered_elsewhere(
    door: AnswerDoor, instrument: Instrument, turn: Turn, shown: Mapping[str, Item], merged: Merged
) -> list[Gap]:
    gaps = []
    for item in turn.items:
        if item.key in merged.elsewhere:
            item_shown, clash = shown.get(item.key, item), merged.clashes.get(item.key)
            said = "" if clash is None else answer_in_words(item_shown, clash, http.language())
            gaps.append(replace(_gap(door, instrument, turn, item, item_shown), stored=said))
    return gaps
