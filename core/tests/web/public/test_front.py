"""The public pages: what is offered, and that help is never hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from varde.app import create_app
from varde.enrolments.models import Offering
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.words import Text
from varde.notifications.models import Delivery
from varde.testing.house import BEGINNING, House, all_samples, make_house, sample_only, sqlite_url

EMERGENCY = ('href="tel:113"', 'href="tel:116117"', 'href="tel:116123"')


def test_the_footer_links_the_statement_of_whoever_runs_it(tmp_path: Path) -> None:
    address = "https://uustatus.no/nb/erklaringer/publisert/0a1b2c3d"
    for variables, link in (({}, "/tilgjengelighet"), ({"VARDE_ACCESSIBILITY_URL": address}, address)):
        folder = tmp_path / str(len(variables))
        folder.mkdir()
        house = make_house(sqlite_url(folder), at=BEGINNING, catalogue=sample_only(), **variables)
        assert f'<a href="{link}">' in house.app.test_client().get("/").text


def test_the_statement_is_that_of_the_trust_of_the_page(tmp_path: Path) -> None:
    """By what is set where: whose statement each page leads to, the sign-in too."""
    everywhere = "https://uustatus.no/alle"
    house = make_house(sqlite_url(tmp_path), at=BEGINNING, catalogue=sample_only(), VARDE_ACCESSIBILITY_URL=everywhere)
    visitor, at_sign_in = house.app.test_client(), "/logg-inn"

    def leads(page: str) -> str:
        link = re.search(r'<a href="([^"]+)">Tilgjengelighet</a>', visitor.get(page).text)
        assert link is not None, page
        answer = visitor.get(link[1]) if link[1].startswith("/") else None
        return link[1] if answer is None else answer.headers.get("Location", "the page")

    def set_at(key: str, address: str) -> None:
        with house.work() as work:
            place = organisation_by_key(work, key)
            place.details = {**place.details, "accessibility_url": address}

    assert [leads(page) for page in (at_sign_in, "/o/fjordvest", "/o/elsewhere")] == [everywhere] * 3
    set_at("fjordvest", "https://uustatus.no/fjordvest")
    assert leads("/o/fjordvest") == "https://uustatus.no/fjordvest"
    assert leads("/o/elsewhere") == everywhere, "nobody has another trust's"
    assert (
        house.browser(house.person("Per", "Moe", ("therapist", house.clinic)), staff=True)
        .get("/tilgjengelighet?sted=klinikken")
        .headers["Location"]
        .endswith("/fjordvest")
    ), "what stands above holds"
    set_at("elsewhere", "https://uustatus.no/elsewhere")
    assert leads("/o/elsewhere") == "https://uustatus.no/elsewhere"
    several = visitor.get("/tilgjengelighet").text
    assert 'href="https://uustatus.no/fjordvest">Fjordvest sykehus</a>' in several
    assert 'href="https://uustatus.no/elsewhere">En annen klinikk</a>' in several


def test_several_organisations_are_a_list_of_those_people_know(house: House) -> None:
    page = house.app.test_client().get("/").get_data(as_text=True)
    assert "Fjordvest sykehus" in page
    assert 'href="/o/fjordvest"' in page
    assert "/o/klinikken" not in page


@pytest.mark.parametrize("path", ["/", "/o/fjordvest", "/logg-inn"])
def test_what_everybody_is_to_know_is_told_at_the_door(house: House, path: str) -> None:
    told: list[Text | None] = [Text("Stengt <nå>.", "Stengt <no>.", "Closed <now>.")]
    visitor = create_app(house.platform, announcement=lambda: told[-1]).test_client()
    for language, words in (("nb", "nå"), ("nn", "no"), ("en", "now")):
        assert f"&lt;{words}&gt;." in visitor.get(f"{path}?lang={language}").get_data(as_text=True)
    told.append(None)
    quiet = visitor.get(f"{path}?lang=nb").get_data(as_text=True)
    assert "Stengt" not in quiet
    assert "Kunngjøring" not in quiet


def test_a_single_organisation_is_its_own_page(house: House) -> None:
    with house.work() as work:
        work.session.execute(
            update(Offering).where(Offering.organisation_id == house.elsewhere.id).values(state="closed")
        )
    answer = house.app.test_client().get("/")
    assert (answer.status_code, answer.location) == (302, "/o/fjordvest")


def test_the_page_says_for_whom_how_long_who_guides_and_how_long_the_wait_is(house: House) -> None:
    with house.work() as work:
        work.session.execute(update(Offering).where(Offering.programme == "lake").values(settings={"waiting_weeks": 3}))
    page = house.app.test_client().get("/o/fjordvest").get_data(as_text=True)
    for words in ("har kart", "6 måneder, 5 moduler", "Båtvakt", "Ca. 3 uker", "55 00 00 00"):
        assert words in page
    assert 'href="/o/klinikken/lake/pamelding"' in page


def test_an_organisation_without_a_phone_promises_none(house: House) -> None:
    page = house.app.test_client().get("/o/elsewhere").get_data(as_text=True)
    assert "ringe oss" not in page


def test_where_a_referral_is_needed_nobody_is_sent_to_the_form(house: House) -> None:
    with house.work() as work:
        work.session.execute(
            update(Offering).where(Offering.programme == "village").values(settings={"self_referral": False})
        )
    page = house.app.test_client().get("/o/klinikken").get_data(as_text=True)
    assert "/o/klinikken/village/pamelding" not in page
    assert "Slik blir du henvist" in page


@pytest.mark.parametrize("path", ["/", "/o/fjordvest", "/hjelp"])
def test_emergency_numbers_are_never_hidden(house: House, path: str) -> None:
    page = house.app.test_client().get(path).get_data(as_text=True)
    assert all(number in page for number in EMERGENCY)


@pytest.mark.parametrize("path", ["/personvern", "/tilgjengelighet", "/hjelp"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_public_page_opens_in_every_language(house: House, path: str, language: str) -> None:
    answer = house.app.test_client().get(f"{path}?lang={language}")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.get_data(as_text=True)


def test_an_unknown_organisation_is_not_found(house: House) -> None:
    assert house.app.test_client().get("/o/nowhere").status_code == 404


def test_the_number_of_statements_does_not_grow_with_organisations(house: House) -> None:
    client = house.app.test_client()
    with house.counted() as few:
        client.get("/")
    with house.work() as work:
        for n in range(20):
            row = work.add(Organisation(key=f"o{n}", kind="clinic", name=f"Sted {n}", details={}))
            work.session.flush()
            work.add(Offering(organisation_id=row.id, programme="lake", settings={}))
    with house.counted() as many:
        client.get("/")
    assert len(many) == len(few)


def test_the_number_of_statements_does_not_grow_with_what_a_clinic_offers(house: House) -> None:
    client = house.app.test_client()
    with house.work() as work:
        offers = {row.programme: row for row in work.session.query(Offering).filter_by(organisation_id=house.clinic.id)}
        assert len(offers) > 2
    counts = []
    for state in ("closed", "open"):
        with house.work() as work:
            for programme in sorted(offers)[1:]:
                work.session.get_one(Offering, offers[programme].id).state = state
        with house.counted() as statements:
            client.get("/o/klinikken")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_demo_phone_shows_the_newest_first(house: House) -> None:
    tone, therapist = house.person("Tone", "Berg"), house.person("Maren", "Aas", ("therapist", house.clinic))
    house.enrolled(tone, therapist)
    house.platform.drain()
    house.clock.move(days=1)
    with house.work() as work:
        work.add(
            Delivery(
                person_id=tone.id,
                notice="message",
                key="k",
                channel="sms",
                state="sent",
                path="/meldinger/1",
                text="Hei. Du har en ny melding: http://localhost/meldinger/1",
                planned_at=work.now,
                sent_at=work.now,
            )
        )
    page = house.app.test_client().get("/demo/telefon").get_data(as_text=True)
    assert page.index("ny melding") < page.index("Svaret på påmeldingen")
    assert 'href="/meldinger/1"' in page


def test_there_is_no_phone_in_production(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), VARDE_BASE_URL="https://varde.test", catalogue=all_samples())
    # Production itself starts on no SQLite.
    house.platform.settings = replace(house.platform.settings, environment="production")
    assert house.app.test_client().get("/demo/telefon", base_url="https://varde.test").status_code == 404


def test_where_a_weakness_is_reported_is_said_where_it_is_looked_for(tmp_path: Path) -> None:
    path = "/.well-known/security.txt"
    contact = "mailto:sikkerhet@varde.example.no"
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only(), VARDE_SECURITY_CONTACT=contact)
    answer = house.app.test_client().get(path)
    assert answer.content_type == "text/plain; charset=utf-8"
    ends = (house.clock.now() + timedelta(days=90)).replace(microsecond=0).isoformat()
    assert answer.get_data(as_text=True).splitlines() == [
        f"Contact: {contact}",
        f"Expires: {ends}",
        "Preferred-Languages: nb, nn, en",
        f"Canonical: http://localhost{path}",
    ]


def test_an_installation_that_has_not_said_has_none(house: House) -> None:
    assert house.app.test_client().get("/.well-known/security.txt").status_code == 404
