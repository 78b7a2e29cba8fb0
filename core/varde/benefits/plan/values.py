"""What a programme may propose for a benefits plan, and the words a plan is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from varde.kernel.words import Text

Category = Literal["quality", "saved_time", "avoided_cost"]
Receiver = Literal["patient", "relative", "staff", "service", "society"]
PlannedFigure = Literal["", "responders", "responders_answered", "mean", "heaviest", "started", "waiting"]
CATEGORIES: tuple[str, ...] = get_args(Category)
"""The three kinds of the national programme for welfare technology and of KS."""
RECEIVERS: tuple[str, ...] = get_args(Receiver)
FIGURES: tuple[str, ...] = get_args(PlannedFigure)
OF_NO_MEASURE = ("", "started", "waiting")
"""Figures that name no measure: a series that is written by hand, how many started, and the wait."""
STATUSES = ("planned", "measuring", "realised", "partly", "not_realised", "dropped")
INTERVALS = (1, 3, 6, 12)
"""How many months there may be between two measurements."""
REMINDS = "plan-due"
"""What stands on the agenda of a place that has a plan."""
POINTS = ("precondition", "action", "disbenefit", "risk")
SIDES = ("without", "with")
WHERE = ("clinic", "home", "none")
"""Where a step of a pathway is taken: at the hospital or the GP, at home, or not agreed and not known."""
VOICES = ("quote", "finding")
ASSUMPTIONS = ("people", "visits", "visit_cost", "km", "hours", "car_share", "co2", "cost")
"""What estimates are made of, in the order of the page."""


@dataclass(frozen=True, slots=True)
class BenefitProposal:
    """A benefit that a programme proposes for its plans. A manager adopts it with one press, and it is hers from then on.

    ``goal`` is what it serves, ``benefit`` what becomes better, of which ``category``, ``receiver`` for whom. ``indicator`` says in
    words what is measured. With a ``figure`` its value is read from the programme's own figures: of the ``measure`` named, at
    ``occasion`` (``responders`` of all who started, ``responders_answered`` of those who answered twice, ``mean`` afterwards,
    ``heaviest`` share of the heaviest step), or of no measure, ``started`` and ``waiting``. Without one the value is written by
    hand, in ``unit``, and ``lower_better`` says which way is better. ``target`` is a suggestion in words, None where there is
    no ground for one: the target is the place's own, as its baseline is. ``source`` says whose goal and whose proposal it is;
    both stand beside it until it is adopted."""

    key: str
    programme: str
    goal: Text
    benefit: Text
    category: Category
    receiver: Receiver
    indicator: Text
    source: Text
    figure: PlannedFigure = ""
    measure: str = ""
    occasion: str = ""
    unit: Text | None = None
    lower_better: bool = False
    target: Text | None = None


def own_proposal_faults(proposal: BenefitProposal) -> Iterator[str]:
    """What is wrong with a proposal by itself, one sentence each."""
    for name in ("goal", "benefit", "indicator", "source"):
        if lacking := getattr(proposal, name).missing():
            yield f"{name} lacks {' and '.join(lacking)}."
    if proposal.category not in CATEGORIES:
        yield f"category is {proposal.category}; known are {', '.join(CATEGORIES)}."
    if proposal.receiver not in RECEIVERS:
        yield f"receiver is {proposal.receiver}; known are {', '.join(RECEIVERS)}."
    if proposal.figure not in FIGURES:
        yield f"figure is {proposal.figure}; known are {', '.join(FIGURES[1:])}."
    elif bool(proposal.measure) is (proposal.figure in OF_NO_MEASURE):
        yield f"the figure “{proposal.figure}” {'names no measure' if proposal.measure else 'needs a measure'}."
