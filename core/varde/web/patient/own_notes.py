"""What those who treat her have written about her for each other: a part of her record, which she may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template

from varde.dialogue.rules import NO_ANSWER_BECAUSE
from varde.dialogue.waiting import deeds_of
from varde.enrolments.access import admit
from varde.enrolments.break_glass import to_patient
from varde.enrolments.opinions import opinions_of
from varde.enrolments.service import enrolments_of
from varde.notes.service import notes_of
from varde.web.patient import words
from varde.web.shell import http
from varde.web.shell.pages import actor, audience

bp = Blueprint("own_notes", __name__, url_prefix="/innsyn")


@dataclass(frozen=True, slots=True)
class WrittenAbout:
    """One thing that was written: by whom, when, and what kind of thing."""

    at: datetime
    by: str
    kind: str
    text: str


@bp.get("/notater", endpoint="show")
@audience("patient")
def show() -> str:
    """The inner notes, the reasons why messages needed no answer, and the advice of colleagues, newest first. What was
    written by break-glass comes with the word that somebody opened."""
    work, signed_in, speech = http.work(), actor(), http.speech()
    lines: list[WrittenAbout] = []
    hides = to_patient(work, signed_in.person_id).hides
    for enrolment in enrolments_of(work, signed_in.person_id):
        admit(work, signed_in, enrolment, "own_notes")
        note, question, advice = map(speech.say, (words.INNER_NOTE, words.ASKED_ADVICE, words.GAVE_ADVICE))
        lines += [
            WrittenAbout(each.written_at, each.author, note, each.words)
            for each in notes_of(work, enrolment.id)
            if not hides(enrolment.id, each.by_id, each.written_at)
        ]
        for deed in deeds_of(work, enrolment.id):
            hidden = hides(enrolment.id, deed.by_id, deed.at)
            if deed.kind == "settled" and deed.reason in NO_ANSWER_BECAUSE and not hidden:
                why = " ".join(filter(None, (speech.say(NO_ANSWER_BECAUSE[deed.reason]), deed.words)))
                lines.append(WrittenAbout(deed.at, deed.by, speech.say(words.NEEDED_NO_ANSWER), why))
        for line in opinions_of(work, enrolment.id):
            lines.append(WrittenAbout(line.asked_at, line.asked_by, question, line.question))
            if line.answer and line.ended_at is not None:
                lines.append(WrittenAbout(line.ended_at, line.asked, advice, line.answer))
    lines.sort(key=lambda line: line.at, reverse=True)
    return render_template("patient/own_notes.html", lines=lines)
