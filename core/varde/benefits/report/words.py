"""The sentences of a report. Each says what was counted, of how many, and no more than that."""

from __future__ import annotations

from varde.kernel.words import Text

TITLE = Text("{programme} ved {place}", "{programme} ved {place}", "{programme} at {place}")
PERIOD_IS = Text(
    "De som begynte fra og med {first} til og med {last}. Tall fra Varde per {day}.",
    "Dei som begynte frå og med {first} til og med {last}. Tal frå Varde per {day}.",
    "Those who started from {first} to {last}, both included. Figures from Varde on {day}.",
)
TRACK_IS = Text("Bare sporet {track}.", "Berre sporet {track}.", "Only the track {track}.")
WIDENED = Text(
    "Det ble bedt om {first} til {last}. Månedene er utvidet, fordi kortere perioder kunne røpet tall om færre enn {n} personer.",
    "Det vart bede om {first} til {last}. Månadene er utvida, fordi kortare periodar kunne røpt tal om færre enn {n} personar.",
    "Asked for were {first} to {last}. The months are widened, because shorter periods could give away figures of fewer than "
    "{n} people.",
)
OUTSIDE = Text(
    "Det ble bedt om måneder som det ikke er noen i. Rapporten gjelder de nærmeste månedene som kan vises.",
    "Det vart bede om månader som det ikkje er nokon i. Rapporten gjeld dei næraste månadene som kan visast.",
    "Asked for were months that nobody is in. The report is of the nearest months that can be shown.",
)
INVENTED = Text(
    "Eksempeltall: ingen her er en virkelig person.",
    "Eksempeltal: ingen her er ein verkeleg person.",
    "Example figures: nobody here is a real person.",
)
COUNTED_AGAIN = Text(
    "Tallene telles på nytt nå. Til det er ferdig, kan noen mangle i dem.",
    "Tala blir talde på nytt no. Til det er ferdig, kan nokon mangle i dei.",
    "The figures are being counted again. Until that is done, some people may be missing from them.",
)
FOOT = Text(
    "Varde · {programme}, {place} · {first}–{last}",
    "Varde · {programme}, {place} · {first}–{last}",
    "Varde · {programme}, {place} · {first}–{last}",
)
FIGURE = Text("Figur", "Figur", "Figure")
OF_PAGES = Text("av", "av", "of")
WARNING = Text("Det finnes ingen kontrollgruppe", "Det finst inga kontrollgruppe", "There is no control group")
WARNING_IS = Text(
    "Vi ser hva som endret seg, ikke hva som ville skjedd uten tilbudet.",
    "Vi ser kva som endra seg, ikkje kva som ville skjedd utan tilbodet.",
    "We see what changed, not what would have happened without the programme.",
)

# --- in the codebook of a file

SD_OF_IT = Text("SD", "SD", "SD")
LOW_END = Text("nedre ende av 95 % KI", "nedre ende av 95 % KI", "lower end of the 95% CI")
HIGH_END = Text("øvre ende av 95 % KI", "øvre ende av 95 % KI", "upper end of the 95% CI")
UNTIL_WHEN = Text(
    "dagen da alt til og med den var talt",
    "dagen då alt til og med han var talt",
    "the day until which all was counted",
)
DAY = Text("dato", "dato", "date")

# --- headings of sections

FINDINGS = Text("Det viktigste", "Det viktigaste", "Main findings")
THE_WAY = Text("Veien gjennom tilbudet", "Vegen gjennom tilbodet", "The way through the programme")
RESPONSE = Text(
    "Hvor mange som fikk det klart bedre", "Kor mange som fekk det klart betre", "How many became clearly better"
)
OVER_TIME = Text("Utviklingen over tid", "Utviklinga over tid", "Change over time")
SEVERITY = Text("Alvorlighetsgrad før og etter", "Alvorsgrad før og etter", "Severity before and after")
AREAS = Text("Område for område", "Område for område", "Area by area")
SATISFACTION = Text("Hvor fornøyde de var", "Kor nøgde dei var", "How satisfied they were")
TESTS = Text("Tester og følsomhet", "Testar og følsemd", "Tests and sensitivity")
LIMITS = Text("Hva tallene ikke kan si", "Kva tala ikkje kan seie", "What the figures cannot say")

# --- findings

