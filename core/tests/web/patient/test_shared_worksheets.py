"""A worksheet is two things: what the patient is writing, and what her therapist reads until she shares again."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.enrolments.models import EnrolmentEvent
from varde.identity.models import Person
from varde.modules.entries import (
    awaits_feedback,
    entry_of,
    feedback_on,
    read_by_therapist,
    shared_entries,
    written_by_patient,
)
from varde.notifications.models import Delivery
from varde.testing.house import House, token

from .conftest import Patient, hidden, words

FIRST, HALF, SECOND = "Rolig ved vannet.", "Nei, egentlig", "Egentlig var jeg redd."

DONE, WRITING = "", "/utkast"
"""Where a form is sent to when she is done with the step, and where the page saves by itself."""

# What is sent, one thing after the other; then what she sees, what he reads, and how many worksheets wait for his answer.
CASES = {
    "nothing yet": ([], None, None, 0),
    "a draft that will be shared": ([(WRITING, FIRST, "1")], FIRST, None, 0),
    "a draft for herself": ([(WRITING, FIRST, "0")], FIRST, None, 0),
    "done, for herself": ([(DONE, FIRST, "0")], FIRST, None, 0),
    "shared": ([(DONE, FIRST, "1")], FIRST, FIRST, 1),
    "shared, then half rewritten": ([(DONE, FIRST, "1"), (WRITING, HALF, "1")], HALF, FIRST, 1),
    "shared, then half rewritten for herself": ([(DONE, FIRST, "1"), (WRITING, HALF, "0")], HALF, FIRST, 1),
    "shared, then emptied while writing": ([(DONE, FIRST, "1"), (WRITING, "", "1")], "", FIRST, 1),
    "shared again": ([(DONE, FIRST, "1"), (WRITING, HALF, "1"), (DONE, SECOND, "1")], SECOND, SECOND, 1),
    "taken back": ([(DONE, FIRST, "1"), (DONE, FIRST, "0")], FIRST, None, 0),
    "taken back, then written on": ([(DONE, FIRST, "1"), (DONE, FIRST, "0"), (WRITING, HALF, "1")], HALF, None, 0),
    "emptied and done": ([(DONE, FIRST, "1"), (DONE, "", "1")], "", None, 0),
    "for herself first, then shared": ([(DONE, FIRST, "0"), (DONE, FIRST, "1")], FIRST, FIRST, 1),
}


@pytest.fixture
def therapist(house: House, maren: Person) -> FlaskClient:
    return house.browser(maren, staff=True)


def address(patient: Patient) -> str:
    return f"/moduler/{patient.enrolment_id}/know-the-lake/water-diary"


def send(patient: Patient, steps: list[tuple[str, str, str]]) -> None:
    for where, day, shared in steps:
        patient.house.clock.move(minutes=1)
        made_from = hidden(patient.html(address(patient)))
        saved = patient.save(address(patient) + where, {**made_from, "day": day, "shared": shared})
        assert saved.status_code in (200, 303)


def of_therapist(therapist: FlaskClient, patient: Patient) -> str:
    return therapist.get(f"/pasient/{patient.enrolment_id}").get_data(as_text=True)


def answer(therapist: FlaskClient, patient: Patient, text: str) -> None:
    (form,) = re.findall(rf'action="(/pasient/{patient.enrolment_id}/ark/\d+)"', of_therapist(therapist, patient))
    sent = therapist.post(form, data={"csrf_token": token(therapist), "feedback": text})
    assert sent.status_code == 303


def written_on_page(html: str) -> str:
    field = re.search(r'<textarea id="day"[^>]*>\n(.*?)</textarea>', html, re.S)
    assert field is not None
    return field.group(1)


@pytest.mark.parametrize("case", CASES)
def test_both_pages_show_what_they_should(ingrid: Patient, therapist: FlaskClient, case: str) -> None:
    steps, hers, his, waiting = CASES[case]
    send(ingrid, steps)
    assert written_on_page(ingrid.html(address(ingrid))) == (hers or "")
    page = of_therapist(therapist, ingrid)
    for text in (FIRST, HALF, SECOND):
        assert (text in page) == (text == his), text
    counted = re.search(r'<a href="#ark">Øvelser(?: <b>(\d+)</b>)?</a>', page)
    assert counted is not None
    assert int(counted.group(1) or 0) == waiting
    assert len(re.findall(r'action="/pasient/\d+/ark/\d+"', page)) == waiting
    with ingrid.house.work() as work:
        sheet = entry_of(work, ingrid.enrolment_id, "know-the-lake", "water-diary")
        assert written_by_patient(sheet).get("day", "") == (hers or "")
        shared = shared_entries(work, ingrid.enrolment_id)
        assert [read_by_therapist(each).get("day") for each in shared] == ([his] if his else [])


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([(DONE, FIRST, "0")], ""),
        ([(DONE, FIRST, "1")], "Skriver du mer, er det bare ditt til du lagrer steget."),
        ([(DONE, FIRST, "1"), (WRITING, HALF, "1")], "Det du har skrevet siden, er bare ditt til du lagrer steget."),
        ([(DONE, FIRST, "1"), (DONE, SECOND, "1")], "Skriver du mer, er det bare ditt til du lagrer steget."),
    ],
)
def test_the_patient_is_told_what_her_therapist_reads(
    ingrid: Patient, steps: list[tuple[str, str, str]], said: str
) -> None:
    send(ingrid, steps)
    page = ingrid.get(address(ingrid))
    assert ("Maren leser det du delte mandag 21. september kl. 10.0" in page) == bool(said)
    assert said in page


def test_an_answer_stays_when_it_is_shared_anew_and_the_new_one_waits(
    ingrid: Patient, therapist: FlaskClient, house: House
) -> None:
    send(ingrid, [(DONE, FIRST, "1")])
    house.clock.move(minutes=1)
    answer(therapist, ingrid, "Fint at du hvilte.")
    assert "Besvart" in words(of_therapist(therapist, ingrid))
    send(ingrid, [(WRITING, HALF, "1")])
    assert "Besvart" in words(of_therapist(therapist, ingrid)), "nothing new is shared yet"
    send(ingrid, [(DONE, SECOND, "1")])
    page = words(of_therapist(therapist, ingrid))
    assert "Endret og delt på nytt i dag kl. 10.0" in page
    assert "Fint at du hvilte." in page
    house.clock.move(minutes=1)
    answer(therapist, ingrid, "Takk for at du sa det.")
    hers = ingrid.get(address(ingrid))
    assert hers.index("Fint at du hvilte.") < hers.index("Takk for at du sa det.")
    with house.work() as work:
        (sheet,) = shared_entries(work, ingrid.enrolment_id)
        assert [each.text for each in feedback_on(sheet)] == ["Fint at du hvilte.", "Takk for at du sa det."]
        assert not awaits_feedback(sheet)


def test_sharing_the_same_words_again_is_no_news(ingrid: Patient, house: House) -> None:
    send(ingrid, [(DONE, FIRST, "1"), (DONE, FIRST, "1"), (DONE, SECOND, "1")])
    with house.work() as work:
        told = select(func.count()).where(EnrolmentEvent.kind == "entry_shared")
        assert work.session.scalar(told) == 2


def test_an_answer_is_announced_without_saying_what_it_is(
    ingrid: Patient, therapist: FlaskClient, house: House
) -> None:
    send(ingrid, [(DONE, FIRST, "1")])
    ingrid.html("/min-sti")
    with house.counted() as before:
        assert "Du har fått svar på en øvelse" not in ingrid.html("/min-sti")
    house.platform.drain()  # what waits together goes out as one
    answer(therapist, ingrid, "Fint at du hvilte.")
    house.platform.drain()
    with house.work() as work:
        (delivery,) = work.session.scalars(select(Delivery).where(Delivery.notice == "feedback"))
        assert (delivery.person_id, delivery.path) == (ingrid.person.id, address(ingrid))
        assert delivery.text.startswith("Hei. Du har fått et svar. Logg inn for å lese det: http")
    with house.counted() as after:
        home = ingrid.html("/min-sti")
    assert len(after) == len(before) <= 11
    assert "Du har fått svar på en øvelse" in home
    assert f'href="{address(ingrid)}">Les svaret' in home
    assert "Fint at du hvilte." not in home
    page = of_therapist(therapist, ingrid)
    assert "SMS: svar på øvelse" in words(page)
    assert "Fint at du hvilte." in ingrid.html(address(ingrid))
    assert "Du har fått svar på en øvelse" not in ingrid.html("/min-sti"), "it has been read"
    with house.counted() as reading:
        ingrid.html(address(ingrid))
    assert len(reading) <= 11


def test_each_answer_is_announced_once(ingrid: Patient, therapist: FlaskClient, house: House) -> None:
    send(ingrid, [(DONE, FIRST, "1")])
    answer(therapist, ingrid, "Én.")
    send(ingrid, [(DONE, SECOND, "1")])
    house.clock.move(minutes=1)
    answer(therapist, ingrid, "To.")
    house.platform.drain()
    with house.work() as work:
        keys = work.session.scalars(select(Delivery.key).where(Delivery.notice == "feedback").order_by(Delivery.id))
        assert [key.split(":", 2)[2] for key in keys] == ["1", "2"]
