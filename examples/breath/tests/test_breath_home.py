"""A patient measures, is told what to do, writes in her diary; and her therapist sees what he must."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.testing.house import House, make_house, sqlite_url, token


class Home:
    """Kari measures at home, and Maren looks after her. Her best is 500 when `best` has been called."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.kari, self.maren = house.person("Kari", "Nes"), house.person("Maren", "Lie", ("therapist", house.clinic))
        self.enrolment = house.enrolled(self.kari, self.maren, "breath")
        self.flow = f"/min-sti/{self.enrolment}/maaling/breath-flow"

    def reads(self, address: str) -> str:
        return self.house.browser(self.kari).get(address).get_data(as_text=True)

    def sends(self, address: str, **form: str) -> int:
        browser = self.house.browser(self.kari)
        return browser.post(address, data={"csrf_token": token(browser), **form}).status_code

    def measures(self, flow: float, **more: str) -> int:
        return self.sends(self.flow, **{"figure-flow": f"{flow:g}", **more})

    def therapist_reads(self) -> str:
        browser = self.house.browser(self.maren, staff=True)
        return browser.get(f"/pasient/{self.enrolment}").get_data(as_text=True)

    def best(self, flow: int) -> None:
        self.house.set_base(self.maren, self.enrolment, "breath-flow", flow)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    house = make_house(sqlite_url(tmp_path))
    yield Home(house)
    house.platform.engine.dispose()


def test_without_a_best_she_measures_and_has_no_zone(home: Home) -> None:
    assert home.measures(420) == 303
    assert "Du er i sonen" not in home.reads(home.flow)
    assert "Dager i hver sone" not in home.therapist_reads()


def test_a_good_day_is_green_and_nobody_is_troubled(home: Home) -> None:
    home.best(500)
    assert home.measures(430) == 303
    assert "Du er i sonen «Grønn sone»" in home.reads(home.flow)
    assert "Pusten din er i rød sone." not in home.reads("/min-sti")
    assert "Pusten er i rød sone." not in home.therapist_reads()


def test_in_the_red_zone_she_reads_about_her_breath_and_he_is_told(home: Home) -> None:
    home.best(500)
    assert home.measures(300) == 303
    assert home.measures(200) == 303
    page = home.reads("/min-sti")
    assert "Pusten din er i rød sone. Gjør det som står i planen din nå" in page
    assert "selvmord" not in page.lower()
    assert "Pusten er i rød sone." in home.therapist_reads()


def test_what_cannot_be_is_refused_and_what_is_strange_is_asked_about(home: Home) -> None:
    home.best(500)
    assert home.measures(2000) == 422
    assert home.measures(500) == 303
    browser = home.house.browser(home.kari)
    asked = browser.post(home.flow, data={"csrf_token": token(browser), "figure-flow": "200"})
    assert "Er det tungt å puste nå, gjør det som står i planen din" in asked.get_data(as_text=True)


def test_two_yellow_days_open_the_module_for_heavy_days_and_three_are_told(home: Home) -> None:
    home.best(500)
    module = f"/moduler/{home.enrolment}/heavy-days/take-it-slowly"
    for day in range(3):
        assert (home.house.browser(home.kari).get(module).status_code == 200) is (day >= 2)
        assert "Gul sone tre dager av sju." not in home.therapist_reads()
        assert home.measures(350) == 303
        home.house.clock.move(days=1)
    assert "Gul sone tre dager av sju." in home.therapist_reads()


def test_her_therapist_reads_how_many_days_were_in_each_zone(home: Home) -> None:
    home.best(500)
    for flow in (430, 440, 350):
        home.measures(flow)
    page = home.therapist_reads()
    assert "Pusten, siste 14 dager" in page
    assert "Antall målinger med sone: 3." in page
    assert "Dager i hver sone" in page


def test_he_is_told_of_her_who_stops(home: Home) -> None:
    home.measures(430)
    home.house.clock.move(days=7, hours=1)
    home.house.tick()
    assert "Har ikke målt på en uke." in home.therapist_reads()


def test_the_diary_keeps_what_she_writes(home: Home) -> None:
    diary = f"/moduler/{home.enrolment}/getting-started/diary"
    assert home.sends(f"{diary}/innforing", heavy="7", woke="1", words="Tungt i bakken.") == 303
    assert "Tungt i bakken." in home.reads(diary)


def test_a_stranger_reaches_nothing_of_it(home: Home) -> None:
    stranger = home.house.browser(home.house.person("Tor", "Vik"))
    assert stranger.get(f"/min-sti/{home.enrolment}").status_code == 404
    assert stranger.get(home.flow).status_code == 404
