"""Set-up, and files of figures, open to whoever has identified herself lately, and the page says what to do."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from varde.testing.house import House, make_house, sample_only, sqlite_url, token

SET_UP = "/oppsett/klinikken"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.mark.parametrize("path", ["/oppsett", SET_UP])
def test_it_opens_for_half_an_hour_after_she_identified_herself(house: House, path: str) -> None:
    rune = house.person("Rune", "Bø", ("trust_administrator", house.clinic))
    assert house.browser(rune, staff=True, minutes_ago=29).get(path).status_code in (200, 303)
    answer = house.browser(rune, staff=True, minutes_ago=31).get(path)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "Bekreft at det er deg, så kan du gå videre." in page
    assert f'href="/logg-inn/helseid?prompt=login&amp;next={path}"' in page.replace("%2F", "/")


def test_a_form_that_was_opened_in_time_has_half_an_hour_more(house: House) -> None:
    rune = house.person("Rune", "Bø", ("trust_administrator", house.clinic))
    for minutes, status in ((59, 303), (61, 403)):
        browser = house.browser(rune, staff=True, minutes_ago=minutes)
        sent = {"name": "Nettbehandling", "csrf_token": token(browser)}
        assert browser.post(f"{SET_UP}/virksomhet", data=sent).status_code == status


@pytest.mark.parametrize(
    ("came_from", "back"),
    [(f"https://varde.test{SET_UP}?side=2", f"{SET_UP}?side=2"), ("https://varde.test//evil.test", ""), ("", "")],
)
def test_a_form_that_came_too_late_leads_back_to_the_page_it_stands_on(house: House, came_from: str, back: str) -> None:
    rune = house.person("Rune", "Bø", ("trust_administrator", house.clinic))
    browser = house.browser(rune, staff=True, minutes_ago=61)
    sent = {"name": "Nettbehandling", "csrf_token": token(browser)}
    page = browser.post(f"{SET_UP}/virksomhet", data=sent, headers={"Referer": came_from}).get_data(as_text=True)
    [link] = re.findall(r'href="(/logg-inn/helseid\?[^"]+)"', page)
    assert dict(parse_qsl(urlsplit(unescape(link)).query)) == {"prompt": "login"} | ({"next": back} if back else {})


def test_whoever_may_not_open_it_is_told_that_and_not_to_confirm(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    page = house.browser(maren, staff=True, minutes_ago=120).get("/oppsett").get_data(as_text=True)
    assert "Bekreft at det er deg" not in page
    assert house.app.test_client().get("/oppsett").status_code == 302


def test_no_page_or_form_of_set_up_is_left_out(house: House) -> None:
    rune = house.person("Rune", "Bø", ("trust_administrator", house.clinic))
    browser = house.browser(rune, staff=True, minutes_ago=61)
    tried = 0
    for rule in house.app.url_map.iter_rules():
        if rule.rule.startswith("/oppsett"):
            path = re.sub(r"<[^>]+>", "1", rule.rule.replace("<key>", "klinikken"))
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                answer = browser.open(path, method=method, data={"csrf_token": token(browser)})
                assert answer.status_code == 403, (method, path)
                assert "Bekreft at det er deg" in answer.get_data(as_text=True), (method, path)
                tried += 1
    assert tried > 30
