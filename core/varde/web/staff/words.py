"""Words of the therapist's pages."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

ACCEPTED = Text(
    "{name} har fått plass, og du er behandler. Beskjed er på vei.",
    "{name} har fått plass, og du er behandlar. Beskjed er på veg.",
    "{name} has a place, and you are the therapist. Word is on its way.",
)
ALERT_AGAIN = Text(
    "Det blir varslet om dette igjen.", "Det blir varsla om dette igjen.", "There will be alerts about this again."
)
ALERTS_CLOSED = Counted(
    Text("Varselet er lukket.", "Varselet er lukka.", "The alert has been closed."),
    Text("{n} varsler er lukket.", "{n} varsel er lukka.", "{n} alerts have been closed."),
)
ALERTS_CLOSED_WORSE = Counted(
    Text(
        "Varselet er lukket. Forverringen står på arbeidslisten til et nytt svar er bedre, eller til det er skrevet en plan.",
        "Varselet er lukka. Forverringa står på arbeidslista til eit nytt svar er betre, eller til det er skrive ein plan.",
        "The alert has been closed. The deterioration stays on the caseload until a new answer is better, or a plan is written.",
    ),
    Text(
        "{n} varsler er lukket. Forverringen står på arbeidslisten til et nytt svar er bedre, eller til det er skrevet en plan.",
        "{n} varsel er lukka. Forverringa står på arbeidslista til eit nytt svar er betre, eller til det er skrive ein plan.",
        "{n} alerts have been closed. The deterioration stays on the caseload until a new answer is better, or a plan is "
        "written.",
    ),
)
ALERT_CLOSED = Text("Varselet er lukket.", "Varselet er lukka.", "The alert has been closed.")
ALERT_CLOSED_WORSE = Text(
    "Varselet er lukket. Forverringen står på arbeidslisten til et nytt svar er bedre, eller til det er skrevet en plan.",
    "Varselet er lukka. Forverringa står på arbeidslista til eit nytt svar er betre, eller til det er skrive ein plan.",
    "The alert has been closed. The deterioration stays on the caseload until a new answer is better, or a plan is written.",
)
ALERT_STOPPED = Text(
    "Det blir ikke varslet om dette for denne pasienten.",
    "Det blir ikkje varsla om dette for denne pasienten.",
    "There will be no alerts about this for this patient.",
)
CALLED_IN = Text(
    "{name} er kalt inn, og får beskjed om timen.",
    "{name} er kalla inn, og får beskjed om timen.",
    "{name} is called in, and is told of the appointment.",
)
CALL_SAID = Text("Det står i historikken.", "Det står i historikken.", "It stands in the history.")
CALL_CLOSED = Text(
    "Det står i historikken, og varselet er lukket.",
    "Det står i historikken, og varselet er lukka.",
    "It stands in the history, and the alert is closed.",
)
CHOOSE_WAY = Text("Velg hvordan dere snakker sammen.", "Vel korleis de snakkar saman.", "Choose how you will talk.")
ANSWERED_BEFORE = Text("Forrige svar: {answer}.", "Førre svar: {answer}.", "The answer before: {answer}.")
ANSWERED = Text("Svart", "Svart på", "Answered")
ANSWER_IN_DRAFT = Text(
    "Svaret sto i et skjema som var begynt, men ikke levert da varselet kom.",
    "Svaret stod i eit skjema som var påbegynt, men ikkje levert då varselet kom.",
    "The answer was in a form that was begun, but not handed in when the alert was raised.",
)
ANSWER_IN_REFERRAL = Text(
    "Svarte i påmeldingen, før forløpet begynte.",
    "Svarte i påmeldinga, før forløpet byrja.",
    "Answered in the referral, before the course began.",
)
REST_WAS_NOT_KEPT = Text(
    "Bare svarene om fare er tatt vare på. Spør pasienten om resten.",
    "Berre svara om fare er tekne vare på. Spør pasienten om resten.",
    "Only the answers about danger are kept. Ask the patient about the rest.",
)
APPOINTMENTS_MISSED = Counted(
    Text("Møtte ikke til timen {day}.", "Møtte ikkje til timen {day}.", "Did not come to the appointment {day}."),
    Text(
        "Møtte ikke til {n} timer på rad, sist {day}.",
        "Møtte ikkje til {n} timar på rad, sist {day}.",
        "Did not come to {n} appointments in a row, the last {day}.",
    ),
)
BASIS = Text("Grunnlag: {basis}", "Grunnlag: {basis}", "Basis: {basis}")
CHOOSE_DECLINE_REASON = Text("Velg hvorfor.", "Vel kvifor.", "Choose why.")
CHOOSE_DECISION = Text(
    "Velg om pasienten får plass eller et annet svar.",
    "Vel om pasienten får plass eller eit anna svar.",
    "Choose whether the patient gets a place or another answer.",
)
CHOOSE_KIND = Text(
    "Velg hva slags time det er.", "Vel kva slags time det er.", "Choose what kind of appointment it is."
)
CLOSED_BEFORE = Text(
    "«{title}» var alt lukket av noen andre. Historikken der er som den var.",
    "«{title}» var alt lukka av nokon andre. Historikken der er som han var.",
    "“{title}” had already been closed by somebody else. Its history is as it was.",
)
DECLINED = Text(
    "Svaret er sendt. {name} får beskjed om at det ligger klart.",
    "Svaret er sendt. {name} får beskjed om at det ligg klart.",
    "The answer has been sent. {name} is told that it is ready.",
)
FACT_CHANGED = Text(
    "{fact}: fra {before} til {after}.", "{fact}: frå {before} til {after}.", "{fact}: from {before} to {after}."
)
FEEDBACK_SENT = Text("Tilbakemeldingen er sendt.", "Tilbakemeldinga er send.", "The feedback has been sent.")
FIRST_TO_LAST = Text(
    "{first} til {last} ({n} ganger)", "{first} til {last} ({n} gonger)", "{first} to {last} ({n} times)"
)
FORMS_NOT_HANDED_IN = Counted(
    Text(
        "«{form}» ({day}) ble ikke levert.",
        "«{form}» ({day}) vart ikkje levert.",
        "“{form}” ({day}) was not handed in.",
    ),
    Text(
        "{n} skjemaer på rad ble ikke levert, sist «{form}» ({day}).",
        "{n} skjema på rad vart ikkje leverte, sist «{form}» ({day}).",
        "{n} forms in a row were not handed in, the last “{form}” ({day}).",
    ),
)
FORM_LATE = Counted(
    Text(
        "«{form}» skulle vært levert {day}, én dag før varselet.",
        "«{form}» skulle vore levert {day}, éin dag før varselet.",
        "“{form}” was due {day}, a day before the alert.",
    ),
    Text(
        "«{form}» skulle vært levert {day}, {n} dager før varselet.",
        "«{form}» skulle vore levert {day}, {n} dagar før varselet.",
        "“{form}” was due {day}, {n} days before the alert.",
    ),
)
INNER_NOTE_KEPT = Text("Notatet er lagret.", "Notatet er lagra.", "The note is kept.")
CALL_SET_UP = Text(
    "Samtalen er satt opp. {name} får beskjed om hvem som ringer, og når.",
    "Samtalen er sett opp. {name} får beskjed om kven som ringjer, og når.",
    "The call is set up. {name} is told who rings, and when.",
)
IN_LINE = Text(
    "{name} står på ventelisten, og får vite nummeret og dagen.",
    "{name} står på ventelista, og får vite nummeret og dagen.",
    "{name} is on the waiting list, and is told the number and the day.",
)
CALL_MADE = Text("Samtalen er skrevet ned.", "Samtalen er skriven ned.", "The call is written down.")
FORM_TOO_OLD = Text(
    "Skjemaet er for gammelt. Last siden på nytt og send igjen.",
    "Skjemaet er for gammalt. Last sida på nytt og send igjen.",
    "The form is too old. Reload the page and send it again.",
)
HIGHER_IS_BETTER = Text("høyere er bedre", "høgare er betre", "higher is better")
IN_STEPS = Text("i steg på {n}", "i steg på {n}", "in steps of {n}")
LIMIT_PERCENT_BETTER = Text(
    "{operator} {n} prosent bedre enn ved start",
    "{operator} {n} prosent betre enn ved start",
    "{operator} {n} per cent better than at the start",
)
LIMIT_POINTS = Text("{operator} {n} poeng", "{operator} {n} poeng", "{operator} {n} points")
LIMIT_POINTS_BETTER = Text(
    "{operator} {n} poeng bedre enn ved start",
    "{operator} {n} poeng betre enn ved start",
    "{operator} {n} points better than at the start",
)
LIMIT_POINTS_WORSE = Text(
    "{operator} {n} poeng verre enn ved start eller forrige svar",
    "{operator} {n} poeng verre enn ved start eller førre svar",
    "{operator} {n} points worse than at the start or the answer before",
)
LOCK_CLOSED = Text("Låst igjen.", "Låst igjen.", "Locked again.")
LOCK_OPENED = Text(
    "Åpnet. Det låses igjen hvis opplysningen endres.",
    "Opna. Det blir låst igjen om opplysninga blir endra.",
    "Opened. It locks again if the fact changes.",
)
LOWER_IS_BETTER = Text("lavere er bedre", "lågare er betre", "lower is better")
MEAN_FOR_MISSING = Text(
    "Mangler noen, ganges gjennomsnittet av de andre med antall spørsmål.",
    "Manglar nokre, blir gjennomsnittet av dei andre gonga med talet på spørsmål.",
    "When some are missing, the mean of the others is multiplied by the number of questions.",
)
MEAN_OF_ANSWERS = Text("Gjennomsnittet av svarene.", "Gjennomsnittet av svara.", "The mean of the answers.")
MEAN_TURNED = Text(
    "Gjennomsnittet regnet om, så {zero} blir 0 og {hundred} blir 100.",
    "Gjennomsnittet rekna om, så {zero} blir 0 og {hundred} blir 100.",
    "The mean, turned so that {zero} is 0 and {hundred} is 100.",
)
MESSAGE_SENT = Text("Meldingen er sendt.", "Meldinga er send.", "The message has been sent.")
MESSAGE_SETTLED = Text(
    "Meldingen venter ikke lenger på svar.",
    "Meldinga ventar ikkje lenger på svar.",
    "The message is no longer waiting for an answer.",
)
MESSAGE_WAITS_AGAIN = Text(
    "Meldingen venter på svar igjen.", "Meldinga ventar på svar igjen.", "The message waits for an answer again."
)
MORE_THAN_CHANCE = Text(
    "Mer enn det som kan være tilfeldig", "Meir enn det som kan vere tilfeldig", "More than may be chance"
)
MULTIPLIED = Text("Ganges med {n}.", "Blir gonga med {n}.", "Multiplied by {n}.")
NOBODY_KNOWS = Text("Ikke svart på: {facts}", "Ikkje svart på: {facts}", "Not answered: {facts}")
NOTED_ON = Counted(
    Text(
        "Notatet står i historikken til varselet.",
        "Notatet står i historikken til varselet.",
        "The note is in the alert's history.",
    ),
    Text(
        "Notatet står i historikken til {n} varsler.",
        "Notatet står i historikken til {n} varsel.",
        "The note is in the history of {n} alerts.",
    ),
)
NOT_BEGUN = Counted(
    Text(
        "Ikke begynt på det som åpnet {day}, én dag før varselet.",
        "Ikkje byrja på det som opna {day}, éin dag før varselet.",
        "Not begun on what opened on {day}, a day before the alert.",
    ),
    Text(
        "Ikke begynt på det som åpnet {day}, {n} dager før varselet.",
        "Ikkje byrja på det som opna {day}, {n} dagar før varselet.",
        "Not begun on what opened on {day}, {n} days before the alert.",
    ),
)
NOT_ACTIVE = Counted(
    Text(
        "Ikke aktiv på én dag. Sist aktiv {day}.",
        "Ikkje aktiv på éin dag. Sist aktiv {day}.",
        "Not active for a day. Last active {day}.",
    ),
    Text(
        "Ikke aktiv på {n} dager. Sist aktiv {day}.",
        "Ikkje aktiv på {n} dagar. Sist aktiv {day}.",
        "Not active for {n} days. Last active {day}.",
    ),
)
NOT_ANSWERED = Text("Ikke svart", "Ikkje svart", "Not answered")
NUMBER = Text("Tall, {low}–{high}", "Tal, {low}–{high}", "Number, {low}–{high}")
OF_MOST = Text("{n} av {most}", "{n} av {most}", "{n} of {most}")
OPENER_DIETITIAN = Text("klinisk ernæringsfysiolog", "klinisk ernæringsfysiolog", "a clinical dietitian")
OPENER_HEAD = Text("seksjonslederen", "seksjonsleiaren", "the head of the clinic")
OPENER_NOBODY = Text("ingen", "ingen", "nobody")
OPENER_THERAPIST = Text("behandleren", "behandlaren", "the therapist")
POINTS = Text("{n} poeng", "{n} poeng", "{n} points")
QUESTIONNAIRE = Text("Skjemaet", "Skjemaet", "The questionnaire")
QUESTION_NUMBERS = Text(
    "Spørsmål nr. {numbers}, {n} i alt", "Spørsmål nr. {numbers}, {n} i alt", "Questions {numbers}, {n} in all"
)
PLAN_WRITTEN = Text(
    "Planen er lagret og gjelder til og med {day}.",
    "Planen er lagra og gjeld til og med {day}.",
    "The plan is saved and holds to and with {day}.",
)
RELIABLE_CHANGE_BASIS = Text(
    "reliabilitet {r}, friske {mean} (SD {sd}), grense {cutoff}",
    "reliabilitet {r}, friske {mean} (SD {sd}), grense {cutoff}",
    "reliability {r}, healthy {mean} (SD {sd}), cutoff {cutoff}",
)
RELIABLE_CHANGE_BASIS_WITHOUT_NORM = Text(
    "reliabilitet {r}, ingen norm, grense {cutoff}",
    "reliabilitet {r}, inga norm, grense {cutoff}",
    "reliability {r}, no norm, cutoff {cutoff}",
)
RESPONSE = Text("Respons", "Respons", "Response")
RESUMED = Text(
    "Forløpet er i gang igjen. Det som var planlagt, er flyttet like mye som pausen varte.",
    "Forløpet er i gang igjen. Det som var planlagt, er flytta like mykje som pausen varte.",
    "The enrolment is under way again. What was planned has been moved by as much as the break lasted.",
)
SAFETY_SAVED = Text(
    "Lagret. Låsene følger av det som gjelder nå.",
    "Lagra. Låsane følgjer av det som gjeld no.",
    "Saved. The locks follow from what holds now.",
)
SAFETY_UNCHANGED = Text("Ingenting var endret.", "Ingenting var endra.", "Nothing was changed.")
SAID_IN_FORM = Text("{who}, i et skjema {day}.", "{who}, i eit skjema {day}.", "{who}, in a form, {day}.")
SAID_IN_REFERRAL = Text("{who}, påmeldingen {day}.", "{who}, påmeldinga {day}.", "{who}, the referral, {day}.")
SAID_NO_TO = Text("Ikke {facts}", "Ikkje {facts}", "Not {facts}")
SAID_ON = Text("{who}, {day}.", "{who}, {day}.", "{who}, {day}.")
SCORED_WHEN_COMPLETE = Text(
    "Skåres bare når alle svar er gitt.",
    "Blir berre skåra når alle svar er gitt.",
    "Scored only when every answer is given.",
)
SCORED_WHEN_FEW_MISSING = Text(
    "Skåres når høyst {n} av {size} svar mangler.",
    "Blir skåra når høgst {n} av {size} svar manglar.",
    "Scored when at most {n} of {size} answers are missing.",
)
SCORED_WHEN_PARTS_ARE = Text(
    "Skåres når alle delene er skåret.", "Blir skåra når alle delane er skåra.", "Scored when all parts are scored."
)
RUNG = Text("{name} har fått beskjed.", "{name} har fått beskjed.", "{name} has been told.")
SHEET_NOT_SHARED = Text(
    "Arbeidsarket er ikke lenger delt med deg.",
    "Arbeidsarket er ikkje lenger delt med deg.",
    "The worksheet is no longer shared with you.",
)
SHEET_SETTLED = Text(
    "Arbeidsarket er merket som lest.", "Arbeidsarket er merkt som lese.", "The worksheet is marked as read."
)
SMALLEST_CHANGE = Text("Minste endring som betyr noe", "Minste endring som betyr noko", "Smallest change that matters")
STEPS_EACH_DAY = Text(
    "Skritt for hver dag, {low}–{high}", "Steg for kvar dag, {low}–{high}", "Steps for each day, {low}–{high}"
)
SUM_OF = Text("Summen av {names}.", "Summen av {names}.", "The sum of {names}.")
SUM_OF_ANSWERS = Text("Summen av svarene.", "Summen av svara.", "The sum of the answers.")
TAKEN_OVER = Text("Du er nå behandler.", "Du er no behandlar.", "You are now the therapist.")
TOTAL = Text("Sum", "Sum", "Total")
WHOLE_NUMBER = Text("Helt tall, {low}–{high}", "Heilt tal, {low}–{high}", "Whole number, {low}–{high}")
WHOLE_QUESTIONNAIRE = Text("Hele skjemaet", "Heile skjemaet", "The whole questionnaire")
WRITE_WHY = Text(
    "Skriv til pasienten hvorfor, og hva hun eller han kan gjøre nå.",
    "Skriv til pasienten kvifor, og kva ho eller han kan gjere no.",
    "Write to the patient why, and what she or he can do now.",
)
WRITTEN_DOWN = Text("Det er skrevet ned.", "Det er skrive ned.", "It is written down.")
WORSENING = Text("Forverring", "Forverring", "Worsening")
ANSWER_CORRECTED = Text(
    "Svaret er rettet. Pasienten kan lese det, og hvorfor.",
    "Svaret er retta. Pasienten kan lese det, og kvifor.",
    "The answer is corrected. The patient can read that, and why.",
)
_ASKED_NOW_AND_OPEN = Text(
    "Etter det som står nå, skal også dette besvares: {forms}. Skjemaet er åpent for pasienten til {day}.",
    "Etter det som står no, skal òg dette svarast på: {forms}. Skjemaet er ope for pasienten til {day}.",
    "Given what stands now, this is to be answered too: {forms}. The questionnaire is open to the patient until {day}.",
)
ASKED_NOW = {
    "open": _ASKED_NOW_AND_OPEN,
    "reopened": _ASKED_NOW_AND_OPEN,
    "held": Text(
        "Etter det som står nå, skal også dette besvares: {forms}. Skjemaet åpner igjen når pausen er over.",
        "Etter det som står no, skal òg dette svarast på: {forms}. Skjemaet opnar igjen når pausen er over.",
        "Given what stands now, this is to be answered too: {forms}. The questionnaire opens again when the pause is over.",
    ),
    "closed": Text(
        "Etter det som står nå, ville også dette vært spurt om: {forms}. Det er for sent, så pasienten blir ikke spurt.",
        "Etter det som står no, ville òg dette vore spurt om: {forms}. Det er for seint, så pasienten blir ikkje spurd.",
        "Given what stands now, this would have been asked too: {forms}. It is too late, so the patient is not asked.",
    ),
}
"""What a correction calls for besides, by what becomes of the occasion."""
CORRECTION_RAISED = Text(
    "Svaret er rettet, og det krysset en grense. Varselet står her.",
    "Svaret er retta, og det kryssa ei grense. Varselet står her.",
    "The answer is corrected, and it crossed a limit. The alert is here.",
)
BASE_SET = Text(
    "Tallet er satt. Sonene følger av det fra nå av.",
    "Talet er sett. Sonene følgjer av det frå no av.",
    "The number is set. The zones follow from it from now on.",
)
MEASUREMENT_CORRECTED = Text("Målingen er rettet.", "Målinga er retta.", "The measurement is corrected.")
MEASUREMENT_SAVED = Text("Målingen er lagret.", "Målinga er lagra.", "The measurement is saved.")
WRITE_BASE = Text("Skriv tallet.", "Skriv talet.", "Write the number.")
MORE_ASKED = Text(
    "Spørsmålet er sendt. Fristen for svar løper som før.",
    "Spørsmålet er sendt. Fristen for svar går som før.",
    "The question has been sent. The time limit for the answer runs on.",
)
TOPIC_CLOSED = Text("Emnet er avsluttet.", "Emnet er avslutta.", "The topic is closed.")
TEMPLATE_DROPPED = Text("Malen er slettet.", "Malen er sletta.", "The template has been deleted.")
TEMPLATE_KEPT = Text("Malen er lagret.", "Malen er lagra.", "The template has been saved.")
WHEN_WORSE = Text(
    "Da dette ble svart, {day}: {said}", "Då dette blei svart, {day}: {said}", "When this was answered, {day}: {said}"
)
OPINION_ASKED = Text(
    "Kollegaen er spurt, og ser det på arbeidslisten sin.",
    "Kollegaen er spurd, og ser det på arbeidslista si.",
    "The colleague has been asked, and sees it on her or his caseload.",
)
OPINION_ANSWERED = Text("Svaret er sendt. Takk!", "Svaret er sendt. Takk!", "The answer has been sent. Thank you!")
OPINION_TAKEN_BACK = Text("Spørsmålet er tatt tilbake.", "Spørsmålet er teke tilbake.", "The question was taken back.")
