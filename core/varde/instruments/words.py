"""What an instrument's rules and results say in words: limits, bands, changes, flags, and an answer as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varde.instruments.engine import counted
from varde.instruments.values import Band, Flag, Instrument, Item, Limit
from varde.kernel import text
from varde.kernel.words import Text
from varde.kinds.choices import NO as NO
from varde.kinds.choices import YES as YES
from varde.kinds.kind import said

OPERATOR = {
    ">=": Text("minst", "minst", "at least"),
    ">": Text("mer enn", "meir enn", "more than"),
    "<=": Text("høyst", "høgst", "at most"),
    "<": Text("under", "under", "below"),
}
LICENCE = {
    "free": Text("Fri bruk", "Fri bruk", "Free to use"),
    "permission": Text("Krever tillatelse", "Krev løyve", "Needs permission"),
    "fee": Text("Krever avtale og avgift", "Krev avtale og avgift", "Needs a contract and a fee"),
    "own": Text("Vår egen", "Vår eigen", "Our own"),
}
"""Whether the official wording may be shown, by the mark of the licence."""
UNANSWERED = Text("Ikke svart", "Ikkje svart", "Not answered")
NOT_ASKED = Text("Ikke stilt", "Ikkje stilt", "Not asked")
TOTAL = Text("Sum", "Sum", "Total")
_FROM_BELOW = Text("fra {low} til under {high}", "frå {low} til under {high}", "from {low} to below {high}")
_OVER_TO = Text("over {low} til og med {high}", "over {low} til og med {high}", "above {low} up to {high}")
_BETWEEN = Text("over {low} og under {high}", "over {low} og under {high}", "above {low} and below {high}")
_FROM_TO = Text("fra {low} til og med {high}", "frå {low} til og med {high}", "from {low} up to {high}")
_UNDER = Text("under {high}", "under {high}", "below {high}")
_OVER = Text("over {low}", "over {low}", "above {low}")
_TO_UNDER = Text("{low} til under {high}", "{low} til under {high}", "{low} to below {high}")
_OF = Text("{value} av {high}", "{value} av {high}", "{value} of {high}")
_DAY = Text("dag {number}: {steps}{worn}", "dag {number}: {steps}{worn}", "day {number}: {steps}{worn}")
_STEPS = Text("{n} skritt", "{n} steg", "{n} steps")
_NO_STEPS = Text("ikke målt", "ikkje målt", "not measured")
_WORN = Text(" ({n} t i bruk)", " ({n} t i bruk)", " (worn {n} h)")

CONTEXT: Mapping[str, Text] = {
    "age": Text("Alder", "Alder", "Age"),
    "sex": Text("Kjønn", "Kjønn", "Sex"),
    "agoraphobia": Text("Agorafobi", "Agorafobi", "Agoraphobia"),
    "baseline_metres": Text("Meter ved start", "Meter ved start", "Metres at the start"),
    "position_coded": Text("Svar som plassering", "Svar som plassering", "Answers by position"),
}
_ONE: Mapping[str, Text] = {
    "dager": Text("dag", "dag", "day"),
    "dager i uken": Text("dag i uken", "dag i veka", "day a week"),
    "minutter": Text("minutt", "minutt", "minute"),
    "måneder": Text("måned", "månad", "month"),
    "ganger": Text("gang", "gong", "time"),
    "meter": Text("meter", "meter", "metre"),
    "skritt": Text("skritt", "steg", "step"),
}
"""Units, by their bokmål, of exactly one."""
_CONTEXT_VALUE: Mapping[object, Text] = {
    "female": Text("kvinne", "kvinne", "female"),
    "male": Text("mann", "mann", "male"),
    True: Text("ja", "ja", "yes"),
    False: Text("nei", "nei", "no"),
}


def figure(value: float, language: str, most: int = 2) -> str:
    """A number with as many decimals as it has, at most ``most``."""
    short = round(float(value), most)
    decimals = next((n for n in range(most) if round(short, n) == short), most)
    return text.number(short, decimals, language)


def limit_in_words(limit: Limit, language: str) -> str:
    """“minst 10”."""
    return f"{OPERATOR[limit.operator].to(language)} {figure(limit.value, language)}"


def ends_in_words(band: Band, language: str, *, whole: bool = False) -> str:
    """“5–9” for whole totals, else which end belongs to the band; empty for one without ends."""
    if band.low is None or band.high is None:
        return ""
    low, high = figure(band.low, language), figure(band.high, language)
    if whole and not band.open_low and not band.open_high:
        return low if low == high else f"{low}–{high}"
    words = {(False, False): _FROM_TO, (False, True): _FROM_BELOW, (True, False): _OVER_TO, (True, True): _BETWEEN}[
        band.open_low, band.open_high
    ]
    return words.to(language).format(low=low, high=high)


def range_in_words(band: Band, low: float, high: float, language: str, *, whole: bool = False) -> str:
    """The same, short, for a key: “under 75”, “75 til under 175”, “175–300”, “over 300”; ``low`` and ``high`` are the scale's."""
    if band.low is None or band.high is None:
        return ""
    if whole or not (band.open_low or band.open_high):
        ends = figure(max(low, band.low), language), figure(min(high, band.high), language)
        return ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
    first, last = band.low <= low, band.high >= high
    words = (_UNDER if first else _TO_UNDER) if band.open_high else _OVER if last else _OVER_TO
    return words.to(language).format(low=figure(band.low, language), high=figure(band.high, language))


