"""The demo's weekly group: made once, of those in the activity's programmes, with what was said of every session that has been."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from varde.enrolments.models import Enrolment
from varde.groups.models import CareGroup, GroupAttendance, GroupSession
from varde.plugin.simulation import Clinic, Simulation
from varde.testing.house import everything_installed, make_house, sqlite_url
from varde_demo.groups import WEEKS, WEEKS_AGO, gather
from varde_demo.organisations import Site


def test_a_group_is_gathered_once(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=everything_installed())
    coach = house.person("Jonas", "Lie", ("therapist", house.clinic))
    people = [house.person(f"Nr{n}", "Strand") for n in range(4)]
    programme = house.programme("frisklivs")
    site = Site(house.clinic, programme, [coach], Simulation("frisklivs", Clinic("klinikken", "Klinikken")))
    with house.work() as work:
        for number, person in enumerate(people):
            work.add(
                Enrolment(
                    person_id=person.id,
                    organisation_id=house.clinic.id,
                    programme="frisklivs" if number % 2 else "frisklivs-in-person",
                    state="active",
                    referred_at=work.now,
                    started_at=work.now,
                )
            )
        work.session.flush()
        until = work.now
        assert gather(work, [site], 1, until) == 1
        assert gather(work, [site], 1, until) == 0
        assert work.now == until
        been = func.count(GroupSession.id).filter(GroupSession.starts_at < until)
        assert work.session.execute(select(func.count(GroupSession.id), been)).one() == (WEEKS, WEEKS_AGO)
        assert work.session.scalar(select(func.count()).select_from(GroupAttendance)) == WEEKS_AGO * len(people)
        assert work.session.scalars(select(CareGroup.name)).all() == ["Gå og prat"]
    house.platform.engine.dispose()
