"""Two programmes beside each other: the school and its course of two days, with their differences counted from the people."""

from __future__ import annotations

import html
import random
import re
import statistics
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.counting.rebuilding import count_more
from varde.benefits.values import Measure
from varde.instruments.rules import band_of
from varde.instruments.values import Instrument
from varde.testing.counted import count_people
from varde.testing.house import House, make_house, sqlite_url

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SCHOOL, COURSE = "ibs", "ibs-course"
PATH = "/gevinster/fjordvest/ibs/sammenlign"
FIRST = date(2025, 1, 7)


def said(page: str) -> str:
    main = page.split("<main", 1)[-1].split("</main", 1)[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def headings(page: str) -> list[str]:
    return [said(each).strip() for each in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


def people(house: House, programme: str, n: int, start: float, better: float) -> list[EnrolmentFacts]:
    """So many who started, four in five of whom answered at three months."""
    with house.work() as work:
        measures = tuple(m for m in work.catalogue.all(Measure).values() if m.programme == programme)
        scale = work.catalogue.one(Instrument, "ibs-sss")
    chance = random.Random(programme)
    made = []
    for number in range(n):
        before = round(chance.gauss(start, 50))
        totals = {"start": before} | ({"3m": max(0, before - round(chance.gauss(better, 45)))} if number % 5 else {})
        scores = tuple(ScoreFact("ibs-sss", o, float(t), band_of(scale, float(t))) for o, t in totals.items())
        referred = FIRST + timedelta(days=number)
        started = referred + timedelta(days=30)
        facts = EnrolmentFacts(
            house.clinic.id, programme, None, referred, True, started, frozenset(totals), scores, measures
        )
        made.append(facts)
    return made


def gains(facts: list[EnrolmentFacts]) -> list[float]:
    pairs = [{s.occasion: s.total or 0.0 for s in each.scores} for each in facts]
    return [pair["start"] - pair["3m"] for pair in pairs if "3m" in pair]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path))


@pytest.fixture
def manager(house: House) -> FlaskClient:
    return house.browser(house.person("Nina", "Falk", ("manager", house.trust)), staff=True)


def test_the_page_says_how_the_two_differ_and_never_that_one_is_why(house: House, manager: FlaskClient) -> None:
    school, course = people(house, SCHOOL, 200, 280, 60), people(house, COURSE, 120, 255, 62)
    with house.work() as work:
        count_people(work, school + course)
    page = manager.get(PATH).get_data(as_text=True)
    words = said(page)
    plain = statistics.mean(gains(course)) - statistics.mean(gains(school))
    sign = "+" if round(plain) > 0 else ""
    assert f"{sign}{round(plain)} (".replace("-", "−") in words
    assert "Justert for ulik start er forskjellen innenfor grensen som ble satt på forhånd" in headings(page)
    assert "De to gruppene var ulike før de begynte" in headings(page)
    assert "n = 160 og 96" in words
    assert "Ingen av gruppene er en kontrollgruppe" in words
    assert "Hvordan det gikk med de 40 og 24 som ikke svarte" in words
    assert "effekt" not in words.lower()
    assert "Sluttet før tiden" in words
    assert "Å slutte før tiden er ikke det samme i et kurs på to dager" in words
    # what is wrong in the address is said beside its field, and the page still stands
    for query, sentence in (
        ("fra=2025-06&til=2025-01", "Fra-måneden må komme før til-måneden."),
        ("fra=i fjor", "En måned skrives slik: 2024-11."),
        ("mal=ridge.mood", "De to har ikke dette målet felles. Velg et i listen."),
        ("med=nothing@nowhere", "Velg et av tilbudene i listen."),
    ):
        answer = manager.get(f"{PATH}?{query}")
        assert answer.status_code == 422
        assert sentence in said(answer.get_data(as_text=True))
        assert "aria-invalid" in answer.get_data(as_text=True)
        assert "Hva tallene bærer" in headings(answer.get_data(as_text=True))
    with house.counted() as statements:
        manager.get(PATH)
    few = len(statements)
    with house.work() as work:
        moved = [replace(each, referred=each.referred + timedelta(days=400)) for each in school]
        count_people(work, moved)
    with house.counted() as statements:
        manager.get(PATH)
    assert len(statements) == few <= 26


