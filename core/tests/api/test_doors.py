"""The door of the sample, as a kit in a patient's home calls it: taken in once, and every wrong call refused in a sentence."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from varde.alerts.models import RaisedAlert
from varde.audit.models import AccessEntry
from varde.doors.calls import forget_old_answers
from varde.doors.models import AnsweredCall, DoorToken
from varde.doors.tokens import make_token, revoke
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.measurements.service import set_base
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.kits import kits_of, lend
from varde.testing.sample.models import Kit
from varde.testing.sample.series import BREATH

PATH = "/api/v1/sample/kit-report"


@dataclass
class Home:
    """A kit in the home of a patient, with a key."""

    house: House
    maren: Person
    enrolment_id: int
    number: int
    key: str
    client: FlaskClient

    def call(
        self, once: str = "1", *, key: str | None = None, body: Any = None, address: str = "127.0.0.1", **changes: Any
    ) -> TestResponse:
        """A call that is sound but for these changes."""
        sound = {"serial": "A-1", "at": self.house.clock.now().isoformat(), "battery": 80, **changes}
        return self.client.post(
            PATH,
            data=body if body is not None else json.dumps(sound),
            content_type="application/json",
            headers={
                "Accept-Language": "en",
                "Authorization": f"Bearer {self.key if key is None else key}",
                "Idempotency-Key": once,
            },
            environ_base={"REMOTE_ADDR": address},
        )

    @property
    def kit(self) -> Kit:
        with self.house.work() as work:
            (kit,) = kits_of(work, self.enrolment_id)
            return kit

    def log(self) -> list[tuple[str, str, str, str]]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(AccessEntry).where(AccessEntry.what == "device").order_by(AccessEntry.id)
            )
            return [(row.actor_name, row.action, row.basis, row.outcome) for row in rows]

    def remembered(self) -> int:
        with self.house.work() as work:
            return work.session.scalar(select(func.count()).select_from(AnsweredCall)) or 0


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return settled(make_house(sqlite_url(tmp_path), catalogue=sample_only()))


def settled(house: House) -> Home:
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    enrolment_id = house.enrolled(house.person("Ingrid", "Solheim"), maren)
    with house.work() as work:
        lend(work, enrolment_id, "A-1", "I gangen.")
        token, key = make_token(work, "sample", "kit-report", enrolment_id, "A-1", 90)
    return Home(house, maren, enrolment_id, token.id, key, house.app.test_client())


def refused(answer: TestResponse, status: int) -> str:
    """The sentence of a problem."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    problem = answer.get_json()
    assert (problem["status"], problem["type"]) == (status, "about:blank")
    assert problem["request_id"]
    assert "Traceback" not in answer.text
    return str(problem["detail"])


# --- taken in


def test_a_report_is_taken_in_and_logged(home: Home) -> None:
    answer = home.call(battery=80)
    now = home.house.clock.now()
    assert (answer.status_code, answer.get_json()) == (200, {"serial": "A-1", "heard_at": now.isoformat()})
    assert (home.kit.heard_at, home.kit.battery) == (now, 80)
    assert home.log() == [("A-1", "write", "door", "ok")]


def test_what_follows_from_it_is_done(home: Home) -> None:
    home.call(battery=5)
    home.house.platform.drain()
    assert home.kit.batteries_asked_at == home.house.clock.now()


def test_the_same_again_is_answered_as_before_and_done_once(home: Home) -> None:
    at = home.house.clock.now().isoformat()
    first = home.call("once", at=at)
    home.house.clock.move(minutes=5)
    home.call("later", battery=70)
    again = home.call("once", at=at)
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert (home.kit.battery, home.remembered()) == (70, 2)
    assert len(home.log()) == 2


def test_the_same_key_with_something_else_is_refused_and_the_first_stands(home: Home) -> None:
    home.call("once", battery=80)
    assert "with something else in it. The first stands." in refused(home.call("once", battery=10), 409)
    assert (home.kit.battery, home.remembered()) == (80, 1)


def test_the_same_twice_at_once_is_one(postgres_database_url: str) -> None:
    home = settled(make_house(postgres_database_url, catalogue=sample_only()))
    at = home.house.clock.now().isoformat()
    answers: list[TestResponse] = []
    callers = [threading.Thread(target=lambda: answers.append(home.call("once", at=at))) for _ in range(6)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert (home.remembered(), len(home.log())) == (1, 1)
    home.house.platform.engine.dispose()


def test_what_was_answered_is_forgotten_after_thirty_days(home: Home) -> None:
    home.call("once")
    home.house.clock.move(days=29)
    with home.house.work() as work:
        forget_old_answers(work)
    assert home.remembered() == 1
    home.house.clock.move(days=2)
    with home.house.work() as work:
        forget_old_answers(work)
    assert home.remembered() == 0


# --- keys


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        (None, "The call has no key"),
        ("", "The call has no key"),
        ("Bearer ", "The call has no key"),
        ("Basic aGVp", "The call has no key"),
        ("Bearer guessed", "The key is unknown."),
    ],
)
def test_without_a_key_there_is_no_door(home: Home, header: str | None, sentence: str) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = home.client.post(f"{PATH}?lang=en", json={"serial": "A-1"}, headers=headers)
    assert refused(answer, 401).startswith(sentence)
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert home.log() == []


