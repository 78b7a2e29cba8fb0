"""The quality of what clinicians refer, counted: how many came back for more, how many of those were completed, and how long both
took. Counts of many, and nobody's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from varde.enrolments.models import Enrolment, Referral
from varde.kernel.work import Work
from varde.referrals.models import MoreAsked
from varde.scheduling.rules import working_days


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one programme: ``sent`` by clinicians, ``returned`` to whoever sent it for more, ``completed`` by her, ``answered`` by the
    clinic. ``days_to_complete`` and ``days_to_answer`` are medians in working days; None of nobody."""

    sent: int
    returned: int
    completed: int
    answered: int
    days_to_complete: float | None
    days_to_answer: float | None


@dataclass(slots=True)
class _Counted:
    sent: set[int] = field(default_factory=set)
    returned: set[int] = field(default_factory=set)
    completing: dict[int, int] = field(default_factory=dict)
    answering: dict[int, int] = field(default_factory=dict)


Row = tuple[str, int, datetime, datetime | None, datetime | None, datetime | None]
"""Programme, enrolment, when it came, when it was decided, when more was asked of the referrer, when she answered."""


def counted(rows: Iterable[Row], zone: ZoneInfo) -> dict[str, Quality]:
    """By programme. Days are working days after the first day, so that the same day is none."""
    by_programme: dict[str, _Counted] = defaultdict(_Counted)
    for programme, enrolment, came, decided, asked, completed in rows:
        counts = by_programme[programme]
        counts.sent.add(enrolment)
        if decided is not None:
            counts.answering[enrolment] = _days(came, decided, zone)
        if asked is not None:
            counts.returned.add(enrolment)
        if asked is not None and completed is not None:
            counts.completing[enrolment] = _days(asked, completed, zone)
    return {programme: _quality(counts) for programme, counts in sorted(by_programme.items())}


def _quality(counts: _Counted) -> Quality:
    return Quality(
        len(counts.sent),
        len(counts.returned),
        len(counts.completing),
        len(counts.answering),
        float(median(counts.completing.values())) if counts.completing else None,
        float(median(counts.answering.values())) if counts.answering else None,
    )


def _days(begin: datetime, end: datetime, zone: ZoneInfo) -> int:
    first, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
    return len(working_days(first, last))


def year_before(today: date) -> tuple[date, date]:
    """The twelve whole months before this one: the first day, and the first day after. Within a month the figures stand still, so
    that nobody learns of one person from two looks."""
    return date(today.year - 1, today.month, 1), date(today.year, today.month, 1)


def quality_of(
    work: Work, organisation_ids: Collection[int], programme: str, since: date, until: date
) -> Quality | None:
    """What clinicians referred to this programme of these organisations from ``since`` to the day before ``until``; None when
    nothing. One statement."""
    rows: Any = work.session.execute(
        select(
            Enrolment.programme,
            Enrolment.id,
            Enrolment.referred_at,
            Enrolment.decided_at,
            MoreAsked.asked_at,
            MoreAsked.answered_at,
        )
        .join(Referral, Referral.enrolment_id == Enrolment.id)
        .outerjoin(MoreAsked, and_(MoreAsked.enrolment_id == Enrolment.id, MoreAsked.of == "referrer"))
        .where(
            Enrolment.organisation_id.in_(organisation_ids),
            Referral.source == "clinician",
            Enrolment.programme == programme,
            Enrolment.referred_at >= datetime(since.year, since.month, since.day, tzinfo=work.zone),
            Enrolment.referred_at < datetime(until.year, until.month, until.day, tzinfo=work.zone),
        )
        .order_by(MoreAsked.id)
    )
    return counted(rows, work.zone).get(programme)
