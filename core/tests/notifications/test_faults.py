"""What becomes of notices when a machine is slow, down or wrong: a state each, nothing lost and nothing twice. The gateway and the
mail server are real, over real connections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.kernel.errors import VardeError
from varde.kernel.settings import read_settings
from varde.notifications import gateway as wire
from varde.notifications.gateway import sign
from varde.notifications.models import Delivery, DeliveryAttempt
from varde.notifications.receipts import BadReceipt, Forged, NoSuchMessage, take_receipt
from varde.notifications.sending import id_in, key_of, send_batch, send_due
from varde.notifications.service import NOT_REACHED, NOT_SENT
from varde.testing.gateway import NO_SUCH_NUMBER, SECRET, StubGateway, stub_gateway
from varde.testing.house import environment
from varde.testing.servers import Mailbox, free_port

from .conftest import Post


@pytest.fixture
def gateway() -> Iterator[StubGateway]:
    with stub_gateway() as running:
        yield running


@pytest.fixture
def out(post: Post, gateway: StubGateway) -> Post:
    """The house, sending to the gateway."""
    return reaching(post, **gateway.environment())


def reaching(post: Post, **variables: str) -> Post:
    settings = read_settings(environment("sqlite:///x.sqlite", **variables))
    post.house.platform.settings = replace(
        post.house.platform.settings, sms=settings.sms, mail=settings.mail, notices_a_day=99
    )
    return post


def attempts(post: Post, delivery_id: int | None) -> list[tuple[int, str, str]]:
    with post.house.work() as work:
        rows = (
            select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery_id).order_by(DeliveryAttempt.number)
        )
        return [(row.number, row.state, row.said) for row in work.session.scalars(rows)]


def keys(gateway: StubGateway) -> list[tuple[str, bool]]:
    return [(entry["key"], entry["again"]) for entry in gateway.taken]


def test_the_gateway_takes_it(out: Post, gateway: StubGateway) -> None:
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    assert (delivery.state, delivery.channel, delivery.attempts, delivery.next_at) == ("sent", "sms", 1, None)
    (entry,) = gateway.taken
    assert entry["key"] == key_of(delivery)
    assert id_in(entry["key"]) == delivery.id
    assert (entry["to"], entry["from"]) == ("+4740000002", "Varde")
    assert entry["text"] == "Hei. Du har en ny melding. Logg inn for å lese den: http://localhost/min-sti"
    with out.house.work() as work:
        assert work.session.scalars(select(DeliveryAttempt.provider_id)).all() == ["s1"]


def test_a_number_that_is_none_is_not_tried_again_and_must_be_rung(out: Post, gateway: StubGateway) -> None:
    out.change_phone(out.patient, f"+47{NO_SUCH_NUMBER}")
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason, delivery.next_at) == ("given_up", NOT_REACHED, None)
    assert attempts(out, delivery.id) == [(1, "given_up", "400 no_such_number")]
    assert gateway.taken == []


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_gateway_that_is_down_is_tried_again_until_it_is_up(out: Post, gateway: StubGateway, status: int) -> None:
    gateway.status = status
    delivery_id = out.plan(out.patient, "message", "message:1")
    delivery = out.deliver(delivery_id)
    assert (delivery.state, delivery.reason) == ("failed", f"{status} unavailable")
    assert delivery.next_at is not None
    out.deliver(delivery_id)
    assert len(gateway.tried) == 1, "not before its time"
    gateway.status = 200
    out.house.clock.move(seconds=30)
    assert out.deliver(delivery_id).state == "sent"
    assert [number for number, *_ in attempts(out, delivery_id)] == [1, 2]
    assert len(gateway.taken) == 1


def test_nobody_listens(post: Post) -> None:
    out = reaching(post, **replace_port(free_port()))
    delivery = out.deliver(out.plan(out.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason, delivery.unsure) == ("failed", "NewConnectionError", False)


def replace_port(port: int) -> dict[str, str]:
    gateway = StubGateway()
    gateway.port = port
    return gateway.environment()


def test_after_nine_attempts_it_is_given_up_and_must_be_rung(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    delivery_id = out.plan(out.patient, "message", "message:1")
    for _ in range(9):
        delivery = out.deliver(delivery_id)
        out.house.clock.move(hours=24)
    assert (delivery.state, delivery.reason, delivery.attempts) == ("given_up", NOT_SENT, 9)
    out.deliver(delivery_id)
    assert len(gateway.tried) == 9


def test_where_it_fails_twice_the_rest_of_the_batch_waits_without_an_attempt(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    people = [out.house.person("Kari", f"Vik {number}") for number in range(5)]
    ids = [out.plan(person, "message", f"message:{person.id}", about=False) for person in people]
    send_batch(out.house.platform)
    assert len(gateway.tried) == 2
    assert [out.row(each or 0).attempts for each in ids] == [1, 1, 0, 0, 0]
    gateway.status = 200
    out.house.clock.move(seconds=30)
    send_due(out.house.platform)
    assert [out.row(each or 0).state for each in ids] == ["sent"] * 5
    assert len(gateway.taken) == 5


def test_a_slow_gateway_that_took_it_is_asked_and_not_handed_it_again(
    out: Post, gateway: StubGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(out, monkeypatch)
    gateway.delay = 0.5
    delivery_id = out.plan(out.patient, "message", "message:1")
    delivery = out.deliver(delivery_id)
    assert (delivery.state, delivery.unsure, delivery.reason) == ("failed", True, "ReadTimeoutError")
    gateway.delay = 0
    out.house.clock.move(minutes=3)
    assert out.deliver(delivery_id).state == "sent"
    assert attempts(out, delivery_id) == [(1, "sent", "asked: taken")]
    assert len(gateway.taken) == 1


def hurry(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway is waited for a fifth of a second."""
    monkeypatch.setattr(wire, "READ_SECONDS", 0.2)
    wire._gateway.cache_clear()


