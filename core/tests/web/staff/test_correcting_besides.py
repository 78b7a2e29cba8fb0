"""A therapist corrects what a page asked besides the items and is told what is asked now; the patient hears of it and reads it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.models import Correction, Response
from varde.assessments.service import open_sheet, submit
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications.models import Delivery
from varde.scheduling.models import AgendaItem
from varde.testing.house import House

from .conftest import send
from .test_correcting import WORD, form, rows, words

THREE = {"q1": 1, "q2": 1, "q3": 1}
"""AUDIT-C in all 3: positive for women, not for men."""
DIZZY = {f"q{n}": 0 for n in range(1, 8)} | {"q1": 2}


def hand_in(house: House, enrolment_id: int, key: str, answers: dict[str, Any], **options: Any) -> int:
    with house.work() as work:
        of_start = (AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        agenda_id = work.session.scalars(select(AgendaItem.id).where(*of_start)).one()
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        actor = house.actor(enrolment.person)
        sheet = open_sheet(work, actor, agenda_id, write=True)
        return submit(work, actor, sheet, key, answers, **options).id


@pytest.fixture
def audit_c(house: House, depressed: int) -> int:
    """Tor's, who is a man and has three points."""
    return hand_in(house, depressed, "audit-c", THREE)


@pytest.fixture
def dizziness(house: House, maren: Person) -> tuple[int, int]:
    """Another's who fears attacks, and has not said whether she stays away from places: her enrolment and her answer."""
    enrolment_id = house.enrolled(house.person("Sara", "Holm"), maren, "ridge", "south")
    return enrolment_id, hand_in(house, enrolment_id, "dizziness", DIZZY)


def context_of(house: House, response_id: int) -> dict[str, Any]:
    with house.work() as work:
        return work.session.get_one(Response, response_id).context


# --- the page


def test_it_shows_what_was_known_and_corrects_it(
    house: House, therapist: FlaskClient, depressed: int, audit_c: int
) -> None:
    path = f"/pasient/{depressed}/skjemaer/{audit_c}/rett"
    page = therapist.get(path)
    assert "Kjønn i tabellen vi sammenligner med" in words(page)
    assert re.search(r'name="sex" value="male"[^>]* checked', page.text)
    assert 'name="agoraphobia"' not in page.text
    saved = send(therapist, path, form(house, audit_c, sex="female"))
    assert saved.status_code == 303
    assert context_of(house, audit_c) == {"sex": "female"}
    assert "Kjønn i tabellen vi sammenligner med: mann ble til kvinne" in words(
        therapist.get(saved.headers["Location"])
    )


@pytest.mark.parametrize(("sent", "known"), [("1", {"agoraphobia": True}), ("0", {"agoraphobia": False}), ("", {})])
def test_whether_she_stays_away_is_corrected(
    house: House, therapist: FlaskClient, dizziness: tuple[int, int], sent: str, known: dict[str, bool]
) -> None:
    enrolment_id, response_id = dizziness
    path = f"/pasient/{enrolment_id}/skjemaer/{response_id}/rett"
    assert re.search(r'name="agoraphobia" value="" [^>]*checked', therapist.get(path).text)
    saved = send(therapist, path, form(house, response_id, q2="1", agoraphobia=sent))
    assert (saved.status_code, context_of(house, response_id)) == (303, known)


def test_a_form_without_the_fields_leaves_what_was_known(
    house: House, therapist: FlaskClient, depressed: int, audit_c: int
) -> None:
    path = f"/pasient/{depressed}/skjemaer/{audit_c}/rett"
    assert send(therapist, path, form(house, audit_c, q1="0")).status_code == 303
    assert context_of(house, audit_c) == {"sex": "male"}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("sex", "kvinne", "Velg kvinne eller mann, eller la feltet stå tomt."),
        ("agoraphobia", "2", "Velg ja eller nei, eller la feltet stå tomt."),
    ],
)
def test_a_fault_stands_at_its_field_and_stores_nothing(
    house: House,
    therapist: FlaskClient,
    depressed: int,
    audit_c: int,
    dizziness: tuple[int, int],
    field: str,
    value: str,
    sentence: str,
) -> None:
    enrolment_id, response_id = (depressed, audit_c) if field == "sex" else dizziness
    path = f"/pasient/{enrolment_id}/skjemaer/{response_id}/rett"
    refused = send(therapist, path, form(house, response_id, q1="0", **{field: value}))
    assert refused.status_code == 422
    summary = refused.text.split('class="error-summary"')[1].split("</div>")[0]
    assert (sentence in summary, f'href="#{field}"' in summary) == (True, True)
    assert (rows(house, Correction), WORD in refused.text) == ([], True)


def test_a_field_of_another_questionnaire_is_refused(house: House, therapist: FlaskClient, depressed: int) -> None:
    response_id = hand_in(house, depressed, "who-5", dict.fromkeys([f"q{n}" for n in range(1, 6)], 3))
    path = f"/pasient/{depressed}/skjemaer/{response_id}/rett"
    assert 'name="sex"' not in therapist.get(path).text
    assert send(therapist, path, form(house, response_id, q1="2", sex="female")).status_code == 422
    assert rows(house, Correction) == []


