"""Whom one can sign in as: two cannot have one key, nor one identity number, and the sentence says whose they are."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from varde.kernel.errors import StartRefused
from varde.plugin.simulation import CastTherapist, Clinic, Simulation
from varde.testing.house import everything_installed
from varde_demo.cast import NEWCOMER, faults_of_cast
from varde_demo.organisations import simulations
from varde_demo.running import run_demo

SIV = CastTherapist("siv", "Siv", "Dal", "148279213", date(1979, 2, 14), "Psykolog.", "psykolog")
SLEEP = Simulation("sleep", Clinic("sleep-clinic", "Søvnpoliklinikken"), therapists=(SIV,))


def test_everybody_who_is_installed_is_somebody_else() -> None:
    assert list(faults_of_cast([*simulations(everything_installed()), SLEEP])) == []


def test_a_key_that_the_demo_itself_has() -> None:
    taken = replace(SLEEP, therapists=(replace(SIV, key="tone"),))
    assert list(faults_of_cast([taken])) == [
        "In the demo Tone Berg of the demo itself and Siv Dal of the programme sleep have the same key, tone: "
        "give one of them another."
    ]


def test_a_key_and_a_number_that_another_programme_has() -> None:
    walks = Simulation("walks", SLEEP.clinic, therapists=(replace(SIV, given_name="Liv"),))
    clash = "In the demo Siv Dal of the programme sleep and Liv Dal of the programme walks have the same"
    key, number = faults_of_cast([SLEEP, walks])
    assert key == f"{clash} key, siv: give one of them another."
    assert number.startswith(f"{clash} identity number, 14827921")


def test_the_demo_does_not_start_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = replace(SLEEP, therapists=(replace(SIV, key=NEWCOMER.key),))
    monkeypatch.setattr("varde_demo.running.simulations", lambda _: [taken])
    with pytest.raises(StartRefused, match="Siv Dal of the programme sleep"):
        run_demo(tmp_path, port=1, patients=1, seed=1, stop=threading.Event())