def test_an_old_key_opens_nothing(home: Home) -> None:
    home.house.clock.move(days=90)
    assert "expired or was revoked" in refused(home.call(), 401)


def test_a_revoked_key_opens_nothing_at_once(home: Home) -> None:
    assert home.call("1").status_code == 200
    with home.house.work() as work:
        revoke(work, home.number)
    assert "expired or was revoked" in refused(home.call("2"), 401)
    assert home.remembered() == 1


def test_a_key_is_not_stored(home: Home) -> None:
    with home.house.work() as work:
        token = work.session.get_one(DoorToken, home.number)
        assert home.key not in str([getattr(token, column.key) for column in DoorToken.__table__.columns])


HOME, AWAY, THIRD = "192.0.2.1", "192.0.2.7", "198.51.100.4"


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ([(0, HOME), (1, HOME), (1, HOME)], False),
        ([(0, HOME), (299, AWAY)], False),  # a telephone leaves the house
        ([(0, HOME), (1, AWAY), (1, THIRD)], False),
        ([(0, HOME), (1, AWAY), (299, HOME)], True),
        ([(0, HOME), (1, AWAY), (300, HOME)], False),
        ([(0, HOME), (300, AWAY), (1, HOME)], False),
        ([(0, HOME), (1, AWAY), (1, AWAY), (200, HOME)], True),
        ([(0, HOME), (1, AWAY), (1, THIRD), (1, HOME)], False),
    ],
)
def test_a_key_that_is_used_from_two_places_at_once_is_said(
    home: Home, calls: list[tuple[int, str]], said: bool
) -> None:
    with capture_logs() as lines:
        for number, (seconds, address) in enumerate(calls):
            home.house.clock.move(seconds=seconds)
            answer = home.call(str(number), address=address)
            assert answer.status_code == 200, "what it brings may be of consequence"
    assert [line["event"] for line in lines if line["event"] == "key_in_two_places"] == ["key_in_two_places"] * said
    with home.house.work() as work:
        [token] = work.session.scalars(select(DoorToken))
        assert (token.last_from, token.last_used_at) == (calls[-1][1], work.now)
        assert token.elsewhere_at == (work.now if said else None)


def test_a_key_is_used_so_often_in_a_minute_refused_calls_too(home: Home) -> None:
    statuses = [home.call(str(number), battery=101).status_code for number in range(5)]
    statuses += [home.call(str(number)).status_code for number in range(5)]
    assert statuses == [422] * 5 + [200] * 5
    answer = home.call("more")
    assert "more than 10 times within a minute" in refused(answer, 429)
    assert answer.headers["Retry-After"] == "60"
    home.house.clock.move(minutes=1)
    assert home.call("more").status_code == 200


def test_a_key_of_another_door_opens_this_one_not(home: Home) -> None:
    with home.house.work() as work:
        work.session.get_one(DoorToken, home.number).door = "another"
    assert refused(home.call(), 403) == "The key is for another door."
    assert home.log() == [("A-1", "write", "door", "denied")]


# --- whom it is about


def test_whom_the_key_is_for_may_be_said(home: Home) -> None:
    assert home.call(enrolment=home.enrolment_id).status_code == 200


@pytest.mark.parametrize("whom", [4711, "me", None, [1]])
def test_for_anothers_enrolment_nothing_is_taken_in(home: Home, whom: object) -> None:
    assert refused(home.call(enrolment=whom), 403) == "The key is for another enrolment."
    assert (home.kit.heard_at, home.remembered()) == (None, 0)
    assert home.log() == [("A-1", "write", "door", "denied")]


def test_anothers_kit_is_not_here(home: Home) -> None:
    tor = home.house.enrolled(home.house.person("Tor", "Berg"), home.maren)
    with home.house.work() as work:
        lend(work, tor, "B-2", "På badet.")
    assert refused(home.call(serial="B-2"), 404) == "There is no kit with the serial number B-2 here."
    with home.house.work() as work:
        assert kits_of(work, tor)[0].heard_at is None
    assert home.remembered() == 0, "what was refused may be sent again, mended"


def test_an_enrolment_that_has_ended_takes_nothing_in(home: Home) -> None:
    with home.house.work() as work:
        end(work, home.maren.id, work.session.get_one(Enrolment, home.enrolment_id), "completed")
    assert "not under way" in refused(home.call(), 403)


