"""The newest message that nobody has answered, of those on a page of the caseload who stand there for it: cut short, opened only
for whoever may open the record, and logged the first time that she is shown it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, func, select

from varde.audit.models import AccessEntry
from varde.audit.service import record_all
from varde.audit.values import Access
from varde.caseload.listed import CaseloadPage
from varde.caseload.mine import HERS, ME, ON_MY_TEAMS, basis_of
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of
from varde.dialogue.models import Message
from varde.enrolments.access_entries import acts_as
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.work import Work

LONGEST = 120
"""Characters of a message that are shown."""
_BODY: Any = Message.body
_NEWEST = (
    select(func.max(Message.id))
    .where(Message.enrolment_id.in_(bindparam("ids", expanding=True)), Message.answer_by.is_not(None))
    .group_by(Message.enrolment_id)
)
QUOTED = (
    select(
        Message.enrolment_id,
        Message.author_id,
        Message.idempotency_key,
        _BODY.stored,
        Enrolment.person_id,
        Enrolment.organisation_id,
        Enrolment.therapist_id,
        exists(
            select(AccessEntry.id).where(
                AccessEntry.patient_id == Enrolment.person_id,
                AccessEntry.at >= Message.sent_at,
                AccessEntry.actor_id == ME,
                AccessEntry.enrolment_id == Enrolment.id,
                AccessEntry.what.in_(("messages", "record")),
                AccessEntry.outcome == "ok",
            )
        ).label("seen"),
        ON_MY_TEAMS.label("member"),
    )
    .join(Enrolment, Enrolment.id == Message.enrolment_id)
    .join(CaseloadRow, CaseloadRow.enrolment_id == Message.enrolment_id)
    .where(Message.id.in_(_NEWEST), HERS)
)


def quotes_of(work: Work, actor: Actor, page: CaseloadPage) -> dict[int, str]:
    """By enrolment, of those on a page who wait for an answer to a message and are the reader's own, or whom she stands in for, or
    whose team she is of. One statement, one more where she is shown something
    that she has not read, and none where nobody waits."""
    ids = [
        row.enrolment_id
        for row in page.rows
        if reason_of(row) == "unanswered" and row.enrolment_id not in page.handed.by_id
    ]
    if not ids:
        return {}
    shown = work.columns(QUOTED, {**page.taken, "ids": ids})
    record_all(work, [_access(actor, row) for row in shown if not row.seen])
    return {row.enrolment_id: cut(Message.body.open(work.vault, row)) for row in shown}


def cut(words: str) -> str:
    """In one line, whole words, at most :data:`LONGEST` characters."""
    line = " ".join(words.split())
    if len(line) <= LONGEST:
        return line
    kept = line[: LONGEST - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[LONGEST // 2 :] else kept).rstrip(" ,;:–-") + "…"


def _access(actor: Actor, row: Any) -> Access:
    return Access(
        actor_id=actor.person_id,
        actor_name=actor.signature,
        role=acts_as(actor),
        organisation_id=row.organisation_id,
        action="read",
        what="messages",
        purpose="treat",
        basis=basis_of(actor, row.therapist_id, bool(row.member)),
        patient_id=row.person_id,
        enrolment_id=row.enrolment_id,
    )
