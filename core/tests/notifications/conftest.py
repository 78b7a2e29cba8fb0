"""One patient with one therapist, and notices planned, sent and read by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert, RiskNote
from varde.assessments.models import Correction, Response
from varde.enrolments.models import Ending, Enrolment, SecondOpinion
from varde.identity.models import Grant, Organisation, Person
from varde.identity.service import PHONE_PLACE
from varde.kernel.events import Event
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.sending import send_batch
from varde.notifications.service import notify
from varde.scheduling.agenda import plan
from varde.scheduling.models import AgendaItem
from varde.testing.copies import copied
from varde.testing.gateway import StubGateway, stub_gateway
from varde.testing.house import House, all_samples, make_house, sqlite_url

Told = tuple[int, str, str, str]
"""Whom a notice is for, its kind, its key and where it leads."""


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
        """Send this notice, and nothing else."""
        assert delivery_id is not None
        send_batch(self.house.platform, only=delivery_id)
        return self.row(delivery_id)

    def row(self, delivery_id: int) -> Delivery:
        with self.house.work() as work:
            return work.session.get_one(Delivery, delivery_id)

    def rows(self) -> list[Delivery]:
        """Every notice, oldest first."""
        with self.house.work() as work:
            return list(work.session.scalars(select(Delivery).order_by(Delivery.id)))

    def hear(self, event: Event) -> list[Told]:
        """Publish an event; the notices it leads to."""
        return self.after(lambda work: work.publish(event))

    def after(self, act: Callable[[Work], object]) -> list[Told]:
        """Do this; the notices it leads to, oldest first. Nobody hears of an enrolment that the notice is not about."""
        before = {row.id for row in self.rows()}
        with self.house.work() as work:
            act(work)
        rows = [row for row in self.rows() if row.id not in before]
        assert {row.enrolment_id for row in rows} <= {self.enrolment_id, None}
        return [(row.person_id or 0, row.notice, row.key, row.path) for row in rows]

    def hear_all(self, event: Event) -> None:
        """Publish an event, whoever is told of it."""
        with self.house.work() as work:
            work.publish(event)

    def corrected(self, by: Person | None) -> int:
        """A correction by her, or by an import, of an answer of its own, that nobody has been told of; its id."""
        item_id = self.form("done")
        with self.house.work() as work:
            about = {"enrolment_id": self.enrolment_id, "agenda_id": item_id, "occasion": "form", "instrument": "who-5"}
            response = work.add(Response(**about, version="1", answers={}, saved_at=work.now, submitted_at=work.now))
            work.session.flush()
            row = Correction(
                enrolment_id=self.enrolment_id, response_id=response.id, number=1, at=work.now, said_on=work.today
            )
            row.by_id = by.id if by is not None else None
            row.reason, row.before, row.after = "r", "{}", "{}"
            work.add(row)
            work.session.flush()
            return row.id

    def number(self, delivery: Delivery) -> str | None:
        """The number it went to."""
        sealed = delivery.recipient_sealed
        return None if sealed is None else self.house.platform.vault.open("delivery.recipient", sealed)

    def put(self, state: str, *, stopped: bool = False) -> None:
        """The enrolment in this state, however it came there; with contact or ``stopped``."""
        with self.house.work() as work:
            enrolment = self._enrolment(work)
            enrolment.state, enrolment.contact_stopped_at = state, work.now if stopped else None

    def form(self, state: str, *, opens_in: int = 0, closes_in: int | None = None) -> int:
        """A questionnaire on the agenda in this state, opened now or some hours from now; its id."""
        with self.house.work() as work:
            number = work.session.query(AgendaItem).count()
            opens = work.now + timedelta(hours=opens_in)
            item = plan(work, self.enrolment_id, "assessment", f"form-{number}", opens_at=opens, due_at=opens)
            item.closes_at = None if closes_in is None else work.now + timedelta(hours=closes_in)
            item.state = state
            work.session.flush()
            return item.id

    def every_form(self, state: str) -> None:
        """All her questionnaires in this state."""
        with self.house.work() as work:
            for item in work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "assessment")):
                item.state = state

    def raised(self, severity: str = "red", *, crisis: bool = False, state: str = "raised") -> int:
        """An alert about the enrolment, its therapist's, that nobody has been told of; its id."""
        with self.house.work() as work:
            enrolment = self._enrolment(work)
            row = work.add(
                RaisedAlert(
                    person_id=enrolment.person_id,
                    organisation_id=enrolment.organisation_id,
                    enrolment_id=enrolment.id,
                    alert="suicide",
                    cause=f"test:{work.session.query(RaisedAlert).count()}",
                    severity=severity,
                    crisis=crisis,
                    owner_id=enrolment.therapist_id,
                    state=state,
                    raised_at=work.now,
                    open_by=work.now,
                    closed_at=work.now if state == "closed" else None,
                )
            )
            work.session.flush()
            return row.id

    def asked(self) -> int:
        """The therapist is asked for advice about the enrolment, which nobody has told her of; the id of the question."""
        with self.house.work() as work:
            return question(work, self.enrolment_id, self.therapist.id).id

    def at_the_door(self, programme: str) -> int:
        """An alert about the patient as if she had no enrolment, that nobody has been told of; its id."""
        with self.house.work() as work:
            whose = {"person_id": self.patient.id, "organisation_id": self.house.clinic.id}
            note = work.add(RiskNote(**whose, programme=programme, source="referral", refused="faults", at=work.now))
            note.digest, note.answers = "d", "{}"
            work.session.flush()
            moments = {"raised_at": work.now, "open_by": work.now}
            row = work.add(RaisedAlert(**whose, **moments, note_id=note.id, alert="a", cause="note", severity="red"))
            work.session.flush()
            return row.id

    def owner(self, alert_id: int) -> int | None:
        """Who answers for the alert."""
        with self.house.work() as work:
            return work.session.get_one(RaisedAlert, alert_id).owner_id

    def ended(self, way: str, **became: int) -> Ending:
        """An ending of the enrolment and how many of each thing it touched, with nothing told of it yet."""
        with self.house.work() as work:
            number = 1 + work.session.query(Ending).count()
            row = Ending(enrolment_id=self.enrolment_id, number=number, way=way, reason="other", at=work.now)
            row.before, row.became = {}, became
            work.add(row)
        return row

    def change_ending(self, ending: Ending, **fields: object) -> None:
        with self.house.work() as work:
            for name, value in fields.items():
                setattr(work.session.get_one(Ending, ending.id), name, value)

    def assign(self, person: Person | None) -> None:
        """This therapist has the enrolment; None: nobody."""
        with self.house.work() as work:
            self._enrolment(work).therapist_id = person.id if person else None

    def end_grants(self, person: Person) -> None:
        """She holds no role from this moment."""
        with self.house.work() as work:
            for row in work.session.scalars(select(Grant).where(Grant.person_id == person.id)):
                row.ends_at = work.now

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


