"""Scoring of instruments that are declared as data: an instrument is read once and becomes a quick function."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from varde.instruments.answers import REFUSED, TOTAL, accept, items_of
from varde.instruments.values import Band, Context, Instrument, Item, Outcome, ReadAnswers, Scale, Score, Values

Scorer = Callable[[object, Context], Score]
Rule = Callable[[Values, Context], Outcome]


@lru_cache(maxsize=512)
def scorer(instrument: Instrument) -> Scorer:
    """The function that scores this instrument; made the first time it is asked for."""
    rule = rule_of(instrument)
    items = {item.key: item for item in items_of(instrument)}
    # Most answers are plain ints to choice items; those are looked up instead of checked.
    quick = {item.key: frozenset(code for code, _ in item.choices) for item in items.values() if item.choices}
    nothing: frozenset[int] = frozenset()
    key = instrument.key
    invalid = Score("invalid", instrument=key)

    def score(answers: object, context: Context) -> Score:
        if not isinstance(answers, Mapping):
            return invalid
        values: dict[str, Any] = {}
        for name, answer in answers.items():
            if type(answer) is int and answer in quick.get(name, nothing):
                values[name] = answer
                continue
            item = items.get(name)
            if item is None:
                return invalid
            if answer is None:
                continue
            accepted = accept(item, answer)
            if accepted is REFUSED:
                return invalid
            values[name] = accepted
        o = rule(values, context)
        return Score(o.status, o.total, o.subscores, o.band, o.flags, o.n_missing, o.profile, key)

    return score


def counted(item: Item, answer: float) -> float:
    """What the answer to this item adds to a sum."""
    return (item.low + item.high - answer if item.reverse else answer) * item.multiplier + item.offset


def half_up(number: float) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(number + 0.5)


def bands_for(instrument: Instrument, context: Context) -> tuple[Band, ...]:
    """The bands that apply in this context."""
    for special in instrument.band_sets:
        if context.get(special.key) == special.value:
            return special.bands
    return instrument.bands


def band_of(instrument: Instrument, total: float | None, context: Context | None = None) -> str | None:
    """The key of the band a total lies in; None without a total or without bands over a range."""
    if total is None:
        return None
    seen = half_up(total) if instrument.whole else total
    return next((band.key for band in bands_for(instrument, context or {}) if band.holds(seen)), None)


def rule_of(instrument: Instrument) -> Rule:
    """The rule that takes answers which passed their items' rules, and the context, to an outcome."""
    if instrument.kind == "score_only":
        return _only_total(instrument)
    return instrument.custom or Declared.read(instrument).score


def _only_total(instrument: Instrument) -> Rule:
    def score(values: Values, context: Context) -> Outcome:
        total = values.get(TOTAL)
        if total is None:
            return Outcome("not_scored", n_missing=1)
        seen = half_up(total) if instrument.whole else total
        flags = {flag.key: flag.limit.holds(seen) for flag in instrument.flags}
        return Outcome("scored", total, {}, band_of(instrument, total, context), flags)

    return score


@dataclass(frozen=True, slots=True)
class ResolvedScale:
    """A scale with its items resolved: what is read is (key, None) as it stands, or (key, item) when it is changed."""

    scale: Scale
    read: tuple[tuple[str, Item | None], ...]

    @classmethod
    def of(cls, scale: Scale, instrument: Instrument) -> ResolvedScale:
        items = [instrument.item(key) for key in scale.items]
        plain = [not item.reverse and item.multiplier == 1 and not item.offset for item in items]
        return cls(scale, tuple((i.key, None if same else i) for i, same in zip(items, plain, strict=True)))

    def value(self, values: Values) -> float | None:
        total: float = 0
        answered = 0
        for key, item in self.read:
            answer = values.get(key)
            if answer is not None:
                total += answer if item is None else counted(item, answer)
                answered += 1
        size, scale = len(self.read), self.scale
        if not answered or size - answered > scale.max_missing:
            return None
        if scale.method == "mean":
            return total / answered
        if scale.method == "percent":
            zero, hundred = scale.ends
            return (total - zero * answered) * 100 / ((hundred - zero) * answered)
        # One division, so that a mean times a number of items that is whole or a half is exactly that.
        return total * scale.factor if answered == size else total * size * scale.factor / answered


@dataclass(frozen=True, slots=True)
class Declared:
    """A regular instrument with its items resolved; :mod:`varde.scoring_many.scoring` reads the same for columns.

    ``required`` are the items counted as missing, ``gates`` pairs of an item and the one that closes it.
    """

    instrument: Instrument
    total: ResolvedScale | None
    subscales: tuple[tuple[str, ResolvedScale], ...]
    required: tuple[str, ...]
    gates: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, instrument: Instrument) -> Declared:
        subscales = tuple((scale.key, ResolvedScale.of(scale, instrument)) for scale in instrument.subscales)
        if instrument.total is not None:
            required = instrument.total.items
        else:
            wanted = instrument.sum_of or [scale.key for scale in instrument.subscales]
            required = tuple(dict.fromkeys(key for s in instrument.subscales if s.key in wanted for key in s.items))
        total = ResolvedScale.of(instrument.total, instrument) if instrument.total else None
        gates = tuple((item.key, item.gate) for item in instrument.items if item.gate)
        return cls(instrument, total, subscales, required, gates)

    def score(self, answers: Values, context: Context) -> Outcome:
        instrument = self.instrument
        values = self._prepared(answers, context)
        subscores = {key: part.value(values) for key, part in self.subscales}
        total = self._total(values, subscores)
        missing = sum(key not in values for key in self.required)
        seen = half_up(total) if instrument.whole and total is not None else total
        flags: dict[str, Any] = {}
        for flag in instrument.flags:
            number = subscores.get(flag.of) if flag.of else seen
            if number is not None:
                flags[flag.key] = flag.limit.holds(number)
        if instrument.marks:
            flags.update(instrument.marks(ReadAnswers(values, context, seen, missing)))
        return Outcome(
            "scored" if self._is_scored(total, subscores) else "not_scored",
            total,
            subscores,
            band_of(instrument, total, context),
            flags,
            missing,
        )

    def _prepared(self, answers: Values, context: Context) -> Values:
        if self.gates:
            closed = {key: 0 for key, gate in self.gates if answers.get(gate) in (0, False)}
            answers = {**answers, **closed}
        return self.instrument.prepare(answers, context) if self.instrument.prepare else answers

    def _total(self, values: Values, subscores: Mapping[str, float | None]) -> float | None:
        if self.total is not None:
            return self.total.value(values)
        if not self.instrument.sum_of:
            return None
        parts = [subscores[key] for key in self.instrument.sum_of]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None

    def _is_scored(self, total: float | None, subscores: Mapping[str, float | None]) -> bool:
        if self.total is not None or self.instrument.sum_of:
            return total is not None
        return any(value is not None for value in subscores.values())
