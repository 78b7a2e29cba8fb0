"""The way through treatment without and with the digital part, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from varde.benefits.plan.models import BenefitsPlan, PathwayStep
from varde.benefits.plan.service import hold_plan, note_change
from varde.benefits.plan.values import SIDES
from varde.identity.service import Actor
from varde.kernel.work import Work

MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step: ``where`` is clinic, home or none; ``detail`` is a line about it."""

    where: str
    title: str
    detail: str = ""


def pathways_of(work: Work, plan_id: int) -> dict[str, tuple[StepTaken, ...]]:
    """The steps of each side that has any. One statement."""
    steps: dict[str, list[StepTaken]] = {}
    rows = work.session.scalars(select(PathwayStep).where(PathwayStep.plan_id == plan_id).order_by(PathwayStep.place))
    for row in rows:
        steps.setdefault(row.side, []).append(StepTaken(row.takes_place, row.title, row.detail))
    return {side: tuple(steps[side]) for side in SIDES if side in steps}


def draw_pathways(
    work: Work, actor: Actor, plan: BenefitsPlan, sides: Mapping[str, Sequence[StepTaken]], note: str
) -> None:
    """Both ways as they are from now on; ``note`` says who drew them and when."""
    hold_plan(work, plan)
    before = pathways_of(work, plan.id)
    for side in SIDES:
        steps, stood = tuple(sides.get(side, ())), before.get(side, ())
        if steps == stood:
            continue
        work.session.execute(delete(PathwayStep).where(PathwayStep.plan_id == plan.id, PathwayStep.side == side))
        for place, step in enumerate(steps, start=1):
            row = PathwayStep(plan_id=plan.id, side=side, place=place, takes_place=step.where)
            row.title, row.detail = step.title, step.detail
            work.add(row)
        was, becomes = (" → ".join(step.title for step in each) for each in (stood, steps))
        note_change(work, actor, plan, None, "pathway", was, becomes, about=side)
    plan.ways_note = note
