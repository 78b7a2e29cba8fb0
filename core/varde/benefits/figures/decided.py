"""Which settled months of a place are told apart, decided once and kept for every reader: page, file, report and command read it.

What was told together before is never told apart afterwards: else two readings, some weeks apart or of two readers, would give a
few away that neither of them does.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, literal, select, true, update

from varde.benefits.figures.models import DecidedPeriods
from varde.benefits.figures.places import ProgrammePlace
from varde.identity.models import Organisation
from varde.identity.settings import OrganisationSettings
from varde.kernel.db import add_missing
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """The newest decision about a place: the month it was made in (``cut``) and the last months of its stretches; None where
    nothing is decided yet. ``fewest`` is the fewest people that any organisation lets be shown: what holds for every reader."""

    fewest: int
    cut: str | None
    ends: tuple[str, ...] | None


def decided_before(work: Work, place: ProgrammePlace) -> DecidedBefore:
    """Whoever reads it. One statement."""
    fewest = select(func.max(Organisation.details["fewest_shown"].as_integer())).scalar_subquery()
    newest = select(DecidedPeriods.cut, DecidedPeriods.ends).filter_by(
        organisation_id=place.organisation.id, programme=place.programme.key
    )
    newest = newest.where(DecidedPeriods.cut <= _this_month(work)).order_by(DecidedPeriods.cut.desc()).limit(1)
    stored = newest.subquery()
    row = work.session.execute(
        select(fewest, stored.c.cut, stored.c.ends).select_from(select(literal(1)).subquery().outerjoin(stored, true()))
    ).one()
    usual = OrganisationSettings().fewest_shown
    return DecidedBefore(max(row[0] or usual, usual), row.cut, None if row.ends is None else tuple(row.ends.split()))


def keep_decision(work: Work, place: ProgrammePlace, before: DecidedBefore, ends: tuple[str, ...]) -> tuple[str, ...]:
    """Keep these last months of stretches as this month's decision, and return those that stand: of two who decide at once, those
    of the first. No statement where it is so already, else one or two.

    People may have come or gone since it was made: a stretch that would give a few away now is told together with the next one, and
    stays so.
    """
    if not ends or before.ends == ends:
        return ends
    of = {"organisation_id": place.organisation.id, "programme": place.programme.key, "cut": _this_month(work)}
    kept = " ".join(ends)
    if before.cut == of["cut"] and before.ends is not None:
        as_read = update(DecidedPeriods).filter_by(**of, ends=" ".join(before.ends)).values(ends=kept)
        if work.session.execute(as_read.returning(DecidedPeriods.cut)).all():
            return ends
    else:
        add_missing(work.session, DecidedPeriods, [{**of, "ends": kept}])
    return decided_before(work, place).ends or ()


def _this_month(work: Work) -> str:
    return work.today.strftime("%Y-%m")
