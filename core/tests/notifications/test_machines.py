"""How each machine does, what has no receipt, and what is held to, as operators see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete

from varde.kernel.jobs import FailedJob, Job, Outbox, failed_jobs, run_failed_again
from varde.kernel.settings import MailSettings
from varde.kernel.transport import NoTransport
from varde.kernel.words import Text
from varde.notifications.gateway import HttpGateway
from varde.notifications.machines import HeldTo, MachineNow, MachineState, held_to, machines_now, state_of_machine
from varde.notifications.models import Delivery, DeliveryAttempt
from varde.notifications.sending import dispatch
from varde.notifications.settling import key_of
from varde.notifications.values import Channel
from varde.scheduling.agenda import planned_ahead
from varde.testing.gateway import NO_SUCH_NUMBER, StubGateway
from varde.testing.house import token

from .conftest import Post
from .machines import receipt

NOON = datetime(2026, 9, 21, 10, tzinfo=UTC)
BEFORE = NOON - timedelta(hours=1)
STATES: list[tuple[bool, datetime | None, datetime | None, MachineState]] = [
    # set up, last taken, last failed, its state
    (False, None, None, "none"),
    (False, NOON, None, "none"),
    (True, None, None, "idle"),
    (True, NOON, None, "up"),
    (True, NOON, BEFORE, "up"),
    (True, NOON, NOON, "up"),
    (True, BEFORE, NOON, "down"),
    (True, None, NOON, "down"),
]


@pytest.mark.parametrize(("is_set_up", "taken_at", "failed_at", "state"), STATES)
def test_the_state_of_a_machine(
    is_set_up: bool, taken_at: datetime | None, failed_at: datetime | None, state: MachineState
) -> None:
    assert state_of_machine(is_set_up=is_set_up, taken_at=taken_at, failed_at=failed_at) == state


def by_key(out: Post) -> dict[str, MachineNow]:
    with out.house.work() as work:
        return {machine.channel.key: machine for machine in machines_now(work)}


def test_a_gateway_that_takes_falls_silent_and_takes_again(out: Post, gateway: StubGateway) -> None:
    assert {key: machine.state for key, machine in by_key(out).items()} == {"email": "none", "sms": "idle"}
    first = out.deliver(out.plan(out.patient, "message", "message:1"))
    assert (by_key(out)["sms"].state, by_key(out)["sms"].taken_at) == ("up", out.house.clock.now())
    gateway.status = 503
    out.house.clock.move(minutes=5)
    waiting = out.plan(out.patient, "message", "message:2")
    out.deliver(waiting)
    down = by_key(out)["sms"]
    assert (down.state, down.failed_at, down.said) == ("down", out.house.clock.now(), "503 unavailable")
    gateway.status = 200
    out.house.clock.move(minutes=1)
    out.deliver(waiting)
    assert (by_key(out)["sms"].state, by_key(out)["sms"].said) == ("up", "")
    out.house.clock.move(hours=1, minutes=1)
    assert by_key(out)["sms"].unreceipted == 2
    receipt(out, {"key": key_of(first), "state": "delivered"})
    assert by_key(out)["sms"].unreceipted == 1
    out.house.clock.move(hours=25)
    assert (by_key(out)["sms"].state, by_key(out)["sms"].unreceipted) == ("idle", 0)


def test_what_has_no_receipt_is_counted_where_it_went(out: Post) -> None:
    other = Channel("acme", "sms", Text("Acme", "Acme", "Acme"), lambda _settings: HttpGateway("http://acme", "t", "V"))
    out.house.platform.catalogue = out.house.platform.catalogue.with_values(Channel, [other])
    for machine in ("sms", "acme", "acme"):
        went_out(out, at=out.house.clock.now(), machine=machine)
    out.house.clock.move(hours=2)
    assert {key: each.unreceipted for key, each in by_key(out).items()} == {"acme": 2, "email": 0, "sms": 1}


def test_a_number_that_is_none_does_not_put_a_machine_down(out: Post, gateway: StubGateway) -> None:
    out.change_phone(out.patient, f"+47{NO_SUCH_NUMBER}")
    assert out.deliver(out.plan(out.patient, "message", "message:1")).state == "given_up"
    assert by_key(out)["sms"].state == "up"


def test_a_mail_server_owes_no_receipt(out: Post) -> None:
    mail = MailSettings("smtp://mail.test", "svar@varde.test")
    out.house.platform.settings = replace(out.house.platform.settings, mail=mail)
    went_out(out, channel="email", at=out.house.clock.now())
    out.house.clock.move(hours=2)
    assert (by_key(out)["email"].state, by_key(out)["email"].unreceipted) == ("up", 0)


def went_out(
    out: Post,
    *,
    at: datetime,
    notice: str = "message",
    channel: str = "sms",
    machine: str = "",
    times: int = 1,
    asked: bool = False,
) -> None:
    """A notice that was handed over, and taken, this many times; by the way's own ``machine`` unless it is named."""
    with out.house.work() as work:
        key, moment = (
            f"{notice}:{at.isoformat()}:{len(out.rows())}",
            {"planned_at": at, "claimed_at": at, "sent_at": at},
        )
        about = {"notice": notice, "channel": channel, "state": "sent", "asked": asked, "attempts": times}
        row = work.add(Delivery(person_id=out.patient.id, key=key, **about, **moment))
        work.session.flush()
        for number in range(1, times + 1):
            began = {"began_at": at, "ended_at": at}
            work.add(
                DeliveryAttempt(delivery_id=row.id, number=number, channel=machine or channel, state="sent", **began)
            )


