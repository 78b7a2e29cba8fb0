"""Declarations with one thing changed, as a slip of the hand would: what the examples must notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from varde.instruments.values import Band, Instrument, Item, Limit, Scale

Mutant = tuple[str, Instrument]
OTHER_OPERATOR: dict[str, Any] = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
OTHER_DIRECTION: dict[str, Any] = {"lower_better": "higher_better", "higher_better": "lower_better", "": "lower_better"}


def of_declaration(instrument: Instrument) -> Iterator[Mutant]:
    """Every mutant of what the instrument declares, each with a name that says what was changed."""
    for make in (_items, _scales, _bands, _flags, _change, _whole):
        yield from make(instrument)


def _items(instrument: Instrument) -> Iterator[Mutant]:
    for place, item in enumerate(instrument.items):
        for name, changed in _item(instrument, item):
            items = (*instrument.items[:place], changed, *instrument.items[place + 1 :])
            yield f"item {item.key}: {name}", replace(instrument, items=items)


def _item(instrument: Instrument, item: Item) -> Iterator[tuple[str, Item]]:
    if item.kind != "boolean":
        yield "low - 1", replace(item, low=item.low - 1, choices=_widened(item, item.low - 1))
        yield "high + 1", replace(item, high=item.high + 1, choices=_widened(item, item.high + 1))
    if item.step:
        yield "any whole number", replace(item, step=0)
    if instrument.custom:
        return  # what follows is read by the engine alone
    if item.gate:
        yield "no gate", replace(item, gate="")
    elif other := _another_gate(instrument, item):
        yield f"gate {other}", replace(item, gate=other)
    if item.scored:
        yield "reverse", replace(item, reverse=not item.reverse)
        yield "multiplier + 1", replace(item, multiplier=item.multiplier + 1)
        yield "offset + 1", replace(item, offset=item.offset + 1)


def _widened(item: Item, code: float) -> Any:
    return (*item.choices, (int(code), item.label)) if item.choices else ()


def _another_gate(instrument: Instrument, item: Item) -> str:
    """An earlier item that can be answered 0, when the instrument has gates at all."""
    if not any(one.gate for one in instrument.items) or not item.scored:
        return ""
    before = instrument.items[: instrument.items.index(item)]
    return next((one.key for one in reversed(before) if one.low == 0 and one.key not in _gates(instrument)), "")


def _gates(instrument: Instrument) -> set[str]:
    return {item.gate for item in instrument.items}


def _scales(instrument: Instrument) -> Iterator[Mutant]:
    if instrument.total:
        for name, changed in _scale(instrument.total):
            yield name, replace(instrument, total=changed)
    for place, scale in enumerate(instrument.subscales):
        for name, changed in _scale(scale):
            subscales = (*instrument.subscales[:place], changed, *instrument.subscales[place + 1 :])
            yield name, replace(instrument, subscales=subscales)
    for key in instrument.sum_of:
        rest = tuple(other for other in instrument.sum_of if other != key)
        yield f"total: without {key}", replace(instrument, sum_of=rest)


def _scale(scale: Scale) -> Iterator[tuple[str, Scale]]:
    for key in scale.items:
        rest = tuple(item for item in scale.items if item != key)
        if rest:
            yield f"{scale.key}: without {key}", replace(scale, items=rest)
    for more in (-1, 1):
        if scale.max_missing + more >= 0:
            yield f"{scale.key}: max_missing {more:+}", replace(scale, max_missing=scale.max_missing + more)
    yield f"{scale.key}: factor + 1", replace(scale, factor=scale.factor + 1)
    for method in ("sum", "mean", "percent"):
        if method != scale.method:
            yield f"{scale.key}: {method}", replace(scale, method=method)
    if scale.method == "percent":
        yield f"{scale.key}: ends turned", replace(scale, ends=(scale.ends[1], scale.ends[0]))


def _bands(instrument: Instrument) -> Iterator[Mutant]:
    for name, bands in _changed_bands(instrument, instrument.bands):
        yield f"band {name}", replace(instrument, bands=bands)
    for place, special in enumerate(instrument.band_sets):
        for name, bands in _changed_bands(instrument, special.bands):
            sets = (*instrument.band_sets[:place], replace(special, bands=bands), *instrument.band_sets[place + 1 :])
            yield f"band {special.key} {name}", replace(instrument, band_sets=sets)
        yield f"bands without {special.key}", replace(instrument, band_sets=())
        yield f"bands when not {special.key}", replace(instrument, band_sets=(replace(special, value=False),))


def _changed_bands(instrument: Instrument, bands: Sequence[Band]) -> Iterator[tuple[str, tuple[Band, ...]]]:
    step = 1 if instrument.whole else 0.01
    for place, band in enumerate(bands):
        if band.low is None or band.high is None:
            continue
        for end in ("low", "high"):
            for by in (-step, step):
                changed = replace(band, **{end: getattr(band, end) + by})
                yield f"{band.key}: {end} {by:+g}", (*bands[:place], changed, *bands[place + 1 :])
            opening: dict[str, Any] = {f"open_{end}": not getattr(band, f"open_{end}")}
            opened = replace(band, **opening)
            name = "open" if getattr(opened, f"open_{end}") else "closed"
            yield f"{band.key}: {end} {name}", (*bands[:place], opened, *bands[place + 1 :])


def _flags(instrument: Instrument) -> Iterator[Mutant]:
    for place, flag in enumerate(instrument.flags):
        before, after = instrument.flags[:place], instrument.flags[place + 1 :]
        step = 0.01 if flag.of else 1
        for name, limit in _limit(flag.limit, step):
            yield f"flag {flag.key}: {name}", replace(instrument, flags=(*before, replace(flag, limit=limit), *after))
        yield f"flag {flag.key}: gone", replace(instrument, flags=(*before, *after))
        if flag.of:
            other = next(scale.key for scale in instrument.subscales if scale.key != flag.of)
            yield f"flag {flag.key}: of {other}", replace(instrument, flags=(*before, replace(flag, of=other), *after))
    if instrument.caseness:
        step = 1 if instrument.whole or instrument.total_range else 0.01
        for name, limit in _limit(instrument.caseness, step):
            yield f"caseness: {name}", replace(instrument, caseness=limit)


def _limit(limit: Limit, step: float) -> Iterator[tuple[str, Limit]]:
    for by in (-step, step):
        yield f"{by:+g}", replace(limit, value=limit.value + by)
    yield f"{OTHER_OPERATOR[limit.operator]}", replace(limit, operator=OTHER_OPERATOR[limit.operator])


def _change(instrument: Instrument) -> Iterator[Mutant]:
    if responder := instrument.responder:
        for by in (-1, 1):
            yield f"responder: {by:+}", replace(instrument, responder=replace(responder, amount=responder.amount + by))
        operator, other = OTHER_OPERATOR[responder.operator], "percent" if responder.measure == "points" else "points"
        yield f"responder: {operator}", replace(instrument, responder=replace(responder, operator=operator))
        yield f"responder: {other}", replace(instrument, responder=replace(responder, measure=other))  # type: ignore[arg-type]
        yield "responder: gone", replace(instrument, responder=None)
    if rule := instrument.reliable_change:
        step = 1.0 if rule.points >= 1 else 0.01
        for change in (-step, step):
            yield (
                f"reliable: {change:+}",
                replace(instrument, reliable_change=replace(rule, points=rule.points + change)),
            )
        operator = OTHER_OPERATOR[rule.operator]
        yield f"reliable: {operator}", replace(instrument, reliable_change=replace(rule, operator=operator))
    if loss := instrument.worsening:
        for by in (-1, 1):
            yield f"worsening: {by:+}", replace(instrument, worsening=replace(loss, points=loss.points + by))
        operator = OTHER_OPERATOR[loss.operator]
        yield f"worsening: {operator}", replace(instrument, worsening=replace(loss, operator=operator))
        yield "worsening: gone", replace(instrument, worsening=None)
    if instrument.total_range:
        yield "direction: turned", replace(instrument, direction=OTHER_DIRECTION[instrument.direction])


def _whole(instrument: Instrument) -> Iterator[Mutant]:
    yield f"whole: {not instrument.whole}", replace(instrument, whole=not instrument.whole)
    if instrument.prepare:
        yield "prepare: gone", replace(instrument, prepare=None)
    if instrument.marks:
        yield "marks: gone", replace(instrument, marks=None)
