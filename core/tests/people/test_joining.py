"""A D-number becomes an F-number: offered, traced, undoable exactly, over every table that points to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Table, select
from sqlalchemy import inspect as mapping_of

from varde.audit.models import AccessEntry
from varde.dialogue.models import Message
from varde.dialogue.service import write
from varde.drafts.models import Draft
from varde.enrolments.models import Enrolment
from varde.identity.models import Login, Person, WebSession
from varde.identity.nin import parse
from varde.identity.service import add_person, grant, person_by_nin, phone_of
from varde.identity.sessions import start_session
from varde.identity.synthetic import synthetic_number
from varde.kernel.part import Part
from varde.kernel.personal import PERSON
from varde.people.errors import CannotJoin, JoinDecided, JoinTooOld
from varde.people.join_models import PersonJoin
from varde.people.joining import join, offer, part_again, refuse
from varde.people.pointers import STAYS, never_edited, pointers
from varde.people.service import asked_of, change
from varde.platform import tables_in
from varde.privacy.models import Block
from varde.privacy.service import looks_at, visitors_of
from varde.testing.house import House, token

from .conftest import send

BORN = date(1990, 5, 17)
LEFT_ALONE = {"person_join", "access_entry", "access_link", "outbox", "caseload_row"}
"""What a join adds to, or that is made anew."""


def numbers(day: str) -> Iterator[str]:
    """Synthetic numbers that begin with this day."""
    for serial in range(100, 999):
        number = synthetic_number(f"{day}{serial}")
        if number is not None:
            yield number


def added(house: House, day: str, **fields: Any) -> Person:
    with house.work() as work:
        nin = next(
            parsed
            for parsed in (parse(number, allow_synthetic=True) for number in numbers(day))
            if person_by_nin(work, parsed) is None
        )
        return add_person(work, fields.pop("given_name", "Amina"), fields.pop("family_name", "Warsame"), nin, **fields)


@pytest.fixture
def amina(house: House) -> Person:
    """Known by a D-number, and with a phone."""
    return added(house, "578590", birth_date=BORN, phone="40000001")


@pytest.fixture
def amina_now(house: House) -> Person:
    """The same human being, by the F-number she got."""
    return added(house, "178590", given_name="", family_name="")


@pytest.fixture
def lived(house: House, maren: Person, amina: Person) -> int:
    """Amina's enrolment, with messages, a draft, a changed phone, a block and a sign-in."""
    enrolment_id = house.enrolled(amina, maren, "lake")
    with house.work() as work:
        person, enrolment = work.session.get_one(Person, amina.id), work.session.get_one(Enrolment, enrolment_id)
        write(work, house.actor(person), enrolment, "Hei, dette er meg.", "once")
        draft = Draft(author_id=amina.id, place="message", saved_at=work.now, ends_at=work.now + timedelta(days=30))
        draft.enrolment_id = enrolment_id
        work.add(draft)
        draft.fields = "Et utkast."
        change(work, person, {"interpreter": "somali"}, source="own", by_id=amina.id)
        kept_out = add_person(work, "Per", "Dale", language="nb")
        work.add(Block(patient_id=amina.id, blocked_id=kept_out.id, created_at=work.now))
        work.add(Login(person_id=amina.id, issuer="https://issuer.test", subject="amina"))
    house.browser(amina).get("/min-sti")
    house.platform.drain()
    return enrolment_id


