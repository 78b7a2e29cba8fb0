"""Words of the patient's pages."""

from __future__ import annotations

from varde.kernel.words import Text

ANSWERED_BY = Text("Svart av {who} {day}.", "Svart av {who} {day}.", "Answered by {who} on {day}.")
ANSWERED_IN_REFERRAL = Text(
    "Svart av {who} i påmeldingen {day}.",
    "Svart av {who} i påmeldinga {day}.",
    "Answered by {who} in the referral on {day}.",
)
A_PAGE = Text("siden «{title}»", "sida «{title}»", "the page “{title}”")
BLOCK_LIFTED = Text("Sperren er opphevet.", "Sperra er oppheva.", "The block is lifted.")
BY_YOU = Text("deg", "deg", "you")
CHANGE_SINCE_START = Text("Endring fra start", "Endring frå start", "Change from the start")
CHOOSE_READERS = Text(
    "Velg hvem som kan lese arbeidsarket.", "Vel kven som kan lese arbeidsarket.", "Choose who can read the worksheet."
)
CHOOSE_WHY = Text("Velg hvorfor du vil slutte.", "Vel kvifor du vil slutte.", "Choose why you want to stop.")
SOME_PAGE = Text("en side som ikke finnes lenger", "ei side som ikkje finst lenger", "a page that is no longer here")
DAY = Text("Dag", "Dag", "Day")
LOCK_OPENED_BY_DIETITIAN = Text(
    "En klinisk ernæringsfysiolog her kan åpne det for deg når dere har snakket om det.",
    "Ein klinisk ernæringsfysiolog her kan opne det for deg når de har snakka om det.",
    "A clinical dietitian here can open it for you when you have talked about it.",
)
LOCK_OPENED_BY_HEAD = Text(
    "Seksjonslederen her kan åpne det for deg når dere har snakket om det.",
    "Seksjonsleiaren her kan opne det for deg når de har snakka om det.",
    "The head of the clinic can open it for you when you have talked about it.",
)
LOCK_OPENED_BY_NOBODY = Text(
    "Det er låst så lenge dette gjelder. Du kan spørre oss om det.",
    "Det er låst så lenge dette gjeld. Du kan spørje oss om det.",
    "It is locked as long as this holds. You can ask us about it.",
)
LOCK_OPENED_BY_THERAPIST = Text(
    "Behandleren din kan åpne det for deg når dere har snakket om det.",
    "Behandlaren din kan opne det for deg når de har snakka om det.",
    "Your therapist can open it for you when you have talked about it.",
)
MAY_NO_LONGER_OPEN = Text(
    "{name} kan ikke lenger åpne opplysningene dine.",
    "{name} kan ikkje lenger opne opplysningane dine.",
    "{name} can no longer open your record.",
)
MEASUREMENT_CORRECTED = Text("Målingen er rettet.", "Målinga er retta.", "The measurement is corrected.")
MEASUREMENT_STRUCK = Text("Målingen er tatt ut.", "Målinga er teken ut.", "The measurement is taken out.")
MESSAGE_SENT = Text("Meldingen er sendt.", "Meldinga er send.", "The message has been sent.")
MODULE = Text("Modul", "Modul", "Module")
MODULE_BEGUN = Text(
    "Du er i gang. Ta ett steg om gangen.",
    "Du er i gang. Ta eitt steg om gongen.",
    "You are under way. Take one step at a time.",
)
MODULE_DONE = Text(
    "Modul {number} er ferdig. Varden står.",
    "Modul {number} er ferdig. Varden står.",
    "Module {number} is done. The cairn stands.",
)
SKIPPED = Text("du går forbi denne", "du går forbi denne", "you go past this one")
SKIPPED_TAG = Text("Hoppet over", "Hoppa over", "Skipped")
RESTING = Text(
    "Du er på pause. Gå i gang igjen når det passer deg.",
    "Du er på pause. Gå i gang igjen når det passar deg.",
    "You are having a break. Go on when it suits you.",
)
GOING_ON = Text(
    "Du er i gang igjen. Det som var planlagt, er flyttet like lenge som pausen varte.",
    "Du er i gang igjen. Det som var planlagt, er flytta like lenge som pausen varte.",
    "You are under way again. What was planned is moved by as long as the break lasted.",
)
CHOSEN = Text("«{title}» er med på stien din.", "«{title}» er med på stien din.", "“{title}” is on your path.")
LEFT_OUT = Text(
    "«{title}» er valgt bort. Du kan ombestemme deg når du vil.",
    "«{title}» er valt bort. Du kan ombestemme deg når du vil.",
    "“{title}” is left out. You may change your mind at any time.",
)
CHOOSES_LATER = Text(
    "Du kan velge om «{title}» senere.", "Du kan velje om «{title}» seinare.", "You can choose about “{title}” later."
)
NOT_OPEN_YET = Text("Ikke åpen ennå", "Ikkje open enno", "Not open yet")
NOW_LOCKED = Text(
    "Låst for deg nå: {steps}. Under ser du hvorfor, og hva du kan gjøre i stedet.",
    "Låst for deg no: {steps}. Under ser du kvifor, og kva du kan gjere i staden.",
    "Locked for you now: {steps}. Below you see why, and what you can do instead.",
)
NOW_UNLOCKED = Text("Ikke låst lenger: {steps}.", "Ikkje låst lenger: {steps}.", "No longer locked: {steps}.")
OPEN = Text("Åpen", "Open", "Open")
OPTIONAL = Text("valgfri", "valfri", "optional")
OTHER_SIGN_IN_ENDED = Text(
    "Den andre innloggingen er avsluttet.", "Den andre innlogginga er avslutta.", "The other sign-in has ended."
)
PART_HANDED_IN = Text(
    "Del {number} av {parts} er levert.",
    "Del {number} av {parts} er levert.",
    "Part {number} of {parts} has been handed in.",
)
REMINDED_ON = Text(
    "Vi minner deg på skjemaet {day}.",
    "Vi minner deg på skjemaet {day}.",
    "We will remind you of the questionnaire on {day}.",
)
SAFETY_SAVED = Text(
    "Takk for at du sier fra. Behandleren din ser det.",
    "Takk for at du seier frå. Behandlaren din ser det.",
    "Thank you for telling us. Your therapist sees it.",
)
SAFETY_UNCHANGED = Text(
    "Alt var slik du har sagt før.", "Alt var slik du har sagt før.", "Everything was as you have said before."
)
SAVED = Text("Lagret", "Lagra", "Saved")
STEPS_DONE = Text("{done} av {all} steg", "{done} av {all} steg", "{done} of {all} steps")
TOTAL = Text("Sum", "Sum", "Total")
READERS = (
    ("1", Text("Behandleren min", "Behandlaren min", "My therapist")),
    ("0", Text("Bare jeg", "Berre eg", "Only I")),
)
WHO_READS = Text("Hvem kan lese dette?", "Kven kan lese dette?", "Who can read this?")
UNKNOWN_BROWSER = Text("Ukjent nettleser", "Ukjend nettlesar", "Unknown browser")
YOU = Text("Du", "Du", "You")
ENTRY_CORRECTED = Text(
    "Rettelsen er lagret. Det som sto før, er tatt vare på.",
    "Rettinga er lagra. Det som stod før, er teke vare på.",
    "The correction is saved. What stood there before is kept.",
)
ENTRY_FILLED_IN = Text("Det er lagret.", "Det er lagra.", "It is saved.")
ENTRY_KEPT = Text("Lagret. Bare du ser det.", "Lagra. Berre du ser det.", "Saved. Only you see it.")
ENTRY_SHARED = Text("Innføringen er delt.", "Innføringa er delt.", "The entry is shared.")
ENTRY_TAKEN_BACK = Text(
    "Innføringen er tatt tilbake. Nå er det bare du som ser den.",
    "Innføringa er teken tilbake. No er det berre du som ser ho.",
    "The entry is taken back. Now only you see it.",
)
WEEK_SHARED = Text(
    "Innføringene for disse dagene er delt.",
    "Innføringane for desse dagane er delte.",
    "The entries of these days are shared.",
)

