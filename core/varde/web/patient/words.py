"""Words of the patient's pages."""

from __future__ import annotations

from varde.kernel.words import Text

BLOCK_LIFTED = Text("Sperren er opphevet.", "Sperra er oppheva.", "The block is lifted.")
CHANGE_SINCE_START = Text("Endring fra start", "Endring frå start", "Change from the start")
CHOOSE_READERS = Text(
    "Velg hvem som kan lese arbeidsarket.", "Vel kven som kan lese arbeidsarket.", "Choose who can read the worksheet."
)
DAY = Text("Dag", "Dag", "Day")
MAY_NO_LONGER_OPEN = Text(
    "{name} kan ikke lenger åpne opplysningene dine.",
    "{name} kan ikkje lenger opne opplysningane dine.",
    "{name} can no longer open your record.",
)
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
NOT_OPEN_YET = Text("Ikke åpen ennå", "Ikkje open enno", "Not open yet")
OPEN = Text("Åpen", "Open", "Open")
OPENED_FOR_PATIENT = Text(
    "{title} er åpent for pasienten nå. En SMS går ut klokken ti.",
    "{title} er ope for pasienten no. Ein SMS går ut klokka ti.",
    "{title} is open for the patient now. A text message goes out at ten.",
)
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
SAVED = Text("Lagret", "Lagra", "Saved")
STEPS_DONE = Text("{done} av {all} steg", "{done} av {all} steg", "{done} of {all} steps")
TOTAL = Text("Sum", "Sum", "Total")
UNKNOWN_BROWSER = Text("Ukjent nettleser", "Ukjend nettlesar", "Unknown browser")
YOU = Text("Du", "Du", "You")
