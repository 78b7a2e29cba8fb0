"""Per, who measures his breath and his blood pressure, and Hanne, who looks after him."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import declared_as
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.measurements.models import Measurement
from varde.measurements.service import measure, set_base
from varde.series.values import Series
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.series import BREATH

T = TypeVar("T")


@dataclass
class Course:
    """One patient of one therapist, begun today."""

    house: House
    per: Person
    hanne: Person
    id: int

    @property
    def patient(self) -> Actor:
        return self.house.actor(self.per)

    @property
    def therapist(self) -> Actor:
        return self.house.actor(self.hanne, ("therapist", self.house.clinic))

    def do(self, deed: Callable[[Work, Enrolment], T]) -> T:
        with self.house.work() as work:
            return deed(work, work.session.get_one(Enrolment, self.id))

    def bring_to(self, state: str) -> None:
        """The enrolment, which is active, is in this state."""
        match state:
            case "paused":
                self.do(lambda work, enrolment: pause(work, self.therapist, enrolment))
            case "completed" | "discontinued":
                reason = "completed" if state == "completed" else "no_time"
                self.do(lambda work, enrolment: end(work, self.hanne.id, enrolment, reason))

    def best(self, value: float = 500) -> None:
        self.do(lambda work, enrolment: set_base(work, self.therapist, enrolment, BREATH, value))

    def measures(
        self, *figures: float, series: Series = BREATH, by: Actor | None = None, at: datetime | None = None, **more: Any
    ) -> Measurement:
        return self.do(
            lambda work, enrolment: measure(work, by or self.patient, enrolment, series, tuple(figures), at, **more)
        )

    def every_day(self, *figures: float, series: Series = BREATH) -> None:
        """One a day, the last one now."""
        first = self.house.clock.now() - timedelta(days=len(figures) - 1)
        for day, figure in enumerate(figures):
            self.measures(figure, series=series, at=first + timedelta(days=day), confirmed=True)

    def stored(self, series: Series = BREATH) -> list[tuple[str, str | None, str]]:
        with self.house.work() as work:
            query = select(Measurement).where(Measurement.series == series.key, Measurement.struck_at.is_(None))
            rows = work.session.scalars(query.order_by(Measurement.measured_at, Measurement.id))
            return [(row.figures, row.zone, row.way) for row in rows]

    def alerts(self) -> list[tuple[str, str]]:
        """Every alert about what was measured: its key and state."""
        with self.house.work() as work:
            rows = work.session.scalars(select(RaisedAlert).order_by(RaisedAlert.id))
            return [(declared_as(work, row).key, row.state) for row in rows]


def make_course(folder: Path) -> Course:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    hanne = house.person("Hanne", "Moen", ("therapist", house.clinic))
    per = house.person("Per", "Berge")
    return Course(house, per, hanne, house.enrolled(per, hanne))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return copied(make_course, tmp_path)
