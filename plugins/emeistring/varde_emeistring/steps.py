"""Steps that every module of eMeistring has alike."""

from __future__ import annotations

from varde.plugin.programmes import Reading, Text


def summary() -> Reading:
    """The last step: the key points, what to practise this week, and whom to call when it is urgent."""
    return Reading(
        "summary",
        Text("Det viktigste og ukens øving", "Det viktigaste og øvinga for veka", "What matters most, and this week"),
        2,
    )
