"""Every night the sums of benefits are compared, as ``varde benefits check`` does it: the clock begins, and workers go on.

Each job compares one programme, or recounts some thousand enrolments, in units of work of its own, and writes down the next one.
What is wrong with an enrolment may have happened that very moment, so it is looked at once more in the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import select

from varde.benefits.counting.checked import LONGEST, note_check
from varde.benefits.counting.checking import (
    MOST,
    counted_programmes,
    faults_of_enrolments,
    faults_of_handed_over,
    faults_of_sums,
    one_snapshot,
)
from varde.benefits.counting.models import CellCheck
from varde.kernel.jobs import Job, Outbox, job
from varde.kernel.work import Platform, Work

NIGHT = (time(2), time(5))
BATCHES = 10
"""So many batches of enrolments in one job, which is done in less than the lease of a job that runs outside a transaction."""
LATER = timedelta(minutes=10)
"""After which whatever happened while it was compared is counted."""
MANY_DIFFER = (
    f"More than {MOST} enrolments add something else now, too many to look at again. Run: varde benefits check"
)


def begin_to_check(work: Work) -> bool:
    """From two to five, write down that the sums are to be compared, once a night. Two statements at night, none by day."""
    began = _night(work)
    if began is None:
        return False
    checked = work.session.scalar(select(CellCheck.at).order_by(CellCheck.id.desc()).limit(1))
    return (checked is None or checked < began) and begin_tonight(work, check_sums_tonight)


def begin_tonight(work: Work, of: Job) -> bool:
    """From two to five, write a job down, once a night. One statement at night, none by day."""
    began = _night(work)
    if began is None:
        return False
    asked = select(Outbox.id).where(Outbox.job == of.name, Outbox.created_at >= began).limit(1)
    if work.session.scalar(asked) is not None:
        return False
    work.enqueue(of)
    return True


def _night(work: Work) -> datetime | None:
    """When this night's work began; None by day."""
    local = work.now.astimezone(work.zone)
    if not NIGHT[0] <= local.time() < NIGHT[1]:
        return None
    return datetime.combine(local.date(), NIGHT[0], work.zone)


@job("benefits.check_sums", outside=True)
def check_sums_tonight(platform: Platform, compared: str = "", faults: int = 0, first: str = "") -> None:
    """Compare the sums of the next programme, by key, with what was added; when there is none more, begin with the enrolments."""
    with platform.work() as work:
        one_snapshot(work)
        programme = next((key for key in counted_programmes(work) if key > compared), None)
        sentences = islice(faults_of_sums(work, programme) if programme else faults_of_handed_over(work), MOST)
        said = list(sentences)
    with platform.work() as work:
        named = first or next(iter(said), "")[:LONGEST]
        if programme is not None:
            work.enqueue(check_sums_tonight, compared=programme, faults=faults + len(said), first=named)
        else:
            work.enqueue(check_enrolments_tonight, faults=faults + len(said), first=named)


@job("benefits.check_enrolments", outside=True)
def check_enrolments_tonight(
    platform: Platform, last: int = 0, enrolments: int = 0, faults: int = 0, first: str = "", again: str = ""
) -> None:
    """Recount the next enrolments after ``last``. ``again`` are those that add something else now, to be looked at once more."""
    looked, otherwise = last, again.split()
    for _ in range(BATCHES):
        batch = _recounted(platform, looked)
        enrolments += len(batch)
        otherwise += [str(number) for number, fault in batch if fault]
        if not batch:
            break
        looked = batch[-1][0]
    beyond = otherwise[MOST:]
    if beyond:  # a lasting fault among these must not be lost where the first ones were but of a moment
        faults, first = faults + len(beyond), first or MANY_DIFFER
    with platform.work() as work:
        so_far: dict[str, Any] = {"enrolments": enrolments, "faults": faults, "first": first}
        so_far["again"] = " ".join(otherwise[:MOST])
        if batch:
            work.enqueue(check_enrolments_tonight, last=looked, **so_far)
        else:
            work.enqueue(note_tonight, after=LATER if otherwise else timedelta(0), **so_far)


@job("benefits.note_check", outside=True)
def note_tonight(platform: Platform, enrolments: int, faults: int, first: str, again: str) -> None:
    """Look once more at those who added something else, and keep what came of it all."""
    sentences = list(_still(platform, again.split()))
    with platform.work() as work:
        said = ([first] if first else []) + sentences
        note_check(work, enrolments, said + [""] * (faults - 1 if first else 0))


def _still(platform: Platform, numbers: list[str]) -> Iterator[str]:
    for number in map(int, numbers):
        batch = _recounted(platform, number - 1, 1)
        yield from (fault for enrolment_id, fault in batch if enrolment_id == number and fault)


def _recounted(platform: Platform, last: int, most: int | None = None) -> list[tuple[int, str]]:
    with platform.work() as work:
        return list(faults_of_enrolments(work, last, most))
