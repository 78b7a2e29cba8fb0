"""What a rule may look at in answers: those of one response (alerts), or of what was answered earlier at the same
occasion (conditions). Plain values only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from varde.instruments.answers import items_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item, Score
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.programmes.fact_sources import declared_in
from varde.programmes.values import Occasion, Programme, Track
from varde.rules.facts import Fact
from varde.rules.language import check_rule

ANSWER, FLAG = "answer:", "flag:"
AGE = Fact("age", "count", Text("Alder", "Alder", "Age"), low=0, high=130, source="birth_date")
SEX = Fact(
    "sex",
    "choice",
    Text("Kjønn", "Kjønn", "Sex"),
    choices=(("female", Text("Kvinne", "Kvinne", "Female")), ("male", Text("Mann", "Mann", "Male"))),
)
_TRACK = Text("Spor", "Spor", "Track")
_WORSE = Text(
    "Verre enn ved start eller forrige svar",
    "Verre enn ved start eller førre svar",
    "Worse than at the start or the answer before",
)
_SOMEBODY = {"sex": "female", "age": 70, "agoraphobia": True, "baseline_metres": 300}
"""A context under which every flag that scoring can raise says true or false."""


def facts_of_response(
    answers: Mapping[str, Any], total: float | None, band: str | None, flags: Mapping[str, Any], worse: bool | None
) -> dict[str, object]:
    """What a rule may look at: ``total``, ``band``, ``worse`` (than at the start or the answer before), ``answer:<item>`` and
    ``flag:<flag>``. What was not answered is absent, and so unknown."""
    facts: dict[str, object] = {"total": total, "band": band, "worse": worse}
    facts |= {ANSWER + key: value for key, value in answers.items()}
    facts |= {FLAG + key: value for key, value in flags.items()}
    return {key: value for key, value in facts.items() if value is not None}


def declared_facts(instrument: Instrument) -> tuple[Fact, ...]:
    """Every fact a rule about this instrument may speak of. Flags that hold words or lists are none."""
    low, high = instrument.total_range or (0, 1_000_000)
    bands = tuple((band.key, band.label) for band in instrument.bands)
    facts = [Fact("total", "number", Text("Sum", "Sum", "Total"), low=low, high=high), Fact("worse", "boolean", _WORSE)]
    if len(bands) > 1:
        facts.append(Fact("band", "choice", Text("Nivå", "Nivå", "Level"), choices=bands))
    facts += [
        Fact(ANSWER + item.key, "number", item.label, low=item.low, high=item.high)
        for item in items_of(instrument)
        if item.numeric and not item.yes_or_no
    ]
    facts += [Fact(ANSWER + item.key, "boolean", item.label) for item in items_of(instrument) if item.yes_or_no]
    facts += [Fact(FLAG + key, "boolean", instrument.title) for key in boolean_flags(instrument)]
    return tuple(facts)


@lru_cache(maxsize=256)
def boolean_flags(instrument: Instrument) -> tuple[str, ...]:
    """The keys of the flags that are true or false. A rule of its own does not declare its flags, so they are found by
    scoring answers at the bottom, in the middle and at the top of every range."""
    keys = dict.fromkeys(flag.key for flag in instrument.flags)
    for outcome in _tried(instrument):
        keys |= dict.fromkeys(key for key, value in outcome.flags.items() if isinstance(value, bool))
    return tuple(sorted(keys))


@lru_cache(maxsize=256)
def number_subscores(instrument: Instrument) -> tuple[str, ...]:
    """The keys of the subscores that are numbers, found in the same way."""
    keys = {
        key
        for outcome in _tried(instrument)
        for key, value in outcome.subscores.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    return tuple(sorted(keys))


def _tried(instrument: Instrument) -> Iterator[Score]:
    for way in (0.0, 0.5, 1.0):
        yield score(instrument, {item.key: _answered(item, way) for item in items_of(instrument)}, _SOMEBODY)


def _answered(item: Item, way: float) -> object:
    if item.own:
        return None
    if item.yes_or_no:
        return way >= 0.5
    if item.choices:
        return item.choices[round(way * (len(item.choices) - 1))][0]
    number = item.low + way * (item.high - item.low)
    if item.by_day:
        return [{"steps": int(number), "wear_h": 12}] * 7
    return number if item.takes.fractions else int(number)


# --- conditions: what was answered earlier at the same occasion, and the person


def facts_at_occasion(key: str, response: Mapping[str, object]) -> dict[str, object]:
    """The facts of one response as conditions name them: ``<instrument>:total`` and so on."""
    return {f"{key}:{name}": value for name, value in response.items() if name != "worse"}


def facts_of_person(track: str | None, age: int | None, sex: str | None) -> dict[str, object]:
    """``track``, ``age`` in whole years and ``sex`` (female, male); those that are not known are absent."""
    return {key: value for key, value in (("track", track), ("age", age), ("sex", sex)) if value is not None}


def declared_before(earlier: Iterable[Instrument], tracks: Sequence[Track] = ()) -> tuple[Fact, ...]:
    """Every fact a condition may speak of when ``earlier`` are asked before it."""
    about = [AGE, SEX]
    if len(tracks) > 1:
        about.append(Fact("track", "choice", _TRACK, choices=tuple((track.key, track.title) for track in tracks)))
    of_answers = [
        Fact(f"{instrument.key}:{fact.key}", fact.kind, fact.label, choices=fact.choices, low=fact.low, high=fact.high)
        for instrument in earlier
        for fact in declared_facts(instrument)
        if fact.key != "worse"
    ]
    return (*about, *of_answers)


def check_conditions(programme: Programme, catalogue: Catalogue) -> list[str]:
    """Faults of the rules that say when an instrument is asked: facts that are not declared, or of another type."""
    return [
        f"{programme.key}: occasion {occasion.key}: condition of {fault}"
        for occasion in programme.occasions
        for fault in dict.fromkeys(_condition_faults(programme, occasion, catalogue))
    ]


def _condition_faults(programme: Programme, occasion: Occasion, catalogue: Catalogue) -> Iterator[str]:
    instruments = catalogue.all(Instrument)
    tracks: list[str | None] = [track.key for track in programme.tracks]
    for track in tracks or [None]:
        asked = occasion.asked(track)
        for key, rule in occasion.conditions:
            if key not in asked:
                continue
            earlier = [instruments[before] for before in asked[: asked.index(key)] if before in instruments]
            of_sources, unknown = declared_in(rule, programme, catalogue)
            declared = (*declared_before(earlier, programme.tracks), *of_sources)
            yield from (f"{key}: {fault}" for fault in unknown or check_rule(rule, declared))
