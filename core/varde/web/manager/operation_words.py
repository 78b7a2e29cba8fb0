"""Words of the page about how a programme is run."""

from __future__ import annotations

from varde.kernel.words import Text

WAITING_NAME = Text("Hvem som venter nå", "Kven som ventar no", "Who waits now")
WAITING_SEEN = Text(
    "{n} venter, og {late} har ventet lenger enn fristen",
    "{n} ventar, og {late} har venta lenger enn fristen",
    "{n} wait, and {late} have waited past the deadline",
)
WAITING_IN_TIME = Text(
    "{n} venter, og ingen har ventet lenger enn fristen",
    "{n} ventar, og ingen har venta lenger enn fristen",
    "{n} wait, and none of them past the deadline",
)
WAITING_ONLY = Text("{n} venter nå", "{n} ventar no", "{n} wait now")
WAITING_IS = Text(
    "uker siden henvisningen kom, for alle som venter nå: på svar {answer}, på start {start}, over fristen {late}. Fristen er "
    "ulik for "
    "hver, så den kan ikke tegnes som én strek. Hvem det er, ser klinikken i sin liste.",
    "veker sidan tilvisinga kom, for alle som ventar no: på svar {answer}, på start {start}, over fristen {late}. Fristen er "
    "ulik for "
    "kvar, så han kan ikkje teiknast som éin strek. Kven det er, ser klinikken i lista si.",
    "weeks since the referral came, of all who wait now: for an answer {answer}, for the start {start}, past the deadline "
    "{late}. The "
    "deadline differs for each, so it cannot be drawn as one line. Who they are, the clinic sees in its list.",
)
WEEKS, OVER_WEEKS = Text("Uker", "Veker", "Weeks"), Text("over {n}", "over {n}", "over {n}")
PEOPLE = Text("Personer", "Personar", "People")

DEADLINES_NAME = Text("Frister", "Fristar", "Deadlines")
ANSWERS_SEEN = Text(
    "{n} av {whole} henvisninger ble besvart etter fristen",
    "{n} av {whole} tilvisingar vart svara på etter fristen",
    "{n} of {whole} referrals were answered after the deadline",
)
STARTS_SEEN = Text(
    "{n} av {whole} begynte etter dagen de var lovet",
    "{n} av {whole} byrja etter dagen dei var lova",
    "{n} of {whole} started after the day they were promised",
)
ANSWERED_LATE = Text("Besvart etter fristen", "Svara på etter fristen", "Answered after the deadline")
STARTED_LATE = Text("Begynte etter lovet dag", "Byrja etter lova dag", "Started after the promised day")
NO_PROMISE = Text(
    "Ingen er lovet plass til en dag, så det er ukjent om de begynte i tide.",
    "Ingen er lova plass til ein dag, så det er ukjent om dei byrja i tide.",
    "Nobody was promised a place by a day, so that it is not known whether they started in time.",
)
DEADLINES_IS = Text(
    "andel av henvisningene som er besvart, og av dem som har begynt etter at de ble lovet plass til en dag. På selve dagen er i "
    "tide.",
    "del av tilvisingane som er svara på, og av dei som har byrja etter at dei vart lova plass til ein dag. På sjølve dagen er i "
    "tide.",
    "share of the referrals that were answered, and of those who started after they were promised a place by a day. On the day "
    "itself "
    "is in time.",
)

