"""Count again whoever was counted by an older way of counting, or not at all; in batches, beside a running system."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from varde.benefits.counting.models import Contribution
from varde.benefits.counting.roller import roll_all
from varde.benefits.counting.service import count
from varde.benefits.counting.way import way_of_counting
from varde.enrolments.models import Enrolment
from varde.kernel.work import Platform, Work

BATCH = 500
OLDER = ""
"""What no way of counting is called."""


def count_older(platform: Platform) -> int:
    """Count all of them. Returns how many: none, when another process is at it for each that is left."""
    counted = 0
    while True:
        with platform.work() as work:
            ids = older(work, BATCH)
            for enrolment_id in ids:
                count.run(work, enrolment_id=enrolment_id)
                work.session.flush()
        counted += len(ids)
        if not ids:
            return counted


def rebuild_all(platform: Platform, *, everybody: bool = False) -> dict[str, Any]:
    """The same, and what is counted is added up at once; ``everybody`` also who was counted by this very way."""
    if everybody:
        with platform.work() as work:
            work.session.execute(update(Contribution).values(counted_with=OLDER))
    counted = count_older(platform)
    roll_all(platform)
    return {"counted": counted}


def older(work: Work, most: int) -> list[int]:
    """Enrolments that are not counted by the way they are counted now. One statement for each programme, until there are enough."""
    programmes = work.session.scalars(select(Enrolment.programme).distinct()).all()
    ids: list[int] = []
    for programme in sorted(programmes):
        statement = (
            select(Enrolment.id)
            .outerjoin(Contribution, Contribution.enrolment_id == Enrolment.id)
            .where(
                Enrolment.programme == programme,
                Contribution.counted_with.is_distinct_from(way_of_counting(work, programme)),
            )
            .order_by(Enrolment.id)
            .limit(most - len(ids))
        )
        ids += work.session.scalars(statement)
        if len(ids) >= most:
            break
    return ids
