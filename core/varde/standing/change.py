"""What a change between two totals of one instrument means: points, response, reliable change.

A gain is always an improvement, whichever way the scale runs. Nobody else compares two totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from varde.instruments.engine import band_of, half_up
from varde.instruments.values import Context, Direction, Instrument, Limit, Operator, ReliableChange, Responder

Verdict = Literal["improved", "unchanged", "deteriorated"]
Way = Literal["better", "worse", "same", ""]

_WAYS: Mapping[Verdict, Way] = {"improved": "better", "deteriorated": "worse", "unchanged": "same"}
DECIMALS = 9
"""Averaged totals carry binary noise: 14 points on IBS-QOL may come out as 13.999999999999993, and are 14 points."""
SHOWN_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Change:
    """How one total (``after``) differs from an earlier one (``before``). ``gain`` is positive when the person is better,
    ``percent`` is of the total before, ``responded`` whether it is a response, and ``band_before`` and ``band_after`` are
    the bands.

    Everything is None that cannot be known: a total is missing, the instrument has no such rule, or it is a
    percentage of 0. ``reliable`` is ``improved``, ``unchanged`` or ``deteriorated``.
    """

    before: float | None
    after: float | None
    gain: float | None
    percent: float | None
    responded: bool | None
    reliable: Verdict | None
    band_before: str | None
    band_after: str | None


@dataclass(frozen=True, slots=True)
class ChangeLimit:
    """From how many points a change counts. ``rule`` is the declared rule that says so, one of
    :data:`varde.instruments.values.PROPOSABLE`; ``proposed``: a clinical owner has not confirmed it."""

    points: float
    operator: Literal[">=", ">"]
    rule: Literal["worsening", "reliable_change", "responder"]
    proposed: bool = False

    @property
    def beyond_chance(self) -> bool:
        """Whether a change that reaches it is more than measurement error."""
        return self.rule == "reliable_change"


def points_better(direction: Direction, before: float, after: float) -> float:
    """How many points better; negative is worse."""
    return before - after if direction == "lower_better" else after - before


def gain(direction: Direction, before: float | None, after: float | None) -> float | None:
    """Points gained, positive when better; None when a total is missing or better depends on the person."""
    if before is None or after is None or not direction:
        return None
    return _plain(points_better(direction, before, after))


def meets(gained: float, amount: float, operator: Operator) -> bool:
    """Whether a gain passes a limit, the operator as the source has it, both sides read to nine decimals."""
    return Limit(operator, _plain(amount)).holds(_plain(gained))


def responds(
    before: float | None, after: float | None, rule: Responder, direction: Direction = "lower_better"
) -> bool | None:
    """Whether the gain meets the responder rule; the rule's own direction goes before ``direction``.

    None when a total is missing, when better depends on the person, or when a percent rule meets a start of 0 or less.
    """
    way = rule.direction or direction
    if before is None or after is None or not way:
        return None
    gained = points_better(way, before, after)
    if rule.measure == "points":
        return meets(gained, rule.amount, rule.operator)
    # gain / before >= amount / 100, without the division that could push an exact half just under the limit.
    return meets(100 * gained, rule.amount * before, rule.operator) if before > 0 else None


def reliably(gained: float, rule: ReliableChange | ChangeLimit) -> Verdict:
    """Whether a gain, or a loss, is more than measurement error."""
    if meets(gained, rule.points, rule.operator):
        return "improved"
    return "deteriorated" if meets(-gained, rule.points, rule.operator) else "unchanged"


def change(instrument: Instrument, before: float | None, after: float | None, context: Context | None = None) -> Change:
    """Compare two totals of the same instrument, None standing for a total that is missing."""
    gained = gain(instrument.direction, before, after)
    return Change(
        before=before,
        after=after,
        gain=gained,
        percent=_percent(gained, before),
        responded=responds(before, after, rule, instrument.direction) if (rule := instrument.responder) else None,
        reliable=reliably(gained, limit) if (limit := instrument.reliable_change) and gained is not None else None,
        band_before=band_of(instrument, before, context),
        band_after=band_of(instrument, after, context),
    )


def limit_of(instrument: Instrument) -> ChangeLimit | None:
    """The instrument's own limit in points: its reliable change, or without one its responder rule in points, read both
    ways. None when it has no such limit."""
    if (change := instrument.reliable_change) is not None:
        return ChangeLimit(change.points, change.operator, "reliable_change", "reliable_change" in instrument.proposed)
    rule = instrument.responder
    if rule is None or rule.measure != "points":
        return None
    return ChangeLimit(rule.amount, rule.operator, "responder", "responder" in instrument.proposed)


def worse_limit_of(instrument: Instrument) -> ChangeLimit | None:
    """From how many points a loss is a deterioration: what the instrument declares of that, else its own limit both ways.
    None when nothing says so."""
    rule = instrument.worsening
    if rule is None:
        return limit_of(instrument)
    return ChangeLimit(rule.points, rule.operator, "worsening", "worsening" in instrument.proposed)


def limit_for(instrument: Instrument, gained: float) -> ChangeLimit | None:
    """The limit that a gain, or a loss, is read against."""
    return worse_limit_of(instrument) if gained < 0 else limit_of(instrument)


def verdict(instrument: Instrument, before: float | None, after: float | None) -> Verdict | None:
    """What a change is by the instrument's own limits. None when a total is missing or there is no limit on that side."""
    gained = gain(instrument.direction, before, after)
    if gained is None:
        return None
    limit = limit_for(instrument, gained)
    return None if limit is None else reliably(gained, limit)


def is_worse(instrument: Instrument, before: float | None, after: float | None) -> bool | None:
    """Whether the total is worse by the instrument's own limit. None when it cannot be known."""
    gained, limit = gain(instrument.direction, before, after), worse_limit_of(instrument)
    return None if gained is None or limit is None else reliably(gained, limit) == "deteriorated"


def way_of(instrument: Instrument, before: float, after: float) -> Way:
    """Better or worse by the instrument's own limit, the same inside it. Without a limit by the sign; "" when better
    depends on the person."""
    reached = verdict(instrument, before, after)
    if reached is not None:
        return _WAYS[reached]
    gained = gain(instrument.direction, before, after)
    if gained is None:
        return ""
    return "better" if gained > 0 else "worse" if gained < 0 else "same"


def shown_total(instrument: Instrument | None, total: float | None) -> float | None:
    """The total as it is shown: whole where the instrument's totals are, also when missing answers were made up for."""
    whole = instrument is not None and instrument.whole
    return total if total is None or not whole else half_up(total)


def moved_between(instrument: Instrument | None, before: float, after: float) -> float:
    """How far a total has moved, as it is shown: between the totals as they stand on the page, unless rounding both would
    turn the verdict, which looks at the exact totals."""
    ends = [round(shown_total(instrument, total) or 0, SHOWN_DECIMALS) for total in (before, after)]
    if instrument is not None and verdict(instrument, ends[0], ends[1]) != verdict(instrument, before, after):
        return after - before
    return round(ends[1] - ends[0], SHOWN_DECIMALS)


def _percent(gained: float | None, before: float | None) -> float | None:
    return None if gained is None or not before else 100 * gained / before


def _plain(number: float) -> float:
    return round(number, DECIMALS)