REPLIES_NAME = Text("Svar på meldinger", "Svar på meldingar", "Answers to messages")
REPLIES_SEEN = Text(
    "{share} av meldingene som er besvart, fikk svar innen neste virkedag",
    "{share} av meldingane som er svara på, fekk svar innan neste yrkedag",
    "{share} of the messages that were answered had their answer by the next working day",
)
REPLIES_MEDIAN = Text(
    "Halvparten av meldingene som er besvart, fikk svar innen {days} virkedager",
    "Halvparten av meldingane som er svara på, fekk svar innan {days} yrkedagar",
    "Half of the messages that were answered had their answer within {days} working days",
)
SAME_SEEN = Text(
    "{n} av {whole} meldinger som er besvart, fikk svar samme dag",
    "{n} av {whole} meldingar som er svara på, fekk svar same dag",
    "{n} of {whole} messages that were answered had their answer the same day",
)
NEXT_SEEN = Text(
    "{n} av {whole} meldinger som er besvart, fikk svar neste virkedag",
    "{n} av {whole} meldingar som er svara på, fekk svar neste yrkedag",
    "{n} of {whole} messages that were answered had their answer the next working day",
)
REPLIES_WAIT = Text(
    "{n} venter på svar på en melding nå",
    "{n} ventar på svar på ei melding no",
    "{n} wait for an answer to a message now",
)
SAME_DAY, NEXT_DAY, LATER = (
    Text("Samme dag", "Same dag", "The same day"),
    Text("Neste virkedag", "Neste yrkedag", "The next working day"),
    Text("Senere", "Seinare", "Later"),
)
REPLIES_IS = Text(
    "virkedager fra pasientens melding til svar: {times} meldinger av {people} personer, median {median}.",
    "yrkedagar frå meldinga til pasienten til svar: {times} meldingar av {people} personar, median {median}.",
    "working days from the patient's message to the answer: {times} messages of {people} people, median {median}.",
)
REPLIES_NONE = Text(
    "ingen melding fra dem som er talt, er besvart ennå.",
    "inga melding frå dei som er talde, er svara på enno.",
    "no message of those who are counted has been answered yet.",
)
REPLIES_NOW = Text(
    "Nå venter {unanswered} på svar, {overdue} av dem lenger enn lovet.",
    "No ventar {unanswered} på svar, {overdue} av dei lenger enn lova.",
    "Now {unanswered} wait for an answer, {overdue} of them longer than promised.",
)

ALERTS_NAME = Text("Varsler", "Varsel", "Alerts")
ALERTS_SEEN = Text(
    "{severity}: {n} av {whole} ble åpnet i tide",
    "{severity}: {n} av {whole} vart opna i tide",
    "{severity}: {n} of {whole} were opened in time",
)
SEVERITY = {
    "critical": Text("Kritiske varsler", "Kritiske varsel", "Critical alerts"),
    "red": Text("Røde varsler", "Raude varsel", "Red alerts"),
    "amber": Text("Gule varsler", "Gule varsel", "Amber alerts"),
}
ALERTS_IS = Text(
    "andel åpnet i tide: kritiske innen en halv time, røde samme dag, gule neste virkedag.",
    "del opna i tide: kritiske innan ein halv time, raude same dag, gule neste yrkedag.",
    "share opened in time: critical within half an hour, red the same day, amber the next working day.",
)
ALERTS_WAIT = Text(
    "{n} har et varsel som ingen har åpnet",
    "{n} har eit varsel som ingen har opna",
    "{n} have an alert that nobody has opened",
)
ALERTS_NONE = Text(
    "ingen varsler om dem som er talt, er åpnet ennå.",
    "ingen varsel om dei som er talde, er opna enno.",
    "no alert about those who are counted has been opened yet.",
)
ALERTS_NOW = Text(
    "Personer med et uåpnet varsel nå, etter det alvorligste: {open}.",
    "Personar med eit uopna varsel no, etter det alvorlegaste: {open}.",
    "People with an alert that is not opened now, by the gravest: {open}.",
)

