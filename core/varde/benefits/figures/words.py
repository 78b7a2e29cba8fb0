"""The sentences of the benefits page. They say what was seen and never that something worked."""

from __future__ import annotations

from varde.benefits.figures.change import ChangeClass
from varde.kernel.words import Text

GROUP = {
    "all": Text("Alle", "Alle", "Everyone"),
    "responder": Text("Respondere", "Respondarar", "Responders"),
    "non_responder": Text("Ikke-respondere", "Ikkje-respondarar", "Non-responders"),
}
GROUP_SHORT = {
    "all": Text("Alle", "Alle", "All"),
    "responder": Text("Resp.", "Resp.", "Resp."),
    "non_responder": Text("Ikke-resp.", "Ikkje-resp.", "Non-resp."),
}
AMONG = {
    "all": Text("", "", ""),
    "responder": Text(" blant respondere", " blant respondarar", " among responders"),
    "non_responder": Text(" blant ikke-respondere", " blant ikkje-respondarar", " among non-responders"),
}
CHANGE = {
    ChangeClass.RECOVERED: Text("Bedret og forbi grensen", "Betra og forbi grensa", "Improved and past the cut-off"),
    ChangeClass.IMPROVED: Text("Bedret", "Betra", "Improved"),
    ChangeClass.UNCHANGED: Text("Uendret", "Uendra", "Unchanged"),
    ChangeClass.DETERIORATED: Text("Forverret", "Forverra", "Deteriorated"),
}
POPULATION = {
    "referred": Text("alle henviste", "alle tilviste", "everyone referred"),
    "started": Text("alle som begynte", "alle som begynte", "everyone who started"),
    "paired": Text(
        "de som svarte både ved start og senere",
        "dei som svara både ved start og seinare",
        "those who answered both at the start and later",
    ),
    "answered": Text("alle som svarte", "alle som svara", "everyone who answered"),
    "unwell": Text(
        "de av dem som var over en grense ved start",
        "dei av dei som var over ei grense ved start",
        "those of them above a cut-off at the start",
    ),
}
OF_TRAJECTORY = Text(
    "alle som svarte ved start, og av dem de som svarte igjen hver gang. Er bare noen få uten svar senere, er også starten av dem "
    "som svarte igjen",
    "alle som svara ved start, og av dei dei som svara igjen kvar gong. Er berre nokre få utan svar seinare, er òg starten av dei "
    "som svara igjen",
    "everyone who answered at the start, and of them those who answered again each time. Where only a few have no later "
    "answer, the start too is of those who answered again",
)
MILESTONE = {
    "referred": Text("Henvist", "Tilvist", "Referred"),
    "eligible": Text("Kunne få plass", "Kunne få plass", "Eligible"),
    "started": Text("Begynte", "Begynte", "Started"),
    "answered": Text("Svarte ({occasion})", "Svara ({occasion})", "Answered ({occasion})"),
}
LOWER = Text("lavere er bedre", "lågare er betre", "lower is better")
HIGHER = Text("høyere er bedre", "høgare er betre", "higher is better")
HIDDEN = Text("skjult", "skjult", "hidden")
STEP = Text("Steg", "Steg", "Step")
PEOPLE = Text("Personer", "Personar", "People")
OF_REFERRED = Text("Av henviste", "Av tilviste", "Of referred")
OF_ANSWERED = Text("Av dem som svarte", "Av dei som svara", "Of those who answered")
OF_STARTED = Text("Av alle som begynte", "Av alle som begynte", "Of all who started")
GROUP_HEAD = Text("Gruppe", "Gruppe", "Group")
LEVEL_HEAD = Text("Grad", "Grad", "Level")
AREA = Text("Område", "Område", "Area")
CHANGE_HEAD = Text("Endring", "Endring", "Change")
MEAN = Text("Snitt", "Snitt", "Mean")
PERIOD = Text("Periode", "Periode", "Period")
DAYS = Text("Dager, snitt", "Dagar, snitt", "Days, mean")
MEDIAN = Text("Dager, median", "Dagar, median", "Days, median")
QUARTER = Text("{n}. kv. {year}", "{n}. kv. {year}", "Q{n} {year}")
SHARE = Text("Andel", "Del", "Share")
INTERVAL = Text("95 % KI", "95 % KI", "95% CI")
START = Text("start", "start", "start")

# --- headings: what the reader should see

