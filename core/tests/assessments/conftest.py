"""A clinic, a therapist, and patients whose questionnaires are answered by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.planning import ask_now
from varde.assessments.service import open_sheet, save_draft, submit
from varde.assessments.sheet import Sheet
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.modules.progress import finish_step, path_of
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url


@dataclass
class Patient:
    house: House
    person: Person
    therapist: Actor
    enrolment_id: int

    @property
    def actor(self) -> Actor:
        return self.house.actor(self.person)

    def items(self, key: str) -> list[AgendaItem]:
        with self.house.work() as work:
            query = select(AgendaItem).where(AgendaItem.enrolment_id == self.enrolment_id, AgendaItem.key == key)
            return list(work.session.scalars(query.order_by(AgendaItem.occurrence)))

    def item(self, key: str) -> AgendaItem:
        return self.items(key)[-1]

    def enrolment(self, work: Work) -> Enrolment:
        return work.session.get_one(Enrolment, self.enrolment_id)

    def sheet(self, work: Work, key: str) -> Sheet:
        query = select(AgendaItem.id).where(AgendaItem.enrolment_id == self.enrolment_id, AgendaItem.key == key)
        agenda_id = work.session.scalars(query.order_by(AgendaItem.occurrence.desc())).first()
        assert agenda_id is not None
        return open_sheet(work, self.actor, agenda_id, write=True)

    def submit(self, occasion: str, instrument: str, answers: Mapping[str, object], **options: Any) -> Response:
        with self.house.work() as work:
            return submit(work, self.actor, self.sheet(work, occasion), instrument, answers, **options)

    def draft(self, occasion: str, instrument: str, answers: Mapping[str, object]) -> None:
        with self.house.work() as work:
            save_draft(work, self.actor, self.sheet(work, occasion), instrument, answers, "nb")

    def asked(self, occasion: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is asked, and what of it stands unanswered."""
        with self.house.work() as work:
            sheet = self.sheet(work, occasion)
            return sheet.instruments, sheet.unanswered

    def finish(self, occasion: str, *, but: tuple[str, ...] = ()) -> None:
        """Answer everything left, at the bottom of every range."""
        with self.house.work() as work:
            sheet = self.sheet(work, occasion)
            while left := [key for key in sheet.unanswered if key not in but]:
                submit(work, self.actor, sheet, left[0], lowest(work.catalogue.one(Instrument, left[0])))

    def ask(self, occasion: str) -> AgendaItem:
        with self.house.work() as work:
            return ask_now(work, self.therapist, self.enrolment(work), occasion)

    def finish_module(self, module: str) -> None:
        with self.house.work() as work:
            enrolment = self.enrolment(work)
            for step in path_of(work, enrolment, "nb").view(module).module.steps:
                finish_step(work, enrolment, path_of(work, enrolment, "nb").view(module), step)
                work.session.flush()

    def days(self, number: int, **more: float) -> None:
        """Let time go, the clock acting every day."""
        for _ in range(number):
            self.house.clock.move(days=1)
            tick(self.house.platform)
        if more:
            self.house.clock.move(**more)
            tick(self.house.platform)

    def told(self) -> list[str]:
        """Notices about questionnaires, oldest first."""
        self.house.platform.drain()
        with self.house.work() as work:
            query = select(Delivery.notice).where(Delivery.enrolment_id == self.enrolment_id).order_by(Delivery.id)
            return [one for one in work.session.scalars(query) if one in ("questionnaire", "reminder")]

    def change(self, deed: Callable[..., object], *arguments: object) -> None:
        """One of the enrolment's verbs, as the therapist."""
        with self.house.work() as work:
            deed(work, self.therapist, self.enrolment(work), *arguments)


def lowest(instrument: Instrument) -> dict[str, object]:
    """The lowest answer to every item."""
    answers: dict[str, object] = {}
    for item in items_of(instrument):
        if item.kind == "boolean":
            answers[item.key] = False
        elif item.kind != "days":
            answers[item.key] = item.choices[0][0] if item.choices else int(item.low)
    return answers


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def enrol(house: House) -> Callable[..., Patient]:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    actor = house.actor(maren, ("therapist", house.clinic))

    def enrol(name: str, programme: str, track: str | None = None, **about: Any) -> Patient:
        person = house.person(name, "Vik", **about)
        return Patient(house, person, actor, house.enrolled(person, maren, programme, track))

    return enrol


@pytest.fixture
def kari(enrol: Callable[..., Patient]) -> Patient:
    """In the boots school."""
    return enrol("Kari", "lake")


@pytest.fixture
def vidar(enrol: Callable[..., Patient]) -> Patient:
    """With a healthy life coach, born 17 May 1962."""
    return enrol("Vidar", "village", birth_date=date(1962, 5, 17))


@pytest.fixture
def emma(enrol: Callable[..., Patient]) -> Patient:
    return enrol("Emma", "ridge", "north")


@pytest.fixture
def start(emma: Patient) -> int:
    """Emma's first PHQ-9: ten points, and "not at all" to the ninth."""
    return emma.submit("start", "phq-9", {**dict.fromkeys((f"q{n}" for n in range(1, 10)), 1), "q1": 3, "q9": 0}).id