COURSE_NAME = Text("Hvor langt de kommer", "Kor langt dei kjem", "How far they come")
COURSE_SEEN = Text(
    "{n} av {whole} har gjort alle modulene som må gjøres",
    "{n} av {whole} har gjort alle modulane som må gjerast",
    "{n} of {whole} have done every module that must be done",
)
DOSE_SEEN = Text(
    "{n} av {whole} er kommet til den virksomme delen",
    "{n} av {whole} er komne til den verksame delen",
    "{n} of {whole} have come to the active part",
)
LEFT_SEEN = Text(
    "{n} av {whole} har sluttet før tiden",
    "{n} av {whole} har slutta før tida",
    "{n} of {whole} have left before the time",
)
QUIET_NOW = Text(
    "Nå har {quiet} av {active} under veis ikke gjort noe på {days} dager. De har ikke sluttet, men regnes ofte som frafall.",
    "No har {quiet} av {active} undervegs ikkje gjort noko på {days} dagar. Dei har ikkje slutta, men blir ofte rekna som fråfall.",
    "Now {quiet} of {active} under way have done nothing for {days} days. They have not left, but are often counted as drop-out.",
)
LEFT_NOBODY = Text("Ingen har sluttet før tiden", "Ingen har slutta før tida", "Nobody has left before the time")
COMPLETED = Text("Alt som må gjøres, er gjort", "Alt som må gjerast, er gjort", "Everything that must be done is done")
OPTIONAL_ACTIVE = Text(
    "Den virksomme delen er valgfri her, så noen har gjort alt som må gjøres, uten å komme dit.",
    "Den verksame delen er valfri her, så nokon har gjort alt som må gjerast, utan å kome dit.",
    "The active part is optional here, so that some have done everything that must be done without coming to it.",
)
DOSE = Text("Kommet til den virksomme delen", "Komne til den verksame delen", "Come to the active part")
LEFT = Text("Sluttet før tiden", "Slutta før tida", "Left before the time")
NO_ACTIVE = Text(
    "Programmet sier ikke hvilken modul som er den virksomme, så det er ukjent hvem som kom dit.",
    "Programmet seier ikkje kva modul som er den verksame, så det er ukjent kven som kom dit.",
    "The programme does not say which module is the active one, so that it is not known who came there.",
)
COURSE_IS = Text(
    "andel av alle som har begynt, også de som fortsatt holder på. Å slutte i behandlingen er noe annet enn å la være å svare på "
    "oppfølgingen: det siste står i programmets tall.",
    "del av alle som har byrja, også dei som framleis held på. Å slutte i behandlinga er noko anna enn å la vere å svare på "
    "oppfølginga: "
    "det siste står i tala for programmet.",
    "share of all who have started, also those who are still under way. Leaving the treatment is something else than not "
    "answering the "
    "follow-up: that stands in the figures of the programme.",
)

STOPS_NAME = Text("Hvor de stopper", "Kvar dei stoppar", "Where they stop")
STOPS_SEEN = Text(
    "Flest stopper i «{module}»: {n} av {whole} som kom dit",
    "Flest stoppar i «{module}»: {n} av {whole} som kom dit",
    "Most stop in “{module}”: {n} of {whole} who came there",
)
STOPS_MOST = Text("Flest stopper i «{module}»: {n}", "Flest stoppar i «{module}»: {n}", "Most stop in “{module}”: {n}")
STOPS_IS = Text(
    "modulen de var kommet til, hos dem som har begynt og sluttet før tiden, av alle som kom til modulen.",
    "modulen dei var komne til, hos dei som har byrja og slutta før tida, av alle som kom til modulen.",
    "the module that those had come to who started and left before the time, of all who came to the module.",
)
STEP_BY_STEP = Text("Steg for steg", "Steg for steg", "Step by step")
AFTER_LAST = Text("alle steg gjort", "alle steg gjorde", "every step done")

MISSED_NAME = Text("Timer som ikke ble møtt", "Timar som ikkje vart møtte", "Appointments that were missed")
MISSED_SEEN = Text(
    "{n} av {whole} timer ble ikke møtt",
    "{n} av {whole} timar vart ikkje møtte",
    "{n} of {whole} appointments were missed",
)
MISSED_OF = Text(
    "{kind}: {n} av {whole} timer ble ikke møtt",
    "{kind}: {n} av {whole} timar vart ikkje møtte",
    "{kind}: {n} of {whole} appointments were missed",
)
MISSED_IS = Text(
    "ikke møtt, eller avlyst for sent, av møtt og ikke møtt. Utenfor kontortid (hverdager 8–16): {outside}. Ulike timer har "
    "ulike pasienter, "
    "så dette er ikke en sammenligning av dem. Grupper står under Oppmøte.",
    "ikkje møtt, eller avlyst for seint, av møtt og ikkje møtt. Utanfor kontortid (kvardagar 8–16): {outside}. Ulike timar har "
    "ulike "
    "pasientar, så dette er ikkje ei samanlikning av dei. Grupper står under Oppmøte.",
    "missed, or cancelled too late, of held and missed. Outside office hours (working days 8–16): {outside}. Different "
    "appointments have "
    "different patients, so this does not compare them. Groups stand under Attendance.",
)
KIND = {
    "video": Text("Video", "Video", "Video"),
    "phone": Text("Telefon", "Telefon", "Telephone"),
    "physical": Text("Oppmøte på stedet", "Oppmøte på staden", "On site"),
    "home": Text("Hjemme hos pasienten", "Heime hos pasienten", "At the patient's home"),
    "group": Text("Gruppe", "Gruppe", "Group"),
}

