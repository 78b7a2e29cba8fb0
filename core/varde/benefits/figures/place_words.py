"""The sentences of the view of a place. They say who differs from whom, never who is best."""

from __future__ import annotations

from varde.benefits.counting.dimensions import AGE, PHASE, ROUTE, SEX
from varde.kernel.words import Text

FUNNEL_ALIKE = Text(
    "Stedene er stort sett like: forskjellene kan være tilfeldige",
    "Stadene er stort sett like: skilnadene kan vere tilfeldige",
    "The places are much alike: the differences may be chance",
)
FUNNEL_DIFFERS = Text(
    "Stedene er ulike, mer enn tilfeldig",
    "Stadene er ulike, meir enn tilfeldig",
    "The places differ by more than chance",
)
FUNNEL_OUTSIDE = Text(
    "De fleste stedene er like. {names} bør se nærmere på sitt tall",
    "Dei fleste stadene er like. {names} bør sjå nærare på sitt tal",
    "Most places are alike. {names} should look closer at the figure",
)
FUNNEL = Text(
    "Andel respondere på {measure} ved {n} steder, etter hvor mange som svarte",
    "Del respondarar på {measure} ved {n} stader, etter kor mange som svara",
    "Share of responders on {measure} at {n} places, by how many answered",
)
FUNNEL_NOTE = Text(
    "Båndet viser hvor mye tallet svinger av seg selv når få har svart. {inside} Med {n} steder venter vi "
    "at {expected} kan falle utenfor det indre båndet (95 %) uten grunn; her er det {outside}. {spread} Det ytre båndet er 99,8 %. "
    "Ikke justert for hvem som begynner. Steder med færre enn {fewest} svar, og de som ville røpet dem, er ikke tegnet.",
    "Bandet viser kor mykje talet svingar av seg sjølv når få har svara. {inside} Med {n} stader ventar vi "
    "at {expected} kan falle utanfor det indre bandet (95 %) utan grunn; her er det {outside}. {spread} Det ytre bandet er 99,8 %. "
    "Ikkje justert for kven som begynner. Stader med færre enn {fewest} svar, og dei som ville røpt dei, er ikkje teikna.",
    "The band shows how much the figure varies by itself when few have answered. {inside} With {n} places we "
    "expect that {expected} may fall outside the inner band (95%) for no reason; here there are {outside}. {spread} The outer band "
    "is 99.8%. Not adjusted for who starts. Places with fewer than {fewest} answers, and those that would give them away, are left "
    "out.",
)
INSIDE_ALIKE = Text(
    "Innenfor betyr «som de andre».", "Innanfor tyder «som dei andre».", "Inside means “as the others”."
)
INSIDE_DIFFERS = Text(
    "Innenfor betyr her at stedet ikke er lenger fra snittet enn stedene ellers er fra hverandre.",
    "Innanfor tyder her at staden ikkje er lenger frå snittet enn stadene elles er frå kvarandre.",
    "Inside means here that a place is no further from the whole than the places are from one another.",
)
SPREAD_AS_EXPECTED = Text(
    "Spredningen er som ventet (φ = {phi}), så båndene er ikke utvidet.",
    "Spreiinga er som venta (φ = {phi}), så banda er ikkje utvida.",
    "The spread is as expected (φ = {phi}), so the bands are not widened.",
)
SPREAD_A_LITTLE = Text(
    "Stedene spriker litt mer enn ventet (φ = {phi}), men det kan være tilfeldig. Båndene er utvidet like mye.",
    "Stadene sprikjer litt meir enn venta (φ = {phi}), men det kan vere tilfeldig. Banda er utvida like mykje.",
    "The places differ a little more than expected (φ = {phi}), but that may be chance. The bands are widened as much.",
)
SPREAD_WIDENED = Text(
    "Stedene spriker mer enn tilfeldigheter alene ville gitt (φ = {phi}), så båndene er utvidet.",
    "Stadene sprikjer meir enn tilfelle åleine ville gitt (φ = {phi}), så banda er utvida.",
    "The places differ more than chance alone would have them (φ = {phi}), so the bands are widened.",
)
ANSWERED_AXIS = Text("antall som svarte ({occasion})", "talet på dei som svara ({occasion})", "answered ({occasion})")
ALL_OF_THEM = Text("samlet {share}", "samla {share}", "together {share}")
INSIDE, OUTSIDE = (
    Text("innenfor", "innanfor", "inside"),
    Text("utenfor det indre båndet", "utanfor det indre bandet", "outside the inner band"),
)
PLACE_GROUP = Text("Gruppe", "Gruppe", "Group")
AND = Text("{first} og {last}", "{first} og {last}", "{first} and {last}")
PLACE_HEAD = Text("Sted", "Stad", "Place")
STARTED_HEAD = Text("Begynte", "Begynte", "Started")
ANSWERED_HEAD = Text("Svarte", "Svara", "Answered")
RESPONDED_HEAD = Text("Respondere (95 % KI)", "Respondarar (95 % KI)", "Responders (95% CI)")
INTERVAL_OF = Text("{share} ({low}–{high} %)", "{share} ({low}–{high} %)", "{share} ({low}–{high}%)")
HELD_BACK = Text("vises ikke", "blir ikkje vist", "not shown")
OF_PEOPLE = Text("{share} av {n}", "{share} av {n}", "{share} of {n}")

