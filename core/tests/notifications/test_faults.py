"""What becomes of notices when a machine is slow, down or wrong: a state each, nothing lost and nothing twice. The gateway and the
mail server are real, over real connections."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from varde.kernel.jobs import Outbox
from varde.kernel.settings import Settings
from varde.notifications import gateway as wire
from varde.notifications.gateway import HttpGateway, gateway_of
from varde.notifications.models import DeliveryAttempt
from varde.notifications.sending import dispatch, send_batch, wake
from varde.notifications.service import NOT_REACHED, NOT_SENT
from varde.notifications.settling import id_in, key_of
from varde.testing.gateway import NO_SUCH_NUMBER, StubGateway
from varde.testing.servers import free_port

from .conftest import Post
from .machines import attempts, keys, killed, reaching


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
    dispatch.run(out.house.platform)
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


def test_what_waits_when_the_clock_is_set_back_goes_out_once_when_its_moment_comes_again(
    out: Post, gateway: StubGateway
) -> None:
    gateway.status = 503
    waiting, failed = out.plan(out.patient, "message", "message:1"), out.plan(out.therapist, "list", "list:1")
    out.deliver(failed)
    gateway.status = 200
    out.house.clock.move(hours=-1)
    dispatch.run(out.house.platform)
    assert [out.row(each or 0).state for each in (waiting, failed)] == ["queued", "failed"]
    out.house.clock.move(hours=1, seconds=30)
    for _ in range(2):
        dispatch.run(out.house.platform)
    assert [out.row(each or 0).state for each in (waiting, failed)] == ["sent", "sent"]
    assert sorted(entry["to"] for entry in gateway.taken) == ["+4740000001", "+4740000002"]


@pytest.mark.parametrize("before", ["planned", "failed", "killed"])
def test_a_danger_does_not_wait_for_a_clock_that_is_set_back(out: Post, gateway: StubGateway, before: str) -> None:
    danger = out.plan(out.therapist, "alert", f"alert:{out.raised()}:1", path="/arbeidsliste")
    if before == "failed":
        gateway.status = 503
        assert out.deliver(danger).state == "failed"
        gateway.status = 200
    elif before == "killed":
        killed(out, danger, gateway, taken=False)
    out.house.clock.move(hours=-1)
    with out.house.work() as work:
        wake(work)
        assert work.session.scalar(select(func.count()).where(Outbox.run_after == work.now)) == 1
    dispatch.run(out.house.platform)
    dispatch.run(out.house.platform)
    assert out.row(danger or 0).state == "sent"
    assert [entry["to"] for entry in gateway.taken] == ["+4740000001"]
    gateway.status = 503
    again = out.plan(out.therapist, "alert", f"alert:{out.raised()}:1", path="/arbeidsliste")
    for _ in range(3):
        out.deliver(again)
    assert out.row(again or 0).attempts == 1, "the next attempt has its moment all the same"


def test_a_danger_goes_before_all_that_waits(out: Post, gateway: StubGateway) -> None:
    others = [out.plan(out.patient, "message", f"message:{number}") for number in range(3)]
    out.house.clock.move(minutes=1)
    danger = out.plan(out.therapist, "alert", f"alert:{out.raised()}:1", path="/arbeidsliste")
    send_batch(out.house.platform, most=1)
    assert out.row(danger or 0).state == "sent"
    assert {out.row(each or 0).state for each in others} == {"queued"}
    assert [entry["to"] for entry in gateway.taken] == ["+4740000001"]


def test_its_machine_is_made_once_for_each_batch(
    out: Post, gateway: StubGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list[Settings]()

    def counted(settings: Settings) -> HttpGateway | None:
        made.append(settings)
        return gateway_of(settings)

    monkeypatch.setattr("varde.notifications.gateway.gateway_of", counted)
    for number in range(3):
        out.plan(
            out.house.person("Kari", f"Vik {number}", phone=f"4000001{number}"), "message", f"m:{number}", about=False
        )
    assert send_batch(out.house.platform) == 3
    assert (len(gateway.taken), len(made)) == (3, 1)
