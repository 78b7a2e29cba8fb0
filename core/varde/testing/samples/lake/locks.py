"""What may harm some by the lake: a lock for each kind of opener, and for both answers to what is not known."""

from __future__ import annotations

from varde.plugin.programmes import SafetyLock, Text, is_true

SOURCE = "invented"
_ELSE = Text(
    "Du kan gjøre resten av modulen, og du kan spørre båtvakten.",
    "Du kan gjere resten av modulen, og du kan spørje båtvakta.",
    "You can do the rest of the module, and you can ask the boat keeper.",
)

AFRAID = SafetyLock(
    "afraid-of-water",
    is_true("fears_water"),
    unknown_locks=True,
    opener="dietitian",
    why=Text(
        "Du har sagt at du er redd for vann. Da går du ikke ut alene.",
        "Du har sagt at du er redd for vatn. Då går du ikkje ut åleine.",
        "You have said that you are afraid of water. Then you do not go out alone.",
    ),
    instead=_ELSE,
    source=SOURCE,
)
CANNOT_SWIM = SafetyLock(
    "cannot-swim",
    is_true("cannot_swim"),
    unknown_locks=True,
    opener="therapist",
    why=Text(
        "Du har sagt at du ikke kan svømme. Da trenger du noen med deg.",
        "Du har sagt at du ikkje kan symje. Då treng du nokon med deg.",
        "You have said that you cannot swim. Then you need somebody with you.",
    ),
    instead=_ELSE,
    source=SOURCE,
)
STORM = SafetyLock(
    "storm",
    is_true("alarm_storm"),
    unknown_locks=False,
    opener="head",
    why=Text("Du har sagt at det stormer.", "Du har sagt at det stormar.", "You have said that there is a storm."),
    instead=_ELSE,
    source=SOURCE,
)
THIN_ICE = SafetyLock(
    "thin-ice",
    is_true("alarm_ice"),
    unknown_locks=False,
    opener="nobody",
    why=Text(
        "Du har sagt at isen er tynn. Da går ingen ut på den.",
        "Du har sagt at isen er tynn. Då går ingen ut på han.",
        "You have said that the ice is thin. Then nobody goes out on it.",
    ),
    instead=_ELSE,
    source=SOURCE,
)
