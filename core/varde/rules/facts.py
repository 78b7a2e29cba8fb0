"""Facts: the typed values that rules speak about, and the check of values that come from outside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal

from varde.kernel.words import Text

Value = bool | int | float | str
"""What a fact can be. Missing is none of these: it is left out."""
Kind = Literal["boolean", "number", "count", "choice"]
Source = Literal["asked", "sign_in", "birth_date", "score", "progress", "setting", "group"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule may ask about.

    ``kind`` is ``boolean``, ``number`` (any finite number), ``count`` (whole number) or ``choice`` (one of
    ``choices``); numbers and counts lie in ``low``-``high``, both included, when given. ``choices`` of a count name
    single values, keyed by the number as text.

    ``label`` is short, for a clinician; ``question`` is put to the person. ``source`` says where the value comes
    from: ``asked`` in the referral, ``sign_in`` (level of assurance), ``birth_date``, ``score`` (of a questionnaire),
    ``progress`` in the programme, or ``setting`` of the organisation. A setting has a ``default`` and never comes
    from the person. ``item`` names the question of an instrument that the fact is the answer to, as ``phq-9:q9``: the
    alerts about that answer are then raised from a referral too.

    ``safety``: it says whether something in the programme may harm this person. It stands at the top of her page for the
    therapist, may be changed by both while the enrolment lasts when it is ``asked``, and is what the locks of steps speak of.
    """

    key: str
    kind: Kind
    label: Text
    question: Text | None = None
    hint: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    low: float | None = None
    high: float | None = None
    source: Source = "asked"
    default: Value | None = None
    item: str = ""
    safety: bool = False


NO_FACTS: Mapping[str, object] = MappingProxyType({})
"""Nothing is known."""


def right_type(kind: Kind, value: object) -> bool:
    """Whether ``value`` is of this kind, whatever its size. None, NaN and infinities are of no kind."""
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, int):
        return kind in ("count", "number")
    if isinstance(value, float):
        return kind == "number" and math.isfinite(value)
    return kind == "choice" and isinstance(value, str)


def fits(fact: Fact, value: object) -> bool:
    """Whether ``value`` is a known, possible value of ``fact``."""
    return right_type(fact.kind, value) and not outside(fact, value)


def outside(fact: Fact, value: object) -> bool:
    """Whether a value of a right type is not one of the choices, or below ``low`` or above ``high``."""
    if isinstance(value, str):
        return value not in (key for key, _ in fact.choices)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return (fact.low is not None and value < fact.low) or (fact.high is not None and value > fact.high)


def known(declared: Iterable[Fact], values: Mapping[str, object]) -> dict[str, Value]:
    """The values that fit their declaration; what is undeclared, of the wrong type or impossible is left out."""
    return {fact.key: values[fact.key] for fact in declared if fits(fact, values.get(fact.key))}  # type: ignore[misc]


def check_values(declared: Iterable[Fact], values: object) -> list[Text]:
    """One sentence for every value that cannot be used; empty when all is well. None means unknown, and is fine."""
    if not isinstance(values, Mapping):
        return [_NOT_A_MAPPING]
    by_key = {fact.key: fact for fact in declared}
    faults = []
    for key, value in values.items():
        fact = by_key.get(key) if isinstance(key, str) else None
        if fact is None:
            faults.append(_unknown_fact(str(key), by_key))
        elif value is not None and not fits(fact, value):
            faults.append(_UNFIT.filled(key=key, value=shown(value), rule=_rule_of(fact)))
    return faults


def shown(value: object) -> str:
    """A value as it can stand in a sentence: short, and never the whole of something large."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if value.bit_length() < 64 else "…"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str):
        return f"«{value}»" if len(value) <= 40 else f"«{value[:39]}…»"
    return "[…]" if isinstance(value, list) else "{…}" if isinstance(value, dict) else type(value).__name__


def _unknown_fact(key: str, by_key: Mapping[str, Fact]) -> Text:
    near = get_close_matches(key, by_key, n=1)
    template = _UNDECLARED_NEAR if near else _UNDECLARED
    return template.filled(key=shown(key), near=near[0] if near else "", keys=", ".join(sorted(by_key)))


def _rule_of(fact: Fact) -> Text:
    if fact.kind == "boolean":
        return _BOOLEAN
    if fact.kind == "choice":
        return _CHOICE.filled(choices=", ".join(key for key, _ in fact.choices))
    whole = fact.kind == "count"
    if fact.low is not None and fact.high is not None:
        return (_COUNT_BETWEEN if whole else _NUMBER_BETWEEN).filled(low=f"{fact.low:g}", high=f"{fact.high:g}")
    if fact.low is not None:
        return (_COUNT_FROM if whole else _NUMBER_FROM).filled(low=f"{fact.low:g}")
    if fact.high is not None:
        return (_COUNT_UP_TO if whole else _NUMBER_UP_TO).filled(high=f"{fact.high:g}")
    return _COUNT if whole else _NUMBER


_NOT_A_MAPPING = Text(
    "Opplysningene må være ett JSON-objekt med navn og verdi.",
    "Opplysningane må vere eitt JSON-objekt med namn og verdi.",
    "The facts must be one JSON object of names and values.",
)
_UNDECLARED = Text(
    "Opplysningen {key} finnes ikke; programmet spør om {keys}.",
    "Opplysninga {key} finst ikkje; programmet spør om {keys}.",
    "There is no fact {key}; the programme asks for {keys}.",
)
_UNDECLARED_NEAR = Text(
    "Opplysningen {key} finnes ikke; mente du «{near}»?",
    "Opplysninga {key} finst ikkje; meinte du «{near}»?",
    "There is no fact {key}; did you mean «{near}»?",
)
_UNFIT = Text(
    "Opplysningen «{key}» er {value}, men må være {rule}.",
    "Opplysninga «{key}» er {value}, men må vere {rule}.",
    "The fact «{key}» is {value}, but must be {rule}.",
)
_BOOLEAN = Text("true, false eller null", "true, false eller null", "true, false or null")
_CHOICE = Text("en av {choices}", "ein av {choices}", "one of {choices}")
_COUNT = Text("et helt tall", "eit heilt tal", "a whole number")
_NUMBER = Text("et tall", "eit tal", "a number")
_COUNT_BETWEEN = Text(
    "et helt tall fra {low} til {high}", "eit heilt tal frå {low} til {high}", "a whole number from {low} to {high}"
)
_COUNT_FROM = Text(
    "et helt tall som er minst {low}", "eit heilt tal som er minst {low}", "a whole number of at least {low}"
)
_COUNT_UP_TO = Text(
    "et helt tall som er høyst {high}", "eit heilt tal som er høgst {high}", "a whole number of at most {high}"
)
_NUMBER_BETWEEN = Text("et tall fra {low} til {high}", "eit tal frå {low} til {high}", "a number from {low} to {high}")
_NUMBER_FROM = Text("et tall som er minst {low}", "eit tal som er minst {low}", "a number of at least {low}")
_NUMBER_UP_TO = Text("et tall som er høyst {high}", "eit tal som er høgst {high}", "a number of at most {high}")