def rows(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but those a join is allowed to add to. Sealed text is compared opened: sealing is never twice
    the same."""
    tables: dict[str, list[tuple[Any, ...]]] = {}
    with house.work() as work:
        for table in tables_in(work.catalogue.all(Part).values()):
            name = table.name
            if name not in LEFT_ALONE:
                columns = [
                    column for column in table.columns if not is_sealed(table, column.name) and column.name != "edition"
                ]
                tables[name] = sorted((tuple(map(str, row)) for row in work.session.execute(select(*columns))), key=str)
    return tables


def is_sealed(table: Table, name: str) -> bool:
    return name.endswith("_sealed")


def joined(house: House, first: Person, second: Person, by: Person) -> int:
    with house.work() as work:
        people = [work.session.get_one(Person, person.id) for person in (first, second)]
        row = offer(work, *people, offered_by="staff", by_id=by.id, reason="Hun viste begge kortene.")
        join(work, row, by_id=by.id)
        return row.id


# --- joined


def test_everything_is_hers_under_the_new_number(
    house: House, maren: Person, amina: Person, amina_now: Person, lived: int
) -> None:
    joined(house, amina_now, amina, maren)
    with house.work() as work:
        unchanging = never_edited(work.session.connection())
        assert {"access_entry", "access_link", "enrolment_event", "alert_event"} <= unchanging
        for table in [table for table in tables_in(work.catalogue.all(Part).values()) if table.name not in unchanging]:
            for column in table.columns:
                if (table.name, column.name) not in STAYS and any(
                    key.column.table.name == PERSON for key in column.foreign_keys
                ):
                    left = work.session.execute(select(table).where(column == amina.id)).all()
                    assert left == [], (table.name, column.name)
        now = work.session.get_one(Person, amina_now.id)
        assert (now.name, now.birth_date, phone_of(work, now)) == ("Amina Warsame", BORN, "+4740000001")
        message = work.session.scalars(select(Message)).one()
        assert (message.author_id, message.body) == (now.id, "Hei, dette er meg.")
        assert work.session.get_one(Draft, (now.id, "message")).fields == "Et utkast."
        old = work.session.get_one(Person, amina.id)
        assert old.joined_into_id == now.id
        number = parse(work.vault.open("person.nin", old.nin_sealed or b""), allow_synthetic=True)
        found = person_by_nin(work, number)
        assert found is not None
        assert found.id == now.id
        [(person, blocked)] = [each for each in visitors_of(work, now.id) if each[0].given_name == "Per"]
        assert (person.given_name, blocked) == ("Per", True)
        assert looks_at(work, now.id), "what was logged under the D-number"
    page = house.browser(amina_now).get("/min-sti").get_data(as_text=True)
    assert "Du er ikke meldt på noe" not in page
    assert f"/moduler/{lived}" in page or f"/min-sti/{lived}" in page or "Begynn" in page
    assert "Amina Warsame" in house.browser(maren, staff=True).get("/arbeidsliste").get_data(as_text=True)


def test_undone_it_is_exactly_as_it_was(
    house: House, maren: Person, amina: Person, amina_now: Person, lived: int
) -> None:
    before = rows(house)
    join_id = joined(house, amina, amina_now, maren)
    assert rows(house) != before
    house.clock.move(days=29)
    with house.work() as work:
        part_again(work, work.session.get_one(PersonJoin, join_id), by_id=maren.id)
    after = rows(house)
    traced = [row for row in after.pop("person_change") if row not in before["person_change"]]
    before.pop("person_change")
    assert len(traced) == 6, "name, birth date and phone, there and back again"
    assert after == before
    with house.work() as work:
        message = work.session.scalars(select(Message)).one()
        assert (message.author_id, message.body) == (amina.id, "Hei, dette er meg.")
        assert work.session.get_one(Draft, (amina.id, "message")).fields == "Et utkast."
        now = work.session.get_one(Person, amina_now.id)
        assert (now.name, now.birth_date, phone_of(work, now)) == ("", None, None)
        row = work.session.get_one(PersonJoin, join_id)
        assert (row.undone_at, row.undone_by_id, row.reason) == (work.now, maren.id, "Hun viste begge kortene.")


def test_what_came_since_stays_with_the_one_who_was_kept(
    house: House, maren: Person, amina: Person, amina_now: Person, lived: int
) -> None:
    join_id = joined(house, amina, amina_now, maren)
    with house.work() as work:
        now = work.session.get_one(Person, amina_now.id)
        write(work, house.actor(now), work.session.get_one(Enrolment, lived), "Etterpå.", "twice")
    with house.work() as work:
        part_again(work, work.session.get_one(PersonJoin, join_id), by_id=maren.id)
        authors = {message.body: message.author_id for message in work.session.scalars(select(Message))}
    assert authors == {"Hei, dette er meg.": amina.id, "Etterpå.": amina_now.id}


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (30, True), (31, False)])
def test_it_can_be_undone_for_thirty_days(
    house: House, maren: Person, amina: Person, amina_now: Person, days: int, allowed: bool
) -> None:
    join_id = joined(house, amina, amina_now, maren)
    house.clock.move(days=days)
    with house.work() as work:
        row = work.session.get_one(PersonJoin, join_id)
        if allowed:
            part_again(work, row, by_id=maren.id)
            with pytest.raises(JoinDecided):
                part_again(work, row, by_id=maren.id)
        else:
            with pytest.raises(JoinTooOld):
                part_again(work, row, by_id=maren.id)


def test_what_both_knew_differently_is_asked(house: House, maren: Person, amina: Person) -> None:
    now = added(house, "178590", birth_date=date(1991, 5, 17), phone="40000002")
    join_id = joined(house, amina, now, maren)
    with house.work() as work:
        person = work.session.get_one(Person, now.id)
        assert {(row.fact, row.said, row.source) for row in asked_of(work, person)} == {
            ("phone", "+4740000001", "join"),
            ("birth_date", "1990-05-17", "join"),
        }
        assert phone_of(work, person) == "+4740000002"
        part_again(work, work.session.get_one(PersonJoin, join_id), by_id=maren.id)
        assert asked_of(work, person) == []
        assert person.asked == 0


def test_only_a_d_number_and_an_f_number_are_joined(
    house: House, maren: Person, amina: Person, amina_now: Person
) -> None:
    second_f, second_d = added(house, "188590"), added(house, "588590")
    with house.work() as work:
        people = {
            key: work.session.get_one(Person, person.id)
            for key, person in {"d": amina, "f": amina_now, "f2": second_f, "d2": second_d, "staff": maren}.items()
        }
        for first, second in (("f", "f2"), ("d", "d2"), ("d", "d"), ("d", "staff")):
            with pytest.raises(CannotJoin):
                offer(work, people[first], people[second], offered_by="staff", by_id=maren.id)
        row = offer(work, people["f"], people["d"], offered_by="staff", by_id=maren.id)
        assert (row.kept_id, row.joined_id) == (amina_now.id, amina.id)
        assert offer(work, people["d"], people["f"], offered_by="staff", by_id=maren.id) is row
        refuse(work, row)
        with pytest.raises(JoinDecided):
            join(work, row, by_id=maren.id)
        with pytest.raises(JoinDecided):
            refuse(work, row)


def test_nobody_who_works_here_is_joined(house: House, maren: Person, amina: Person, amina_now: Person) -> None:
    with house.work() as work:
        person = work.session.get_one(Person, amina_now.id)
        grant(work, person, "therapist", house.clinic)
        with pytest.raises(CannotJoin):
            offer(work, person, work.session.get_one(Person, amina.id), offered_by="staff", by_id=maren.id)


# --- her own yes


def sign_in(house: House, person: Person, subject: str) -> FlaskClient:
    """Signed in by ID-porten as this person, under this subject."""
    with house.work() as work:
        key = start_session(
            work,
            work.session.get_one(Person, person.id),
            issuer="https://issuer.test",
            issuer_key="idporten",
            subject=subject,
            sid="sid",
            acr="idporten-loa-high",
            id_token="x",
        )
    client = house.app.test_client()
    client.set_cookie("varde", key, domain="localhost")
    return client


def test_the_same_subject_with_a_new_number_is_offered_what_is_hers(
    house: House, maren: Person, amina: Person, amina_now: Person, lived: int
) -> None:
    client = sign_in(house, amina_now, "amina")
    page = client.get("/min-sti").get_data(as_text=True)
    assert "Du er ikke meldt på noe" not in page
    assert "Har du hatt D-nummer før?" in page
    [address] = re.findall(r'action="(/mine-opplysninger/samme/\d+)"', page)
    assert send(client, address, {"action": "dance"}).status_code == 422
    assert send(client, address, {"action": "join"}).status_code == 303
    with house.work() as work:
        assert work.session.get_one(Enrolment, lived).person_id == amina_now.id
        logged = work.session.scalars(select(AccessEntry.patient_id).where(AccessEntry.what == "joined")).all()
        assert set(logged) == {amina.id, amina_now.id}
        assert {row.person_id for row in work.session.scalars(select(WebSession))} >= {amina_now.id}
    assert "Kan angres til og med" in client.get("/mine-opplysninger").get_data(as_text=True)
    assert send(client, address, {"action": "join"}).status_code == 409
    assert send(client, address, {"action": "undo"}).status_code == 303
    with house.work() as work:
        assert work.session.get_one(Enrolment, lived).person_id == amina.id


def test_she_can_say_that_it_is_not_her(house: House, amina: Person, amina_now: Person, lived: int) -> None:
    client = sign_in(house, amina_now, "amina")
    [address] = re.findall(r'action="(/mine-opplysninger/samme/\d+)"', client.get("/min-sti").get_data(as_text=True))
    assert send(client, address, {"action": "refuse"}).status_code == 303
    assert "Har du hatt D-nummer før?" not in client.get("/min-sti").get_data(as_text=True)
    assert send(client, address, {"action": "join"}).status_code == 409


def test_an_offer_is_hers_alone(house: House, tone: Person, amina: Person, amina_now: Person, lived: int) -> None:
    client = sign_in(house, amina_now, "amina")
    [address] = re.findall(r'action="(/mine-opplysninger/samme/\d+)"', client.get("/min-sti").get_data(as_text=True))
    stranger = house.browser(tone)
    for action in ("join", "refuse", "undo"):
        assert send(stranger, address, {"action": action}).status_code == 404


# --- staff


@pytest.fixture
def both_treated(house: House, maren: Person, amina: Person, lived: int) -> tuple[int, Person, str]:
    """Her second enrolment, under the F-number, with the same therapist; the person and the number."""
    number = next(numbers("178590"))
    with house.work() as work:
        person = add_person(
            work, "Amina", "Warsame", parse(number, allow_synthetic=True), birth_date=BORN, language="nb"
        )
    return house.enrolled(person, maren, "ridge", "north"), person, number


def d_number(house: House, person: Person) -> str:
    with house.work() as work:
        return work.vault.open("person.nin", work.session.get_one(Person, person.id).nin_sealed or b"")


def test_staff_join_two_patients_of_theirs_with_a_reason(
    house: House, amina: Person, therapist: FlaskClient, lived: int, both_treated: tuple[int, Person, str]
) -> None:
    second, person, _number = both_treated
    path = f"/pasient/{second}/opplysninger"
    assert send(therapist, f"{path}/samme", {"nin": d_number(house, amina), "reason": "Nei"}).status_code == 422
    answer = send(therapist, f"{path}/samme", {"nin": d_number(house, amina), "reason": "Hun viste begge kortene."})
    assert answer.status_code == 303
    page = therapist.get(path).get_data(as_text=True)
    assert "Samme person med to numre?" in page
    [address] = re.findall(r'action="(/pasient/\d+/opplysninger/samme/\d+)"', page)
    assert send(therapist, address, {"action": "join"}).status_code == 303
    with house.work() as work:
        assert work.session.get_one(Enrolment, lived).person_id == person.id
    assert "Kan angres til og med" in therapist.get(path).get_data(as_text=True)
    assert send(therapist, address, {"action": "undo"}).status_code == 303
    with house.work() as work:
        assert work.session.get_one(Enrolment, lived).person_id == amina.id


def test_staff_learn_nothing_of_those_who_are_not_their_patients(
    house: House, tone: Person, therapist: FlaskClient, both_treated: tuple[int, Person, str]
) -> None:
    second, _person, number = both_treated
    stranger = added(house, "588590")
    path = f"/pasient/{second}/opplysninger/samme"
    said = set()
    for nin in (d_number(house, stranger), next(numbers("598590")), number):
        answer = send(therapist, path, {"nin": nin, "reason": "Hun viste kortet."})
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert "Vi finner ingen pasient du følger, med dette nummeret." in page
        page = re.sub(r'name="draft_window" value="[^"]*"', "", page)  # each page is a window of its own
        said.add(page.replace(nin, "").replace(token(therapist), ""))
    assert len(said) == 1
    with house.work() as work:
        refused = work.session.scalars(
            select(AccessEntry).where(AccessEntry.what == "joined", AccessEntry.outcome == "denied")
        ).all()
        assert [entry.patient_id for entry in refused] == [None, None, None]


def test_a_mapped_class_has_what_a_pointer_names(house: House) -> None:
    for pointer in pointers(list(house.platform.catalogue.all(Part).values())):
        assert pointer.attribute in mapping_of(pointer.model).attrs
        assert pointer.key
        assert all(isinstance(names, tuple) for names in pointer.unique_with())
