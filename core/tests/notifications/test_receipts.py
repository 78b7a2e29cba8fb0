"""Receipts: signed, in any order, more than once; and those that are not ours."""

from __future__ import annotations

import json

import pytest

from varde.kernel.errors import VardeError
from varde.notifications.gateway import sign
from varde.notifications.receipts import BadReceipt, Forged, NoSuchMessage
from varde.notifications.service import NOT_REACHED
from varde.notifications.settling import key_of
from varde.testing.gateway import SECRET, StubGateway

from .conftest import Post
from .machines import attempts, killed, receipt


def test_its_receipt_says_that_it_has_arrived(out: Post) -> None:
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    for said, state in (("sent", "sent"), ("delivered", "delivered"), ("sent", "delivered"), ("failed", "delivered")):
        receipt(out, {"key": key_of(delivery), "state": said, "code": "x"})
        assert out.row(delivery.id).state == state


def test_a_receipt_before_the_answer_stands(out: Post, gateway: StubGateway) -> None:
    delivery_id = out.plan(out.patient, "message", "message:1")
    killed(out, delivery_id, gateway, taken=True)
    receipt(out, {"key": gateway.taken[0]["key"], "state": "delivered"})
    out.house.clock.move(hours=1)
    assert out.deliver(delivery_id).state == "delivered"
    assert len(gateway.tried) == 1


def test_a_receipt_that_it_never_arrived_calls_for_a_ring(out: Post) -> None:
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    receipt(out, {"key": key_of(delivery), "state": "failed", "code": "absent_subscriber"})
    row = out.row(delivery.id)
    assert (row.state, row.reason) == ("given_up", NOT_REACHED)
    assert attempts(out, row.id) == [(1, "given_up", "absent_subscriber")]


@pytest.mark.parametrize("secret", ["", "another secret that is as long as it must be", SECRET + " "])
def test_a_forged_receipt_changes_nothing(out: Post, secret: str) -> None:
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    with pytest.raises(Forged):
        receipt(out, {"key": key_of(delivery), "state": "failed"}, secret)
    assert out.row(delivery.id).state == "sent"


BAD = [
    b"",
    b"{}",
    b"[]",
    b"\xff",
    b'{"key": "V-1-1"}',
    b'{"key": "V-1-1", "state": "lost"}',
    b'{"key": 7, "state": "sent"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", BAD, ids=[body[:40].decode("latin-1") or "nothing" for body in BAD])
def test_a_receipt_that_cannot_be_read(out: Post, body: bytes) -> None:
    with pytest.raises(BadReceipt):
        receipt(out, body)


@pytest.mark.parametrize("key", ["V-1", "V-404-1", "W-1-1", "V-one-1", "V-²-1", "x"])
def test_a_receipt_about_nothing_of_ours(out: Post, key: str) -> None:
    with pytest.raises(NoSuchMessage):
        receipt(out, {"key": key, "state": "sent"})


def test_a_receipt_of_what_was_never_handed_over(out: Post) -> None:
    row = out.row(out.plan(out.patient, "message", "message:1") or 0)
    for key in (key_of(row), f"V-{row.id}-1"):
        with pytest.raises(NoSuchMessage):
            receipt(out, {"key": key, "state": "delivered"})


def test_over_http_it_is_taken_and_a_forged_one_is_a_sentence(out: Post) -> None:
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    body = json.dumps({"key": key_of(delivery), "state": "delivered"}).encode()
    anyone = out.house.app.test_client()
    forged = anyone.post("/kvittering/sms", data=body, headers={"X-Signature": "0" * 64, "Accept": "application/json"})
    assert (forged.status_code, out.row(delivery.id).state) == (403, "sent")
    assert forged.json is not None
    assert forged.json["message"] == Forged().to("nb")
    answered = anyone.post("/kvittering/sms", data=body, headers={"X-Signature": sign(SECRET, body)})
    assert (answered.status_code, out.row(delivery.id).state) == (204, "delivered")


def test_without_a_gateway_no_receipt_is_ours(post: Post) -> None:
    with pytest.raises(VardeError):
        receipt(post, {"key": "V-1-1", "state": "sent"})