FLOW_SEEN = Text(
    "{started} av {referred} henviste begynte",
    "{started} av {referred} tilviste begynte",
    "{started} of {referred} referred started",
)
EXITS_SEEN = Text(
    "{left} av {started} som begynte, sluttet før tiden",
    "{left} av {started} som begynte, slutta før tida",
    "{left} of {started} who started left before the time",
)
EXITS = Text("Hvordan de sluttet", "Korleis dei slutta", "How people left")
NOT_STARTED = Text("Begynte ikke", "Begynte ikkje", "Did not start")
WHO_STARTED = Text("Begynte", "Begynte", "Started")
OPEN_BEFORE = Text("Har ikke begynt ennå", "Har ikkje begynt enno", "Have not started yet")
OPEN_AFTER = Text("I gang", "I gang", "Under way")
PASSED_ON = Text(
    "Sendt videre til et annet sted eller program: {n}. De teller der de kom, og ikke som avslag.",
    "Sende vidare til ein annan stad eller eit anna program: {n}. Dei tel der dei kom, og ikkje som avslag.",
    "Passed on to another place or programme: {n}. They count where they came, and not as declined.",
)
FLOW = Text("Fra henvist til svart", "Frå tilvist til svara", "From referred to answered")
RATE_SEEN = Text(
    "{share} av dem som svarte, er respondere ({occasion})",
    "{share} av dei som svara, er respondarar ({occasion})",
    "{share} of those who answered are responders ({occasion})",
)
RATE_OF_ALL = Text(
    "{k} av {n} som begynte, er respondere ({occasion})",
    "{k} av {n} som begynte, er respondarar ({occasion})",
    "{k} of {n} who started are responders ({occasion})",
)
UNKNOWN_KEY = Text("svarte ikke: vet vi ikke", "svara ikkje: veit vi ikkje", "did not answer: not known")
UNDUE_KEY = Text(
    "har ikke svart ennå: vet vi ikke", "har ikkje svara enno: veit vi ikkje", "not answered yet: not known"
)
UNKNOWN_OR_UNDUE_KEY = Text(
    "svarte ikke, eller har ikke svart ennå ({then}): vet vi ikke",
    "svara ikkje, eller har ikkje svara enno ({then}): veit vi ikkje",
    "did not answer, or not yet ({then}): not known",
)
RATE_UNKNOWN = Text(
    "{seen}. Hvordan det gikk med {unknown}, vet vi ikke",
    "{seen}. Korleis det gjekk med {unknown}, veit vi ikkje",
    "{seen}. How it went with {unknown} we do not know",
)
RATE_UNDUE = Text(
    "{seen}. Noen av dem har ikke hatt tid til å svare. Hvordan det gikk med {unknown}, vet vi ikke ennå",
    "{seen}. Nokon av dei har ikkje hatt tid til å svare. Korleis det gjekk med {unknown}, veit vi ikkje enno",
    "{seen}. Some of them have not had time to answer. How it went with {unknown} we do not know yet",
)
RATE_FEW = Text(
    "For få svar til å vise andelen respondere",
    "For få svar til å vise delen respondarar",
    "Too few answers to show the share of responders",
)
RATE = Text("Andel respondere: {measure}", "Del respondarar: {measure}", "Share of responders: {measure}")
SEVERITY_SEEN = Text(
    "«{level}» gikk fra {start} til {later}{among}",
    "«{level}» gjekk frå {start} til {later}{among}",
    "“{level}” went from {start} to {later}{among}",
)
SEVERITY = Text("Alvorlighetsgrad{among}: {measure}", "Alvorsgrad{among}: {measure}", "Severity{among}: {measure}")
TRAJECTORY_SEEN = Text(
    "Snittet gikk fra {start} ({first}) til {later} ({then})",
    "Snittet gjekk frå {start} ({first}) til {later} ({then})",
    "The mean went from {start} ({first}) to {later} ({then})",
)
PAIRS_SEEN = Text(
    "Snittet gikk fra {start} til {later} ({then}) hos de {n} som svarte begge ganger",
    "Snittet gjekk frå {start} til {later} ({then}) hos dei {n} som svara begge gongene",
    "The mean went from {start} to {later} ({then}) in the {n} who answered both times",
)
PAIRS_BY_CHANCE = Text("{seen}. Det kan være tilfeldig", "{seen}. Det kan vere tilfeldig", "{seen}. That may be chance")
PAIRS = Text("{measure}, før og etter", "{measure}, før og etter", "{measure}, before and after")
PAIRS_ROW = Text("{then}, n = {n}", "{then}, n = {n}", "{then}, n = {n}")
PAIRS_IS = Text(
    "gjennomsnittlig {measure} ({low}–{high}, {direction}). Åpen ring er start, fylt er etterpå. Hver linje er de samme folkene, "
    "så starten er ulik når ikke de samme svarte.",
    "gjennomsnittleg {measure} ({low}–{high}, {direction}). Open ring er start, fylt er etterpå. Kvar linje er dei same folka, "
    "så starten er ulik når ikkje dei same svara.",
    "mean {measure} ({low}–{high}, {direction}). An open ring is the start, a filled one afterwards. Each line is of the same "
    "people, so that the start differs where others answered.",
)
PAIRS_CHANGE = Text(
    "Endring, {then}: {value} (95 % KI {low} til {high}).",
    "Endring, {then}: {value} (95 % KI {low} til {high}).",
    "Change, {then}: {value} (95% CI {low} to {high}).",
)
OCCASION_HEAD = Text("Når", "Når", "When")
AFTERWARDS = Text("etterpå", "etterpå", "afterwards")
TRAJECTORY_SPLIT = Text(
    "Respondere gikk fra {start} til {later}, ikke-respondere fra {other_start} til {other_later}",
    "Respondarar gjekk frå {start} til {later}, ikkje-respondarar frå {other_start} til {other_later}",
    "Responders went from {start} to {later}, non-responders from {other_start} to {other_later}",
)
TRAJECTORY = Text("{measure} over tid", "{measure} over tid", "{measure} over time")
SUBSCALES_SEEN = Text(
    "{better} av {n} områder ligger bedre an enn ved start{among}",
    "{better} av {n} område ligg betre an enn ved start{among}",
    "{better} of {n} areas stand better than at the start{among}",
)
SUBSCALES = Text(
    "{measure}, område for område{among}", "{measure}, område for område{among}", "{measure} by area{among}"
)
SATISFACTION_SEEN = Text("Snittet er {mean} av {high}", "Snittet er {mean} av {high}", "The mean is {mean} of {high}")
SATISFACTION_SPLIT = Text(
    "Respondere {yes} og ikke-respondere {no} av {high}",
    "Respondarar {yes} og ikkje-respondarar {no} av {high}",
    "Responders {yes} and non-responders {no} of {high}",
)
WAITING_SEEN = Text(
    "Ventetiden gikk fra {first} til {last} dager",
    "Ventetida gjekk frå {first} til {last} dagar",
    "The wait went from {first} to {last} days",
)
WAITING_LIKE = Text(
    "Ventetiden er som før, {days} dager", "Ventetida er som før, {days} dagar", "The wait is as before, {days} days"
)
WAITING_ONE = Text("Ventetiden er {days} dager", "Ventetida er {days} dagar", "The wait is {days} days")
WAITING = Text("Ventetid fra henvisning til start", "Ventetid frå tilvising til start", "Wait from referral to start")
CLASSES_SEEN = Text("{k} av {n}: {change}", "{k} av {n}: {change}", "{k} of {n}: {change}")
CLASSES = Text(
    "Klinisk betydningsfull endring: {measure}",
    "Klinisk meiningsfull endring: {measure}",
    "Clinically significant change: {measure}",
)

