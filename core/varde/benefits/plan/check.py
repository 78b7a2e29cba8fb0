"""What is wrong with the benefits that programmes propose, held against the programmes and measures there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from varde.benefits.plan.values import BenefitProposal, own_proposal_faults
from varde.benefits.values import Measure
from varde.kernel.catalogue import Catalogue
from varde.programmes.values import Programme


def check_proposals(proposals: Mapping[str, BenefitProposal], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """The key of a proposal and what is wrong with it."""
    measures = catalogue.all(Measure)
    for key, proposal in proposals.items():
        for fault in own_proposal_faults(proposal):
            yield key, f"benefit proposal {key}: {fault}"
        if proposal.programme not in catalogue.all(Programme):
            yield key, f"benefit proposal {key}: there is no programme {proposal.programme}."
        measure = measures.get(proposal.measure)
        if proposal.measure and (measure is None or measure.programme != proposal.programme):
            yield key, f"benefit proposal {key}: the programme has no measure {proposal.measure}."
        elif measure is not None and proposal.occasion not in measure.follow_up:
            yield key, f"benefit proposal {key}: {proposal.occasion} is no follow-up of {measure.key}."
