"""What lists need to know of many enrolments at once: how their scores have gone, and which forms are late."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, select

from varde.assessments.models import Response
from varde.assessments.service import KIND
from varde.kernel.work import Work
from varde.scheduling.models import AgendaItem
from varde.standing.silence import Waiting


class Trended(NamedTuple):
    """What a trend, or a judgement of it, needs to know of one scored response; ``at`` is when she handed it in."""

    occasion: str
    version: str
    total: float
    at: datetime


SCORED = (
    select(
        Response.enrolment_id,
        Response.instrument,
        Response.occasion,
        Response.version,
        Response.total,
        Response.submitted_at,
    )
    .where(
        Response.enrolment_id.in_(bindparam("ids", expanding=True)),
        Response.instrument.in_(bindparam("instruments", expanding=True)),
        Response.total.is_not(None),
        Response.submitted_at.is_not(None),
    )
    .order_by(Response.submitted_at, Response.id)
)


def trends_of(work: Work, wanted: Mapping[int, Collection[str]]) -> dict[int, dict[str, list[Trended]]]:
    """For each enrolment id and each of its instruments that are wanted, the scored responses, oldest first. One statement
    for all of them."""
    instruments = sorted({key for keys in wanted.values() for key in keys})
    rows: Sequence[Any] = work.columns(SCORED, {"ids": list(wanted), "instruments": instruments})
    trends: dict[int, dict[str, list[Trended]]] = {
        enrolment_id: {key: [] for key in keys} for enrolment_id, keys in wanted.items()
    }
    for enrolment_id, instrument, *answer in rows:
        if instrument in trends[enrolment_id]:
            trends[enrolment_id][instrument].append(Trended(*answer))
    return trends


def late_forms(work: Work, enrolment_ids: Collection[int]) -> dict[int, list[Waiting]]:
    """By enrolment id the questionnaires that are past due and can still be answered. One statement for all of them."""
    rows = work.session.execute(
        select(AgendaItem.enrolment_id, AgendaItem.due_at, AgendaItem.closes_at).where(
            AgendaItem.enrolment_id.in_(enrolment_ids),
            AgendaItem.kind == KIND,
            AgendaItem.state == "planned",
            AgendaItem.due_at < work.now,
            or_(AgendaItem.closes_at.is_(None), AgendaItem.closes_at > work.now),
        )
    )
    late: dict[int, list[Waiting]] = {}
    for enrolment_id, due_at, closes_at in rows:
        late.setdefault(enrolment_id or 0, []).append(Waiting(due_at, closes_at))
    return late
