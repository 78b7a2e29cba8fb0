"""Words of the manager's pages."""

from __future__ import annotations

from varde.kernel.words import Text

ALL_TRACKS = Text("Alle spor", "Alle spor", "All tracks")
APART = Text("Respondere og ikke-respondere", "Respondarar og ikkje-respondarar", "Responders and non-responders")
TOGETHER = Text("Alle samlet", "Alle samla", "All together")
FEW = Text("færre enn {n}, eller skjult", "færre enn {n}, eller skjult", "fewer than {n}, or hidden")
NO_SUCH_MEMBERS = Text("Ingen", "Ingen", "None")
NO_FIGURE = Text("vises ikke", "blir ikkje vist", "not shown")
ATTENDANCE_SHARE = Text(
    "{share} % ({low} til {high}), n = {times} ganger av {people}",
    "{share} % ({low} til {high}), n = {times} gonger av {people}",
    "{share} % ({low} to {high}), n = {times} times by {people}",
)
ATTENDANCE_HIDDEN = Text("Skjult: for få", "Skjult: for få", "Hidden: too few")

PLACES_UNDER = Text("Stedene under {place}", "Stadene under {place}", "The places under {place}")

MONTHS_TOGETHER = Text(
    "Disse månedene vises bare sammen med andre, fordi noen tall ellers ville gjelde færre enn {n}, nå eller tidligere. "
    "Viser {first}–{last}.",
    "Desse månadene blir berre viste saman med andre, fordi nokre tal elles ville gjelde færre enn {n}, no eller tidlegare. "
    "Viser {first}–{last}.",
    "These months are shown only together with others, as some number would otherwise be of fewer than {n}, now or before. "
    "Shown is {first}–{last}.",
)

# --- the overview

OVERVIEW_PART = {
    "watch": Text("Det du bør se på", "Det du bør sjå på", "What to look at"),
    "plans": Text("Gevinstplanene", "Gevinstplanane", "The benefits plans"),
    "dates": Text("Datoer", "Datoar", "Dates"),
}
WAITING_NOW = Text("Venter nå", "Ventar no", "Waiting now")
LATE_OF_THEM = Text("{n} over fristen", "{n} over fristen", "{n} past the deadline")
KEPT_BACK = Text(
    "For få personer til at tallene kan vises uten å røpe noe om noen",
    "For få personar til at tala kan visast utan å røpe noko om nokon",
    "Too few people to show the figures without telling of anybody",
)
TOO_EARLY = Text(
    "For tidlig: ikke mange nok har hatt tid til å svare på alle oppfølginger",
    "For tidleg: ikkje mange nok har hatt tid til å svare på alle oppfølgingar",
    "Too early: not enough people have had time to answer every follow-up",
)
NOBODY_YET = Text("Ingen er henvist hit ennå", "Ingen er tilviste hit enno", "Nobody is referred here yet")
STARTED = Text("Begynte", "Begynte", "Started")
RESPONDERS = Text("Respondere", "Respondarar", "Responders")
TOO_FEW_ANSWERS = Text("for få svar", "for få svar", "too few answers")
NOT_ALL_ASKED = Text(
    "{seen}; noen har ikke hatt tid ennå", "{seen}; nokon har ikkje hatt tid enno", "{seen}; some have not had time yet"
)
OF_ANSWERED = Text("{share} av dem som svarte", "{share} av dei som svara", "{share} of those who answered")
WAIT_WENT = Text(
    "ventetid i snitt, {first} til {last} dager i {n} perioder",
    "ventetid i snitt, {first} til {last} dagar i {n} periodar",
    "mean wait, {first} to {last} days over {n} periods",
)
ARE_LATE = Text("har ventet lenger enn fristen", "har venta lenger enn fristen", "have waited longer than the deadline")
ARE_OVERDUE = Text(
    "venter på svar på melding, lenger enn lovet",
    "ventar på svar på melding, lenger enn lova",
    "wait for an answer to a message, longer than promised",
)
ARE_UNOPENED = Text(
    "har et varsel som ingen har åpnet", "har eit varsel som ingen har opna", "have an alert that nobody has opened"
)
LACKS_BASELINE = Text("gevinst mangler nullpunkt", "gevinst manglar nullpunkt", "benefit lacks a baseline")
LACK_BASELINE = Text("gevinster mangler nullpunkt", "gevinstar manglar nullpunkt", "benefits lack a baseline")
AT_LEAST = Text("minst {n}", "minst {n}", "at least {n}")
SEE_RUN = Text("Se hvor det stopper", "Sjå kvar det stoppar", "See where it stops")
SOME = Text("Noen", "Nokon", "Some")
SEE_PLANS = Text("Se planene", "Sjå planane", "See the plans")
SEE_PLAN = Text("Se planen", "Sjå planen", "See the plan")
REVIEW = Text(
    "Gjennomgang av gevinstplanen for {programme}",
    "Gjennomgang av gevinstplanen for {programme}",
    "Review of the benefits plan of {programme}",
)
MEASURE = Text(
    "{benefit}, {programme}: ny måling", "{benefit}, {programme}: ny måling", "{benefit}, {programme}: measure again"
)

