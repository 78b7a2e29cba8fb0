"""What follows from the assumptions of a plan: travel, consultations and cost, each low, base and high.

Formulas: visits avoided = people x visits; km = visits x 2 x km one way; hours = visits x 2 x hours one way; kg CO2e = km x share
that drives x factor; value = visits x cost of a visit; net = value - cost. An avoided visit counts only where it would have taken
place, which is what the assumption about visits states. Hours of travel are the patients' own and are never added to the value of
a visit: the same hour counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from varde.benefits.plan import words
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class Spread:
    """A low, a base and a high value, low first."""

    low: float
    base: float
    high: float

    def times(self, factor: Spread) -> Spread:
        """The product of two, neither below 0."""
        return Spread(self.low * factor.low, self.base * factor.base, self.high * factor.high)

    def less(self, taken_off: Spread) -> Spread:
        """What is left: at the lowest when this is low and that is high."""
        return Spread(self.low - taken_off.high, self.base - taken_off.base, self.high - taken_off.low)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One thing that is worked out. ``spread`` is None when an assumption is missing, and ``missing`` are the keys of those."""

    key: str
    spread: Spread | None
    missing: tuple[str, ...] = ()


BOTH_WAYS = Spread(2, 2, 2)
NEEDS: Mapping[str, tuple[str, ...]] = {
    "visits_avoided": ("people", "visits"),
    "km_saved": ("people", "visits", "km"),
    "hours_saved": ("people", "visits", "hours"),
    "co2_saved": ("people", "visits", "km", "car_share", "co2"),
    "value": ("people", "visits", "visit_cost"),
    "net": ("people", "visits", "visit_cost", "cost"),
}
"""What each estimate is made of."""


def estimates(assumed: Mapping[str, Spread]) -> tuple[Estimate, ...]:
    """Every estimate that somebody has begun on: at least one of its own assumptions is there. Unknown where any is missing."""
    return tuple(_estimates(assumed))


def _estimates(assumed: Mapping[str, Spread]) -> Iterator[Estimate]:
    for key, needs in NEEDS.items():
        missing = tuple(need for need in needs if need not in assumed)
        if needs[-1] in missing:
            continue
        yield Estimate(key, None if missing else _worked_out(key, assumed), missing)


def _worked_out(key: str, assumed: Mapping[str, Spread]) -> Spread:
    visits = assumed["people"].times(assumed["visits"])
    if key == "visits_avoided":
        return visits
    if key in ("value", "net"):
        value = visits.times(assumed["visit_cost"])
        return value if key == "value" else value.less(assumed["cost"])
    there_and_back = visits.times(BOTH_WAYS)
    if key == "hours_saved":
        return there_and_back.times(assumed["hours"])
    km = there_and_back.times(assumed["km"])
    return km if key == "km_saved" else km.times(assumed["car_share"]).times(assumed["co2"])


def assumption_faults(key: str, spread: Spread, source: str, owner: str) -> Iterator[tuple[str, Text]]:
    """What is wrong with an assumption: the control, and one sentence."""
    if spread.low < 0:
        yield "low", words.BELOW_ZERO
    if not spread.low <= spread.base <= spread.high:
        yield "base", words.NOT_IN_ORDER
    if key == "car_share" and spread.high > 1:
        yield "high", words.SHARE_ABOVE_ONE
    if not source:
        yield "assumption_source", words.SOURCE_MISSING
    if not owner:
        yield "assumption_owner", words.OWNER_MISSING