EQUITY_ALIKE = Text(
    "Ingen gruppe skiller seg tydelig fra de andre",
    "Inga gruppe skil seg tydeleg frå dei andre",
    "No group differs clearly from the others",
)
EQUITY_DIFFERS = Text(
    "{names} skiller seg fra snittet. Det kan være tilfeldig",
    "{names} skil seg frå snittet. Det kan vere tilfeldig",
    "{names} differs from the whole. It may be chance",
)
EQUITY = Text("Andel respondere etter hvem de er", "Del respondarar etter kven dei er", "Responders by who they are")
EQUITY_NOTE = Text(
    "Andel respondere av dem som svarte ({occasion}) på {measure}. Den stiplede linjen er alle her. Brede streker betyr få svar, "
    "ikke store forskjeller. Av {n} grupper venter vi at omtrent {expected} faller utenfor uten grunn.{merged}",
    "Del respondarar av dei som svara ({occasion}) på {measure}. Den stipla linja er alle her. Breie strekar tyder få svar, ikkje "
    "store skilnader. Av {n} grupper ventar vi at om lag {expected} fell utanfor utan grunn.{merged}",
    "Share of responders among those who answered ({occasion}) on {measure}. The dashed line is everyone here. Wide lines mean few "
    "answers, not large differences. Of {n} groups we expect about {expected} to fall outside for no reason.{merged}",
)
MERGED = Text(
    " Aldersgrupper med få er slått sammen med gruppen ved siden av.",
    " Aldersgrupper med få er slått saman med gruppa ved sida av.",
    " Age bands with few people are put together with the next.",
)
EVERYONE_HERE = Text("alle {share}", "alle {share}", "everyone {share}")
NOT_ASKED = Text("spørres ikke om", "blir ikkje spurt om", "not asked")
NOT_COUNTED = Text("er ikke regnet med her", "er ikkje rekna med her", "not counted here")
NOT_PARTED = Text("for få til å dele opp", "for få til å dele opp", "too few to part")
DIMENSION = {
    AGE: Text("Alder", "Alder", "Age"),
    SEX: Text("Kjønn, slik personen oppga det", "Kjønn, slik personen oppgav det", "Sex, as the person stated it"),
    ROUTE: Text("Vei inn", "Veg inn", "Way in"),
    PHASE: Text("Hvor i behandlingen", "Kvar i behandlinga", "Phase of treatment"),
}
VALUE = {
    (SEX, "female"): Text("Kvinne", "Kvinne", "Woman"),
    (SEX, "male"): Text("Mann", "Mann", "Man"),
    (ROUTE, "self"): Text("Henviste seg selv", "Tilviste seg sjølv", "Self-referred"),
    (ROUTE, "clinician"): Text("Henvist av helsepersonell", "Tilvist av helsepersonell", "Referred by a clinician"),
    (ROUTE, "import"): Text(
        "Ført inn fra et annet system", "Ført inn frå eit anna system", "Brought in from elsewhere"
    ),
    (PHASE, "under_way"): Text("I gang", "I gang", "Under way"),
    (PHASE, "completed"): Text("Fullførte", "Fullførte", "Completed"),
    (PHASE, "left"): Text("Sluttet før tiden", "Slutta før tida", "Left before the time"),
}
UNKNOWN = Text("Ikke oppgitt", "Ikkje oppgitt", "Not stated")
OLDEST = Text("{low} og over", "{low} og over", "{low} and over")
YOUNGEST = Text("Under {high}", "Under {high}", "Under {high}")
UNKNOWN_FINDING = Text(
    "Reisetid og utdanning vet vi ikke, og språk er ikke regnet med her",
    "Reisetid og utdanning veit vi ikkje, og språk er ikkje rekna med her",
    "Travel time and education are not known, and language is not counted here",
)
UNKNOWN_NOTE = Text(
    "Uten dette kan vi ikke si om tilbudet når alle like godt. Folketall er heller ikke lagt inn, så vi sier ikke hvor mange som "
    "begynner per innbygger.",
    "Utan dette kan vi ikkje seie om tilbodet når alle like godt. Folketal er heller ikkje lagde inn, så vi seier ikkje kor mange "
    "som begynner per innbyggjar.",
    "Without this we cannot say whether everyone is reached alike. Population is not entered either, so that we do not say "
    "how many start per inhabitant.",
)
NOT_MEASURED = (
    (Text("Reisetid", "Reisetid", "Travel time"), NOT_ASKED),
    (Text("Språk", "Språk", "Language"), NOT_COUNTED),
    (Text("Fødeland", "Fødeland", "Country of birth"), NOT_ASKED),
    (Text("Utdanning", "Utdanning", "Education"), NOT_ASKED),
)
"""What nothing is said of, and why."""

