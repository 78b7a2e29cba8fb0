"""Where Frisk i hverdagen expects a film of the municipality: people from here, and what there is to join."""

from __future__ import annotations

from varde.plugin.programmes import MediaSlot, Text

MOVING = MediaSlot(
    "story",
    Text("En herfra forteller", "Ein herifrå fortel", "Somebody from here tells"),
    "film",
    Text(
        "Et menneske herfra forteller hvordan litt mer bevegelse fikk plass i en vanlig uke.",
        "Eit menneske herifrå fortel korleis litt meir rørsle fekk plass i ei vanleg veke.",
        "Somebody from here tells how a little more activity found room in an ordinary week.",
    ),
    4,
)
QUITTING = MediaSlot(
    "story",
    Text("En som har sluttet, forteller", "Ein som har slutta, fortel", "Somebody who has quit tells"),
    "film",
    Text(
        "Et menneske som har sluttet med tobakk, forteller om suget, om glippene og om hva som hjalp.",
        "Eit menneske som har slutta med tobakk, fortel om suget, om glippane og om kva som hjelpte.",
        "Somebody who has quit tobacco tells of the craving, of the slips and of what helped.",
    ),
    4,
)
PLACES = MediaSlot(
    "places",
    Text("Slik er det hos oss", "Slik er det hos oss", "This is how it is here"),
    "film",
    Text(
        "Noen som arbeider her, viser hvor en kan gå videre og hva en kan være med på.",
        "Nokon som arbeider her, viser kvar ein kan gå vidare og kva ein kan vere med på.",
        "Somebody who works here shows where one may go on, and what there is to join.",
    ),
    4,
)
