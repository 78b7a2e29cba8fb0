"""Mage-tarmskolen as a patient meets it."""

from __future__ import annotations

from datetime import date

import pytest

from varde.plugin.benefits import Measure
from varde.plugin.instruments import GENERIC_INSTRUMENTS, Instrument
from varde.plugin.programmes import Progress, check_programme, is_open, names_of, screen, why_locked
from varde.plugin.registry import declared
from varde_ibs import plugin
from varde_ibs.programme import PROGRAMME

START = date(2026, 9, 21)
SAFE = {"eating_disorder": False, "pregnant": False}


def sentence(module: str, progress: Progress, language: str = "nb") -> str | None:
    facts = progress.facts(module, PROGRAMME)
    lock = why_locked(PROGRAMME.module(module).release, facts, START, names_of(PROGRAMME, "Maren"), language)
    return lock.sentence if lock else None


def test_the_path_in_week_nine() -> None:
    progress = Progress(59, completed=frozenset({"know-your-gut", "body-and-movement"}), answers=SAFE)
    assert is_open(PROGRAMME, "head-and-gut", progress)
    assert sentence("safe-everyday", progress) == "Åpner 30. november, eller når Maren åpner den"
    assert sentence("calming-food", progress) == "Åpner 14. desember, eller når Maren åpner den"


def test_the_first_day() -> None:
    progress = Progress(0)
    assert is_open(PROGRAMME, "know-your-gut", progress)
    assert sentence("body-and-movement", progress) == (
        "Åpner når du er ferdig med modul 1, tidligst 28. september, eller når Maren åpner den"
    )
    assert not any(is_open(PROGRAMME, module.key, progress) for module in PROGRAMME.modules[1:])


@pytest.mark.parametrize("answers", [{}, SAFE | {"eating_disorder": True}, SAFE | {"pregnant": True}])
def test_low_fodmap_is_closed_until_the_therapist_opens_it_when_it_may_harm(answers: dict[str, bool]) -> None:
    progress = Progress(180, answers=answers)
    assert sentence("calming-food", progress) == "Åpner når Maren åpner den"
    opened = Progress(180, opened=frozenset({"calming-food"}), answers=answers)
    assert is_open(PROGRAMME, "calming-food", opened)


def test_an_alarm_sign_gives_advice_and_no_refusal() -> None:
    facts = {fact.key: False for fact in PROGRAMME.eligibility.facts} | {
        "age": 40,
        "assurance": "high",
        "ibs_diagnosis": True,
        "reads_norwegian": True,
        "willing": True,
        "alarm_weight_loss": True,
    }
    screening = screen(PROGRAMME, facts)
    assert screening.outcome == "review"
    assert "fastlegen" in screening.explain[0]
    assert screening.advice == ("Snakk med fastlegen om dette, gjerne før du begynner. Du kan sende påmeldingen nå.",)


def test_the_programme_and_its_measures_fit_together() -> None:
    part = plugin.varde_part()
    instruments = {instrument.key for instrument in (*GENERIC_INSTRUMENTS, *declared(part, Instrument))}
    assert [fault for fault in check_programme(PROGRAMME, instruments) if "content/" not in fault] == []
    occasions = {occasion.key for occasion in PROGRAMME.occasions}
    for measure in declared(part, Measure):
        assert {measure.start_occasion or "start", *measure.follow_up} <= occasions
        assert measure.instrument in instruments
