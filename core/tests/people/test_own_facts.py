"""What is known of a person is changed by herself and by staff, with history; what is unsure is asked and answered once."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.identity.models import Person
from varde.identity.service import Contact, contact_of
from varde.people.facts import FACTS, YES, written_name
from varde.people.models import PersonChange, PersonQuestion
from varde.people.service import ask, asked_of, changes_of, open_questions
from varde.testing.house import House

from .conftest import send

OWN = "/mine-opplysninger"
STANDING: dict[str, str] = {
    "reach": "sms",
    "mobile": "+47 912 34 567",
    "email": "tone@eksempel.no",
    "language": "nb",
    "interpreter": "",
    "guardian": "",
}
CHANGES: list[tuple[dict[str, str], str, str | None, str | None]] = [
    ({"mobile": "+46 70 123 45 67"}, "phone", "+4791234567", "+46701234567"),
    ({"email": "ny@eksempel.no"}, "email", "tone@eksempel.no", "ny@eksempel.no"),
    ({"email": ""}, "email", "tone@eksempel.no", None),
    ({"reach": "email"}, "reach", "sms", "email"),
    ({"reach": "phone", "mobile": "55 00 00 01"}, "phone", "+4791234567", "+4755000001"),
    ({"language": "nn"}, "language", "nb", "nn"),
    ({"interpreter": "tigrinja"}, "interpreter", None, "tigrinja"),
    ({"address_protected": "1"}, "address_protected", None, YES),
    ({"guardian": "Kari Berg, mor, 911 11 111"}, "guardian", None, "Kari Berg, mor, 911 11 111"),
]


def place(side: str, enrolment_id: int) -> str:
    return OWN if side == "patient" else f"/pasient/{enrolment_id}/opplysninger"


@pytest.fixture
def sides(patient: FlaskClient, therapist: FlaskClient, under_way: int) -> dict[str, tuple[FlaskClient, str]]:
    return {"patient": (patient, OWN), "staff": (therapist, place("staff", under_way))}


@pytest.mark.parametrize("side", ["patient", "staff"])
@pytest.mark.parametrize(("typed", "fact", "before", "after"), CHANGES)
def test_each_fact_is_changed_by_both_and_keeps_what_was_before(
    house: House,
    tone: Person,
    maren: Person,
    sides: dict[str, tuple[FlaskClient, str]],
    side: str,
    typed: dict[str, str],
    fact: str,
    before: str | None,
    after: str | None,
) -> None:
    client, path = sides[side]
    assert client.get(path).status_code == 200
    assert send(client, path, STANDING | typed).status_code == 303
    by = tone if side == "patient" else maren
    with house.work() as work:
        person = work.session.get_one(Person, tone.id)
        assert FACTS[fact].read(work, person) == after
        changed = {row.fact: row for row in changes_of(work, tone.id)}
        assert fact in changed
        assert (changed[fact].before, changed[fact].after, changed[fact].by_id) == (before, after, by.id)
        assert (changed[fact].source, changed[fact].at) == ("own" if side == "patient" else "staff", work.now)
        entries = work.session.scalars(
            select(AccessEntry).where(AccessEntry.patient_id == tone.id, AccessEntry.what == "contact")
        ).all()
        assert [(entry.actor_id, entry.action) for entry in entries][:2] == [(by.id, "read"), (by.id, "write")]
    history = client.get(path).get_data(as_text=True)
    assert "<del>" in history


def test_what_is_not_changed_leaves_no_trace(house: House, tone: Person, patient: FlaskClient) -> None:
    send(patient, OWN, STANDING)
    assert "Ingenting var endret." in patient.get(OWN).get_data(as_text=True)
    with house.work() as work:
        assert changes_of(work, tone.id) == []


def test_nothing_of_a_change_is_readable_in_the_database(house: House, tone: Person, patient: FlaskClient) -> None:
    send(patient, OWN, STANDING | {"mobile": "400 00 001", "guardian": "Kari Berg"})
    with house.platform.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM person_change").all()
        people = connection.exec_driver_sql("SELECT * FROM person").all()
    assert len(rows) == 2
    assert "40000001" not in str(rows) + str(people)
    assert "Kari" not in str(rows) + str(people)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"mobile": ""}, "Skriv mobilnummeret"),
        ({"mobile": "22 33 44 55"}, "kan ikke ta imot SMS"),
        ({"mobile": "9" * 5000}, "5000 siffer"),
        ({"reach": "email", "email": ""}, "Skriv e-postadressen"),
        ({"reach": "email", "email": "tone"}, "ser ikke riktig ut"),
        ({"reach": "phone", "mobile": ""}, "Skriv et telefonnummer"),
        ({"reach": "pigeon"}, "Velg hvordan vi kan nå deg"),
        ({"language": "sv"}, "Velg språk"),
        ({"interpreter": "x" * 161}, "161 tegn"),
        ({"guardian": "x" * 161}, "161 tegn"),
        ({"asked": "0"}, "hører ikke til skjemaet"),
    ],
)
@pytest.mark.parametrize("side", ["patient", "staff"])
def test_a_fault_is_one_sentence_and_nothing_is_half_done(
    house: House, tone: Person, sides: dict[str, tuple[FlaskClient, str]], side: str, typed: dict[str, str], said: str
) -> None:
    client, path = sides[side]
    answer = send(client, path, STANDING | {"interpreter": "somali"} | typed)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    with house.work() as work:
        assert contact_of(work, work.session.get_one(Person, tone.id)) == Contact(
            "sms", "+4791234567", "tone@eksempel.no"
        )
        assert changes_of(work, tone.id) == []


def test_staff_come_in_only_through_the_gates(house: House, under_way: int) -> None:
    path = place("staff", under_way)
    for person, status in (
        (house.person("Per", "Dale", ("therapist", house.clinic)), 403),
        (house.person("Liv", "Moe", ("therapist", house.elsewhere)), 404),
        (house.person("Nina", "Falk", ("manager", house.clinic)), 403),
    ):
        client = house.browser(person, staff=True)
        assert client.get(path).status_code == status
        for way in ("", "/navn", "/sporsmal/1"):
            assert send(client, path + way, STANDING).status_code == status
    with house.work() as work:
        assert work.session.scalars(select(PersonChange)).all() == []


# --- questions


@pytest.mark.parametrize("side", ["patient", "staff"])
@pytest.mark.parametrize("taken", [True, False])
def test_a_number_in_a_referral_is_answered_once_by_either(
    house: House, tone: Person, maren: Person, sides: dict[str, tuple[FlaskClient, str]], side: str, taken: bool
) -> None:
    with house.work() as work:
        person = work.session.get_one(Person, tone.id)
        question = ask(work, person, "phone", "+4740000001", source="referral", by_id=maren.id)
        assert question is not None
        assert ask(work, person, "phone", "+4740000001", source="referral", by_id=maren.id) is None
        assert ask(work, person, "phone", "+4791234567", source="referral", by_id=maren.id) is None
        question_id = question.id
    for client, path in sides.values():
        page = client.get(path).get_data(as_text=True)
        assert "91\u00a023\u00a045\u00a067" in page
        assert "40\u00a000\u00a000\u00a001" in page
    client, path = sides[side]
    answers = [send(client, f"{path}/sporsmal/{question_id}", {"taken": "1" if taken else "0"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 409]
    with house.work() as work:
        person = work.session.get_one(Person, tone.id)
        row = work.session.get_one(PersonQuestion, question_id)
        assert (row.taken, row.answered_at, row.said) == (taken, work.now, "+4740000001")
        assert contact_of(work, person).phone == ("+4740000001" if taken else "+4791234567")
        assert (person.asked, open_questions(work, tone.id)) == (0, 0)
        kept = [(change.before, change.after) for change in changes_of(work, tone.id)]
        assert kept == ([("+4791234567", "+4740000001")] if taken else [])


@pytest.mark.parametrize("asker", ["patient", "staff"])
def test_a_name_is_said_by_one_side_and_confirmed_by_the_other(
    house: House, tone: Person, sides: dict[str, tuple[FlaskClient, str]], asker: str
) -> None:
    other_side = {"patient": "staff", "staff": "patient"}[asker]
    client, path = sides[asker]
    form = {"given_name": "Tone", "family_name": "Berg A\u030as\u200b"}
    assert send(client, f"{path}/navn", form).status_code == 303
    with house.work() as work:
        [question] = asked_of(work, work.session.get_one(Person, tone.id))
        assert (question.fact, question.said) == ("name", written_name("Tone", "Berg Ås"))
    assert send(client, f"{path}/sporsmal/{question.id}", {"taken": "1"}).status_code == 403
    with house.work() as work:
        assert work.session.get_one(Person, tone.id).name == "Tone Berg"
    assert send(client, f"{path}/navn", form).status_code == 303
    client, path = sides[other_side]
    assert send(client, f"{path}/sporsmal/{question.id}", {"taken": "1"}).status_code == 303
    with house.work() as work:
        assert work.session.get_one(Person, tone.id).name == "Tone Berg Ås"
        [changed] = changes_of(work, tone.id)
        assert (changed.before, changed.after) == (written_name("Tone", "Berg"), written_name("Tone", "Berg Ås"))


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"given_name": "", "family_name": "\u200b"}, 422),
        ({"given_name": "x" * 161}, 422),
        ({"given_name": "Suharto"}, 303),
    ],
)
def test_one_name_is_enough_and_none_is_not(patient: FlaskClient, form: dict[str, str], status: int) -> None:
    assert send(patient, f"{OWN}/navn", form).status_code == status


def test_what_may_be_about_somebody_else_is_shown_to_staff_alone(
    house: House, tone: Person, maren: Person, under_way: int, sides: dict[str, tuple[FlaskClient, str]]
) -> None:
    with house.work() as work:
        person = work.session.get_one(Person, tone.id)
        question = ask(work, person, "name", written_name("Liv", "Hagen"), source="doubt", by_id=maren.id)
        assert question is not None
        assert person.asked == 0
        question_id = question.id
    own, theirs = (sides[side][0].get(sides[side][1]).get_data(as_text=True) for side in ("patient", "staff"))
    assert "Liv" not in own
    assert "Liv Hagen" in theirs
    assert send(sides["patient"][0], f"{OWN}/sporsmal/{question_id}", {"taken": "1"}).status_code == 403
    strip = sides["staff"][0].get(f"/pasient/{under_way}").get_data(as_text=True)
    assert "En henvisning kan gjelde en annen person." in strip


def test_a_question_about_another_person_is_not_there(house: House, maren: Person, patient: FlaskClient) -> None:
    stranger = house.person("Olav", "Tveit")
    with house.work() as work:
        question = ask(
            work, work.session.get_one(Person, stranger.id), "phone", "+4740000001", source="referral", by_id=maren.id
        )
        assert question is not None
        question_id = question.id
    assert send(patient, f"{OWN}/sporsmal/{question_id}", {"taken": "1"}).status_code == 404
    assert send(patient, f"{OWN}/sporsmal/{question_id}", {"taken": "maybe"}).status_code == 422


def test_the_home_says_so_without_a_statement_more(
    house: House, tone: Person, maren: Person, under_way: int, patient: FlaskClient
) -> None:
    patient.get("/min-sti")
    with house.counted() as before:
        assert "Vi lurer på noe om opplysningene dine." not in patient.get("/min-sti").get_data(as_text=True)
    with house.work() as work:
        ask(work, work.session.get_one(Person, tone.id), "phone", "+4740000001", source="referral", by_id=maren.id)
    with house.counted() as after:
        assert "Vi lurer på noe om opplysningene dine." in patient.get("/min-sti").get_data(as_text=True)
    assert len(after) == len(before)


def test_a_protected_address_is_said_where_it_is_kept_and_nowhere_else(
    house: House, tone: Person, under_way: int, patient: FlaskClient, therapist: FlaskClient
) -> None:
    send(patient, OWN, STANDING | {"address_protected": "1"})
    assert "Beskyttet adresse" in therapist.get(f"/pasient/{under_way}/opplysninger").get_data(as_text=True)
    pages: list[Any] = [patient.get("/min-sti"), therapist.get("/arbeidsliste"), therapist.get(f"/pasient/{under_way}")]
    pages.append(house.app.test_client().get("/demo/telefon"))
    assert not [page for page in pages if "adresse" in page.get_data(as_text=True).lower()]
