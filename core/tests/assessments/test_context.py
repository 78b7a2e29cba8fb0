"""What is known besides the answers: asked for when it is needed, kept with the response, and used in scoring."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from varde.assessments.models import Response
from varde.assessments.service import context_of, missing_context, remember_sex
from varde.identity.models import Person
from varde.instruments.rules import score
from varde.instruments.soundness import check_instrument
from varde.instruments.values import NEEDS, Instrument
from varde.kernel.errors import BadInput
from varde.plugin.simulated_answers import simulated_answers
from varde.testing.house import House, all_samples

from .conftest import Patient

INSTRUMENTS = all_samples().all(Instrument)
THREE = {"q1": 1, "q2": 1, "q3": 1}
"""AUDIT-C in all 3: positive for women, not for men."""


def says(patient: Patient, sex: str) -> None:
    with patient.house.work() as work:
        person = work.session.get_one(Person, patient.person.id)
        remember_sex(work, person, sex)


@pytest.mark.parametrize(("sex", "positive"), [("female", True), ("male", False), (None, None)])
def test_the_limit_for_alcohol_follows_the_sex(vidar: Patient, sex: str | None, positive: bool | None) -> None:
    if sex:
        says(vidar, sex)
    response = vidar.submit("start", "audit-c", THREE)
    assert response.flags["positive"] is positive
    assert response.context == ({"sex": sex} if sex else {})


def test_the_norm_for_standing_up_follows_sex_and_age(vidar: Patient) -> None:
    vidar.ask("measurements")
    says(vidar, "male")
    response = vidar.submit("measurements", "stones", {"stones": 13, "helped": False})
    assert response.context == {"sex": "male", "age": 64}
    assert response.band == "below_average"


def test_age_is_whole_years_on_the_day(enrol: Callable[..., Patient], house: House) -> None:
    young = enrol("Nils", "village", birth_date=date(1962, 9, 22))
    young.ask("measurements")
    with house.work() as work:
        sheet = young.sheet(work, "measurements")
        assert sheet.age == 63
    house.clock.move(days=1)
    with house.work() as work:
        assert young.sheet(work, "measurements").age == 64


def test_a_walk_is_compared_with_the_first_one(vidar: Patient) -> None:
    vidar.ask("measurements")
    first = vidar.submit("measurements", "lane", {"metres": 400})
    assert (first.context, first.flags) == ({}, {})
    vidar.finish("measurements")
    for metres, flags in ((430, (True, False)), (380, (False, False)), (370, (False, True))):
        vidar.house.clock.move(days=30)
        vidar.ask("measurements")
        later = vidar.submit("measurements", "lane", {"metres": metres})
        assert later.context == {"baseline_metres": 400}
        assert (later.flags["improved_ge30m"], later.flags["worse_ge30m"]) == flags
        vidar.finish("measurements")


def test_what_the_referral_did_not_ask_is_left_out(enrol: Callable[..., Patient]) -> None:
    panic = enrol("Sara", "ridge", "south")
    response = panic.submit("start", "dizziness", {f"q{n}": 0 for n in range(1, 8)} | {"q1": 2})
    assert (response.context, response.band) == ({}, "borderline")


def test_the_page_is_told_what_to_ask(vidar: Patient) -> None:
    asked = {}
    for sex in (None, "female"):
        if sex:
            says(vidar, sex)
        with vidar.house.work() as work:
            sheet = vidar.sheet(work, "start")
            asked[sex] = {key: missing_context(work, sheet, INSTRUMENTS[key]) for key in ("who-5", "audit-c")}
    assert asked == {None: {"who-5": (), "audit-c": ("sex",)}, "female": {"who-5": (), "audit-c": ()}}


@pytest.mark.parametrize("value", ["", "Female", "kvinne", "x" * 100])
def test_nothing_else_is_a_sex(vidar: Patient, value: str) -> None:
    with pytest.raises(BadInput) as refused, vidar.house.work() as work:
        remember_sex(work, work.session.get_one(Person, vidar.person.id), value)
    assert refused.value.each("nn") == ["Vel kvinne eller mann, eller lat feltet stå tomt."]


def test_it_costs_nothing_when_nothing_is_needed(kari: Patient, vidar: Patient) -> None:
    for patient, key in ((kari, "weather"), (vidar, "audit-c")):
        with patient.house.work() as work:
            sheet = patient.sheet(work, "start")
            with patient.house.counted() as statements:
                context_of(work, sheet, INSTRUMENTS[key])
        assert statements == []


def test_a_need_that_nobody_can_meet_is_refused() -> None:
    odd = replace(INSTRUMENTS["who-5"], needs=("sex", "shoe_size"))
    assert check_instrument(odd) == [
        f"who-5: it needs shoe_size, which nobody can give; choose from {', '.join(NEEDS)}"
    ]
    assert check_instrument(replace(odd, needs=NEEDS)) == []


@pytest.mark.chance
def test_every_instrument_says_what_its_scoring_reads(seed: int) -> None:
    """Whatever changes a score besides the answers stands in ``needs``."""
    chance = random.Random(seed)
    contexts = [
        {"sex": sex, "age": age, "agoraphobia": agoraphobia, "baseline_metres": metres, "position_coded": True}
        for sex in ("female", "male")
        for age in (40, 62, 80)
        for agoraphobia in (True, False)
        for metres in (50, 900)
    ]
    for instrument in INSTRUMENTS.values():
        read = set()
        for _ in range(60):
            answers = simulated_answers(instrument, chance.random(), chance)
            context = chance.choice(contexts)
            whole = score(instrument, answers, context)
            read |= {name for name in NEEDS if score(instrument, answers, {**context, name: None}) != whole}
        assert read == set(instrument.needs), instrument.key


def test_what_was_shown_is_kept_with_the_answers(kari: Patient) -> None:
    kari.submit("start", "weather", {"rain_now": 1.0, "rain_days": 3.0, "life": None}, language="nn")
    with kari.house.work() as work:
        (stored,) = work.session.query(Response).all()
    assert (stored.language, stored.wording_id, stored.answers) == ("nn", None, {"rain_now": 1, "rain_days": 3})
    assert isinstance(stored.answers["rain_now"], int)
