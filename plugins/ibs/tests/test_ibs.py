"""Mage-tarmskolen as a patient meets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from varde.plugin.benefits import Measure
from varde.plugin.instruments import GENERIC_INSTRUMENTS, Instrument
from varde.plugin.programmes import (
    Progress,
    Safety,
    check_programme,
    is_open,
    locked_steps,
    names_of,
    screen,
    why_locked,
)
from varde.plugin.registry import declared
from varde.testing.house import everything_installed, make_house, sqlite_url, token
from varde_ibs import plugin
from varde_ibs.benefits import COURSE_MEASURES, MEASURES
from varde_ibs.pages import TO_RING
from varde_ibs.programme import COURSE_PROGRAMME, PROGRAMME

START = date(2026, 9, 21)


def sentence(module: str, progress: Progress, language: str = "nb") -> str | None:
    facts = progress.facts(module, PROGRAMME)
    lock = why_locked(PROGRAMME.module(module).release, facts, START, names_of(PROGRAMME, "Maren"), language)
    return lock.sentence if lock else None


def test_the_path_in_week_nine() -> None:
    progress = Progress(59, completed=frozenset({"know-your-gut", "body-and-movement"}))
    assert is_open(PROGRAMME, "head-and-gut", progress)
    assert is_open(PROGRAMME, "safe-everyday", progress)
    assert is_open(PROGRAMME, "calming-food", progress)


def test_what_she_chooses_opens_while_there_is_time_for_it() -> None:
    """Three phases of food take up to fifteen weeks of the twenty-five that she may open the school."""
    progress = Progress(27, completed=frozenset({"know-your-gut"}))
    assert sentence("calming-food", progress) == "Åpner 19. oktober, eller når Maren åpner den"
    assert sentence("safe-everyday", progress) == "Åpner 16. november, eller når Maren åpner den"
    assert all(PROGRAMME.module(key).optional for key in ("safe-everyday", "calming-food"))
    assert PROGRAMME.access_days >= 28 + 15 * 7


def test_the_first_day() -> None:
    progress = Progress(0, known={"setting:group_start": False, "group:start": False})
    assert is_open(PROGRAMME, "know-your-gut", progress)
    assert sentence("body-and-movement", progress) == (
        "Åpner når du er ferdig med modul 1, tidligst 28. september, eller når Maren åpner den"
    )
    assert not any(is_open(PROGRAMME, module.key, progress) for module in PROGRAMME.modules[1:])


DIET = {"low-fodmap", "food-lists", "reintroduction"}
WAITS = {"calming-food": {"food-lists", "reintroduction"}}
"""What waits for the dietitian, whoever it is for."""
SAYS = {
    "eating_disorder": {"calming-food": DIET | {"food-diary"}},
    "pregnant": {"calming-food": DIET},
    "alarm_weight_loss": {"calming-food": DIET},
    "alarm_blood_in_stool": {"calming-food": DIET},
    "alarm_fever": {"calming-food": DIET},
    "alarm_anaemia": {"calming-food": DIET},
    "alarm_night_symptoms": {"calming-food": DIET},
    "alarm_family_history": {"calming-food": DIET},
    "alarm_onset_after_50": {"calming-food": DIET},
    "alarm_mass": {"calming-food": DIET},
    "s0_treated": {"calming-food": DIET},
    "severe_mental_illness": {"calming-food": DIET, "safe-everyday": {"my-ladder", "exposure-ladder"}},
}


def locked(facts: dict[str, bool]) -> dict[str, set[str]]:
    steps = {module.key: set(locked_steps(module, Safety(facts))) for module in PROGRAMME.modules}
    return {module: keys for module, keys in steps.items() if keys}


def test_the_facts_that_lock_are_those_of_safety() -> None:
    assert {fact.key for fact in PROGRAMME.safety_facts} == set(SAYS)


@pytest.mark.parametrize("fact", SAYS)
def test_what_may_harm_is_locked_and_the_harmless_module_around_it_is_open(fact: str) -> None:
    well = dict.fromkeys(SAYS, False)
    assert locked(well) == WAITS
    assert locked(well | {fact: True}) == WAITS | SAYS[fact]
    assert locked({key: value for key, value in well.items() if key != fact}) == WAITS | SAYS[fact], (
        "not known locks too"
    )
    assert is_open(PROGRAMME, "calming-food", Progress(84, answers={fact: True}))


def test_who_may_open_the_diet() -> None:
    openers = {lock.key: lock.opener for lock in PROGRAMME.locks.values()}
    assert openers == {
        "diet-eating-disorder": "dietitian",
        "diet-pregnant": "dietitian",
        "diet-alarm-sign": "dietitian",
        "diet-treated": "dietitian",
        "diet-mental-illness": "dietitian",
        "diet-opened-by-dietitian": "dietitian",
        "food-diary-eating-disorder": "dietitian",
        "exposure-mental-illness": "therapist",
    }


def test_low_fodmap_opens_by_no_time_but_by_the_dietitian_who_has_looked_at_what_was_tried() -> None:
    """The basic advice is read and tried first, and so is what the diet is and who does not begin."""
    well, module = dict.fromkeys(SAYS, False), PROGRAMME.module("calming-food")
    assert is_open(PROGRAMME, "calming-food", Progress(180))
    opened = Safety(well, frozenset({"diet-opened-by-dietitian"}))
    assert locked_steps(module, opened) == {}
    ill = Safety(well | {"eating_disorder": True}, opened.opened)
    assert set(locked_steps(module, ill)) == DIET | {"food-diary"}, "what may harm is opened by itself"


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


def test_a_clinic_may_begin_with_a_group() -> None:
    """Until she has been there, or is excused, nothing opens, and she reads why."""
    withheld = Progress(9, known={"setting:group_start": True, "group:start": False})
    assert not any(is_open(PROGRAMME, module.key, withheld) for module in PROGRAMME.modules)
    assert sentence("know-your-gut", withheld) == "Åpner når du har vært med på «Felles oppstart»"
    passed = Progress(9, known={"setting:group_start": True, "group:start": True})
    assert is_open(PROGRAMME, "know-your-gut", passed)


def test_the_course_asks_what_the_school_asks() -> None:
    assert not COURSE_PROGRAMME.modules
    for language in ("nb", "nn", "en"):
        assert COURSE_PROGRAMME.title.to(language).startswith(PROGRAMME.title.to(language)), (
            "one name, in every language"
        )
    assert COURSE_PROGRAMME.occasions == PROGRAMME.occasions
    twins = {measure.key.removeprefix("ibs."): measure for measure in MEASURES}
    assert {
        measure.key.removeprefix("ibs-course."): replace(measure, key="", programme="") for measure in COURSE_MEASURES
    } == {key: replace(measure, key="", programme="") for key, measure in twins.items()}


def test_nobody_is_led_to_modules_on_the_course(tmp_path: Path) -> None:
    """There are none, so neither the patient's menu nor the therapist's page of her has a place for them."""
    house = make_house(sqlite_url(tmp_path))
    maren, kari, siri = (
        house.person("Maren", "Lie", ("therapist", house.clinic)),
        *(house.person(n, "Vik") for n in "KS"),
    )
    for person, programme, led in ((kari, PROGRAMME, True), (siri, COURSE_PROGRAMME, False)):
        number = house.enrolled(person, maren, programme.key)
        assert (f"/moduler/{number}" in house.browser(person).get(f"/meldinger/{number}").text) is led
        record = house.browser(maren, staff=True).get(f"/pasient/{number}").text
        assert ('id="moduler"' in record, 'id="ark"' in record, "#moduler" in record) == (led, led, led)
    house.platform.engine.dispose()


def test_she_and_the_dietitian_read_what_a_lock_for_everybody_waits_for(tmp_path: Path) -> None:
    """No answer of hers locks it, so nothing is said of changing one."""
    house = make_house(sqlite_url(tmp_path))
    maren = house.person("Maren", "Lie", ("dietitian", house.clinic), ("therapist", house.clinic))
    kari = house.person("Kari", "Vik")
    number = house.enrolled(kari, maren, "ibs")
    house.clock.move(days=29)
    hers, desk = house.browser(kari), house.browser(maren, staff=True)
    step, lock = f"/moduler/{number}/calming-food/food-lists", f"/pasient/{number}/las/diet-opened-by-dietitian"
    shut = hers.get(step).text
    assert "Ernæringsfysiologen åpner denne delen når du har prøvd de vanlige rådene" in shut
    assert "Stemmer det ikke lenger" not in shut
    page = desk.get(lock).text
    assert "Hvorfor er det trygt å åpne for Kari?" in page
    assert "låses det igjen" not in page
    desk.post(lock, data={"csrf_token": token(desk), "action": "open", "reason": "Rådene er prøvd i fire uker."})
    assert "Bytt ut, og bytt inn" in hers.get(step).text
    own_page = hers.get(f"/si-fra/{number}").text
    assert "Maren Lie åpnet dette for deg 20. oktober 2026." in own_page
    assert "Endrer du svaret ditt" not in own_page
    house.platform.engine.dispose()


def test_the_programme_and_its_measures_fit_together() -> None:
    part = plugin.varde_part()
    instruments = {instrument.key for instrument in (*GENERIC_INSTRUMENTS, *declared(part, Instrument))}
    faults = check_programme(PROGRAMME, instruments, everything_installed())
    assert [fault for fault in faults if "content/" not in fault] == []
    occasions = {occasion.key for occasion in PROGRAMME.occasions}
    for measure in declared(part, Measure):
        assert {measure.start_occasion or "start", *measure.follow_up} <= occasions
        assert measure.instrument in instruments


def test_what_stands_where_the_alarm_signs_are_not_signed_says_whom_to_ring() -> None:
    for words in (TO_RING.nb, TO_RING.nn, TO_RING.en):
        assert "(tel:113)" in words
        assert "(tel:116117)" in words