HELD = [
    # what went out, on the wall this September; what is found on the evening of the 21st
    ([("09-21 12:00", "message", False, 1)], HeldTo(0, 0, 0)),
    ([("09-21 07:59", "message", False, 1)], HeldTo(1, 0, 0)),
    ([("09-21 08:00", "message", False, 1)], HeldTo(0, 0, 0)),
    ([("09-20 21:00", "message", False, 1), ("09-20 20:59", "message", False, 1)], HeldTo(1, 0, 0)),
    ([("09-15 03:00", "message", False, 1), ("09-12 03:00", "message", False, 1)], HeldTo(1, 0, 0)),  # over a week ago
    ([("09-21 03:00", "alert", False, 1), ("09-21 03:00", "duty", False, 1)], HeldTo(0, 0, 0)),  # dangers
    ([("09-21 03:00", "trial", True, 1)], HeldTo(0, 0, 0)),  # she asked for it herself
    ([("09-21 12:00", "message", False, 2)], HeldTo(0, 1, 0)),
    ([(f"09-21 {hour}:00", "message", False, 1) for hour in (12, 13, 14)], HeldTo(0, 0, 0)),
    ([(f"09-21 {hour}:00", "message", False, 1) for hour in (12, 13, 14, 15)], HeldTo(0, 0, 1)),
    ([(f"09-21 {hour}:00", "alert", False, 1) for hour in (12, 13, 14, 15)], HeldTo(0, 0, 0)),
    ([(f"09-20 {hour}:00", "message", False, 1) for hour in (12, 13, 14, 15)], HeldTo(0, 0, 0)),  # yesterday
]


def test_what_is_held_to(out: Post) -> None:
    out.house.platform.settings = replace(out.house.platform.settings, notices_a_day=3)
    zone = out.house.platform.settings.timezone
    out.house.clock.move(hours=8)
    for sent, breaches in HELD:
        for at, notice, asked, times in sent:
            moment = datetime.fromisoformat(f"2026-{at}").replace(tzinfo=zone)
            went_out(out, at=moment, notice=notice, asked=asked, times=times)
        with out.house.work() as work:
            assert held_to(work) == breaches, sent
            for table in (DeliveryAttempt, Delivery):
                work.session.execute(delete(table))
    out.house.clock.move(hours=3)  # eleven in the evening
    went_out(out, at=out.house.clock.now())
    with out.house.work() as work:
        assert held_to(work) == HeldTo(1, 0, 0)


