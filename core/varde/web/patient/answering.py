"""Answers that come in from a page: kept, or handed in; the same for the patient and for a therapist by phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, g, redirect, request

from varde.assessments.errors import AlreadyAnswered, BadAnswers, FilledInElsewhere, NoSuchSex
from varde.assessments.fields import doubts, unanswered
from varde.assessments.merging import Merged, write_base
from varde.assessments.service import Sheet, check_open, save_draft, submit
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.standing.danger import holds_danger
from varde.web.patient import words
from varde.web.patient.answer_door import AnswerDoor, Turn
from varde.web.patient.answer_form import (
    ASKED,
    NOT_ANSWERS,
    agoraphobia_said,
    answers_in,
    as_shown,
    instrument_asked,
    joined,
    keep_sex,
    language_shown,
    pressed_in,
    turn_of,
    typed_in_full,
    without_carried,
    wording_shown,
)
from varde.web.patient.answer_page import show_page
from varde.web.patient.answer_risk import risk_at_stake
from varde.web.patient.places import saved_answer
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor
from varde.web.shell.refusals import keep_beside


def take_in(door: AnswerDoor) -> Any:
    """One page of answers: kept when there are more pages, handed in from the last.

    With answers missing, or that do not go together, the page says so once, before the instrument is handed in.
    """
    sheet, work, language = door.sheet, http.work(), http.language()
    risk_at_stake(sheet, "phone" if door.by_phone else "answer")
    instrument = instrument_asked(sheet)
    _not_handed_in(work, sheet, instrument, language)
    turn = turn_of(instrument)
    rearranged = pressed_in(instrument)
    if rearranged is not None:
        return show_page(door, instrument, turn, rearranged, base=typed().get("base", ""))
    answers, faults = answers_in(instrument)
    if faults:
        return _refused(door, instrument, turn)
    merged = joined(sheet, instrument, turn, answers)
    together, goes_on = merged.answers, turn.many and not (turn.last and typed().get("go", "") == "")
    try:
        if merged.clashes or (merged.elsewhere and not goes_on):
            save_draft(work, actor(), sheet, instrument.key, together, language, pressed=True)
            if _overruled(instrument, answers, merged):
                keep_beside("elsewhere", rest_lost=False)
            return _look_over(door, instrument, turn, merged)
        if goes_on:
            save_draft(work, actor(), sheet, instrument.key, together, language, pressed=True)
            return redirect(_next_page(door, instrument, turn), 303)
        keep_sex(work, sheet, instrument)
        known = agoraphobia_said(work, sheet, instrument)
        incomplete = unanswered(instrument, together) or doubts(instrument, together)
        if incomplete and typed().get("anyway") != "1":
            save_draft(work, actor(), sheet, instrument.key, together, language, pressed=True, known=known)
            return redirect(
                door.url("answer", instrument=instrument.key, side=turn.number if turn.many else None, mangler=1), 303
            )
        submit(
            work,
            actor(),
            sheet,
            instrument.key,
            together,
            language,
            typed().get("version"),
            wording_id=wording_shown(work, sheet, instrument, language_shown()),
            shown_in=language_shown(),
            known=known,
        )
    except BadAnswers as error:
        return _refused(door, instrument, turn, dict(zip(error.items, error.each(language), strict=True)))
    except NoSuchSex as error:
        return _refused(door, instrument, turn, {"sex": error.to(language)})
    return _handed_in(door)


def _handed_in(door: AnswerDoor) -> Any:
    sheet = door.sheet
    if not sheet.unanswered:
        return redirect(door.url("done"), 303)
    parts = len(sheet.instruments)
    flash(http.speech().say(words.PART_HANDED_IN, number=parts - len(sheet.unanswered), parts=parts), "done")
    return redirect(door.url("answer"), 303)


def keep(door: AnswerDoor) -> Any:
    """Keep the answers so far. One that was changed elsewhere too is not overwritten: then the answer is 409 and a sentence,
    and the others are kept. :raises BadInput: with a sentence for each that cannot be kept."""
    sheet, language = door.sheet, http.language()
    risk_at_stake(sheet, "draft")
    instrument = instrument_asked(sheet)
    answers, faults = answers_in(instrument)
    if faults:
        raise BadInput(*faults.values())
    turn, answers = turn_of(instrument), without_carried(sheet, instrument, answers)
    merged = joined(sheet, instrument, turn, answers)
    response = save_draft(http.work(), actor(), sheet, instrument.key, merged.answers, language)
    if merged.clashes:
        sentence = FilledInElsewhere().to(language)
        if _overruled(instrument, answers, merged) and keep_beside("elsewhere", rest_lost=False) is not None:
            sentence = f"{sentence} {g.risk_words}"
        return {"message": sentence, "faults": [sentence]}, 409
    return {**saved_answer(response.saved_at), "base": write_base(answers, turn.items)}


def _look_over(door: AnswerDoor, instrument: Instrument, turn: Turn, merged: Merged) -> tuple[str, int]:
    """The page again with what was answered here and elsewhere, to look over."""
    shown = {**merged.shown, **{key: value for key, value in typed().items() if key in ASKED}}
    return show_page(door, instrument, turn, shown, merged=merged, heavy=holds_danger(instrument, merged.shown)), 422


def _overruled(instrument: Instrument, answers: Mapping[str, Any], merged: Merged) -> bool:
    """Whether an answer about safety was given here and is not the one that is kept."""
    safety = {item.key for item in instrument.safety_items}
    return any(merged.answers.get(key) != answer for key, answer in answers.items() if key in safety)


def _next_page(door: AnswerDoor, instrument: Instrument, turn: Turn) -> str:
    last = len(turn.pages)
    number = {"back": turn.number - 1, "last": last}.get(typed().get("go", ""), turn.number + 1)
    again = 1 if request.args.get("mangler") == "1" else None
    return door.url("answer", instrument=instrument.key, side=max(1, min(number, last)), mangler=again)


def _not_handed_in(work: Work, sheet: Sheet, instrument: Instrument, language: str) -> None:
    """A second submission is told so before its answers are looked at; a closed one likewise."""
    kept = sheet.responses.get(instrument.key)
    if kept is not None and kept.submitted_at:
        raise AlreadyAnswered(day=http.speech().day(kept.submitted_at, year=True))
    check_open(work, sheet, language)


def _refused(
    door: AnswerDoor, instrument: Instrument, turn: Turn, faults: Mapping[str, str] | None = None
) -> tuple[str, int]:
    """The page again, with what was typed; faults in the words that were shown."""
    keep_beside("faults")
    language = http.language()
    shown = as_shown(door.sheet, instrument, language).instrument
    answers, shown_faults = answers_in(shown)
    answers_typed: dict[str, Any] = {
        key: value for key, value in typed().items() if key not in NOT_ANSWERS or key in ASKED
    }
    answers_typed |= typed_in_full(instrument)
    return show_page(
        door,
        instrument,
        turn,
        answers_typed,
        errors={name: fault.to(language) for name, fault in shown_faults.items()} if faults is None else faults,
        base=typed().get("base", ""),
        heavy=holds_danger(instrument, answers),
    ), 422
