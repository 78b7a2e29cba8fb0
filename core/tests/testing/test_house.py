"""Houses share what is the same in all of them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from varde.identity.models import Organisation, Person
from varde.kernel.jobs import Outbox
from varde.kernel.migrate import behind
from varde.measurements.courses import bases_of
from varde.measurements.errors import BadBase
from varde.notifications.models import Delivery
from varde.platform import histories
from varde.testing import compiled
from varde.testing import house as houses
from varde.testing.house import House, make_house, migrate, sample_only, sqlite_url, token


@pytest.fixture
def two(tmp_path: Path) -> tuple[House, House]:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    first, second = (make_house(sqlite_url(folder), catalogue=sample_only()) for folder in folders)
    return first, second


def names(house: House) -> list[str]:
    with house.work() as work:
        return list(work.session.scalars(select(Person.family_name)))


def test_each_has_its_own_people(two: tuple[House, House]) -> None:
    first, second = two
    first.person("Kari", "Nordmann")
    second.person("Ola", "Berg")
    assert (names(first), names(second)) == (["Nordmann"], ["Berg"])


def test_the_second_compiles_nothing_that_the_first_has_compiled(two: tuple[House, House]) -> None:
    first, second = two
    addresses = [rule.rule for rule in first.app.url_map.iter_rules()]
    names(first)
    statements, writers = len(houses.STATEMENTS), len(compiled.Rule.writers)
    assert [rule.rule for rule in second.app.url_map.iter_rules()] == addresses
    names(second)
    assert (len(houses.STATEMENTS), len(compiled.Rule.writers)) == (statements, writers)


def test_each_session_has_its_own_forgery_token(two: tuple[House, House]) -> None:
    first, second = two
    person = second.person("Ola", "Berg")
    kari, ola = first.browser(first.person("Kari", "Nordmann")), second.browser(person)
    assert token(kari) == token(kari) != token(ola)
    page = ola.get("/hjelp").text
    assert f'<meta name="csrf-token" content="{token(ola)}.{person.id}.' in page  # and whom the page was made for
    assert token(kari) not in page


def test_a_migrated_database_is_at_this_version_and_empty(database_url: str) -> None:
    migrate(database_url)  # again: it was prepared in this way already
    engine = houses.migrated(database_url)
    assert behind(engine, histories()) == []
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {Organisation.__tablename__}")) == 0
    engine.dispose()


def test_the_clock_acts_when_it_is_told_to(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Lie", ("therapist", house.clinic))
    house.enrolled(ingrid, maren)
    house.tick()
    with house.work() as work:
        waiting = work.session.scalar(select(func.count()).select_from(Outbox).where(Outbox.done_at.is_(None)))
        sent = work.session.scalar(select(func.count()).select_from(Delivery))
    assert (waiting, sent) == (0, 1), "she is told that there is something to answer"


def test_a_therapist_sets_the_number_that_a_patients_zones_follow_from(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    therapist = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment = house.enrolled(house.person("Ingrid", "Solheim"), therapist, "sample")
    house.set_base(therapist, enrolment, "sample-breath", 480)
    with house.work() as work:
        assert bases_of(work, enrolment)["sample-breath"].value == 480
    with pytest.raises(BadBase):
        house.set_base(therapist, enrolment, "sample-breath", 4800)
