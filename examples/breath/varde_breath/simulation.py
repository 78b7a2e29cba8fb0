"""The invented people of Pusten hjemme, for the demo."""

from __future__ import annotations

from datetime import date
from random import Random

from varde.plugin.programmes import Text
from varde.plugin.series import Series
from varde.plugin.simulation import Burden, CastPatient, CastTherapist, Clinic, QuestionAndAnswer, Simulation

FORGOT = QuestionAndAnswer(
    Text("Jeg glemte å måle i helgen. Gjør det noe?", "Eg gløymde å måle i helga. Gjer det noko?"),
    Text(
        "Det går helt fint. Mål når du kan, så ser vi på tallene sammen på torsdag.",
        "Det går heilt fint. Mål når du kan, så ser vi på tala saman på torsdag.",
    ),
)
COLD = QuestionAndAnswer(
    Text(
        "Tallet er lavere når jeg har gått ute i kulden. Er det vanlig?",
        "Talet er lågare når eg har gått ute i kulda. Er det vanleg?",
    ),
    Text(
        "Fint at du har lagt merke til det. Skriv det i dagboken, så snakker vi om det.",
        "Fint at du har lagt merke til det. Skriv det i dagboka, så snakkar vi om det.",
    ),
)


def blown(_series: Series, burden: float, chance: Random) -> tuple[float, ...]:
    """An invented number: the more burdened, the lower."""
    return (float(round(min(700, max(120, chance.gauss(480 - 200 * burden, 25))))),)


SIMULATION = Simulation(
    programme="breath",
    clinic=Clinic("breath-clinic", "Lungepoliklinikken"),
    share=0.05,
    burden=Burden(start=0.5, start_spread=0.15, eased=0.15, eased_spread=0.12),
    measures=blown,
    questions=(FORGOT, COLD),
    entries=(
        Text("Det var tungt i bakken hjem.", "Det var tungt i bakken heim."),
        Text("Jeg sov godt.", "Eg sov godt."),
        Text("Kald luft i dag tidlig.", "Kald luft i dag tidleg."),
    ),
    therapists=(
        CastTherapist(
            "breath-ragnhild",
            "Ragnhild",
            "Tveit",
            "218685417",
            date(1985, 6, 21),
            "Sykepleier i Pusten hjemme",
            "sykepleier",
        ),
    ),
    patients=(
        CastPatient(
            "breath-jonas",
            "Jonas",
            "Eide",
            "039194225",
            date(1994, 11, 3),
            "Pasient i Pusten hjemme, i tredje uke",
            week=3,
            steps=3,
            asks=COLD,
            hope="Å sykle til jobben igjen.",
        ),
    ),
)