RESPONDED = Text(
    "{k} av {started} som begynte, var respondere på {measure} ({then}). Det er {of_started} av alle (95 % KI {low}–{high}) og "
    "{of_paired} av de {paired} som svarte (95 % KI {paired_low}–{paired_high}).",
    "{k} av {started} som begynte, var respondarar på {measure} ({then}). Det er {of_started} av alle (95 % KI {low}–{high}) og "
    "{of_paired} av dei {paired} som svara (95 % KI {paired_low}–{paired_high}).",
    "{k} of {started} who started were responders on {measure} ({then}). That is {of_started} of everyone (95% CI {low}–{high}) "
    "and {of_paired} of the {paired} who answered (95% CI {paired_low}–{paired_high}).",
)
RESPONDED_OF_ANSWERED = Text(
    "{k} av de {paired} som svarte, var respondere på {measure} ({then}): {of_paired} (95 % KI {paired_low}–{paired_high}). "
    "Andelen av alle som begynte, vises ikke, fordi gruppene er små.",
    "{k} av dei {paired} som svara, var respondarar på {measure} ({then}): {of_paired} (95 % KI {paired_low}–{paired_high}). Delen "
    "av alle som begynte, blir ikkje vist, fordi gruppene er små.",
    "{k} of the {paired} who answered were responders on {measure} ({then}): {of_paired} (95% CI {paired_low}–{paired_high}). The "
    "share of all who started is not shown, because the groups are small.",
)
NOT_KNOWN = Text(
    "Hvordan det gikk med de andre {n}, vet vi ikke.",
    "Korleis det gjekk med dei andre {n}, veit vi ikkje.",
    "How the other {n} fared, we do not know.",
)
CHANGED = Text(
    "Snittet på {measure} gikk fra {start} til {later} ({then}) hos de {n} som svarte begge ganger: {change} {unit} (95 % KI {low} "
    "til {high}).",
    "Snittet på {measure} gjekk frå {start} til {later} ({then}) hos dei {n} som svara begge gongene: {change} {unit} (95 % KI "
    "{low} til {high}).",
    "The mean of {measure} went from {start} to {later} ({then}) in the {n} who answered both times: {change} {unit} (95% CI {low} "
    "to {high}).",
)
CHANGED_LATER = Text(
    "Hos de {n} som svarte ved start og igjen ({then}), var endringen {change} {unit} (95 % KI {low} til {high}).",
    "Hos dei {n} som svara ved start og igjen ({then}), var endringa {change} {unit} (95 % KI {low} til {high}).",
    "In the {n} who answered at the start and again ({then}), the change was {change} {unit} (95% CI {low} to {high}).",
)
BETTER = Text("Det er bedre enn ved start.", "Det er betre enn ved start.", "That is better than at the start.")
WORSE = Text("Det er dårligere enn ved start.", "Det er dårlegare enn ved start.", "That is worse than at the start.")
MAY_BE_CHANCE = Text("Det kan være tilfeldig.", "Det kan vere tilfeldig.", "That may be chance.")
LESS_THAN_RESPONSE = Text(
    "Det er mindre enn de {amount} poengene som regnes som respons hos én person.",
    "Det er mindre enn dei {amount} poenga som blir rekna som respons hos éin person.",
    "That is less than the {amount} points that count as a response in one person.",
)
LESS_THAN_RESPONSE_IN = Text(
    "Det er mindre enn {amount} {unit}, som regnes som respons hos én person.",
    "Det er mindre enn {amount} {unit}, som blir rekna som respons hos éin person.",
    "That is less than {amount} {unit}, which counts as a response in one person.",
)
DETERIORATED = Text(
    "{k} av de {n} som svarte begge ganger, ble klart dårligere på {measure} ({then}).",
    "{k} av dei {n} som svara begge gongene, vart klart dårlegare på {measure} ({then}).",
    "{k} of the {n} who answered both times became clearly worse on {measure} ({then}).",
)
WAITED = Text(
    "Ventetiden var i snitt {first} dager i {period} og {last} dager i {last_period}.",
    "Ventetida var i snitt {first} dagar i {period} og {last} dagar i {last_period}.",
    "The wait was {first} days on average in {period} and {last} days in {last_period}.",
)
WAITED_ONCE = Text(
    "Ventetiden var i snitt {first} dager i {period}.",
    "Ventetida var i snitt {first} dagar i {period}.",
    "The wait was {first} days on average in {period}.",
)
SATISFIED = Text(
    "Snittet på {measure} var {mean} blant de {n} som svarte ({low} er lavest, {high} er høyest).",
    "Snittet på {measure} var {mean} blant dei {n} som svara ({low} er lågast, {high} er høgast).",
    "The mean of {measure} was {mean} among the {n} who answered ({low} is lowest, {high} is highest).",
)
GROUPS_APART = Text(
    "Respondere hadde {yes} og ikke-respondere {no}. Forskjellen er neppe tilfeldig ({p}), men gruppene er delt etter utfallet.",
    "Respondarar hadde {yes} og ikkje-respondarar {no}. Skilnaden er neppe tilfeldig ({p}), men gruppene er delte etter utfallet.",
    "Responders had {yes} and non-responders {no}. The difference is hardly chance ({p}), but the outcome parts the groups.",
)
GROUPS_ALIKE = Text(
    "Respondere hadde {yes} og ikke-respondere {no}. Forskjellen kan være tilfeldig ({p}).",
    "Respondarar hadde {yes} og ikkje-respondarar {no}. Skilnaden kan vere tilfeldig ({p}).",
    "Responders had {yes} and non-responders {no}. The difference may be chance ({p}).",
)
TOO_FEW = Text("For få svar til å si noe.", "For få svar til å seie noko.", "Too few answers to say anything.")

