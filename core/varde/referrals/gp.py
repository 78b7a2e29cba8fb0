"""The GP whom a patient names, and whether the clinic may inform her: the patient's own word, and hers to change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import remember
from varde.kernel.work import Work
from varde.referrals.events import GpConsentChanged
from varde.referrals.models import NamedGp

LONGEST_GP = 120


@dataclass(frozen=True, slots=True)
class GpView:
    """Who the GP is, in the patient's words ("" when she has not said), and whether she may be informed."""

    name: str
    may_inform: bool


def name_gp(work: Work, by_id: int, enrolment: Enrolment, name: str, *, may_inform: bool) -> None:
    """Keep what the patient says of her GP; each change stands in the history. Nobody is informed without a name."""
    row, said = work.session.get(NamedGp, enrolment.id), name.strip()[:LONGEST_GP]
    allowed = may_inform and bool(said)
    if row is None:
        if not said:
            return
        row = work.add(NamedGp(enrolment_id=enrolment.id, may_inform=False))
        row.name = ""
    if (row.name, row.may_inform) == (said, allowed):
        return
    changed = row.may_inform != allowed
    row.name, row.may_inform, row.said_at = said, allowed, work.now
    work.session.flush()
    if changed:
        remember(work, enrolment, "gp_allowed" if allowed else "gp_not_allowed", by_id)
        work.publish(GpConsentChanged(enrolment.id, int(allowed)))


def gps_of(work: Work, enrolments: Collection[int]) -> dict[int, GpView]:
    """The same of each of these enrolments. One statement."""
    rows = work.session.scalars(select(NamedGp).where(NamedGp.enrolment_id.in_(enrolments)))
    known = {row.enrolment_id: GpView(row.name, row.may_inform) for row in rows}
    return {each: known.get(each, GpView("", may_inform=False)) for each in enrolments}


def gp_of(work: Work, enrolment_id: int) -> GpView:
    """What the patient has said of her GP. One statement."""
    row = work.session.get(NamedGp, enrolment_id)
    return GpView(row.name, row.may_inform) if row is not None else GpView("", may_inform=False)
