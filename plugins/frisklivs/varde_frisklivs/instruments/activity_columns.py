"""IPAQ-SF of many responses at once: :func:`varde_frisklivs.instruments.activity.ipaq` in columns."""

from __future__ import annotations

from itertools import compress, product

import numpy as np

from varde.plugin.columns import STATUSES, Bools, Columns, Contexts, Floats, Named, Numbers, Outcomes
from varde_frisklivs.instruments.activity import ACTIVITIES, LONGEST_BOUT, LONGEST_DAY, MET_TENTHS, NAMES, SHORTEST_BOUT

BANDS = ("low", "moderate", "high")
REASONS = ("missing_or_dont_know", "sum_minutes_gt_960")
CUT = tuple([*compress(ACTIVITIES, chosen)] for chosen in product((False, True), repeat=len(ACTIVITIES)))
"""Every choice of activities: the place of one is its members' bits, the first activity's the highest."""


def ipaq_in_columns(columns: Columns, _contexts: Contexts) -> Outcomes:
    """The same cleaning rules in the same order, for every response."""
    days = {a: columns[f"{a}_days"] for a in ACTIVITIES}
    minutes = {a: np.where(days[a] == 0, 0.0, columns[f"{a}_min"]) for a in ACTIVITIES}
    missing = np.zeros(len(columns["sit_min"]), dtype=np.int16)
    for column in (*days.values(), *minutes.values()):
        missing += np.isnan(column)
    too_long = (missing == 0) & (sum(minutes.values()) > LONGEST_DAY)
    scored = (missing == 0) & ~too_long
    cut = sum((minutes[a] > LONGEST_BOUT).astype(np.int32) << place for place, a in enumerate(reversed(ACTIVITIES)))
    for a in ACTIVITIES:
        short = minutes[a] < SHORTEST_BOUT
        days[a] = np.where(short, 0.0, days[a])
        minutes[a] = np.where(short, 0.0, np.minimum(minutes[a], LONGEST_BOUT))
    tenths = {a: MET_TENTHS[a] * days[a] * minutes[a] for a in ACTIVITIES}
    total = np.where(scored, sum(tenths.values()) / 10, np.nan)
    return Outcomes(
        status=np.where(scored, STATUSES.index("scored"), STATUSES.index("excluded")).astype(np.int8),
        total=total,
        band=Named(np.where(scored, _category(days, minutes, total), -1).astype(np.int32), BANDS),
        n_missing=missing,
        subscores={
            **{NAMES[a]: Numbers(amount / 10, scored) for a, amount in tenths.items()},
            "sitting_min_day": Numbers(columns["sit_min"], scored),
        },
        flags={
            "reason": Named(np.where(scored, -1, too_long).astype(np.int32), REASONS),
            "truncated": Named(np.where(scored, cut, -1).astype(np.int32), CUT),
        },
    )


def _category(days: Columns, minutes: Columns, total: Floats) -> Floats:
    """The place of the band in :data:`BANDS`."""
    any_days: Floats = days["vig"] + days["mod"] + days["walk"]
    half_hours: Floats = sum((np.where(minutes[a] >= 30, days[a], 0) for a in ("mod", "walk")), np.zeros(len(total)))
    vigorous: Bools = days["vig"] >= 3
    high = (vigorous & (total >= 1500)) | ((any_days >= 7) & (total >= 3000))
    moderate = (vigorous & (minutes["vig"] >= 20)) | (half_hours >= 5) | ((any_days >= 5) & (total >= 600))
    return np.where(high, 2.0, np.where(moderate, 1.0, 0.0))
