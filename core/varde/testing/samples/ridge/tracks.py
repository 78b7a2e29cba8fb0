"""The three tracks of the ridge. What the person names is suggested, unless a total speaks against it."""

from __future__ import annotations

from collections.abc import Mapping

from varde.plugin.programmes import Suggestion, Text, Track, Value

SOUTH = "south"
WEST = "west"
NORTH = "north"

TRACKS = (
    Track(SOUTH, Text("Sørsiden", "Sørsida", "The south side")),
    Track(WEST, Text("Vestsiden", "Vestsida", "The west side")),
    Track(NORTH, Text("Nordsiden", "Nordsida", "The north side")),
)
_TITLES = {track.key: track.title for track in TRACKS}


def suggest_track(facts: Mapping[str, Value]) -> Suggestion:
    """The side the person names. ``facts`` holds known values only."""
    side = facts.get("side")
    if isinstance(side, str) and side in _TITLES:
        title = _TITLES[side]
        return Suggestion(
            side,
            Text(
                f"{title.nb} foreslås fordi du sier at du vil dit; en veileder bekrefter valget.",
                f"{title.nn} er føreslått fordi du seier at du vil dit; ein rettleiar stadfestar valet.",
                f"{title.en} is suggested because you say you want to go there; a guide confirms the choice.",
            ),
        )
    return Suggestion(
        None,
        Text(
            "Vi kan ikke foreslå et spor ennå, fordi vi ikke vet hvor du vil.",
            "Vi kan ikkje føreslå eit spor enno, fordi vi ikkje veit kvar du vil.",
            "We cannot suggest a track yet, because we do not know where you want to go.",
        ),
    )
