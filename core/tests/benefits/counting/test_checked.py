"""What is counted is compared with itself and with the facts, and made anew where it is wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, update

from varde.assessments.service import remember_sex
from varde.benefits.counting.alone import rebuilding_alone
from varde.benefits.counting.checked import disagrees, last_check
from varde.benefits.counting.checking import check
from varde.benefits.counting.commands import check as check_command
from varde.benefits.counting.commands import rebuild
from varde.benefits.counting.dimensions import AGE, PHASE, PHASES, ROUTE, SEX, age_band, people_of
from varde.benefits.counting.models import NATION, Cell, CellDelta, Contribution, CountedWay
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import (
    OLDER,
    begin_to_count,
    count_more,
    count_older,
    how_counted,
    older,
    rebuild_all,
)
from varde.benefits.counting.recounting import count_together
from varde.benefits.counting.roller import roll_all
from varde.benefits.counting.service import count
from varde.benefits.counting.way import way_of_counting
from varde.benefits.part import clock_tasks
from varde.enrolments.models import ENROLMENT_STATES, Enrolment
from varde.identity.models import Person
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage
from varde.kernel.jobs import Outbox
from varde.kernel.work import Work
from varde.people.service import change
from varde.testing.counted import cells_in
from varde.testing.house import House, all_samples, make_house, sqlite_url


def treated(url: str) -> House:
    """Four who are referred at two clinics, three of them under way, and counted."""
    house = make_house(url, catalogue=all_samples())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    for number in range(4):
        person = house.person("Kari", f"Nordmann {number}")
        with house.work() as work:
            row = work.session.get_one(Person, person.id)
            row.birth_date, row.sex = date(1950 + 20 * number, 1, 1), ("female", "male", None, "female")[number]
        house.enrolled(person, maren, "ridge", ("north", "south")[number % 2], started=number < 3)
    house.platform.drain()
    return house


def test_what_is_wrong_is_found_and_made_anew(database_url: str) -> None:
    house = treated(database_url)
    assert check(house.platform) == {"ok": True, "enrolments": 4, "faults": []}, "what waits is no fault"
    roll_all(house.platform)
    with house.work() as work:
        right = cells_in(work)
    assert check(house.platform)["ok"]
    wrong = (
        update(Cell).where(Cell.place_id == NATION, Cell.group_id == 0).values(sums=b"\x01" + b"\0" * 7),
        delete(Cell).where(Cell.place_id == house.trust.id),
        update(Contribution).values(added=b""),
        delete(Contribution),
    )
    for statement in wrong:
        with house.work() as work:
            work.session.execute(statement)
        told = run(house, check_command)
        assert told[0] == 1
        assert told[1]["faults"], statement
        assert "varde benefits rebuild --everybody" in str(told[1]["faults"])
        with house.work() as work:
            noted = last_check(work)
            assert noted is not None
            assert noted.first in told[1]["faults"], "what it said is kept for the page of operation, and for /readyz"  # type: ignore[operator]
            assert disagrees(work)
        assert run(house, rebuild, "--everybody")[0] == 0
        assert check(house.platform) == {"ok": True, "enrolments": 4, "faults": []}, statement
        with house.work() as work:
            assert cells_in(work) == right
    house.platform.engine.dispose()


def run(house: House, command: object, *arguments: str) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(command, arguments, obj=Console(all_samples, lambda: house.platform))  # type: ignore[arg-type]
    return done.exit_code, json.loads(done.stdout)


def test_who_is_counted_by_an_older_way_is_counted_again_and_nobody_else(tmp_path: Path) -> None:
    house = treated(sqlite_url(tmp_path))
    with house.work() as work:
        assert older(work, "ridge", 10) == []
        first = work.session.scalars(select(Contribution.enrolment_id).order_by(Contribution.enrolment_id)).first()
        work.session.execute(
            update(Contribution).where(Contribution.enrolment_id == first).values(counted_with="before")
        )
        work.session.execute(delete(CellDelta))
        (reached,) = older(work, "ridge", 10)
        assert reached.enrolment_id == first
        assert older(work, "ridge", 10, after=reached) == [], "it goes on after whom it reached"
        assert older(work, "lake", 10) == []
    assert count_older(house.platform) == 1
    with house.work() as work:
        assert older(work, "ridge", 10) == []
        assert work.session.scalars(select(CellDelta)).all() == [], "it adds what it added"


def test_the_clock_has_workers_count_what_is_older_batch_by_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade, where nobody is counted: the clock itself counts nobody, and begins nothing twice."""
    monkeypatch.setattr("varde.benefits.counting.rebuilding.BATCH", 3)
    house = treated(sqlite_url(tmp_path))
    roll_all(house.platform)
    with house.work() as work:
        right = cells_in(work)
        for table in (Cell, Contribution):
            work.session.execute(delete(table))
    (begin,) = [task for task in clock_tasks() if task.every == 3600]
    assert [begin.run(house.platform), begin.run(house.platform)] == [1, 0], "one programme has people"
    with house.work() as work:
        assert work.session.scalars(select(Contribution)).all() == []
        assert (how_counted(work, "ridge").again, how_counted(work, "lake").again) == (True, False)
    assert house.platform.drain() == 3, "three people, one, and nobody more"
    roll_all(house.platform)
    with house.work() as work:
        assert cells_in(work) == right
        assert not how_counted(work, "ridge").again
    assert begin.run(house.platform) == 0


