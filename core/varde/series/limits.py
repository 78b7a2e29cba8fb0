"""The limits of zones that an organisation may set for itself: stored in the settings of its offering, by
``<series>.<zone>`` where the zone begins."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from varde.kernel.words import LANGUAGES, Text
from varde.rules.facts import Fact, fits
from varde.series.values import Series, Zone

_FROM = Text("fra", "frå", "from")
_FALLING = Text(
    "{upper} er {above}, og {lower} under er {below}.",
    "{upper} er {above}, og {lower} under er {below}.",
    "{upper} is {above}, and {lower} below it is {below}.",
)


def limit_facts(series: Series) -> tuple[Fact, ...]:
    """What an organisation may set of this series, each with what holds where it has not."""
    if series.limits != "organisation":
        return ()
    low, high = series.components[series.zoned_at].possible
    return tuple(
        Fact(
            _name(series, zone), "number", _label(series, zone), low=low, high=high, source="setting", default=zone.low
        )
        for zone in series.zones[1:]
    )


def own_limits(series: Series, settings: Mapping[str, object]) -> dict[str, float]:
    """By the key of a zone where it begins, as the organisation has set it."""
    own: dict[str, float] = {}
    for fact, zone in zip(limit_facts(series), series.zones[1:], strict=False):
        value = settings.get(fact.key)
        if isinstance(value, int | float) and fits(fact, value):
            own[zone.key] = float(value)
    return own


def limit_faults(series: Series, settings: Mapping[str, object]) -> list[Text]:
    """One sentence for each zone that would begin where the one below it does, or lower."""
    own = own_limits(series, settings)
    begins = [(zone, own.get(zone.key, zone.low)) for zone in series.zones[1:]]
    return [
        _FALLING.filled(
            upper=_called(series, upper), above=f"{above:g}", lower=_called(series, lower), below=f"{below:g}"
        )
        for (lower, below), (upper, above) in pairwise(begins)
        if own and below is not None and above is not None and above <= below
    ]


def _name(series: Series, zone: Zone) -> str:
    return f"{series.key}.{zone.key}"


def _called(series: Series, zone: Zone) -> Text:
    label = _label(series, zone)
    return Text(f"«{label.nb}»", f"«{label.nn}»", _name(series, zone))


def _label(series: Series, zone: Zone) -> Text:
    return Text(*(f"{series.title.to(c)}: {zone.label.to(c)} {_FROM.to(c)}" for c in LANGUAGES))
