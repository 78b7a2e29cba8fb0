"""What a person has said no to is never sent; every choice is kept, and she and her therapist see who made it."""

from __future__ import annotations

import pytest

from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications import choices
from varde.notifications.choices import MOST, VERSION, choices_of, choose
from varde.notifications.models import TOPICS, ContactChoice
from varde.notifications.notices import NOTICES

from .conftest import Post

OWN = "/mine-opplysninger/beskjeder"


def chosen(post: Post, **allowed: bool) -> tuple[str, ...]:
    with post.house.work() as work:
        person = work.session.get_one(Person, post.patient.id)
        return choose(work, person, allowed, by_id=person.id, own=True)


def reached_by(post: Post, contact: Contact) -> None:
    with post.house.work() as work:
        set_contact(work, work.session.get_one(Person, post.patient.id), contact)


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


@pytest.mark.parametrize(
    ("notice", "no", "refused"),
    [
        ("reminder", ["reminder"], True),
        ("reminder", ["module", "sms"], False),
        ("choice", ["reminder"], True),
        ("choice", ["module", "email"], True),
        ("choice", ["message", "sms"], False),
        ("choice", [], False),
        ("message", ["reminder", "module"], False),
    ],
)
def test_what_a_no_keeps_back(notice: str, no: list[str], refused: bool) -> None:
    assert {notice, *no} - {"sms", "email"} <= NOTICES.keys()
    assert choices.refuses(no, notice) is refused


def test_who_of_the_staff_chose_for_her_is_said(post: Post) -> None:
    with post.house.work() as work:
        person = work.session.get_one(Person, post.patient.id)
        choose(work, person, {"sms": False}, by_id=post.therapist.id, own=False)
        choose(work, person, {"email": False}, by_id=person.id, own=True)
        lines = choices_of(work, person.id)
        kept = [(row.source, row.by_id) for row in work.session.query(ContactChoice).order_by(ContactChoice.id)]
    assert [(line.topic, line.by) for line in lines] == [("email", ""), ("sms", post.therapist.name)]
    assert kept == [("staff", post.therapist.id), ("own", post.patient.id)]
