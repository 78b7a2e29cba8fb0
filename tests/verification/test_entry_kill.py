"""``kill -9`` of the web while a diary is written: no entry that was answered for is lost, and none is there twice."""

from __future__ import annotations

import hmac
import http.client
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from varde.enrolments.models import Enrolment
from varde.modules.dated import every_entry
from varde.modules.entries import written_by_patient
from varde.testing.house import House, environment, make_house
from varde.testing.servers import free_port

from .processes import Process, at_the_start

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.postgres, pytest.mark.redis]

ENTRIES, KILLS = 60, (10, 25, 45)
MODULE, STEP = "know-your-gut", "symptom-diary"


@pytest.fixture
def house(postgres_database_url: str) -> Iterator[House]:
    house = make_house(postgres_database_url, at=datetime.now(UTC))
    yield house
    house.platform.engine.dispose()


def send(port: int, key: str, address: str, form: dict[str, str]) -> int:
    """The status of what was answered, 0 when nothing was."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"varde={key}"}
    try:
        connection.request("POST", address, urlencode(form), headers)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def test_every_entry_that_was_answered_for_is_there_once(house: House, empty_redis_url: str, tmp_path: Path) -> None:
    therapist = house.person("Maren", "Lie", ("therapist", house.clinic))
    person = house.person("Kari", "Nordmann")
    enrolment_id = house.enrolled(person, therapist, "ibs")
    with house.work() as work:
        # Long ago, so that there are as many days as entries.
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        assert enrolment.started_at is not None
        enrolment.started_at = enrolment.started_at.replace(year=enrolment.started_at.year - 1)
        enrolment.access_until = None
        key, _ = at_the_start(work, person, enrolment_id)
        secret = work.settings.secret_key
    token = hmac.digest(secret.encode(), b"csrf:" + key.encode(), "sha256").hex()
    url = house.platform.engine.url.render_as_string(hide_password=False)
    port = free_port()
    web = Process(
        ("serve", "--port", str(port), "--workers", "1"),
        environment(url, VARDE_REDIS_URL=empty_redis_url),
        tmp_path / "web.log",
    )
    web.start()
    try:
        address = f"/moduler/{enrolment_id}/{MODULE}/{STEP}/innforing"
        today = datetime.now(UTC).date().toordinal()
        silent = 0
        for number in range(ENTRIES):
            day = datetime.fromordinal(today - 1 - number).date().isoformat()
            form = {"csrf_token": token, "once": f"entry-{number}", "pain": str(number % 11), "entry-day": day}
            end, status = time.monotonic() + 60, 0
            killed = number not in KILLS
            while status != 303:
                assert time.monotonic() < end, (number, status)
                if not killed:
                    killed = True
                    pressed = threading.Thread(target=send, args=(port, key, address, form))
                    pressed.start()
                    time.sleep(0.01 * KILLS.index(number))
                    web.kill()
                    web.start()
                    pressed.join()
                status = send(port, key, address, form)
                silent += status == 0
                time.sleep(0.05 if status == 0 else 0)
    finally:
        web.stop()
    assert web.kills == len(KILLS)
    assert silent
    with house.work() as work:
        rows = every_entry(work, enrolment_id, MODULE, STEP)
        assert [written_by_patient(row) for row in rows] == [{"pain": n % 11} for n in reversed(range(ENTRIES))]
