"""What somebody writes in each exercise of the library: as it is sent, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Tried:
    """One exercise: what its form is sent with, what is kept, and which of its words stand in the list. ``{ladder}`` is the
    number of the newest entry of that exercise. ``wrong`` is a form that breaks a rule, with the control that says so."""

    form: Mapping[str, str]
    kept: Mapping[str, Any]
    said: str
    wrong: tuple[Mapping[str, str], str]
    later: Mapping[str, str] = field(default_factory=dict)


TRIED = {
    "ladder": Tried(
        {"situation": "Bussen tre stopp", "fear": "60"},
        {"situation": "Bussen tre stopp", "fear": 60},
        "Bussen tre stopp",
        ({"situation": "Bussen", "fear": "61"}, "fear"),
    ),
    "attempts": Tried(
        {
            "rung": "{ladder}",
            "feared": "At jeg må av",
            "before": "40",
            "highest": "85",
            "after": "50",
            "happened": "no",
        },
        {
            "rung": {"entry": "{ladder}", "words": "Bussen tre stopp"},
            "feared": "At jeg må av",
            "before": 40,
            "highest": 85,
            "after": 50,
            "happened": "no",
        },
        "85",
        ({"rung": "999999", "highest": "85"}, "rung"),
    ),
    "bodily-exercises": Tried(
        {"which": "swallow", "fear": "35", "feared": "At jeg kveles"},
        {"which": "swallow", "fear": 35, "feared": "At jeg kveles"},
        "Svelg fem ganger raskt",
        ({"which": "spin", "fear": "35"}, "which"),
    ),
}
"""In an order in which each is written after what it speaks of."""
