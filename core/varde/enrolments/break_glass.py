"""Break-glass: a record is opened for four hours by somebody without a relation, or whom the patient keeps out, because help
cannot wait. She says why and identifies herself anew; those who treat and the head of the clinic are told at once."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import structlog
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from varde.audit.service import record
from varde.enrolments.access_entries import access_to
from varde.enrolments.asked import is_unbroken
from varde.enrolments.break_glass_errors import GlassReasonNeeded, NotConfirmed
from varde.enrolments.break_glass_rules import BREAK_GLASS, KINDS, OPEN_FOR, is_confirmed, is_reason, review_by, told_by
from varde.enrolments.errors import NoSuchEnrolment
from varde.enrolments.events import BreakGlassOpened, BreakGlassTold
from varde.enrolments.models import BreakGlass, Enrolment
from varde.enrolments.reason_rules import says_why
from varde.enrolments.service import remember
from varde.identity.service import Actor
from varde.kernel.work import Work

LONGEST = 500
log = structlog.get_logger("varde.enrolments")


def ask_to_open(work: Work, actor: Actor, enrolment: Enrolment, kind: str, reason: str, once: str) -> BreakGlass:
    """Write down why she wants it open. It is not, before :func:`open_by_glass`.

    :param enrolment: of :func:`varde.enrolments.access.may_break_glass`.
    :param kind: one of :data:`varde.enrolments.break_glass_rules.KINDS`.
    :param once: a key the form carries: the same form sent twice asks once.
    :raises GlassReasonNeeded: it does not say what it is about and why, in fifteen letters at least.
    """
    words, key = reason.strip(), once[:60]
    if kind not in KINDS or not is_reason(words) or not says_why(words) or len(words) > LONGEST:
        raise GlassReasonNeeded(most=LONGEST)
    before = work.session.scalar(
        select(BreakGlass).where(
            BreakGlass.enrolment_id == enrolment.id, BreakGlass.by_id == actor.person_id, BreakGlass.once == key
        )
    )
    if before is not None:
        return before
    row = BreakGlass(
        enrolment_id=enrolment.id, by_id=actor.person_id, once=key, kind=kind, reason=words, asked_at=work.now
    )
    work.add(row)
    work.session.flush()
    return row


def asked_by(work: Work, actor: Actor, enrolment_id: int) -> BreakGlass | None:
    """What she asked for last of this enrolment, and has not had open. One statement."""
    query = select(BreakGlass).where(
        BreakGlass.enrolment_id == enrolment_id, BreakGlass.by_id == actor.person_id, BreakGlass.opened_at.is_(None)
    )
    return work.session.scalar(query.order_by(BreakGlass.id.desc()).limit(1))


def is_ready(work: Work, actor: Actor, row: BreakGlass) -> bool:
    """Whether it can be opened: she has identified herself since she asked."""
    return is_confirmed(row.asked_at, actor.identified_at, work.now)


def open_by_glass(work: Work, actor: Actor, enrolment: Enrolment) -> BreakGlass:
    """Open it for four hours. Doing it twice at once opens it once.

    :raises NotConfirmed: she has not identified herself since she asked, or asked too long ago.
    """
    row = asked_by(work, actor, enrolment.id)
    if row is None and (standing := standing_of(work, actor, enrolment.id)) is not None:
        return standing
    if row is None or not is_ready(work, actor, row):
        raise NotConfirmed()
    work.session.refresh(row, with_for_update=True)
    if row.opened_at is not None:
        return row
    row.opened_at, row.ends_at = work.now, work.now + OPEN_FOR
    row.review_by, row.tell_at = review_by(work.today), told_by(work.today, work.zone)
    remember(work, enrolment, BREAK_GLASS, actor.person_id, row.reason)
    record(work, access_to(actor, enrolment, BREAK_GLASS, BREAK_GLASS, True))
    work.publish(BreakGlassOpened(enrolment.id, row.id, actor.person_id))
    log.warning("opened_by_break_glass", enrolment_id=enrolment.id, by_id=actor.person_id, kind=row.kind)
    return row


def standing_of(work: Work, actor: Actor, enrolment_id: int) -> BreakGlass | None:
    """What she has open of this enrolment by break-glass now. One statement."""
    mine = (BreakGlass.enrolment_id == enrolment_id, BreakGlass.by_id == actor.person_id)
    return work.session.scalar(select(BreakGlass).where(*mine, is_unbroken(work.now)).limit(1))


def close_glass(work: Work, actor: Actor, enrolment_id: int) -> None:
    """She is done. Doing it twice changes nothing. :raises NoSuchEnrolment: she has never had it open."""
    mine = select(BreakGlass).where(BreakGlass.enrolment_id == enrolment_id, BreakGlass.by_id == actor.person_id)
    row = work.session.scalar(mine.where(BreakGlass.opened_at.is_not(None)).order_by(BreakGlass.id.desc()).limit(1))
    if row is None:
        raise NoSuchEnrolment()
    if row.closed_at is None and row.ends_at is not None and row.ends_at > work.now:
        row.closed_at = work.now


def tell_what_is_due(work: Work) -> int:
    """Tell each patient whose time it is that her record was opened. Returns how many were."""
    due = select(BreakGlass).where(BreakGlass.told_at.is_(None), BreakGlass.tell_at <= work.now)
    rows = work.session.scalars(due.order_by(BreakGlass.id).limit(100)).all()
    for row in rows:
        row.told_at = work.now
        work.publish(BreakGlassTold(row.enrolment_id, row.id))
    return len(rows)


class ToPatient(NamedTuple):
    """What a patient is told of, newest first, with who opened and who reviewed, and what she is not told of yet."""

    shown: list[BreakGlass]
    untold: list[BreakGlass]

    @property
    def held(self) -> list[tuple[int, datetime]]:
        """Of which enrolments, and since when, the access log does not tell her yet."""
        return [(row.enrolment_id, row.opened_at) for row in self.untold if row.opened_at is not None]

    def hides(self, enrolment_id: int, by_id: int | None, at: datetime) -> bool:
        """Whether what was written of an enrolment then by this one would tell her of what she is not told of yet."""
        return any(
            (row.enrolment_id, row.by_id) == (enrolment_id, by_id)
            and row.opened_at is not None
            and row.ends_at is not None
            and row.opened_at <= at <= row.ends_at
            for row in self.untold
        )


def to_patient(work: Work, person_id: int) -> ToPatient:
    """What was opened of this patient by break-glass. One statement."""
    query = (
        select(BreakGlass)
        .join(BreakGlass.enrolment)
        .where(Enrolment.person_id == person_id, BreakGlass.opened_at.is_not(None))
        .options(joinedload(BreakGlass.by), joinedload(BreakGlass.reviewed_by))
    )
    rows = work.session.scalars(query.order_by(BreakGlass.id.desc())).all()
    return ToPatient([row for row in rows if row.told_at is not None], [row for row in rows if row.told_at is None])
