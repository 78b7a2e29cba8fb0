"""Answering a questionnaire on the screen, one page at a time: the same for the patient and for a therapist by phone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from varde.assessments.days import rows_of
from varde.assessments.errors import (
    AlreadyAnswered,
    BadAnswers,
    FilledInElsewhere,
    NoSuchQuestionnaire,
    NoSuchSex,
    NotAsked,
)
from varde.assessments.fields import read_answers, unanswered
from varde.assessments.heavy import after_answers
from varde.assessments.merging import Merged, merge, read_base, write_base
from varde.assessments.planning import postpone_dates
from varde.assessments.service import Sheet, check_open, missing_context, remember_sex, save_draft, settle, submit
from varde.assessments.sides import Sides, side_to_go_on, side_with, sides_of
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument, Item
from varde.instruments.words import answer_in_words
from varde.kernel.errors import BadInput
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.standing.danger import holds_danger
from varde.web.patient import words
from varde.web.patient.places import saved_answer, saved_at
from varde.web.shell import http
from varde.web.shell.forms import sent, typed
from varde.web.shell.pages import actor
from varde.wording.service import Shown, pack_shown, shown_in

ASKED = ("sex", "agoraphobia")
NOT_ANSWERS = ("instrument", "version", "wording", "language", "base", "go", "anyway", *ASKED)
"""The fields of the form that are no answers; no item of an instrument has such a key."""
FEW = 8
"""With more unanswered than this, over several pages, the pages are listed instead of the questions."""


@dataclass(frozen=True, slots=True)
class Door:
    """The pages through which a sheet is answered: the patient's own, or the therapist's on the patient's behalf.

    ``address`` is what every address of ``blueprint`` takes; ``folder`` is where the templates are, and ``around`` what
    the shell is given besides.
    """

    sheet: Sheet
    blueprint: str
    address: Mapping[str, Any]
    folder: str
    by_phone: bool = False
    around: Mapping[str, Any] = field(default_factory=dict)

    def url(self, view: str, **query: Any) -> str:
        """The address of one of the pages ``answer``, ``hand_in``, ``draft`` and ``done``."""
        return url_for(f"{self.blueprint}.{view}", **self.address, **query)

    @property
    def postpone_url(self) -> str:
        """Where the patient chooses to be reminded later; "" when that is not offered."""
        offered = not self.by_phone and postpone_dates(http.work(), self.sheet)
        return url_for("planning.postpone", agenda_id=self.sheet.item.id) if offered else ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where in an instrument the page is: which of its pages, counted from 1."""

    sides: Sides
    number: int

    @property
    def items(self) -> tuple[Item, ...]:
        return self.sides[self.number - 1]

    @property
    def many(self) -> bool:
        return len(self.sides) > 1

    @property
    def last(self) -> bool:
        return self.number == len(self.sides)


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that is pointed out, which page it is on, its address from here, and what was answered to it elsewhere."""

    item: Item
    side: int
    address: str
    other: str = ""


def state_of(work: Work, enrolment: Enrolment, item: AgendaItem) -> str:
    """open, later, handed_in, missed (the window is over) or stopped (the enrolment is paused or has ended, or the
    questionnaire is not to be answered any more)."""
    if item.state == "done":
        return "handed_in"
    if item.state == "missed" or (item.closes_at and work.now > item.closes_at):
        return "missed"
    if item.state != "planned" or enrolment.state not in ("active", "completed"):
        return "stopped"
    if work.catalogue.one(Programme, enrolment.programme).find_occasion(item.key) is None:
        return "stopped"
    return "open" if work.now >= item.opens_at else "later"


# --- showing


def answer_page(door: Door) -> Any:
    """One page of the instrument asked for, or of the first that is not handed in."""
    sheet = door.sheet
    if settle(http.work(), sheet):
        return redirect(door.url("done"), 303)
    state = state_of(http.work(), sheet.enrolment, sheet.item)
    if state == "open" and not sheet.unanswered:
        state = "stopped"
    if state != "open":
        return render_template(f"{door.folder}/closed.html", sheet=sheet, door=door, state=state, **door.around)
    instrument = _instrument(sheet)
    kept = sheet.responses.get(instrument.key)
    if kept is not None and kept.submitted_at:
        return redirect(door.url("answer"), 303)
    given = kept.answers if kept else {}
    asked_again = request.args.get("mangler") == "1"
    sides = sides_of(instrument)
    number = _number(sides) or (len(sides) if asked_again else side_to_go_on(sides, given))
    if len(sides) > 1 and _number(sides) is None:
        # Each page has an address of its own, so that the browser's back button goes to the page before.
        address = door.url("answer", instrument=instrument.key, side=number, mangler=1 if asked_again else None)
        return redirect(address, 303)
    missing = unanswered(instrument, given) if asked_again else ()
    return _show(door, instrument, Turn(sides, number), given, missing=missing, asked_again=asked_again)


def _instrument(sheet: Sheet) -> Instrument:
    """The instrument asked for, or the first that is left.

    :raises NoSuchQuestionnaire: it is none of this occasion. :raises NotAsked: it is, but not for this person now.
    """
    asked = typed().get("instrument") or request.args.get("instrument")
    chosen = asked or next(iter(sheet.unanswered or sheet.instruments), "")
    if chosen not in sheet.instruments:
        raise NotAsked() if chosen in sheet.occasion.asked(sheet.enrolment.track) else NoSuchQuestionnaire()
    return http.work().catalogue.one(Instrument, chosen)


def _number(sides: Sides) -> int | None:
    """The page in the address, brought inside those there are; None when there is none, or it is no number."""
    asked = request.args.get("side", type=int)
    return None if asked is None else max(1, min(asked, len(sides)))


def _show(
    door: Door,
    instrument: Instrument,
    turn: Turn,
    given: Mapping[str, object],
    *,
    missing: Sequence[Item] = (),
    asked_again: bool = False,
    errors: Mapping[str, str] | None = None,
    both: Merged | None = None,
    base: str | None = None,
    heavy: bool = False,
) -> str:
    """``base`` is what the page was made from, when that is not what is stored; ``both`` what it was put together of;
    ``heavy`` is ``typed`` of :func:`after_answers`."""
    work, sheet, language = http.work(), door.sheet, http.language()
    kept = sheet.responses.get(instrument.key)
    if kept is not None and "agoraphobia" in (kept.context or {}):
        given = {"agoraphobia": str(int(kept.context["agoraphobia"])), **given}
    left = [key for key in sheet.instruments if key in sheet.unanswered]
    parts = len(sheet.instruments)
    wording = _as_shown(sheet, instrument, language)
    shown = {item.key: item for item in wording.instrument.items}
    items = [shown.get(item.key, item) for item in turn.items]
    weeks = {item.key: rows_of(item, given, work.today, language) for item in items if item.kind == "days"}
    return render_template(
        f"{door.folder}/answer.html",
        door=door,
        sheet=sheet,
        instrument=wording.instrument,
        pack_id=wording.pack_id,
        items_here=items,
        turn=turn,
        given=given,
        weeks=weeks,
        errors=dict(errors or {}),
        known=_ids_of(items, weeks),
        asked_again=asked_again,
        elsewhere=_answered_elsewhere(door, instrument, turn, shown, both) if both else (),
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
    fields = {f"{row.name}-{what}" for rows in weeks.values() for row in rows for what in ("steps", "wear_h")}
    return {*ASKED} | {item.key for item in items} | fields


def _gap(door: Door, instrument: Instrument, turn: Turn, item: Item, shown: Item) -> Gap:
    number = side_with(turn.sides, item.key)
    if number == turn.number:
        return Gap(shown, number, f"#{item.key}")
    address = door.url("answer", instrument=instrument.key, side=number, mangler=1, _anchor=item.key)
    return Gap(shown, number, address)


def _answered_elsewhere(
    door: Door, instrument: Instrument, turn: Turn, shown: Mapping[str, Item], both: Merged
) -> list[Gap]:
    found = []
    for item in turn.items:
        if item.key in both.elsewhere:
            item_shown, other = shown.get(item.key, item), both.clashes.get(item.key)
            said = "" if other is None else answer_in_words(item_shown, other, http.language())
            found.append(replace(_gap(door, instrument, turn, item, item_shown), other=said))
    return found


# --- taking in


def take_in(door: Door) -> Any:
    """One page of answers: kept when there are more pages, handed in from the last.

    With answers missing, the page says so once, before the instrument is handed in.
    """
    sheet, work, language = door.sheet, http.work(), http.language()
    instrument = _instrument(sheet)
    _not_handed_in(work, sheet, instrument, language)
    turn = _turn(instrument)
    answers, faults = _answers(instrument)
    if faults:
        return _refused(door, instrument, turn)
    both = _joined(sheet, instrument, turn, answers)
    given, goes_on = both.answers, turn.many and not (turn.last and typed().get("go", "") == "")
    try:
        if both.clashes or (both.elsewhere and not goes_on):
            save_draft(work, actor(), sheet, instrument.key, given, language, pressed=True)
            return _look_over(door, instrument, turn, both)
        if goes_on:
            save_draft(work, actor(), sheet, instrument.key, given, language, pressed=True)
            return redirect(_next_page(door, instrument, turn), 303)
        _remember_sex(work, sheet, instrument)
        known = _agoraphobia(work, sheet, instrument)
        if unanswered(instrument, given) and typed().get("anyway") != "1":
            save_draft(work, actor(), sheet, instrument.key, given, language, pressed=True, known=known)
            return redirect(
                door.url("answer", instrument=instrument.key, side=turn.number if turn.many else None, mangler=1), 303
            )
        submit(
            work,
            actor(),
            sheet,
            instrument.key,
            given,
            language,
            typed().get("version"),
            wording_id=_wording(work, sheet, instrument, _shown_in()),
            shown_in=_shown_in(),
            known=known,
        )
    except BadAnswers as error:
        return _refused(door, instrument, turn, dict(zip(error.items, error.each(language), strict=True)))
    except NoSuchSex as error:
        return _refused(door, instrument, turn, {"sex": error.to(language)})
    return _handed_in(door)


def _handed_in(door: Door) -> Any:
    sheet = door.sheet
    if not sheet.unanswered:
        return redirect(door.url("done"), 303)
    parts = len(sheet.instruments)
    flash(http.speech().say(words.PART_HANDED_IN, number=parts - len(sheet.unanswered), parts=parts), "done")
    return redirect(door.url("answer"), 303)


def keep(door: Door) -> Any:
    """Keep the answers so far. One that was changed elsewhere too is not overwritten: then the answer is 409 and a sentence,
    and the others are kept. :raises BadInput: with a sentence for each that cannot be kept."""
    sheet, language = door.sheet, http.language()
    instrument = _instrument(sheet)
    answers, faults = _answers(instrument)
    if faults:
        raise BadInput(*faults.values())
    turn = _turn(instrument)
    both = _joined(sheet, instrument, turn, answers)
    response = save_draft(http.work(), actor(), sheet, instrument.key, both.answers, language)
    if both.clashes:
        sentence = FilledInElsewhere().to(language)
        return {"message": sentence, "faults": [sentence]}, 409
    return {**saved_answer(response.saved_at), "base": write_base(answers, turn.items)}


def _turn(instrument: Instrument) -> Turn:
    """The page a form was sent from; a form that names none is the whole instrument on one."""
    sides = sides_of(instrument)
    number = _number(sides)
    whole = tuple(item for items in sides for item in items)
    return Turn((whole,), 1) if number is None else Turn(sides, number)


def _joined(sheet: Sheet, instrument: Instrument, turn: Turn, answers: Mapping[str, object]) -> Merged:
    """The page's answers with what was kept from the other pages, and with what came to this page from elsewhere."""
    kept = sheet.responses.get(instrument.key)
    every = {item.key for items in turn.sides for item in items}
    stored = {key: value for key, value in (kept.answers if kept else {}).items() if key in every}
    return merge(read_base(typed().get("base", "")), answers, stored, turn.items)


