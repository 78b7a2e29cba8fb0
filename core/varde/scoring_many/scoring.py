"""Scoring of many responses at once, in columns: the same scores as :func:`varde.instruments.rules.score` gives.

A column is a numpy array with one number for each response: the answer to one item, nan when it is missing, 1 or 0 for
yes or no. Items of kind ``days`` take an array of objects, None when missing. Declared instruments are scored column by
column, and so are those with a rule of their own that also have one for columns; the others go through their rule once for
each different set of answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from varde.instruments.answers import REFUSED, TOTAL, accept, items_of
from varde.instruments.columns import STATUSES, Bools, Columns, Contexts, Floats, Named
from varde.instruments.engine import Declared, ResolvedScale, bands_for, counted, rule_of
from varde.instruments.values import ColumnRule, Context, Flag, Instrument, Item, Outcome
from varde.kernel.errors import BadUsage
from varde.scoring_many.rules import MARKS, PREPARE, ReadColumns
from varde.scoring_many.scores import NOT_SCORED, SCORED, Scores, joined, without

BLOCK = 16_384
"""Responses scored at a time: their columns then stay in the processor's own memory."""

Answers = NDArray[np.float64] | NDArray[np.object_]


def score_columns(
    instrument: Instrument, columns: Mapping[str, Answers], contexts: Sequence[Context] | Contexts | None = None
) -> Scores:
    """Score as many responses as the columns are long; an item without a column is missing from all of them.

    ``contexts`` has one context for each response (see :func:`varde.instruments.rules.score`). A response with an
    answer its item does not take (inf stands for anything that is no number) gets status ``invalid``.

    :raises BadUsage: there is no column, a column is no item of the instrument, or they are not equally long.
    """
    rows = _length(instrument, columns)
    context = contexts if isinstance(contexts, Contexts) else Contexts.of(contexts or (), rows)
    if len(context.which) != rows:
        raise BadUsage(f"There are {len(context.which)} contexts for {rows} responses.")
    declared = instrument.kind == "score_only" or (
        instrument.custom is None
        and (instrument.prepare is None or instrument.prepare in PREPARE)
        and (instrument.marks is None or instrument.marks in MARKS)
    )
    with np.errstate(all="ignore"):
        if instrument.columns is not None:
            return _by_own_rule(instrument, instrument.columns, columns, context)
        if not declared:
            return _by_row(instrument, columns, context)
        parts = []
        for begin in range(0, max(rows, 1), BLOCK):
            block = slice(begin, begin + BLOCK)
            in_block = {key: np.asarray(column[block], dtype=np.float64) for key, column in columns.items()}
            parts.append(_by_column(instrument, in_block, Contexts(context.table, context.which[block])))
    return joined(parts)


def refused(item: Item, column: Answers) -> Bools:
    """Where an answer breaks the item's rule; a missing answer breaks none."""
    if not item.in_columns:
        return np.array([day is not None and accept(item, day) is REFUSED for day in column], dtype=np.bool_)
    x = np.asarray(column, dtype=np.float64)
    taken = (x >= item.low) & (x <= item.high)
    if not item.takes.fractions:
        taken &= x == np.floor(x)
        codes = [code for code, _ in item.choices]
        if codes and len(codes) <= item.high - item.low:
            taken &= np.isin(x, codes)
        if item.step:
            taken &= x % item.step == 0
    elif np.isinf(item.low) or np.isinf(item.high):
        taken &= np.isfinite(x)
    return ~(taken | np.isnan(x))


def _length(instrument: Instrument, columns: Mapping[str, Answers]) -> int:
    known = [item.key for item in items_of(instrument)]
    for key in columns:
        if key not in known:
            raise BadUsage(f"{instrument.key} has no item called {key}; its items are {', '.join(known)}.")
    lengths = {len(column) for column in columns.values()}
    if len(lengths) != 1:
        raise BadUsage(f"The columns of {instrument.key} must be equally long, and there must be one.")
    return lengths.pop()


# --- by column


def _by_column(instrument: Instrument, answers: Mapping[str, Floats], contexts: Contexts) -> Scores:
    columns, bad = _every(instrument, answers, len(contexts.which))
    score_rows = _only_total if instrument.kind == "score_only" else _declared
    return without(score_rows(instrument, columns, contexts), bad)


def _every(instrument: Instrument, answers: Mapping[str, Floats], rows: int) -> tuple[Columns, Bools]:
    """A column for each item, and which responses have an answer that its item does not take."""
    bad = np.zeros(rows, dtype=np.bool_)
    columns: Columns = {}
    for item in items_of(instrument):
        column = answers.get(item.key)
        columns[item.key] = np.full(rows, np.nan) if column is None else column
        if column is not None:
            bad |= refused(item, column)
    return columns, bad


