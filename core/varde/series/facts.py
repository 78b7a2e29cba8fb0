"""What a rule may know of a series: the keys of its facts, what they are declared as, and their values. Pure.

A key is ``series:<series>:<what>``, with ``.<of>`` when it is of a component or a zone, and ``:<n>d`` when it looks back
another number of days than the series says::

    series:peak-flow:last               series:blood-pressure:mean.systolic:7d
    series:peak-flow:zone               series:peak-flow:days_in.red:14d
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from varde.kernel.words import LANGUAGES, Text
from varde.rules.facts import Fact
from varde.rules.language import Rule, facts_of
from varde.series import window
from varde.series.values import Observation, Series

PREFIX = "series:"
SINCE: Final = "days_since"
LONGEST = 366
"""The longest window, in days."""
What = Literal["last", "change", "mean", "min", "max", "slope", "variability", "count", "zone", "days_in", "days_since"]
"""What is asked of a series: of its newest measurement, or of a window of days."""
WHATS: tuple[str, ...] = get_args(What)
OF_COMPONENT = ("last", "change", "mean", "min", "max", "slope", "variability")
WITHOUT_WINDOW = ("last", "change", "zone", "days_since")
"""What is of the newest measurement, however old it is."""
_KEY = re.compile(r"series:([a-z0-9-]+):([a-z_]+)(?:\.([a-z0-9_-]+))?(?::([0-9]{1,4})d)?")
_CALCULATED = {
    "last": window.last,
    "change": window.change,
    "mean": window.mean,
    "min": window.least,
    "max": window.most,
    "slope": window.slope,
    "variability": window.variability,
}


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact that a rule asks for. ``of`` is a component or a zone; ``days`` is how far back it looks."""

    key: str
    series: Series
    what: str
    of: str
    days: int

    @property
    def place(self) -> int:
        """The place of its component."""
        keys = [component.key for component in self.series.components]
        return keys.index(self.of) if self.of else 0


def measured(series: str, what: What, of: str = "", days: int = 0) -> str:
    """The key of a fact, to be put in a rule: ``when(measured("weight", "slope", days=7), ">", 0.5)``.

    ``what`` is ``last``, ``change`` (from the one before), ``mean``, ``min``, ``max``, ``slope`` (a week) or ``variability`` (per
    cent) of the component ``of``, the first when it is empty; ``days_in`` the zone ``of``; the ``zone`` of the newest;
    ``count`` of measurements, or ``days_since`` the newest. ``days`` is how far back it looks, as
    the series says when it is 0. ``variability`` is the standard deviation in per cent of the mean; that, a mean and a slope need
    three values, a slope over a day or more, and what has too few is unknown.
    """
    return f"{PREFIX}{series}:{what}" + (f".{of}" if of else "") + (f":{days}d" if days else "")


def speaks_of_series(rule: Rule) -> bool:
    """Whether the rule asks for anything that is measured."""
    return any(key.startswith(PREFIX) for key in facts_of(rule))


def comes_with_time(key: str) -> bool:
    """Whether a fact is how long ago something was measured: what comes to be when nothing happens."""
    return key.startswith(PREFIX) and key.endswith(":" + SINCE)


def waited_for(rules: Iterable[Rule]) -> frozenset[str]:
    """The keys of the series of which these rules ask how long ago they were measured."""
    return frozenset(key.split(":")[1] for rule in rules for key in facts_of(rule) if comes_with_time(key))


def series_in(rules: Iterable[Rule]) -> frozenset[str]:
    """The keys of the series that these rules ask for."""
    return frozenset(key.split(":")[1] for rule in rules for key in facts_of(rule) if key.startswith(PREFIX))


def asked_among(keys: Iterable[str], series: Mapping[str, Series]) -> tuple[AskedFact, ...]:
    """Every fact about a series among these, each once; one that cannot be is left out, and so stays unknown."""
    of_series = sorted({key for key in keys if key.startswith(PREFIX)})
    return tuple(asked for key in of_series if isinstance(asked := read_key(key, series), AskedFact))


def read_key(key: str, series: Mapping[str, Series]) -> AskedFact | str:
    """What a key asks for, or what is wrong with it in one sentence."""
    match = _KEY.fullmatch(key)
    if match is None:
        return f"fact '{key}' does not have the form series:<series>:<what>, as measured() writes it"
    name, what, of, days = match[1], match[2], match[3] or "", match[4]
    declared = series.get(name)
    if declared is None:
        return f"fact '{key}': there is no series {name}"
    if what not in WHATS:
        return f"fact '{key}': nobody works out {what}; choose from {', '.join(WHATS)}"
    if days and what in WITHOUT_WINDOW:
        return f"fact '{key}': {what} is of the newest measurement, and looks at no window of days"
    if days and not 1 <= int(days) <= LONGEST:
        return f"fact '{key}': a window is of 1 to {LONGEST} days"
    fault = _fault_of(declared, what, of)
    if fault:
        return f"fact '{key}': {fault}"
    return AskedFact(key, declared, what, of, int(days or declared.window))


