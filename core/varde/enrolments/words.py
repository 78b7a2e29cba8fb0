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
    "withdrawn": Text("Ønsket å slutte", "Ønskte å slutte", "Wished to stop"),
    "no_time": Text("Har ikke tid nå", "Har ikkje tid no", "Has no time now"),
    "no_effect": Text("Hjelper ikke nok", "Hjelper ikkje nok", "Does not help enough"),
    "needs_more": Text("Er sykere og trenger mer", "Er sjukare og treng meir", "Is more ill and needs more"),
    "other_help": Text("Fikk annen hjelp", "Fekk anna hjelp", "Got other help"),
    "moved": Text("Flyttet", "Flytta", "Moved"),
    "no_contact": Text("Ikke kontakt", "Ikkje kontakt", "No contact"),
    "other": Text("Annet", "Anna", "Other"),
    "not_eligible": Text("Tilbudet passet ikke", "Tilbodet passa ikkje", "The programme did not fit"),
    "too_ill": Text(
        "Trenger mer enn tilbudet kan gi", "Treng meir enn tilbodet kan gi", "Needs more than the programme"
    ),
    "better_elsewhere": Text("Annet tilbud passer bedre", "Anna tilbod passar betre", "Another offer fits better"),
    "outside_area": Text("Hører til et annet sted", "Høyrer til ein annan stad", "Belongs to another area"),
    "declined": Text("Annen grunn til avslag", "Annan grunn til avslag", "Declined for another reason"),
    "moved_clinic": Text("Flyttet til et annet sted", "Flytta til ein annan stad", "Moved to another clinic"),
    "passed_on": Text("Sendt videre", "Send vidare", "Passed on"),
    "taken_back": Text("Trukket tilbake av avsenderen", "Trekt tilbake av avsendaren", "Taken back by the sender"),
    "died": Text("Død", "Død", "Died"),
    "refuses": Text("Har bedt om ingen mer kontakt", "Har bedt om ingen meir kontakt", "Has asked for no more contact"),
    "protected": Text(
        "Adressesperre eller annen beskyttelse", "Adressesperre eller anna vern", "Protected address or person"
    ),
}
OWN_REASON = {
    "withdrawn": Text("Jeg vil ikke fortsette", "Eg vil ikkje halde fram", "I do not want to go on"),
    "no_time": Text("Jeg har ikke tid nå", "Eg har ikkje tid no", "I have no time now"),
    "no_effect": Text("Det hjelper meg ikke", "Det hjelper meg ikkje", "It does not help me"),
    "needs_more": Text(
        "Jeg trenger mer hjelp enn dette", "Eg treng meir hjelp enn dette", "I need more help than this"
    ),
    "other_help": Text("Jeg har fått annen hjelp", "Eg har fått anna hjelp", "I have got other help"),
    "other": Text(
        "Noe annet, eller vil ikke si det",
        "Noko anna, eller vil ikkje seie det",
        "Something else, or I would rather not say",
    ),
}
"""What a patient who leaves says herself."""
WAY = {
    "completed": Text("Fullført", "Fullført", "Completed"),
    "discontinued": Text("Avsluttet før tiden", "Avslutta før tida", "Left before the time"),
    "never_started": Text("Avsluttet før start", "Avslutta før start", "Ended before the start"),
    "declined": Text("Avslått", "Avslått", "Declined"),
    "moved": Text("Flyttet", "Flytta", "Moved"),
    "passed_on": Text("Sendt videre", "Send vidare", "Passed on"),
    "no_more_contact": Text("Ikke mer kontakt", "Ikkje meir kontakt", "No more contact"),
}
NOT_UNDONE = {
    "undone": Text(
        "ingenting er avsluttet, eller det er angret før.",
        "ingenting er avslutta, eller det er angra før.",
        "nothing has ended, or it was undone before.",
    ),
    "too_late": Text("de sju dagene er gått.", "dei sju dagane er gått.", "the seven days have passed."),
    "replaced": Text(
        "pasienten har begynt på nytt siden.",
        "pasienten har begynt på nytt sidan.",
        "the patient has begun anew since.",
    ),
    "touched": Text(
        "noen har arbeidet videre med det.", "nokon har arbeidd vidare med det.", "somebody has worked on it since."
    ),
}
HISTORY = {
    "referred": Text("Meldt på", "Meld på", "Referred"),
    "referred_again": Text("Henvist på nytt", "Tilvist på nytt", "Referred again"),
    "break_glass": Text("Åpnet med nødrett", "Opna med naudrett", "Opened by break-glass"),
    "glass_put_off": Text(
        "Pasienten får vite om nødretten senere",
        "Pasienten får vite om naudretten seinare",
        "The patient is told of the break-glass later",
    ),
    "ring_first": Text("Skal ringes før svar", "Skal ringjast før svar", "To be rung before the answer"),
    "rung_first": Text("Ringt før svar", "Ringt før svar", "Rung before the answer"),
    "gp_allowed": Text("Fastlegen kan få beskjed", "Fastlegen kan få beskjed", "The GP may be informed"),
    "gp_not_allowed": Text(
        "Fastlegen skal ikke få beskjed", "Fastlegen skal ikkje få beskjed", "The GP is not to be informed"
    ),
    "more_asked": Text("Bedt om mer", "Bede om meir", "More asked for"),
    "more_answered": Text("Svar på det som manglet", "Svar på det som mangla", "Answer to what was missing"),
    "in_line": Text("Satt på venteliste", "Sett på venteliste", "Put on the waiting list"),
    "accepted": Text("Påmeldingen godkjent", "Påmeldinga godkjend", "Referral accepted"),
    "declined": Text("Påmeldingen avslått", "Påmeldinga avslått", "Referral declined"),
    "group_excused": Text("Fritatt fra gruppe", "Friteken frå gruppe", "Excused from a group"),
    "meeting_excused": Text("Møtet trengs ikke", "Møtet trengst ikkje", "The meeting is not needed"),
    "meeting_recorded": Text("Referat fra møte", "Referat frå møte", "Record of a meeting"),
    "started": Text("Begynte", "Begynte", "Began"),
    "paused": Text("Satt på pause", "Sett på pause", "Paused"),
    "resumed": Text("I gang igjen", "I gang igjen", "Resumed"),
    "completed": Text("Fullførte", "Fullførte", "Completed"),
    "discontinued": Text("Avsluttet før tiden", "Avslutta før tida", "Left before the time"),
    "never_started": Text("Avsluttet før start", "Avslutta før start", "Ended before the start"),
    "no_more_contact": Text("Ikke mer kontakt", "Ikkje meir kontakt", "No more contact"),
    "moved": Text("Flyttet til et annet sted", "Flytta til ein annan stad", "Moved to another clinic"),
    "track_changed": Text("Byttet spor", "Bytta spor", "Changed track"),
    "access_extended": Text("Lengre tilgang", "Lengre tilgang", "Access extended"),
    "access_taken_back": Text("Lengre tilgang angret", "Lengre tilgang angra", "Longer access undone"),
    "form_asked": Text("Ba om et skjema", "Bad om eit skjema", "Asked for a questionnaire"),
    "form_taken_back": Text("Tok tilbake et skjema", "Tok tilbake eit skjema", "Took back a questionnaire"),
    "passed_here": Text("Sendt hit fra et annet sted", "Send hit frå ein annan stad", "Passed on to here"),
    "passed_on": Text("Sendt videre", "Send vidare", "Passed on"),
    "undone": Text("Avslutningen ble angret", "Avslutninga vart angra", "The ending was undone"),
    "reopened": Text("Åpnet igjen", "Opna igjen", "Opened again"),
    "taken_over": Text("Ny behandler", "Ny behandlar", "New therapist"),
    "handed_over": Text("Ny behandler", "Ny behandlar", "New therapist"),
    "stood_aside": Text("Behandleren trakk seg", "Behandlaren trekte seg", "The therapist stood aside"),
    "released": Text("Behandleren har sluttet", "Behandlaren har slutta", "The therapist has left"),
    "module_completed": Text("Fullførte modul {number}", "Fullførte modul {number}", "Completed module {number}"),
    # What was written before 0052: nobody changes the history.
    "module_opened": Text(
        "Modul {number} åpnet av behandler", "Modul {number} opna av behandlar", "Module {number} opened by therapist"
    ),
    "module_open": Text("Modul {number} åpnet", "Modul {number} opna", "Module {number} opened"),
    "module_close": Text("Modul {number} lukket", "Modul {number} lukka", "Module {number} closed"),
    "module_skip": Text("Modul {number} hoppet over", "Modul {number} hoppa over", "Module {number} skipped"),
    "module_repeat": Text(
        "Modul {number} skal gjøres om igjen", "Modul {number} skal gjerast om att", "Module {number} to be done again"
    ),
    "module_hide": Text("Modul {number} skjult", "Modul {number} gøymd", "Module {number} hidden"),
    "module_show": Text("Modul {number} vist igjen", "Modul {number} vist att", "Module {number} shown again"),
    "module_add": Text("Modul {number} lagt til", "Modul {number} lagd til", "Module {number} added"),
    "step_open": Text("Steg i modul {number} åpnet", "Steg i modul {number} opna", "Step of module {number} opened"),
    "step_close": Text("Steg i modul {number} lukket", "Steg i modul {number} lukka", "Step of module {number} closed"),
    "step_skip": Text(
        "Steg i modul {number} hoppet over", "Steg i modul {number} hoppa over", "Step of module {number} skipped"
    ),
    "step_repeat": Text(
        "Steg i modul {number} skal gjøres om igjen",
        "Steg i modul {number} skal gjerast om att",
        "Step of module {number} to be done again",
    ),
    "step_hide": Text("Steg i modul {number} skjult", "Steg i modul {number} gøymt", "Step of module {number} hidden"),
    "step_show": Text(
        "Steg i modul {number} vist igjen", "Steg i modul {number} vist att", "Step of module {number} shown again"
    ),
    "step_add": Text(
        "Steg i modul {number} lagt til", "Steg i modul {number} lagt til", "Step of module {number} added"
    ),
    "module_choose": Text("Valgte modul {number}", "Valde modul {number}", "Chose module {number}"),
    "module_decline": Text("Valgte bort modul {number}", "Valde bort modul {number}", "Left out module {number}"),
    "pace_programme": Text("Programmets tempo", "Tempoet til programmet", "The programme's pace"),
    "pace_therapist": Text("Behandlers tempo", "Tempoet til behandlaren", "The therapist's pace"),
    "pace_own": Text("Eget tempo", "Eige tempo", "Her own pace"),
    "switch_undone": Text(
        "Endring på modul {number} angret", "Endring på modul {number} angra", "Change of module {number} undone"
    ),
    "entry_shared": Text(
        "Delte en øvelse, modul {number}", "Delte ei øving, modul {number}", "Shared an exercise, module {number}"
    ),
    # Of an exercise of a library, which has no number.
    "beside_step_add": Text("Øvelse lagt til", "Øving lagd til", "Exercise added"),
    "beside_step_open": Text("Tillagt øvelse åpnet", "Tillagd øving opna", "Added exercise opened"),
    "beside_step_close": Text("Tillagt øvelse lukket", "Tillagd øving lukka", "Added exercise closed"),
    "beside_step_skip": Text("Tillagt øvelse hoppet over", "Tillagd øving hoppa over", "Added exercise skipped"),
    "beside_step_repeat": Text(
        "Tillagt øvelse skal gjøres om igjen", "Tillagd øving skal gjerast om att", "Added exercise to be done again"
    ),
    "beside_step_hide": Text("Tillagt øvelse skjult", "Tillagd øving gøymd", "Added exercise hidden"),
    "beside_step_show": Text("Tillagt øvelse vist igjen", "Tillagd øving vist att", "Added exercise shown again"),
    "beside_switch_undone": Text("Endring av øvelse angret", "Endring av øving angra", "Change of an exercise undone"),
    "beside_entry_shared": Text("Delte en øvelse", "Delte ei øving", "Shared an exercise"),
    # What was written before 0028: nobody changes the history.
    "worksheet_shared": Text(
        "Delte arbeidsark, modul {number}", "Delte arbeidsark, modul {number}", "Shared a worksheet, module {number}"
    ),
    "imported": Text(
        "Overført fra et tidligere system", "Overført frå eit tidlegare system", "Moved from an earlier system"
    ),
}
