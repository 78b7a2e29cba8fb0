"""The invented people of Bekymringstid, for the demo."""

from __future__ import annotations

from datetime import date

from varde.plugin.programmes import Text
from varde.plugin.simulation import Burden, CastPatient, CastTherapist, Clinic, QuestionAndAnswer, Simulation

NOT_YET = QuestionAndAnswer(
    Text(
        "Jeg glemte bekymringstiden to dager på rad. Må jeg begynne på nytt?",
        "Eg gløymde urotida to dagar på rad. Må eg byrje på nytt?",
    ),
    Text(
        "Nei, bare ta den igjen i dag. Det er fint at du la merke til det.",
        "Nei, berre ta ho igjen i dag. Det er fint at du la merke til det.",
    ),
)
EMPTY = QuestionAndAnswer(
    Text(
        "Da stunden kom, hadde jeg ikke noe å bekymre meg for. Er det galt?",
        "Då stunda kom, hadde eg ikkje noko å uroe meg for. Er det gale?",
    ),
    Text(
        "Slett ikke. Bruk stunden på noe annet, så møtes vi her igjen neste uke.",
        "Slett ikkje. Bruk stunda på noko anna, så møtest vi her igjen neste veke.",
    ),
)

SIMULATION = Simulation(
    programme="worry",
    clinic=Clinic("worry-clinic", "Poliklinikk for uro og bekymring"),
    share=0.05,
    burden=Burden(start=0.58, start_spread=0.15, eased=0.16, eased_spread=0.15),
    questions=(NOT_YET, EMPTY),
    entries=(
        Text("Om jeg hadde låst døra.", "Om eg hadde låst døra."),
        Text("Jeg satt på bussen og tenkte på jobben.", "Eg sat på bussen og tenkte på jobben."),
        Text("Den var mindre da klokka ble halv seks.", "Ho var mindre då klokka vart halv seks."),
    ),
    therapists=(
        CastTherapist(
            "solveig", "Solveig", "Moen", "148279213", date(1979, 2, 14), "Psykolog i Bekymringstid", "psykolog"
        ),
    ),
    patients=(
        CastPatient(
            "anders",
            "Anders",
            "Haug",
            "098891124",
            date(1991, 8, 9),
            "Pasient i Bekymringstid, i tredje uke",
            week=3,
            steps=5,
            asks=NOT_YET,
            hope="Å få kveldene tilbake.",
        ),
    ),
)
