"""Words of the pages about a patient's way."""

from __future__ import annotations

from varde.kernel.words import Text

WHOLE = Text("hele modulen", "heile modulen", "the whole module")
PACES = {
    "programme": Text(
        "Programmets: modulene åpner etter programmets regler",
        "Programmet sitt: modulane opnar etter reglane i programmet",
        "The programme's: modules open by its rules",
    ),
    "therapist": Text(
        "Behandlers: neste modul åpner når du åpner den",
        "Behandlaren sitt: neste modul opnar når du opnar han",
        "The therapist's: the next module opens when you open it",
    ),
    "own": Text(
        "Pasientens eget: neste modul åpner når den forrige er ferdig",
        "Pasienten sitt eige: neste modul opnar når den førre er ferdig",
        "The patient's own: the next module opens when the one before is finished",
    ),
}
PACE_SET = Text("Tempoet er endret.", "Tempoet er endra.", "The pace was changed.")
CHOOSE_WHAT = Text("Velg hva som skal gjøres.", "Vel kva som skal gjerast.", "Choose what is to be done.")
SWITCHED = Text("«{title}» er {deed}.", "«{title}» er {deed}.", "“{title}” was {deed}.")
UNDONE = Text("Endringen er angret.", "Endringa er angra.", "The change was undone.")
OPENED_WITH_LOCKS = Text(
    "«{title}» er åpnet. Fortsatt låst i den: {steps}.",
    "«{title}» er opna. Framleis låst i han: {steps}.",
    "“{title}” has been opened. Still locked in it: {steps}.",
)
STILL_CLOSED = Text(
    "Modulen er fortsatt stengt. {why}.", "Modulen er framleis stengd. {why}.", "The module is still closed. {why}."
)
HOMEWORK_READ = Text("Leksene er lest.", "Leksene er lesne.", "The homework is read.")
OPENED_AND_TOLD = Text(
    "«{title}» er åpnet, og pasienten får beskjed.",
    "«{title}» er opna, og pasienten får beskjed.",
    "“{title}” is open, and the patient is told.",
)
ALL_ARE_OPEN = Text("Alle modulene er åpne.", "Alle modulane er opne.", "All the modules are open.")
REST_IS_PASSED = Text(
    "Ingen moduler venter på å bli åpnet. Resten er hoppet over, skjult eller valgt bort.",
    "Ingen modular ventar på å bli opna. Resten er hoppa over, gøymde eller valde bort.",
    "No module waits to be opened. The rest are skipped, hidden or left out.",
)
NO_MODULES = Text("Programmet har ingen moduler.", "Programmet har ingen modular.", "The programme has no modules.")
FORM_OPEN = Text(
    "{title} er åpent for pasienten nå.", "{title} er ope for pasienten no.", "{title} is open for the patient now."
)
FORM_TAKEN_BACK = Text("Skjemaet er tatt tilbake.", "Skjemaet er teke tilbake.", "The questionnaire was taken back.")
