"""Two persons who are one are joined over every table that points to a person, and no table can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from varde.identity.models import Login
from varde.kernel.db import Base, make_engine
from varde.kernel.migrate import upgrade
from varde.kernel.part import Part, PersonalData, Tables
from varde.kernel.personal import PERSON
from varde.people.pointers import STAYS, direct_ways, never_edited, pointers
from varde.platform import TABLES, histories
from varde.testing.house import everything_installed


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return list(everything_installed().all(Part).values())


@pytest.fixture
def migrated_engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    upgrade(engine, histories())
    yield engine
    engine.dispose()


def to_a_person(table: str, column: str) -> bool:
    return any(key.column.table.name == PERSON for key in Base.metadata.tables[table].columns[column].foreign_keys)


def test_every_column_that_leads_to_a_person_is_moved_or_has_a_reason_to_stay(parts: list[Part]) -> None:
    moved = {(pointer.table.name, pointer.column) for pointer in pointers(parts)}
    foreign = {
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if to_a_person(table.name, column.name)
    }
    assert foreign - moved == {place for place in STAYS if to_a_person(*place)}
    assert len(moved) > 20


def test_every_way_that_is_declared_is_moved_or_followed(parts: list[Part]) -> None:
    """A table that holds a person's number without a foreign key is not moved: whoever reads it must ask for both numbers."""
    moved = {(pointer.table.name, pointer.column) for pointer in pointers(parts)}
    assert straight_ways(parts) <= moved | STAYS.keys(), "read it with is_hers, and say so in STAYS"


def test_nothing_of_a_person_lies_where_the_database_lets_nobody_move_it(
    migrated_engine: Engine, parts: list[Part]
) -> None:
    with migrated_engine.connect() as connection:
        unchanging = never_edited(connection)
    assert {"access_entry", "access_link", "enrolment_event", "alert_event"} <= unchanging
    stuck = {way for way in straight_ways(parts) if way[0] in unchanging and to_a_person(*way)}
    assert stuck <= STAYS.keys(), "read it with is_hers, and say so in STAYS"


def straight_ways(parts: list[Part]) -> set[tuple[str, str]]:
    """The declared ways that reach the person in one step, with a foreign key or without."""
    ends = {
        (entry.table, entry.path[0].partition("=")[0]): entry.path[0].partition("=")[2]
        for part in parts
        for entry in part.personal_data or ()
        if len(entry.path) == 1
    }
    assert ends.keys() == direct_ways(parts)
    return {way for way, end in ends.items() if end == "person.id" or (not end and to_a_person(*way))}


def test_a_table_without_a_foreign_key_would_be_seen() -> None:
    part = Part(
        key="x",
        tables=lambda: Tables((Login,)),
        personal_data=(PersonalData("login", ("subject=person.id",), "account"),),
    )
    assert straight_ways([part]) == {("login", "subject")}
    assert [(pointer.table.name, pointer.attribute) for pointer in pointers([part])] == [("login", "person_id")]
