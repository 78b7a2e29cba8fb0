"""The sentences of the comparison of two programmes. They say how the two differ, and never that one of them is why."""

from __future__ import annotations

from varde.kernel.words import Text

ALIKE = Text(
    "{how} er forskjellen innenfor grensen som ble satt på forhånd",
    "{how} er skilnaden innanfor grensa som vart sett på førehand",
    "{how}, the difference is within the margin that was set beforehand",
)
MORE = Text(
    "{how} var bedringen større i {name}",
    "{how} var betringa større i {name}",
    "{how}, improvement was larger in {name}",
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
    "Hvor mye større bedringen på {measure} var i {second} enn i {first}, fra start til {then}. n = {n} og {m}. Strekene er 95 % "
    "KI. Justert betyr at vi tar hensyn til hvor de sto ved start på den samme skalaen, og ingenting annet.{margin}",
    "Kor mykje større betringa på {measure} var i {second} enn i {first}, frå start til {then}. n = {n} og {m}. Strekane er 95 % "
    "KI. Justert tyder at vi tek omsyn til kvar dei stod ved start på den same skalaen, og ingenting anna.{margin}",
    "How much more improvement there was on {measure} in {second} than in {first}, from the start to {then}. n = {n} and {m}. "
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
    "{unit}; pluss betyr bedre i {second}", "{unit}; pluss tyder betre i {second}", "{unit}; plus is better in {second}"
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
    "Andelen respondere er høyere i {name} blant dem som svarte",
    "Delen respondarar er høgare i {name} blant dei som svara",
    "The share of responders is higher in {name} among those who answered",
)
SHARES = Text("Andel respondere i de to", "Del respondarar i dei to", "Share of responders in the two")
SHARES_NOTE = Text(
    "Respondere på {measure} ({then}). Blant dem som svarte er forskjellen {difference} prosentpoeng ({low} til {high}); "
    "pluss betyr flere respondere i {second}.",
    "Respondarar på {measure} ({then}). Blant dei som svara er skilnaden {difference} prosentpoeng ({low} til {high}); "
    "pluss tyder fleire respondarar i {second}.",
    "Responders on {measure} ({then}). Among those who answered the difference is {difference} percentage points ({low} to "
    "{high}); plus is more responders in {second}.",
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
    "SD; pluss betyr høyere i {second}", "SD; pluss tyder høgare i {second}", "SD; plus is higher in {second}"
)
AT_START_ROW = Text("{measure} ved start", "{measure} ved start", "{measure} at the start")
AGAINST = Text("{first} mot {second}", "{first} mot {second}", "{first} against {second}")
SMALL_KEY = Text("liten forskjell (under 0,1)", "liten skilnad (under 0,1)", "small difference (under 0.1)")
UNEQUAL_KEY = Text("ulikt", "ulikt", "unequal")
AT_START_NOTE = Text(
    "Forskjellen i standardavvik (SD), {first} mot {second}, alle som svarte ved start. Folk valgte selv, så de kan være ulike på "
    "flere måter enn dem vi har målt: motivasjon, arbeid og barn hjemme er ikke registrert.",
    "Skilnaden i standardavvik (SD), {first} mot {second}, alle som svara ved start. Folk valde sjølve, så dei kan vere ulike på "
    "fleire måtar enn dei vi har målt: motivasjon, arbeid og barn heime er ikkje registrert.",
    "The difference in standard deviations (SD), {first} against {second}, everyone who answered at the start. People chose "
    "themselves, so that they may differ in more ways than we have measured: motivation, work and children at home are not "
    "recorded.",
)
MEASURED_HEAD = Text("Måling", "Måling", "Measurement")

CAN_BOTH_BETTER = Text(
    "I begge grupper ble det bedre på {measure} hos dem som svarte.",
    "I begge grupper vart det betre på {measure} hos dei som svara.",
    "In both groups those who answered improved on {measure}.",
)
CAN_DIFFERENCE = Text(
    "{how} er forskjellen {value} {unit} ({low} til {high}); pluss betyr større bedring i {second}.",
    "{how} er skilnaden {value} {unit} ({low} til {high}); pluss tyder større betring i {second}.",
    "{how}, the difference is {value} {unit} ({low} to {high}); plus is more improvement in {second}.",
)
CAN_SHARES = Text(
    "Av alle som begynte, er {first} og {second} respondere.",
    "Av alle som begynte, er {first} og {second} respondarar.",
    "Of all who started, {first} and {second} are responders.",
)
NOT_CAUSE = Text(
    "At ett av tilbudene er årsaken til forskjellen. Ingen av gruppene er en kontrollgruppe.",
    "At eitt av tilboda er årsaka til skilnaden. Ingen av gruppene er ei kontrollgruppe.",
    "That one of them is the cause of the difference. Neither group is a control group.",
)
NOT_ONE_PERSON = Text(
    "At det ene er bedre for den enkelte. Folk valgte selv.",
    "At det eine er betre for den enkelte. Folk valde sjølve.",
    "That one of them is better for any one person. People chose themselves.",
)
NOT_SILENT = Text(
    "Hvordan det gikk med de {first} og {second} som ikke svarte.",
    "Korleis det gjekk med dei {first} og {second} som ikkje svara.",
    "How it went with the {first} and {second} who did not answer.",
)
NOT_SILENT_HIDDEN = Text(
    "Hvordan det gikk med dem som ikke svarte.",
    "Korleis det gjekk med dei som ikkje svara.",
    "How it went with those who did not answer.",
)

TABLE = Text("De to tilbudene i tall", "Dei to tilboda i tal", "The two in figures")
STARTED = Text("Begynte", "Begynte", "Started")
ANSWERED = Text("Svarte begge ganger", "Svara begge gongene", "Answered both times")
LEFT = Text("Sluttet før tiden", "Slutta før tida", "Left before the time")
MEAN_CHANGE = Text("Endring i snittet, {measure}", "Endring i snittet, {measure}", "Change in the mean, {measure}")

CHOOSE_OFFERING = Text(
    "Velg et av tilbudene i listen.", "Vel eitt av tilboda i lista.", "Choose one of those in the list."
)
CHOOSE_MEASURE = Text(
    "De to tilbudene har ikke dette målet felles. Velg et i listen.",
    "Dei to tilboda har ikkje dette målet felles. Vel eit i lista.",
    "The two do not have this measure in common. Choose one in the list.",
)
TOO_FEW_MONTHS = Text(
    "For få har svart i disse månedene til at de to kan legges ved siden av hverandre. Velg en lengre periode.",
    "For få har svara i desse månadene til at dei to kan leggjast ved sida av kvarandre. Vel ein lengre periode.",
    "Too few have answered in these months to lay the two beside each other. Choose a longer period.",
)
