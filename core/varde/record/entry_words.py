"""Words about entries: a week in one sentence, and the columns of a table."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

AND_DAY = Text("{days} og {last}", "{days} og {last}", "{days} and {last}")
ENTRIES = Counted(
    Text("{n} innføring", "{n} innføring", "{n} entry"), Text("{n} innføringer", "{n} innføringar", "{n} entries")
)
ENTRIES_ON_DAYS = Text("{entries} på {days}", "{entries} på {days}", "{entries} on {days}")
EVEN = Text("{number} hver gang", "{number} kvar gong", "{number} each time")
NOT_WRITTEN = Text("ikke skrevet", "ikkje skrive", "not written")
NO = Text("nei", "nei", "no")
NO_NUMBERS = Text("Ingen tall disse dagene", "Ingen tal desse dagane", "No numbers on these days")
NOT_SHARED = Text("ikke delt", "ikkje delt", "not shared")
NUMBERS = Text("Tall", "Tal", "Numbers")
ON_DAYS = Counted(Text("én dag", "éin dag", "one day"), Text("{n} dager", "{n} dagar", "{n} days"))
ONE_DAY = Text("Fra {low} til {high} på {day}", "Frå {low} til {high} på {day}", "From {low} to {high} on {day}")
ONE_DAY_ONE_NUMBER = Text("{number} på {day}", "{number} på {day}", "{number} on {day}")
SCALE_ENDS = Text(
    "{low} er {low_label}, og {high} er {high_label}.",
    "{low} er {low_label}, og {high} er {high_label}.",
    "{low} is {low_label}, and {high} is {high_label}.",
)
SHARED = Text("Delt", "Delt", "Shared")
SPREAD = Text(
    "Høyest {high_days} ({high}), lavest {low_days} ({low})",
    "Høgst {high_days} ({high}), lågast {low_days} ({low})",
    "Highest on {high_days} ({high}), lowest on {low_days} ({low})",
)
TODAY_IS = Text("I dag, {day}", "I dag, {day}", "Today, {day}")
YES = Text("ja", "ja", "yes")
