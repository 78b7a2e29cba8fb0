"""What goes when a period is over: counted from the last end, the longest period, never while a hold stands; by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from varde import cli
from varde.audit.models import AccessEntry
from varde.dialogue.service import write
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.identity.service import grant
from varde.notifications.models import Delivery
from varde.privacy.deciding import set_hold
from varde.privacy.erasure_models import ErasedPerson, ErasureCertificate
from varde.privacy.keeping import (
    KIND,
    RULES,
    act,
    erase_what_is_over,
    first_of_january,
    going,
    months_before,
    periods,
    plan_for_those_with_rules,
)
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, environment

from .conftest import Pair


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2027-01-01", 12, "2026-01-01"),
        ("2027-01-01", 120, "2017-01-01"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2028-03-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2027-02-28"),
        ("2026-12-31", 1, "2026-11-30"),
        ("2026-01-15", 13, "2024-12-15"),
    ],
)
def test_so_many_months_before(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_the_next_first_of_january() -> None:
    assert first_of_january(date(2026, 12, 31)) == first_of_january(date(2026, 1, 1)) == date(2027, 1, 1)


@pytest.fixture
def over(pair: Pair) -> Pair:
    """Both enrolments have ended, Ingrid's first."""
    for enrolment_id in (pair.ingrids, pair.tors):
        with pair.house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            therapist = pair.house.actor(pair.maren, ("therapist", pair.house.clinic))
            write(work, therapist, enrolment, "Hei", once=f"answer{enrolment_id}")
            end(work, pair.maren.id, enrolment, "completed")
        pair.house.platform.drain()
        pair.house.clock.move(days=1)
    return pair


def decided(house: House, organisation: Organisation, **settings: int) -> None:
    with house.work() as work:
        row = work.session.get_one(Organisation, organisation.id)
        row.details = {**row.details, **settings}


def seen(pair: Pair, *, later: int) -> dict[str, tuple[list[str], int]]:
    """Who would go by each rule so many days from now, and how many are on hold."""
    with pair.house.work() as work:
        places = [pair.house.clinic.id]
        rows = going(work, places, work.today + timedelta(days=later))
        names = {person.id: person.given_name for person in work.session.scalars(select(Person))}
        return {row.rule.key: (sorted(names[each] for each in row.people), row.on_hold) for row in rows}


def test_nothing_goes_until_an_organisation_has_said_so(over: Pair) -> None:
    assert seen(over, later=200 * 366) == {"keep_record": ([], 0), "keep_notices": ([], 0)}


@pytest.mark.parametrize(
    ("later", "who"), [(363, []), (364, ["Ingrid"]), (365, ["Ingrid", "Tor"]), (9999, ["Ingrid", "Tor"])]
)
def test_from_the_day_it_is_over(over: Pair, later: int, who: list[str]) -> None:
    """Ingrid's ended two days ago, and Tor's one; a year is to have gone since."""
    decided(over.house, over.house.clinic, keep_record_years=1)
    over.house.clock.move(days=-1)
    assert seen(over, later=later)["keep_record"] == (who, 0)


@pytest.mark.parametrize(
    ("at_clinic", "at_trust", "at_region", "months"),
    [(0, 0, 0, None), (1, 0, 0, 12), (0, 2, 0, 24), (1, 2, 0, 24), (3, 2, 0, 36), (1, 0, 5, 60)],
)
def test_the_longest_period_on_the_line_holds(
    over: Pair, at_clinic: int, at_trust: int, at_region: int, months: int | None
) -> None:
    house = over.house
    for place, years in ((house.clinic, at_clinic), (house.trust, at_trust), (house.region, at_region)):
        decided(house, place, keep_record_years=years)
    with house.work() as work:
        assert periods(work, RULES[0]).get(house.clinic.id) == months


def another(pair: Pair, place: Organisation, *, open_still: bool = False) -> None:
    """Ingrid has had, or has, an enrolment elsewhere too."""
    with pair.house.work() as work:
        enrolment = work.session.get_one(Enrolment, pair.ingrids)
        values = {column.key: getattr(enrolment, column.key) for column in Enrolment.__table__.columns}
        del values["id"]
        if open_still:
            values |= {"state": "active", "ended_at": None, "end_reason": None}
        work.add(Enrolment(**values | {"organisation_id": place.id, "programme": "another"}))


def test_whoever_is_somewhere_that_has_no_period_stays(over: Pair) -> None:
    decided(over.house, over.house.clinic, keep_record_years=1)
    another(over, over.house.elsewhere)
    assert seen(over, later=9999)["keep_record"] == (["Tor"], 0)
    decided(over.house, over.house.elsewhere, keep_record_years=3)
    assert seen(over, later=2 * 365)["keep_record"] == (["Tor"], 0), "the longest of the two"
    assert seen(over, later=3 * 366)["keep_record"] == (["Ingrid", "Tor"], 0)


def test_whoever_is_under_way_anywhere_stays(over: Pair) -> None:
    for place in (over.house.clinic, over.house.elsewhere):
        decided(over.house, place, keep_record_years=1)
    another(over, over.house.elsewhere, open_still=True)
    assert seen(over, later=9999)["keep_record"] == (["Tor"], 0)


def test_whoever_is_on_hold_is_counted_apart(over: Pair) -> None:
    decided(over.house, over.house.clinic, keep_record_years=1, keep_notices_months=1)
    officer = over.house.person("Gro", "Nes", ("privacy_officer", over.house.trust))
    with over.house.work() as work:
        actor = over.house.actor(officer, ("privacy_officer", over.house.trust))
        set_hold(work, actor, work.session.get_one(Person, over.ingrid.id), "Tilsynssak 2026", None)
    assert seen(over, later=9999) == {"keep_record": (["Tor"], 1), "keep_notices": (["Tor"], 1)}