def _by_own_rule(
    instrument: Instrument, rule: ColumnRule, answers: Mapping[str, Answers], contexts: Contexts
) -> Scores:
    """Everything at once: what the rule finds in some rows may have other values than what it finds in others."""
    numbers = {key: np.asarray(column, dtype=np.float64) for key, column in answers.items()}
    columns, bad = _every(instrument, numbers, len(contexts.which))
    if bad.any():
        columns = {key: np.where(bad, np.nan, column) for key, column in columns.items()}
    o = rule(columns, contexts)
    scores = Scores(
        o.status.copy(), o.total.copy(), o.band, o.n_missing.copy(), o.subscores, o.flags, o.profile, instrument.key
    )
    return without(scores, bad)


def _only_total(instrument: Instrument, columns: Columns, contexts: Contexts) -> Scores:
    total = columns[TOTAL]
    seen, gone = _seen(instrument, total), np.isnan(total)
    return Scores(
        np.where(gone, NOT_SCORED, SCORED).astype(np.int8),
        total.copy(),
        _bands(instrument, seen, contexts),
        gone.astype(np.int16),
        {},
        {flag.key: _flag(flag, seen) for flag in instrument.flags},
        instrument=instrument.key,
    )


def _declared(instrument: Instrument, columns: Columns, contexts: Contexts) -> Scores:
    declared = Declared.read(instrument)
    closed = {key: np.where(columns[gate] == 0, 0.0, columns[key]) for key, gate in declared.gates}
    columns = {**columns, **closed}
    if instrument.prepare is not None:
        columns = PREPARE[instrument.prepare](columns, contexts)
    there = _There(columns)
    subscores = {key: _value(part, columns, there) for key, part in declared.subscales}
    total = _total(declared, subscores, columns, there)
    missing = np.zeros(len(total), dtype=np.int16)
    for key in declared.required:
        if not there.all(key):
            missing += ~there[key]
    seen = _seen(instrument, total)
    flags: dict[str, Named] = {}
    for flag in instrument.flags:
        number = subscores.get(flag.of) if flag.of else seen
        if number is not None:
            flags[flag.key] = _flag(flag, number)
    if instrument.marks is not None:
        flags.update(MARKS[instrument.marks](ReadColumns(columns, contexts, seen, missing)))
    if declared.total is not None or instrument.sum_of:
        scored = ~np.isnan(total)
    else:
        scored = np.any([~np.isnan(value) for value in subscores.values()], axis=0)
    status = np.where(scored, SCORED, NOT_SCORED).astype(np.int8)
    bands = _bands(instrument, seen, contexts)
    return Scores(status, total, bands, missing, subscores, flags, instrument=instrument.key)


