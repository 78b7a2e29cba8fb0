"""``kill -9`` of the web again and again while people answer that they think of death: never an answer without its alert, never
an alert without its answer, and for each alert one planned escalation."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import AlertEvent, RaisedAlert
from varde.assessments.models import Response
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, environment, make_house
from varde.testing.servers import free_port

from .processes import Crowd, Process, Submission, at_the_start, submission

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.postgres]

PATIENTS, HANDS, KILLS = 36, 4, 3


@pytest.fixture
def house(postgres_database_url: str) -> Iterator[House]:
    house = make_house(postgres_database_url, at=datetime.now(UTC))
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def crowd(house: House) -> Crowd:
    """Patients about to hand in a PHQ-9 with item 9 at 1, 2 or 3."""
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
    waiting: list[Submission] = []
    for number in range(PATIENTS):
        person = house.person("Kari", f"Nordmann {number}")
        enrolment_id = house.enrolled(person, therapist, "emeistring", "depression")
        with house.work() as work:
            key, agenda_id = at_the_start(work, person, enrolment_id)
            answers = {f"q{n}": "1" for n in range(1, 11)} | {"q9": str(1 + number % 3)}
            instrument = work.catalogue.one(Instrument, "phq-9")
            waiting.append(submission(work.settings.secret_key, key, agenda_id, instrument, answers))
    return Crowd(free_port(), waiting)


def test_an_answer_and_its_alert_stand_or_fall_together(house: House, crowd: Crowd, tmp_path: Path) -> None:
    url = house.platform.engine.url.render_as_string(hide_password=False)
    log = tmp_path / "web.log"
    web = Process(("serve", "--port", str(crowd.port), "--workers", "1"), environment(url), log)
    web.start()
    try:
        threads = crowd.send_all(HANDS, seconds=60)
        for part in range(1, KILLS + 1):
            end = time.monotonic() + 20
            while crowd.settled < part * PATIENTS / (KILLS + 2):
                assert time.monotonic() < end, log.read_text()[-2000:]
                time.sleep(0.01)
            web.kill()
            _hold_together(house)
            web.start()
        for thread in threads:
            thread.join()
    finally:
        web.stop()
    assert not crowd.strange, crowd.strange[:3]
    assert crowd.settled == PATIENTS
    assert crowd.unanswered, "the web was not killed while anybody was sending"
    assert _hold_together(house) == PATIENTS
    assert "Traceback" not in log.read_text()


def _hold_together(house: House) -> int:
    """What is stored, whenever one looks. Returns how many heavy answers there are."""
    with house.work() as work:
        # The server may still be committing what the killed one had asked for: look at one moment.
        work.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        heavy = {
            row.id: row.enrolment_id
            for row in work.session.scalars(select(Response).where(Response.submitted_at.is_not(None)))
            if int(row.answers["q9"]) >= 1
        }
        alerts = work.session.scalars(select(RaisedAlert).where(RaisedAlert.crisis.is_(True))).all()
        assert Counter(alert.response_id for alert in alerts) == Counter(list(heavy))
        planned = work.session.scalars(select(AgendaItem.key).where(AgendaItem.kind == "alert")).all()
        every = work.session.scalars(select(RaisedAlert.id)).all()
        assert Counter(planned) == Counter(str(number) for number in every)
        assert Counter(work.session.scalars(select(AlertEvent.alert_id).where(AlertEvent.kind == "raised"))) == Counter(
            every
        )
        listed = work.session.scalars(
            select(CaseloadRow.enrolment_id)
            .join(Enrolment, Enrolment.id == CaseloadRow.enrolment_id)
            .where(CaseloadRow.risk_since.is_not(None) | CaseloadRow.deterioration_since.is_not(None))
        )
        assert set(listed) == set(heavy.values())
        return len(heavy)