# --- limits

WHO = Text(
    "Rapporten sier ikke hvem de var: {untold}.",
    "Rapporten seier ikkje kven dei var: {untold}.",
    "The report does not say who they were: {untold}.",
)
LOST = Text(
    "De {n} uten svar ({then}) hadde i snitt {lost} på {measure} ved start, de {paired} med svar hadde {kept}.",
    "Dei {n} utan svar ({then}) hadde i snitt {lost} på {measure} ved start, dei {paired} med svar hadde {kept}.",
    "The {n} without an answer ({then}) had a mean of {lost} on {measure} at the start, the {paired} with one had {kept}.",
)
SPREAD = Text(
    "SD på {measure}{among} gikk fra {before} til {after} ({then}). Da skjuler snittet mer ulike forløp enn ved start.",
    "SD på {measure}{among} gjekk frå {before} til {after} ({then}). Då skjuler snittet meir ulike forløp enn ved start.",
    "The SD of {measure}{among} went from {before} to {after} ({then}). The mean then covers scores that differ more.",
)
MANY_TESTS = Text(
    "Det er gjort {n} tester. Omtrent én av tjue slår ut ved en tilfeldighet alene.",
    "Det er gjort {n} testar. Om lag éin av tjue slår ut ved eit tilfelle åleine.",
    "There are {n} tests. About one in twenty comes out by chance alone.",
)
OTHERS_EACH_TIME = Text(
    "Snittene over tid er ved start av alle som svarte da, og senere av dem som svarte igjen, og det er ikke de samme hver gang. "
    "Endringen er regnet bare av dem som svarte begge ganger. Er bare noen få uten svar senere, er også starten av de andre alene.",
    "Snitta over tid er ved start av alle som svara då, og seinare av dei som svara igjen, og det er ikkje dei same kvar gong. "
    "Endringa er rekna berre av dei som svara begge gongene. Er berre få utan svar seinare, er òg starten av dei andre åleine.",
    "The means over time are at the start of everyone who answered then, and later of those who answered again, and those are not "
    "the same people each time. The change is only of those who answered both times. Where only a few have no later answer, the "
    "start too is of the rest alone.",
)
FEW = Text(
    "Noen figurer er utelatt fordi for få har svart, her eller på et annet sted som kan ses: {measures}.",
    "Nokre figurar er utelatne fordi for få har svara, her eller på ein annan stad som kan sjåast: {measures}.",
    "Some figures are left out because too few have answered, here or at another place that can be seen: {measures}.",
)
UNANSWERED = Text("Ikke målt her: {measures}.", "Ikkje målt her: {measures}.", "Not measured here: {measures}.")
SMALL = Text(
    "Antall under {n} vises som «<{n}». «Skjult» er tall som ellers ville røpet et slikt antall. Skjult og ukjent er ikke null.",
    "Tal under {n} blir viste som «<{n}». «Skjult» er tal som elles ville røpt eit slikt tal. Skjult og ukjent er ikkje null.",
    "Counts under {n} are shown as “<{n}”. “Hidden” are figures that would give such a count away. Hidden and unknown are not 0.",
)