TIME_BOOKED = Text(
    "Timen er satt opp: {day} {clock}.", "Timen er sett opp: {day} {clock}.", "The appointment is made: {day} {clock}."
)
TIME_MOVED = Text(
    "Timen er flyttet til {day} {clock}.",
    "Timen er flytta til {day} {clock}.",
    "The appointment is moved to {day} {clock}.",
)
TIME_CANCELLED = Text(
    "Timen {day} {clock} er avlyst.", "Timen {day} {clock} er avlyst.", "The appointment {day} {clock} is cancelled."
)
TIME_CANCELLED_LATE = Text(
    "Timen {day} {clock} er avlyst. Det var så sent at ingen andre kan få den. Si fra før neste gang du kan.",
    "Timen {day} {clock} er avlyst. Det var så seint at ingen andre kan få han. Sei frå før neste gong du kan.",
    "The appointment {day} {clock} is cancelled. It was so late that nobody else can have it. Tell us sooner next time if you can.",
)
FEED_ENDED = Text(
    "Kalenderadressen virker ikke lenger.",
    "Kalenderadressa verkar ikkje lenger.",
    "The calendar address works no more.",
)
EARLIER_WANTED = Text(
    "Du får beskjed når en tidligere time blir ledig. Den som svarer først, får den.",
    "Du får beskjed når ein tidlegare time blir ledig. Den som svarar først, får han.",
    "You are told when an earlier time is free. Whoever answers first has it.",
)
EARLIER_NO_MORE = Text(
    "Du får ikke lenger beskjed om tidligere timer.",
    "Du får ikkje lenger beskjed om tidlegare timar.",
    "You are no longer told of earlier times.",
)
SIGNED_OFF = Text(
    "Takk. De som leder gruppen, vet det nå.",
    "Takk. Dei som leier gruppa, veit det no.",
    "Thank you. Those who lead know.",
)
COMES_AFTER_ALL = Text("Så fint at du kommer.", "Så fint at du kjem.", "Good that you are coming.")
SEAT_TAKEN = Text("Plassen er din.", "Plassen er din.", "The seat is yours.")
WAITS_FOR_SEAT = Text(
    "Du står på venteliste, og får beskjed når en plass er ledig.",
    "Du står på venteliste, og får beskjed når ein plass er ledig.",
    "You are on the waiting list, and are told when a seat is free.",
)
LEFT_GROUP = Text(
    "Du er ikke med i gruppen lenger.", "Du er ikkje med i gruppa lenger.", "You are in the group no longer."
)
INNER_NOTE = Text("Internt notat", "Internt notat", "Inner note")
NEEDED_NO_ANSWER = Text(
    "Hvorfor en melding ikke trengte svar", "Kvifor ei melding ikkje trong svar", "Why a message needed no answer"
)
ASKED_ADVICE = Text("Spurte en kollega om råd", "Spurde ein kollega om råd", "Asked a colleague for advice")
GAVE_ADVICE = Text(
    "Gav råd til den som behandler deg", "Gav råd til den som behandlar deg", "Advised whoever treats you"
)
CONTACT_CHOSEN = Text("Valget er lagret.", "Valet er lagra.", "Your choice is saved.")

