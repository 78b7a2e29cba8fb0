"""The way to a person, and what becomes of a notice when there is none."""

from __future__ import annotations

import pytest

from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications.addresses import addresses, why_none
from varde.notifications.models import Delivery
from varde.notifications.rules import way
from varde.notifications.service import TO_RING, latest_sent

from .conftest import Post

WAYS = [
    (Contact("sms", "+4791234567"), ("sms", "+4791234567")),
    (Contact("sms", "+46701234567", "a@b.no"), ("sms", "+46701234567")),
    (Contact("sms", None, "a@b.no"), ("no mobile number", None)),
    (Contact("sms", "+4722334455"), ("a number that takes no texts", None)),
    (Contact("email", "+4791234567", "a@b.no"), ("email", "a@b.no")),
    (Contact("email", "+4791234567"), ("no e-mail address", None)),
    (Contact("phone", "+4722334455"), ("is to be rung", None)),
    (Contact("phone"), ("is to be rung", None)),
]


@pytest.mark.parametrize(("contact", "expected"), WAYS)
def test_the_way_to_a_person(contact: Contact, expected: tuple[str, str | None]) -> None:
    reaches = addresses(contact)
    by = way(contact.reach, reaches, ())
    assert ((by, reaches[by]) if by in reaches else (why_none(contact, by), None)) == expected


@pytest.mark.parametrize(("contact", "expected"), WAYS)
def test_what_becomes_of_a_notice(post: Post, contact: Contact, expected: tuple[str, str | None]) -> None:
    post.take_phone(post.patient)
    with post.house.work() as work:
        set_contact(work, work.session.get_one(Person, post.patient.id), contact)
    delivery = post.deliver(post.plan(post.patient, "message", "message:1"))
    channel, address = expected
    if address is None:
        assert (delivery.state, delivery.reason, delivery.channel) == ("skipped", channel, "none")
        assert channel in TO_RING
    else:
        assert (delivery.state, delivery.reason, delivery.channel) == ("sent", None, channel)
        assert post.number(delivery) == address
    with post.house.work() as work:
        assert len(latest_sent(work, 9)) == (address is not None)


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (Contact("sms", "+4791234567"), "no SMS gateway is set up"),
        (Contact("email", None, "a@b.no"), "no mail gateway is set up"),
    ],
)
def test_in_production_nothing_is_set_up_yet(post: Post, contact: Contact, reason: str) -> None:
    with post.house.work() as work:
        set_contact(work, work.session.get_one(Person, post.patient.id), contact)
    post.environment("production")
    delivery: Delivery = post.deliver(post.plan(post.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason) == ("failed", reason)
