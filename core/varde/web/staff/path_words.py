"""Words of the pages about a patient's way."""

from __future__ import annotations

from varde.kernel.words import Text

WHOLE = Text("hele modulen", "heile modulen", "the whole module")
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