HELPED_SAID = Text(
    "Takk. Svaret er sendt uten navnet ditt.",
    "Takk. Svaret er sendt utan namnet ditt.",
    "Thank you. Your answer was sent without your name.",
)
HELPED_BEFORE = Text(
    "Du har svart på dette steget før. Det du sendte nå, er ikke tatt vare på.",
    "Du har svara på dette steget før. Det du sende no, er ikkje teke vare på.",
    "You have answered about this step before. What you sent now was not kept.",
)
LOG_TITLE = Text("Hvem har sett opplysningene dine", "Kven har sett opplysningane dine", "Who has seen your record")
LOG_LEAD = Text(
    "{name}, skrevet ut {day}. Andres oppslag, det nyeste først.",
    "{name}, skrive ut {day}. Oppslaga til andre, det nyaste først.",
    "{name}, written out {day}. The looks of others, the newest first.",
)
LOG_COLUMNS = (
    Text("Når", "Når", "When"),
    Text("Hvem og hva", "Kven og kva", "Who and what"),
    Text("Hvorfor, og hvor", "Kvifor, og kvar", "Why, and where"),
)
LOG_EMPTY = Text(
    "Ingen andre har åpnet opplysningene dine.",
    "Ingen andre har opna opplysningane dine.",
    "Nobody else has opened your record.",
)