def test_a_line_that_breaks_before_it_was_taken_is_handed_over_the_first_time(out: Post, gateway: StubGateway) -> None:
    gateway.hang_up, gateway.status = True, 503
    delivery_id = out.plan(out.patient, "message", "message:1")
    assert out.deliver(delivery_id).unsure
    gateway.hang_up, gateway.status = False, 200
    out.house.clock.move(minutes=3)
    assert out.deliver(delivery_id).state == "sent"
    assert len(gateway.taken) == 1
    assert [number for number, *_ in attempts(out, delivery_id)] == [1, 2]


def test_a_gateway_that_cannot_tell_is_handed_it_once_more_under_the_same_key(out: Post, gateway: StubGateway) -> None:
    gateway.hang_up, gateway.can_tell = True, False
    delivery_id = out.plan(out.patient, "message", "message:1")
    out.deliver(delivery_id)
    gateway.hang_up = False
    out.house.clock.move(minutes=3)
    delivery = out.deliver(delivery_id)
    assert delivery.state == "sent"
    assert keys(gateway) == [(key_of(delivery), False), (key_of(delivery), True)]


def test_once_more_and_no_more_than_that(out: Post, gateway: StubGateway) -> None:
    gateway.hang_up, gateway.can_tell = True, False
    delivery_id = out.plan(out.patient, "message", "message:1")
    for _ in range(4):
        out.deliver(delivery_id)
        out.house.clock.move(hours=24)
    assert (out.row(delivery_id or 0).state, out.row(delivery_id or 0).reason) == ("given_up", NOT_SENT)
    assert len(gateway.taken) == 2


@pytest.mark.parametrize("taken", [True, False])
def test_whoever_was_killed_between_taking_and_reporting(out: Post, gateway: StubGateway, taken: bool) -> None:
    """The row is ours until the lease is over; then the gateway is asked."""
    delivery_id = out.plan(out.patient, "message", "message:1")
    killed(out, delivery_id, gateway, taken=taken)
    assert out.deliver(delivery_id).state == "sending", "somebody else may still have it"
    out.house.clock.move(minutes=2)
    assert out.deliver(delivery_id).state == "sent"
    assert len(gateway.taken) == 1
    assert not any(again for _key, again in keys(gateway))


