"""What the form of a page of answers says: which instrument and page, the answers, and the words they were given in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from varde.assessments.errors import NoSuchQuestionnaire, NotAsked
from varde.assessments.fields import read_answers
from varde.assessments.form_pages import FormPages, pages_of
from varde.assessments.merging import Merged, merge, read_base
from varde.assessments.service import Sheet, missing_context, remember_sex
from varde.instruments.values import Instrument
from varde.kernel.characters import row_number
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.kinds.asking import pressed, split
from varde.web.patient.answer_door import Turn
from varde.web.shell import http
from varde.web.shell.forms import sent, typed
from varde.wording.service import Shown, pack_shown, shown_in

ASKED = ("sex", "agoraphobia")
NOT_ANSWERS = ("instrument", "version", "wording", "language", "base", "carried", "go", "anyway", *ASKED)
"""The fields of the form that are no answers; no item of an instrument has such a key."""


def instrument_asked(sheet: Sheet) -> Instrument:
    """The instrument asked for, or the first that is left.

    :raises NoSuchQuestionnaire: it is none of this occasion. :raises NotAsked: it is, but not for this person now.
    """
    asked = typed().get("instrument") or request.args.get("instrument")
    chosen = asked or next(iter(sheet.unanswered or sheet.instruments), "")
    if chosen not in sheet.instruments:
        raise NotAsked() if chosen in sheet.occasion.asked(sheet.enrolment.track) else NoSuchQuestionnaire()
    return http.work().catalogue.one(Instrument, chosen)


def number_asked(pages: FormPages) -> int | None:
    """The page in the address, brought inside those there are; None when there is none, or it is no number."""
    asked = request.args.get("side", type=int)
    return None if asked is None else max(1, min(asked, len(pages)))


def turn_of(instrument: Instrument) -> Turn:
    """The page a form was sent from; a form that names none is the whole instrument on one."""
    pages = pages_of(instrument)
    number = number_asked(pages)
    whole = tuple(item for items in pages for item in items)
    return Turn((whole,), 1) if number is None else Turn(pages, number)


def answers_in(instrument: Instrument) -> tuple[dict[str, Any], dict[str, Text]]:
    """The answers that were sent, by item; and what is wrong with those that cannot be read."""
    return read_answers(instrument, {name: values for name, values in sent().items() if name not in NOT_ANSWERS})


def typed_in_full(instrument: Instrument) -> dict[str, Sequence[str]]:
    """All that was sent of the items that their own kinds draw, by the name of the control."""
    own = {item.key for item in instrument.items if item.own}
    _, strangers = split(sent(), own)
    return {name: values for name, values in sent().items() if name not in strangers}


def pressed_in(instrument: Instrument) -> dict[str, Any] | None:
    """What the form holds after a button of one answer was pressed, as “add a row”; None when none was."""
    own = typed_in_full(instrument)
    held = pressed({item.key: item.takes for item in instrument.items if item.own}, own) if own else None
    return None if held is None else {**{key: value for key, value in typed().items() if key not in own}, **held}


def without_carried(sheet: Sheet, instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers but for those that the page had filled in from last time and nobody has touched: it is the person who says
    them, by handing in, and not the page that saves by itself."""
    carried, kept = read_base(typed().get("carried", "")), sheet.responses.get(instrument.key)
    stored = kept.answers if kept else {}
    return {
        key: answer for key, answer in answers.items() if key in stored or key not in carried or carried[key] != answer
    }


def joined(sheet: Sheet, instrument: Instrument, turn: Turn, answers: Mapping[str, object]) -> Merged:
    """The page's answers with what was kept from the other pages, and with what came to this page from elsewhere."""
    kept = sheet.responses.get(instrument.key)
    every = {item.key for items in turn.pages for item in items}
    stored = {key: value for key, value in (kept.answers if kept else {}).items() if key in every}
    return merge(read_base(typed().get("base", "")), answers, stored, turn.items)


def keep_sex(work: Work, sheet: Sheet, instrument: Instrument) -> None:
    """What was answered about sex; "" and silence are no answer. :raises NoSuchSex"""
    said = typed().get("sex", "")
    if said and "sex" in missing_context(work, sheet, instrument):
        remember_sex(work, sheet.enrolment.person, said)


def agoraphobia_said(work: Work, sheet: Sheet, instrument: Instrument) -> dict[str, bool]:
    """What was answered about staying away from places; silence is no answer."""
    said = typed().get("agoraphobia", "")
    asked = "agoraphobia" in missing_context(work, sheet, instrument)
    return {"agoraphobia": said == "1"} if asked and said in ("0", "1") else {}


def as_shown(sheet: Sheet, instrument: Instrument, language: str) -> Shown:
    """In the words of a pack, where there is one. A statement only when some organisation has one."""
    if not sheet.worded:
        return Shown(instrument, None)
    return shown_in(http.work(), sheet.enrolment.organisation_id, instrument, language)


def wording_shown(work: Work, sheet: Sheet, instrument: Instrument, language: str) -> int | None:
    """The wording pack whose words the page showed, when it can have shown it."""
    pack_id = row_number(typed().get("wording", ""))
    if pack_id is None:
        return None
    return pack_shown(work, sheet.enrolment.organisation_id, pack_id, instrument, language)


def language_shown() -> str:
    """The language of the words the page showed, which may have been changed in another window since."""
    said = typed().get("language", "")
    return said if said in LANGUAGES else http.language()
