"""Who may change what, what was seen when it was changed, and the history of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from varde.identity.acting import name_at_the_machine
from varde.identity.models import Organisation
from varde.identity.rights import roles_with
from varde.identity.service import Actor, is_hers, under
from varde.kernel.work import Work
from varde.setup import words
from varde.setup.errors import NotYours, OvertakenBy, SetUpRefused
from varde.setup.models import SetUpChange
from varde.setup.rules import seen_of


@dataclass(frozen=True, slots=True)
class Editor:
    """Who sets up: an administrator with the organisations she reaches, or whoever runs a command at the machine, who reaches
    everything (``places`` is None) and has no number."""

    person_id: int | None
    name: str
    places: frozenset[int] | None = None

    def reaches(self, organisation_id: int) -> bool:
        return self.places is None or organisation_id in self.places


def at_the_machine() -> Editor:
    """Whoever runs a command."""
    return Editor(None, name_at_the_machine())


def editor_of(work: Work, actor: Actor) -> Editor:
    """The administrator who is signed in. One statement."""
    return Editor(actor.person_id, actor.name, frozenset(under(work, actor.places(*roles_with("set_up")))))


def hold_place(work: Work, editor: Editor, organisation: Organisation) -> None:
    """Nobody else changes anything of this organisation until this unit of work has ended. :raises NotYours"""
    if not editor.reaches(organisation.id):
        raise NotYours(place=organisation.name)
    work.session.flush()
    work.session.refresh(organisation, with_for_update={"key_share": True})


def must_be_open(organisation: Organisation) -> None:
    """:raises SetUpRefused: it is closed."""
    if organisation.closed_at is not None:
        raise SetUpRefused(words.PLACE_CLOSED.filled(name=organisation.name))


def note(
    work: Work,
    editor: Editor,
    organisation_id: int,
    subject: str,
    name: str,
    before: Any,
    after: Any,
    person_id: int | None = None,
) -> bool:
    """Keep that ``name`` of ``subject`` (a key of :data:`varde.setup.words.SUBJECTS`) became another. Returns whether it did."""
    if before == after:
        return False
    work.add(
        SetUpChange(
            at=work.now,
            by_id=editor.person_id,
            by_name=editor.name,
            organisation_id=organisation_id,
            person_id=person_id,
            subject=subject,
            name=name,
            before=before,
            after=after,
        )
    )
    return True


def must_stand(work: Work, organisation_id: int, subjects: Collection[str], current: object, seen: str | None) -> None:
    """:raises OvertakenBy: ``current`` is not what was seen (:func:`varde.setup.rules.seen_of`), naming whoever changed it last.
    Without ``seen`` nobody claims to have looked."""
    if seen is None or seen == seen_of(current):
        return
    last = work.session.scalar(
        select(SetUpChange)
        .where(SetUpChange.organisation_id == organisation_id, SetUpChange.subject.in_(subjects))
        .order_by(SetUpChange.id.desc())
        .limit(1)
    )
    name = last.by_name if last else "?"
    when = f"{last.at.astimezone(work.zone):%d.%m. %H:%M}" if last else ""
    raise OvertakenBy(name=name, when=when)


def changes_of(
    work: Work,
    organisation_ids: Collection[int],
    most: int = 50,
    person_id: int | None = None,
    subject: str | None = None,
) -> list[SetUpChange]:
    """What was changed at these organisations, the newest first; of one member of the staff, or of one subject (a key of
    :data:`varde.setup.words.SUBJECTS`), when that is named. One statement."""
    query = select(SetUpChange).where(SetUpChange.organisation_id.in_(organisation_ids))
    if person_id is not None:
        query = query.where(is_hers(SetUpChange.person_id, person_id))
    if subject is not None:
        query = query.where(SetUpChange.subject == subject)
    return list(work.session.scalars(query.order_by(SetUpChange.id.desc()).limit(most)))
