"""One patient of one therapist, whose enrolment ends in every way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.caseload.models import CaseloadRow
from varde.enrolments.exits import Leaving, end, undo
from varde.enrolments.models import Ending, Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url


@dataclass
class Course:
    """One patient of one therapist on the ridge, begun today."""

    house: House
    tor: Person
    maren: Person
    id: int

    @property
    def therapist(self) -> Actor:
        return self.house.actor(self.maren, ("therapist", self.house.clinic))

    def do(self, deed: Callable[[Work, Enrolment], Any]) -> Any:
        with self.house.work() as work:
            return deed(work, work.session.get_one(Enrolment, self.id))

    def end(self, reason: str, how: Leaving | None = None) -> Ending:
        ending: Ending = self.do(lambda work, enrolment: end(work, self.maren.id, enrolment, reason, how))
        return ending

    def undo(self) -> None:
        self.do(lambda work, enrolment: undo(work, self.therapist, enrolment))

    def agenda(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        """Everything on the agenda, as it is in the database."""
        with self.house.work() as work:
            return {
                (item.kind, item.key): (
                    item.state,
                    item.reason,
                    item.act_at,
                    item.opens_at,
                    item.due_at,
                    item.closes_at,
                    dict(item.details),
                )
                for item in work.session.scalars(select(AgendaItem).where(AgendaItem.enrolment_id == self.id))
            }

    def states(self) -> Counter[str]:
        return Counter(values[0] for (kind, _), values in self.agenda().items() if kind == "assessment")

    def columns(self) -> dict[str, Any]:
        columns = [column.key for column in Enrolment.__table__.columns if column.key != "edition"]
        enrolment = self.house.enrolment(self.id)
        return {key: getattr(enrolment, key) for key in columns}

    def row(self) -> dict[str, Any] | None:
        """The caseload row."""
        with self.house.work() as work:
            row = work.session.get(CaseloadRow, self.id)
            return {c.key: getattr(row, c.key) for c in CaseloadRow.__table__.columns} if row is not None else None

    def told(self, person: Person | None = None) -> list[str]:
        """The text messages sent to her (or to ``person``), oldest first."""
        self.house.platform.drain()
        with self.house.work() as work:
            sent = select(Delivery.notice).where(
                Delivery.person_id == (person or self.tor).id, Delivery.state == "sent"
            )
            return list(work.session.scalars(sent.order_by(Delivery.id)))

    def days(self, n: int, step: int = 1) -> None:
        for _ in range(0, n, step):
            self.house.clock.move(days=step)
            tick(self.house.platform)
            self.house.platform.drain()


def make_course(folder: Path) -> Course:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), phone="40000001")
    tor = house.person("Tor", "Vik", phone="40000002")
    return Course(house, tor, maren, house.enrolled(tor, maren, "ridge", "north"))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return copied(make_course, tmp_path)


def kept(course: Course) -> set[str]:
    return {key for (kind, key), values in course.agenda().items() if kind == "assessment" and values[0] == "planned"}


def noon_in(work: Work, days: int) -> datetime:
    return (work.now + timedelta(days=days)).replace(hour=11)
