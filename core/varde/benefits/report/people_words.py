"""The words of who began: sections, columns and values."""

from __future__ import annotations

from varde.kernel.words import Text

PEOPLE = Text("Hvem som begynte", "Kven som begynte", "Who started")
DIMENSION = {
    "age": Text("Alder", "Alder", "Age"),
    "sex": Text("Kjønn, slik de selv har oppgitt", "Kjønn, slik dei sjølve har oppgitt", "Sex, as they have stated it"),
    "route": Text("Hvem som henviste", "Kven som tilviste", "Who referred them"),
}
NAMED = {
    "age": Text("alder", "alder", "age"),
    "sex": Text("kjønn", "kjønn", "sex"),
    "route": Text("henvisningsvei", "tilvisingsveg", "way of referral"),
    "travel": Text("reisevei", "reiseveg", "travel"),
}
VALUE = {
    "female": Text("kvinne", "kvinne", "female"),
    "male": Text("mann", "mann", "male"),
    "self": Text("personen selv", "personen sjølv", "themselves"),
    "clinician": Text("helsepersonell", "helsepersonell", "a health professional"),
    "import": Text("overført fra et annet system", "overført frå eit anna system", "brought in from another system"),
}
UNKNOWN = Text("ikke oppgitt", "ikkje oppgitt", "not stated")
YEARS = Text("{band} år", "{band} år", "{band} years")
FROM_YEARS = Text("{age} år og eldre", "{age} år og eldre", "{age} years and older")
TABLE = Text("{dimension}: alle som begynte", "{dimension}: alle som begynte", "{dimension}: all who started")
NOTE = Text(
    "For alle måneder og spor samlet.", "For alle månader og spor samla.", "For all months and tracks together."
)
RESPONSE_IS = Text(
    "Respons er på {measure} ({then}), av dem som svarte begge ganger. En forskjell mellom grupper kan være tilfeldig.",
    "Respons er på {measure} ({then}), av dei som svara begge gongene. Ein skilnad mellom grupper kan vere tilfeldig.",
    "The response is on {measure} ({then}), of those who answered both times. A difference between groups may be chance.",
)
NOT_OF_A_TRACK = Text(
    "Hvem de var, vises bare for alle spor samlet.",
    "Kven dei var, blir berre vist for alle spor samla.",
    "Who they were is shown only for all tracks together.",
)