# --- definitions

FLOW_IS = Text(
    "hvor mange som kom til hvert steg, og hvor mange som svarte på skjemaet.",
    "kor mange som kom til kvart steg, og kor mange som svara på skjemaet.",
    "how many came to each step, and how many answered the form.",
)
EXITS_IS = Text(
    "hvordan forløpet sluttet, med grunnen som ble oppgitt, for alle måneder og spor samlet. Grunner ingen hadde, står ikke.",
    "korleis forløpet slutta, med grunnen som vart oppgitt, for alle månader og spor samla. Grunnar ingen hadde, står ikkje.",
    "how it ended, with the reason that was given, for all months and tracks together. Reasons nobody had are left out.",
)
RATE_IS = Text(
    "responder er den som er {rule} bedre på {measure} enn ved start. Streken er 95 % KI (Wilson).",
    "respondar er den som er {rule} betre på {measure} enn ved start. Streken er 95 % KI (Wilson).",
    "a responder is {rule} better on {measure} than at the start. The line is the 95% CI (Wilson).",
)
RULE_AT_LEAST = Text("minst {rule}", "minst {rule}", "at least {rule}")
RULE_MORE_THAN = Text("mer enn {rule}", "meir enn {rule}", "more than {rule}")
SEVERITY_IS = Text(
    "andel per alvorlighetsgrad på {measure} ved start og {then}, de samme personene begge ganger.",
    "del per alvorsgrad på {measure} ved start og {then}, dei same personane begge gongene.",
    "share at each level of severity on {measure} at the start and {then}, the same people both times.",
)
TRAJECTORY_IS = Text(
    "gjennomsnittlig {measure} ({low}–{high}, {direction}). Loddrette streker er 95 % KI regnet ut fra SD og n.",
    "gjennomsnittleg {measure} ({low}–{high}, {direction}). Loddrette strekar er 95 % KI rekna ut frå SD og n.",
    "mean {measure} ({low}–{high}, {direction}). The upright lines are 95% CI from SD and n.",
)
SUBSCALES_IS = Text(
    "{measure} ({low}–{high}, {direction}). Åpen ring er start, fylt er {then}.",
    "{measure} ({low}–{high}, {direction}). Open ring er start, fylt er {then}.",
    "{measure} ({low}–{high}, {direction}). An open ring is the start, a filled one {then}.",
)
SATISFACTION_IS = Text(
    "{measure}, {low} er lavest og {high} er høyest ({then}).",
    "{measure}, {low} er lågast og {high} er høgast ({then}).",
    "{measure}, {low} is lowest and {high} is highest ({then}).",
)
WAITING_IS = Text(
    "kalenderdager fra henvisningen kom til personen begynte, etter når hun begynte.",
    "kalenderdagar frå tilvisinga kom til personen begynte, etter når ho begynte.",
    "calendar days from the referral came until the person started, by when she started.",
)
WAITED_ALL = Text(
    "I alt: median {median} dager og snitt {mean} dager (n = {n}).",
    "I alt: median {median} dagar og snitt {mean} dagar (n = {n}).",
    "In all: median {median} days and mean {mean} days (n = {n}).",
)
ANSWER_IN = Text(
    "Fra henvisningen kom til klinikken svarte: median {median} dager og snitt {mean} dager (n = {n}).",
    "Frå tilvisinga kom til klinikken svara: median {median} dagar og snitt {mean} dagar (n = {n}).",
    "From the referral came until the clinic answered: median {median} days and mean {mean} days (n = {n}).",
)
ANSWER_MEDIAN = Text(
    "Fra henvisningen kom til klinikken svarte: median {median} dager.",
    "Frå tilvisinga kom til klinikken svara: median {median} dagar.",
    "From the referral came until the clinic answered: median {median} days.",
)
IN_ALL = Text("i alt", "i alt", "in all")
CLASSES_IS = Text(
    "{measure} ved start og {then}. Bedret eller forverret er en endring {limit}, mer enn målefeilen.{cutoff} "
    "Kilde for grensen: {source}.",
    "{measure} ved start og {then}. Betra eller forverra er ei endring {limit}, meir enn målefeilen.{cutoff} "
    "Kjelde for grensa: {source}.",
    "{measure} at the start and {then}. Improved or deteriorated is a change of {limit}, more than measurement error."
    "{cutoff} Source of the limit: {source}.",
)
AT_LEAST = Text("på minst {n} {unit}", "på minst {n} {unit}", "at least {n} {unit}")
MORE_THAN = Text("på mer enn {n} {unit}", "på meir enn {n} {unit}", "more than {n} {unit}")
CUTOFF = Text(
    " Grensen mellom syk og frisk er {n}.",
    " Grensa mellom sjuk og frisk er {n}.",
    " The cut-off between unwell and well is {n}.",
)
WORKED_OUT = Text(
    "Regnet ut av svar og målinger.", "Rekna ut av svar og målingar.", "Worked out from answers and measurements."
)
WORKED_OUT_IN = Text(
    "Regnet ut av svar og målinger, i {unit}.",
    "Rekna ut av svar og målingar, i {unit}.",
    "Worked out from answers and measurements, in {unit}.",
)
VERSION = Text("Skjemaversjon {version}.", "Skjemaversjon {version}.", "Form version {version}.")

