"""What is added, as bytes: pairs of positions and numbers, and the numbers of groups; 64-bit whole numbers, little end first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from varde.benefits.counting.models import ALL

Words = NDArray[np.int64]
WORD = np.dtype("<i8")
NOTHING: Words = np.zeros(0, dtype=WORD)


def pack(numbers: Iterable[int] | Words) -> bytes:
    return np.asarray(numbers if isinstance(numbers, np.ndarray) else list(numbers), dtype=WORD).tobytes()


def unpack(packed: bytes) -> Words:
    return np.frombuffer(packed, dtype=WORD)


ALONE = -1
"""Stands before the numbers of groups that are added to without everybody."""


def groups_added(packed: bytes) -> list[int]:
    """The groups that something is added to: everybody, and those that are written; or these alone."""
    groups: list[int] = unpack(packed).tolist()
    return groups[1:] if groups[:1] == [ALONE] else [ALL, *groups]


def pack_pairs(pairs: Sequence[tuple[int, int]]) -> bytes:
    return np.array(pairs, dtype=WORD).tobytes()


def unpack_pairs(packed: bytes) -> tuple[Words, Words]:
    """Positions and numbers."""
    pairs = unpack(packed).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def minus(after: bytes, before: bytes) -> bytes:
    """The pairs to add so that ``before`` is ``after``; empty when they are the same."""
    positions = np.concatenate([unpack_pairs(after)[0], unpack_pairs(before)[0]])
    numbers = np.concatenate([unpack_pairs(after)[1], -unpack_pairs(before)[1]])
    return added_up(positions, numbers)


def added_up(positions: Words, numbers: Words) -> bytes:
    """Pairs with every position once, in order, and nothing that is 0."""
    if not len(positions):
        return b""
    order = np.argsort(positions, kind="stable")
    places, begins = np.unique(positions[order], return_index=True)
    sums = np.add.reduceat(numbers[order], begins)
    kept = sums != 0
    return np.stack([places[kept], sums[kept]], axis=1).astype(WORD).tobytes()


def trimmed(sums: Words) -> bytes:
    """A row without the zeros at its end."""
    some = np.flatnonzero(sums)
    return sums[: some[-1] + 1].astype(WORD).tobytes() if len(some) else b""


def plus(row: Words, addend: Words) -> Words:
    """Two rows of which one may be shorter."""
    longer, shorter = (row, addend) if len(row) >= len(addend) else (addend, row)
    total = longer.copy()
    total[: len(shorter)] += shorter
    return total
