"""Who gets no notice is rung: everybody a therapist answers for, and nobody else's."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications.models import Delivery
from varde.notifications.service import notify
from varde.people.service import ask
from varde.privacy.models import Block
from varde.testing.house import House

from .conftest import send

LIST = "/ringeliste"


@pytest.fixture
def unsent(house: House, tone: Person, under_way: int) -> int:
    """A message waits for Tone, who is to be rung."""
    house.platform.drain()
    with house.work() as work:
        set_contact(work, work.session.get_one(Person, tone.id), Contact("phone", "+4755000001"))
        row = notify(work, tone.id, under_way, "message", "message:1", "/")
        assert row is not None
        delivery_id = row.id
    house.platform.drain()
    return delivery_id


def test_whoever_is_to_be_rung_stands_on_the_list_until_it_is_done(
    house: House, maren: Person, tone: Person, under_way: int, unsent: int, therapist: FlaskClient
) -> None:
    page = therapist.get(LIST).get_data(as_text=True)
    assert "Tone Berg" in page
    assert 'href="tel:+4755000001"' in page
    assert "Ny melding" in page
    with house.work() as work:
        looked = work.session.scalars(select(AccessEntry).where(AccessEntry.what == "contact")).all()
        assert [(entry.actor_id, entry.patient_id, entry.action) for entry in looked] == [(maren.id, tone.id, "read")]
    answers = [send(therapist, f"{LIST}/{under_way}/{unsent}") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert "Ingen må ringes nå." in therapist.get(LIST).get_data(as_text=True)
    with house.work() as work:
        row = work.session.get_one(Delivery, unsent)
        assert (row.rung_at, row.rung_by_id, row.state) == (work.now, maren.id, "skipped")


def test_whoever_has_no_telephone_is_told_by_email(house: House, tone: Person, under_way: int) -> None:
    house.platform.drain()
    with house.work() as work:
        person = work.session.get_one(Person, tone.id)
        person.phone_sealed = None
        set_contact(work, person, Contact("email", None, "tone@eksempel.no"))
        notify(work, tone.id, under_way, "message", "message:1", "/")
    house.platform.drain()
    with house.work() as work:
        row = work.session.scalars(select(Delivery).where(Delivery.key == "message:1")).one()
        assert (row.state, row.channel) == ("sent", "email")
        assert work.vault.open("delivery.recipient", row.recipient_sealed or b"") == "tone@eksempel.no"


def test_an_open_question_is_something_to_ring_about(
    house: House, maren: Person, tone: Person, under_way: int, therapist: FlaskClient
) -> None:
    with house.work() as work:
        ask(work, work.session.get_one(Person, tone.id), "phone", "+4740000001", source="referral", by_id=maren.id)
    page = therapist.get(LIST).get_data(as_text=True)
    assert "1 ting om opplysningene er usikkert." in page
    assert f"/pasient/{under_way}/opplysninger" in page


def test_another_therapists_patients_are_not_on_the_list(
    house: House, maren: Person, tone: Person, under_way: int, unsent: int, therapist: FlaskClient
) -> None:
    for place in (house.clinic, house.elsewhere, house.trust):
        colleague = house.browser(house.person("Per", "Dale", ("therapist", place)), staff=True)
        assert "Tone" not in colleague.get(LIST).get_data(as_text=True)
        assert send(colleague, f"{LIST}/{under_way}/{unsent}").status_code in (403, 404)
    with house.work() as work:
        work.add(Block(patient_id=tone.id, blocked_id=maren.id, created_at=work.now))
    assert "Tone" not in therapist.get(LIST).get_data(as_text=True)


def test_a_role_for_another_programme_sees_nobody_new(house: House) -> None:
    """A referral that nobody has taken stands on the list of those who may take it, and of nobody else."""
    person = house.person("Ola", "Hagen")
    house.referred(person, "lake")
    with house.work() as work:
        stored = work.session.get_one(Person, person.id)
        ask(work, stored, "phone", "+4740000001", source="referral", by_id=person.id)
    colleague = house.person("Per", "Dale", ("therapist", house.clinic))
    assert "Ola Hagen" in house.browser(colleague, staff=True).get(LIST).get_data(as_text=True)
    with house.work() as work:
        work.session.connection().exec_driver_sql("UPDATE role_grant SET programme = 'ridge'")
    assert "Ola Hagen" not in house.browser(colleague, staff=True).get(LIST).get_data(as_text=True)


def test_a_notice_that_was_sent_is_nothing_to_ring_about(house: House, under_way: int, therapist: FlaskClient) -> None:
    house.platform.drain()
    with house.work() as work:
        sent = work.session.scalars(select(Delivery.id).where(Delivery.enrolment_id == under_way)).first()
    assert send(therapist, f"{LIST}/{under_way}/{sent}").status_code == 404
    assert send(therapist, f"{LIST}/{under_way}/999").status_code == 404


def test_the_list_costs_the_same_for_many(house: House, maren: Person, unsent: int, therapist: FlaskClient) -> None:
    therapist.get(LIST)
    with house.counted() as few:
        therapist.get(LIST)
    for n in range(4):
        person = house.person("Ola", f"Nr{n}", phone=None)
        house.enrolled(person, maren, "lake")
    house.platform.drain()
    with house.counted() as many:
        assert "Ola Nr3" in therapist.get(LIST).get_data(as_text=True)
    assert len(many) == len(few)
    assert len(few) <= 7