def test_a_few_are_not_compared(house: House, manager: FlaskClient) -> None:
    with house.work() as work:
        count_people(work, people(house, SCHOOL, 200, 280, 60) + people(house, COURSE, 6, 255, 62))
    page = manager.get(PATH).get_data(as_text=True)
    assert "For få svar til å si noe" in headings(page)
    assert "Tallene telles på nytt nå." not in said(page)
    with house.work() as work:
        work.enqueue(count_more, programme=COURSE)
    assert "Tallene telles på nytt nå." in said(manager.get(PATH).get_data(as_text=True))
    assert 'svg class="chart"' not in page


def test_only_managers_of_the_place_compare(house: House, manager: FlaskClient) -> None:
    assert manager.get(PATH).status_code == 200
    stranger = house.browser(house.person("Ola", "Nes", ("manager", house.elsewhere)), staff=True)
    assert stranger.get(PATH).status_code == 404
    therapist = house.browser(house.person("Tora", "Vik", ("therapist", house.clinic)), staff=True)
    assert therapist.get(PATH).status_code == 403


def steady(people: list[EnrolmentFacts], better: float) -> list[EnrolmentFacts]:
    """The same, from 280 and a little, of whom each is so much better, give or take, and still moderate."""

    def scored(score: ScoreFact, number: int) -> ScoreFact:
        total = 280.0 + number % 7 if score.occasion == "start" else 280.0 - better + number % 11
        return replace(score, total=total, band="moderate")

    return [
        replace(each, scores=tuple(scored(score, number) for score in each.scores))
        for number, each in enumerate(people)
    ]


def test_two_periods_and_two_places_are_laid_beside_each_other(house: House) -> None:
    """Two hundred began here in 2025, the same a year later, and as many at another clinic, who improved by 35 more."""
    made = people(house, SCHOOL, 200, 280, 60)
    early, abroad = steady(made, 60), steady(made, 95)
    house.clock.move(days=540)  # until those of 2026 have had time to answer
    year = timedelta(days=365)
    late = [
        replace(each, referred=each.referred + year, started=each.started and each.started + year) for each in early
    ]
    with house.work() as work:
        count_people(work, early + late)
        count_people(work, [replace(each, organisation_id=house.elsewhere.id) for each in abroad])
    both = ("manager", house.trust), ("manager", house.elsewhere)
    manager = house.browser(house.person("Nora", "Berg", *both), staff=True)
    places = manager.get(f"{PATH}?med={SCHOOL}@{house.elsewhere.key}").get_data(as_text=True)
    assert "Sammenlign to steder" in said(places)
    assert "+35 (" in said(places)
    assert f"var bedringen større ved {house.elsewhere.name}" in said(places)
    assert "At stedet er årsaken" in said(places)
    of_periods = f"{PATH}?med={SCHOOL}@fjordvest"
    periods = manager.get(of_periods).get_data(as_text=True)
    assert "Sammenlign to perioder" in said(periods)
    assert "At noe dere gjorde annerledes" in said(periods)
    asked = manager.get(f"{of_periods}&fra=2026-02&til=2026-08&fra2=2025-02&til2=2025-08").get_data(as_text=True)
    assert "februar 2026–august 2026 ved siden av februar 2025–august 2025" in said(asked)
    assert "n = 160 og 160" in said(asked)
    common = manager.get(f"{of_periods}&fra=2025-06&til=2026-12&fra2=2025-02&til2=2025-12")
    assert common.status_code == 422
    assert "De to periodene får måneder felles" in said(common.get_data(as_text=True))
    assert 'value="2025-06"' in common.get_data(as_text=True)
