"""The hike of many responses at once: :func:`varde.testing.samples.village.hike.hiked` in columns."""

from __future__ import annotations

from itertools import compress, product

import numpy as np

from varde.plugin.columns import STATUSES, Columns, Named, Numbers, Outcomes
from varde.testing.samples.village.hike_limits import LONGEST_DAY, LONGEST_WALK, WAYS

BANDS = ("little", "much")
REASONS = ("missing", "too_long")
CUT = tuple([*compress(WAYS, chosen)] for chosen in product((False, True), repeat=len(WAYS)))
"""Every choice of ways: the place of one is its members' bits, the first way's the highest."""


def in_columns(columns: Columns) -> Outcomes:
    """The same rules in the same order, for every response."""
    days = {way: columns[f"{way}_days"] for way in WAYS}
    minutes = {way: np.where(days[way] == 0, 0.0, columns[f"{way}_min"]) for way in WAYS}
    missing = np.zeros(len(columns["rest_min"]), dtype=np.int16)
    for column in (*days.values(), *minutes.values()):
        missing += np.isnan(column)
    too_long = (missing == 0) & (sum(minutes.values()) > LONGEST_DAY)
    scored = (missing == 0) & ~too_long
    cut = sum((minutes[way] > LONGEST_WALK).astype(np.int32) << place for place, way in enumerate(reversed(WAYS)))
    parts = {way: days[way] * np.minimum(minutes[way], LONGEST_WALK) for way in WAYS}
    total = np.where(scored, sum(parts.values()), np.nan)
    return Outcomes(
        status=np.where(scored, STATUSES.index("scored"), STATUSES.index("excluded")).astype(np.int8),
        total=total,
        band=Named(np.where(scored, total >= 300, -1).astype(np.int32), BANDS),
        n_missing=missing,
        subscores={
            **{f"minutes_{way}": Numbers(amount, scored) for way, amount in parts.items()},
            "rested": Numbers(columns["rest_min"], scored),
        },
        flags={
            "reason": Named(np.where(scored, -1, too_long).astype(np.int32), REASONS),
            "cut": Named(np.where(scored, cut, -1).astype(np.int32), CUT),
        },
    )
