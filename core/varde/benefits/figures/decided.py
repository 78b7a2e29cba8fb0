"""Which periods of a place are told apart, decided once a month and kept: page, file, report and command read the same.

What was told together before is never told apart afterwards: else two readings, some weeks apart, would give a few away that
neither of them does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import select

from varde.benefits.figures.models import DecidedPeriods
from varde.benefits.figures.periods import Stretch
from varde.benefits.figures.places import ProgrammePlace
from varde.kernel.db import add_missing
from varde.kernel.work import Work


def decided_periods(
    work: Work, place: ProgrammePlace, decide: Callable[..., tuple[Stretch, ...]]
) -> tuple[Stretch, ...]:
    """The stretches of months of a place, as this month's decision has them; whoever looks first in a month makes it. One
    statement, and one more for who makes it. ``decide`` is given ``cuts``, the last months of the stretches that there were.

    People may have come or gone since: a stretch that would give a few away now is told together with the next one.
    """
    cut = work.today.strftime("%Y-%m")
    seen_from = min(id_ for id_, above in place.above.items() if above is None)
    at = {"organisation_id": place.organisation.id, "seen_from_id": seen_from, "programme": place.programme.key}
    latest = select(DecidedPeriods.cut, DecidedPeriods.ends).filter_by(**at).where(DecidedPeriods.cut <= cut)
    stored = work.session.execute(latest.order_by(DecidedPeriods.cut.desc()).limit(1)).first()
    before: Collection[str] | None = stored.ends.split() if stored is not None else None
    periods = decide(cuts=before)
    if periods and (stored is None or stored.cut != cut):
        ends = " ".join(each.last for each in periods)
        add_missing(
            work.session, DecidedPeriods, [{**at, "cut": cut, "ends": ends}]
        )  # of two who decide at once one does
    return periods
