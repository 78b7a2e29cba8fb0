"""What has been decided of which months of a place are told, kept for every reader: page, file, report and command read it.

What was told together before is never told apart afterwards, and what was told is told further: else two readings, some weeks apart
or of two readers, would give a few away that neither of them does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update

from varde.benefits.figures.models import DecidedPeriods
from varde.benefits.figures.places import ProgrammePlace
from varde.kernel.db import add_missing
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class DecidedEnds:
    """The newest decision about a place: the month it was made in (``cut``), and the last months of its stretches."""

    cut: str
    ends: tuple[str, ...]


def decided_before(work: Work, place: ProgrammePlace) -> DecidedEnds | None:
    """None where nothing is decided yet. One statement."""
    of = {"organisation_id": place.organisation.id, "programme": place.programme.key}
    newest = select(DecidedPeriods.cut, DecidedPeriods.ends).filter_by(**of).where(DecidedPeriods.cut <= _month(work))
    row = work.session.execute(newest.order_by(DecidedPeriods.cut.desc()).limit(1)).first()
    return None if row is None else DecidedEnds(row.cut, tuple(row.ends.split()))


def told_to(work: Work, programme: str) -> Mapping[int, str]:
    """The last month that is told of each place of which anything is decided. One statement."""
    newest = (
        select(DecidedPeriods.organisation_id, func.max(DecidedPeriods.cut).label("cut"))
        .where(DecidedPeriods.programme == programme, DecidedPeriods.cut <= _month(work))
        .group_by(DecidedPeriods.organisation_id)
        .subquery()
    )
    rows = select(DecidedPeriods.organisation_id, DecidedPeriods.ends).join(
        newest, (DecidedPeriods.organisation_id == newest.c.organisation_id) & (DecidedPeriods.cut == newest.c.cut)
    )
    return {
        row.organisation_id: max(row.ends.split())
        for row in work.session.execute(rows.where(DecidedPeriods.programme == programme))
    }


def keep_decision(work: Work, place: ProgrammePlace, before: DecidedEnds | None, ends: tuple[str, ...]) -> None:
    """Keep these last months of stretches as this month's decision: of two who decide at once, those of the first stand. No
    statement where it is so already, else one.

    People may have come or gone since it was made: a stretch that would give a few away now is told together with the next one, and
    stays so.
    """
    if not ends or (before is not None and before.ends == ends):
        return
    of = {"organisation_id": place.organisation.id, "programme": place.programme.key, "cut": _month(work)}
    kept = " ".join(ends)
    if before is not None and before.cut == of["cut"]:
        work.session.execute(update(DecidedPeriods).filter_by(**of, ends=" ".join(before.ends)).values(ends=kept))
    else:
        add_missing(work.session, DecidedPeriods, [{**of, "ends": kept}])


def _month(work: Work) -> str:
    return work.today.strftime("%Y-%m")
