"""How messages go, as operators see it: what is late, the states, hour by hour, what is given up, and what they do about it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from varde.kernel.console import Console
from varde.notifications.commands import _line, list_messages
from varde.notifications.models import Delivery
from varde.notifications.operating import HourCount, NothingToSend, late_ids, messages_now, retry, stop
from varde.notifications.sending import dispatch
from varde.notifications.service import NOT_SENT
from varde.testing.gateway import NO_SUCH_NUMBER, StubGateway
from varde.testing.house import token
from varde.web.operator.messages import bars_of

from .conftest import Post


def late(post: Post) -> list[tuple[str, int, str]]:
    with post.house.work() as work:
        return [(kind.notice, kind.count, kind.said) for kind in messages_now(work).late]


def plan_some(post: Post, count: int) -> list[int]:
    people = [post.house.person("Kari", f"Vik {number}") for number in range(count)]
    return [post.plan(person, "message", f"message:{person.id}", about=False) or 0 for person in people]


def test_what_is_due_and_not_sent(out: Post, gateway: StubGateway) -> None:
    plan_some(out, 3)
    assert late(out) == [], "it was planned this moment"
    out.house.clock.move(minutes=4)
    assert late(out) == []
    out.house.clock.move(minutes=2)
    assert late(out) == [("message", 3, "")]
    gateway.status = 503
    dispatch.run(out.house.platform)
    assert late(out) == [("message", 3, "503 unavailable")]
    gateway.status = 200
    with out.house.work() as work:
        assert retry(work, late_ids(work)) == 3
    dispatch.run(out.house.platform)
    assert late(out) == []


def test_what_waits_for_the_morning_is_not_late(out: Post) -> None:
    out.house.clock.move(hours=12)
    plan_some(out, 1)
    dispatch.run(out.house.platform)
    out.house.clock.move(hours=9)
    assert late(out) == []


def test_the_states_of_today_and_hour_by_hour(out: Post, gateway: StubGateway) -> None:
    plan_some(out, 2)
    dispatch.run(out.house.platform)
    out.house.clock.move(hours=2)
    gateway.status = 503
    plan_some(out, 1)
    dispatch.run(out.house.platform)
    with out.house.work() as work:
        now = messages_now(work)
    assert {state: count for state, count in now.counts.items() if count} == {"sent": 2, "failed": 1}
    assert now.hours == tuple(HourCount(hour, 2 * (hour == 10), 1 * (hour == 12)) for hour in range(13))
    assert not now.is_clock_back
    assert [(bar.taken, bar.failed) for bar in bars_of(now.hours) if bar.taken or bar.failed] == [(90, 0), (0, 45)]
    assert bars_of(()) == []


def test_a_clock_that_was_set_back_is_said(out: Post) -> None:
    plan_some(out, 1)
    dispatch.run(out.house.platform)
    out.house.clock.move(hours=-1)
    with out.house.work() as work:
        assert messages_now(work).is_clock_back


def given_up_one(out: Post) -> int:
    out.change_phone(out.patient, f"+47{NO_SUCH_NUMBER}")
    delivery_id = out.plan(out.patient, "message", "message:1")
    dispatch.run(out.house.platform)
    return delivery_id or 0


def test_what_is_given_up_is_tried_once_more_when_the_number_is_mended(out: Post, gateway: StubGateway) -> None:
    delivery_id = given_up_one(out)
    with out.house.work() as work:
        (row,) = messages_now(work).given_up
        assert (row.id, row.channel, row.attempts, row.said, row.rung) == (
            delivery_id,
            "sms",
            1,
            "400 no_such_number",
            False,
        )
    out.change_phone(out.patient, "+4740000009")
    with out.house.work() as work:
        assert retry(work, [delivery_id]) == 1
    dispatch.run(out.house.platform)
    assert out.row(delivery_id).state == "sent"
    assert len(gateway.taken) == 1


def do(out: Post, verb: str, *ids: int) -> int:
    with out.house.work() as work:
        return {"retry": retry, "stop": stop}[verb](work, ids)


def test_what_was_sent_never_goes_out_again_nor_what_was_rung_about(out: Post, gateway: StubGateway) -> None:
    (sent,) = plan_some(out, 1)
    dispatch.run(out.house.platform)
    rung = given_up_one(out)
    with out.house.work() as work:
        work.session.get_one(Delivery, rung).rung_at = work.now
    for verb in ("retry", "stop"):
        with pytest.raises(NothingToSend):
            do(out, verb, sent, rung, 404)
    assert len(gateway.taken) == 1


def test_an_operator_gives_up_what_waits_and_somebody_rings(out: Post, gateway: StubGateway) -> None:
    gateway.status = 503
    waiting = plan_some(out, 2)
    dispatch.run(out.house.platform)
    assert do(out, "stop", *waiting) == 2
    assert {(out.row(each).state, out.row(each).reason, out.row(each).next_at) for each in waiting} == {
        ("given_up", NOT_SENT, None)
    }


# --- the page


@pytest.fixture
def operator(out: Post) -> FlaskClient:
    return out.house.browser(out.house.person("Siv", "Rabben", ("operator", out.house.region)), staff=True)


def test_the_page_shows_no_name_number_or_words(out: Post, gateway: StubGateway, operator: FlaskClient) -> None:
    given_up_one(out)
    gateway.status = 503
    plan_some(out, 1)
    dispatch.run(out.house.platform)
    page = operator.get("/drift").text
    assert "Drift: 1 skulle vært sendt" in page
    assert "400 no_such_number" in page
    assert "503 unavailable" in page
    for secret in ("Tor", "Vik", "Kari", "40000500", "91234567", "Logg inn for", "http://localhost/"):
        assert secret not in page, secret


def test_the_page_costs_the_same_however_many_there_are(out: Post, gateway: StubGateway, operator: FlaskClient) -> None:
    gateway.status = 503
    counts = []
    for _ in range(2):
        plan_some(out, 6)
        dispatch.run(out.house.platform)
        operator.get("/drift")
        with out.house.counted() as statements:
            operator.get("/drift")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def post_to(client: FlaskClient, path: str, **form: str) -> int:
    return client.post(path, data={"csrf_token": token(client), **form}).status_code


def test_from_the_page_all_that_is_late_is_tried_and_what_is_chosen_run_again(
    out: Post, gateway: StubGateway, operator: FlaskClient
) -> None:
    given_up = given_up_one(out)
    out.change_phone(out.patient, "+4740000009")
    gateway.status = 503
    plan_some(out, 2)
    dispatch.run(out.house.platform)
    gateway.status = 200
    assert post_to(operator, "/drift/forfalt") == 303
    assert post_to(operator, "/drift/oppgitt", id=str(given_up)) == 303
    dispatch.run(out.house.platform)
    assert len(gateway.taken) == 3
    assert "Drift: alt går ut" in operator.get("/drift").text
    assert post_to(operator, "/drift/oppgitt") == 422
    assert post_to(operator, "/drift/oppgitt", id="²") == 422
    assert post_to(operator, "/drift/forfalt") == 404


@pytest.mark.parametrize("role", ["therapist", "manager", "head", "trust_administrator", "referrer", "patient"])
def test_nobody_else_sees_it(out: Post, role: str) -> None:
    if role == "patient":
        browser = out.house.browser(out.patient)
    else:
        browser = out.house.browser(out.house.person("Eva", "Dale", (role, out.house.clinic)), staff=True)
    assert browser.get("/drift").status_code == 403
    assert post_to(browser, "/drift/forfalt") == 403
    assert post_to(browser, "/drift/oppgitt", id="1") == 403


def test_an_operator_reaches_no_record(out: Post, operator: FlaskClient) -> None:
    for path in (f"/pasient/{out.enrolment_id}", f"/pasient/{out.enrolment_id}/beskjeder"):
        assert operator.get(path).status_code in (403, 404), path
    assert operator.get("/arbeidsliste").status_code == 403


# --- the commands


def numbers_listed(post: Post, *options: str) -> list[int]:
    platform = post.house.platform
    result = CliRunner().invoke(list_messages, options, obj=Console(lambda: platform.catalogue, lambda: platform))
    assert result.exit_code == 0, result.output
    return [line["number"] for line in json.loads(result.output)]


def test_what_is_late_is_listed_however_many_are_newer(out: Post) -> None:
    late_ones = plan_some(out, 2)
    out.house.clock.move(minutes=6)
    with out.house.work() as work:
        newer = {"person_id": out.patient.id, "notice": "message", "channel": "sms", "planned_at": work.now}
        work.session.add_all(Delivery(**newer, key=f"sent:{number}", state="sent") for number in range(1000))
    assert numbers_listed(out, "--state", "late") == late_ones[::-1]
    assert numbers_listed(out, "--state", "late", "--most", "1") == late_ones[1:]
    assert numbers_listed(out, "--state", "queued") == late_ones[::-1]
    assert len(numbers_listed(out)) == 50


def test_the_lines_of_the_commands_hold_no_person(out: Post) -> None:
    given_up_one(out)
    line = json.dumps([_line(row) for row in out.rows()])
    assert '"state": "given_up"' in line
    for secret in ("Tor", "40000500", "http", "Hei"):
        assert secret not in line


def test_all_of_it_is_five_statements(out: Post) -> None:
    with out.house.counted() as statements, out.house.work() as work:
        messages_now(work)
    assert len(statements) == 5
