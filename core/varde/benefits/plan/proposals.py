"""What a programme proposes for its plans, and how a manager makes it hers."""

from __future__ import annotations

from collections.abc import Collection

from varde.benefits.plan.errors import NoSuchBenefit
from varde.benefits.plan.models import BenefitsPlan, PlannedBenefit
from varde.benefits.plan.reading import Indicator, LinkableFigure
from varde.benefits.plan.rules import BenefitFacts
from varde.benefits.plan.service import keep_benefit
from varde.benefits.plan.values import BenefitProposal
from varde.identity.service import Actor
from varde.kernel.work import Work


def proposals_for(work: Work, programme: str, adopted: Collection[str]) -> list[BenefitProposal]:
    """What the programme proposes and nobody has adopted here, by key."""
    proposals = work.catalogue.all(BenefitProposal)
    return [each for key, each in proposals.items() if each.programme == programme and key not in adopted]


def proposal_of(work: Work, programme: str, key: str) -> BenefitProposal:
    """:raises NoSuchBenefit: this programme proposes no such benefit."""
    proposal = work.catalogue.all(BenefitProposal).get(key)
    if proposal is None or proposal.programme != programme:
        raise NoSuchBenefit()
    return proposal


def adopt(
    work: Work,
    actor: Actor,
    plan: BenefitsPlan,
    proposal: BenefitProposal,
    figures: Collection[LinkableFigure],
    language: str,
    fewest: int,
) -> PlannedBenefit:
    """The proposal becomes a benefit of the plan in the manager's language, and she owns it until she says who does. It has no
    baseline and no target: these are the place's own."""
    reads = Indicator(proposal.figure, proposal.measure, proposal.occasion)
    linked = next((each for each in figures if each.indicator == reads), None)
    facts = BenefitFacts(
        goal=proposal.goal.to(language),
        title=proposal.benefit.to(language),
        category=proposal.category,
        receiver=proposal.receiver,
        indicator=proposal.indicator.to(language),
        figure=proposal.figure,
        measure=proposal.measure,
        occasion=proposal.occasion,
        unit=proposal.unit.to(language) if proposal.unit is not None and not proposal.figure else "",
        lower_better=linked.lower_better if linked is not None else proposal.lower_better,
        owner_id=actor.person_id,
    )
    return keep_benefit(work, actor, plan, None, facts, fewest=fewest, proposal=proposal.key)
