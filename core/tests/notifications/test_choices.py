"""What a person has said no to is never sent; every choice is kept, and she and her therapist see who made it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications.choices import MOST, VERSION, choices_of, choose
from varde.notifications.models import TOPICS, ContactChoice
from varde.notifications.sending import dispatch
from varde.testing.gateway import StubGateway
from varde.testing.house import token

from .conftest import Post

OWN = "/mine-opplysninger/beskjeder"


def chosen(post: Post, **allowed: bool) -> tuple[str, ...]:
    with post.house.work() as work:
        person = work.session.get_one(Person, post.patient.id)
        return choose(work, person, allowed, by_id=person.id, own=True)


def reached_by(post: Post, contact: Contact) -> None:
    with post.house.work() as work:
        set_contact(work, work.session.get_one(Person, post.patient.id), contact)


def send(client: FlaskClient, path: str, **form: str) -> int:
    return client.post(path, data={"csrf_token": token(client), **form}).status_code


@pytest.mark.parametrize(
    ("no", "outcome"),
    [
        ((), ("sent", "sms")),
        (("email",), ("sent", "sms")),
        (("sms",), ("sent", "email")),
        (("sms", "email"), ("sent", "page")),
        (("reminder", "module"), ("sent", "sms")),
    ],
)
def test_what_is_sent_to_whoever_has_said_no(post: Post, no: tuple[str, ...], outcome: tuple[str, str]) -> None:
    reached_by(post, Contact("sms", "+4740000002", "tor@example.no"))
    chosen(post, **dict.fromkeys(no, False))
    delivery = post.deliver(post.plan(post.patient, "message", "message:1"))
    assert (delivery.state, delivery.channel) == outcome
    assert (delivery.recipient_sealed is None) is (outcome[1] == "page")


def test_no_more_reminders_and_yes_again(post: Post) -> None:
    post.form("planned")
    chosen(post, reminder=False)
    delivery = post.deliver(post.plan(post.patient, "reminder", "1"))
    assert (delivery.state, delivery.reason) == ("skipped", "she wants none of these")
    assert post.deliver(post.plan(post.patient, "questionnaire", "2")).state == "sent"
    chosen(post, reminder=True)
    assert post.deliver(post.plan(post.patient, "reminder", "3")).state == "sent"


def test_what_she_says_no_to_while_it_waits_is_not_sent(post: Post) -> None:
    delivery_id = post.plan(post.patient, "message", "message:1")
    chosen(post, sms=False)
    assert post.deliver(delivery_id).channel == "page"


def test_her_choice_does_not_keep_a_danger_from_staff(post: Post) -> None:
    alert_id = post.raised()
    chosen(post, **dict.fromkeys(TOPICS, False))
    delivery = post.deliver(post.plan(post.therapist, "alert", f"alert:{alert_id}:{post.therapist.id}"))
    assert (delivery.state, delivery.channel) == ("sent", "sms")


def test_every_choice_is_kept_and_what_stands_is_not_written_again(post: Post) -> None:
    assert chosen(post, sms=True) == ()
    assert chosen(post, sms=False, email=True) == ("sms",)
    assert chosen(post, sms=False) == ()
    assert chosen(post, sms=True) == ("sms",)
    with post.house.work() as work:
        lines = choices_of(work, post.patient.id)
        assert [(line.topic, line.allowed, line.version, line.by) for line in lines] == [
            ("sms", True, VERSION, ""),
            ("sms", False, VERSION, ""),
        ]


def test_the_newest_hundred_are_read_also_of_somebody_who_is_gone(post: Post) -> None:
    with post.house.work() as work:
        made = {"person_id": post.patient.id, "topic": "sms", "allowed": False, "version": VERSION, "at": work.now}
        for _ in range(101):
            work.add(ContactChoice(**made, source="staff", by_id=None))
        lines = choices_of(work, post.patient.id)
    assert len(lines) == MOST == 100
    assert {line.by for line in lines} == {""}


def test_she_chooses_on_her_page(post: Post) -> None:
    browser = post.house.browser(post.patient)
    page = browser.get(OWN).text
    assert page.count("checked") == len(TOPICS)
    assert send(browser, OWN, email="1", module="1") == 303
    page = browser.get(OWN).text
    assert page.count("checked") == 2
    assert "Nei til SMS" in page
    assert "Nei til Påminnelser om skjema" in page


def test_her_therapist_chooses_at_her_word_and_she_sees_who_did(post: Post) -> None:
    therapist = post.house.browser(post.therapist, staff=True)
    address = f"/pasient/{post.enrolment_id}/beskjeder"
    assert therapist.get(address).status_code == 200
    assert send(therapist, address, email="1", reminder="1", module="1") == 303
    page = post.house.browser(post.patient).get(OWN).text
    assert "Nei til SMS" in page
    assert "Sara Holm" in page
    with post.house.work() as work:
        assert [row.source for row in work.session.scalars(select(ContactChoice))] == ["staff"]


def test_somebody_else_neither_sees_nor_chooses(post: Post) -> None:
    stranger = post.house.browser(post.therapist_at("Eli", post.house.elsewhere), staff=True)
    address = f"/pasient/{post.enrolment_id}/beskjeder"
    assert stranger.get(address).status_code == 404
    assert send(stranger, address) == 404


def test_a_tick_that_is_none_is_said(post: Post) -> None:
    browser = post.house.browser(post.patient)
    answer = browser.post(OWN, data={"csrf_token": token(browser), "sms": "perhaps"})
    assert answer.status_code == 422
    assert "Kryss av for det du vil ha" in answer.text


def test_a_trial_comes_at_once_also_at_night_and_once_in_five_minutes(out: Post, gateway: StubGateway) -> None:
    out.house.clock.move(hours=14)
    browser = out.house.browser(out.patient)
    for _ in range(3):
        assert send(browser, f"{OWN}/prove") == 303
    dispatch.run(out.house.platform)
    assert [entry["to"] for entry in gateway.taken] == ["+4740000002"]
    assert gateway.taken[0]["text"].startswith("Hei. Dette er en prøve")
    out.house.clock.move(minutes=5)
    send(browser, f"{OWN}/prove")
    dispatch.run(out.house.platform)
    assert len(gateway.taken) == 2


def test_what_is_on_her_page_alone_stands_there_with_its_way(post: Post) -> None:
    chosen(post, sms=False)
    post.deliver(post.plan(post.patient, "message", "message:1", path=f"/meldinger/{post.enrolment_id}"))
    page = post.house.browser(post.patient).get(OWN).text
    assert f'href="/meldinger/{post.enrolment_id}"' in page
    assert "bare her" in page
    assert "Text(" not in page