# --- what is sent


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"battery": 101}, "battery: Must be greater than or equal to 0 and less than or equal to 100."),
        ({"battery": -1}, "battery: Must be greater than or equal to 0 and less than or equal to 100."),
        ({"battery": 80.5}, "battery: Not a valid integer."),
        ({"battery": "full"}, "battery: Not a valid integer."),
        ({"battery": None}, "battery: Field may not be null."),
        ({"serial": ""}, "serial: Length must be between 1 and 20."),
        ({"at": "2026-09-21T08:00:00"}, "at: Not a valid aware datetime."),
        ({"at": "yesterday"}, "at: Not a valid datetime."),
        ({"mood": 3}, "mood: Unknown field."),
    ],
)
def test_what_is_out_of_range_or_strange_is_one_sentence(home: Home, changes: dict[str, Any], sentence: str) -> None:
    assert refused(home.call(**changes), 422) == sentence
    assert (home.kit.heard_at, home.remembered(), home.log()) == (None, 0, [])


def test_every_fault_is_listed(home: Home) -> None:
    answer = home.call(body="{}")
    refused(answer, 422)
    assert answer.get_json()["faults"] == [
        f"{name}: Missing data for required field." for name in ("at", "battery", "serial")
    ]


def test_a_time_ahead_is_refused_but_for_a_clock_that_is_a_little_off(home: Home) -> None:
    def ahead(**by: int) -> str:
        return (home.house.clock.now() + timedelta(**by)).isoformat()

    assert refused(home.call(at=ahead(minutes=5, seconds=1)), 422) == "at lies ahead, and cannot have happened yet."
    assert home.kit.heard_at is None
    assert home.call(at=ahead(minutes=5)).status_code == 200


@pytest.mark.parametrize(
    "body", ["", "[]", "3", "{", '{"battery": NaN}', b"\xff\xfe", '{"serial": "A\\u00001"}', '{"serial": "\\ud800"}']
)
def test_what_is_no_object_is_one_sentence(home: Home, body: str | bytes) -> None:
    assert refused(home.call(body=body), 400) == "What was sent must be one JSON object."
    assert home.remembered() == 0


@pytest.mark.parametrize("once", ["", "x" * 81])
def test_a_call_that_cannot_be_known_again_is_refused(home: Home, once: str) -> None:
    assert "has no “Idempotency-Key”" in refused(home.call(once), 400)
    assert home.kit.heard_at is None


def test_more_than_is_taken_in_one_call_is_a_sentence(home: Home) -> None:
    answer = home.call(body="x" * 1_000_001)
    assert refused(answer, 413)


def test_a_door_is_for_post_alone_and_an_unknown_one_is_not_there(home: Home) -> None:
    assert home.client.get(PATH).status_code == 405
    assert home.client.post("/api/v1/sample/cellar").status_code == 404


def test_what_is_refused_stops_no_other_kit(home: Home) -> None:
    for number in range(3):
        home.call(str(number), body="{")
    assert home.call("sound").status_code == 200


# --- the description


def test_the_description_says_what_a_machine_must_know(home: Home) -> None:
    described = home.client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": "http://localhost/api/v1"}]
    operation = described["paths"]["/sample/kit-report"]["post"]
    assert operation["summary"] == "A kit reports that it is there."
    assert operation["security"] == [{"key": []}]
    assert [parameter["name"] for parameter in operation["parameters"]] == ["Idempotency-Key"]
    assert {"200", "400", "401", "403", "409", "413", "422", "429"} <= set(operation["responses"])
    schema = described["components"]["schemas"]["sample-kit-report"]
    assert schema["properties"]["battery"] == {"type": "integer", "minimum": 0, "maximum": 100}
    assert sorted(schema["required"]) == ["at", "battery", "serial"]
    assert "enrolment" in schema["properties"]


# --- what a meter measures


def test_what_a_meter_sends_is_judged_as_if_she_had_written_it(home: Home) -> None:
    with home.house.work() as work:
        actor = home.house.actor(home.maren, ("therapist", home.house.clinic))
        set_base(work, actor, work.session.get_one(Enrolment, home.enrolment_id), BREATH, 500)
    meter = home.house.key_of_device("sample", "blow", home.enrolment_id)
    sound = {"at": home.house.clock.now().isoformat()}

    def blow(once: str, flow: float) -> TestResponse:
        headers = {"Authorization": f"Bearer {meter}", "Idempotency-Key": once, "Accept-Language": "en"}
        return home.client.post("/api/v1/sample/blow", json={**sound, "flow": flow}, headers=headers)

    assert blow("1", 200).get_json() == {"measurement": 1, "zone": "act"}
    assert blow("1", 200).get_json() == {"measurement": 1, "zone": "act"}
    assert "must be from 30 to 900" in refused(blow("2", 9000), 422)
    with home.house.work() as work:
        raised = work.session.scalars(select(RaisedAlert)).all()
    assert [alert.alert for alert in raised] == ["sample.breath-low"]
