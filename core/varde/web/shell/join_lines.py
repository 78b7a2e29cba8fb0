"""Two numbers that are one person's, as whoever reads may know it: what is offered, and what was joined and can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varde.identity.service import Actor, masked_nin, person_by_id
from varde.kernel.work import Work
from varde.people.join_models import PersonJoin
from varde.people.joining import joins_of, may_decide, undo_until


@dataclass(frozen=True, slots=True)
class JoinLine:
    """One offer or join: ``number`` is the D-number, masked. ``until`` is None when it is not joined or too old to undo;
    ``mine`` when whoever reads may decide."""

    id: int
    number: str
    kept_number: str
    reason: str | None
    joined_at: datetime | None
    until: datetime | None
    mine: bool


def join_lines(work: Work, actor: Actor, person_id: int) -> list[JoinLine]:
    """What there is for this person. Two statements more for each, of which there is hardly ever one."""
    return [_line(work, actor, row) for row in joins_of(work, person_id)]


def _line(work: Work, actor: Actor, row: PersonJoin) -> JoinLine:
    until = undo_until(row)
    return JoinLine(
        row.id,
        masked_nin(work, person_by_id(work, row.joined_id)) or "",
        masked_nin(work, person_by_id(work, row.kept_id)) or "",
        row.reason if actor.is_staff else None,
        row.joined_at,
        until if until is not None and work.now <= until else None,
        row.offered_by == "staff" if actor.is_staff else may_decide(actor, row) or row.joined_at is not None,
    )
