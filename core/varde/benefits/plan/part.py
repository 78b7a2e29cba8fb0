"""Benefits plans, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Keyed, Kind, Part, PersonalData, Retention, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener


def kinds() -> Sequence[Kind]:
    from varde.benefits.plan.check import check_proposals
    from varde.benefits.plan.values import BenefitProposal

    return (Kind(BenefitProposal, check_proposals),)


def agenda_handlers() -> Sequence[Keyed]:
    from varde.benefits.plan.reminders import REMINDER

    return (REMINDER,)


def tables() -> Tables:
    from varde.benefits.plan.models import (
        BenefitsPlan,
        PathwayStep,
        PlanAssumption,
        PlanChange,
        PlannedBenefit,
        PlanPoint,
        PlanValue,
        PlanVoice,
    )

    return Tables(
        (BenefitsPlan, PlannedBenefit, PlanPoint, PlanValue, PlanVoice, PathwayStep, PlanAssumption, PlanChange)
    )


def listeners() -> Sequence[Listener]:
    from varde.benefits.plan.voices import LISTENERS

    return LISTENERS


PART = Part(
    key="benefits_plan",
    kinds=kinds,
    tables=tables,
    agenda_handlers=agenda_handlers,
    listeners=listeners,
    personal_data=(
        PersonalData("benefits_plan", (), "nobody"),
        # What an organisation has planned outlives whoever owns it, and says who that was.
        PersonalData("planned_benefit", ("owner_id=person.id",), "log"),
        PersonalData("plan_point", (), "nobody"),
        PersonalData("plan_value", (), "nobody"),
        # A quote has the number of a consent and no way to whoever said it: it goes when she says no, or is erased; a manager takes
        # away what was consented to on paper.
        PersonalData(
            "plan_voice",
            (),
            "nobody",
            retention=Retention("plan_voice", "until the consent is withdrawn", "Varde's own: benefits/plan/voices.py"),
        ),
        PersonalData("pathway_step", (), "nobody"),
        PersonalData("plan_assumption", (), "nobody"),
        # A change outlives the member of the staff who made it, so that it has her number and no foreign key.
        PersonalData("plan_change", ("by_id=person.id",), "log"),
    ),
)
