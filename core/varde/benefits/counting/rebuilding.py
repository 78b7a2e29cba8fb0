"""Count again whoever was counted by an older way of counting, or not at all; in batches, beside a running system.

The clock begins it and workers do it, a batch in each job: a clock that counted a nation would remind nobody meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import delete, func, select, tuple_, update

from varde.benefits.counting.adding import add_again
from varde.benefits.counting.alone import nobody_rebuilds, rebuilding_alone
from varde.benefits.counting.checking import counted_programmes, one_snapshot
from varde.benefits.counting.models import CellDelta, Contribution, CountedWay
from varde.benefits.counting.recounting import count_together
from varde.benefits.counting.roller import hold_cells, roll_all
from varde.benefits.counting.way import way_of_counting
from varde.enrolments.models import Enrolment, Offering
from varde.kernel.db import as_varde_error
from varde.kernel.errors import Conflict
from varde.kernel.jobs import Outbox, job
from varde.kernel.work import Platform, Work

BATCH = 500
ATTEMPTS = 5
LOOKED_WITHIN = timedelta(days=1)
OLDER = ""
"""What no way of counting is called."""
ADDED_AGAIN = "*"
"""What no programme is called: its row says that the sums of every place are to be made anew of what each enrolment has added."""
T = TypeVar("T")


class Reached(NamedTuple):
    """How far a count has come: organisation after organisation, and in each by enrolment. It starts at none."""

    organisation_id: int = 0
    enrolment_id: int = 0


BEGINNING = Reached()


def count_older(platform: Platform) -> int:
    """Count all of them, programme by programme. Returns how many."""
    with platform.work() as work:
        programmes = _programmes(work)
    counted = 0
    for programme in programmes:
        reached: Reached | None = BEGINNING
        while reached is not None:
            batch = _again(platform, lambda work, after=reached, of=programme: _batch(work, of, after))  # type: ignore[misc]
            counted += batch.counted
            reached = batch.reached
    return counted


def rebuild_all(platform: Platform, *, everybody: bool = False) -> dict[str, Any]:
    """The same, and what is counted is added up at once. ``everybody``: also who was counted by this very way, and the sums of
    every place are made anew of what each has added. Until all is done it is said of every programme that it is counted again;
    where this is killed the clock has workers go on, with the counting and with the sums.

    :raises BadUsage: another is at it.
    """
    with rebuilding_alone(platform):
        with platform.work() as work:
            programmes = _programmes(work)
            if everybody:
                work.session.execute(update(Contribution).values(counted_with=OLDER))
                _note(work, {ADDED_AGAIN: OLDER})
            _note(work, dict.fromkeys(programmes, OLDER))
        counted = count_older(platform)
        if everybody:
            _again(platform, _add_again)
        roll_all(platform)
        with platform.work() as work:
            for programme in programmes:
                _note_if_all(work, programme)
    return {"counted": counted}


@job("benefits.count_older")
def count_more(work: Work, programme: str, organisation_id: int = 0, enrolment_id: int = 0) -> None:
    """Count a batch of a programme, after what was reached, and the next one in a job of its own, until there is nobody more. While
    a command counts everybody again it does so instead."""
    if not nobody_rebuilds(work):
        return
    reached = _batch(work, programme, Reached(organisation_id, enrolment_id)).reached
    if reached is not None:
        work.enqueue(count_more, programme=programme, **reached._asdict())
    else:
        _note_if_all(work, programme)


@job("benefits.add_again", outside=True)
def add_sums_again(platform: Platform) -> None:
    """Make the sums of every place anew, which a command that counted everybody again was killed before it had done."""
    with platform.work() as work:
        is_left = nobody_rebuilds(work) and work.session.get(CountedWay, ADDED_AGAIN) is not None
    if is_left:
        _again(platform, _add_again)


_IS_OPEN = (Outbox.job == count_more.name, Outbox.done_at.is_(None), Outbox.failed_at.is_(None))


class HowCounted(NamedTuple):
    """``until`` when all that was counted is in the figures, and whether people are being counted ``again``: until that is done
    some may be missing."""

    until: datetime
    again: bool


def how_counted(work: Work, programme: str) -> HowCounted:
    """Of a programme. One statement."""
    waits = func.coalesce(select(func.min(CellDelta.at)).scalar_subquery(), work.now)
    again = select(Outbox.id).where(*_IS_OPEN, Outbox.arguments["programme"].as_string() == programme).exists()
    way = select(CountedWay.way).where(CountedWay.programme == programme).scalar_subquery()
    oldest, is_again, counted_by = work.session.execute(select(waits, again, way)).one()
    is_older = counted_by is not None and counted_by != way_of_counting(work, programme)
    return HowCounted(min(oldest, work.now), bool(is_again) or is_older)


def begin_to_count(work: Work) -> int:
    """Write down that each programme with anybody to count is to be counted, unless it is under way, and that sums are to be made
    anew where that was left undone. Returns how many programmes. Whether there is anybody is looked for when the way of counting is
    another than it was, and once a day; never while a command counts everybody. Three statements, and two or three for each
    programme that is looked at."""
    if not nobody_rebuilds(work):
        return 0
    open_jobs = work.session.scalars(select(Outbox.arguments).where(*_IS_OPEN))
    under_way = {arguments["programme"] for arguments in open_jobs}
    known = {row.programme: row for row in work.session.scalars(select(CountedWay))}
    if known.pop(ADDED_AGAIN, None) is not None:
        work.enqueue_once(add_sums_again.name)
    offered = work.session.scalars(select(Offering.programme).distinct())
    begun = 0
    for programme in sorted({*offered, *known} - under_way):
        way, looked = way_of_counting(work, programme), known.get(programme)
        if looked is not None and looked.way == way and looked.at > work.now - LOOKED_WITHIN:
            continue
        if not _note_if_all(work, programme):
            work.enqueue(count_more, programme=programme)
            begun += 1
    return begun


def _note_if_all(work: Work, programme: str) -> bool:
    """Remember that all of a programme are counted by this way, if they are: somebody may have been moved to where the count had
    passed already. Returns whether it was. Two statements."""
    if older(work, programme, 1):
        return False
    _note(work, {programme: way_of_counting(work, programme)})
    return True


def _note(work: Work, ways: Mapping[str, str]) -> None:
    """Remember that all of these programmes are counted by these ways."""
    for programme, way in ways.items():
        work.session.merge(CountedWay(programme=programme, way=way, at=work.now))


def _programmes(work: Work) -> list[str]:
    return sorted(work.session.scalars(select(Enrolment.programme).distinct()))


class _Batch(NamedTuple):
    counted: int
    reached: Reached | None


def _batch(work: Work, programme: str, after: Reached) -> _Batch:
    rows = older(work, programme, BATCH, after)
    count_together(work, programme, [row.enrolment_id for row in rows])
    return _Batch(len(rows), rows[-1] if rows else None)


def older(work: Work, programme: str, most: int, after: Reached = BEGINNING) -> list[Reached]:
    """Enrolments after ``after`` that are not counted by the way they are counted now, of one organisation after another. One
    statement: a walk along an index, so that all batches together pass everybody once."""
    statement = (
        select(Enrolment.organisation_id, Enrolment.id)
        .outerjoin(Contribution, Contribution.enrolment_id == Enrolment.id)
        .where(
            Enrolment.programme == programme,
            tuple_(Enrolment.organisation_id, Enrolment.id) > after,
            Contribution.counted_with.is_distinct_from(way_of_counting(work, programme)),
        )
        .order_by(Enrolment.organisation_id, Enrolment.id)
        .limit(most)
    )
    return [Reached(*row) for row in work.session.execute(statement)]


def _add_again(work: Work) -> None:
    one_snapshot(work)
    hold_cells(work)
    add_again(work, counted_programmes(work))
    work.session.execute(delete(CountedWay).where(CountedWay.programme == ADDED_AGAIN))


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
