"""Who may write in a conversation, over every state: the rule, the service, and what each reads on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from varde.dialogue.errors import DialogueClosed
from varde.dialogue.rules import may_write
from varde.dialogue.service import messages_of, promised, thread_of, write
from varde.enrolments.errors import ContactStopped
from varde.enrolments.exits import end, reopen
from varde.enrolments.models import ENROLMENT_STATES, Enrolment
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.testing.by_hand import cells_of
from varde.testing.house import House, token

# By hand. “waits”: a message of hers has no answer; “stopped”: there is to be no more contact.
WHO_WRITES = """
    state        | waits | stopped | patient | staff
    referred     | no    | no      | closed  | closed
    referred     | no    | yes     | yes     | stopped
    referred     | yes   | no      | closed  | closed
    referred     | yes   | yes     | yes     | stopped
    screening    | no    | no      | closed  | closed
    screening    | no    | yes     | yes     | stopped
    screening    | yes   | no      | closed  | closed
    screening    | yes   | yes     | yes     | stopped
    waiting      | no    | no      | yes     | yes
    waiting      | no    | yes     | yes     | stopped
    waiting      | yes   | no      | yes     | yes
    waiting      | yes   | yes     | yes     | stopped
    active       | no    | no      | yes     | yes
    active       | no    | yes     | yes     | stopped
    active       | yes   | no      | yes     | yes
    active       | yes   | yes     | yes     | stopped
    paused       | no    | no      | yes     | yes
    paused       | no    | yes     | yes     | stopped
    paused       | yes   | no      | yes     | yes
    paused       | yes   | yes     | yes     | stopped
    completed    | no    | no      | yes     | yes
    completed    | no    | yes     | yes     | stopped
    completed    | yes   | no      | yes     | yes
    completed    | yes   | yes     | yes     | stopped
    discontinued | no    | no      | closed  | closed
    discontinued | no    | yes     | yes     | stopped
    discontinued | yes   | no      | closed  | yes
    discontinued | yes   | yes     | yes     | stopped
