"""What the estimates of a plan rest on: each an object that somebody answers for."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from varde.benefits.plan.estimates import Spread, assumption_faults
from varde.benefits.plan.models import BenefitsPlan, PlanAssumption
from varde.benefits.plan.service import hold_plan, note_change, refuse_faults
from varde.benefits.plan.values import ASSUMPTIONS
from varde.identity.service import Actor
from varde.kernel.work import Work


def assumptions_of(work: Work, plan_id: int) -> list[PlanAssumption]:
    """In the order of the page. One statement."""
    rows = work.session.scalars(select(PlanAssumption).where(PlanAssumption.plan_id == plan_id))
    return sorted(rows, key=lambda row: ASSUMPTIONS.index(row.key))


def spread_of(row: PlanAssumption) -> Spread:
    """Its three values."""
    return Spread(row.low, row.base, row.high)


def keep_assumption(
    work: Work, actor: Actor, plan: BenefitsPlan, key: str, spread: Spread, owner: str, source: str, assessed_on: date
) -> None:
    """Write down what is assumed, over what stood there; the history has both.

    :raises PlanRefused: nothing is stored.
    """
    refuse_faults(assumption_faults(key, spread, source, owner))
    hold_plan(work, plan)
    row = work.session.get(PlanAssumption, (plan.id, key))
    before = [row.low, row.base, row.high] if row is not None else None
    if row is None:
        row = work.add(PlanAssumption(plan_id=plan.id, key=key))
    row.low, row.base, row.high = spread.low, spread.base, spread.high
    row.owner, row.source, row.assessed_on = owner, source, assessed_on
    after = [spread.low, spread.base, spread.high]
    note_change(work, actor, plan, None, "assumption", before, after, about=key)
