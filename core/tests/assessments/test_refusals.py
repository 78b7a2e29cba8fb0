"""Answers that cannot be taken: one sentence each, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import func, select

from varde.assessments.errors import (
    AlreadyAnswered,
    BadAnswers,
    CalledOff,
    NotAnswering,
    NotOpenYet,
    OldVersion,
    WindowClosed,
)
from varde.assessments.models import Response
from varde.assessments.service import open_sheet, save_draft
from varde.enrolments.errors import NoSuchEnrolment
from varde.enrolments.exits import end
from varde.enrolments.service import pause
from varde.kernel.errors import VardeError
from varde.testing.house import House

from .conftest import Patient

GOOD = {"rain_now": 1, "rain_sev": 40}
Deed = Callable[[Patient], object]


def hand_in(patient: Patient, answers: Mapping[str, object] = GOOD, **options: str) -> Response:
    return patient.submit("start", "weather", answers, **options)


def stored(house: House) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).select_from(Response)) or 0


def refusal(patient: Patient, deed: Deed) -> tuple[VardeError, str]:
    """What is raised, in bokmål; one sentence or a sentence and what happened to the answers."""
    before = stored(patient.house)
    with pytest.raises(VardeError) as refused:
        deed(patient)
    assert stored(patient.house) == before
    for language in ("nb", "nn", "en"):
        assert refused.value.to(language).endswith(".")
    return refused.value, refused.value.to("nb")


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"pain": 1}, "weather har ikke noe spørsmål som heter pain; spørsmålene heter"),
        ({"rain_sev": 101}, "weather, spørsmål rain_sev: svaret er 101, men det må være et tall fra 0 til 100."),
        ({"rain_sev": -1}, "svaret er -1, men"),
        ({"rain_sev": "mye"}, 'svaret er "mye", men'),
        ({"rain_sev": float("nan")}, "svaret er nan, men"),
        ({"rain_now": 2}, "svaret er 2, men"),
    ],
)
def test_answers_that_break_a_rule(kari: Patient, answers: dict[str, object], words: str) -> None:
    error, sentence = refusal(kari, lambda one: hand_in(one, GOOD | answers))
    assert isinstance(error, BadAnswers)
    assert words in sentence
    assert len(error.faults) == 1
    assert error.items == tuple(answers)


def test_after_the_window(kari: Patient) -> None:
    kari.house.clock.move(days=21, hours=13)
    assert wall_is_open(kari)
    kari.house.clock.move(hours=1)
    error, sentence = refusal(kari, hand_in)
    assert isinstance(error, WindowClosed)
    assert sentence == "Fristen for å svare gikk ut 12. oktober 2026. Svarene er ikke lagret."


def wall_is_open(patient: Patient) -> bool:
    with patient.house.work() as work:
        save_draft(work, patient.actor, patient.sheet(work, "start"), "outlook", {}, "nb")
    return True


def test_before_the_window(kari: Patient) -> None:
    error, sentence = refusal(kari, lambda one: one.submit("3m", "weather", GOOD))
    assert isinstance(error, NotOpenYet)
    assert sentence == "Skjemaet åpner 14. desember 2026. Svarene er ikke lagret."


def test_another_persons(kari: Patient, emma: Patient) -> None:
    def intrude(_: Patient) -> None:
        with kari.house.work() as work:
            open_sheet(work, emma.actor, kari.item("start").id, write=True)

    error, sentence = refusal(kari, intrude)
    assert isinstance(error, NoSuchEnrolment)
    assert sentence == "Vi finner ikke dette forløpet."


def test_twice(kari: Patient) -> None:
    first = hand_in(kari)
    kari.house.clock.move(days=1)
    error, sentence = refusal(kari, lambda one: hand_in(one, {"rain_now": 0}))
    assert isinstance(error, AlreadyAnswered)
    assert sentence == (
        "Dette skjemaet er allerede levert 21. september 2026. De svarene står, og de nye er ikke lagret."
    )
    with kari.house.work() as work:
        (kept,) = work.session.scalars(select(Response)).all()
        assert (kept.answers, kept.total) == (GOOD, first.total)
        with pytest.raises(AlreadyAnswered):
            save_draft(work, kari.actor, kari.sheet(work, "start"), "weather", {"rain_now": 0}, "nb")


def test_after_everything_was_handed_in(kari: Patient) -> None:
    kari.finish("start")
    error, _ = refusal(kari, hand_in)
    assert isinstance(error, AlreadyAnswered)


def test_from_one_who_pauses(kari: Patient) -> None:
    kari.change(pause)
    error, sentence = refusal(kari, hand_in)
    assert isinstance(error, NotAnswering)
    assert sentence.startswith("Forløpet er ")
    assert sentence.endswith("så skjemaet kan ikke leveres nå.")


@pytest.mark.parametrize("reason", ["withdrawn", "completed", "died"])
def test_what_an_end_called_off(kari: Patient, reason: str) -> None:
    kari.change(lambda work, actor, enrolment: end(work, actor.person_id, enrolment, reason))
    error, _ = refusal(kari, hand_in)
    assert isinstance(error, CalledOff)


def test_a_superseded_version(kari: Patient) -> None:
    error, sentence = refusal(kari, lambda one: hand_in(one, version="0"))
    assert isinstance(error, OldVersion)
    assert sentence == "Skjemaet er endret siden du åpnet siden. Last siden på nytt; utkastet ditt er lagret."
    assert hand_in(kari, version="1").version == "1"
