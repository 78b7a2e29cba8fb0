"""Silence is no alert while there is nothing to do but wait for what opens next."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.assessments.service import open_sheet, submit
from varde.enrolments.models import Enrolment
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.modules.progress import finish_step, path_of
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url


def days(house: House, number: int) -> None:
    for _ in range(number):
        house.clock.move(days=1)
        tick(house.platform)


def do_what_is_open(house: House, enrolment_id: int) -> None:
    """Every step that is open now."""
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        while (view := path_of(work, enrolment, "nb").here) is not None and view.next_step is not None:
            finish_step(work, enrolment, view, view.next_step)
            work.session.flush()


def answer_the_start(house: House, enrolment_id: int) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        patient = house.actor(enrolment.person)
        query = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        sheet = open_sheet(work, patient, work.session.scalars(query).one(), write=True)
        while sheet.unanswered:
            instrument = work.catalogue.one(Instrument, sheet.unanswered[0])
            submit(work, patient, sheet, instrument.key, {item.key: int(item.low) for item in items_of(instrument)})


def silent(house: House, enrolment_id: int) -> bool:
    with house.work() as work:
        rows = select(RaisedAlert.alert).where(RaisedAlert.enrolment_id == enrolment_id)
        return "lake.inactive" in set(work.session.scalars(rows))


def test_who_has_done_everything_that_is_open_is_not_called_silent(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    therapist = house.person("Maren", "Aas", ("therapist", house.clinic))
    diligent = house.enrolled(house.person("Ingrid", "Solheim"), therapist, "lake")
    stopped = house.enrolled(house.person("Ola", "Nordmann"), therapist, "lake")
    for one in (diligent, stopped):
        answer_the_start(house, one)
        do_what_is_open(house, one)
    for wait in (8, 15):  # the second module opens after a week, the third after three
        days(house, wait)
        do_what_is_open(house, diligent)
    days(house, 40)
    assert silent(house, stopped)
    assert not silent(house, diligent), "the fourth module opens on day 70"
    days(house, 45)
    assert silent(house, diligent), "it has stood open for weeks"
