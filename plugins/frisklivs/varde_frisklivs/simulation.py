"""Invented participants of Frisk i hverdagen, for the demo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from varde.plugin.instruments import Instrument
from varde.plugin.programmes import Text
from varde.plugin.series import Series
from varde.plugin.simulation import CastPatient, CastTherapist, Clinic, QuestionAndAnswer, Simulation, as_burdened
from varde_frisklivs.written import WRITTEN

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
    steps=10,
    keeps=("activity/activity-log",),
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


def answers(instrument: Instrument, occasion: str, burden: float, chance: Random) -> dict[str, object]:
    """As anybody of this burden answers, where a share of the scale is plausible; minutes, metres and kilos need bounds."""
    plausible = MEASURED.get(instrument.key)
    return plausible(1 - burden, chance) if plausible else as_burdened(instrument, occasion, burden, chance)


def _near(chance: Random, middle: float, spread: float, low: int, high: int, step: int = 1) -> int:
    return min(max(round(chance.gauss(middle, spread) / step) * step, low), high)


def _activity(fitness: float, chance: Random) -> dict[str, object]:
    """Days a week, and quarters of an hour or so on such a day."""
    moved: dict[str, object] = {}
    for activity, days, minutes in (("vig", 2.5, 30), ("mod", 4, 35), ("walk", 7, 40)):
        moved[f"{activity}_days"] = often = _near(chance, days * fitness, 1, 0, 7)
        if often:
            moved[f"{activity}_min"] = _near(chance, minutes, 12, 10, 120, step=5)
    return moved | {"sit_min": _near(chance, 600 - 240 * fitness, 60, 120, 840, step=30)}


def _walked(fitness: float, chance: Random) -> dict[str, object]:
    return {"metres": _near(chance, 380 + 240 * fitness, 40, 120, 750)}


def _stood_up(fitness: float, chance: Random) -> dict[str, object]:
    return {"reps": _near(chance, 8 + 10 * fitness, 2, 3, 30), "used_arms": chance.random() < 0.15 * (1 - fitness)}


def _body(fitness: float, chance: Random) -> dict[str, object]:
    """Everybody is about as tall, so that nobody grows between two visits."""
    return {
        "weight_kg": _near(chance, 108 - 36 * fitness, 5, 50, 170),
        "height_cm": _near(chance, 172, 0.4, 171, 173),
        "waist_cm": _near(chance, 118 - 32 * fitness, 4, 65, 150),
    }


def _change(fitness: float, chance: Random) -> dict[str, object]:
    if chance.random() < fitness - 0.2:
        return {"meets_goal_now": True, "months_at_goal": _near(chance, 3, 3, 0, 24)}
    return {"meets_goal_now": False, "intends_30d": chance.random() < 0.8, "intends_6m": True}


def steps_a_day(_series: Series, burden: float, chance: Random) -> tuple[float, ...]:
    """From a few thousand a day to ten or so, as in the week that the questionnaire asks about."""
    return (float(_near(chance, 10000 - 7000 * burden, 1500, 600, 20000)),)


MEASURED = {"ipaq-sf": _activity, "6mwt": _walked, "sts-30": _stood_up, "bmi-waist": _body, "stages": _change}

SIMULATION = Simulation(
    programme="frisklivs",
    clinic=Clinic("frisklivssentralen", "Frisklivssentralen"),
    share=0.15,
    answers=answers,
    questions=QUESTIONS,
    entries=ENTRIES,
    written=WRITTEN,
    measures=steps_a_day,
    therapists=(JONAS,),
    patients=(EVA,),
)

IN_PERSON_SIMULATION = replace(SIMULATION, programme="frisklivs-in-person", share=SIMULATION.share * 0.6, patients=())
"""Those without digital follow-up, at the same centre."""
