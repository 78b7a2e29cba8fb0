"""Listeners hear in whatever order, and the same story leaves the same rows."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.service import alert_of, close_alert, open_alerts
from varde.assessments.service import open_sheet, submit
from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume, start, take_over
from varde.kernel.part import Part
from varde.modules.progress import finish_step, path_of
from varde.platform import tables_in
from varde.programmes.values import Programme
from varde.referrals.service import decide
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url

HEAVY = {f"q{number}": 3 for number in range(1, 10)}
NOTE = "Ringte henne, og hun er trygg nå."


def passes(house: House, **time: float) -> None:
    """The clock moves, and what is due is done."""
    house.clock.move(**time)
    tick(house.platform)
    house.platform.drain()


def tell(house: House) -> None:
    """Refer, decide, start, take a step, write and answer, hand in a heavy answer, be silent, change therapist, pause, resume,
    close an alert, be told of another, and end."""
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    patient = house.person("Ingrid", "Solheim")
    by_maren, by_sara = house.actor(maren, ("therapist", house.clinic)), house.actor(sara, ("therapist", house.clinic))
    herself = house.actor(patient)
    enrolment_id = house.referred(patient, "ridge")
    with house.work() as work:
        decide(work, by_maren, work.session.get_one(Enrolment, enrolment_id), accept=True, track="north")
    passes(house, hours=3)
    with house.work() as work:
        start(work, work.session.get_one(Enrolment, enrolment_id))
    _take_a_step(house, enrolment_id)
    with house.work() as work:
        write(work, herself, work.session.get_one(Enrolment, enrolment_id), "Hei, jeg har begynt.", "first")
    passes(house, hours=1)
    with house.work() as work:
        write(work, by_maren, work.session.get_one(Enrolment, enrolment_id), "Så bra!", "second")
    with house.work() as work:
        item = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        ).one()
        submit(work, herself, open_sheet(work, herself, item, write=True), "phq-9", HEAVY)
    passes(house, hours=9)
    with house.work() as work:
        take_over(work, by_sara, work.session.get_one(Enrolment, enrolment_id), "Maren har ferie")
    with house.work() as work:
        for row, _ in open_alerts(work, enrolment_id):
            close_alert(work, by_sara, alert_of(work, enrolment_id, row.id), NOTE)
    with house.work() as work:
        pause(work, by_sara, work.session.get_one(Enrolment, enrolment_id))
    passes(house, days=10)
    with house.work() as work:
        resume(work, by_sara, work.session.get_one(Enrolment, enrolment_id))
    for _ in range(30):
        passes(house, days=1)
    with house.work() as work:
        end(work, sara.id, work.session.get_one(Enrolment, enrolment_id), "completed")
    passes(house, hours=1)


def _take_a_step(house: House, enrolment_id: int) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        module = path_of(work, enrolment, "nb").here
        assert module is not None
        assert work.catalogue.one(Programme, "ridge").module(module.module.key) is module.module
        finish_step(work, enrolment, module, module.module.steps[0])


def rows_of(house: House) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table. What is sealed is another text each time it is sealed, and is left out; jobs that are written
    down at one moment may be done in any order, and have no numbers here."""
    with house.platform.engine.connect() as connection:
        rows = {
            table.name: [
                {name: value for name, value in row.items() if not isinstance(value, bytes)}
                for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in tables_in(house.platform.catalogue.all(Part).values())
        }
    jobs = [{name: value for name, value in row.items() if name != "id"} for row in rows["outbox"]]
    return rows | {"outbox": sorted(jobs, key=lambda job: (job["created_at"], job["job"], str(job["arguments"])))}


def told_in_order(folder: Path, seed: int | None) -> dict[str, list[dict[str, Any]]]:
    """The rows after the story, told to listeners and subscribers in an order of chance."""
    folder.mkdir()
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    heard = house.platform.listeners
    if seed is not None:
        chance = random.Random(seed)
        for event, listeners in heard.items():
            heard[event] = tuple(chance.sample(listeners, len(listeners)))
    tell(house)
    rows = rows_of(house)
    house.platform.engine.dispose()
    return rows


@pytest.mark.slow
def test_the_order_of_listeners_leaves_no_trace(tmp_path: Path) -> None:
    straight = told_in_order(tmp_path / "straight", None)
    told = {name for name, rows in straight.items() if rows}
    assert {"alert", "agenda_item", "caseload_row", "delivery", "message", "module_state", "response"} <= told
    for seed in (1, 2, 3, 4):
        assert told_in_order(tmp_path / str(seed), seed) == straight, f"seed {seed}"
