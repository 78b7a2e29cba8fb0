"""Words on the therapist's pages."""

from __future__ import annotations

from varde.kernel.words import Text

REASON = {
    "risk": Text("Risiko", "Risiko", "Risk"),
    "referral": Text("Påmelding", "Påmelding", "Referral"),
    "unanswered": Text("Ubesvart", "Ikkje svart på", "Unanswered"),
    "deterioration": Text("Varsel", "Varsel", "Alert"),
    "worse": Text("Verre", "Verre", "Worse"),
    "overdue": Text("Skjema forfalt", "Skjema forfalle", "Form overdue"),
    "inactive": Text("Inaktiv", "Inaktiv", "Inactive"),
    "on_track": Text("I rute", "I rute", "On track"),
}
ICON = {
    "risk": "alert",
    "referral": "doc",
    "unanswered": "chat",
    "deterioration": "alert",
    "worse": "up",
    "overdue": "form",
    "inactive": "pause",
    "on_track": "check",
}
TAG = {
    "risk": "risk",
    "referral": "go",
    "unanswered": "go",
    "deterioration": "now",
    "worse": "now",
    "overdue": "",
    "inactive": "other",
    "on_track": "done",
}
ACTION = {
    "risk": Text("Åpne og ring", "Opne og ring", "Open and call"),
    "referral": Text("Vurder", "Vurder", "Assess"),
    "unanswered": Text("Svar", "Svar", "Answer"),
    "deterioration": Text("Se på", "Sjå på", "Look"),
    "worse": Text("Se på", "Sjå på", "Look"),
    "overdue": Text("Minn på", "Minn på", "Remind"),
    "inactive": Text("Send hilsen", "Send helsing", "Say hello"),
    "on_track": Text("Åpne", "Opne", "Open"),
}
BAND = {
    "now": Text("Nå", "No", "Now"),
    "today": Text("I dag", "I dag", "Today"),
    "week": Text("Denne uken", "Denne veka", "This week"),
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
    "on_track": Text("går sin vei uten deg", "går sin veg utan deg", "on their way without you"),
}
BAND_OF = {
    "risk": "now",
    "referral": "today",
    "unanswered": "today",
    "deterioration": "today",
    "worse": "week",
    "overdue": "week",
    "inactive": "week",
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
    "group": Text("Gruppe", "Gruppe", "Group"),
}
APPOINTMENT_STATE = {
    "booked": Text("Kommer", "Kjem", "Coming"),
    "attended": Text("Møtt", "Møtt", "Attended"),
    "missed": Text("Ikke møtt", "Ikkje møtt", "Missed"),
    "cancelled": Text("Avlyst", "Avlyst", "Cancelled"),
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
    "decision": Text("Svar på påmelding", "Svar på påmelding", "Answer to referral"),
    "list": Text("Beskjed til behandler", "Beskjed til behandlar", "Notice to therapist"),
    "alert": Text("Varsel til behandler", "Varsel til behandlar", "Notice to therapist"),
}
DELIVERY_REASON = {
    "no mobile number": Text("mangler mobilnummer", "manglar mobilnummer", "no mobile number"),
    "paused": Text("forløpet er på pause", "forløpet er på pause", "the enrolment is paused"),
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
