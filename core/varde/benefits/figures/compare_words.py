"""The sentences of the comparison of two programmes, places or periods: how the two differ, and never that one of them is why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from varde.kernel.words import Text

Beside = Literal["programmes", "places", "periods"]
"""In what the two that are compared differ."""
HEADING: Mapping[Beside, Text] = {
    "programmes": Text("Sammenlign to tilbud", "Samanlikn to tilbod", "Compare two offerings"),
    "places": Text("Sammenlign to steder", "Samanlikn to stader", "Compare two places"),
    "periods": Text("Sammenlign to perioder", "Samanlikn to periodar", "Compare two periods"),
}
_IN = Text("i {name}", "i {name}", "in {name}")
IN: Mapping[Beside, Text] = {"programmes": _IN, "places": Text("ved {name}", "ved {name}", "at {name}"), "periods": _IN}
"""Where somebody was treated, as it stands in a sentence."""
ANOTHER_PERIOD = Text("En annen periode her", "Ein annan periode her", "Another period here")

ALIKE = Text(
    "{how} er forskjellen innenfor grensen som ble satt på forhånd",
    "{how} er skilnaden innanfor grensa som vart sett på førehand",
    "{how}, the difference is within the margin that was set beforehand",
)
MORE = Text(
    "{how} var bedringen større {in_name}",
    "{how} var betringa større {in_name}",
    "{how}, improvement was larger {in_name}",
)
UNCLEAR = Text(
    "{how} kan vi ikke si om de to er like eller ulike",
    "{how} kan vi ikkje seie om dei to er like eller ulike",
    "{how}, we cannot say whether the two are alike or not",
)
ADJUSTED_HOW = Text("Justert for ulik start", "Justert for ulik start", "Adjusted for how they stood at the start")
PLAIN_HOW = Text("Uten justering", "Utan justering", "Without adjustment")
DIFFERENCE = Text(
    "Forskjell i endring på {measure}: {first} og {second}",
    "Skilnad i endring på {measure}: {first} og {second}",
    "Difference in change on {measure}: {first} and {second}",
)
DIFFERENCE_NOTE = Text(
    "Hvor mye større bedringen på {measure} var {in_second} enn {in_first}, fra start til {then}. n = {n} og {m}. Strekene er 95 % "
    "KI. Justert betyr at vi tar hensyn til hvor de sto ved start på den samme skalaen, og ingenting annet.{margin}",
    "Kor mykje større betringa på {measure} var {in_second} enn {in_first}, frå start til {then}. n = {n} og {m}. Strekane er 95 % "
    "KI. Justert tyder at vi tek omsyn til kvar dei stod ved start på den same skalaen, og ingenting anna.{margin}",
    "How much more improvement there was on {measure} {in_second} than {in_first}, from the start to {then}. n = {n} and {m}. "
    "The lines are 95% CI. Adjusted means that we allow for how they stood at the start on the same scale, not for more.{margin}",
)
MARGIN = Text(
    " Mindre enn {margin} {unit} regnes som likt. Grensen er satt av programmet, ikke etter tallene.",
    " Mindre enn {margin} {unit} blir rekna som likt. Grensa er sett av programmet, ikkje etter tala.",
    " Less than {margin} {unit} counts as alike. The programme has set the margin, not the figures.",
)
NO_MARGIN = Text(
    " Ingen grense er satt på forhånd, så vi sier ikke at de er like.",
    " Inga grense er sett på førehand, så vi seier ikkje at dei er like.",
    " No margin was set beforehand, so that we do not say that they are alike.",
)
MARGIN_KEY = Text(
    "mindre enn {margin} {unit}: regnes som likt",
    "mindre enn {margin} {unit}: blir rekna som likt",
    "less than {margin} {unit}: counts as alike",
)
PLUS_IS = Text(
    "{unit}; pluss betyr bedre {in_second}",
    "{unit}; pluss tyder betre {in_second}",
    "{unit}; plus is better {in_second}",
)
FROM_TO = Text("{value} ({low} til {high})", "{value} ({low} til {high})", "{value} ({low} to {high})")
WAY_HEAD = Text("Måte", "Måte", "Way")
DIFFERENCE_HEAD = Text("Forskjell (95 % KI)", "Skilnad (95 % KI)", "Difference (95% CI)")

SHARES_OVERLAP = Text(
    "Andelen respondere: null er med i intervallet",
    "Delen respondarar: null er med i intervallet",
    "Share of responders: the interval holds zero",
)
SHARES_DIFFER = Text(
    "Andelen respondere er høyere {in_name} blant dem som svarte",
    "Delen respondarar er høgare {in_name} blant dei som svara",
    "The share of responders is higher {in_name} among those who answered",
)
SHARES = Text("Andel respondere i de to", "Del respondarar i dei to", "Share of responders in the two")
SHARES_NOTE = Text(
    "Respondere på {measure} ({then}). Blant dem som svarte er forskjellen {difference} prosentpoeng ({low} til {high}); "
    "pluss betyr flere respondere {in_second}.",
    "Respondarar på {measure} ({then}). Blant dei som svara er skilnaden {difference} prosentpoeng ({low} til {high}); "
    "pluss tyder fleire respondarar {in_second}.",
    "Responders on {measure} ({then}). Among those who answered the difference is {difference} percentage points ({low} to "
    "{high}); plus is more responders {in_second}.",
)
SHARE_OF = Text("{share} ({k} av {n})", "{share} ({k} av {n})", "{share} ({k} of {n})")

START_UNEQUAL = Text(
    "De to gruppene var ulike før de begynte",
    "Dei to gruppene var ulike før dei begynte",
    "The two groups differed before they began",
)
START_ALIKE = Text(
    "På det vi har målt, var gruppene ganske like før de begynte",
    "På det vi har målt, var gruppene ganske like før dei begynte",
    "On what we have measured, the groups were much alike before they began",
)
AT_START = Text(
    "Standardisert forskjell ved start", "Standardisert skilnad ved start", "Standardised difference at the start"
)
PLUS_HIGHER = Text(
    "SD; pluss betyr høyere {in_second}", "SD; pluss tyder høgare {in_second}", "SD; plus is higher {in_second}"
)
AT_START_ROW = Text("{measure} ved start", "{measure} ved start", "{measure} at the start")
AGAINST = Text("{first} mot {second}", "{first} mot {second}", "{first} against {second}")
SMALL_KEY = Text("liten forskjell (under 0,1)", "liten skilnad (under 0,1)", "small difference (under 0.1)")
UNEQUAL_KEY = Text("ulikt", "ulikt", "unequal")
AT_START_NOTE = Text(
    "Forskjellen i standardavvik (SD), {first} mot {second}, alle som svarte ved start. {differ} motivasjon, arbeid og barn hjemme "
    "er ikke registrert.",
    "Skilnaden i standardavvik (SD), {first} mot {second}, alle som svara ved start. {differ} motivasjon, arbeid og barn heime er "
    "ikkje registrert.",
    "The difference in standard deviations (SD), {first} against {second}, everyone who answered at the start. {differ} "
    "motivation, work and children at home are not recorded.",
)
_MAY_DIFFER = Text(
    "Gruppene kan være ulike på flere måter enn dem vi har målt:",
    "Gruppene kan vere ulike på fleire måtar enn dei vi har målt:",
    "The groups may differ in more ways than we have measured:",
)
MAY_DIFFER: Mapping[Beside, Text] = {
    "programmes": Text(
        "Folk valgte selv, så de kan være ulike på flere måter enn dem vi har målt:",
        "Folk valde sjølve, så dei kan vere ulike på fleire måtar enn dei vi har målt:",
        "People chose themselves, so that they may differ in more ways than we have measured:",
    ),
    "places": _MAY_DIFFER,
    "periods": _MAY_DIFFER,
}
MEASURED_HEAD = Text("Måling", "Måling", "Measurement")

CAN_BOTH_BETTER = Text(
    "I begge grupper ble det bedre på {measure} hos dem som svarte.",
    "I begge grupper vart det betre på {measure} hos dei som svara.",
    "In both groups those who answered improved on {measure}.",
)
CAN_DIFFERENCE = Text(
    "{how} er forskjellen {value} {unit} ({low} til {high}); pluss betyr større bedring {in_second}.",
    "{how} er skilnaden {value} {unit} ({low} til {high}); pluss tyder større betring {in_second}.",
    "{how}, the difference is {value} {unit} ({low} to {high}); plus is more improvement {in_second}.",
)
CAN_SHARES = Text(
    "Av alle som begynte, er {first} og {second} respondere.",
    "Av alle som begynte, er {first} og {second} respondarar.",
    "Of all who started, {first} and {second} are responders.",
)
NOT_CAUSE: Mapping[Beside, Text] = {
    "programmes": Text(
        "At ett av tilbudene er årsaken til forskjellen. Ingen av gruppene er en kontrollgruppe.",
        "At eitt av tilboda er årsaka til skilnaden. Ingen av gruppene er ei kontrollgruppe.",
        "That one of them is the cause of the difference. Neither group is a control group.",
    ),
    "places": Text(
        "At stedet er årsaken til forskjellen. Ingen av gruppene er en kontrollgruppe.",
        "At staden er årsaka til skilnaden. Ingen av gruppene er ei kontrollgruppe.",
        "That the place is the cause of the difference. Neither group is a control group.",
    ),
    "periods": Text(
        "At noe dere gjorde annerledes, er årsaken til forskjellen. Ingen av gruppene er en kontrollgruppe.",
        "At noko de gjorde annleis, er årsaka til skilnaden. Ingen av gruppene er ei kontrollgruppe.",
        "That something you did differently is the cause of the difference. Neither group is a control group.",
    ),
}
NOT_ONE_PERSON: Mapping[Beside, Text] = {
    "programmes": Text(
        "At det ene er bedre for den enkelte. Folk valgte selv.",
        "At det eine er betre for den enkelte. Folk valde sjølve.",
        "That one of them is better for any one person. People chose themselves.",
    ),
    "places": Text(
        "At det ene stedet er bedre for den enkelte. Det kommer ikke de samme folkene til begge.",
        "At den eine staden er betre for den enkelte. Det kjem ikkje dei same folka til begge.",
        "That one place is better for any one person. The people who come to the two are not the same.",
    ),
    "periods": Text(
        "At det ville gått likedan for den enkelte. Det er ikke de samme folkene i de to periodene.",
        "At det ville gått likeins for den enkelte. Det er ikkje dei same folka i dei to periodane.",
        "That it would have gone likewise for any one person. The people in the two periods are not the same.",
    ),
}
NOT_SILENT = Text(
    "Hvordan det gikk med de {first} og {second} som ikke svarte.",
    "Korleis det gjekk med dei {first} og {second} som ikkje svara.",
    "How it went with the {first} and {second} who did not answer.",
)
NOT_SILENT_YET = Text(
    "Hvordan det gikk med de {first} og {second} som ikke har svart.",
    "Korleis det gjekk med dei {first} og {second} som ikkje har svara.",
    "How it went with the {first} and {second} who have not answered.",
)
UNDUE = Text(
    "Hvor mange av alle som begynte, som er respondere. Noen begynte så nylig at de ikke har fått tid til å svare på «{then}» "
    "ennå.",
    "Kor mange av alle som begynte, som er respondarar. Nokon begynte så nyleg at dei ikkje har fått tid til å svare på «{then}» "
    "enno.",
    "How many of all who started are responders. Some started so recently that they have not had time to answer “{then}” yet.",
)
NOT_SILENT_HIDDEN = Text(
    "Hvordan det gikk med dem som ikke svarte.",
    "Korleis det gjekk med dei som ikkje svara.",
    "How it went with those who did not answer.",
)

TABLE: Mapping[Beside, Text] = {
    "programmes": Text("De to tilbudene i tall", "Dei to tilboda i tal", "The two in figures"),
    "places": Text("De to stedene i tall", "Dei to stadene i tal", "The two places in figures"),
    "periods": Text("De to periodene i tall", "Dei to periodane i tal", "The two periods in figures"),
}
STARTED = Text("Begynte", "Begynte", "Started")
ANSWERED = Text("Svarte begge ganger", "Svara begge gongene", "Answered both times")
LEFT = Text("Sluttet før tiden", "Slutta før tida", "Left before the time")
MEAN_CHANGE = Text("Endring i snittet, {measure}", "Endring i snittet, {measure}", "Change in the mean, {measure}")

CHOOSE_OFFERING = Text(
    "Velg et av tilbudene i listen.", "Vel eitt av tilboda i lista.", "Choose one of those in the list."
)
CHOOSE_MEASURE = Text(
    "De to har ikke dette målet felles. Velg et i listen.",
    "Dei to har ikkje dette målet felles. Vel eit i lista.",
    "The two do not have this measure in common. Choose one in the list.",
)
TOO_FEW_MONTHS = Text(
    "For få har svart i disse månedene til at de to kan legges ved siden av hverandre. Velg en lengre periode.",
    "For få har svara i desse månadene til at dei to kan leggjast ved sida av kvarandre. Vel ein lengre periode.",
    "Too few have answered in these months to lay the two beside each other. Choose a longer period.",
)
OVERLAPPING = Text(
    "De to periodene får måneder felles. Velg to som ligger lenger fra hverandre; måneder med få vises bare samlet.",
    "Dei to periodane får månader felles. Vel to som ligg lenger frå kvarandre; månader med få blir berre viste samla.",
    "The two periods come to have months in common. Choose two further apart; months of few are only shown together.",
)
