"""Inner notes: written, and read again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from varde.enrolments.break_glass import ToPatient
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.names import signed
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.notes.errors import EmptyNote
from varde.notes.models import InnerNote

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note, opened. ``author`` is the name and title it is signed with."""

    words: str
    author: str
    by_id: int
    written_at: datetime


# Every page of a patient asks this, so it is put together once.
_WORDS: Any = InnerNote.words
_EVERY_NOTE = (
    select(
        InnerNote.enrolment_id,
        InnerNote.by_id,
        InnerNote.once,
        InnerNote.written_at,
        _WORDS.stored,
        (Person.given_name + " " + Person.family_name).label("name"),
        Person.title,
    )
    .join(Person, Person.id == InnerNote.by_id)
    .order_by(InnerNote.id.desc())
)
_NOTES = _EVERY_NOTE.where(InnerNote.enrolment_id == bindparam("enrolment"))


def notes_of(work: Work, enrolment_id: int) -> list[NoteView]:
    """Every note about an enrolment, newest first. One statement."""
    return [_view(work, row) for row in work.columns(_NOTES, {"enrolment": enrolment_id})]


def notes_of_many(work: Work, enrolment_ids: Collection[int], most: int) -> list[tuple[int, NoteView]]:
    """The newest notes about these enrolments, each with the enrolment it is about. One statement, and none without enrolments."""
    if not enrolment_ids:
        return []
    newest = _EVERY_NOTE.where(InnerNote.enrolment_id.in_(enrolment_ids)).limit(most)
    return [(row.enrolment_id, _view(work, row)) for row in work.columns(newest, {})]


def notes_behind(work: Work, glass: ToPatient) -> list[int]:
    """The notes, by id, that would tell a patient of what she is not told of yet. One statement."""
    about = {row.enrolment_id for row in glass.untold}
    rows = work.session.scalars(select(InnerNote).where(InnerNote.enrolment_id.in_(about))) if about else ()
    return [row.id for row in rows if glass.hides(row.enrolment_id, row.by_id, row.written_at)]


def _view(work: Work, row: Any) -> NoteView:
    words = InnerNote.words.open(work.vault, row)
    return NoteView(words, signed(row.name.strip(), row.title), row.by_id, row.written_at)


def write_note(work: Work, actor: Actor, enrolment: Enrolment, words: str, once: str) -> InnerNote:
    """Keep a note for the others who treat this patient. The same words of the same form are one note, however often they come.

    :param words: at most :data:`LONGEST` characters; a form refuses more.
    :param once: a key the form carries, at most 60 characters.
    :raises EmptyNote: nothing is stored.
    """
    said = words.strip()
    if not said:
        raise EmptyNote()
    by_her = select(InnerNote).where(InnerNote.enrolment_id == enrolment.id, InnerNote.by_id == actor.person_id)
    same_form = work.session.scalars(by_her.where(InnerNote.once.startswith(once, autoescape=True))).all()
    before = next((note for note in same_form if note.words == said), None)
    if before is not None:
        return before
    # A browser's way back shows the form that was sent; what is written in it then is another note.
    key = f"{once}:{len(same_form)}" if same_form else once
    note = InnerNote(enrolment_id=enrolment.id, by_id=actor.person_id, once=key, written_at=work.now)
    note.words = said
    work.add(note)
    work.session.flush()
    return note
