"""What invented people write when their programme has no words of its own for them. It fits any programme."""

from __future__ import annotations

from varde.kernel.words import Text
from varde.plugin.simulation import QuestionAndAnswer

ENTRIES = (
    Text("Det gikk lettere enn jeg trodde.", "Det gjekk lettare enn eg trudde."),
    Text("Vanskelig i starten, bedre etter hvert.", "Vanskeleg i starten, betre etter kvart."),
    Text("Jeg ble avbrutt, men tok det igjen om kvelden.", "Eg vart avbroten, men tok det att om kvelden."),
    Text("Vet ikke helt om jeg gjør det riktig.", "Veit ikkje heilt om eg gjer det riktig."),
    Text("Det var fint å ta det i eget tempo.", "Det var fint å ta det i eige tempo."),
)
FEEDBACK = (
    Text(
        "Takk for at du delte. Ta med deg det du skriver her, til neste øvelse.",
        "Takk for at du delte. Ta med deg det du skriv her, til neste øving.",
    ),
    Text(
        "Så fint at du tok deg tid. Hva tror du skjer om du prøver én gang til?",
        "Så fint at du tok deg tid. Kva trur du skjer om du prøver ein gong til?",
    ),
    Text(
        "Jeg ser at dette var vanskelig. Vi kan ta det opp neste gang vi snakkes.",
        "Eg ser at dette var vanskeleg. Vi kan ta det opp neste gong vi snakkast.",
    ),
)
PLANS = (
    Text(
        "Ringer denne uken og hører hvordan det går. Ser på svarene sammen neste gang.",
        "Ringjer denne veka og høyrer korleis det går. Ser på svara saman neste gong.",
    ),
    Text(
        "Tar ned tempoet i modulene. Ny vurdering etter neste skjema.",
        "Tek ned tempoet i modulane. Ny vurdering etter neste skjema.",
    ),
)
"""What a therapist writes on an exercise, and about somebody who is worse."""
QUESTIONS = (
    QuestionAndAnswer(
        Text("Kan jeg ta modulene i min egen takt?", "Kan eg ta modulane i mitt eige tempo?"),
        Text("Ja, det kan du. Ta pauser når du trenger det.", "Ja, det kan du. Ta pausar når du treng det."),
    ),
    QuestionAndAnswer(
        Text(
            "Jeg fikk ikke gjort øvelsen hver dag. Skal jeg begynne på nytt?",
            "Eg fekk ikkje gjort øvinga kvar dag. Skal eg begynne på nytt?",
        ),
        Text(
            "Du trenger ikke begynne på nytt. Fortsett der du er, så ser vi på det sammen.",
            "Du treng ikkje begynne på nytt. Hald fram der du er, så ser vi på det saman.",
        ),
    ),
)
