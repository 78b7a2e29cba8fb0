"""Drafts: one for each form that somebody is writing in, sealed, and read by nobody else."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select

from varde.drafts.errors import SentElsewhere
from varde.drafts.models import Draft
from varde.kernel.merging import Merged, merge
from varde.kernel.work import Work

KEPT_FOR = timedelta(days=30)
"""Proposed: how long a draft that nobody writes in any more is kept."""

Fields = Mapping[str, list[str]]
"""The values of a form by name, without those that are empty."""


@dataclass(frozen=True, slots=True)
class FormWindow:
    """What a page says of itself: which it is, what stood in its form, and whether that was a draft."""

    window: str
    base: Fields
    of_draft: bool = False


def fields_of(draft: Draft | None) -> dict[str, list[str]]:
    """What was written, by field."""
    return json.loads(draft.fields) if draft is not None else {}


def drafts_at(work: Work, author_id: int, places: Collection[str]) -> dict[str, Draft]:
    """This person's drafts at these places. One statement."""
    rows = work.session.scalars(select(Draft).where(Draft.author_id == author_id, Draft.place.in_(places)))
    return {row.place: row for row in rows}


def joined(draft: Draft | None, shown: FormWindow, typed: Fields) -> Merged:
    """What the page sent, with what another window saved since it was made.

    :raises SentElsewhere: the draft it was made from is there no more.
    """
    if draft is None and shown.of_draft:
        raise SentElsewhere()
    stored = fields_of(draft) if draft is not None else shown.base
    keys = list(dict.fromkeys((*typed, *stored, *shown.base)))
    own = draft is not None and draft.window == shown.window
    return merge(stored if own else shown.base, typed, stored, keys)


def keep(
    work: Work, author_id: int, place: str, shown: FormWindow, typed: Fields, *, enrolment_id: int | None
) -> tuple[Draft, Merged]:
    """Save what is written so far; what was written in another window too is not overwritten, and stands in ``clashes``.

    :raises SentElsewhere: it was sent or thrown away in another window.
    """
    draft = work.session.get(Draft, (author_id, place))
    merged = joined(draft, shown, typed)
    if draft is None:
        draft = work.add(Draft(author_id=author_id, place=place, enrolment_id=enrolment_id))
    draft.fields = json.dumps(merged.answers, ensure_ascii=False)
    draft.saved_at, draft.ends_at = work.now, work.now + KEPT_FOR
    if not merged.clashes:
        draft.window = shown.window
    return draft, merged


def drop(work: Work, author_id: int, place: str) -> None:
    """It was sent, or is not wanted any more. One statement."""
    work.session.execute(delete(Draft).where(Draft.author_id == author_id, Draft.place == place))


def left(work: Work, most: int = 100) -> Sequence[Draft]:
    """The drafts in which danger was seen, and that it is time to look at again. Held until the unit of work ends. One
    statement."""
    due = select(Draft).where(Draft.look_at <= work.now).order_by(Draft.look_at).limit(most)
    return work.session.scalars(due.with_for_update(skip_locked=True)).all()


def forget_drafts(work: Work) -> None:
    """Erase what nobody has written in for long."""
    work.session.execute(delete(Draft).where(Draft.ends_at <= work.now))