class _There:
    """Which responses have an answer to an item, found out once for each item."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.known: dict[str, tuple[Bools, bool]] = {}

    def _of(self, key: str) -> tuple[Bools, bool]:
        if key not in self.known:
            column = self.columns[key]
            answered = column == column
            self.known[key] = answered, bool(answered.all())
        return self.known[key]

    def __getitem__(self, key: str) -> Bools:
        return self._of(key)[0]

    def all(self, key: str) -> bool:
        return self._of(key)[1]


def _value(part: ResolvedScale, columns: Columns, there: _There) -> Floats:
    """What :meth:`varde.instruments.engine.ResolvedScale.value` is for each response; nan where that is None."""
    size, scale = len(part.read), part.scale
    rows = len(next(iter(columns.values())))
    total, complete = np.zeros(rows), 0
    answered = np.zeros(rows, dtype=np.int16)
    for key, item in part.read:
        amount = columns[key] if item is None else cast("Any", counted)(item, columns[key])
        if there.all(key):
            total += amount
            complete += 1
        else:
            np.add(total, amount, out=total, where=there[key])
            answered += there[key]
    if complete == size:
        return _of_all(part, total, size)
    answered += complete
    if scale.max_missing == 0 and scale.method == "sum":
        return np.where(answered == size, total * scale.factor, np.nan)
    if scale.method == "sum":
        value = np.where(answered == size, total * scale.factor, total * size * scale.factor / answered)
    else:
        value = _of_all(part, total, answered)
    return np.where((answered > 0) & (size - answered <= scale.max_missing), value, np.nan)


def _of_all(part: ResolvedScale, total: Floats, answered: Any) -> Floats:
    scale = part.scale
    if scale.method == "mean":
        return cast("Floats", total / answered)
    if scale.method == "percent":
        zero, hundred = scale.ends
        return cast("Floats", (total - zero * answered) * 100 / ((hundred - zero) * answered))
    return total * scale.factor


def _total(declared: Declared, subscores: Mapping[str, Floats], columns: Columns, there: _There) -> Floats:
    if declared.total is not None:
        return _value(declared.total, columns, there)
    rows = len(next(iter(columns.values())))
    if not declared.instrument.sum_of:
        return np.full(rows, np.nan)
    return sum((subscores[key] for key in declared.instrument.sum_of), np.zeros(rows))


def _seen(instrument: Instrument, total: Floats) -> Floats:
    return np.floor(total + 0.5) if instrument.whole else total


def _flag(flag: Flag, number: Floats) -> Named:
    holds = cast("Any", flag.limit.holds)(number)
    return Named(np.where(np.isnan(number), -1, holds).astype(np.int32), (False, True))


def _bands(instrument: Instrument, seen: Floats, contexts: Contexts) -> Named:
    every = [instrument.bands, *(special.bands for special in instrument.band_sets)]
    names = tuple(dict.fromkeys(band.key for bands in every for band in bands))
    codes = np.full(len(seen), -1, dtype=np.int32)
    sets = [bands_for(instrument, context) for context in contexts.table]
    for bands in dict.fromkeys(sets):
        rows: Any = True
        if any(each is not bands for each in sets):
            rows = np.array([bands_of_row is bands for bands_of_row in sets])[contexts.which]
        # The first band that holds a total is its band, so the first is written last.
        for band in reversed(bands):
            if band.low is None or band.high is None:
                continue
            above = seen > band.low if band.open_low else seen >= band.low
            below = seen < band.high if band.open_high else seen <= band.high
            np.copyto(codes, names.index(band.key), where=above & below & rows)
    return Named(codes, names)


# --- row by row


def _by_row(instrument: Instrument, columns: Mapping[str, Answers], contexts: Contexts) -> Scores:
    rule = rule_of(instrument)
    items = [item for item in items_of(instrument) if item.key in columns]
    bad = np.any([refused(item, columns[item.key]) for item in items], axis=0)
    answers = zip(*(_python(item, columns[item.key]) for item in items), strict=True)
    hashable = all(item.in_columns for item in items)
    keys = [item.key for item in items]
    outcomes = [Outcome("invalid")]
    seen: dict[Any, int] = {}
    which = np.zeros(len(bad), dtype=np.int64)
    for place, (wrong, row, context) in enumerate(zip(bad.tolist(), answers, contexts.which.tolist(), strict=True)):
        if wrong:
            continue
        known = seen.get((row, context)) if hashable else None
        if known is None:
            known = len(outcomes)
            values = {key: answer for key, answer in zip(keys, row, strict=True) if answer is not None}
            outcomes.append(rule(values, contexts.table[context]))
            if hashable:
                seen[row, context] = known
        which[place] = known
    return _gathered(instrument, outcomes, which)


def _python(item: Item, column: Answers) -> Iterator[Any]:
    """The answers as rules take them: whole numbers as ints, yes and no as bools, None when missing."""
    if not item.in_columns:
        return (None if days is None else accept(item, days) for days in column)
    x = np.asarray(column, dtype=np.float64)
    answers: NDArray[np.object_]
    if item.takes.fractions:
        answers = x.astype(object)
    elif item.yes_or_no:
        answers = (x == 1).astype(object)
    else:
        answers = np.where(np.isfinite(x), x, 0).astype(np.int64).astype(object)
    answers[np.isnan(x)] = None
    return iter(answers.tolist())


def _gathered(instrument: Instrument, outcomes: Sequence[Outcome], which: NDArray[np.int64]) -> Scores:
    """Outcomes turned into columns; ``which`` names the outcome of each response."""
    total = np.array([np.nan if outcome.total is None else outcome.total for outcome in outcomes], dtype=np.float64)
    subscores = dict.fromkeys(key for outcome in outcomes for key in outcome.subscores)
    flags = dict.fromkeys(key for outcome in outcomes for key in outcome.flags)
    profiles = [{} if outcome.profile is None else {"": outcome.profile} for outcome in outcomes]
    return Scores(
        np.array([STATUSES.index(outcome.status) for outcome in outcomes], dtype=np.int8)[which],
        total[which],
        _named("", [{} if outcome.band is None else {"": outcome.band} for outcome in outcomes], which),
        np.array([outcome.n_missing for outcome in outcomes], dtype=np.int16)[which],
        {key: _named(key, [outcome.subscores for outcome in outcomes], which) for key in subscores},
        {key: _named(key, [outcome.flags for outcome in outcomes], which) for key in flags},
        _named("", profiles, which) if any(profiles) else None,
        instrument.key,
    )


def _named(key: str, mappings: Sequence[Mapping[str, Any]], which: NDArray[np.int64]) -> Named:
    values = [each.get(key, REFUSED) for each in mappings]
    places = np.array([-1 if value is REFUSED else place for place, value in enumerate(values)], dtype=np.int32)
    return Named(places[which], tuple(None if value is REFUSED else value for value in values))
