"""The library's own rules for columns: what :mod:`varde.instruments.library` says of one response, said of many.

A rule that is not here is asked once for each different response instead. Tests hold every pair together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varde.instruments.columns import Columns, Contexts, Floats, Named
from varde.instruments.library.alcohol import POSITIVE_FROM, audit_c_marks, skip_unasked, skip_when_never
from varde.instruments.library.depression import madrs_marks, phq9_marks
from varde.instruments.library.safety import madrs_level, phq_level
from varde.instruments.library.satisfaction import TURNED, from_positions
from varde.instruments.library.treatment import PERCENTAGES, percent_to_nine
from varde.instruments.values import Marks, Prepare


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """What a rule for extra flags may look at, as :class:`varde.instruments.values.ReadAnswers` has it for one response."""

    columns: Columns
    contexts: Contexts
    total: Floats
    n_missing: NDArray[np.int16]


def _skip_unasked(columns: Columns, _contexts: Contexts) -> Columns:
    filled = dict(columns)
    never = columns["q1"] == 0
    for key in ("q2", "q3"):
        filled[key] = _zero_where(never, columns[key])
    unasked = never | ((filled["q2"] == 0) & (filled["q3"] == 0))
    for key in ("q4", "q5", "q6", "q7", "q8"):
        filled[key] = _zero_where(unasked, columns[key])
    return filled


def _skip_when_never(columns: Columns, _contexts: Contexts) -> Columns:
    never = columns["q1"] == 0
    return {**columns, **{key: _zero_where(never, columns[key]) for key in ("q2", "q3")}}


def _zero_where(asked_not: NDArray[np.bool_], column: Floats) -> Floats:
    return np.where(asked_not & np.isnan(column), 0.0, column)


def _from_positions(columns: Columns, contexts: Contexts) -> Columns:
    turned = contexts.each(lambda context: context.get("position_coded") is True, np.bool_)
    if not turned.any():
        return columns
    return {key: np.where(turned, 5 - column, column) if key in TURNED else column for key, column in columns.items()}


def _percent_to_nine(columns: Columns, _contexts: Contexts) -> Columns:
    return {key: 1 + 8 * column / 100 if key in PERCENTAGES else column for key, column in columns.items()}


def _phq9_marks(reading: ReadColumns) -> Mapping[str, Named]:
    answers = [reading.columns[f"q{number}"] for number in range(1, 10)]
    symptoms = (answers[8] >= 1).astype(np.int8)
    for answer in answers[:8]:
        symptoms += answer >= 2
    core = (answers[0] >= 2) | (answers[1] >= 2)
    pattern = np.where(core & (symptoms >= 2), np.where(symptoms >= 5, 2, 1), 0)
    dsm = Named(np.where(reading.n_missing == 0, pattern, -1).astype(np.int32), ("none", "other", "major"))
    return {**_item9(answers[8], phq_level, 3), "dsm_algorithm": dsm}


def _madrs_marks(reading: ReadColumns) -> Mapping[str, Named]:
    return _item9(reading.columns["q9"], madrs_level, 6)


def _item9(answer: Floats, level: Callable[[int | None], str | None], highest: int) -> dict[str, Named]:
    gone = np.isnan(answer)
    codes = np.where(gone, highest + 1, answer).astype(np.int32)
    levels = (*(level(number) for number in range(highest + 1)), level(None))
    return {"item9_answered": Named((~gone).astype(np.int32), (False, True)), "item9_alert": Named(codes, levels)}


def _audit_c_marks(reading: ReadColumns) -> Mapping[str, Named]:
    limit = reading.contexts.each(lambda context: POSITIVE_FROM.get(str(context.get("sex")), np.nan), np.float64)
    positive = np.where(np.isnan(limit), 2, reading.total >= limit)
    return {"positive": Named(np.where(np.isnan(reading.total), -1, positive).astype(np.int32), (False, True, None))}


PREPARE: Mapping[Prepare, Callable[[Columns, Contexts], Columns]] = {
    skip_unasked: _skip_unasked,
    skip_when_never: _skip_when_never,
    from_positions: _from_positions,
    percent_to_nine: _percent_to_nine,
}
MARKS: Mapping[Marks, Callable[[ReadColumns], Mapping[str, Named]]] = {
    phq9_marks: _phq9_marks,
    madrs_marks: _madrs_marks,
    audit_c_marks: _audit_c_marks,
}