# --- what is asked now


FOUR = {"q1": "2", "q2": "1", "q3": "1"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Etter det som står nå, skal også dette besvares: AUDIT: alkohol. Skjemaet er åpent for pasienten til"),
        ("nn", "Etter det som står no, skal òg dette svarast på: AUDIT: alkohol. Skjemaet er ope for pasienten til"),
        ("en", "Given what stands now, this is to be answered too: AUDIT: alcohol. The questionnaire is open to the"),
    ],
)
def test_the_therapist_is_told_what_is_asked_now(
    house: House, maren: Person, depressed: int, audit_c: int, language: str, sentence: str
) -> None:
    with house.work() as work:
        work.session.get_one(Person, maren.id).language = language
    client = house.browser(maren, staff=True)
    path = f"/pasient/{depressed}/skjemaer/{audit_c}/rett"
    saved = send(client, path, form(house, audit_c, **FOUR))
    assert sentence in " ".join(client.get(saved.headers["Location"]).text.split())


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("paused", "Skjemaet åpner igjen når pausen er over."),
        ("over", "Det er for sent, så pasienten blir ikke spurt."),
    ],
)
def test_or_that_it_cannot_be_answered_now(
    house: House, therapist: FlaskClient, maren: Person, depressed: int, audit_c: int, what: str, sentence: str
) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, depressed)
        if what == "paused":
            pause(work, house.actor(maren, ("therapist", house.clinic)), enrolment)
        else:
            end(work, maren.id, enrolment, "completed")
    path = f"/pasient/{depressed}/skjemaer/{audit_c}/rett"
    saved = send(therapist, path, form(house, audit_c, **FOUR))
    assert sentence in therapist.get(saved.headers["Location"]).text


# --- she hears of it


def texts(house: House) -> list[tuple[str, str, str]]:
    """Of the notices about a correction the state, why, and the words."""
    house.platform.drain()
    about = select(Delivery).where(Delivery.key.like("corrected:%")).order_by(Delivery.id)
    with house.work() as work:
        return [(row.state, row.reason or "", row.text) for row in work.session.scalars(about)]


def test_the_text_message_tells_nothing_and_leads_to_where_she_reads_it(
    house: House, therapist: FlaskClient, tor: Person, depressed: int, audit_c: int
) -> None:
    path = f"/pasient/{depressed}/skjemaer/{audit_c}/rett"
    house.platform.drain()  # what waits together goes out as one
    send(therapist, path, form(house, audit_c, **FOUR))
    ((state, _, text),) = texts(house)
    assert (state, text[: text.index("http")]) == ("sent", "Hei. Det er noe nytt til deg. Logg inn for å lese det: ")
    read = words(house.browser(tor).get("/" + text.split("/", 3)[3]))
    assert ("Rettet av Maren Aas 21. september 2026" in read, "AUDIT-C: alkohol, kort" in read) == (True, True)
    assert f"Grunnen som er skrevet: «{WORD}»" in read
    assert "Stemmer det ikke, kan du si fra i en melding." in read


WAYS = {
    "by e-mail": (Contact("email", None, "tor@example.no"), ("sent", "")),
    "to be rung": (Contact("phone", "+4799999999", None), ("skipped", "is to be rung")),
}


@pytest.mark.parametrize(("contact", "outcome"), WAYS.values(), ids=WAYS)
def test_by_the_way_she_has_chosen(
    house: House,
    therapist: FlaskClient,
    tor: Person,
    depressed: int,
    audit_c: int,
    contact: Contact,
    outcome: tuple[str, str],
) -> None:
    with house.work() as work:
        set_contact(work, work.session.get_one(Person, tor.id), contact)
    send(therapist, f"/pasient/{depressed}/skjemaer/{audit_c}/rett", form(house, audit_c, **FOUR))
    assert [(state, why) for state, why, _ in texts(house)] == [outcome]


STATES = {
    "active": ("", ("sent", "")),
    "paused": ("paused", ("skipped", "paused")),
    "completed": ("completed", ("sent", "")),
    "left": ("withdrawn", ("sent", "")),
    "no more contact": ("refuses", ("skipped", "no more contact")),
}


@pytest.mark.parametrize(("how", "outcome"), STATES.values(), ids=STATES)
def test_in_each_state(
    house: House,
    therapist: FlaskClient,
    maren: Person,
    tor: Person,
    depressed: int,
    audit_c: int,
    how: str,
    outcome: tuple[str, str],
) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, depressed)
        if how == "paused":
            pause(work, house.actor(maren, ("therapist", house.clinic)), enrolment)
        elif how:
            end(work, maren.id, enrolment, how)
    send(therapist, f"/pasient/{depressed}/skjemaer/{audit_c}/rett", form(house, audit_c, q1="0"))
    assert [(state, why) for state, why, _ in texts(house)] == [outcome]
    assert "Rettet av Maren Aas" in words(house.browser(tor).get(f"/skjema/forlop/{depressed}"))
