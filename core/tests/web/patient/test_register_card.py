"""What the contact register says of a patient is on her page of choices and on that of staff; operators see how it goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from varde.identity.service import nin_of
from varde.kernel.settings import read_settings
from varde.people.register.service import ask_about
from varde.testing.house import House, environment, make_house, sample_only, sqlite_url
from varde.testing.register import stub_register

WANTED = [
    # what the register says, what she reads, what staff read
    ({"phone": "480 00 009"}, "Det du har gitt oss selv, går foran", "Det pasienten har gitt oss selv"),
    ({"phone": "480 00 009", "reservasjon": "JA"}, "Du har reservert deg der", "Pasienten har reservert seg der"),
    ({"varslingsstatus": "KAN_IKKE_VARSLES"}, "over 18 måneder", "ikke bekreftet på over 18 måneder"),
    ({}, "ikke noe mobilnummer", "ikke noe mobilnummer"),
]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def read(page: str) -> str:
    section = re.search(r'<section[^>]*aria-labelledby="h-register".*?</section>', page, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section[0])) if section else ""


def test_the_card_of_the_register(house: House) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic), ("operator", house.trust))
    kari = house.person("Kari", "Vik")
    enrolment_id = house.enrolled(kari, sara)
    pages: dict[str, Callable[[], str]] = {
        "own": lambda: read(house.browser(kari).get("/mine-opplysninger/beskjeder").text),
        "staff": lambda: read(house.browser(sara, staff=True).get(f"/pasient/{enrolment_id}/beskjeder").text),
        "operator": lambda: read(house.browser(sara, staff=True).get("/drift").text),
    }
    assert {page() for page in pages.values()} == {""}, "none is set up"
    with stub_register() as register:
        asking = read_settings(environment("sqlite:///x", **register.environment())).register
        object.__setattr__(house.platform.settings, "register", asking)
        assert "ikke svart oss om deg ennå" in pages["own"]()
        assert pages["operator"]() == ""
        with house.work() as work:
            number = nin_of(work, kari)
        for said, hers, theirs in WANTED:
            register.holds(number, **said)
            house.clock.move(hours=15 * 24)
            ask_about(house.platform, [kari.id])
            assert hers in pages["own"](), said
            assert theirs in pages["staff"](), said
            assert ("+4748000009" in pages["own"]()) == (said == WANTED[0][0])
        assert "Det svarte sist" in pages["operator"]()
        register.status = 500
        house.clock.move(hours=15 * 24)
        ask_about(house.platform, [kari.id])
        assert "Det svarte ikke" in pages["operator"]()
        assert "500" in pages["operator"]()
        assert "ikke noe mobilnummer" in pages["own"](), "what is known stands"


def test_what_is_used_is_said(house: House) -> None:
    kari = house.person("Kari", "Vik")
    with stub_register() as register:
        asking = read_settings(environment("sqlite:///x", **register.environment())).register
        object.__setattr__(house.platform.settings, "register", asking)
        with house.work() as work:
            register.holds(nin_of(work, kari), phone="480 00 009", email="kari@post.no")
        ask_about(house.platform, [kari.id])
    page = read(house.browser(kari).get("/mine-opplysninger/beskjeder").text)
    assert "+4748000009 brukes ikke" in page
    assert re.search(r"kari@post.no brukes(?! ikke)", page)
