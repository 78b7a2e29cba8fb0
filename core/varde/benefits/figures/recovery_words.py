"""What is said of recovery by two scales."""

from __future__ import annotations

from varde.kernel.words import Text

RECOVERED = Text(
    "Friske nå, av dem over grensen ved start", "Friske no, av dei over grensa ved start", "Recovered, of cases"
)
RELIABLY = Text(
    "Pålitelig friske, av dem over grensen ved start",
    "Påliteleg friske, av dei over grensa ved start",
    "Reliably recovered, of cases",
)
CHANGES = {
    "improved": Text("Pålitelig bedret", "Påliteleg betra", "Reliably improved"),
    "unchanged": Text("Ingen pålitelig endring", "Inga påliteleg endring", "No reliable change"),
    "deteriorated": Text("Pålitelig forverret", "Påliteleg forverra", "Reliably deteriorated"),
}
TITLE = Text(
    "Frisk etter to skalaer: {measure} og {beside}",
    "Frisk etter to skalaer: {measure} og {beside}",
    "Recovery by two scales: {measure} and {beside}",
)
SEEN = Text(
    "{k} av {n} over grensen ved start var under begge grensene ({then})",
    "{k} av {n} over grensa ved start var under begge grensene ({then})",
    "{k} of {n} above a cut-off at the start were below both ({then})",
)
IS = Text(
    "Over grensen: {measure} minst {cutoff} eller {beside} minst {other_cutoff} ved start. Frisk: under begge ({then}). Pålitelig "
    "endring: minst {change} poeng på den ene eller {other_change} på den andre, og ikke motsatt vei på den andre. Pålitelig "
    "frisk er begge deler. Grensene er fra NHS Talking Therapies. Der regnes av fullførte forløp; her av dem som svarte på "
    "begge skalaene begge ganger, så tallene kan ikke holdes mot de engelske. For alle måneder og spor samlet.",
    "Over grensa: {measure} minst {cutoff} eller {beside} minst {other_cutoff} ved start. Frisk: under begge ({then}). Påliteleg "
    "endring: minst {change} poeng på den eine eller {other_change} på den andre, og ikkje motsett veg på den andre. Påliteleg "
    "frisk er begge delar. Grensene er frå NHS Talking Therapies. Der blir det rekna av fullførte forløp; her av dei som svara "
    "på begge skalaene begge gongene, så tala kan ikkje haldast mot dei engelske. For alle månader og spor samla.",
    "A case: {measure} at least {cutoff} or {beside} at least {other_cutoff} at the start. Recovered: below both ({then}). "
    "Reliable change: at least {change} points on the one or {other_change} on the other, and not the other way on the other. "
    "Reliably recovered is both. The limits are those of NHS Talking Therapies. There they are of finished courses; here of "
    "those who answered both scales both times, so that these numbers cannot be held against the English. For all months and "
    "tracks together.",
)
TABLE = Text(
    "Frisk etter to skalaer, {then}: {measure} og {beside}",
    "Frisk etter to skalaer, {then}: {measure} og {beside}",
    "Recovery by two scales, {then}: {measure} and {beside}",
)
RECOVERY_SAID = Text(
    "{k} av {n} som var over grensen på {measure} eller {beside} ved start, var under begge ({then}): {share}; {reliable} av "
    "{n} var også pålitelig bedret.",
    "{k} av {n} som var over grensa på {measure} eller {beside} ved start, var under begge ({then}): {share}; {reliable} av "
    "{n} var òg påliteleg betra.",
    "{k} of {n} who were a case on {measure} or {beside} at the start were below both ({then}): {share}; {reliable} of {n} had "
    "also improved reliably.",
)
