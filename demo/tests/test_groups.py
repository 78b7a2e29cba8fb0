"""The demo's groups, made once: the weekly one with what was said of every session that has been, and the starts together of those
who begin with one."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from varde.enrolments.models import Enrolment, Offering
from varde.groups.attending import passed
from varde.groups.models import CareGroup, GroupAttendance, GroupMember, GroupSession
from varde.modules.models import ModuleState
from varde.plugin.simulation import Clinic, Simulation
from varde.testing.house import everything_installed, make_house, sqlite_url
from varde_demo.groups import WEEKS, WEEKS_AGO, gather
from varde_demo.organisations import Site
from varde_demo.starts import AHEAD, BACK, start_together

SEED = 4
"""One by which enough of both stay away that their shares are shown."""


def test_a_group_is_gathered_once_and_a_manager_compares(tmp_path: Path) -> None:
    """With digital follow-up and without: two shares, each with how many and an interval, and nobody's name."""
    house = make_house(sqlite_url(tmp_path), catalogue=everything_installed())
    coach = house.person("Jonas", "Lie", ("therapist", house.clinic))
    people = [house.person(f"Nr{n}", "Strand") for n in range(12)]
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
        assert gather(work, [site], SEED, until) == 1
        assert gather(work, [site], SEED, until) == 0
        assert work.now == until
        been = func.count(GroupSession.id).filter(GroupSession.starts_at < until)
        assert work.session.execute(select(func.count(GroupSession.id), been)).one() == (WEEKS, WEEKS_AGO)
        assert work.session.scalar(select(func.count()).select_from(GroupAttendance)) == WEEKS_AGO * len(people)
        assert work.session.scalars(select(CareGroup.name)).all() == ["Gå og prat"]
    manager = house.person("Liv", "Dal", ("manager", house.clinic))
    page = house.browser(manager, staff=True).get("/oppmote").get_data(as_text=True)
    assert len(re.findall(r"\d+ % \(\d+ til \d+\), n = \d+ ganger av \d+", page)) == 2
    assert "Strand" not in page
    house.platform.engine.dispose()


def test_those_who_have_begun_were_at_their_start_and_the_others_wait(tmp_path: Path) -> None:
    """So that no module is closed to whoever has been in it; of those who wait one has stayed away twice and one once."""
    house = make_house(sqlite_url(tmp_path), catalogue=everything_installed())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    people = [house.person(f"Nr{n}", "Strand") for n in range(9)]
    site = Site(house.clinic, house.programme("ibs"), [maren], Simulation("ibs", Clinic("klinikken", "Klinikken")))
    with house.work() as work:
        until = work.now
        for number, person in enumerate(people):
            days = timedelta(days=400 if number == 0 else 70 - 7 * number if number < 5 else 60)
            active = number < 6
            row = work.add(
                Enrolment(
                    person_id=person.id,
                    organisation_id=house.clinic.id,
                    programme="ibs",
                    state="active" if active else "waiting",
                    referred_at=until - days - timedelta(days=30),
                    started_at=until - days if active else None,
                )
            )
            work.session.flush()
            if number < 5:
                work.add(ModuleState(enrolment_id=row.id, module="know-your-gut", steps_done=[]))
        work.session.flush()
        assert start_together(work, [site], 1, until) == BACK + AHEAD
        assert start_together(work, [site], 1, until) == 0
        assert work.now == until
        rows = work.session.scalars(select(Enrolment).order_by(Enrolment.id)).all()
        been = passed(work, [each.id for each in rows], ["start"], until)
        assert [len(been[each.id]) for each in rows] == [1] * 5 + [0] * 4
        missed = func.count(GroupAttendance.id).filter(GroupAttendance.state == "missed")
        waits = Enrolment.id.in_([each.id for each in rows if not been[each.id]])
        by_enrolment = select(missed).join(Enrolment, Enrolment.id == GroupAttendance.enrolment_id).where(waits)
        assert sorted(work.session.scalars(by_enrolment.group_by(Enrolment.id).having(missed > 0))) == [1, 2]
        ahead = GroupSession.starts_at > until
        chosen = select(func.count(func.distinct(GroupMember.enrolment_id))).join(
            GroupSession, GroupSession.group_id == GroupMember.group_id
        )
        assert work.session.scalar(chosen.where(ahead)) in range(1, 5)
        of_it = Offering.organisation_id == house.clinic.id, Offering.programme == "ibs"
        assert work.session.scalars(select(Offering).where(*of_it)).one().settings["group_start"] is True
    house.platform.engine.dispose()