ROLLED_OUT = {
    "clinic": Text(
        "Tilbudet finnes i {on} av {n} helseforetak",
        "Tilbodet finst i {on} av {n} helseføretak",
        "It is offered in {on} of {n} health trusts",
    ),
    "municipality": Text(
        "Tilbudet finnes i {on} av {n} kommuner",
        "Tilbodet finst i {on} av {n} kommunar",
        "It is offered in {on} of {n} municipalities",
    ),
}
ROLLED_OUT_FURTHEST = Text(
    "{finding}; {name} er kommet lengst", "{finding}; {name} har kome lengst", "{finding}; {name} has come furthest"
)
ROLL_OUT = Text("Utrulling per helseregion", "Utrulling per helseregion", "Roll-out by health region")
ROLL_OUT_NOTE = Text(
    "Én stein er ett foretak eller én kommune som er satt opp her. Plasseringen inni regionen betyr ikke noe.",
    "Éin stein er eitt føretak eller éin kommune som er sett opp her. Plasseringa inni regionen tyder ikkje noko.",
    "One stone is one trust or municipality that is set up here. Where it stands in the region means nothing.",
)
REGION_HEAD = Text("Region", "Region", "Region")
ROLLED_OUT_UNKNOWN = Text(
    "{finding}. Om {unknown} vet vi ikke",
    "{finding}. Om {unknown} veit vi ikkje",
    "{finding}. Of {unknown} we do not know",
)
ROLL_OUT_UNKNOWN_NOTE = Text(
    "Steder som er merket vet ikke, har levert samlede tall fra sitt eget anlegg. Om de tar inn nye, står ikke i dem.",
    "Stader som er merkte veit ikkje, har levert samla tal frå sitt eige anlegg. Om dei tek inn nye, står ikkje i tala.",
    "Places marked as not known have handed over sums from a system of their own. Those do not say whether it takes in anybody.",
)
RUNS, STOPPED, STATE_UNKNOWN, NOT_AGREED = (
    Text("i drift", "i drift", "running"),
    Text("tar ikke inn nye", "tek ikkje inn nye", "takes in nobody new"),
    Text("vet ikke", "veit ikkje", "not known"),
    Text("tilbys ikke", "blir ikkje tilbode", "not offered"),
)
NO_REGION = Text("Uten helseregion", "Utan helseregion", "Outside any region")
ON_OF = Text("{on} av {n}", "{on} av {n}", "{on} of {n}")
