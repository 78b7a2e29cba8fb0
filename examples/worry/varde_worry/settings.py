"""What each organisation decides about its offering of Bekymringstid."""

from __future__ import annotations

from dataclasses import dataclass

from varde.plugin.settings import Text, setting


@dataclass(frozen=True, slots=True)
class WorrySettings:
    """The default is proposed, and to be signed by a clinical owner."""

    days_before_return: int = setting(
        28,
        Text(
            "Dager før steget om det man har unngått, åpner.",
            "Dagar før steget om det ein har unngått, opnar.",
            "Days before the module about what was avoided opens.",
        ),
        low=14,
        high=35,
    )
