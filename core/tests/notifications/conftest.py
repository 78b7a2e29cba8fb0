"""One patient with one therapist, and notices planned, sent and read by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.identity.service import PHONE_PLACE
from varde.kernel.events import Event
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.service import notify, send
from varde.testing.house import House, all_samples, make_house, sqlite_url


@dataclass
class Post:
    """The notices of a house. Nothing is sent before ``deliver``."""

    house: House
    patient: Person
    therapist: Person
    enrolment_id: int

    def plan(self, person: Person, notice: str, key: str, *, path: str = "/min-sti", about: bool = True) -> int | None:
        """Plan a notice, about the enrolment or (``about`` False) about none; the delivery's id, None the second time."""
        with self.house.work() as work:
            row = notify(work, person.id, self.enrolment_id if about else None, notice, key, path)
            return row.id if row is not None else None

    def deliver(self, delivery_id: int | None) -> Delivery:
        """Run the job of one notice."""
        assert delivery_id is not None
        with self.house.work() as work:
            send.run(work, delivery_id=delivery_id)
        return self.row(delivery_id)

    def row(self, delivery_id: int) -> Delivery:
        with self.house.work() as work:
            return work.session.get_one(Delivery, delivery_id)

    def rows(self) -> list[Delivery]:
        """Every notice, oldest first."""
        with self.house.work() as work:
            return list(work.session.scalars(select(Delivery).order_by(Delivery.id)))

    def hear(self, event: Event) -> list[tuple[int, str, str, str]]:
        """Publish an event: for each notice it leads to, whom it is for, its kind, its key and where it leads."""
        before = {row.id for row in self.rows()}
        with self.house.work() as work:
            work.publish(event)
        return [(row.person_id, row.notice, row.key, row.path) for row in self.rows() if row.id not in before]

    def number(self, delivery: Delivery) -> str | None:
        """The number it went to."""
        sealed = delivery.recipient_sealed
        return None if sealed is None else self.house.platform.vault.open("delivery.recipient", sealed)

    def put(self, state: str) -> None:
        """The enrolment in this state, however it came there."""
        with self.house.work() as work:
            self._enrolment(work).state = state

    def assign(self, person: Person | None) -> None:
        """This therapist has the enrolment; None: nobody."""
        with self.house.work() as work:
            self._enrolment(work).therapist_id = person.id if person else None

    def take_phone(self, person: Person) -> None:
        with self.house.work() as work:
            work.session.get_one(Person, person.id).phone_sealed = None

    def change_phone(self, person: Person, number: str) -> None:
        with self.house.work() as work:
            work.session.get_one(Person, person.id).phone_sealed = work.vault.seal(PHONE_PLACE, number)

    def environment(self, name: str) -> None:
        """This house as it is in ``production``, ``demo`` or ``test``."""
        self.house.platform.settings = replace(self.house.platform.settings, environment=name)

    def therapist_at(self, name: str, organisation: Organisation, role: str = "therapist") -> Person:
        return self.house.person(name, "Dale", (role, organisation))

    def _enrolment(self, work: Work) -> Enrolment:
        return work.session.get_one(Enrolment, self.enrolment_id)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), phone="40000001")
    patient = house.person("Tor", "Vik", phone="40000002")
    enrolment_id = house.enrolled(patient, therapist, "ridge", "north")
    house.platform.drain()
    with house.work() as work:
        for row in work.session.scalars(select(Delivery)):
            work.session.delete(row)
    return Post(house, patient, therapist, enrolment_id)
