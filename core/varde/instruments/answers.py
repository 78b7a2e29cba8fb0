"""Which answers an instrument takes, and one clear sentence about each that it does not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from varde.instruments.values import Fault, Instrument, Item
from varde.kernel.words import Text
from varde.kinds.kind import REFUSED as REFUSED
from varde.kinds.numbers import is_number as is_number
from varde.kinds.numbers import whole as whole

TOTAL = "total"


def accept(item: Item, value: object) -> Any:
    """The answer as it is scored (a whole number as int, a yes or no as bool), or :data:`REFUSED`."""
    return item.takes.accept(value)


def check_answers(instrument: Instrument, answers: object, language: str = "nb") -> list[Fault]:
    """What is wrong with these answers, in the order they are given; an empty list when they can be scored.

    A missing answer (null, or no key at all) is not a fault.
    """
    if not isinstance(answers, Mapping):
        return [Fault("", answers, "form", _FORM.to(language).format(instrument=instrument.key))]
    known = {item.key: item for item in items_of(instrument)}
    faults = []
    for key, value in answers.items():
        item = known.get(key)
        if item is None:
            words = _UNKNOWN.to(language).format(instrument=instrument.key, item=key, known=_listed(list(known)))
            faults.append(Fault(str(key), value, "unknown", words))
        elif value is not None and accept(item, value) is REFUSED:
            faults.append(_fault(instrument, item, value, language))
    return faults


def items_of(instrument: Instrument) -> tuple[Item, ...]:
    """The items answers may name. An instrument with only a total takes one answer, ``total``."""
    if instrument.kind == "full":
        return instrument.items
    low, high = instrument.total_range or (-math.inf, math.inf)
    return (Item(TOTAL, "number", low, high, Text("Sum", "Sum", "Total")),)


def _fault(instrument: Instrument, item: Item, value: object, language: str) -> Fault:
    rule = _rule(item, value)
    words = (
        _RULES[rule]
        .to(language)
        .format(
            allowed=_listed([str(code) for code, _ in item.choices]),
            low=_plain(item.low),
            high=_plain(item.high),
            step=item.step,
        )
    )
    sentence = _WRONG.to(language).format(instrument=instrument.key, item=item.key, value=_shown(value), rule=words)
    return Fault(item.key, value, rule.partition(" ")[0], sentence)


def _rule(item: Item, value: object) -> str:
    if item.by_day:
        return "type days"
    if not item.numeric or (item.own and not is_number(value)):
        return "type own"
    if item.yes_or_no:
        return "type boolean"
    if item.takes.fractions:
        return "range number" if is_number(value) else "type number"
    number = whole(value)
    if number is REFUSED:
        return "type whole"
    if item.choices:
        return "choice"
    return "range whole" if not item.low <= number <= item.high else "step"


def _shown(value: object) -> str:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _plain(number: float) -> str:
    return str(int(number)) if math.isfinite(number) and float(number).is_integer() else str(number)


def _listed(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 12 else ", ".join([*names[:3], "...", names[-1]])


_FORM = Text(
    "Svarene på {instrument} må være ett objekt med ett felt for hvert spørsmål.",
    "Svara på {instrument} må vere eitt objekt med eitt felt for kvart spørsmål.",
    "The answers to {instrument} must be one object with a field for each item.",
)
_UNKNOWN = Text(
    "{instrument} har ikke noe spørsmål som heter {item}; spørsmålene heter {known}.",
    "{instrument} har ikkje noko spørsmål som heiter {item}; spørsmåla heiter {known}.",
    "{instrument} has no item called {item}; its items are {known}.",
)
_WRONG = Text(
    "{instrument}, spørsmål {item}: svaret er {value}, men {rule}.",
    "{instrument}, spørsmål {item}: svaret er {value}, men {rule}.",
    "{instrument}, item {item}: the answer is {value}, but {rule}.",
)
_RULES = {
    "choice": Text(
        "det må være ett av tallene {allowed}", "det må vere eitt av tala {allowed}", "it must be one of {allowed}"
    ),
    "type whole": Text(
        "det må være et helt tall fra {low} til {high}",
        "det må vere eit heilt tal frå {low} til {high}",
        "it must be a whole number from {low} to {high}",
    ),
    "range whole": Text(
        "det må være et helt tall fra {low} til {high}",
        "det må vere eit heilt tal frå {low} til {high}",
        "it must be a whole number from {low} to {high}",
    ),
    "step": Text("det må kunne deles på {step}", "det må kunne delast på {step}", "it must be a multiple of {step}"),
    "type number": Text(
        "det må være et tall fra {low} til {high}",
        "det må vere eit tal frå {low} til {high}",
        "it must be a number from {low} to {high}",
    ),
    "range number": Text(
        "det må være et tall fra {low} til {high}",
        "det må vere eit tal frå {low} til {high}",
        "it must be a number from {low} to {high}",
    ),
    "type boolean": Text(
        "det må være ja eller nei (true eller false)",
        "det må vere ja eller nei (true eller false)",
        "it must be true or false",
    ),
    "type own": Text(
        "det må være et svar slik spørsmålet tar imot",
        "det må vere eit svar slik spørsmålet tek imot",
        "it must be an answer that the item takes",
    ),
    "type days": Text(
        "det må være en liste med dager, hver med steps (helt tall fra {low} til {high}) og wear_h (0-24 timer)",
        "det må vere ei liste med dagar, kvar med steps (heilt tal frå {low} til {high}) og wear_h (0-24 timar)",
        "it must be a list of days, each with steps (whole number {low}-{high}) and wear_h (0-24 hours)",
    ),
}


def under_present_keys(instrument: Instrument | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they were kept, under the keys that their items have now."""
    former = {old: item.key for item in (instrument.items if instrument else ()) for old in item.renamed_from}
    return {former.get(key, key): value for key, value in answers.items()}
