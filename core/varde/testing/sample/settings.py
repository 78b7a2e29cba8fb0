"""What whoever offers the trail may decide about it."""

from __future__ import annotations

from dataclasses import dataclass

from varde.plugin.settings import Text, setting


@dataclass(frozen=True, slots=True)
class TrailSettings:
    """Read by the rules of its modules."""

    days_before_view: int = setting(
        7,
        Text(
            "Hvor mange dager det går før utsikten åpner.",
            "Kor mange dagar det går før utsikta opnar.",
            "How many days pass before the view opens.",
        ),
        low=0,
        high=60,
    )
    detour_for_all: bool = setting(
        False,
        Text(
            "Om omveien er åpen for alle, ikke bare for dem en veileder åpner den for.",
            "Om omvegen er open for alle, ikkje berre for dei ein rettleiar opnar han for.",
            "Whether the detour is open to everybody, and not only to those a guide opens it for.",
        ),
    )
