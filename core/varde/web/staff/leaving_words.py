"""Words of the page where an enrolment is paused or ended."""

from __future__ import annotations

from varde.kernel.words import Text

PAUSE = Text("Sett på pause", "Sett på pause", "Pause")
PAUSED = Text(
    "Forløpet er på pause. Ingen skjemaer eller påminnelser sendes, og timer er avlyst.",
    "Forløpet er på pause. Ingen skjema eller påminningar blir sende, og timar er avlyste.",
    "The enrolment is paused. No forms or reminders are sent, and appointments are cancelled.",
)
UNDONE = Text(
    "Avslutningen er angret. Det som ble avlyst, står igjen slik det var.",
    "Avslutninga er angra. Det som vart avlyst, står igjen slik det var.",
    "The ending has been undone. What was called off stands as it was.",
)
APPOINTMENTS_PAST = Text(
    "En time som ble avlyst, har tidspunktet sitt bak seg og ble ikke satt opp igjen.",
    "Ein time som vart avlyst, har tidspunktet sitt bak seg og vart ikkje sett opp igjen.",
    "An appointment that was cancelled lies in the past, and was not booked again.",
)
REOPENED = Text(
    "Forløpet er åpnet igjen. Skjemaer som kan besvares ennå, er planlagt på nytt.",
    "Forløpet er opna igjen. Skjema som kan svarast på enno, er planlagde på nytt.",
    "The enrolment is open again. Forms that can still be answered are planned anew.",
)
CHOOSE_WAY = Text("Velg hva som skal skje.", "Vel kva som skal skje.", "Choose what is to happen.")
CHOOSE_REASON = Text("Velg hvorfor.", "Vel kvifor.", "Choose why.")
WRITE_REPLY = Text("Skriv svaret på meldingen.", "Skriv svaret på meldinga.", "Write the reply to the message.")
WRITE_FEEDBACK = Text("Skriv tilbakemeldingen.", "Skriv tilbakemeldinga.", "Write the feedback.")
SOMETHING_NEW = Text(
    "Noe er kommet til eller gjort siden du åpnet siden. Se over det som står åpent, og bekreft på nytt.",
    "Noko er kome til eller gjort sidan du opna sida. Sjå over det som står ope, og stadfest på nytt.",
    "Something has come or been done since you opened the page. Look over what stands open, and confirm again.",
)
LINE = {
    "asked_still": Text(
        "Beholdes: oppfølging med {forms}.", "Blir verande: oppfølging med {forms}.", "Kept: follow-up with {forms}."
    ),
    "reading": Text(
        "Beholdes: modulene kan leses til tilgangen går ut, og dialogen er åpen.",
        "Blir verande: modulane kan lesast til tilgangen går ut, og dialogen er open.",
        "Kept: the modules can be read until access ends, and the dialogue is open.",
    ),
    "everything_sent": Text(
        "Stanses straks: alt vi sender om dette forløpet, også det som ligger klart til å gå.",
        "Blir stansa straks: alt vi sender om dette forløpet, også det som ligg klart til å gå.",
        "Stops at once: everything we send about this enrolment, also what is ready to go.",
    ),
    "what_reaches_us": Text(
        "Beholdes: det pasienten sender oss, når fram, og fare i et svar gir varsel.",
        "Blir verande: det pasienten sender oss, når fram, og fare i eit svar gir varsel.",
        "Kept: what the patient sends reaches us, and danger in an answer raises its alert.",
    ),
    "elsewhere": Text(
        "Ved død eller beskyttelse gjelder det også {n} andre forløp, og behandlerne der får beskjed.",
        "Ved død eller vern gjeld det også {n} andre forløp, og behandlarane der får beskjed.",
        "For a death or protection it also holds for {n} other enrolments, and the therapists there are told.",
    ),
    "asked_no_more": Text(
        "Stanses: {n} skjemaer med påminnelsene sine.",
        "Blir stansa: {n} skjema med påminningane sine.",
        "Stops: {n} forms and their reminders.",
    ),
    "no_follow_up": Text("Ingen skjemaer kommer senere.", "Ingen skjema kjem seinare.", "No forms come later."),
    "appointments": Text(
        "Avlyses: timer som ikke har vært ({n}).",
        "Blir avlyst: timar som ikkje har vore ({n}).",
        "Cancelled: coming appointments ({n}).",
    ),
    "told": Text(
        "Pasienten får SMS om at timen er endret.",
        "Pasienten får SMS om at timen er endra.",
        "The patient gets a text message that the appointment has changed.",
    ),
    "not_told": Text(
        "Pasienten får ingen beskjed om timen.",
        "Pasienten får ingen beskjed om timen.",
        "The patient is not told of the appointment.",
    ),
}
COUNTS = {
    "completed": Text("Teller som fullført.", "Tel som fullført.", "Counts as completed."),
    "left": Text("Teller som avsluttet før tiden.", "Tel som avslutta før tida.", "Counts as left before the time."),
    "never_started": Text("Teller som ikke begynt.", "Tel som ikkje byrja.", "Counts as never started."),
    "declined": Text("Teller som avslått.", "Tel som avslått.", "Counts as declined."),
    "moved": Text("Teller som flyttet.", "Tel som flytta.", "Counts as moved."),
    "passed_on": Text("Teller som sendt videre.", "Tel som send vidare.", "Counts as passed on."),
    "no_more_contact": Text(
        "Teller etter hvordan forløpet sto før dette.",
        "Tel etter korleis forløpet stod før dette.",
        "Counts by how the enrolment stood before this.",
    ),
}
TRACK_CHANGED = Text(
    "Sporet er byttet. Skjemaene er planlagt etter det nye.",
    "Sporet er bytta. Skjemaa er planlagde etter det nye.",
    "The track has been changed. The forms are planned by the new one.",
)
ACCESS_EXTENDED = Text("Tilgangen varer til {day}.", "Tilgangen varer til {day}.", "Access lasts until {day}.")
WRITE_DAY = Text(
    "Skriv en dato, for eksempel 19.11.2026.",
    "Skriv ein dato, for eksempel 19.11.2026.",
    "Write a date, for example 19.11.2026.",
)
EXTENSION_UNDONE = Text(
    "Forlengelsen er angret, og pasienten får beskjed.",
    "Forlenginga er angra, og pasienten får beskjed.",
    "The extension was undone, and the patient is told.",
)
CHOOSE_HISTORY = Text(
    "Velg om historien skal følge med.",
    "Vel om historia skal følgje med.",
    "Choose whether the history is to go along.",
)
CHOOSE_RECEIVER = Text("Velg hvem som tar imot.", "Vel kven som tek imot.", "Choose who takes it on.")
MOVED = Text(
    "{name} er flyttet til {place}. Pasienten og den som tar imot, får beskjed.",
    "{name} er flytta til {place}. Pasienten og den som tek imot, får beskjed.",
    "{name} has been moved to {place}. The patient and whoever takes over are told.",
)
CHOOSE_PLACE = Text("Velg hvor påmeldingen skal.", "Vel kvar påmeldinga skal.", "Choose where the referral is to go.")
WRITE_WHY_PASSED_ON = Text(
    "Skriv til pasienten hvorfor den sendes videre.",
    "Skriv til pasienten kvifor ho blir send vidare.",
    "Write to the patient why it is passed on.",
)
IN_THAT_PROGRAMME = Text(
    "Pasienten er allerede i dette programmet der. Velg et annet sted eller program.",
    "Pasienten er allereie i dette programmet der. Vel ein annan stad eller eit anna program.",
    "The patient is in this programme there already. Choose another place or programme.",
)
PASSED_ON = Text(
    "Påmeldingen til {name} er sendt videre til {programme}, {place}. Fristen er den samme.",
    "Påmeldinga til {name} er send vidare til {programme}, {place}. Fristen er den same.",
    "The referral of {name} has been passed on to {programme}, {place}. The time limit is the same.",
)
