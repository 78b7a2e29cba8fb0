"""What can be wrong with an absence."""

from __future__ import annotations

from varde.kernel.errors import BadInput, NotFound
from varde.kernel.words import Text


class EndsBeforeItBegins(BadInput):
    sentence = Text(
        "Den siste dagen må være samme dag som den første, eller senere.",
        "Den siste dagen må vere same dag som den første, eller seinare.",
        "The last day must be the first day or later.",
    )


class AbsenceOver(BadInput):
    sentence = Text(
        "Fraværet er over. Den siste dagen må være i dag eller senere.",
        "Fråværet er over. Den siste dagen må vere i dag eller seinare.",
        "The absence is over. The last day must be today or later.",
    )


class TooLongAbsence(BadInput):
    sentence = Text(
        "Et fravær kan meldes for høyst to år.",
        "Eit fråvær kan meldast for høgst to år.",
        "An absence can be reported for two years at most.",
    )


class AlreadyAway(BadInput):
    sentence = Text(
        "Det er alt meldt fravær fra {first} til {last}. Avlys det først, eller velg andre dager.",
        "Det er alt meldt fråvær frå {first} til {last}. Avlys det først, eller vel andre dagar.",
        "An absence from {first} to {last} has been reported already. Cancel it first, or choose other days.",
    )


class NoSuchSubstitute(BadInput):
    sentence = Text(
        "Velg en annen behandler ved klinikken, eller klinikkens kø.",
        "Vel ein annan behandlar ved klinikken, eller køen til klinikken.",
        "Choose another therapist of the clinic, or the clinic's queue.",
    )


class NoDayLeft(BadInput):
    sentence = Text("Kryss av minst én dag.", "Kryss av minst éin dag.", "Tick one day at least.")


class NoSuchAbsence(NotFound):
    sentence = Text("Vi finner ikke dette fraværet.", "Vi finn ikkje dette fråværet.", "We cannot find this absence.")
