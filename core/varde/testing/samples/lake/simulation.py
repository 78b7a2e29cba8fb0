"""Invented people round the lake."""

from __future__ import annotations

from datetime import date

from varde.plugin.programmes import Text
from varde.plugin.simulation import CastPatient, CastTherapist, Clinic, QuestionAndAnswer, Simulation

_ASKS = QuestionAndAnswer(
    Text("Hvor ligger årene?", "Kvar ligg årane?"), Text("I naustet, til venstre.", "I naustet, til venstre.")
)

SIMULATION = Simulation(
    programme="lake",
    clinic=Clinic("naustet", "Naustet"),
    share=0.05,
    questions=(_ASKS,),
    entries=(Text("Stille på vannet.", "Stille på vatnet."),),
    therapists=(CastTherapist("runa", "Runa", "Vik", "068990443", date(1990, 9, 6), "Båtvakt.", "båtvakt"),),
    patients=(
        CastPatient(
            "odd",
            "Odd",
            "Nes",
            "098658369",
            date(1958, 6, 9),
            "Ror rundt vannet, uke 5.",
            week=5,
            day=6,
            steps=2,
            asks=_ASKS,
        ),
    ),
)
