"""Search within one patient: messages, notes, answers and entries, opened in memory and looked through; nothing is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from varde.assessments.service import responses_of
from varde.dialogue.service import messages_of
from varde.dialogue.waiting import deeds_of
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import opinions_of
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.modules.entries import shared_entries
from varde.notes.service import notes_of
from varde.programmes.gone import programme_of
from varde.record.patient import sheets_of

MOST_MESSAGES, MOST_ENTRIES, MOST_FOUND = 2000, 1000, 100
SHORTEST, LONGEST = 2, 80
AROUND = 60
FoundIn = Literal["message", "note", "reason", "opinion", "entry", "answer"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand: ``before`` and ``after`` are what is around them."""

    where: FoundIn
    title: str
    at: datetime
    before: str
    words: str
    after: str


def find_in(work: Work, speech: Speech, enrolment: Enrolment, words: str) -> tuple[Sequence[Hit], bool]:
    """Where ``words`` (2 to 80 characters, whatever their case) stand in what is known of one patient, newest first; and whether
    there is more than the :data:`MOST_FOUND` that are returned. The same statements whatever is found."""
    wanted = " ".join(words.casefold().split())[:LONGEST]
    if len(wanted) < SHORTEST:
        return [], False
    hits = []
    for where, title, at, text in _texts(work, speech, enrolment):
        seen = " ".join(text.split())
        place = seen.casefold().find(wanted)
        if place >= 0:
            end = place + len(wanted)
            before, after = seen[max(0, place - AROUND) : place], seen[end : end + AROUND]
            hits.append(Hit(where, title, at, before, seen[place:end], after))
    hits.sort(key=lambda hit: hit.at, reverse=True)
    return hits[:MOST_FOUND], len(hits) > MOST_FOUND


def _texts(work: Work, speech: Speech, enrolment: Enrolment) -> Iterator[tuple[FoundIn, str, datetime, str]]:
    for message in messages_of(work, enrolment.id, MOST_MESSAGES):
        yield "message", message.author, message.sent_at, f"{message.topic} {message.body}"
    for note in notes_of(work, enrolment.id):
        yield "note", note.author, note.written_at, note.words
    for deed in deeds_of(work, enrolment.id):
        yield "reason", deed.by, deed.at, deed.words
    for line in opinions_of(work, enrolment.id):
        yield "opinion", line.asked_by, line.asked_at, line.question
        yield "opinion", line.asked, line.ended_at or line.asked_at, line.answer
    programme = programme_of(work, enrolment.programme)
    for sheet in sheets_of(speech, programme, shared_entries(work, enrolment.id, MOST_ENTRIES)):
        said = " ".join(f"{line.label} {line.value}" for line in sheet.written)
        yield "entry", sheet.title, sheet.row.shared_at or enrolment.referred_at, said
        for answered in sheet.feedback:
            yield "entry", sheet.title, answered.at, answered.text
    known = work.catalogue.all(Instrument)
    for row in responses_of(work, enrolment.id):
        instrument = known.get(row.instrument)
        title = speech.say(instrument.title) if instrument is not None else row.instrument
        for answer in row.answers.values():
            if isinstance(answer, str):
                yield "answer", title, row.submitted_at or row.saved_at, answer