# --- tables

FLOW_TABLE = Text("Fra henvist til svart", "Frå tilvist til svara", "From referred to answered")
EXITS_TABLE = Text("Hvordan forløpene sluttet", "Korleis forløpa slutta", "How the courses ended")
WAIT_TABLE = Text(
    "Ventetid fra henvisning til start", "Ventetid frå tilvising til start", "Wait from referral to start"
)
ANSWER_TABLE = Text(
    "Ventetid fra henvisning til svar", "Ventetid frå tilvising til svar", "Wait from referral to answer"
)
MEDIAN_NOTE = Text(
    "Medianen er av hele dager, og vises bare der den er av minst {n} personer: av færre ville den fortalt om enkelte.",
    "Medianen er av heile dagar, og blir berre vist der han er av minst {n} personar: av færre ville han fortalt om einskilde.",
    "The median is of whole days, and is shown only where it is of at least {n} people: of fewer it would tell about single ones.",
)
RESPONSE_TABLE = Text(
    "Respondere, begge nevnere: {measure}",
    "Respondarar, begge nemnarar: {measure}",
    "Responders, both denominators: {measure}",
)
CLASSES_TABLE = Text(
    "Endring hos hver enkelt: {measure}, {then}",
    "Endring hos kvar einskild: {measure}, {then}",
    "Change in each person: {measure}, {then}",
)
COURSE_TABLE = Text("Snitt, SD og n: {measure}", "Snitt, SD og n: {measure}", "Mean, SD and n: {measure}")
CHANGE_TABLE = Text(
    "Endring hos de samme personene, {then}",
    "Endring hos dei same personane, {then}",
    "Change in the same people, {then}",
)
LOST_TABLE = Text(
    "De som svarte, og de som ikke svarte ({then}): {measure} ved start",
    "Dei som svara, og dei som ikkje svara ({then}): {measure} ved start",
    "Those who answered and those who did not ({then}): {measure} at the start",
)
SEVERITY_TABLE = Text(
    "Alvorlighetsgrad, de samme personene: {measure}",
    "Alvorsgrad, dei same personane: {measure}",
    "Severity, the same people: {measure}",
)
AREAS_TABLE = Text(
    "Områdene, de samme personene: {measure}",
    "Områda, dei same personane: {measure}",
    "The areas, the same people: {measure}",
)
SATISFACTION_TABLE = Text(
    "Fornøydhet etter gruppe: {measure}", "Kor nøgde, etter gruppe: {measure}", "Satisfaction by group: {measure}"
)
TEST_TABLE = Text("Tester", "Testar", "Tests")
SENSITIVITY_TABLE = Text(
    "Hvis vi regner på andre måter: {measure}, {then}",
    "Om vi reknar på andre måtar: {measure}, {then}",
    "If counted in other ways: {measure}, {then}",
)

