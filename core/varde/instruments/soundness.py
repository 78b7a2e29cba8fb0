"""Whether an instrument is sound enough to be asked: what ``varde plugin check`` looks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from varde.instruments.engine import counted
from varde.instruments.values import NEEDS, PROPOSABLE, Band, Instrument, Item, Scale
from varde.kernel.words import Text
from varde.rules.facts import Fact
from varde.rules.language import check_rule


def check_instrument(instrument: Instrument) -> list[str]:
    """What is wrong with a declared instrument, one sentence each; an empty list when it is sound."""
    return [
        f"{instrument.key}: {fault}"
        for part in (_identity, _items, _texts, _scales, _total, _bands, _flags, _optional, _checks, _feedback)
        for fault in part(instrument)
    ]


def _identity(instrument: Instrument) -> Iterator[str]:
    if not instrument.key or instrument.key != instrument.key.lower() or " " in instrument.key:
        yield "the key must be lower case without spaces"
    if not instrument.licence.holder.strip():
        yield "the licence does not say who holds the rights"
    for name in instrument.proposed:
        if name not in PROPOSABLE:
            yield f"{name} is not a rule that can be marked as proposed; choose from {', '.join(PROPOSABLE)}"
    for name in instrument.needs:
        if name not in NEEDS:
            yield f"it needs {name}, which nobody can give; choose from {', '.join(NEEDS)}"
    if instrument.columns is not None and instrument.custom is None:
        yield "it has a rule for columns, and no rule of its own that this one could say the same as"
    if instrument.columns is not None and any(not item.in_columns for item in instrument.items):
        yield "it has a rule for columns, and an item whose answers are no numbers"
    if instrument.kind == "score_only":
        if instrument.items:
            yield "an instrument that is only a total has no items"
        if instrument.total_range is None:
            yield "an instrument that is only a total needs its range"
    elif not instrument.items:
        yield "it has no items"


def _items(instrument: Instrument) -> Iterator[str]:
    keys = [item.key for item in instrument.items]
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"item {key} is declared {times} times"
    for item in instrument.items:
        if item.own:
            yield from _own(item)
        elif item.low >= item.high:
            yield f"item {item.key}: the lowest answer {item.low:g} must be below the highest {item.high:g}"
        if item.gate and item.gate not in keys:
            yield f"item {item.key}: its gate {item.gate} is not an item"
        if item.weighed_by and item.weighed_by not in keys:
            yield f"item {item.key}: it is weighed by {item.weighed_by}, which is not an item"
        if item.takes.coded and not item.yes_or_no and not item.own:
            yield from _choices(item)


def _own(item: Item) -> Iterator[str]:
    """An item of a kind of its own is asked and not scored, and says all it needs by its kind."""
    name = type(item.takes).__name__
    if item.scored:
        yield f"item {item.key}: it is answered with {name}, so it must be scored=False"
    if item.safety or item.weighed_by:
        yield f"item {item.key}: it is answered with {name}, and safety is asked with a number or a choice"
    if item.choices or item.unit or item.low_label or item.high_label or item.step:
        yield f"item {item.key}: its choices, labels, unit and step belong to {name}"


def _choices(item: Item) -> Iterator[str]:
    codes = [code for code, _ in item.choices]
    if not codes:
        yield f"item {item.key}: it has no choices"
        return
    if len(set(codes)) != len(codes):
        yield f"item {item.key}: two choices have the same number"
    if (min(codes), max(codes)) != (item.low, item.high):
        yield f"item {item.key}: the choices run from {min(codes)} to {max(codes)}, not {item.low:g} to {item.high:g}"


def _texts(instrument: Instrument) -> Iterator[str]:
    for where, text in _all_texts(instrument):
        for language in text.missing():
            yield f"{where}: has no words in {language}"


def _all_texts(instrument: Instrument) -> Iterator[tuple[str, Text]]:
    yield "the title", instrument.title
    for where, text in (
        ("the recall period", instrument.recall),
        ("the question", instrument.question),
        ("the unit", instrument.unit),
    ):
        if text is not None:
            yield where, text
    for item in instrument.items:
        yield f"item {item.key}", item.label
        for part in (item.low_label, item.high_label, item.unit, item.heading):
            if part is not None:
                yield f"item {item.key}", part
        for code, words in item.choices:
            yield f"item {item.key}, choice {code}", words
    for scale in instrument.subscales:
        if scale.label is not None:
            yield f"subscale {scale.key}", scale.label
    for band in _every_band(instrument):
        yield f"band {band.key}", band.label
        if band.feedback is not None:
            yield f"the feedback of band {band.key}", band.feedback
    for number, check in enumerate(instrument.checks, start=1):
        yield f"check {number}", check.sentence
    for key, text in instrument.words:
        yield f"the words of {key}", text


def _optional(instrument: Instrument) -> Iterator[str]:
    scales = [*instrument.subscales, *([instrument.total] if instrument.total else [])]
    for item in instrument.items:
        if item.safety and item.carry:
            yield f"item {item.key}: it is about safety, and cannot be carried from last time"
        if item.by_day and item.carry:
            yield f"item {item.key}: it is about its own days, and cannot be carried from last time"
        if not item.optional:
            continue
        if item.safety:
            yield f"item {item.key}: it is about safety, and cannot be optional"
        for scale in scales:
            if item.key in scale.items and not scale.max_missing:
                yield f"item {item.key}: it is optional, but {scale.key} misses none"


def _checks(instrument: Instrument) -> Iterator[str]:
    declared = [
        Fact(f"answer:{item.key}", "boolean" if item.yes_or_no else "number", item.label)
        for item in instrument.items
        if item.numeric
    ]
    for number, check in enumerate(instrument.checks, start=1):
        yield from (f"check {number}: {fault}" for fault in check_rule(check.rule, declared))


def _feedback(instrument: Instrument) -> Iterator[str]:
    for band in _every_band(instrument):
        if band.feedback is not None and instrument.licence.mark != "own":
            yield f"band {band.key}: it has feedback, but the questions are {instrument.licence.holder}'s and not your own"


def _scales(instrument: Instrument) -> Iterator[str]:
    if instrument.kind == "score_only" or instrument.custom:
        return
    scored = {item.key for item in instrument.items if item.scored}
    scales = [*instrument.subscales, *([instrument.total] if instrument.total else [])]
    if not scales:
        yield "it has neither a total, subscales nor a rule of its own"
    for scale in scales:
        for key in scale.items:
            if key not in scored:
                yield f"{scale.key}: {key} is not a scored item"
        if not 0 <= scale.max_missing < max(len(scale.items), 1):
            yield f"{scale.key}: at most {scale.max_missing} of {len(scale.items)} may be missing, which is never"
    used = {key for scale in scales for key in scale.items}
    for key in sorted(scored - used):
        yield f"item {key} is marked as scored, but no scale uses it"
    keys = {scale.key for scale in instrument.subscales}
    for key in instrument.sum_of:
        if key not in keys:
            yield f"the total adds {key}, which is not a subscale"


def _total(instrument: Instrument) -> Iterator[str]:
    if instrument.total_range is None:
        return
    low, high = instrument.total_range
    if low >= high:
        yield f"the lowest total {low:g} must be below the highest {high:g}"
    # prepare may change what is counted, so only an instrument without it has a range that follows from its items.
    if instrument.total is None or instrument.prepare is not None:
        return
    try:
        reachable = _reach(instrument, instrument.total)
    except KeyError:
        return
    if reachable != (low, high):
        yield f"the items give totals from {reachable[0]:g} to {reachable[1]:g}, not {low:g} to {high:g}"


def _reach(instrument: Instrument, scale: Scale) -> tuple[float, float]:
    items = [instrument.item(key) for key in scale.items]
    ends = [sorted((counted(item, item.low), counted(item, item.high))) for item in items]
    low, high = sum(e[0] for e in ends), sum(e[1] for e in ends)
    if scale.method == "mean":
        return low / len(items), high / len(items)
    if scale.method == "percent":
        zero, hundred = scale.ends
        at = [(value / len(items) - zero) * 100 / (hundred - zero) for value in (low, high)]
        return min(at), max(at)
    return low * scale.factor, high * scale.factor


def _every_band(instrument: Instrument) -> Iterator[Band]:
    yield from instrument.bands
    for special in instrument.band_sets:
        yield from special.bands


def _bands(instrument: Instrument) -> Iterator[str]:
    for bands in (instrument.bands, *(special.bands for special in instrument.band_sets)):
        for key, times in Counter(band.key for band in bands).items():
            if times > 1:
                yield f"band {key} is declared {times} times"
        ranged = [band for band in bands if band.low is not None and band.high is not None]
        if ranged:
            yield from _cover(instrument, ranged)


def _cover(instrument: Instrument, bands: Sequence[Band]) -> Iterator[str]:
    if instrument.total_range is None:
        yield "it has bands, but no range of totals for them to cover"
        return
    low, high = instrument.total_range
    first, last = bands[0], bands[-1]
    if first.low is None or first.low > low or (first.low == low and first.open_low):
        yield f"no band holds the lowest total {low:g}"
    if last.high is None or last.high < high or (last.high == high and last.open_high):
        yield f"no band holds the highest total {high:g}"
    for lower, upper in pairwise(bands):
        yield from _meet(lower, upper, 1 if instrument.whole else 0)


def _meet(lower: Band, upper: Band, step: int) -> Iterator[str]:
    if lower.high is None or upper.low is None:
        return
    if step:
        if upper.low != lower.high + step:
            yield f"bands {lower.key} and {upper.key} do not meet: {lower.high:g} and {upper.low:g}"
    elif lower.high != upper.low:
        yield f"bands {lower.key} and {upper.key} do not meet: {lower.high:g} and {upper.low:g}"
    elif lower.open_high == upper.open_low:
        yield f"the total {lower.high:g} is in {'neither' if lower.open_high else 'both'} of {lower.key} and {upper.key}"


def _flags(instrument: Instrument) -> Iterator[str]:
    keys = {scale.key for scale in instrument.subscales}
    for flag in instrument.flags:
        if flag.of and flag.of not in keys:
            yield f"flag {flag.key} looks at {flag.of}, which is not a subscale"
    if instrument.responder and not (instrument.responder.direction or instrument.direction):
        yield "it has a rule for response, but does not say which way is better"