# --- the run


def certificates(pair: Pair) -> list[tuple[str, int]]:
    with pair.house.work() as work:
        rows = work.session.scalars(select(ErasureCertificate).order_by(ErasureCertificate.id))
        return [(row.rule, row.people) for row in rows]


def names(pair: Pair) -> set[str]:
    with pair.house.work() as work:
        rows = work.session.scalars(select(Person).where(Person.id.in_([pair.ingrid.id, pair.tor.id])))
        return {row.given_name for row in rows}


def test_the_agenda_erases_at_night_a_few_at_a_time(over: Pair) -> None:
    decided(over.house, over.house.clinic, keep_record_years=1)
    over.house.clock.move(days=366)
    with over.house.work() as work:
        plan_for_those_with_rules(work)
        plan_for_those_with_rules(work)
        (item,) = work.session.scalars(select(AgendaItem).where(AgendaItem.kind == KIND))
        assert (item.organisation_id, item.act_at) == (over.house.clinic.id, item.due_at)
    with over.house.work() as work:
        assert erase_what_is_over(work, over.house.clinic.id, most=1)
    assert names(over) == {"", "Tor"}
    with over.house.work() as work:
        item = work.session.scalars(select(AgendaItem).where(AgendaItem.kind == KIND)).one()
        following = act(work, item)
        assert following is not None
        assert following.astimezone(work.zone).time().isoformat() == "02:30:00"
        assert not erase_what_is_over(work, over.house.clinic.id)
    assert names(over) == {""}
    assert certificates(over) == [("keep_record", 1), ("keep_record", 1)]
    with over.house.work() as work:
        assert len(work.session.scalars(select(ErasedPerson)).all()) == 2
        log = work.session.scalars(select(AccessEntry).where(AccessEntry.basis == "retention")).all()
        assert sorted(entry.patient_id or 0 for entry in log) == sorted([over.ingrid.id, over.tor.id])


def test_a_run_that_is_killed_goes_on_where_it_was(over: Pair) -> None:
    decided(over.house, over.house.clinic, keep_record_years=1)
    over.house.clock.move(days=366)
    with pytest.raises(KeyboardInterrupt), over.house.work() as work:
        erase_what_is_over(work, over.house.clinic.id, most=1)
        raise KeyboardInterrupt
    assert names(over) == {"Ingrid", "Tor"}
    assert certificates(over) == []
    with over.house.work() as work:
        assert not erase_what_is_over(work, over.house.clinic.id)
    assert (names(over), certificates(over)) == ({""}, [("keep_record", 2)])


def test_whom_something_stands_in_the_way_of_is_passed_over(over: Pair) -> None:
    """She has come to work here since; she stays, and the other goes."""
    decided(over.house, over.house.clinic, keep_record_years=1)
    over.house.clock.move(days=366)
    with over.house.work() as work:
        grant(work, work.session.get_one(Person, over.ingrid.id), "therapist", over.house.elsewhere)
    with over.house.work() as work:
        assert not erase_what_is_over(work, over.house.clinic.id)
    assert (names(over), certificates(over)) == ({"Ingrid", ""}, [("keep_record", 1)])


def test_notices_go_and_the_record_stays(over: Pair) -> None:
    decided(over.house, over.house.clinic, keep_notices_months=1)
    over.house.clock.move(days=40)
    assert seen(over, later=0)["keep_notices"] == (["Ingrid", "Tor"], 0)
    with over.house.work() as work:
        assert not erase_what_is_over(work, over.house.clinic.id)
    assert seen(over, later=0)["keep_notices"] == ([], 0)
    with over.house.work() as work:
        hers = Delivery.person_id.in_([over.ingrid.id, over.tor.id])
        assert work.session.scalars(select(Delivery).where(hers)).all() == []
        assert work.session.get_one(Enrolment, over.ingrids).state == "completed"
        certificate = work.session.scalars(select(ErasureCertificate)).one()
        assert (certificate.rule, certificate.people, set(certificate.counts)) == ("keep_notices", 2, {"notices"})
        assert work.session.scalars(select(ErasedPerson)).all() == [], "nobody is erased"
    assert names(over) == {"Ingrid", "Tor"}


@pytest.mark.usefixtures("samples_installed")
def test_the_preview_by_command(over: Pair) -> None:
    decided(over.house, over.house.clinic, keep_record_years=1)

    def run(*arguments: str) -> Any:
        cli.platform.cache_clear()
        try:
            url = str(over.house.platform.engine.url)
            answer = CliRunner().invoke(cli.varde, ["privacy", "retention", *arguments], env=environment(url))
        finally:
            cli.platform.cache_clear()
        assert answer.exit_code == 0, answer.output
        return json.loads(answer.stdout)

    nobody = {"rule": "keep_notices", "people": 0, "on_hold": 0}
    said = {"on": "2040-01-01", "rules": [{"rule": "keep_record", "people": 2, "on_hold": 0}, nobody]}
    assert run("--on", "2040-01-01") == said
    assert run("--on", "2040-01-01", "--organisation", over.house.trust.key) == said
    assert run("--on", "2040-01-01", "--organisation", over.house.elsewhere.key)["rules"][0]["people"] == 0
    assert run()["on"].endswith("-01-01")
    assert names(over) == {"Ingrid", "Tor"}