# --- headline numbers

RESPONDERS = Text("Respondere", "Respondarar", "Responders")
RESPONDERS_TEXT = Text(
    "{measure}, {then}. n = {n} som svarte, 95 % KI {low}–{high}. {of_started} av alle som begynte.",
    "{measure}, {then}. n = {n} som svara, 95 % KI {low}–{high}. {of_started} av alle som begynte.",
    "{measure}, {then}. n = {n} who answered, 95% CI {low}–{high}. {of_started} of all who started.",
)
CHANGED = Text("Endring i snittet", "Endring i snittet", "Change in the mean")
CHANGED_TEXT = Text(
    "{measure}: {start} til {later} ({then}) hos de {n} som svarte begge ganger. 95 % KI {low} til {high}, d(av) {d}.",
    "{measure}: {start} til {later} ({then}) hos dei {n} som svara begge gongene. 95 % KI {low} til {high}, d(av) {d}.",
    "{measure}: {start} to {later} ({then}) in the {n} who answered both times. 95% CI {low} to {high}, d(av) {d}.",
)
UNIT_POINTS = Text("poeng", "poeng", "points")
SATISFACTION_UNIT = Text("av {high}", "av {high}", "of {high}")
SATISFACTION_TEXT = Text(
    "{measure} ({low}–{high}), SD {sd}. n = {n}",
    "{measure} ({low}–{high}), SD {sd}. n = {n}",
    "{measure} ({low}–{high}), SD {sd}. n = {n}",
)
WAITED = Text("Ventetid", "Ventetid", "Wait")
UNIT_DAYS = Text("dager", "dagar", "days")
WAITED_TEXT = Text(
    "Snitt fra henvisning til start, {period}. n = {n}",
    "Snitt frå tilvising til start, {period}. n = {n}",
    "Mean from referral to start, {period}. n = {n}",
)
BEGAN = Text("Begynte", "Begynte", "Started")
BEGAN_TEXT = Text("Av {n} henviste.", "Av {n} tilviste.", "Of {n} referred.")
ANSWERED = Text("Svarte", "Svara", "Answered")
ANSWERED_TEXT = Text(
    "{then}: {k} av {n} som begynte.", "{then}: {k} av {n} som begynte.", "{then}: {k} of {n} who started."
)

