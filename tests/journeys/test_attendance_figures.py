"""A municipality compares attendance at the same group, with digital follow-up and without: two programmes, one group, no names."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from varde.enrolments.models import Enrolment, Offering
from varde.groups.attending import Came, record_came
from varde.groups.members import join
from varde.groups.models import GroupSession
from varde.groups.service import GroupPlan, make_group
from varde.kernel.words import Text
from varde.testing.house import BEGINNING, everything_installed, make_house, sqlite_url


def test_the_two_shares_stand_side_by_side(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=everything_installed())
    coach = house.person("Jonas", "Lie", ("therapist", house.clinic))
    manager = house.person("Liv", "Dal", ("manager", house.clinic))
    people = [house.person(f"Nr{n}", "Strand") for n in range(13)]
    programmes = ["frisklivs"] * 7 + ["frisklivs-in-person"] * 6
    with house.work() as work:
        of_it = Offering.organisation_id == house.clinic.id, Offering.programme == "frisklivs"
        offering = work.session.scalars(select(Offering).where(*of_it)).one()
        plan = GroupPlan(Text("Gå og prat", "Gå og prat", "Walk"), 14, (coach.id,))
        group = make_group(work, offering, "activity", plan, coach.id)
        enrolments = [
            work.add(
                Enrolment(
                    person_id=person.id,
                    organisation_id=house.clinic.id,
                    programme=programme,
                    state="active",
                    referred_at=work.now,
                    started_at=work.now,
                )
            )
            for person, programme in zip(people, programmes, strict=True)
        ]
        times = [
            work.add(GroupSession(group_id=group.id, starts_at=BEGINNING + timedelta(days=day), minutes=60))
            for day in (1, 2)
        ]
        work.session.flush()
        for enrolment in enrolments:
            join(work, enrolment, group, coach.id)
    house.clock.move(days=3)
    with house.work() as work:
        for number, enrolment in enumerate(enrolments):
            for session in times:
                # One of each five of those with, every other of those without, was missed.
                missed = number in (0, 1, 2) if number < 7 else number % 2
                record_came(work, group, session, enrolment, Came("missed" if missed else "attended"), coach.id)
    house.clock.move(days=30)
    page = house.browser(manager, staff=True).get("/oppmote").get_data(as_text=True)
    assert "57 % (33 til 79), n = 14 ganger av 7" in page
    assert "50 % (25 til 75), n = 12 ganger av 6" in page
    assert "Strand" not in page
    assert house.browser(coach, staff=True).get("/oppmote").status_code == 403
    house.platform.engine.dispose()
