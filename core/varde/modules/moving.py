"""Moving enrolments to the newest words of a step: one, by whoever treats her; or all at a place, as when a mistake may harm."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, literal, select, update

from varde.content.approving import for_all_due, note_moved
from varde.content.archive import keep_edition, step_id
from varde.content.editing import ContentEditor
from varde.content.models import ContentStep
from varde.content.published import editions_in_force
from varde.content.texts import shipped
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor, under
from varde.kernel.work import Work
from varde.modules.errors import MoveRefused
from varde.modules.models import StepMove, StepPin
from varde.modules.words import NOTHING_TO_MOVE, WHY_MOVED

SHORTEST_REASON, LONGEST_REASON = 5, 500


@dataclass(frozen=True, slots=True)
class MovedStep:
    """That somebody was moved from one edition of a step to another."""

    key: StepKey
    before: str
    after: str
    at: datetime
    by_name: str
    reason: str


def moves_of(work: Work, enrolment_id: int) -> list[MovedStep]:
    """Every time an enrolment was moved, the newest first. One statement."""
    rows = work.session.execute(
        select(ContentStep, StepMove)
        .join(StepMove, StepMove.step_id == ContentStep.id)
        .where(StepMove.enrolment_id == enrolment_id)
        .order_by(StepMove.id.desc())
    )
    return [MovedStep(step.key, row.before, row.after, row.at, row.by_name, row.reason) for step, row in rows]


def move_one(work: Work, actor: Actor, enrolment: Enrolment, module: str, step: str, reason: str) -> None:
    """From now on she reads the newest words of a step. :raises MoveRefused: she does already, or there is no reason."""
    key = StepKey(enrolment.programme, module, step)
    said = checked_reason(reason)
    if not _move(work, key, [enrolment.organisation_id], said, actor.person_id, actor.signature, enrolment.id):
        raise MoveRefused(NOTHING_TO_MOVE)


def move_all(
    work: Work, key: StepKey, organisation_ids: Collection[int], reason: str, by_id: int | None, by_name: str
) -> int:
    """From now on everybody at these organisations reads the newest words of a step. Returns how many were moved. The statements
    do not grow with them.

    :raises MoveRefused: there is no reason.
    """
    return _move(work, key, organisation_ids, checked_reason(reason), by_id, by_name, None)


def move_due(work: Work) -> int:
    """Move whoever reads older words, where words that are published for all have come to their day. Returns how many. Again
    does nothing."""
    moved = 0
    for deed, key in for_all_due(work):
        editor = ContentEditor(deed.by_id, deed.by_name)
        places = under(work, [deed.organisation_id])
        moved += _move(work, key, places, deed.reason, deed.by_id, deed.by_name, None)
        note_moved(work, editor, deed, reason=deed.reason)
    return moved


def checked_reason(reason: str) -> str:
    """:raises MoveRefused: it is too short, or too long."""
    said = reason.strip()
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise MoveRefused(WHY_MOVED.filled(least=SHORTEST_REASON, most=LONGEST_REASON))
    return said


def readers_of(work: Work, key: StepKey, organisation_ids: Collection[int]) -> dict[str, int]:
    """How many enrolments at these organisations, that have not ended, read each edition of a step. One statement."""
    rows = work.session.execute(
        select(StepPin.edition, func.count())
        .join(ContentStep, ContentStep.id == StepPin.step_id)
        .join(Enrolment, Enrolment.id == StepPin.enrolment_id)
        .where(ContentStep.has(key), Enrolment.organisation_id.in_(organisation_ids), Enrolment.ended_at.is_(None))
        .group_by(StepPin.edition)
    )
    return {row[0]: row[1] for row in rows}


def _move(
    work: Work,
    key: StepKey,
    organisation_ids: Collection[int],
    reason: str,
    by_id: int | None,
    by_name: str,
    enrolment_id: int | None,
) -> int:
    moved = 0
    for edition, places in _newest(work, key, organisation_ids).items():
        number = step_id(work, key)
        of_place = select(Enrolment.id).where(Enrolment.organisation_id.in_(places))
        whose: tuple[ColumnElement[bool], ...] = (
            StepPin.step_id == number,
            StepPin.edition != edition,
            StepPin.enrolment_id.in_(of_place),
        )
        if enrolment_id is not None:
            whose = (*whose, StepPin.enrolment_id == enrolment_id)
        said: tuple[Any, ...] = (literal(work.now, StepMove.at.type), literal(by_id, StepMove.by_id.type))
        rows = select(StepPin.enrolment_id, StepPin.step_id, StepPin.edition, literal(edition), *said)
        columns = ["enrolment_id", "step_id", "before", "after", "at", "by_id", "by_name", "reason"]
        kept = insert(StepMove).from_select(columns, rows.add_columns(literal(by_name), literal(reason)).where(*whose))
        work.session.execute(kept)
        changed: Any = work.session.execute(update(StepPin).where(*whose).values(edition=edition, moved_at=work.now))
        moved += changed.rowcount
    return moved


def _newest(work: Work, key: StepKey, organisation_ids: Collection[int]) -> dict[str, list[int]]:
    """The organisations by the edition that whoever begins there reads now."""
    present = shipped(work.catalogue, key)
    places: dict[str, list[int]] = {}
    for place, edition in editions_in_force(work, organisation_ids, key).items():
        newest = edition or (keep_edition(work, present) if present else None)
        if newest is not None:
            places.setdefault(newest, []).append(place)
    return places
