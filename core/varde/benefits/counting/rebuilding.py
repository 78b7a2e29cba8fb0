"""Count again whoever was counted by an older way of counting, or not at all; in batches, beside a running system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import delete, select, update

from varde.benefits.counting.checking import one_snapshot, sums_of_contributions
from varde.benefits.counting.models import Cell, Contribution
from varde.benefits.counting.recounting import count_together
from varde.benefits.counting.roller import add_to_cells, hold_cells, roll_all
from varde.benefits.counting.way import way_of_counting
from varde.enrolments.models import Enrolment
from varde.kernel.db import as_varde_error
from varde.kernel.errors import Conflict
from varde.kernel.work import Platform, Work

BATCH = 500
ATTEMPTS = 5
OLDER = ""
"""What no way of counting is called."""
T = TypeVar("T")


def count_older(platform: Platform) -> int:
    """Count all of them, programme by programme. Returns how many."""
    with platform.work() as work:
        programmes = sorted(work.session.scalars(select(Enrolment.programme).distinct()))
    counted = 0
    for programme in programmes:
        while ids := _again(platform, lambda work, programme=programme: _batch(work, programme)):  # type: ignore[misc]
            counted += len(ids)
    return counted


def rebuild_all(platform: Platform, *, everybody: bool = False) -> dict[str, Any]:
    """The same, and what is counted is added up at once. ``everybody``: also who was counted by this very way, and the sums of
    every place are made anew of what each has added."""
    if everybody:
        with platform.work() as work:
            work.session.execute(update(Contribution).values(counted_with=OLDER))
    counted = count_older(platform)
    if everybody:
        _again(platform, _add_again)
    roll_all(platform)
    return {"counted": counted}


def _batch(work: Work, programme: str) -> list[int]:
    ids = older(work, programme, BATCH)
    count_together(work, programme, ids)
    return ids


def older(work: Work, programme: str, most: int) -> list[int]:
    """Enrolments that are not counted by the way they are counted now, of one organisation after another. One statement."""
    return list(
        work.session.scalars(
            select(Enrolment.id)
            .outerjoin(Contribution, Contribution.enrolment_id == Enrolment.id)
            .where(
                Enrolment.programme == programme,
                Contribution.counted_with.is_distinct_from(way_of_counting(work, programme)),
            )
            .order_by(Enrolment.organisation_id, Enrolment.id)
            .limit(most)
        )
    )


def _add_again(work: Work) -> None:
    one_snapshot(work)
    hold_cells(work)
    rows = sums_of_contributions(work)
    work.session.execute(delete(Cell))
    add_to_cells(work.session, rows)


def _again(platform: Platform, act: Callable[[Work], T]) -> T:
    """Do it in a unit of work, and once more where another was there first."""
    for attempt in range(ATTEMPTS):
        try:
            with platform.work() as work:
                return act(work)
        except Exception as fault:
            if attempt == ATTEMPTS - 1 or not isinstance(as_varde_error(fault), Conflict):
                raise
    raise AssertionError("unreachable")
