"""Invented participants answer as people could: nobody runs for nine hours, weighs as a cow or grows between two visits."""

from __future__ import annotations

from random import Random

import pytest

from varde.plugin.instruments import Instrument, score
from varde.plugin.registry import declared
from varde_frisklivs import plugin
from varde_frisklivs.simulation import SIMULATION

BURDENS = (0.1, 0.35, 0.54, 0.8)
PEOPLE = 100

INSTRUMENTS = {instrument.key: instrument for instrument in declared(plugin.varde_part(), Instrument)}


def answered(key: str, burden: float) -> list[dict[str, object]]:
    return [SIMULATION.answers(INSTRUMENTS[key], "start", burden, Random(seed)) for seed in range(PEOPLE)]


@pytest.mark.parametrize(
    ("key", "item", "least", "most"),
    [
        ("ipaq-sf", "vig_min", 10, 120),
        ("ipaq-sf", "mod_min", 10, 120),
        ("ipaq-sf", "walk_min", 10, 120),
        ("ipaq-sf", "sit_min", 120, 840),
        ("6mwt", "metres", 120, 750),
        ("sts-30", "reps", 3, 30),
        ("bmi-waist", "weight_kg", 50, 170),
        ("bmi-waist", "height_cm", 171, 173),
        ("bmi-waist", "waist_cm", 65, 150),
        ("stages", "months_at_goal", 0, 24),
    ],
)
def test_what_is_measured_is_plausible(key: str, item: str, least: int, most: int) -> None:
    everybody = [answers for burden in BURDENS for answers in answered(key, burden)]
    values = [int(str(answers[item])) for answers in everybody if item in answers]
    assert values
    assert least <= min(values)
    assert max(values) <= most


@pytest.mark.parametrize("burden", BURDENS)
@pytest.mark.parametrize("key", ["ipaq-sf", "6mwt", "sts-30", "bmi-waist", "stages"])
def test_every_such_answer_is_scored(key: str, burden: float) -> None:
    assert {score(INSTRUMENTS[key], answers).status for answers in answered(key, burden)} == {"scored"}


def test_the_fit_move_more_and_all_three_levels_of_activity_are_there() -> None:
    totals = {
        burden: [score(INSTRUMENTS["ipaq-sf"], answers) for answers in answered("ipaq-sf", burden)]
        for burden in BURDENS
    }
    means = [sum(outcome.total or 0 for outcome in totals[burden]) / PEOPLE for burden in BURDENS]
    assert means == sorted(means, reverse=True)
    assert {outcome.band for outcomes in totals.values() for outcome in outcomes} == {"low", "moderate", "high"}