def killed(out: Post, delivery_id: int | None, gateway: StubGateway, *, taken: bool) -> None:
    """As a ``kill -9`` after the row was taken leaves it, with the gateway handed it or not."""
    from varde.notifications.sending import _claim

    with out.house.work() as work:
        _seen, (claimed,) = _claim(work, 50, delivery_id)
    assert claimed.message is not None
    if taken:
        assert claimed.sender.send(claimed.message).outcome == "taken"


def test_paused_after_it_may_have_been_taken_it_is_asked_about_and_not_sent(out: Post, gateway: StubGateway) -> None:
    delivery_id = out.plan(out.patient, "message", "message:1")
    killed(out, delivery_id, gateway, taken=False)
    out.put("paused")
    out.house.clock.move(minutes=2)
    out.deliver(delivery_id)
    out.house.clock.move(hours=1)
    delivery = out.deliver(delivery_id)
    assert (delivery.state, delivery.reason) == ("skipped", "paused")
    assert gateway.taken == []


def test_a_clock_that_is_set_back_sends_nothing_twice(out: Post, gateway: StubGateway) -> None:
    first = out.plan(out.patient, "message", "message:1")
    out.deliver(first)
    out.house.clock.move(hours=-1)
    assert out.deliver(first).state == "sent"
    second = out.plan(out.patient, "message", "message:2")
    assert out.deliver(second).state == "sent"
    assert len(gateway.taken) == 2


# --- receipts


def receipt(post: Post, body: dict[str, str] | bytes, secret: str = SECRET) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with post.house.work() as work:
        take_receipt(work, raw, sign(secret, raw))


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
]


@pytest.mark.parametrize("body", BAD)
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


# --- mail


@pytest.fixture
def by_mail(post: Post, mailbox: Mailbox) -> Post:
    with post.house.work() as work:
        set_contact(work, work.session.get_one(Person, post.patient.id), Contact("email", None, "tor@example.no"))
    url = f"smtp://{mailbox.host}:{mailbox.port}"
    return reaching(post, VARDE_MAIL_URL=url, VARDE_MAIL_SENDER="svar@varde.example.no")


def test_the_mail_server_takes_it(by_mail: Post, mailbox: Mailbox) -> None:
    delivery = by_mail.deliver(by_mail.plan(by_mail.patient, "message", "message:1"))
    assert (delivery.state, delivery.channel) == ("sent", "email")
    (message,) = mailbox.messages
    assert (message["To"], message["From"], message["Subject"]) == ("tor@example.no", "svar@varde.example.no", "Varde")
    assert message["Message-ID"] == f"<{key_of(delivery)}@varde.example.no>"
    assert message.get_content().strip().endswith("http://localhost/min-sti")


