"""Which answers an instrument takes, and one clear sentence about each that it does not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeGuard

from varde.instruments.values import Fault, Instrument, Item
from varde.kernel.words import Text

REFUSED: Any = object()
TOTAL = "total"


def accept(item: Item, value: object) -> Any:
    """The answer as it is scored (a whole number as int, a yes or no as bool), or :data:`REFUSED`."""
    kind = item.kind
    if kind == "boolean":
        return _boolean(value)
    if kind == "days":
        return _days(item, value)
    if kind == "vas" or kind == "number":
        return value if is_number(value) and item.low <= value <= item.high else REFUSED
    number = whole(value)
    if number is REFUSED or not item.low <= number <= item.high:
        return REFUSED
    if item.choices and all(number != allowed for allowed, _ in item.choices):
        return REFUSED
    return REFUSED if item.step and number % item.step else number


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


def is_number(value: object) -> TypeGuard[float]:
    """Whether this is a number that can be counted with; one of hundreds of digits cannot."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def whole(value: object) -> Any:
    """The whole number that this is (3.0 is 3), or :data:`REFUSED`."""
    if type(value) is int:
        return value
    return int(value) if isinstance(value, float) and math.isfinite(value) and value.is_integer() else REFUSED


def _boolean(value: object) -> Any:
    if isinstance(value, bool):
        return value
    return value == 1 if whole(value) in (0, 1) else REFUSED


def _days(item: Item, value: object) -> Any:
    if not isinstance(value, list | tuple) or not all(isinstance(day, Mapping) for day in value):
        return REFUSED
    days = []
    for day in value:
        steps, worn = day.get("steps"), day.get("wear_h")
        counted = None if steps is None else whole(steps)
        if counted is REFUSED or (counted is not None and not item.low <= counted <= item.high):
            return REFUSED
        if worn is not None and not (is_number(worn) and 0 <= worn <= 24):
            return REFUSED
        days.append({"steps": counted, "wear_h": worn, **_dated(day.get("date"))})
    return days


def _dated(written: object) -> dict[str, str]:
    """The date of a day, when it is given and is one; it says which day an answer is about, and scores nothing."""
    try:
        return {"date": date.fromisoformat(written).isoformat()} if isinstance(written, str) else {}
    except ValueError:
        return {}


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
    if item.kind == "boolean":
        return "type boolean"
    if item.kind == "days":
        return "type days"
    if item.kind in ("vas", "number"):
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