def points_of(item: Item, answer: float, language: str) -> str:
    """What this answer adds to a sum, as a figure."""
    return figure(counted(item, answer), language)


def answer_in_words(item: Item, answer: Any, language: str) -> str:
    """The answer as a person reads it."""
    if answer is None:
        return UNANSWERED.to(language)
    if item.yes_or_no:
        return (YES if answer in (True, 1) else NO).to(language)
    if item.by_day:
        return _days(answer, language)
    if item.own:
        return said(item.takes, answer, language)
    if item.choices:
        shown = dict(item.choices).get(answer)
        if shown is not None:
            return shown.to(language)
    if not isinstance(answer, int | float):
        return str(answer)
    amount = figure(answer, language)
    if item.unit is not None:
        unit = _ONE.get(item.unit.nb, item.unit) if answer == 1 else item.unit
        return f"{amount} {unit.to(language)}"
    if item.takes.coded or item.high > 100:
        return amount
    return _OF.to(language).format(value=amount, high=figure(item.high, language))


def _days(answer: Any, language: str) -> str:
    if not isinstance(answer, list):
        return str(answer)
    said = []
    for number, day in enumerate(answer, start=1):
        steps, worn = day.get("steps"), day.get("wear_h")
        counted_steps = (
            _NO_STEPS.to(language) if steps is None else _STEPS.to(language).format(n=figure(steps, language))
        )
        hours = "" if worn is None else _WORN.to(language).format(n=figure(worn, language))
        said.append(_DAY.to(language).format(number=number, steps=counted_steps, worn=hours))
    return "; ".join(said)


def label_of_scale(instrument: Instrument, key: str, language: str) -> str:
    """The words for a subscale or another subscore; the total is “Sum”."""
    if key in ("", "total"):
        return TOTAL.to(language)
    scale = next((each for each in instrument.subscales if each.key == key), None)
    words = scale.label if scale and scale.label else dict(instrument.words).get(key)
    return words.to(language) if words else plain(key)


def subscore_in_words(instrument: Instrument, key: str, value: Any, language: str, most: int = 1) -> str:
    """A subscore as a figure, or as words where it is a word; a dash when there is none."""
    if value is None:
        return "–"
    if isinstance(value, int | float):
        return figure(value, language, most)
    return _named(instrument, key, str(value), language)


def _named(instrument: Instrument, key: str, value: str, language: str) -> str:
    words = dict(instrument.words).get(f"{key}={value}")
    return words.to(language) if words else plain(value).lower()


def flag_rule_in_words(instrument: Instrument, flag: Flag, language: str) -> str:
    """“Tydelig plage: sum minst 10”; the limit alone where the flag has no words."""
    of = label_of_scale(instrument, flag.of, language)
    rule, words = f"{of} {limit_in_words(flag.limit, language)}", dict(instrument.words).get(flag.key)
    return f"{words.to(language)}: {rule[:1].lower()}{rule[1:]}" if words else rule


def flag_in_words(instrument: Instrument, key: str, value: Any, language: str) -> tuple[str, str]:
    """What a flag is about, and what it says."""
    declared = next((flag for flag in instrument.flags if flag.key == key), None)
    if declared is not None:
        return flag_rule_in_words(instrument, declared, language), _flag_value(instrument, key, value, language)
    words = dict(instrument.words).get(key)
    return words.to(language) if words else plain(key), _flag_value(instrument, key, value, language)


def _flag_value(instrument: Instrument, key: str, value: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return (YES if value else NO).to(language).lower()
    if isinstance(value, list | tuple):
        return ", ".join(_part(instrument, key, str(part), language) for part in value) or NO.to(language).lower()
    if isinstance(value, int | float):
        return figure(value, language)
    return _named(instrument, key, str(value), language)


def _part(instrument: Instrument, key: str, value: str, language: str) -> str:
    if any(scale.key == value for scale in instrument.subscales):
        return label_of_scale(instrument, value, language).lower()
    return _named(instrument, key, value, language)


def context_in_words(key: str, value: Any, language: str) -> tuple[str, str]:
    """What was known besides the answers: “Alder”, “34”."""
    title = CONTEXT[key].to(language) if key in CONTEXT else plain(key)
    if isinstance(value, bool | str) and value in _CONTEXT_VALUE:
        return title, _CONTEXT_VALUE[value].to(language)
    return title, figure(value, language) if isinstance(value, int | float) else str(value)


def plain(key: str) -> str:
    """A key without words of its own, as readable as it can be: “waist_risk” is “Waist risk”."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
