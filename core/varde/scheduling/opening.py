"""When places are open, as they have said it themselves or as those above them have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, time, timedelta

from sqlalchemy import select

from varde.identity.lines import line_among
from varde.identity.service import with_those_above
from varde.kernel.work import Work
from varde.scheduling.models import ClosedDays, OpeningHours
from varde.scheduling.rules import OpeningTimes

LOOKED_BACK = timedelta(days=180)
"""How long a closing that is over may still be of those since somebody was referred."""


def times_of(work: Work, organisation_id: int) -> OpeningTimes:
    """When this organisation is open. Three statements."""
    return times_at(work, [organisation_id])[organisation_id]


def times_at(work: Work, organisation_ids: Collection[int]) -> dict[int, OpeningTimes]:
    """When each of these organisations is open: the hours of the nearest that has said any, itself first, and the days that it, or
    one above it, is closed, of the last months and to come. Three statements."""
    parents = {row.id: row for row in with_those_above(work, organisation_ids)}
    hours: dict[int, dict[int, tuple[time, time]]] = defaultdict(dict)
    for row in work.session.scalars(select(OpeningHours).where(OpeningHours.organisation_id.in_(parents))):
        hours[row.organisation_id][row.weekday] = time.fromisoformat(row.opens), _closing(row.closes)
    closed: dict[int, list[tuple[date, date]]] = defaultdict(list)
    since = work.today - LOOKED_BACK
    days = select(ClosedDays).where(ClosedDays.organisation_id.in_(parents), ClosedDays.last_day >= since)
    for each in work.session.scalars(days.order_by(ClosedDays.first_day)):
        closed[each.organisation_id].append((each.first_day, each.last_day))
    return {
        organisation_id: OpeningTimes(
            next((hours[each] for each in line if each in hours), {}),
            tuple(days for each in line for days in closed.get(each, ())),
        )
        for organisation_id in organisation_ids
        if (line := [each.id for each in line_among(parents, organisation_id)])
    }


def _closing(written: str) -> time:
    """Midnight is the end of the day, not its beginning."""
    return time.max if written == "24:00" else time.fromisoformat(written)