"""
ROWS = [tuple(row) for row in cells_of(WHO_WRITES)[1:]]


def test_the_table_is_whole() -> None:
    every = {
        (state, waits, stopped) for state in ENROLMENT_STATES for waits in ("no", "yes") for stopped in ("no", "yes")
    }
    assert {row[:3] for row in ROWS} == every
    assert len(ROWS) == len(every)


@pytest.mark.parametrize(("state", "waits", "stopped", "patient", "staff"), ROWS)
def test_who_may_write(state: str, waits: str, stopped: str, patient: str, staff: str) -> None:
    answers = [
        may_write(state, by_patient=by_patient, waits=waits == "yes", stopped=stopped == "yes")
        for by_patient in (True, False)
    ]
    assert answers == [patient, staff]


# --- as it comes about


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic), phone="40000001")


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik", phone="40000002")


@pytest.fixture
def course(house: House, maren: Person, tor: Person) -> int:
    """Tor is under way, and has asked something."""
    enrolment_id = house.enrolled(tor, maren, "ridge", "north")
    do(house, enrolment_id, lambda work, it: write(work, house.actor(tor), it, "Hva gjør jeg nå?", "once-0001"))
    return enrolment_id


def do(house: House, enrolment_id: int, deed: Callable[[Work, Enrolment], Any]) -> Any:
    with house.work() as work:
        return deed(work, work.session.get_one(Enrolment, enrolment_id))


def answer(house: House, maren: Person, enrolment_id: int, once: str = "once-0002") -> None:
    therapist = house.actor(maren, ("therapist", house.clinic))
    do(house, enrolment_id, lambda work, it: write(work, therapist, it, "Hvil litt, og ring fastlegen.", once))


def told(house: House, person: Person) -> list[str]:
    house.platform.drain()
    with house.work() as work:
        rows = work.session.query(Delivery).filter_by(person_id=person.id, state="sent").order_by(Delivery.id)
        return [row.notice for row in rows]


LEFT = {
    "withdrawn by herself": lambda house, maren, tor, it: end_by(house, tor, it, "withdrawn"),
    "withdrawn": lambda house, maren, tor, it: end_by(house, maren, it, "withdrawn"),
    "needs more": lambda house, maren, tor, it: end_by(house, maren, it, "needs_more"),
    "no contact": lambda house, maren, tor, it: end_by(house, maren, it, "no_contact"),
    "moved": lambda house, maren, tor, it: end_by(house, maren, it, "moved_clinic"),
    "from a pause": lambda house, maren, tor, it: paused_and_ended(house, maren, it),
}


def end_by(house: House, by: Person, enrolment_id: int, reason: str) -> None:
    do(house, enrolment_id, lambda work, it: end(work, by.id, it, reason))


def paused_and_ended(house: House, maren: Person, enrolment_id: int) -> None:
    therapist = house.actor(maren, ("therapist", house.clinic))
    do(house, enrolment_id, lambda work, it: pause(work, therapist, it))
    end_by(house, maren, enrolment_id, "withdrawn")


@pytest.mark.parametrize("how", LEFT)
def test_whoever_left_gets_the_answer_and_then_it_is_closed(
    house: House, maren: Person, tor: Person, course: int, how: str
) -> None:
    LEFT[how](house, maren, tor, course)
    patient = house.browser(tor)
    assert "Du får svar senest" in patient.get("/min-sti").get_data(as_text=True)
    thread_page = patient.get(f"/meldinger/{course}").get_data(as_text=True)
    assert "Du får svar senest" in thread_page
    assert "<textarea" not in thread_page
    with pytest.raises(DialogueClosed):
        do(house, course, lambda work, it: write(work, house.actor(tor), it, "Og så?", "once-0003"))
    staff = house.browser(maren, staff=True)
    assert "Melding til Tor" in staff.get(f"/pasient/{course}").get_data(as_text=True)
    assert "En melding er ikke besvart" in staff.get(f"/pasient/{course}/avsluttet").get_data(as_text=True)
    form = {"csrf_token": token(staff), "once": "once-0002", "body": "Hvil litt, og ring fastlegen."}
    assert staff.post(f"/pasient/{course}/melding", data=form).status_code == 303
    assert told(house, tor)[-1] == "message"
    home = patient.get("/min-sti").get_data(as_text=True)
    assert "1 ny melding" in home
    assert "Du får svar senest" not in home
    assert "Hvil litt, og ring fastlegen." in patient.get(f"/meldinger/{course}").get_data(as_text=True)
    with pytest.raises(DialogueClosed):
        answer(house, maren, course, "once-0004")
    assert "Melding til Tor" not in staff.get(f"/pasient/{course}").get_data(as_text=True)
    with house.work() as work:
        assert len(messages_of(work, course)) == 2


def test_opened_again_both_write(house: House, maren: Person, tor: Person, course: int) -> None:
    end_by(house, maren, course, "no_time")
    answer(house, maren, course)
    do(house, course, lambda work, it: reopen(work, house.actor(maren, ("therapist", house.clinic)), it))
    do(house, course, lambda work, it: write(work, house.actor(tor), it, "Takk!", "once-0005"))
    answer(house, maren, course, "once-0006")


def test_where_contact_has_stopped_she_is_heard_and_promised_nothing(
    house: House, maren: Person, tor: Person, course: int
) -> None:
    end_by(house, maren, course, "refuses")
    with pytest.raises(ContactStopped):
        answer(house, maren, course)
    patient = house.browser(tor)
    assert "Du får svar" not in patient.get("/min-sti").get_data(as_text=True)
    page = patient.get(f"/meldinger/{course}").get_data(as_text=True)
    assert "Det du skriver, når fram og blir lest. Vi svarer ikke her" in page
    assert "Du får svar" not in page
    form = {"csrf_token": token(patient), "once": "once-0007", "body": "Det var feil. Jeg vil fortsette."}
    assert patient.post(f"/meldinger/{course}", data=form).status_code == 303
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, course)
        thread = thread_of(work, course)
        assert thread is not None
        assert thread.waiting_since is not None, "the clinic still has it before it"
        assert promised(enrolment, thread, work.now) is None
    staff = house.browser(maren, staff=True)
    page = staff.get(f"/pasient/{course}").get_data(as_text=True)
    assert "Det var feil. Jeg vil fortsette." in page
    assert "Det skal ikke være mer kontakt, så du kan ikke skrive her." in page
    assert "Melding til Tor" not in page
    of_the_page = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert of_the_page is not None
    refused = staff.post(
        f"/pasient/{course}/melding",
        data={"csrf_token": of_the_page.group(1), "once": "once-0008", "body": "Ring oss & si fra."},
    )
    assert refused.status_code == 409
    assert "Ring oss &amp; si fra." in refused.get_data(as_text=True), "what was written stands on the page"
