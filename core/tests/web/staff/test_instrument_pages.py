"""An instrument's own page: every rule in words, which of them are only proposed, and who decided the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.testing.house import House, all_samples, make_house, sqlite_url

from .test_scores import look


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik")


def test_an_instruments_page_says_every_rule(therapist: FlaskClient) -> None:
    page = look(therapist, "/instrument/phq-9")
    for words in (
        "Skåres når høyst 2 av 9 svar mangler.",
        "Moderate plager 10–14",
        "minst 50 prosent bedre enn ved start",
        "minst 6 poeng",
        "Regnes som en tydelig plage når summen er: minst 10",
        "Fri bruk",
        "Pfizer",
        "Ordlyden kan brukes og vises uten å spørre.",
        "44249-1",
        "Teller ikke i summen",
        "Sikkerhet",
        "Eggen",
        "Rødt varsel",
    ):
        assert words in page, words
    assert page.count("Forslag, ikke bekreftet") == 2


def test_half_open_bands_and_reversed_items_are_said(therapist: FlaskClient) -> None:
    pswq = look(therapist, "/instrument/doubt")
    assert pswq.count("Snudd") == 5
    assert pswq.count("Forslag, ikke bekreftet") == 6
    sss = look(therapist, "/instrument/weather")
    assert "fra 0 til under 75" in sss
    assert "over 300 til og med 500" in sss


def test_who_decided_stands_on_the_page(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(
        '[csq-8]\ndecided_by = "Kari Nordmann"\ndecided_on = 2026-03-01\nmax_missing = 2\n', encoding="utf-8"
    )
    house = make_house(sqlite_url(tmp_path), VARDE_RULES=str(file), catalogue=all_samples())
    nina = house.person("Nina", "Falk", ("manager", house.trust))
    page = look(house.browser(nina, staff=True), "/instrument/csq-8")
    assert "Bestemt av Kari Nordmann, 1. mars 2026." in page
    assert "Skåres når høyst 2 av 8 svar mangler." in page
    assert "Forslag" not in page


def test_the_index_lists_every_instrument(therapist: FlaskClient) -> None:
    page = therapist.get("/instrumenter").get_data(as_text=True)
    for key in all_samples().all(Instrument):
        assert f'href="/instrument/{key}"' in page


def test_an_unknown_instrument_and_a_patient(house: House, tor: Person, therapist: FlaskClient) -> None:
    assert therapist.get("/instrument/phq-99").status_code == 404
    assert house.browser(tor).get("/instrument/phq-9").status_code == 403


def test_the_patients_page_leads_to_the_scores_and_they_to_the_instruments(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    page = therapist.get(f"/pasient/{under_way}").get_data(as_text=True)
    assert f'href="/pasient/{under_way}/skjemaer"' in page
    assert 'href="/instrumenter"' in therapist.get(f"/pasient/{under_way}/skjemaer").get_data(as_text=True)


def test_the_index_is_filtered_by_what_is_not_confirmed(therapist: FlaskClient) -> None:
    known = all_samples().all(Instrument)
    waiting = [one for one in known.values() if one.proposed]
    page = therapist.get("/instrumenter?vis=forslag").get_data(as_text=True)
    assert page.count('href="/instrument/') == len(waiting)
    assert f"<b>{len(known)}</b>" in page
    assert f"<b>{len(waiting)}</b>" in page


def test_a_row_of_weeks_and_questions_that_return_are_said_once(therapist: FlaskClient) -> None:
    phq = look(therapist, "/instrument/phq-9")
    assert "Ukens skjema, uke 1 til 13 (13 ganger)" in phq
    assert phq.count("minst 10") == 1
    neq = look(therapist, "/instrument/neq")
    assert neq.count("Har det hendt deg?") == 3  # asked, and twice what closes the others
    assert neq.count("Sov dårligere") == 1
    assert neq.count("Behandlingen (1)") == 1
    mia = look(therapist, "/instrument/crags")
    assert "Kant 25 (bare: Når du er alene?)" in mia


def test_the_licence_is_said_in_the_readers_language(therapist: FlaskClient) -> None:
    note = "Written permission, a fee for each use"
    norwegian = look(therapist, "/instrument/csq-8?lang=nb")
    assert note not in norwegian
    assert "Den offisielle ordlyden krever en avtale og en avgift." in norwegian
    assert note in look(therapist, "/instrument/csq-8?lang=en")


def test_the_forms_are_found_from_the_list(therapist: FlaskClient) -> None:
    assert 'href="/instrumenter"' in therapist.get("/arbeidsliste").get_data(as_text=True)
