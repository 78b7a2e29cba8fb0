"""Words on the therapist's pages."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

REASON = {
    "risk": Text("Risiko", "Risiko", "Risk"),
    "referral": Text("Påmelding", "Påmelding", "Referral"),
    "unanswered": Text("Ubesvart", "Ikkje svart på", "Unanswered"),
    "deterioration": Text("Må ses på", "Må sjåast på", "To look at"),
    "worse": Text("Verre", "Verre", "Worse"),
    "exercise": Text("Øvelse delt", "Øving delt", "Exercise shared"),
    "overdue": Text("Skjema forfalt", "Skjema forfalle", "Form overdue"),
    "inactive": Text("Inaktiv", "Inaktiv", "Inactive"),
    "plan": Text("Plan", "Plan", "Plan"),
    "on_track": Text("I rute", "I rute", "On track"),
}
PLAN_UNTIL = Text("Plan til {day}", "Plan til {day}", "Plan until {day}")
ICON = {
    "risk": "alert",
    "referral": "doc",
    "unanswered": "chat",
    "deterioration": "alert",
    "worse": "up",
    "exercise": "edit",
    "overdue": "form",
    "inactive": "pause",
    "plan": "calendar",
    "on_track": "check",
}
TAG = {
    "risk": "risk",
    "referral": "go",
    "unanswered": "go",
    "deterioration": "now",
    "worse": "now",
    "exercise": "go",
    "overdue": "",
    "inactive": "other",
    "plan": "other",
    "on_track": "done",
}
ACTION = {
    "risk": Text("Åpne og ring", "Opne og ring", "Open and call"),
    "referral": Text("Vurder", "Vurder", "Assess"),
    "unanswered": Text("Svar", "Svar", "Answer"),
    "deterioration": Text("Se på", "Sjå på", "Look"),
    "worse": Text("Se på", "Sjå på", "Look"),
    "exercise": Text("Svar", "Svar", "Answer"),
    "overdue": Text("Minn på", "Minn på", "Remind"),
    "inactive": Text("Send hilsen", "Send helsing", "Say hello"),
    "plan": Text("Se planen", "Sjå planen", "See the plan"),
    "on_track": Text("Åpne", "Opne", "Open"),
}
BAND = {
    "now": Text("Nå", "No", "Now"),
    "today": Text("I dag", "I dag", "Today"),
    "week": Text("Denne uken", "Denne veka", "This week"),
    "planned": Text("Etter plan", "Etter plan", "By plan"),
    "on_track": Text("I rute", "I rute", "On track"),
}
BAND_MEANS = {
    "now": Text(
        "ring eller svar før du gjør noe annet",
        "ring eller svar før du gjer noko anna",
        "call or answer before anything else",
    ),
    "today": Text("svar og vurder innen fristen", "svar og vurder innan fristen", "answer and assess in time"),
    "week": Text("et dytt eller en sjekk", "eit dytt eller ein sjekk", "a nudge or a check"),
    "planned": Text(
        "verre, med en plan dere ser på igjen på datoen",
        "verre, med ein plan de ser på igjen på datoen",
        "worse, with a plan that is looked at again on its day",
    ),
    "on_track": Text("går sin vei uten deg", "går sin veg utan deg", "on their way without you"),
}
BAND_OF = {
    "risk": "now",
    "referral": "today",
    "unanswered": "today",
    "deterioration": "today",
    "worse": "week",
    "exercise": "week",
    "overdue": "week",
    "inactive": "week",
    "plan": "planned",
    "on_track": "on_track",
}
TREND = {
    "none": Text("Ingen svar", "Ingen svar", "No answers"),
    "few": Text("Få svar", "Få svar", "Few answers"),
    "up": Text("Opp", "Opp", "Up"),
    "down": Text("Ned", "Ned", "Down"),
    "flat": Text("Flat", "Flat", "Flat"),
}
APPOINTMENT_KIND = {
    "video": Text("Video", "Video", "Video"),
    "phone": Text("Telefon", "Telefon", "Phone"),
    "physical": Text("Oppmøte", "Oppmøte", "In person"),
    "home": Text("Hjemmebesøk", "Heimebesøk", "Home visit"),
    "group": Text("Gruppe", "Gruppe", "Group"),
}
PARTY = {
    "gp": Text("Fastlegen", "Fastlegen", "The GP"),
    "interpreter": Text("Tolk", "Tolk", "Interpreter"),
    "relative": Text("Pårørende", "Pårørande", "Relative"),
    "other": Text("En annen", "Ein annan", "Somebody else"),
}
"""Who takes part in an appointment beside the two."""
APPOINTMENT_STATE = {
    "offered": Text("Tilbudt", "Tilboden", "Offered"),
    "booked": Text("Kommer", "Kjem", "Coming"),
    "attended": Text("Møtt", "Møtt", "Attended"),
    "late": Text("Møtt sent", "Møtt seint", "Attended late"),
    "missed": Text("Ikke møtt", "Ikkje møtt", "Missed"),
    "cancelled": Text("Avlyst", "Avlyst", "Cancelled"),
    "cancelled_late": Text("Avlyst sent", "Avlyst seint", "Cancelled late"),
    "withdrawn": Text("Trukket", "Trekt", "Withdrawn"),
}
DELIVERY_STATE = {
    "queued": Text("Venter", "Ventar", "Waiting"),
    "sending": Text("Sendes nå", "Blir sendt no", "Being sent"),
    "sent": Text("Sendt", "Sendt", "Sent"),
    "failed": Text("Ikke sendt", "Ikkje sendt", "Failed"),
    "skipped": Text("Utelatt", "Utelate", "Left out"),
}
NOTICE = {
    "questionnaire": Text("Skjema klart", "Skjema klart", "Form ready"),
    "reminder": Text("Påminnelse om skjema", "Påminning om skjema", "Reminder of form"),
    "message": Text("Ny melding", "Ny melding", "New message"),
    "feedback": Text("Svar på øvelse", "Svar på øving", "Answer to exercise"),
    "appointment": Text("Beskjed om time", "Beskjed om time", "Notice of an appointment"),
    "earlier": Text("Beskjed om tidligere time", "Beskjed om tidlegare time", "Notice of an earlier appointment"),
    "booked": Text("Beskjed om ny time", "Beskjed om ny time", "Notice of a new appointment"),
    "decision": Text("Svar på påmelding", "Svar på påmelding", "Answer to referral"),
    "module": Text("Beskjed om at noe er åpnet", "Beskjed om at noko er opna", "Notice that something opened"),
    "tomorrow": Text("Beskjed om time i morgen", "Beskjed om time i morgon", "Notice of an appointment tomorrow"),
    "more": Text("Beskjed om at det trengs svar", "Beskjed om at det trengst svar", "Notice that an answer is needed"),
    "news": Text(
        "Beskjed om ny behandler eller time", "Beskjed om ny behandlar eller time", "Notice of a new therapist or time"
    ),
    "choice": Text("Spørsmål om et valg", "Spørsmål om eit val", "Question about a choice"),
    "nudge": Text("Hilsen som går av seg selv", "Helsing som går av seg sjølv", "Greeting that goes by itself"),
    "list": Text("Beskjed til behandler", "Beskjed til behandlar", "Notice to therapist"),
    "consent": Text(
        "Beskjed til behandler om samtykke", "Beskjed til behandlar om samtykke", "Notice to therapist of a consent"
    ),
    "late": Text("Beskjed til leder om ventetid", "Beskjed til leiar om ventetid", "Notice to head of waiting"),
    "opinion": Text("Beskjed til kollega om råd", "Beskjed til kollega om råd", "Notice to colleague asked for advice"),
    "glass": Text("Beskjed om nødrett", "Beskjed om naudrett", "Notice of break-glass"),
    "alert": Text(
        "Beskjed til behandler om varsel", "Beskjed til behandlar om varsel", "Notice to therapist of an alert"
    ),
}
DELIVERY_REASON = {
    "a number that takes no texts": Text(
        "nummeret kan ikke ta imot SMS", "nummeret kan ikkje ta imot SMS", "the number takes no text messages"
    ),
    "is to be rung": Text("skal ringes", "skal ringjast opp", "is to be rung"),
    "no e-mail address": Text("mangler e-postadresse", "manglar e-postadresse", "no e-mail address"),
    "no mail gateway is set up": Text("e-post er ikke satt opp", "e-post er ikkje sett opp", "e-mail is not set up"),
    "no staff any more": Text("ikke ansatt lenger", "ikkje tilsett lenger", "no longer of the staff"),
    "no mobile number": Text("mangler mobilnummer", "manglar mobilnummer", "no mobile number"),
    "she has chosen": Text("valget var gjort", "valet var gjort", "the choice was made"),
    "no day for a greeting": Text("det passet ikke nå", "det passa ikkje no", "it did not suit now"),
    "paused": Text("forløpet er på pause", "forløpet er på pause", "the enrolment is paused"),
    "no more contact": Text("ikke mer kontakt", "ikkje meir kontakt", "no more contact"),
    "she is not asked any more": Text(
        "det ble ikke spurt om råd lenger", "det vart ikkje spurt om råd lenger", "no advice was asked for any more"
    ),
    "it is answered, ended or somebody else's": Text(
        "det var besvart, avsluttet eller gitt videre",
        "det var svara på, avslutta eller gjeve vidare",
        "it was answered, ended or given to somebody else",
    ),
    "it is not open to her any more": Text(
        "det er ikke åpent lenger", "det er ikkje ope lenger", "it is not open any more"
    ),
    "she wants none of these": Text(
        "pasienten vil ikke ha slike", "pasienten vil ikkje ha slike", "wants none of these"
    ),
    "the time is cancelled, moved or begun": Text(
        "timen er avlyst, flyttet eller begynt",
        "timen er avlyst, flytta eller byrja",
        "the appointment is cancelled, moved or begun",
    ),
    "nothing waits": Text("ingen skjemaer ventet lenger", "ingen skjema venta lenger", "no form was waiting any more"),
    "no SMS gateway is set up": Text("SMS er ikke satt opp", "SMS er ikkje sett opp", "SMS is not set up"),
    "no person": Text("personen er slettet", "personen er sletta", "the person is erased"),
}
AGENDA_STATE = {
    "planned": Text("Planlagt", "Planlagd", "Planned"),
    "done": Text("Levert", "Levert", "Handed in"),
    "missed": Text("Ikke levert", "Ikkje levert", "Not handed in"),
    "cancelled": Text("Avlyst", "Avlyst", "Cancelled"),
    "failed": Text("Feilet", "Feila", "Failed"),
}

# --- scores, change, answers and what is planned

ALSO_LOWER = Text("{n} lavere", "{n} lågare", "{n} lower")
ALSO_OTHERWISE = Text("{n} endret på annen måte", "{n} endra på annan måte", "{n} changed in another way")
ANSWERED = Text("Besvart", "Svart på", "Answered")
ANSWERED_BEFORE = Text("Svarte sist", "Svarte sist", "Answered last time")
ANSWERED_FIRST_TIME = Text("Besvart for første gang", "Svart på for første gong", "Answered for the first time")
ANSWERS_HIGHER = Counted(
    Text("{n} svar høyere", "{n} svar høgare", "{n} answer higher"),
    Text("{n} svar høyere", "{n} svar høgare", "{n} answers higher"),
)
ANSWERS_LOWER = Counted(
    Text("{n} svar lavere", "{n} svar lågare", "{n} answer lower"),
    Text("{n} svar lavere", "{n} svar lågare", "{n} answers lower"),
)
ANSWERS_MADE_UP = Counted(
    Text("{n} svar manglet, regnet opp", "{n} svar mangla, rekna opp", "{n} answer missing, made up for"),
    Text("{n} svar manglet, regnet opp", "{n} svar mangla, rekna opp", "{n} answers missing, made up for"),
)
ANSWERS_MISSING = Counted(
    Text("{n} svar mangler", "{n} svar manglar", "{n} answer missing"),
    Text("{n} svar mangler", "{n} svar manglar", "{n} answers missing"),
)
ANSWERS_OTHERWISE = Counted(
    Text("{n} svar endret på annen måte", "{n} svar endra på annan måte", "{n} answer changed in another way"),
    Text("{n} svar endret på annen måte", "{n} svar endra på annan måte", "{n} answers changed in another way"),
)
APPOINTMENT = Text("Time: {kind}", "Time: {kind}", "Appointment: {kind}")
BAND_OF_CHANCE = Text(
    "Endring inne i båndet kan være tilfeldig",
    "Endring inne i bandet kan vere tilfeldig",
    "Change within the band may be chance",
)
BAND_OF_LOSS = Text(
    "Verre enn båndet er forverring", "Verre enn bandet er forverring", "Worse than the band is a deterioration"
)
BAND_OF_PROGRAMME = Text(
    "Endring inne i båndet er mindre enn grensen programmet bruker",
    "Endring inne i bandet er mindre enn grensa programmet bruker",
    "A change inside the band is smaller than the limit the programme uses",
)
BEGUN = Text("Påbegynt, ikke levert: {titles}", "Påbyrja, ikkje levert: {titles}", "Begun, not handed in: {titles}")
BY_PHONE = Text("På telefon", "På telefon", "By phone")
CHANGED = Text("Endret", "Endra", "Changed")
DUE = Text("Frist {day}", "Frist {day}", "Due {day}")
DIARY = Text("Dagbok: {title}", "Dagbok: {title}", "Diary: {title}")
DIARY_NOT_YET = Text("Ingen dager ennå", "Ingen dagar enno", "No days yet")
DIARY_OPEN = Text("Åpen til {day} {clock}", "Open til {day} {clock}", "Open until {day} {clock}")
DIARY_OPENS = Text("Åpner {day} {clock}", "Opnar {day} {clock}", "Opens {day} {clock}")
DIARY_OVER = Text("Ferdig", "Ferdig", "Over")
DIARY_WRITTEN = Text(
    "Skrevet {written} av {asked} dager", "Skrive {written} av {asked} dagar", "{written} of {asked} days written"
)
DIARY_LAST_WRITTEN = Text(
    "Skrevet {written} av {asked} dager, sist {day}",
    "Skrive {written} av {asked} dagar, sist {day}",
    "{written} of {asked} days written, last on {day}",
)
DUE_AND_CLOSES = Text("Frist {due}, stenger {closes}", "Frist {due}, stengjer {closes}", "Due {due}, closes {closes}")
FORM = Text("Skjema: {title}", "Skjema: {title}", "Form: {title}")
FORM_HANDED_IN = Text("Skjema levert: {title}", "Skjema levert: {title}", "Form handed in: {title}")
HIGHER = Text("Høyere", "Høgare", "Higher")
IMPORTED = Text("Importert", "Importert", "Imported")
LEFT_OUT = Text("Holdt utenfor", "Halden utanfor", "Left out")
LEVEL_NOW = Text("Nivå nå: {band}.", "Nivå no: {band}.", "Level now: {band}.")
LOWER = Text("Lavere", "Lågare", "Lower")
MONTHS = Text("{n} md.", "{n} md.", "{n} mo.")
MORE_THAN_CHANCE = Text(
    "Det er mer enn det som kan være tilfeldig.",
    "Det er meir enn det som kan vere tilfeldig.",
    "That is more than chance can explain.",
)
NEXT_FORM = Text("Neste skjema", "Neste skjema", "Next form")
NOT_ANSWERED_BEFORE = Text("Ikke svart sist", "Ikkje svart sist", "Not answered last time")
NOT_ANSWERED_NOW = Text("{n} ikke besvart nå", "{n} ikkje svara på no", "{n} not answered now")
NOT_ANSWERED_THEN = Text("{n} ikke besvart sist", "{n} ikkje svara på sist", "{n} not answered last time")
NOT_SCORED = Text("Ikke skåret", "Ikkje skåra", "Not scored")
NO_ANSWERS = Text("Ingen svar ennå.", "Ingen svar enno.", "No answers yet.")
ONLY_TOTAL_KNOWN = Text("Bare summen er kjent", "Berre summen er kjend", "Only the total is known")
ONLY_TOTAL_KNOWN_BEFORE = Text(
    "Sist er bare summen kjent", "Sist er berre summen kjend", "Last time only the total is known"
)
OPENS_AND_DUE = Text("Åpner {opens}, frist {due}", "Opnar {opens}, frist {due}", "Opens {opens}, due {due}")
OPEN_NOW = Text("Åpent nå", "Ope no", "Open now")
OTHER_VERSION_BEFORE = Text(
    "Sist var det en annen versjon", "Sist var det ein annan versjon", "Last time it was another version"
)
OVERDUE = Text("Forfalt", "Forfalle", "Overdue")
OVERDUE_NOT_HANDED_IN = Text("Forfalt, ikke levert", "Forfalle, ikkje levert", "Overdue, not handed in")
PROPOSED_LIMIT = Text("foreslått grense", "føreslått grense", "proposed limit")
RESPONSE = Text("Respons", "Respons", "Response")
SAME = Text("Samme", "Same", "Same")
SAME_ANSWERS = Text("Samme svar som sist", "Same svar som sist", "Same answers as last time")
START = Text("Start", "Start", "Start")
NOTICE_BY_EMAIL = Text("E-post: {notice}", "E-post: {notice}", "E-mail: {notice}")
NOTICE_UNSENT = Text("Beskjed: {notice}", "Beskjed: {notice}", "Notice: {notice}")
TEXT_MESSAGE = Text("SMS: {notice}", "SMS: {notice}", "Text message: {notice}")
TOTAL = Text("Sum {total}", "Sum {total}", "Total {total}")
TOTAL_AT_START = Text("Ved start: {total}.", "Ved start: {total}.", "At the start: {total}.")
TOTAL_FIRST_TIME = Text("Første gang: {total}.", "Første gong: {total}.", "First time: {total}.")
VERSION = Text("versjon {version}", "versjon {version}", "version {version}")
WEEK = Text("Uke {n}", "Veke {n}", "Week {n}")
WORSE_THAN_CHANCE = Text(
    "Forverring, mer enn det som kan være tilfeldig",
    "Forverring, meir enn det som kan vere tilfeldig",
    "Worse, by more than may be chance",
)
LATEST_OTHER_VERSION = Text(
    "Sist: {total}, i en annen versjon av skjemaet.",
    "Sist: {total}, i ein annan versjon av skjemaet.",
    "Latest: {total}, in another version of the form.",
)
CORRECTED = Text("Rettet", "Retta", "Corrected")
ASKED_BESIDES = {
    "agoraphobia": Text(
        "Holder du deg unna steder fordi du er redd for å få et anfall der?",
        "Held du deg unna stader fordi du er redd for å få eit anfall der?",
        "Do you stay away from places because you fear an attack there?",
    ),
    "sex": Text(
        "Kjønn i tabellen vi sammenligner med",
        "Kjønn i tabellen vi samanliknar med",
        "Sex in the table we compare with",
    ),
}
"""What a questionnaire page asks besides the items, in its words."""
BY_IMPORT = Text("Overføringen", "Overføringa", "The import")
HANDED_IN_ON = Text("Dato for svaret", "Dato for svaret", "Date of the answer")
BASE_IS = Text(
    "{base} er {value}. Satt av {who} {day}.",
    "{base} er {value}. Sett av {who} {day}.",
    "{base} is {value}. Set by {who} on {day}.",
)
BY_DEVICE = Text("Apparatet", "Apparatet", "The device")
BY_FILE = Text("Overført", "Overført", "Transferred")
CAN_BE_SEEN = Text(
    "{therapist} kan se målingene dine.",
    "{therapist} kan sjå målingane dine.",
    "{therapist} can see your measurements.",
)
CLOCK = Text("Klokkeslett", "Klokkeslett", "Time")
DAY = Text("Dag", "Dag", "Day")
FROM_TO = Text(
    "Fra {first} til {last} siden {day}", "Frå {first} til {last} sidan {day}", "From {first} to {last} since {day}"
)
BEFORE_START = Text("Før start", "Før start", "Before the start")
IN_TREATMENT = Text("Behandling", "Behandling", "Treatment")
AFTER_END = Text("Etter", "Etter", "After")
SCORE = Text("Skår", "Skår", "Score")
HIGHEST_AND_LOWEST = Text(
    "Høyest {most}, lavest {least}.", "Høgast {most}, lågast {least}.", "Highest {most}, lowest {least}."
)
LAST_DAYS = Text("{name}, de siste {days} dagene", "{name}, dei siste {days} dagane", "{name}, the last {days} days")
MEASURED_ONCE = Text("Målt én gang: {number}", "Målt éin gong: {number}", "Measured once: {number}")
PERCENT_OF = Text("{n} % av {base}, {value}", "{n} % av {base}, {value}", "{n} % of {base}, {value}")
SAME_NUMBER = Text("{number}, som {day}", "{number}, som {day}", "{number}, as on {day}")
TODAY = Text("I dag", "I dag", "Today")
WHEN = Text("Når", "Når", "When")
WHO_WROTE = Text("Skrevet av", "Skrive av", "Written by")
ZONE = Text("Sone", "Sone", "Zone")