def question(work: Work, enrolment_id: int, asked_id: int) -> SecondOpinion:
    """Somebody is asked for advice about an enrolment, for a year."""
    number = work.session.query(SecondOpinion).count()
    row = SecondOpinion(enrolment_id=enrolment_id, asked_by_id=asked_id, asked_id=asked_id, once=f"o{number}")
    row.question, row.asked_at, row.until = "Hva tenker du?", work.now, work.now + timedelta(days=365)
    work.add(row)
    work.session.flush()
    return row


def make_post(folder: Path) -> Post:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    house.platform.settings = replace(house.platform.settings, notices_a_day=999)
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic), phone="40000001")
    patient = house.person("Tor", "Vik", phone="40000002")
    with house.work() as work:
        whose = {"person_id": patient.id, "organisation_id": house.clinic.id, "programme": "ridge", "track": "north"}
        row = work.add(Enrolment(**whose, state="active", therapist_id=therapist.id, referred_at=work.now))
        row.decided_at = row.started_at = work.now
        work.session.flush()
        enrolment_id = row.id
    return Post(house, patient, therapist, enrolment_id)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return copied(make_post, tmp_path)


@pytest.fixture
def gateway() -> Iterator[StubGateway]:
    """A text message gateway over real connections."""
    with stub_gateway() as running:
        yield running


@pytest.fixture
def out(post: Post, gateway: StubGateway) -> Post:
    """The house, sending through the gateway."""
    from .machines import reaching

    return reaching(post, **gateway.environment())
