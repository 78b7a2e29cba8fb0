"""What the sample does every hour, and what it says before Varde starts: recurring work and a check, as a plugin has them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from varde.kernel.assembly import gathered
from varde.kernel.jobs import Outbox
from varde.kernel.part import Part, StartCheck
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.kits import lend
from varde.testing.sample.models import Kit
from varde.worker import clock_tasks


def with_kit(folder: Path) -> House:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    maren, kari = house.person("Maren", "Lie", ("therapist", house.clinic)), house.person("Kari", "Vik")
    enrolment_id = house.enrolled(kari, maren, "sample")
    with house.work() as work:
        lend(work, enrolment_id, "K1000", "gangen")
    house.platform.drain()
    return house


def says(house: House, **values: object) -> None:
    with house.work() as work:
        work.session.execute(update(Kit).values(**values))


def test_a_kit_that_is_nearly_empty_is_asked_for_again(tmp_path: Path) -> None:
    house = with_kit(tmp_path)
    (task,) = (each for each in clock_tasks(house.platform) if each.name == "sample.batteries")
    task.run(house.platform)
    says(house, battery=12, heard_at=house.clock.now())
    task.run(house.platform)
    house.platform.drain()
    with house.work() as work:
        assert work.session.scalars(select(Kit.batteries_asked_at)).one() == work.now
        assert work.session.scalars(select(Outbox.last_error).where(Outbox.job == "sample.send-batteries")).all() == [
            None
        ]
    task.run(house.platform)
    with house.work() as work:
        asked = work.session.scalars(select(Outbox.id).where(Outbox.job == "sample.send-batteries")).all()
    assert len(asked) == 1, "once, however often it is run"


def test_what_no_box_can_say_is_a_warning(tmp_path: Path) -> None:
    house = with_kit(tmp_path)
    checks: list[StartCheck] = gathered(house.platform.catalogue.all(Part).values(), "start_checks", [])
    (check,) = (each for each in checks if each.key == "sample.clocks")
    assert not check.refuses
    with house.work() as work:
        assert check.faults(work) == []
    says(house, battery=50, heard_at=house.clock.now() - timedelta(hours=1))
    with house.work() as work:
        assert check.faults(work) == ["The box K1000 was heard of before it was lent."]
