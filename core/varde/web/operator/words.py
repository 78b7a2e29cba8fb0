"""What an operator is told."""

from __future__ import annotations

from varde.kernel.words import Text

ALL_WELL = Text("Drift: alt går ut", "Drift: alt går ut", "Operation: everything goes out")
LATE = Text("Drift: {n} skulle vært sendt", "Drift: {n} skulle vore sende", "Operation: {n} should have been sent")
KIND: dict[str, Text] = {
    "questionnaire": Text("Skjema er åpent", "Skjema er ope", "Form is open"),
    "reminder": Text("Påminnelse om skjema", "Påminning om skjema", "Reminder of a form"),
    "message": Text("Ny melding", "Ny melding", "New message"),
    "feedback": Text("Svar på øvelse", "Svar på øving", "Answer to an exercise"),
    "alert": Text("Fare, til ansatte", "Fare, til tilsette", "Danger, to staff"),
    "duty": Text("Fare, til vakttelefon", "Fare, til vakttelefon", "Danger, to the duty telephone"),
    "list": Text("Nytt i arbeidslisten", "Nytt i arbeidslista", "New on the list"),
    "appointment": Text("Time er endret", "Time er endra", "Appointment changed"),
    "earlier": Text("Tidligere time ledig", "Tidlegare time ledig", "Earlier appointment free"),
    "booked": Text("Ny time", "Ny time", "New appointment"),
    "choice": Text("Spørsmål om et valg", "Spørsmål om eit val", "Question about a choice"),
    "nudge": Text("Hilsen", "Helsing", "Greeting"),
    "news": Text("Noe nytt", "Noko nytt", "Something new"),
    "decision": Text("Svar på henvisning", "Svar på tilvising", "Answer to a referral"),
    "module": Text("Noe er åpnet", "Noko er opna", "Something opened"),
    "tomorrow": Text("Time i morgen", "Time i morgon", "Appointment tomorrow"),
    "digest": Text("Om morgenen, til behandler", "Om morgonen, til behandlar", "In the morning, to therapists"),
    "more": Text("Det trengs svar", "Det trengst svar", "An answer is needed"),
    "consent": Text(
        "Endret samtykke, til behandler", "Endra samtykke, til behandlar", "Changed consent, to therapists"
    ),
    "opinion": Text("Spurt om råd, til kollega", "Spurd om råd, til kollega", "Asked for advice, to a colleague"),
    "hand_over": Text("Noe må fordeles, til leder", "Noko må fordelast, til leiar", "To be shared out, to heads"),
    "glass": Text(
        "Nødrett er brukt, til team og leder", "Naudrett er brukt, til team og leiar", "Break-glass, to team and heads"
    ),
    "new_device": Text("Ny enhet, til ansatt", "Ny eining, til tilsett", "New device, to staff"),
    "late": Text("Svar lar vente på seg, til leder", "Svar lèt vente på seg, til leiar", "Answer is late, to heads"),
    "plan_value": Text(
        "Verdi i gevinstplan, til leder", "Verdi i gevinstplan, til leiar", "Value of a benefits plan, to managers"
    ),
    "digest_month": Text("Hver måned, til leder", "Kvar månad, til leiar", "Each month, to managers"),
    "trial": Text("Prøve", "Prøve", "Trial"),
}
STATES: tuple[tuple[str, Text, Text], ...] = (
    ("queued", Text("i kø", "i kø", "queued"), Text("venter på tur", "ventar på tur", "waiting their turn")),
    (
        "sending",
        Text("sendes nå", "blir sende no", "being sent"),
        Text("hos en arbeider", "hos ein arbeidar", "with a worker"),
    ),
    (
        "sent",
        Text("sendt", "sende", "sent"),
        Text("venter på kvittering", "ventar på kvittering", "waiting for a receipt"),
    ),
    ("delivered", Text("framme", "framme", "delivered"), Text("kvittert av porten", "kvittert av porten", "receipted")),
    (
        "failed",
        Text("feilet, prøves igjen", "feila, blir prøvde igjen", "failed, tried again"),
        Text("se under", "sjå under", "see below"),
    ),
    (
        "given_up",
        Text("oppgitt", "oppgitt", "given up"),
        Text("varslet på arbeidslisten", "varsla på arbeidslista", "on the caseload"),
    ),
)
"""The six states of today: key, label and what it means."""
TRIED = Text("{n} prøves nå.", "{n} blir prøvde no.", "{n} are tried now.")
CHOOSE = Text("Velg minst én melding.", "Vel minst éi melding.", "Choose at least one message.")
NO_ANSWER = Text("Ikke tatt opp", "Ikkje teke opp", "Not taken up")
TONES = {"failed": "warn", "given_up": "bad"}
"""The states of today that call for a look when there are any."""
DATABASE, CLOCK = Text("Database", "Database", "Database"), Text("Klokke", "Klokke", "Clock")
QUEUE, JOBS = Text("Kø (Redis)", "Kø (Redis)", "Queue (Redis)"), Text("Jobber", "Jobbar", "Jobs")
UP, GONE = Text("oppe", "oppe", "up"), Text("borte", "borte", "gone")
PAGES, SLOW = Text("Sider", "Sider", "Pages"), Text("trege", "trege", "slow")
NO_PAGES = Text("ingen siste time", "ingen siste time", "none in the last hour")
PAGES_TAKE = Text(
    "Siste time: halvparten {half}, 95 % {most}. {n} sider",
    "Siste time: halvparten {half}, 95 % {most}. {n} sider",
    "In the last hour: half {half}, 95 % {most}. {n} pages",
)
WITHIN_MS = Text("innen {ms} ms", "innan {ms} ms", "within {ms} ms")
WITHIN = Text("innen {seconds} s", "innan {seconds} s", "within {seconds} s")
MORE_THAN = Text("over {seconds} s", "over {seconds} s", "more than {seconds} s")
ACCESS_LOG = Text("Innsynslogg", "Innsynslogg", "Access log")
WHOLE, BROKEN = Text("hel", "heil", "whole"), Text("brutt", "broten", "broken")
NOT_CHECKED = Text("ikke sjekket siste to døgn", "ikkje sjekka siste to døgn", "not checked in two days")
NEVER_CHECKED = Text("Kjeden er aldri sjekket", "Kjeda er aldri sjekka", "The chain has never been checked")
CHECKED_LAST = Text("Kjeden sjekket {when}", "Kjeda sjekka {when}", "Chain checked {when}")
NEVER_ANCHORED = Text(
    "Forankres ikke utenfor databasen", "Blir ikkje forankra utanfor databasen", "Not anchored outside the database"
)
NOT_ANCHORED = Text("ikke forankret", "ikkje forankra", "not anchored")
ANCHORED_LAST = Text("Forankret {when}", "Forankra {when}", "Anchored {when}")
ANCHOR_REFUSED = Text("Ikke forankret {when}: {said}", "Ikkje forankra {when}: {said}", "Not anchored {when}: {said}")
CHAINED_LAST = Text("Siste kjedede innsyn {when}", "Siste kjeda innsyn {when}", "Newest entry in the chain {when}")
ENTRIES_WAIT = Text("{n} venter på å kjedes", "{n} ventar på å bli kjeda", "{n} wait to be chained")
BROKEN_FROM = Text("Brutt fra ledd {n}", "Broten frå ledd {n}", "Broken from link {n}")
FIGURES, AGREE = (
    Text("Tall for gevinster", "Tal for gevinstar", "Figures of benefits"),
    Text("stemmer", "stemmer", "agree"),
)
DISAGREE = Text("stemmer ikke", "stemmer ikkje", "do not agree")
NEVER_COMPARED = Text("Tallene er aldri sjekket", "Tala er aldri sjekka", "The figures have never been checked")
COMPARED_LAST = Text("Tallene sjekket {when}", "Tala sjekka {when}", "Figures checked {when}")
WRONG_FIGURES = Text("{n} feil. {first}", "{n} feil. {first}", "{n} faults. {first}")
ON_TIME, LATE_CLOCK = Text("i rute", "i rute", "on time"), Text("henger etter", "heng etter", "late")
NO_QUEUE = Text("ingen; klokken gjør jobbene", "inga; klokka gjer jobbane", "none; the clock does the jobs")
SOME_GIVEN_UP = Text("noen oppgitt", "nokre oppgitt", "some given up")
JOBS_WAIT = Text("{n} venter", "{n} ventar", "{n} waiting")
JOBS_GIVEN_UP = Text("{n} gitt opp", "{n} gitt opp", "{n} given up")
MACHINE: dict[str, Text] = {
    "up": UP,
    "down": Text("nede", "nede", "down"),
    "idle": Text("ikke brukt siste døgn", "ikkje brukt siste døgn", "not used in the last day"),
    "none": Text("ikke satt opp", "ikkje sett opp", "not set up"),
}
TAKEN_LAST = Text("Tok imot sist {when}", "Tok imot sist {when}", "Took the last one {when}")
DOWN_SINCE = Text("Siste svar {when}: {said}", "Siste svar {when}: {said}", "Last answer {when}: {said}")
UNRECEIPTED = Text(
    "{n} uten kvittering etter en time", "{n} utan kvittering etter ein time", "{n} without a receipt after an hour"
)
QUIET_KEPT = Text(
    "Ingen sendt i stilletid (21–08) siste sju dager",
    "Ingen sende i stilletid (21–08) siste sju dagar",
    "None sent in quiet hours (21–08) in the last seven days",
)
QUIET_BROKEN = Text(
    "{n} sendt i stilletid (21–08) siste sju dager",
    "{n} sende i stilletid (21–08) siste sju dagar",
    "{n} sent in quiet hours (21–08) in the last seven days",
)
ONCE_KEPT = Text(
    "Ingen sendt to ganger siste sju dager", "Ingen sende to gonger siste sju dagar", "None sent twice in seven days"
)
ONCE_BROKEN = Text(
    "{n} levert en gang til med samme nøkkel, fordi ingen visste om den kom fram",
    "{n} levert ein gong til med same nøkkel, fordi ingen visste om ho kom fram",
    "{n} handed over once more under the same key, since nobody knew whether it arrived",
)
FEW_KEPT = Text(
    "Ingen har fått mer enn {most} i dag",
    "Ingen har fått meir enn {most} i dag",
    "Nobody was sent more than {most} today",
)
FEW_BROKEN = Text(
    "{n} har fått mer enn {most} i dag", "{n} har fått meir enn {most} i dag", "{n} were sent more than {most} today"
)
JOBS_AGAIN = Text("Kjøres på nytt: {n}.", "Blir køyrde på nytt: {n}.", "Run again: {n}.")
CHOOSE_JOB = Text(
    "Velg minst én jobb som er gitt opp.",
    "Vel minst éin jobb som er gitt opp.",
    "Choose at least one job that was given up.",
)
AGENDA_ON_TIME = Text("Agendaen er i rute", "Agendaen er i rute", "The agenda is on time")
AGENDA_LATE = Text(
    "Agendaen: {n} skulle vært gjort", "Agendaen: {n} skulle vore gjort", "The agenda: {n} should have been done"
)
PLANNED_LATE = Text("{n} skulle vært gjort", "{n} skulle vore gjort", "{n} should have been done")
PLANNED_FAILS = Text("{n} feiler", "{n} feilar", "{n} fail")
PLANNED_AGAIN = Text("Klokken tar {n} på nytt nå.", "Klokka tek {n} på nytt no.", "The clock takes {n} again now.")
CHOOSE_PLANNED = Text(
    "Velg minst én linje som feiler.", "Vel minst éi linje som feilar.", "Choose at least one line that fails."
)
PLANNED_KIND: dict[str, Text] = {
    "assessment": Text("Skjema", "Skjema", "Form"),
    "alert": Text("Frist for å åpne et varsel", "Frist for å opne eit varsel", "Deadline to open an alert"),
    "draft-alert": Text("Skjema som ikke er levert", "Skjema som ikkje er levert", "Form that is not handed in"),
    "deterioration-plan": Text("Dato i en plan", "Dato i ein plan", "Day of a plan"),
    "watch": Text("Morgensjekk av et forløp", "Morgonsjekk av eit forløp", "Morning look at an enrolment"),
    "appointment-tomorrow": Text("Time i morgen", "Time i morgon", "Appointment tomorrow"),
    "session-tomorrow": Text("Gruppe i morgen", "Gruppe i morgon", "Group tomorrow"),
    "choice": Text("Spørsmål om en modul", "Spørsmål om ein modul", "Question about a module"),
    "nudge": Text("Hilsen som går av seg selv", "Helsing som går av seg sjølv", "Greeting that goes by itself"),
    "absence": Text("Fravær som begynner", "Fråvær som tek til", "Absence that begins"),
    "referrals-due": Text("Påminnelse om henvisninger", "Påminning om tilvisingar", "Reminder of referrals"),
}
"""The kinds of what is planned; one of a plugin is shown by its key."""
