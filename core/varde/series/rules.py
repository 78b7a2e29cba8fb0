"""Whether a measurement can be, whether it must be asked about, and which zone it is in. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from varde.kernel.text import number
from varde.kernel.words import LANGUAGES, Text
from varde.series import words
from varde.series.values import Component, Series, Zone

Figures = tuple[float, ...]
"""The number of each component, in the order they are declared."""


def written(series: Series, figures: Sequence[float]) -> str:
    """The numbers as they are stored: with a point, the decimals of the series, and a slash between components.

    >>> written(BLOOD_PRESSURE, (146, 90))   # doctest: +SKIP
    '146/90'
    """
    return "/".join(f"{figure:.{series.decimals}f}" for figure in figures)


def read_written(figures: str) -> Figures:
    """What :func:`written` wrote."""
    return tuple(float(figure) for figure in figures.split("/"))


def said(series: Series, figures: Sequence[float]) -> Text:
    """The numbers as a person reads them, without the unit: "146/90", "72,5"."""
    return Text(*("/".join(number(figure, series.decimals, code) for figure in figures) for code in LANGUAGES))


def in_unit(series: Series, figures: Sequence[float]) -> Text:
    """The numbers with their unit: "390 liter i minuttet"."""
    numbers = said(series, figures)
    return Text(*(f"{numbers.to(code)} {series.unit.to(code)}" for code in LANGUAGES))


# --- what cannot be


def faults_of(series: Series, figures: Sequence[float]) -> dict[str, Text]:
    """One sentence, by the key of its component, for each number that cannot be; empty when all can."""
    faults = {}
    for component, figure in zip(series.components, figures, strict=True):
        fault = _fault(series, component, figure)
        if fault is not None:
            faults[component.key] = fault
    if series.falling and not faults:
        for (upper, above), (lower, below) in pairwise(zip(series.components, figures, strict=True)):
            if below >= above:
                faults[lower.key] = words.NOT_FALLING.filled(lower=lower.label, upper=upper.label)
    return faults


def _fault(series: Series, component: Component, figure: float) -> Text | None:
    low, high = component.possible
    if not low <= figure <= high:
        ends = {"low": said(series, (low,)), "high": said(series, (high,))}
        return words.NOT_POSSIBLE.filled(name=component.label, unit=series.unit, **ends)
    if round(figure, series.decimals) != figure:
        sentence = words.NOT_WHOLE if series.decimals == 0 else words.TOO_FINE
        return sentence.filled(name=component.label, n=series.decimals)
    return None


# --- what must be asked about


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why one number is asked about: it is outside what is usual, or far from the one before (``by`` how much, and
    whether it is ``higher``)."""

    component: Component
    figure: float
    why: Literal["unusual", "far"]
    by: float = 0
    higher: bool = False


def doubts_about(series: Series, figures: Sequence[float], before: Sequence[float] | None) -> list[Doubt]:
    """What must be asked before these numbers are stored; empty when they are plausible. ``before`` is the measurement that
    stands before them in time, None when there is none."""
    doubts = []
    for place, (component, figure) in enumerate(zip(series.components, figures, strict=True)):
        low, high = component.plausible
        step = None if before is None else round(figure - before[place], series.decimals)
        if component.far is not None and step is not None and abs(step) >= component.far:
            doubts.append(Doubt(component, figure, "far", abs(step), step > 0))
        elif not low <= figure <= high:
            doubts.append(Doubt(component, figure, "unusual"))
    return doubts


def doubt_in_words(series: Series, doubt: Doubt) -> Text:
    """ "Det er 100 høyere enn sist." or "Det er utenfor det som er vanlig." """
    if doubt.why == "unusual":
        return words.UNUSUAL
    sentence = words.FAR_HIGHER if doubt.higher else words.FAR_LOWER
    return sentence.filled(by=said(series, (doubt.by,)))


# --- zones


@dataclass(frozen=True, slots=True)
class Span:
    """A zone as it is for one patient: from ``low`` (included) to ``high`` (not included), in the unit of the series."""

    zone: Zone
    low: float | None
    high: float | None

    def holds(self, figure: float) -> bool:
        return (self.low is None or figure >= self.low) and (self.high is None or figure < self.high)


def zones_for(series: Series, base: float | None = None, own: Mapping[str, float] | None = None) -> tuple[Span, ...]:
    """The zones of one patient, lowest first, in the unit of the series; none when her number is needed and not set.

    ``base`` is that number; ``own`` are the organisation's limits: by the key of a zone where it begins. What is computed is
    rounded to the decimals of the series, half to even.
    """
    if not series.zones or (series.of_patient and base is None):
        return ()
    lows = [None if zone.low is None else _limit(series, zone, base, own or {}) for zone in series.zones]
    highs = [*lows[1:], None]
    return tuple(Span(zone, low, high) for zone, low, high in zip(series.zones, lows, highs, strict=True))


def _limit(series: Series, zone: Zone, base: float | None, own: Mapping[str, float]) -> float:
    assert zone.low is not None
    match series.limits:
        case "organisation":
            return own.get(zone.key, zone.low)
        case "percent" if base is not None:
            return round(base * zone.low / 100, series.decimals)
        case "difference" if base is not None:
            return round(base + zone.low, series.decimals)
    return zone.low


def zone_of(series: Series, zones: Sequence[Span], figures: Sequence[float]) -> Zone | None:
    """The zone these numbers are in; None when there are none."""
    figure = figures[series.zoned_at]
    return next((reach.zone for reach in zones if reach.holds(figure)), None)


def percent_of_base(series: Series, base: float | None, figures: Sequence[float]) -> int | None:
    """What the zoned number is in whole per cent of the patient's own; None when that says nothing."""
    if series.limits != "percent" or not base:
        return None
    return round(100 * figures[series.zoned_at] / base)


def reach_in_words(series: Series, reach: Span) -> Text:
    """ "400 og over", "250 til 399", "under 250": as the numbers are written, both ends included."""
    step = 10.0**-series.decimals
    low = None if reach.low is None else said(series, (reach.low,))
    if reach.high is None:
        return words.EVERYTHING if low is None else words.FROM.filled(low=low)
    if low is None:
        return words.UNDER.filled(high=said(series, (reach.high,)))
    return words.BETWEEN.filled(low=low, high=said(series, (round(reach.high - step, series.decimals),)))