def test_the_clock_looks_for_whoever_is_to_be_counted_when_the_way_is_another_and_once_a_day(tmp_path: Path) -> None:
    """In between it walks over nobody: who is taken out of what was counted by hand is not seen until a day has passed."""
    house = treated(sqlite_url(tmp_path))
    with house.work() as work:
        assert begin_to_count(work) == 0
    with house.work() as work:
        ways = {row.programme: row.way for row in work.session.scalars(select(CountedWay))}
        assert ways["ridge"] == way_of_counting(work, "ridge")
        work.session.execute(delete(Contribution))
    for hours, begun in ((1, 0), (22, 0), (2, 1)):
        house.clock.move(hours=hours)
        with house.work() as work:
            assert begin_to_count(work) == begun, hours
            work.session.execute(delete(Outbox))
    with house.work() as work:
        work.session.execute(update(CountedWay).values(at=work.now))
        assert begin_to_count(work) == 0
        work.session.execute(update(CountedWay).where(CountedWay.programme == "ridge").values(way="of before"))
        assert begin_to_count(work) == 1, "as after an upgrade"
    with house.counted() as statements, house.work() as work:
        begin_to_count(work)
    assert len(statements) == 3


def test_whoever_was_never_counted_is_found(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    house.enrolled(house.person("Kari", "Nordmann"), house.person("Maren", "Lie"), "ridge", "north")
    with house.work() as work:
        work.session.execute(delete(Outbox))
    told = check(house.platform)
    assert (told["ok"], told["enrolments"]) == (False, 1)
    assert "is not counted" in told["faults"][0]
    assert count_older(house.platform) == 1
    assert check(house.platform)["ok"]


def test_whoever_turns_out_to_be_of_another_age_or_sex_is_counted_among_these(tmp_path: Path) -> None:
    """In every programme of hers, though nothing else happens in any of them."""
    house = treated(sqlite_url(tmp_path))
    with house.work() as work:
        person = work.session.get_one(Person, work.session.scalar(select(Enrolment.person_id).order_by(Enrolment.id)))
    house.enrolled(person, house.person("Ida", "Lie"), "lake")
    house.platform.drain()
    with house.work() as work:
        person = work.session.get_one(Person, person.id)
        change(work, person, {"birth_date": "2000-01-01"}, source="staff", by_id=None)
        remember_sex(work, person, "male")
    assert house.platform.drain() == 4, "two programmes, twice"
    assert check(house.platform)["ok"]
    roll_all(house.platform)
    with house.work() as work:
        sexes = {
            programme: sums_of(work, programme, [NATION], dimension=SEX, tracked=False)
            for programme in ("ridge", "lake")
        }
    assert {programme: {row.group for row in counted.rows} for programme, counted in sexes.items()} == {
        "ridge": {"all", "female", "male"},
        "lake": {"all", "male"},
    }


def test_one_dimension_at_a_time(tmp_path: Path) -> None:
    house = treated(sqlite_url(tmp_path))
    roll_all(house.platform)
    found = {}
    with house.work() as work:
        for dimension in (AGE, SEX, ROUTE, PHASE):
            counted = sums_of(work, "ridge", [NATION], dimension=dimension, tracked=False, parts=("flow",))
            found[dimension] = {
                str(key.group): stats.n for key, stats in counted.cells("ridge") if key.category == "referred"
            }
    assert found[SEX] == {"all": 4, "female": 2, "male": 1}
    assert sum(found[AGE].values()) == 2 * found[AGE]["all"] == 8
    assert found[PHASE] == {"all": 4, "under_way": 3, "before": 1}
    assert found[ROUTE]["all"] == 4


def test_the_groups_that_somebody_is_in() -> None:
    on = date(2026, 3, 1)
    ages = {
        "2026-02-28": "0-17",
        "2008-03-02": "0-17",
        "2008-03-01": "18-29",
        "1996-03-01": "30-44",
        "1951-03-02": "60-74",
    }
    assert {born: age_band(date.fromisoformat(born), on) for born in ages} == ages
    assert age_band(date(1900, 1, 1), on) == "75-"
    assert people_of(None, None, None, "active", on) == ((PHASE, "under_way"),)
    known = people_of(date(1990, 5, 5), "female", "self", "discontinued", on)
    assert known == ((AGE, "30-44"), (SEX, "female"), (ROUTE, "self"), (PHASE, "left"))
    assert PHASES.keys() == set(ENROLMENT_STATES)


def test_one_answer_is_counted_in_seven_statements_at_most(database_url: str) -> None:
    """The same however much she has added before, once this process knows the slots."""
    house = treated(database_url)
    roll_all(house.platform)
    costs = []
    for kept in (True, False):
        with house.work() as work:
            first = work.session.scalars(select(Contribution).order_by(Contribution.enrolment_id)).first()
            assert first is not None
            number, first.added = first.enrolment_id, first.added if kept else b""
        with house.counted() as statements, house.work() as work:
            count.run(work, enrolment_id=number)
        costs.append(len(statements))
    assert costs == [5, 7], "five are read, and two written where something is to be added"
    house.platform.engine.dispose()


def is_counted_again(house: House) -> bool:
    with house.work() as work:
        return how_counted(work, "ridge").again


def test_it_is_said_until_all_are_counted_and_workers_go_on_where_it_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("varde.benefits.counting.rebuilding.BATCH", 3)
    house = treated(sqlite_url(tmp_path))
    assert not is_counted_again(house)
    said, batches = [], list[int]()

    def killed(work: Work, programme: str, ids: list[int]) -> None:
        said.append(how_counted(work, programme).again)
        batches.append(len(ids))
        if len(batches) == 2:
            raise KeyboardInterrupt
        count_together(work, programme, ids)

    monkeypatch.setattr("varde.benefits.counting.rebuilding.count_together", killed)
    with pytest.raises(KeyboardInterrupt):
        rebuild_all(house.platform, everybody=True)
    assert (batches, said) == ([3, 1], [True, True])
    monkeypatch.undo()
    assert is_counted_again(house), "one is not counted"
    assert check(house.platform, recount=False)["ok"]
    with house.work() as work:
        assert begin_to_count(work) == 1
    house.platform.drain()
    assert not is_counted_again(house)
    with house.work() as work:
        assert OLDER not in work.session.scalars(select(Contribution.counted_with)).all()
    assert rebuild_all(house.platform) == {"counted": 0}
    assert check(house.platform)["ok"]
    assert not is_counted_again(house)


def test_sums_that_a_killed_rebuild_did_not_make_anew_are_made_by_workers(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = treated(database_url)
    roll_all(house.platform)
    with house.work() as work:
        right = cells_in(work)
        work.session.execute(delete(Cell).where(Cell.place_id == house.trust.id))

    def killed(_work: Work, _programmes: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("varde.benefits.counting.rebuilding.add_again", killed)
    with pytest.raises(KeyboardInterrupt):
        rebuild_all(house.platform, everybody=True)
    monkeypatch.undo()
    assert not check(house.platform)["ok"], "everybody is counted, and the sums are as wrong as before"
    for _ in range(2):
        with house.work() as work:
            begin_to_count(work)
        house.platform.drain()
    assert check(house.platform) == {"ok": True, "enrolments": 4, "faults": []}
    with house.work() as work:
        assert cells_in(work) == right
        work.session.execute(delete(Outbox))
        begin_to_count(work)
        assert work.session.scalars(select(Outbox)).all() == [], "nothing is left to do"
    house.platform.engine.dispose()


def test_a_batch_that_comes_to_the_end_does_not_say_all_while_somebody_is_older(tmp_path: Path) -> None:
    """As one who was moved to a place that the count had passed, or a job of an older way that runs late."""
    house = treated(sqlite_url(tmp_path))
    with house.work() as work:
        begin_to_count(work)
        work.session.execute(update(CountedWay).where(CountedWay.programme == "ridge").values(way=OLDER))
        first = work.session.scalars(select(Contribution.enrolment_id).order_by(Contribution.enrolment_id)).first()
        work.session.execute(update(Contribution).where(Contribution.enrolment_id == first).values(counted_with=OLDER))
        work.enqueue(count_more, programme="ridge", organisation_id=99_999, enrolment_id=0)
    house.platform.drain()
    assert is_counted_again(house)
    with house.work() as work:
        assert begin_to_count(work) == 1, "the clock begins anew"
    house.platform.drain()
    assert not is_counted_again(house)


def test_a_second_one_is_refused_and_workers_leave_it_to_the_first(
    postgres_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("varde.benefits.counting.alone.LONGEST_WAIT", "50ms")
    house = treated(postgres_database_url)
    roll_all(house.platform)
    with rebuilding_alone(house.platform):
        with house.work() as work:
            for stored in work.session.scalars(select(Contribution)):
                stored.counted_with = OLDER
        done = CliRunner().invoke(rebuild, (), obj=Console(all_samples, lambda: house.platform))
        assert isinstance(done.exception, BadUsage)
        assert str(done.exception) == (
            "Another varde benefits rebuild is under way. Nothing was done; wait until it has ended."
        )
        with house.work() as work:
            assert begin_to_count(work) == 0
            work.enqueue(count_more, programme="ridge")
        house.platform.drain()
        with house.work() as work:
            assert set(work.session.scalars(select(Contribution.counted_with))) == {OLDER}
    assert rebuild_all(house.platform) == {"counted": 4}, "it holds nothing any more"
    house.platform.engine.dispose()