# --- read this before you use the numbers

MISSING = Text(
    "{share} av dem som begynte, mangler svar ved start eller «{then}» på {measure}. Tallene gjelder dem som svarte.",
    "{share} av dei som begynte, manglar svar ved start eller «{then}» på {measure}. Tala gjeld dei som svara.",
    "{share} of those who started have no answer at the start or “{then}” on {measure}. "
    "The numbers are about those who answered.",
)
MISSING_HIDDEN = Text(
    "Hvor mange som mangler svar på {measure}, vises ikke, fordi gruppene er små. Tallene gjelder dem som svarte.",
    "Kor mange som manglar svar på {measure}, blir ikkje vist, fordi gruppene er små. Tala gjeld dei som svara.",
    "How many have no answer on {measure} is not shown, because the groups are small. The numbers are about those who "
    "answered.",
)
UNDUE = Text(
    "Noen begynte så nylig at de ikke har fått tid til å svare på «{then}» ennå. De teller som uten svar.",
    "Nokon begynte så nyleg at dei ikkje har fått tid til å svare på «{then}» enno. Dei tel som utan svar.",
    "Some started so recently that they have not had time to answer “{then}” yet. They count as not having answered.",
)
TOLD_TO = Text(
    "Tallene gjelder dem som begynte til og med {month}. De som kom senere, er ikke med ennå: de kan fortsatt svare, eller de er "
    "for få.",
    "Tala gjeld dei som begynte til og med {month}. Dei som kom seinare, er ikkje med enno: dei kan framleis svare, eller dei er "
    "for få.",
    "The figures are of those who began up to and including {month}. Those who came later are not included yet: they can still "
    "answer, or they are too few.",
)
SELECTED = Text(
    "Respondere og ikke-respondere er delt etter utfallet. At respondere har det bedre, følger av inndelingen.",
    "Respondarar og ikkje-respondarar er delte etter utfallet. At respondarar har det betre, følgjer av inndelinga.",
    "Responders and non-responders are parted by the outcome. That responders are better follows from the parting.",
)
NOT_PARTED = Text(
    "Gruppene kan ikke vises hver for seg her, fordi noen tall da blir under {threshold}.",
    "Gruppene kan ikkje visast kvar for seg her, fordi nokre tal då blir under {threshold}.",
    "The groups cannot be shown apart here, because some numbers would be under {threshold}.",
)
NO_CONTROL = Text(
    "Det er ingen kontrollgruppe. Vi kan ikke si at behandlingen er årsaken til endringen.",
    "Det er inga kontrollgruppe. Vi kan ikkje seie at behandlinga er årsaka til endringa.",
    "There is no control group. We cannot say that the treatment is the cause of the change.",
)

# --- what is asked for and cannot be shown

BAD_MONTH = Text(
    "En måned skrives slik: 2024-11.", "Ein månad skriv du slik: 2024-11.", "A month is written like this: 2024-11."
)
MONTHS_REVERSED = Text(
    "Fra-måneden må komme før til-måneden.",
    "Frå-månaden må kome før til-månaden.",
    "The first month must come before the last.",
)
UNKNOWN_TRACK = Text(
    "Sporet i adressen kan ikke vises for seg. Velg et av dem i listen.",
    "Sporet i adressa kan ikkje visast for seg. Vel eitt av dei i lista.",
    "The track in the address cannot be shown on its own. Choose one from the list.",
)
