"""A house with counted patients: cells as the counting job writes them, without walking anybody through a course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact
from varde.benefits.figures.deciding import decide_everywhere
from varde.benefits.values import Measure
from varde.identity.models import Organisation, Person
from varde.instruments.rules import band_of
from varde.instruments.values import Instrument
from varde.testing.counted import count_people
from varde.testing.house import House, all_samples, make_house, sqlite_url

FIRST = date(2025, 1, 7)
AREAS = ("mood", "lunch", "clothes", "pace", "unease", "company", "friends", "rest")


@dataclass
class Counted:
    """The house, its manager, and a way to count invented patients of the boots programme."""

    house: House
    manager: Person

    def browser(self) -> FlaskClient:
        return self.house.browser(self.manager, staff=True)

    def count(self, people: list[EnrolmentFacts]) -> None:
        with self.house.work() as work:
            count_people(work, people)

    def decide(self) -> None:
        """As a night does: which months are told of each place."""
        with self.house.work() as work:
            decide_everywhere(work)

    def patients(self, n: int, organisation: Organisation | None = None, *, every: int = 3) -> list[EnrolmentFacts]:
        """``n`` who started over time: two in three answer at three months, and every other of those responds."""
        with self.house.work() as work:
            measures = tuple(m for m in work.catalogue.all(Measure).values() if m.programme == "lake")
            severity = work.catalogue.one(Instrument, "weather")
        place = (organisation or self.house.clinic).id
        return [_patient(number, place, measures, severity, every) for number in range(n)]


def _patient(
    number: int, place: int, measures: tuple[Measure, ...], severity: Instrument, every: int
) -> EnrolmentFacts:
    referred = FIRST + timedelta(days=every * number)
    totals = {"start": 200.0 + 10 * (number % 15)}
    if number % 3:
        totals["3m"] = totals["start"] - (80 if number % 2 else 10)
    scores = [ScoreFact("weather", o, t, band_of(severity, t)) for o, t in totals.items()]
    for occasion in totals:
        better = 20 * (occasion == "3m" and number % 2)
        scores += [ScoreFact(f"outlook.{area}", occasion, 40.0 + number % 7 + better) for area in AREAS]
        scores.append(ScoreFact("outlook", occasion, 40.0 + number % 7 + better))
    if "3m" in totals:
        scores.append(ScoreFact("csq-8", "3m", 20.0 + number % 9))
    return EnrolmentFacts(
        place,
        "lake",
        None,
        referred,
        True,
        referred + timedelta(days=20 + number % 9),
        frozenset(totals),
        tuple(scores),
        measures,
    )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def counted(house: House) -> Counted:
    return Counted(house, house.person("Nina", "Falk", ("manager", house.trust)))


@pytest.fixture
def page_of(counted: Counted) -> Callable[..., str]:
    """The page of the trust's programme with these filters, as its manager sees it."""
    browser = counted.browser()

    def fetch(query: str = "") -> str:
        answer = browser.get(f"/gevinster/fjordvest/lake?{query}")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return fetch