def _look_over(door: Door, instrument: Instrument, turn: Turn, both: Merged) -> tuple[str, int]:
    """The page again with what was answered here and elsewhere, to look over."""
    given = {**both.shown, **{key: value for key, value in typed().items() if key in ASKED}}
    return _show(door, instrument, turn, given, both=both, heavy=holds_danger(instrument, both.shown)), 422


def _next_page(door: Door, instrument: Instrument, turn: Turn) -> str:
    last = len(turn.sides)
    number = {"back": turn.number - 1, "last": last}.get(typed().get("go", ""), turn.number + 1)
    again = 1 if request.args.get("mangler") == "1" else None
    return door.url("answer", instrument=instrument.key, side=max(1, min(number, last)), mangler=again)


def _remember_sex(work: Work, sheet: Sheet, instrument: Instrument) -> None:
    """What was answered about sex; "" and silence are no answer. :raises NoSuchSex"""
    said = typed().get("sex", "")
    if said and "sex" in missing_context(work, sheet, instrument):
        remember_sex(work, sheet.enrolment.person, said)


def _agoraphobia(work: Work, sheet: Sheet, instrument: Instrument) -> dict[str, bool]:
    """What was answered about staying away from places; silence is no answer."""
    said = typed().get("agoraphobia", "")
    asked = "agoraphobia" in missing_context(work, sheet, instrument)
    return {"agoraphobia": said == "1"} if asked and said in ("0", "1") else {}