# --- jobs that were given up, what is planned, and the page


def gave_up(out: Post) -> int:
    def fails(_work: object) -> None:
        raise ZeroDivisionError

    out.house.platform.jobs["probe"] = Job("probe", fails)
    with out.house.work() as work:
        now = work.now
        row = work.add(Outbox(job="probe", arguments={}, created_at=now, run_after=now, attempts=0))
    for _ in range(12):
        out.house.platform.perform(row.id)
        out.house.clock.move(hours=1)
    return row.id


@pytest.fixture
def operator(out: Post) -> FlaskClient:
    return out.house.browser(out.house.person("Siv", "Rabben", ("operator", out.house.region)), staff=True)


def test_a_job_that_was_given_up_is_run_again_from_the_page(out: Post, operator: FlaskClient) -> None:
    outbox_id, done = gave_up(out), list[int]()
    with out.house.work() as work:
        (failed,) = failed_jobs(work)
        assert isinstance(failed, FailedJob)
        assert (failed.id, failed.job, failed.attempts, failed.said) == (outbox_id, "probe", 12, "ZeroDivisionError")
    browser = out.house.browser(out.house.person("Siv", "Moe", ("operator", out.house.region)), staff=True)
    page = browser.get("/drift").text
    assert "J-" in page
    assert "ZeroDivisionError" in page
    out.house.platform.jobs["probe"] = Job("probe", lambda _work: done.append(1))
    form = {"csrf_token": token(browser), "id": str(outbox_id)}
    assert browser.post("/drift/jobber", data=form).status_code == 303
    assert out.house.platform.perform(outbox_id)
    assert (done, browser.post("/drift/jobber", data=form).status_code) == ([1], 422)
    assert browser.post("/drift/jobber", data={"csrf_token": token(browser)}).status_code == 422
    with out.house.work() as work:
        assert run_failed_again(work, [outbox_id]) == 0


def test_the_page_says_how_each_part_does(
    out: Post, gateway: StubGateway, operator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.status = 503
    out.plan(out.patient, "message", "message:1")
    out.plan(out.therapist, "alert", "alert:1:1", about=False)
    dispatch.run(out.house.platform)
    out.house.clock.move(minutes=6)
    page = " ".join(operator.get("/drift").text.split())
    assert "2 meldinger skulle vært sendt og er det ikke.</b> Den eldste skulle vært sendt i dag kl. 10.00." in page
    assert "<b>1 gjelder varsel om fare.</b>" in page
    assert "Siste svar i dag kl. 10.00: 503 unavailable" in page
    assert "<b>nede</b>" in page
    assert "Kjeden er aldri sjekket" in page
    assert "Siste time: halvparten inn" in " ".join(operator.get("/drift").text.split()), (
        "the page before it was counted"
    )
    assert "ingen; klokken gjør jobbene" in page
    assert "Ingen sendt to ganger siste sju dager" in page
    monkeypatch.setattr(NoTransport, "answers", lambda _self: False)
    assert "<b>borte</b>" in operator.get("/drift").text


def test_what_the_clock_has_planned(out: Post) -> None:
    with out.house.work() as work:
        begun = planned_ahead(work)
    assert all(count >= 0 for count in begun)
    out.house.clock.set(datetime(2026, 9, 21, 20, 30, tzinfo=UTC))  # 22.30 in Oslo
    moments = ("2026-09-21T21:00", "2026-09-21T21:40", "2026-09-22T06:00", "2026-09-22T21:59", "2026-09-22T22:00")
    from varde.scheduling.agenda import plan

    with out.house.work() as work:
        before = planned_ahead(work)
        for number, moment in enumerate(moments):
            at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
            plan(work, out.enrolment_id, "probe", f"p{number}", opens_at=at, due_at=at, act_at=at)
    with out.house.work() as work:
        after = planned_ahead(work)
    assert [now - was for now, was in zip(after, before, strict=True)] == [1, 1, 2]
