"""What a report says of the mixed model, of those who missed a later follow-up, and of those who dropped out."""

from __future__ import annotations

from varde.kernel.words import Text

MODEL_TABLE = Text(
    "Endring etter en blandet modell: {measure}, {n} personer og {answers} svar",
    "Endring etter ein blanda modell: {measure}, {n} personar og {answers} svar",
    "Change by a mixed model: {measure}, {n} people and {answers} answers",
)
ANSWERED_THEN = Text("Svarte da", "Svara då", "Answered then")
MODEL_CHANGE = Text("Endring fra start (95 % KI)", "Endring frå start (95 % KI)", "Change from the start (95% CI)")
MODEL_NOTE = Text(
    "Alle med svar ved start er med, også de som ikke svarte siden. Modellen har et snitt for hver gang og et eget nivå for hver "
    "person (REML, Students t med {df} frihetsgrader). SD mellom personer er {between} og ellers {within}. Den forutsetter at hvem "
    "som ikke svarte, bare henger sammen med svar vi har. Er det de som fikk det verre som lot være å svare, viser den for mye.",
    "Alle med svar ved start er med, òg dei som ikkje svara sidan. Modellen har eit snitt for kvar gong og eit eige nivå for kvar "
    "person (REML, Students t med {df} fridomsgrader). SD mellom personar er {between} og elles {within}. Han føreset at kven som "
    "ikkje svara, berre heng saman med svar vi har. Er det dei som fekk det verre som lét vere å svare, viser han for mykje.",
    "Everyone with an answer at the start is in it, those who did not answer again too. The model has a mean for each time and "
    "a level for each person (REML, Student's t with {df} degrees of freedom). The SD between people is {between}, and "
    "otherwise {within}. It assumes that who did not answer depends on nothing but the answers we have. If it was those who "
    "fared worse, it shows too much.",
)
MODELLED = Text(
    "Når også de som ikke svarte hver gang er med (blandet modell, {n} personer), er endringen i {measure} anslått til {changes}.",
    "Når òg dei som ikkje svara kvar gong er med (blanda modell, {n} personar), er endringa i {measure} anslått til {changes}.",
    "With those who did not answer every time too (mixed model, {n} people), the change in {measure} is estimated at {changes}.",
)
ONE_CHANGE = Text(
    "{change} {unit} ({then}; 95 % KI {low} til {high})",
    "{change} {unit} ({then}; 95 % KI {low} til {high})",
    "{change} {unit} ({then}; 95% CI {low} to {high})",
)
TOO_MANY_READ = Text(
    "Den blandede modellen regnes av hver persons svar, og bare for inntil {n} personer. Velg et sted eller færre måneder.",
    "Den blanda modellen blir rekna av svara til kvar person, og berre for inntil {n} personar. Vel ein stad eller færre månader.",
    "The mixed model is made from each person's answers, and of at most {n} people. Choose a place or fewer months.",
)
LAST_ANSWER_HOLDS = Text(
    "Endring i snittet: siste svar regnes som uendret",
    "Endring i snittet: siste svar blir rekna som uendra",
    "Change in the mean: the last answer counts as unchanged",
)
DROPOUT_TABLE = Text(
    "Frafall fra behandlingen og fra målingene, hver for seg",
    "Fråfall frå behandlinga og frå målingane, kvar for seg",
    "Drop-out from the treatment and from the measurements, apart",
)
DROPOUT = Text("Frafall", "Fråfall", "Drop-out")
TREATMENT_DROPOUT = Text("Sluttet før tiden", "Slutta før tida", "Left before the time")
ASSESSMENT_DROPOUT = Text(
    "Ikke svart på {measure} både ved start og igjen ({then})",
    "Ikkje svara på {measure} både ved start og igjen ({then})",
    "No answer to {measure} both at the start and again ({then})",
)
ON_TRACKS = Text(
    "{said}, av dem på sporet {tracks}", "{said}, av dei på sporet {tracks}", "{said}, of those on the track {tracks}"
)
DROPOUT_OF_ALL = Text(
    "Alle radene er av alle som begynte.",
    "Alle radene er av alle som begynte.",
    "Every row is of everyone who started.",
)
DROPOUT_NOTE = Text(
    "Den som sluttet, kan ha svart, og den som ikke svarte, kan ha fullført. Stille i 28 dager regnes ikke som sluttet her, men "
    "vises under programdrift. Ingen definisjon er allment godtatt (Donkin 2011).",
    "Den som slutta, kan ha svara, og den som ikkje svara, kan ha fullført. Stille i 28 dagar blir ikkje rekna som slutta her, men "
    "blir vist under programdrift. Ingen definisjon er allment godteken (Donkin 2011).",
    "Whoever left may have answered, and whoever did not answer may have completed. Quiet for 28 days is not counted as having "
    "left here, but is shown with how the programme is run. No definition is agreed on (Donkin 2011).",
)
DROPOUT_UNDUE = Text(
    "{then} er ikke med, for noen har ikke fått tid til å svare da ennå.",
    "{then} er ikkje med, for nokon har ikkje fått tid til å svare då enno.",
    "{then} is left out, as some have not had time to answer then yet.",
)