def test_a_mailbox_that_is_none(by_mail: Post, mailbox: Mailbox) -> None:
    mailbox.refuse.add("tor@example.no")
    delivery = by_mail.deliver(by_mail.plan(by_mail.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason) == ("given_up", NOT_REACHED)
    assert attempts(by_mail, delivery.id) == [(1, "given_up", "550")]


def test_a_mail_server_that_is_down(by_mail: Post, mailbox: Mailbox) -> None:
    out = reaching(by_mail, VARDE_MAIL_URL=f"smtp://127.0.0.1:{free_port()}", VARDE_MAIL_SENDER="svar@varde.example.no")
    delivery_id = out.plan(out.patient, "message", "message:1")
    delivery = out.deliver(delivery_id)
    assert (delivery.state, delivery.reason) == ("failed", "ConnectionRefusedError")
    url = f"smtp://{mailbox.host}:{mailbox.port}"
    reaching(out, VARDE_MAIL_URL=url, VARDE_MAIL_SENDER="svar@varde.example.no")
    out.house.clock.move(seconds=30)
    assert out.deliver(delivery_id).state == "sent"
    assert len(mailbox.messages) == 1


def test_far_away_nothing_is_said_before_the_line_is_sealed(by_mail: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of the tests offers no STARTTLS; as if it were another machine, it is not used."""
    monkeypatch.setattr("varde.notifications.mail.LOOPBACK", ())
    delivery = by_mail.deliver(by_mail.plan(by_mail.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason) == ("failed", "SMTPNotSupportedError")


# --- waiting, together, and enough


def due(post: Post) -> list[Delivery]:
    send_due(post.house.platform)
    return post.rows()


def test_what_comes_at_night_goes_out_together_at_eight(out: Post, gateway: StubGateway) -> None:
    out.house.clock.move(hours=12)  # ten in the evening
    for key, notice in (("message:1", "message"), ("feedback:1", "feedback"), ("news:1", "news")):
        out.plan(out.patient, notice, key)
    assert [row.state for row in due(out)] == ["queued"] * 3
    out.house.clock.move(hours=9, minutes=59)
    assert {row.state for row in due(out)} == {"queued"}
    out.house.clock.move(minutes=1)
    rows = due(out)
    assert [row.state for row in rows] == ["sent"] * 3
    assert [row.carrier_id for row in rows] == [None, rows[0].id, rows[0].id]
    (entry,) = gateway.taken
    assert entry["text"] == "Hei. Det er flere ting nye til deg. Logg inn for å se: http://localhost/min-sti"
    receipt(out, {"key": entry["key"], "state": "delivered"})
    assert {row.state for row in out.rows()} == {"delivered"}


def test_several_of_one_kind_are_said_once_in_its_own_words(out: Post, gateway: StubGateway) -> None:
    for number in (1, 2):
        out.plan(out.patient, "message", f"message:{number}")
    due(out)
    assert [entry["text"].split(" Logg")[0] for entry in gateway.taken] == ["Hei. Du har en ny melding."]


def test_what_spoke_for_others_and_failed_speaks_for_them_again(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    for key, notice in (("message:1", "message"), ("news:1", "news")):
        out.plan(out.patient, notice, key)
    assert {row.state for row in due(out)} == {"failed"}
    gateway.status = 200
    out.house.clock.move(seconds=30)
    assert {row.state for row in due(out)} == {"sent"}
    (entry,) = gateway.taken
    assert "flere ting" in entry["text"]


def test_what_was_to_speak_for_others_and_may_not_lets_them_go(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    out.plan(out.patient, "message", "message:1")
    out.plan(out.patient, "news", "news:1", about=False)
    due(out)
    out.put("paused")
    gateway.status = 200
    for _ in range(3):
        out.house.clock.move(minutes=10)
        rows = due(out)
    assert [(row.state, row.reason) for row in rows] == [("skipped", "paused"), ("sent", None)]
    assert len(gateway.taken) == 1


def test_no_more_than_so_many_a_day_and_the_rest_in_the_morning(out: Post, gateway: StubGateway) -> None:
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=2)
    for number in range(5):
        out.plan(out.patient, "message", f"message:{number}")
        due(out)
        out.house.clock.move(minutes=1)
    assert [row.state for row in out.rows()] == ["sent", "sent", "queued", "queued", "queued"]
    out.house.clock.move(days=1)
    assert {row.state for row in due(out)} == {"sent"}
    assert len(gateway.taken) == 3


def test_what_she_asked_for_and_a_danger_wait_for_no_morning_and_are_not_counted(
    out: Post, gateway: StubGateway
) -> None:
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=1)
    out.house.clock.move(hours=14)  # midnight
    alert_id = out.raised()
    out.plan(out.therapist, "alert", f"alert:{alert_id}:{out.therapist.id}")
    with out.house.work() as work:
        from varde.notifications.service import notify

        notify(work, out.patient.id, None, "trial", "trial:1", "/min-sti", asked=True)
    assert {row.state for row in due(out)} == {"sent"}
    assert len(gateway.taken) == 2
    out.house.clock.move(hours=10)
    for person in (out.therapist, out.patient):
        out.plan(person, "list" if person is out.therapist else "message", f"{person.id}:1")
    assert {row.state for row in due(out)} == {"sent"}
