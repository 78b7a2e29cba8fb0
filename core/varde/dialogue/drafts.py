"""A message that is being written: one draft for each writer of a thread, sealed, and read by nobody else."""

from __future__ import annotations

import json
from datetime import datetime

from varde.dialogue.errors import TooLongMessage
from varde.dialogue.service import LONGEST
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.models import Worksheet
from varde.programmes.progress import WORKSHEET_PLACE, worksheet_answers, worksheet_of

# A draft is kept as a worksheet that belongs to no module, because it is the same thing: words of one person, sealed,
# saved while they are written, gone with the enrolment. No module can have an empty key.
MODULE = ""


def draft_of(work: Work, actor: Actor, enrolment_id: int) -> tuple[str, datetime | None]:
    """The words written so far and when they were saved; empty and None without a draft."""
    row = worksheet_of(work, enrolment_id, MODULE, _step(actor))
    return worksheet_answers(work, row).get("body", ""), row.saved_at if row else None


def keep_draft(work: Work, actor: Actor, enrolment_id: int, body: str) -> datetime:
    """Keep these words. :raises TooLongMessage: it could not be sent either."""
    if len(body) > LONGEST:
        raise TooLongMessage(length=len(body), most=LONGEST)
    sealed = work.vault.seal(WORKSHEET_PLACE, json.dumps({"body": body}, ensure_ascii=False))
    row = worksheet_of(work, enrolment_id, MODULE, _step(actor))
    if row is None:
        row = work.add(
            Worksheet(
                enrolment_id=enrolment_id, module=MODULE, step=_step(actor), answers_sealed=sealed, shared=False,
                saved_at=work.now,
            )
        )  # fmt: skip
    row.answers_sealed, row.saved_at = sealed, work.now
    return row.saved_at


def drop_draft(work: Work, actor: Actor, enrolment_id: int) -> None:
    """The message was sent; the draft of it goes."""
    row = worksheet_of(work, enrolment_id, MODULE, _step(actor))
    if row is not None:
        work.session.delete(row)


def _step(actor: Actor) -> str:
    return f"message:{actor.person_id}"
