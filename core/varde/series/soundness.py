"""Whether a declared series holds together: every fault at once, each in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from varde.kernel.words import Text
from varde.series.facts import LONGEST
from varde.series.values import Component, Series, Zone

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FACT_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LIMITS = ("fixed", "organisation", "percent", "difference")
FILLED = ("therapist", "clinic")
MOST_DECIMALS = 3
LONGEST_KEY = 60
LONGEST_WRITTEN = 80


def check_series(series: Series) -> list[str]:
    """What is wrong with a declared series; empty when it is sound."""
    faults = [fault for check in (_identity, _texts, _components, _zones, _limits) for fault in check(series)]
    return [f"{series.key}: {fault}" for fault in faults]


def _identity(series: Series) -> Iterator[str]:
    if not _KEY.fullmatch(series.key) or len(series.key) > LONGEST_KEY:
        yield f"the key does not have the form {_KEY.pattern}, of at most {LONGEST_KEY} characters"
    if not 0 <= series.decimals <= MOST_DECIMALS:
        yield f"decimals is {series.decimals}, but must be 0 to {MOST_DECIMALS}"
    if not 1 <= series.window <= LONGEST:
        yield f"window is {series.window}, but must be 1 to {LONGEST} days"


def _texts(series: Series) -> Iterator[str]:
    named: dict[str, Text | None] = {
        "title": series.title,
        "quantity": series.quantity,
        "unit": series.unit,
        "base": series.base,
        "how": series.how,
        "urgent": series.urgent,
    }
    named |= {f"component {component.key}: label": component.label for component in series.components}
    for zone in series.zones:
        named |= {f"zone {zone.key}: {name}": getattr(zone, name) for name in ("label", "do", "seen")}
    for name, text in named.items():
        if text is not None and text.missing():
            yield f"{name} lacks {' and '.join(text.missing())}"
    for zone in series.zones:
        for name in dict.fromkeys(_PLACEHOLDER.findall(zone.seen.nb) + _PLACEHOLDER.findall(zone.seen.nn)):
            if name not in FILLED:
                yield f"zone {zone.key}: seen: nothing fills in '{{{name}}}'; choose from {', '.join(FILLED)}"


def _components(series: Series) -> Iterator[str]:
    if not series.components:
        yield "components: there are none"
    yield from _twice("component", [component.key for component in series.components])
    for component in series.components:
        for fault in _component(component):
            yield f"component {component.key}: {fault}"
    digits = sum(len(f"{max(component.possible):.{series.decimals}f}") + 1 for component in series.components)
    if digits > LONGEST_WRITTEN:
        yield f"a measurement is at most {LONGEST_WRITTEN} characters when it is written, and this can be {digits}"


def _component(component: Component) -> Iterator[str]:
    if not _FACT_KEY.fullmatch(component.key):
        yield f"the key does not have the form {_FACT_KEY.pattern}"
    turned = [name for name in ("possible", "plausible") if getattr(component, name)[0] >= getattr(component, name)[1]]
    for name in turned:
        low, high = getattr(component, name)
        yield f"{name} is from {low:g} to {high:g}"
    if turned:
        return
    if component.plausible[0] < component.possible[0] or component.plausible[1] > component.possible[1]:
        yield "what is plausible goes further than what is possible"
    if component.far is not None and component.far <= 0:
        yield f"far is {component.far:g}, but must be above 0"


def _twice(what: str, keys: list[str]) -> Iterator[str]:
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield f"the {what} '{key}' is declared {keys.count(key)} times"


def _zones(series: Series) -> Iterator[str]:
    """Zones cover every number without a gap, and none is in two."""
    yield from _twice("zone", [zone.key for zone in series.zones])
    for zone in series.zones:
        if not _KEY.fullmatch(zone.key) or len(zone.key) > LONGEST_KEY:
            yield f"zone {zone.key}: the key does not have the form {_KEY.pattern}"
        if zone.grade not in (1, 2, 3):
            yield f"zone {zone.key}: grade is {zone.grade}, but must be 1, 2 or 3"
    if not series.zones:
        return
    if series.zoned and series.zoned not in [component.key for component in series.components]:
        yield f"zoned: there is no component '{series.zoned}'"
    if series.zones[0].low is not None:
        yield f"zone {series.zones[0].key}: it is the lowest, and so has no low"
    if series.zones[-1].high is not None:
        yield f"zone {series.zones[-1].key}: it is the highest, and so has no high"
    for lower, upper in pairwise(series.zones):
        yield from _side_by_side(lower, upper)
    for lower, upper in pairwise(series.zones[1:]):
        if lower.low is not None and upper.low is not None and lower.low >= upper.low:
            yield f"zone {upper.key}: it begins at {upper.low:g}, and {lower.key} below it at {lower.low:g}"


def _side_by_side(lower: Zone, upper: Zone) -> Iterator[str]:
    if lower.high is None or upper.low is None:
        yield f"zones {lower.key} and {upper.key}: where they meet is not said by both"
    elif lower.high < upper.low:
        yield f"zones {lower.key} and {upper.key}: what lies between {lower.high:g} and {upper.low:g} is in no zone"
    elif lower.high > upper.low:
        yield f"zones {lower.key} and {upper.key}: what lies between {upper.low:g} and {lower.high:g} is in both"


def _limits(series: Series) -> Iterator[str]:
    if series.limits not in LIMITS:
        yield f"limits is '{series.limits}', but must be one of {', '.join(LIMITS)}"
    if series.of_patient and series.base is None:
        yield f"limits are a {series.limits}, and base does not say of what"
    if not series.of_patient and series.base is not None:
        yield f"base is said, but limits are {series.limits}"
    if series.limits != "fixed" and not series.zones:
        yield f"limits are {series.limits}, but there are no zones"
    if series.zones and not series.source.strip():
        yield "it has zones, and source does not say where their limits come from"
    if (
        series.limits in ("fixed", "organisation")
        and series.components
        and not (series.zoned and series.zoned not in [component.key for component in series.components])
    ):
        low, high = series.components[series.zoned_at].possible
        for zone in series.zones[1:]:
            if zone.low is not None and not low < zone.low <= high:
                yield f"zone {zone.key}: it begins at {zone.low:g}, which is not between {low:g} and {high:g}"