WHEN = Text("Når", "Når", "When")
RESPONDERS = Text("Respondere", "Respondarar", "Responders")
ANSWERED = Text("Svarte", "Svara", "Answered")
STARTED = Text("Begynte", "Begynte", "Started")
OF_ANSWERED = Text("Av svarte (95 % KI)", "Av svara (95 % KI)", "Of answered (95% CI)")
OF_STARTED = Text("Av begynte (95 % KI)", "Av begynte (95 % KI)", "Of started (95% CI)")
START_MEAN = Text("Start, snitt (SD)", "Start, snitt (SD)", "Start, mean (SD)")
LATER_MEAN = Text("Senere, snitt (SD)", "Seinare, snitt (SD)", "Later, mean (SD)")
PERCENT_OF_START = Text("Av startsnittet", "Av startsnittet", "Of the start mean")
PERCENT_NOTE = Text(
    "«Av startsnittet» er endringen i snittet delt på snittet ved start. Det er ikke snittet av hver enkelts endring i prosent.",
    "«Av startsnittet» er endringa i snittet delt på snittet ved start. Det er ikkje snittet av endringa i prosent hos kvar.",
    "“Of the start mean” is the change of the mean divided by the mean at the start. It is not the mean of each person's change in "
    "per cent.",
)
RESPONSE_NOTE = Text(
    "Respons er {rule} bedre enn ved start. Av svarte regnes bare de som har svart begge ganger; av begynte er den som ikke "
    "har svart, ikke responder.",
    "Respons er {rule} betre enn ved start. Av svarte blir berre dei rekna som har svara begge gongene; av begynte er den som "
    "ikkje har svara, ikkje respondar.",
    "A response is {rule} better than at the start. Of those who answered, only those who answered both times count; of those "
    "who started, whoever has not answered is no responder.",
)
MERGED = Text(
    "«{level}» slår sammen {n} av skjemaets grader.",
    "«{level}» slår saman {n} av gradene i skjemaet.",
    "“{level}” joins {n} of the levels of the form.",
)
AREAS_ABSENT = Text(
    "Uten svar begge ganger: {areas}.", "Utan svar begge gonger: {areas}.", "Not answered twice: {areas}."
)
CHANGE = Text("Endring (95 % KI)", "Endring (95 % KI)", "Change (95% CI)")
CLASS = Text("Klasse", "Klasse", "Class")
WAY = Text("Vei", "Veg", "Way")
OF_WHOM = Text("Nevner", "Nemnar", "Of whom")
LATER = Text("senere", "seinare", "later")
N_START = Text("n, start", "n, start", "n, start")
SHARE_START = Text("Start", "Start", "Start")
N_LATER = Text("n, senere", "n, seinare", "n, later")
SHARE_LATER = Text("Senere", "Seinare", "Later")
TEST = Text("Test", "Test", "Test")
PAIRED_TEST = Text(
    "{measure}, start til {then}: paret t-test",
    "{measure}, start til {then}: para t-test",
    "{measure}, start to {then}: paired t-test",
)
WELCH_TEST = Text(
    "{measure}, respondere mot ikke-respondere: Welchs t-test",
    "{measure}, respondarar mot ikkje-respondarar: Welchs t-test",
    "{measure}, responders against non-responders: Welch's t-test",
)
D_AV = Text("d(av)", "d(av)", "d(av)")
EFFECT_NOTE = Text(
    "d(av) er endringen delt på snittet av de to SD-ene; for Welch er d delt på felles SD.",
    "d(av) er endringa delt på snittet av dei to SD-ane; for Welch er d delt på felles SD.",
    "d(av) is the change divided by the mean of the two SDs; for Welch, d is divided by the pooled SD.",
)
WITH_ANSWER = Text("Svarte senere", "Svara seinare", "Answered later")
WITHOUT_ANSWER = Text("Svarte ikke", "Svara ikkje", "Did not answer")
COUNTED_AS = Text("Regnet slik", "Rekna slik", "Counted as")
RESULT = Text("Resultat", "Resultat", "Result")
ONLY_ANSWERED = Text(
    "Respondere: bare de som svarte", "Respondarar: berre dei som svara", "Responders: only those who answered"
)
MISSING_AS_NONE = Text(
    "Respondere: uten svar regnes som ikke-respons",
    "Respondarar: utan svar blir rekna som ikkje-respons",
    "Responders: no answer counts as no response",
)
CHANGE_OF_PAIRED = Text(
    "Endring i snittet: de som svarte begge ganger",
    "Endring i snittet: dei som svara begge gongene",
    "Change in the mean: those who answered both times",
)
CARRIED_FORWARD = Text(
    "Endring i snittet: uten svar regnes som uendret",
    "Endring i snittet: utan svar blir rekna som uendra",
    "Change in the mean: no answer counts as unchanged",
)
SENSITIVITY_NOTE = Text(
    "Uendret forutsetter at ingen av dem som ikke svarte, ble bedre eller dårligere. Det er en regneprøve, ikke et funn.",
    "Uendra føreset at ingen av dei som ikkje svara, vart betre eller dårlegare. Det er ei rekneprøve, ikkje eit funn.",
    "Unchanged assumes that nobody who did not answer became better or worse. It is a trial calculation, not a finding.",
)
EXITS_NOTE = Text(
    "For alle måneder og spor samlet.", "For alle månader og spor samla.", "For all months and tracks together."
)
NO_EXITS = Text(
    "Hvordan forløpene sluttet, vises bare når alle måneder og spor er med, fordi hver grunn gjelder få.",
    "Korleis forløpa slutta, blir berre vist når alle månader og spor er med, fordi kvar grunn gjeld få.",
    "How the courses ended is shown only when all months and tracks are included, because each reason is of few.",
)