# --- the benefits plan

NOT_A_NUMBER = Text(
    "Skriv et tall, for eksempel 27,5.", "Skriv eit tal, til dømes 27,5.", "Write a number, such as 27.5."
)
NOT_PEOPLE = Text(
    "Skriv hvor mange det gjelder, som et helt tall fra 1.",
    "Skriv kor mange det gjeld, som eit heilt tal frå 1.",
    "Write how many it is of, as a whole number from 1.",
)
NOT_A_DAY = Text(
    "Skriv en dag, for eksempel 31.12.2027.", "Skriv ein dag, til dømes 31.12.2027.", "Write a day, such as 31.12.2027."
)
CHOOSE_LISTED = Text("Velg en av dem i listen.", "Vel ein av dei i lista.", "Choose one from the list.")
BENEFIT_KEPT = Text("Gevinsten er lagret.", "Gevinsten er lagra.", "The benefit is saved.")
VALUE_KEPT = Text("Verdien er ført.", "Verdien er ført.", "The value is written down.")
STATUS_KEPT = Text("Lagret.", "Lagra.", "Saved.")
LOWER_BETTER = Text("Lavere er bedre", "Lågare er betre", "Lower is better")
HIGHER_BETTER = Text("Høyere er bedre", "Høgare er betre", "Higher is better")
MEASURE_GONE = Text(
    "Programmet har ikke lenger målet {measure}, så verdien er ukjent.",
    "Programmet har ikkje lenger målet {measure}, så verdien er ukjend.",
    "The programme has the measure {measure} no more, so that the value is not known.",
)
NOT_KNOWN = Text("Ikke målt", "Ikkje målt", "Not measured")
CANNOT_SAY = Text("kan ikke regnes", "kan ikkje reknast", "cannot be worked out")
FROM_FIGURES = Text("fra tallene i Varde", "frå tala i Varde", "from the figures in Varde")
BY_HAND = Text("føres for hånd", "blir ført for hand", "written by hand")
PLAN_APPROVED = Text("Planen er godkjent.", "Planen er godkjend.", "The plan is approved.")
VOICE_GONE = Text("Ordene er tatt bort.", "Orda er tekne bort.", "The words are taken away.")
ADOPTED = Text(
    "Gevinsten står i planen. Skriv nullpunkt, mål og eier.",
    "Gevinsten står i planen. Skriv nullpunkt, mål og eigar.",
    "The benefit is in the plan. Write its baseline, target and owner.",
)
NOT_WORKED_OUT = Text("mangler: {names}", "manglar: {names}", "missing: {names}")
LOW, BASE, HIGH = Text("lavt", "lågt", "low"), Text("midtre", "midtre", "base"), Text("høyt", "høgt", "high")
STEP_HEAD = Text("Steg", "Steg", "Step")
STEP_WHERE = Text("Hvor", "Kvar", "Where")
STEP_DETAIL = Text("Mer om steget", "Meir om steget", "More about the step")
NOW_AT, BEGAN_AT, GOES_TO = (
    Text("nå {v}", "no {v}", "now {v}"),
    Text("nullpunkt {v}", "nullpunkt {v}", "baseline {v}"),
    Text("mål {v}", "mål {v}", "target {v}"),
)
PLACE_HEAD, VALUE_HEAD = Text("Punkt", "Punkt", "Point"), Text("Verdi", "Verdi", "Value")
DAY_HEAD = Text("Dag", "Dag", "Day")
