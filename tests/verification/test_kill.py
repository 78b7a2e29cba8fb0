"""``kill -9`` of the web, the worker and the clock while questionnaires come in, 500 of them in ``make soak``: nothing accepted
is lost, and nothing is done twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from varde.assessments.models import Response
from varde.audit.models import AccessEntry, AccessLink
from varde.audit.service import first_broken, seal
from varde.benefits.counting.cells import Cells
from varde.benefits.counting.models import CellDelta
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.counting.roller import roll_all
from varde.instruments.values import Instrument
from varde.kernel.jobs import Outbox
from varde.programmes.values import Programme
from varde.testing.counted import cells_in
from varde.testing.house import House, environment, make_house
from varde.testing.servers import free_port

from .processes import Crowd, Process, Submission, answers_to, at_the_start, submission

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.postgres, pytest.mark.redis]

PATIENTS, PATIENTS_TO_SOAK = 36, 167
HANDS = 6


@pytest.fixture
def house(postgres_database_url: str) -> Iterator[House]:
    house = make_house(postgres_database_url, at=datetime.now(UTC))
    yield house
    house.platform.engine.dispose()


@pytest.fixture
def crowd(house: House, pytestconfig: pytest.Config, seed: int) -> Crowd:
    """Patients in the middle of their first questionnaires: three each."""
    chance = random.Random(seed)
    therapist = house.person("Maren", "Lie", ("therapist", house.clinic))
    people = [
        house.person("Kari", f"Nordmann {n}") for n in range(PATIENTS_TO_SOAK if pytestconfig.option.soak else PATIENTS)
    ]
    waiting: list[Submission] = []
    programme = house.platform.catalogue.one(Programme, "emeistring")
    for number, person in enumerate(people):
        track = programme.tracks[number % len(programme.tracks)].key
        enrolment_id = house.enrolled(person, therapist, programme.key, track)
        with house.work() as work:
            key, agenda_id = at_the_start(work, person, enrolment_id)
            asked_by_rule = dict(programme.occasion("start").conditions)
            for instrument_key in (key for key in programme.occasion("start").instruments if key not in asked_by_rule):
                instrument = work.catalogue.one(Instrument, instrument_key)
                answers = answers_to(instrument, chance)
                waiting.append(submission(work.settings.secret_key, key, agenda_id, instrument, answers))
    chance.shuffle(waiting)
    return Crowd(free_port(), waiting)


@pytest.fixture
def processes(house: House, crowd: Crowd, empty_redis_url: str, tmp_path: Path) -> Iterator[dict[str, Process]]:
    url = house.platform.engine.url.render_as_string(hide_password=False)
    environ = environment(url, VARDE_REDIS_URL=empty_redis_url)
    found = {
        "web": Process(("serve", "--port", str(crowd.port), "--workers", "1"), environ, tmp_path / "web.log"),
        "worker": Process(("worker", "--threads", "2"), environ, tmp_path / "worker.log"),
        "clock": Process(("clock",), environ, tmp_path / "clock.log"),
    }
    for process in found.values():
        process.start()
    yield found
    for process in found.values():
        process.stop()


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what} took longer than {seconds:.0f} seconds"
        time.sleep(0.1)


def leases_are_over(house: House, open_rows: Callable[[], int]) -> None:
    """When those who live have done what is theirs, let the time be over for which the killed had what was theirs."""
    still, since = open_rows(), time.monotonic()
    while time.monotonic() - since < 5:
        time.sleep(0.2)
        if (now := open_rows()) != still:
            still, since = now, time.monotonic()
    with house.work() as work:
        work.session.execute(update(Outbox).where(Outbox.done_at.is_(None)).values(run_after=datetime.now(UTC)))


def cells(house: House) -> Cells:
    """Every sum, after all that waits is added; the clock may be at it too."""
    roll_all(house.platform)
    with house.work() as work:
        until(
            lambda: not work.session.scalar(select(func.count()).select_from(CellDelta)), 30, "adding what was counted"
        )
        return cells_in(work)


def test_everything_is_killed_and_nothing_is_lost(
    house: House, crowd: Crowd, processes: dict[str, Process], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    everything = len(crowd.waiting)
    assert everything >= 3 * PATIENTS
    threads = crowd.send_all(HANDS, seconds=150)
    for part, names in ((0.1, ("worker",)), (0.25, ("web",)), (0.4, ("worker", "clock")), (0.6, ("web", "worker"))):
        until(lambda part=part: crowd.settled >= part * everything, 120, f"{part:.0%} of the submissions")  # type: ignore[misc]
        for name in names:
            processes[name].kill()
            processes[name].start()
    for thread in threads:
        thread.join()
    assert not crowd.strange, crowd.strange[:3]
    assert not crowd.waiting
    assert crowd.settled == everything
    assert crowd.unanswered, "the web was not killed while anybody was sending"

    with house.work() as work:
        stored = work.session.execute(
            select(Response.agenda_id, Response.instrument).where(Response.submitted_at.is_not(None))
        ).all()
    assert Counter((row[0], row[1]) for row in stored) == Counter(crowd.acknowledged | crowd.kept_before)

    def open_rows() -> int:
        with house.work() as work:
            return work.session.scalar(select(func.count()).where(Outbox.done_at.is_(None))) or 0

    if not pytestconfig.option.soak:
        leases_are_over(house, open_rows)
    until(lambda: open_rows() == 0, 120, "emptying the outbox")
    with house.work() as work:
        rows = work.session.scalars(select(Outbox)).all()
        assert not [row.id for row in rows if row.failed_at]
        of_responses = Counter(row.arguments["response_id"] for row in rows if "response_id" in row.arguments)
        assert len(of_responses) == everything
        assert set(of_responses.values()) == {1}
    counted = cells(house)
    assert counted
    rebuild_all(house.platform, everybody=True)
    assert cells(house) == counted

    for process in processes.values():
        process.stop()
    with house.work() as work:
        seal(work)
        work.session.flush()
        entries, links = (work.session.scalar(select(func.count()).select_from(t)) for t in (AccessEntry, AccessLink))
        assert first_broken(work) is None
        assert entries == links
    for name in processes:
        assert "Traceback" not in (tmp_path / f"{name}.log").read_text()
