"""Invented participants of Frisk i hverdagen, for the demo."""

from __future__ import annotations

from datetime import date

from varde.plugin.programmes import Text
from varde.plugin.simulation import CastPatient, CastTherapist, Clinic, QuestionAndAnswer, Simulation

QUESTIONS = (
    QuestionAndAnswer(
        Text(
            "Jeg fikk ikke gått turen min på grunn av været. Teller det om jeg tar den på lørdag?",
            "Eg fekk ikkje gått turen min på grunn av vêret. Tel det om eg tek han på laurdag?",
        ),
        Text("Ja, det teller. Flytt turen i planen din.", "Ja, det tel. Flytt turen i planen din."),
    ),
    QuestionAndAnswer(
        Text("Kan jeg endre målet mitt underveis?", "Kan eg endre målet mitt undervegs?"),
        Text(
            "Ja. Skriv inn det nye målet i planen, så snakker vi om det neste gang.",
            "Ja. Skriv inn det nye målet i planen, så snakkar vi om det neste gong.",
        ),
    ),
    QuestionAndAnswer(
        Text(
            "Det er ikke like lett å komme i gang denne uken. Er det vanlig?",
            "Det er ikkje like lett å komme i gang denne veka. Er det vanleg?",
        ),
        Text(
            "Ja, det er helt vanlig. Begynn med det minste du får til.",
            "Ja, det er heilt vanleg. Begynn med det minste du får til.",
        ),
    ),
)

ENTRIES = (
    Text("Det gikk lettere enn jeg trodde.", "Det gjekk lettare enn eg trudde."),
    Text("Gikk en runde etter middag med naboen.", "Gjekk ein runde etter middag med naboen."),
    Text("Jeg ble avbrutt, men tok det igjen om kvelden.", "Eg vart avbroten, men tok det att om kvelden."),
    Text("Det var fint å ta det i eget tempo.", "Det var fint å ta det i eige tempo."),
    Text("Tok trappen hele uken.", "Tok trappa heile veka."),
)

EVA = CastPatient(
    "eva",
    "Eva",
    "Strand",
    "098658369",
    date(1958, 6, 9),
    "Deltaker hos frisklivssentralen, uke 5.",
    week=5,
    day=6,
    steps=2,
    asks=QuestionAndAnswer(
        Text(
            "Hei. Det ble to turer denne uken, ikke tre. Skal jeg sette målet lavere?",
            "Hei. Det vart to turar denne veka, ikkje tre. Skal eg setje målet lågare?",
        ),
        Text(
            "Hei. To turer er bra. La målet stå, og flytt den ene til en dag du har bedre tid.",
            "Hei. To turar er bra. La målet stå, og flytt den eine til ein dag du har betre tid.",
        ),
    ),
)

JONAS = CastTherapist(
    "jonas", "Jonas", "Lie", "068990443", date(1990, 9, 6), "Frisklivsveileder, Vestbyen kommune.", "frisklivsveileder"
)

SIMULATION = Simulation(
    programme="frisklivs",
    clinic=Clinic("frisklivssentralen", "Frisklivssentralen"),
    share=0.05,
    questions=QUESTIONS,
    entries=ENTRIES,
    therapists=(JONAS,),
    patients=(EVA,),
)
