"""One clinic, one therapist, one patient who has begun, and one who is somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.assessments.service import open_sheet, submit
from varde.enrolments.models import Enrolment
from varde.enrolments.service import enrolments_of
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.modules.progress import finish_step, path_of
from varde.scheduling.models import AgendaItem
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token


@dataclass
class Patient:
    """A patient with a browser and an enrolment."""

    house: House
    person: Person
    browser: FlaskClient
    enrolment_id: int

    @property
    def actor(self) -> Actor:
        return self.house.actor(self.person)

    def get(self, address: str, *, status: int = 200) -> str:
        """The page as words without markup, spaces joined."""
        return words(self.html(address, status=status))

    def html(self, address: str, *, status: int = 200) -> str:
        answer = self.browser.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def post(self, address: str, data: dict[str, str] | None = None, **options: Any) -> TestResponse:
        """Send a form with its token."""
        return self.browser.post(address, data={"csrf_token": token(self.browser), **(data or {})}, **options)

    def fill(self, address: str, data: dict[str, str]) -> TestResponse:
        """Open the page at an address and send its form with these answers."""
        return self.post(address, {**hidden(self.html(address)), **data})

    def save(self, address: str, data: dict[str, str]) -> Any:
        """Save a draft as autosave.js does."""
        headers = {"Accept": "application/json", "X-CSRF-Token": token(self.browser)}
        return self.browser.post(address, data=data, headers=headers)

    def later(self, **step: float) -> None:
        """Move the clock, and sign in again."""
        self.house.clock.move(**step)
        self.browser = self.house.browser(self.person)

    def agenda(self) -> list[AgendaItem]:
        with self.house.work() as work:
            query = select(AgendaItem).where(AgendaItem.enrolment_id == self.enrolment_id).order_by(AgendaItem.due_at)
            return list(work.session.scalars(query.where(AgendaItem.kind == "assessment")))

    def enrolment(self) -> Enrolment:
        return self.house.enrolment(self.enrolment_id)

    def walk(self, *modules: str, steps: int = 5) -> None:
        """Finish the first steps of these modules."""
        with self.house.work() as work:
            enrolment = next(e for e in enrolments_of(work, self.person.id) if e.id == self.enrolment_id)
            for module in modules:
                view = path_of(work, enrolment, "nb").view(module)
                for step in view.module.steps[:steps]:
                    finish_step(work, enrolment, view, step)
                work.session.flush()

    def hand_in(self, item: AgendaItem, share: float) -> None:
        """Hand in everything of one occasion, each item answered at this share of its range."""
        with self.house.work() as work:
            sheet = open_sheet(work, self.actor, item.id)
            for key in sheet.instruments:
                instrument = work.catalogue.one(Instrument, key)
                submit(work, self.actor, sheet, key, answered(instrument, share))


def answered(instrument: Instrument, share: float) -> dict[str, object]:
    """An answer to every item, at this share of its range."""
    answers: dict[str, object] = {}
    for item in items_of(instrument):
        if item.kind == "boolean":
            answers[item.key] = True
        elif item.choices:
            answers[item.key] = item.choices[int((len(item.choices) - 1) * share)][0]
        elif item.kind != "days":
            answers[item.key] = int(item.low + (item.high - item.low) * share)
    return answers


def hidden(html: str) -> dict[str, str]:
    """The fields of a questionnaire's page that say what page it is."""
    found = re.findall(r'<input type="hidden" name="(instrument|version|wording|language|base)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def words(html: str) -> str:
    """What a reader sees: what stands before the page while she is in danger, and the page."""
    crisis = re.search(r'<section class="wrap crisis".*?</section>', html, re.DOTALL)
    page = (crisis[0] if crisis else "") + "<main" + html.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@dataclass
class Village:
    """Who is there before a test begins: nobody, the therapist, or her first patient too."""

    house: House
    maren: Person | None = None
    ingrid: Person | None = None
    enrolment_id: int = 0


def make_village(folder: Path, therapist: bool, patient: bool) -> Village:
    village = Village(make_house(sqlite_url(folder), catalogue=all_samples()))
    if therapist or patient:
        village.maren = village.house.person("Maren", "Aas", ("therapist", village.house.clinic), title="båtvakt")
    if patient and village.maren is not None:
        village.ingrid = village.house.person("Ingrid", "Solheim")
        village.enrolment_id = village.house.enrolled(village.ingrid, village.maren, "lake")
    return village


@pytest.fixture
def village(request: pytest.FixtureRequest, tmp_path: Path) -> Village:
    asked = request.fixturenames
    return copied(make_village, tmp_path, "maren" in asked, "ingrid" in asked)


@pytest.fixture
def house(village: Village) -> House:
    return village.house


@pytest.fixture
def maren(village: Village) -> Person:
    assert village.maren is not None
    return village.maren


@pytest.fixture
def enrol(house: House, maren: Person) -> Callable[..., Patient]:
    """Enrol one more patient: ``enrol("Ola", programme="ridge", track="north", started=False)``."""

    def make(given: str, programme: str = "lake", track: str | None = None, *, started: bool = True) -> Patient:
        person = house.person(given, "Solheim")
        enrolment_id = house.enrolled(person, maren, programme, track, started=started)
        return Patient(house, person, house.browser(person), enrolment_id)

    return make


@pytest.fixture
def ingrid(village: Village, maren: Person) -> Patient:
    assert village.ingrid is not None
    return Patient(village.house, village.ingrid, village.house.browser(village.ingrid), village.enrolment_id)


@pytest.fixture
def ola(enrol: Callable[..., Patient]) -> Patient:
    return enrol("Ola")