def _fault_of(series: Series, what: str, of: str) -> str:
    if what in ("zone", "days_in") and not series.zones:
        return f"{series.key} has no zones"
    if what == "days_in":
        return "" if series.zone(of) else f"{series.key} has no zone '{of}'"
    if not of:
        return ""
    if what not in OF_COMPONENT:
        return f"{what} is of the whole measurement, and not of '{of}'"
    known = [component.key for component in series.components]
    return "" if of in known else f"{series.key} has no component '{of}'"


def fact_of(asked: AskedFact) -> Fact:
    """The fact as rules know it: its type and its range."""
    label = _label(asked)
    match asked.what:
        case "zone":
            return Fact(
                asked.key, "choice", label, choices=tuple((z.key, z.label) for z in asked.series.zones), source="score"
            )
        case "count":
            return Fact(asked.key, "count", label, low=0, source="score")
        case "days_in":
            return Fact(asked.key, "count", label, low=0, high=asked.days, source="score")
        case "days_since":
            return Fact(asked.key, "count", label, low=0, source="score")
        case "slope" | "change":
            return Fact(asked.key, "number", label, source="score")
        case "variability":
            return Fact(asked.key, "number", label, low=0, source="score")
        case _:
            low, high = asked.series.components[asked.place].possible
            return Fact(asked.key, "number", label, low=low, high=high, source="score")


def _label(asked: AskedFact) -> Text:
    zone = asked.series.zone(asked.of)
    of = asked.series.title if len(asked.series.components) == 1 else asked.series.components[asked.place].label
    words = {"name": of, "days": asked.days, "zone": zone.label if zone else ""}
    said = _LABELS[asked.what].filled(**words)
    return Text(*(said.to(code) for code in LANGUAGES))


_LABELS = {
    "last": Text("{name}", "{name}", "{name}"),
    "change": Text("{name}, siden forrige", "{name}, sidan førre", "{name}, since the one before"),
    "mean": Text("{name}, snitt av {days} dager", "{name}, snitt av {days} dagar", "{name}, mean of {days} days"),
    "min": Text("{name}, lavest på {days} dager", "{name}, lågast på {days} dagar", "{name}, lowest in {days} days"),
    "max": Text("{name}, høyest på {days} dager", "{name}, høgast på {days} dagar", "{name}, highest in {days} days"),
    "slope": Text(
        "{name}, endring per uke over {days} dager",
        "{name}, endring per veke over {days} dagar",
        "{name}, change a week over {days} days",
    ),
    "variability": Text(
        "{name}, variasjon i prosent over {days} dager",
        "{name}, variasjon i prosent over {days} dagar",
        "{name}, variability in per cent over {days} days",
    ),
    "count": Text(
        "{name}, målinger på {days} dager", "{name}, målingar på {days} dagar", "{name}, measured in {days} days"
    ),
    "zone": Text("{name}, sone", "{name}, sone", "{name}, zone"),
    "days_in": Text(
        "{name}, dager i «{zone}» av {days}", "{name}, dagar i «{zone}» av {days}", "{name}, days in “{zone}” of {days}"
    ),
    "days_since": Text("{name}, dager siden sist", "{name}, dagar sidan sist", "{name}, days since the last"),
}


def values_of(
    asked: Iterable[AskedFact], courses: Mapping[str, Sequence[Observation]], today: date, zone: ZoneInfo
) -> dict[str, object]:
    """What each fact is, ``today`` being the last day of its window. What is unknown is left out.

    ``courses`` has by the key of a series its measurements, as far back as :func:`windows_of` says and the newest two whatever
    their age, oldest first.
    """
    known: dict[str, object] = {}
    for fact in asked:
        value = _value(fact, courses.get(fact.series.key, ()), today, zone)
        if value is not None:
            known[fact.key] = value
    return known


def windows_of(asked: Iterable[AskedFact]) -> dict[str, int]:
    """By the key of a series the longest window that is asked for, in days."""
    days: dict[str, int] = {}
    for fact in asked:
        days[fact.series.key] = max(fact.days, days.get(fact.series.key, 0))
    return days


def _value(fact: AskedFact, course: Sequence[Observation], today: date, zone: ZoneInfo) -> object:
    newest = sorted(course, key=lambda each: each.at)[-1] if course else None
    if fact.what == "days_since":
        return window.days_since(newest, today, zone)
    if fact.what == "zone":
        return newest.zone if newest and fact.series.zone(newest.zone) else None
    observations = list(course) if fact.what in WITHOUT_WINDOW else window.within(course, fact.days, today, zone)
    if fact.what == "count":
        return len(observations)
    if fact.what == "days_in":
        return window.days_in(observations, fact.of, zone)
    return _CALCULATED[fact.what](observations, fact.place)
