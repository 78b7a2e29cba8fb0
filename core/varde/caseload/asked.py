"""What somebody asks of her caseload: which part of it, of which programme, in which order. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from varde.standing.on_track import ON_TRACK, REASONS

BOOKED = "booked"
"""Those who have an appointment with the reader today."""
FRESH = "fresh"
"""Those of whom something has come since she last looked on an earlier working day."""
TO_START = "to_start"
"""Those who are taken in and have not begun."""
SHARED = "shared"
"""Those who have shared something of an exercise that nobody has answered, whatever else they stand for."""
FINISHED = "finished"
"""Those who are through the last module, or have ended, and still are on the list."""
OTHERS = "others"
"""Those for whom somebody else is responsible: she stands in, or is of the team."""
GROUPS = (FRESH, BOOKED, TO_START, SHARED, FINISHED, OTHERS)
EVERYBODY = ""
"""Everybody who needs something."""
Sort = Literal["urgency", "waited", "today", "name"]
SORTS: tuple[Sort, ...] = ("urgency", "waited", "today", "name")


@dataclass(frozen=True, slots=True)
class ListAsked:
    """``part`` is a reason, the key of a plugin's, ``on_track``, one of :data:`GROUPS`, or :data:`EVERYBODY`; ``programme`` a key,
    "" for all. In every order those in danger are first."""

    part: str = EVERYBODY
    programme: str = ""
    sort: Sort = "urgency"

    @property
    def plain(self) -> bool:
        """Nothing but a reason, or nothing at all, in the usual order."""
        return self.part not in GROUPS and not self.programme and self.sort == "urgency"


def asked_for(
    part: str, programme: str, sort: str, *, handed: Collection[str] = (), programmes: Collection[str] = ()
) -> tuple[ListAsked, bool]:
    """What these words ask for, and whether all of them are known: a filter that is gone is left out. ``handed`` are the reasons of
    plugins."""
    known_part = part in (EVERYBODY, *REASONS, ON_TRACK, *GROUPS) or part in handed
    known_programme = not programme or programme in programmes
    order: Sort | None = next((each for each in SORTS if each == sort), None)
    asked = ListAsked(part if known_part else EVERYBODY, programme if known_programme else "", order or "urgency")
    return asked, known_part and known_programme and (order is not None or not sort)
