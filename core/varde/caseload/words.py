"""Words on the caseload."""

from __future__ import annotations

from varde.caseload.asked import BOOKED, FINISHED, FRESH, OTHERS, SHARED, TO_START
from varde.kernel.words import Counted, Text

ANSWER_DUE = Text("Svarfrist {day}.", "Svarfrist {day}.", "Answer due {day}.")
ANSWER_PASSED_LIMIT = Text(
    "Et svar passerte klinikkens grense. Åpne og se på det nå.",
    "Eit svar passerte grensa til klinikken. Opne og sjå på det no.",
    "An answer passed the clinic's limit. Open it and look at it now.",
)
ANSWER_PASSED_LIMIT_TODAY = Text(
    "Et svar passerte klinikkens grense. Åpne og se på det i dag.",
    "Eit svar passerte grensa til klinikken. Opne og sjå på det i dag.",
    "An answer passed the clinic's limit. Open it and look at it today.",
)
ANSWER_WAS_DUE = Text("Svarfristen var {day}.", "Svarfristen var {day}.", "The answer was due {day}.")
BORN = Text("f. {year}", "f. {year}", "b. {year}")
BY_CLINICIAN = Text("Henvist av en kliniker.", "Tilvist av ein klinikar.", "Referred by a clinician.")
BY_THEMSELVES = Text("Meldte seg på selv.", "Har meldt seg på sjølv.", "Signed up themselves.")
DANGER_FIRST = Text("fare står alltid først", "fare står alltid først", "danger is always first")
DAYS = Text("{days} d", "{days} d", "{days} d")
DAYS_HOURS = Text("{days} d {hours} t", "{days} d {hours} t", "{days} d {hours} h")
ENTRIES_WAIT = Counted(
    Text("Den har ikke fått svar.", "Ho har ikkje fått svar.", "It has no answer."),
    Text("{n} innføringer har ikke fått svar.", "{n} innføringar har ikkje fått svar.", "{n} entries have no answer."),
)
EXERCISE_SHARED = Text("Delte «{title}» {day}.", "Delte «{title}» {day}.", "Shared “{title}” {day}.")
FORM_LATE = Text("Et skjema er ikke levert.", "Eit skjema er ikkje levert.", "A form has not been handed in.")
FORM_WAS_DUE = Text(
    "«{title}» skulle vært levert {day}.", "«{title}» skulle ha vore levert {day}.", "“{title}” was due {day}."
)
HOURS_MINUTES = Text("{hours} t {minutes} min", "{hours} t {minutes} min", "{hours} h {minutes} min")
LIFE_IN_DANGER = Text(
    "Svarene i påmeldingen tyder på fare for liv. Ta kontakt i dag.",
    "Svara i påmeldinga tyder på fare for liv. Ta kontakt i dag.",
    "The answers in the referral suggest that life is in danger. Make contact today.",
)
MINUTES = Text("{minutes} min", "{minutes} min", "{minutes} min")
MODULE = Text("Modul {number}", "Modul {number}", "Module {number}")
MORE_ALERTS = Counted(
    Text("Og ett varsel til.", "Og eitt varsel til.", "And one more alert."),
    Text("Og {n} varsler til.", "Og {n} varsel til.", "And {n} more alerts."),
)
NOBODY_OPENED = Text("Ingen åpnet i tide.", "Ingen opna i tide.", "Nobody opened it in time.")
NOT_ACTIVE = Text("Ikke aktiv på {n} dager.", "Ikkje aktiv på {n} dagar.", "Not active for {n} days.")
NOT_BEGUN = Text("Ikke begynt", "Ikkje begynt", "Not begun")
ONE_REMINDER_SENT = Text("Én påminnelse sendt.", "Éi påminning send.", "One reminder sent.")
REMINDERS_SENT = Text("{n} påminnelser sendt.", "{n} påminningar sende.", "{n} reminders sent.")
WAITING_FOR_ANSWER = Text("Venter på svar.", "Ventar på svar.", "Waiting for an answer.")
WAITING_FOR_ASSESSMENT = Text("Venter på vurdering.", "Ventar på vurdering.", "Waiting to be assessed.")
WAITING_UNTIL = Text(
    "Venter på svar. Fristen er {day}.", "Ventar på svar. Fristen er {day}.", "Waiting for an answer. It is due {day}."
)
WORSE = Text(
    "Et svar er verre enn ved start, eller enn svaret før.",
    "Eit svar er verre enn ved start, eller enn svaret før.",
    "An answer is worse than at the start, or than the one before.",
)
PART = {
    FRESH: Text("Nytt siden sist", "Nytt sidan sist", "New since last"),
    BOOKED: Text("Time i dag", "Time i dag", "Appointment today"),
    TO_START: Text("Venter på å starte", "Ventar på å starte", "Waiting to start"),
    SHARED: Text("Delt øvelse", "Delt øving", "Shared exercise"),
    FINISHED: Text("Ferdig, men åpen", "Ferdig, men open", "Finished but open"),
    OTHERS: Text("Sammen med andre", "Saman med andre", "With others"),
}
"""The parts of a list that are no reason."""
SORTED = {
    "urgency": Text("Hva som haster", "Kva som hastar", "What is urgent"),
    "waited": Text("Ventet lengst", "Venta lengst", "Waited longest"),
    "today": Text("Timene i dag", "Timane i dag", "Today's appointments"),
    "name": Text("Navn", "Namn", "Name"),
}
