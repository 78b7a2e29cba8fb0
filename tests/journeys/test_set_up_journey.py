"""From an empty database to the first module of the first patient: set up by commands alone, and by pages alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from varde import cli
from varde.kernel.console import Console
from varde.testing.house import everything_installed
from varde_demo.cast import cast_of
from varde_demo.live import Live, live_varde
from varde_demo.organisations import simulations

from .journeys_people import Somebody, answer_occasion, do_module, fill_referral

CRISIS = {
    "nb": "Vi ringer deg når vi har lest svaret ditt. Ring 113 om det haster.",
    "nn": "Vi ringjer deg når vi har lese svaret ditt. Ring 113 om det hastar.",
    "en": "We ring you when we have read your answer. Ring 113 if it is urgent.",
}


def admin(live: Live, *words: str) -> Any:
    """What ``varde admin`` answers."""
    console = Console(lambda: live.platform.catalogue, lambda: live.platform)
    result = CliRunner().invoke(cli.varde.commands["admin"], list(words), obj=console)
    assert result.exit_code == 0, (words, result.output, result.exception)
    return json.loads(result.stdout)


def number_of(name: str) -> str:
    return next(member.nin for member in cast_of(simulations(everything_installed())) if member.name == name)


def begin(live: Live) -> None:
    """The one command that pages cannot do: the first administrator."""
    named = ("--given-name", "Rune", "--family-name", "Bø", "--title", "administrator", "--nin", number_of("Rune Bø"))
    admin(live, "init", "--key", "fjordvest", "--name", "Fjordvest sykehus", *named)


def set_up_by_commands(live: Live, _open_page: Callable[..., Page]) -> None:
    begin(live)
    admin(live, "organisation", "add", "mage", "clinic", "Seksjon for fordøyelse", "--under", "fjordvest")
    texts = [word for code, text in CRISIS.items() for word in (f"--{code}", text)]
    admin(live, "text", "change", "fjordvest", "crisis", *texts)
    admin(live, "organisation", "change", "fjordvest", "--set", "phone=55 00 00 00")
    admin(live, "offering", "add", "mage", "ibs", "--set", "waiting_weeks=3", "--set", "capacity=60")
    person = ("--given-name", "Maren", "--family-name", "Aas", "--nin", number_of("Maren Aas"), "--hpr", "9144889")
    admin(live, "staff", "add", "mage", "therapist", *person)


def told(page: Page, words: str) -> None:
    expect(page.locator(".flashes").get_by_text(words)).to_be_visible()


def set_up_by_pages(live: Live, open_page: Callable[..., Page]) -> None:
    begin(live)
    rune = Somebody(open_page((1280, 900), java_script_enabled=False), live, "Rune Bø", "helseid", scripts=False)
    rune.sign_in()
    page = rune.page
    page.get_by_text("Legg til under denne").click()
    page.locator("[name=new_name]").fill("Seksjon for fordøyelse")
    page.locator("[name=new_key]").fill("mage")
    page.locator("[name=new_kind]").select_option("clinic")
    rune.press("Legg til", exact=True)
    told(page, "Seksjon for fordøyelse er lagt til.")
    for code, text in CRISIS.items():
        page.locator(f"[name=crisis-{code}]").fill(text)
    page.locator("#crisis").get_by_role("button").click()
    told(page, "Endringen er lagret.")
    page.locator("[name=programme]").select_option("ibs")
    rune.press("Tilby", exact=True)
    told(page, "Mage-tarmskolen er lagt til.")
    rune.press("Legg til ansatt")
    for name, value in (
        ("given_name", "Maren"),
        ("family_name", "Aas"),
        ("nin", number_of("Maren Aas")),
        ("hpr", "9144889"),
    ):
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=role]").select_option("therapist")
    rune.press("Legg til", exact=True)
    told(page, "Maren Aas er lagt til.")


@pytest.mark.parametrize(
    ("database", "set_up"),
    [("postgres", set_up_by_commands), ("sqlite", set_up_by_pages)],
    ids=["by commands, on PostgreSQL and Redis", "by pages, on SQLite"],
)
def test_from_an_empty_database_to_the_first_module(
    request: pytest.FixtureRequest,
    open_page: Callable[..., Page],
    database: str,
    set_up: Callable[[Live, Callable[..., Page]], None],
) -> None:
    redis = request.getfixturevalue("empty_redis_url") if database == "postgres" else None
    with live_varde(request.getfixturevalue(f"{database}_database_url"), redis, empty=True) as live:
        set_up(live, open_page)
        patient = Somebody(open_page((390, 844)), live, "Tone Berg", "idporten", looks=False)
        dietitian = Somebody(open_page((1280, 900)), live, "Maren Aas", "helseid", looks=False)

        patient.go("/o/fjordvest")
        patient.press(re.compile("Meld deg på.*Mage-tarmskolen"))
        patient.page.locator("a[href*='/logg-inn/idporten']").first.click()
        patient.choose_self()
        fill_referral(patient)
        patient.press("Send til vurdering")
        patient.sees(re.compile("Vi har fått"))
        patient.sign_out()

        dietitian.sign_in()
        dietitian.press("Tone Berg")
        dietitian.press("Gi plass", exact=True)
        live.settle()

        patient.sign_in()
        patient.press_next()
        patient.press_next()
        assert answer_occasion(patient, 0.6) == 2
        patient.go("/min-sti")
        patient.press_next()
        do_module(patient)
        patient.go("/min-sti")
        expect(patient.page.locator(".path li").first.get_by_text("Ferdig")).to_be_visible()
