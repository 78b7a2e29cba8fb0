"""The scores of many responses together, and how parts of them are put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from varde.instruments.columns import STATUSES, Bools, Floats, Named, Outcomes, number_at
from varde.instruments.values import Score

SCORED, NOT_SCORED, _EXCLUDED, INVALID = range(4)


@dataclass(frozen=True, slots=True)
class Scores(Outcomes):
    """The outcomes of many responses together with the key of the instrument they belong to."""

    instrument: str = ""

    def __len__(self) -> int:
        return len(self.status)

    def row(self, place: int) -> Score:
        """One of them, as it is when it is scored alone."""
        status = STATUSES[self.status[place]]
        if status == "invalid":
            return Score("invalid", instrument=self.instrument)
        subscores = {
            key: number_at(column, place) if isinstance(column, np.ndarray) else column.value(place)
            for key, column in self.subscores.items()
            if isinstance(column, np.ndarray) or column.holds(place)
        }
        flags = {key: column.value(place) for key, column in self.flags.items() if column.holds(place)}
        profile = self.profile.value(place) if self.profile else None
        return Score(
            status,
            number_at(self.total, place),
            subscores,
            self.band.value(place),
            flags,
            int(self.n_missing[place]),
            profile,
            self.instrument,
        )


def without(scores: Scores, bad: Bools) -> Scores:
    """The same, with nothing but a status for the bad ones."""
    if not bad.any():
        return scores
    scores.status[bad] = INVALID
    scores.n_missing[bad] = 0
    scores.total[bad] = np.nan
    return replace(
        scores,
        band=scores.band.without(bad),
        subscores={
            key: np.where(bad, np.nan, column) if isinstance(column, np.ndarray) else column.without(bad)
            for key, column in scores.subscores.items()
        },
        flags={key: column.without(bad) for key, column in scores.flags.items()},
        profile=scores.profile.without(bad) if scores.profile else None,
    )


def joined(parts: Sequence[Scores]) -> Scores:
    """Those of one block after another, as one."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return Scores(
        np.concatenate([part.status for part in parts]),
        np.concatenate([part.total for part in parts]),
        _one(part.band for part in parts),
        np.concatenate([part.n_missing for part in parts]),
        {key: np.concatenate([cast("Floats", part.subscores[key]) for part in parts]) for key in first.subscores},
        {key: _one(part.flags[key] for part in parts) for key in first.flags},
        instrument=first.instrument,
    )


def _one(columns: Iterable[Named]) -> Named:
    blocks = list(columns)
    return Named(np.concatenate([column.codes for column in blocks]), blocks[0].values)