MINUTES_NAME = Text("Tid per pasient", "Tid per pasient", "Time for each patient")
MINUTES_SEEN = Text(
    "{weekly} minutter per pasient og uke",
    "{weekly} minutt per pasient og veke",
    "{weekly} minutes for each patient and week",
)
MINUTES_ONLY = Text("{mean} minutter per pasient", "{mean} minutt per pasient", "{mean} minutes for each patient")
MINUTES_IS = Text(
    "ført tid på meldinger, tilbakemeldinger, samtaler og timer: i gjennomsnitt {mean} minutter på {people} som har begynt; per "
    "uke hos "
    "{ended} av dem som er ferdige.",
    "ført tid på meldingar, tilbakemeldingar, samtalar og timar: i gjennomsnitt {mean} minutt på {people} som har byrja; per "
    "veke hos "
    "{ended} av dei som er ferdige.",
    "time kept of messages, feedback, calls and appointments: {mean} minutes on average on {people} who have started; by week of "
    "the "
    "{ended} of them who have ended.",
)

LOAD_NAME = Text("Pasienter per behandler", "Pasientar per behandlar", "Patients of each therapist")
LOAD_SEEN = Text(
    "Hver behandler har fra {low} til {high} pasienter nå",
    "Kvar behandlar har frå {low} til {high} pasientar no",
    "Each therapist has from {low} to {high} patients now",
)
LOAD_AMONG = Text(
    "Av dem med minst {few} har hver fra {low} til {high} pasienter nå",
    "Av dei med minst {few} har kvar frå {low} til {high} pasientar no",
    "Of those with at least {few}, each has from {low} to {high} patients now",
)
LOAD_SINGLE = Text("{name} har {n} pasienter nå", "{name} har {n} pasientar no", "{name} has {n} patients now")
LOAD_OTHERS = Text("{n} andre, under {few} hver", "{n} andre, under {few} kvar", "{n} others, under {few} each")
LOAD_IS = Text(
    "forløp under arbeid nå, etter hvem som er ansvarlig. Behandlere med få er slått sammen og ikke navngitt. Brukes til å "
    "fordele arbeid, "
    "ikke til å måle folk. Vises fordi virksomheten har slått det på.",
    "forløp under arbeid no, etter kven som er ansvarleg. Behandlarar med få er slegne saman og ikkje namngitte. Blir brukt til "
    "å fordele "
    "arbeid, ikkje til å måle folk. Blir vist fordi verksemda har slått det på.",
    "enrolments under way now, by who is responsible. Therapists with few are put together and not named. It is for sharing "
    "work, not for "
    "measuring people. Shown since the organisation has switched it on.",
)
PART, SHARE, INTERVAL = (
    Text("Hva", "Kva", "What"),
    Text("Andel", "Del", "Share"),
    Text("95 % usikkerhet", "95 % uvisse", "95 % interval"),
)
NUMBER = Text("Antall", "Tal", "Number")
HIDDEN = Text("skjult: for få", "skjult: for få", "hidden: too few")
NONE = Text("ingen", "ingen", "none")
UNKNOWN = Text("ukjent", "ukjent", "unknown")
OF_HIDDEN = Text("{n}, av et skjult antall", "{n}, av eit skjult tal", "{n}, of a hidden number")
OF = Text("{n} av {whole} ({share})", "{n} av {whole} ({share})", "{n} of {whole} ({share})")