def _as_shown(sheet: Sheet, instrument: Instrument, language: str) -> Shown:
    """In the words of a pack, where there is one. A statement only when some organisation has one."""
    if not sheet.worded:
        return Shown(instrument, None)
    return shown_in(http.work(), sheet.enrolment.organisation_id, instrument, language)


def _wording(work: Work, sheet: Sheet, instrument: Instrument, language: str) -> int | None:
    """The wording pack whose words the page showed, when it can have shown it."""
    pack_id = typed().get("wording", "")
    if not re.fullmatch(r"\d{1,18}", pack_id, re.ASCII):
        return None
    return pack_shown(work, sheet.enrolment.organisation_id, int(pack_id), instrument, language)


def _shown_in() -> str:
    """The language of the words the page showed, which may have been changed in another window since."""
    said = typed().get("language", "")
    return said if said in LANGUAGES else http.language()


def _not_handed_in(work: Work, sheet: Sheet, instrument: Instrument, language: str) -> None:
    """A second submission is told so before its answers are looked at; a closed one likewise."""
    kept = sheet.responses.get(instrument.key)
    if kept is not None and kept.submitted_at:
        raise AlreadyAnswered(day=http.speech().day(kept.submitted_at, year=True))
    check_open(work, sheet, language)


def _answers(instrument: Instrument) -> tuple[dict[str, Any], dict[str, Text]]:
    return read_answers(instrument, {name: values for name, values in sent().items() if name not in NOT_ANSWERS})


def _refused(
    door: Door, instrument: Instrument, turn: Turn, faults: Mapping[str, str] | None = None
) -> tuple[str, int]:
    """The page again, with what was typed; faults in the words that were shown."""
    language = http.language()
    shown = _as_shown(door.sheet, instrument, language).instrument
    answers, found = _answers(shown)
    given = {key: value for key, value in typed().items() if key not in NOT_ANSWERS or key in ASKED}
    return _show(
        door,
        instrument,
        turn,
        given,
        errors={name: fault.to(language) for name, fault in found.items()} if faults is None else faults,
        base=typed().get("base", ""),
        heavy=holds_danger(instrument, answers),
    ), 422
