"""A message that is being written: one draft for each writer of a thread, sealed, and read by nobody else."""

from __future__ import annotations

from datetime import datetime

from varde.dialogue.errors import TooLongMessage
from varde.dialogue.models import MessageDraft
from varde.dialogue.service import LONGEST
from varde.identity.service import Actor
from varde.kernel.work import Work


def draft_of(work: Work, actor: Actor, enrolment_id: int) -> tuple[str, datetime | None]:
    """The words written so far and when they were saved; empty and None without a draft."""
    row = work.session.get(MessageDraft, (enrolment_id, actor.person_id))
    return (row.body, row.saved_at) if row else ("", None)


def keep_draft(work: Work, actor: Actor, enrolment_id: int, body: str) -> datetime:
    """Keep these words. :raises TooLongMessage: it could not be sent either."""
    if len(body) > LONGEST:
        raise TooLongMessage(length=len(body), most=LONGEST)
    row = work.session.get(MessageDraft, (enrolment_id, actor.person_id))
    if row is None:
        row = MessageDraft(enrolment_id=enrolment_id, author_id=actor.person_id, body=body, saved_at=work.now)
        work.add(row)
    row.body, row.saved_at = body, work.now
    return row.saved_at


def drop_draft(work: Work, actor: Actor, enrolment_id: int) -> None:
    """The message was sent; the draft of it goes."""
    row = work.session.get(MessageDraft, (enrolment_id, actor.person_id))
    if row is not None:
        work.session.delete(row)
