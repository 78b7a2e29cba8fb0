"""Who a sign-in turns out to be, what is kept of it, and in which language."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
import requests
from structlog.testing import capture_logs

from varde.identity.models import Login, Person
from varde.notifications.models import Delivery

from .conftest import KARI, MAREN, UNKNOWN, Ahead, DemoSite, Visitor, demo

pytestmark = pytest.mark.verification


def test_a_patient_not_met_before_is_added_once_with_name_and_language(site: DemoSite, visitor: Visitor) -> None:
    visitor.http.cookies.set("varde-lang", "nn", domain="localhost.local", path="/")
    visitor.sign_in("idporten", "ny")
    Visitor(site).sign_in("idporten", "ny")
    [_maren, ny] = site.rows(Person)
    assert (ny.given_name, ny.family_name, ny.language) == ("Nina Amalie", "Ny", "nn")
    assert [login.person_id for login in site.rows(Login)] == [ny.id]


def test_what_we_know_of_a_person_is_not_overwritten(site: DemoSite, visitor: Visitor) -> None:
    known = site.person("Kari Marie", "Fjell-Hansen", KARI, language="nn")
    answer = visitor.sign_in("idporten", "kari")
    [_maren, kari] = site.rows(Person)
    assert (kari.id, kari.given_name, kari.family_name, kari.language) == (known.id, "Kari Marie", "Fjell-Hansen", "nn")
    assert '<html lang="nn">' in answer.text, "she reads her own language, also where the browser asks for bokmål"


def test_a_sign_in_without_a_name_is_good_enough(site: DemoSite, visitor: Visitor) -> None:
    assert visitor.sign_in("idporten", "navnlos").status_code == 200
    assert site.rows(Person)[-1].name == ""


@pytest.mark.parametrize("round_", range(2))
def test_two_first_sign_ins_at_once_are_one_person(clock: Ahead, database_url: str, round_: int) -> None:
    with demo(database_url, clock) as site:
        visitors = [Visitor(site) for _ in range(4)]
        backs = [visitor.until_return(visitor.start("idporten", "ny")) for visitor in visitors]
        ready = Barrier(len(visitors))

        def arrive(visitor: Visitor, back: str) -> int:
            ready.wait()
            return visitor.get(back).status_code

        with ThreadPoolExecutor(len(visitors)) as pool:
            assert list(pool.map(arrive, visitors, backs)) == [200] * len(visitors)
        assert (site.count(Person), site.count(Login), len(site.open_sessions())) == (1, 1, len(visitors))
        site.house.platform.engine.dispose()


@pytest.mark.parametrize("round_", range(2))
def test_one_answer_sent_twice_at_once_works_once(clock: Ahead, database_url: str, round_: int) -> None:
    with demo(database_url, clock) as site:
        visitor = Visitor(site)
        back = visitor.until_return(visitor.start("idporten", "ny"))
        cookies, ready = visitor.http.cookies, Barrier(4)

        def arrive(_: int) -> int:
            ready.wait()
            return requests.get(back, cookies=cookies, allow_redirects=False, timeout=60).status_code

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(arrive, range(4))) == [302, 409, 409, 409]
        assert len(site.open_sessions()) == 1
        site.house.platform.engine.dispose()


def test_the_identity_number_is_in_no_address_log_cookie_or_row(
    site: DemoSite, visitor: Visitor, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    numbers = (KARI, MAREN, UNKNOWN)
    with capture_logs() as logs:
        for issuer, person in (("idporten", "kari"), ("idporten", "ny"), ("idporten", "uten"), ("helseid", "maren")):
            one = Visitor(site)
            one.sign_in(issuer, person)
            if one.key:
                one.sign_out()
            visitor.history += [*one.history, str(one.http.cookies.get_dict())]
    said = capfd.readouterr()
    everywhere = [*visitor.history, *site.requests, str(logs), said.out, said.err]
    assert not [where for where in everywhere if any(number in where for number in numbers)]
    site.house.platform.engine.dispose()
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("varde.sqlite*"))
    assert b"web_session" in stored
    assert not [number for number in numbers if number.encode() in stored]


def test_a_member_of_the_staff_is_told_of_each_new_browser_and_a_patient_is_not(
    site: DemoSite, visitor: Visitor
) -> None:
    def told() -> list[int | None]:
        site.house.platform.drain()
        return [row.person_id for row in site.rows(Delivery) if row.notice == "new_device"]

    Visitor(site).sign_in("idporten", "ny")
    assert told() == []
    for _ in range(2):
        visitor.sign_in("helseid", "maren")
        visitor.sign_out()
    [maren] = told()
    Visitor(site).sign_in("helseid", "maren")
    assert told() == [maren, maren]


def test_the_language_of_the_page_goes_along(site: DemoSite, visitor: Visitor) -> None:
    words = {"nn": "Kven vil du vere?", "en": "Who would you like to be?", "nb": "Hvem vil du være?"}
    for language, word in words.items():
        there = visitor.start("idporten", lang=language)
        assert word in visitor.http.get(there, timeout=60).text


def test_changing_language_keeps_the_way_back(site: DemoSite, visitor: Visitor) -> None:
    asked = visitor.get("/innsyn?alle=1").url + "&lang=nb"
    sent = {"language": "nn"}
    answer = visitor.http.post(site.base + "/logg-inn/sprak", data=sent, headers={"Referer": asked}, timeout=60)
    assert answer.url == site.base + "/logg-inn?next=%2Finnsyn%3Falle%3D1"
    assert '<html lang="nn">' in answer.text
    midway = site.base + "/logg-inn/idporten/retur?state=x&code=y"
    answer = visitor.http.post(site.base + "/logg-inn/sprak", data=sent, headers={"Referer": midway}, timeout=60)
    assert answer.url == site.base + "/logg-inn"
    elsewhere = {"Referer": "https://evil.example/logg-inn"}
    answer = visitor.http.post(site.base + "/logg-inn/sprak", data=sent, headers=elsewhere, timeout=60)
    assert answer.url == site.base + "/"
    assert visitor.post("/logg-inn/sprak", language="de").status_code == 400


def test_a_hint_is_not_passed_on_in_production(site: DemoSite, visitor: Visitor) -> None:
    platform = site.house.platform
    platform.settings = replace(platform.settings, environment="production")
    people = visitor.http.get(visitor.start("idporten", "kari"), timeout=60)
    assert "Hvem vil du være?" in people.text, "in production it could be anybody's identity number"
