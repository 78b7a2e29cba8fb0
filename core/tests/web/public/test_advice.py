"""Advice beside an answer: there the moment it is chosen, with scripts and without, and gone when it is not chosen any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from varde.programmes.values import Programme
from varde.testing.browser import expect, sign_in
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.web.shell.referral_form import questions_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASK_FIRST = "Snakk med båtvakten om dette, gjerne før du begynner."


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


def test_each_answer_has_the_advice_it_calls_for_by_itself() -> None:
    lake = all_samples().one(Programme, "lake")
    advice = {question.name: set(dict(question.advice)) for question in questions_of(lake, clinician=False)}
    assert advice["fact_alarm"] == {"alarm_ice", "alarm_storm", "alarm_fog", "alarm_current"}
    assert advice["fact_reads_norwegian"] == set()


def test_a_clinician_reads_that_somebody_looks_and_that_it_is_no_refusal() -> None:
    lake = all_samples().one(Programme, "lake")
    said = {words.nb for question in questions_of(lake, clinician=True) for words in dict(question.advice).values()}
    assert said == {"Dette må en behandler se nøyere på. Det er ikke et avslag."}


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_it_comes_with_the_tick_and_goes_with_it(house: House, open_page: Callable[..., Page], scripts: bool) -> None:
    with house.served() as address:
        page = open_page((390, 844), java_script_enabled=scripts)
        sign_in(page, house.browser(house.person("Tone", "Berg")))
        page.goto(address + "/o/klinikken/lake/pamelding")
        for name in ("has_map", "reads_norwegian", "willing"):
            page.locator(f'[name=fact_{name}][value="yes"]').check()
        for name in ("cannot_swim", "fears_water"):
            page.locator(f'[name=fact_{name}][value="no"]').check()
        page.locator("[name=born]").fill("1990-01-01")
        page.get_by_role("button", name="Neste").click()
        advice = page.locator(".advice", has_text=ASK_FIRST).first
        expect(advice).to_be_hidden()
        page.locator('[value="alarm_ice"]').check()
        expect(advice).to_be_visible()
        page.locator('[value="alarm_ice"]').uncheck()
        expect(advice).to_be_hidden()
