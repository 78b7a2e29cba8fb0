"""Words on screen for states, reasons and history."""

from __future__ import annotations

from varde.kernel.words import Text

STATE = {
    "referred": Text("Meldt på", "Meld på", "Referred"),
    "screening": Text("Til vurdering", "Til vurdering", "Being assessed"),
    "waiting": Text("Venter på å starte", "Ventar på å starte", "Waiting to start"),
    "active": Text("I gang", "I gang", "Under way"),
    "paused": Text("På pause", "På pause", "Paused"),
    "completed": Text("Fullført", "Fullført", "Completed"),
    "discontinued": Text("Avsluttet", "Avslutta", "Discontinued"),
}
STATE_SAID = {key: Text(words.nb.lower(), words.nn.lower(), words.en.lower()) for key, words in STATE.items()}
"""The same inside a sentence."""
END_REASON = {
    "completed": Text("Fullført", "Fullført", "Completed"),
    "not_eligible": Text("Tilbudet passet ikke", "Tilbodet passa ikkje", "The programme did not fit"),
    "withdrawn": Text("Ønsket å slutte", "Ønskte å slutte", "Wished to stop"),
    "moved": Text("Flyttet", "Flytta", "Moved"),
    "other_help": Text("Fikk annen hjelp", "Fekk anna hjelp", "Got other help"),
    "no_contact": Text("Ikke kontakt", "Ikkje kontakt", "No contact"),
    "other": Text("Annet", "Anna", "Other"),
}
HISTORY = {
    "referred": Text("Meldt på", "Meld på", "Referred"),
    "accepted": Text("Påmeldingen godkjent", "Påmeldinga godkjend", "Referral accepted"),
    "declined": Text("Påmeldingen avslått", "Påmeldinga avslått", "Referral declined"),
    "started": Text("Begynte", "Begynte", "Began"),
    "paused": Text("Satt på pause", "Sett på pause", "Paused"),
    "resumed": Text("I gang igjen", "I gang igjen", "Resumed"),
    "completed": Text("Fullførte", "Fullførte", "Completed"),
    "discontinued": Text("Avsluttet", "Avslutta", "Discontinued"),
    "taken_over": Text("Ny behandler", "Ny behandlar", "New therapist"),
    "module_completed": Text("Fullførte modul {number}", "Fullførte modul {number}", "Completed module {number}"),
    "module_opened": Text(
        "Modul {number} åpnet av behandler", "Modul {number} opna av behandlar", "Module {number} opened by therapist"
    ),
    "worksheet_shared": Text(
        "Delte arbeidsark, modul {number}", "Delte arbeidsark, modul {number}", "Shared a worksheet, module {number}"
    ),
    "imported": Text(
        "Overført fra et tidligere system", "Overført frå eit tidlegare system", "Moved from an earlier system"
    ),
}
