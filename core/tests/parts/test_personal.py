"""Whom each table is about: every table is spoken of, and every way is held against the foreign keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from varde.kernel.assembly import assemble
from varde.kernel.part import Part, PersonalData, Tables
from varde.kernel.table_faults import table_faults
from varde.parts import CORE, PARTS
from varde.privacy.inventory import inventory


class Own(DeclarativeBase):
    """Tables of a small house of its own."""

    metadata = MetaData()


class Person(Own):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)


class Diary(Own):
    __tablename__ = "calm_diary"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    mood: Mapped[int]


class Entry(Own):
    __tablename__ = "calm_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    diary_id: Mapped[int] = mapped_column(ForeignKey("calm_diary.id"))
    whose: Mapped[int]


class Kind(Own):
    __tablename__ = "calm_kind"
    id: Mapped[int] = mapped_column(primary_key=True)


PEOPLE = Part(key="people", tables=lambda: Tables((Person,)), personal_data=(PersonalData("person", (), "account"),))
DIARY = PersonalData("calm_diary", ("person_id",), "record")
ENTRY = PersonalData("calm_entry", ("diary_id", "person_id"), "record")
KIND = PersonalData("calm_kind", (), "nobody")
HERE = Path(__file__).parent


def tables(*models: type, prefix: str = "calm_", versions: Path | None = HERE) -> Callable[[], Tables]:
    return lambda: Tables(models or (Diary, Entry, Kind), prefix, versions)


CALM = Part(key="calm", tables=tables(), personal_data=(DIARY, ENTRY, KIND))


def faults_with(*personal_data: PersonalData) -> list[str]:
    """What is wrong when the part says this, the place of the part left out."""
    faults = table_faults((PEOPLE, replace(CALM, personal_data=personal_data)), {"people"})
    return [re.sub(r" \(\S+:\d+\)", "", fault) for fault in faults]


def test_what_is_said_rightly_is_let_in() -> None:
    assert faults_with(DIARY, ENTRY, KIND) == []
    assert faults_with(DIARY, replace(ENTRY, path=("whose=person.id",)), KIND) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ((DIARY, KIND), "personal_data must say once whom the table calm_entry is about, and does so 0 times."),
        (
            (DIARY, DIARY, ENTRY, KIND),
            "personal_data must say once whom the table calm_diary is about, and does so 2 times.",
        ),
        (
            (DIARY, ENTRY, KIND, PersonalData("person", (), "record")),
            "personal_data speaks of the table person, which is none of its own.",
        ),
        (
            (DIARY, PersonalData("calm_entry", (), "nobody"), KIND),
            "the table calm_entry is said to be about nobody, and its foreign keys lead to a person.",
        ),
        (
            (DIARY, replace(ENTRY, path=("diary_id",)), KIND),
            "the path of the table calm_entry leads to no person: it ends at calm_diary.",
        ),
        (
            (DIARY, replace(ENTRY, path=("whose",)), KIND),
            "the path of the table calm_entry leads to no person: calm_entry.whose is no foreign key.",
        ),
        (
            (DIARY, replace(ENTRY, path=("diary", "person_id")), KIND),
            "the path of the table calm_entry leads to no person: calm_entry has no column diary.",
        ),
        (
            (DIARY, replace(ENTRY, path=("whose=people.id",)), KIND),
            "the path of the table calm_entry leads to no person: there is no table people.",
        ),
        (
            (DIARY, ENTRY, replace(KIND, data="secret")),  # type: ignore[arg-type]
            "the data of the table calm_kind is 'secret' and must be one of account, contact, counted, dialogue, list, "
            "log, nobody, record.",
        ),
    ],
)
def test_what_is_said_wrongly_is_one_sentence(said: tuple[PersonalData, ...], fault: str) -> None:
    assert faults_with(*said) == [f"The part calm: {fault}"]


class Elsewhere(DeclarativeBase):
    """Tables that Varde does not know of."""


class Stray(Elsewhere):
    __tablename__ = "calm_stray"
    id: Mapped[int] = mapped_column(primary_key=True)


def pointing(name: str, target: str, ondelete: str | None = None) -> type:
    """A table with a column that points there; mapped for this test alone."""
    columns: list[Column[Any]] = [Column("id", Integer, primary_key=True)]
    columns.append(Column("to", ForeignKey(target, ondelete=ondelete)))
    return type(name, (), {"__tablename__": name, "__table__": Table(name, Own.metadata, *columns)})


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (tables(prefix=""), "the prefix of its tables is '' and must be 'calm_'."),
        (tables(versions=None), "versions must be the folder of the migrations of its tables, and is None."),
        (
            tables(versions=Path("/nowhere")),
            "versions must be the folder of the migrations of its tables, and is /nowhere.",
        ),
        (tables(Stray), "the table calm_stray must be made of varde.plugin.tables.Base."),
    ],
)
def test_the_tables_of_a_plugin_are_as_they_must_be(given: Callable[[], Tables], fault: str) -> None:
    faults = table_faults((PEOPLE, replace(CALM, tables=given)), {"people"})
    assert [re.sub(r" \(\S+:\d+\)", "", each) for each in faults if "is in no part" not in each] == [
        f"The part calm: {fault}"
    ]


@pytest.mark.parametrize(
    ("target", "ondelete", "fault"),
    [
        ("calm_kind.id", None, None),
        ("person.id", "CASCADE", None),
        ("person.id", "SET NULL", None),
        (
            "person.id",
            None,
            "calm_one.to must say ondelete CASCADE or SET NULL: the person may be erased while the plugin is away.",
        ),
        (
            "alert.id",
            "CASCADE",
            "calm_one.to points to alert; a plugin's tables point to one another, to person and to enrolment.",
        ),
        (
            "persn.id",
            "CASCADE",
            "calm_one.to points to persn; a plugin's tables point to one another, to person and to enrolment.",
        ),
    ],
)
def test_a_plugin_points_to_what_is_published_and_can_be_erased(
    target: str, ondelete: str | None, fault: str | None
) -> None:
    one = pointing("calm_one", target, ondelete)
    try:
        about = PersonalData("calm_one", ("to",) if target.startswith("person") else (), "record")
        about = about if target.startswith("person") else replace(about, data="nobody")
        part = replace(CALM, tables=tables(Diary, Entry, Kind, one), personal_data=(DIARY, ENTRY, KIND, about))
        faults = table_faults((PEOPLE, part), {"people"})
        assert [re.sub(r" \(\S+:\d+\)", "", each) for each in faults] == ([f"The part calm: {fault}"] if fault else [])
    finally:
        Own.metadata.remove(one.__table__)  # type: ignore[attr-defined]


def test_a_table_that_is_nobodys_is_named() -> None:
    fewer = replace(CALM, tables=tables(Diary, Entry), personal_data=(DIARY, ENTRY))
    assert table_faults((PEOPLE, fewer), {"people"}) == ["The table calm_kind is in no part."]


@pytest.mark.parametrize("given", [lambda: Tables(()), lambda: Tables((int,)), lambda: [Diary]])
def test_what_is_no_table_is_one_sentence(given: Any) -> None:
    faults = table_faults((PEOPLE, replace(CALM, tables=given, personal_data=())), {"people"})
    (fault,) = [each for each in faults if "is in no part" not in each]
    assert re.search(r"fails in tables: it must give Tables with at least one mapped class, and gives ", fault)


def test_what_other_plugins_have_mapped_is_nobodys_business() -> None:
    """The models of a plugin may be imported, by a test or a tool, where the plugin is not among the parts."""
    core = [replace(PEOPLE)]
    object.__setattr__(core[0], "package", "somewhere.else")
    assert table_faults(core, {"people"}) == []


def test_a_table_in_two_parts_names_both() -> None:
    faults = table_faults((PEOPLE, replace(PEOPLE, key="again"), CALM), {"people", "again"})
    assert faults == ["The table person is in two parts: again and people."]


def test_tables_without_personal_data_stop_the_start_and_name_file_and_line() -> None:
    silent = Part(key="silent", tables=lambda: Tables((Kind,)))  # the silent part
    _, faults = assemble([silent])
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "# the silent part" in text)
    assert faults == [
        f"The part silent ({__file__}:{line}) has tables and no personal_data: it must say of each table whom it is about."
    ]


def test_tables_that_cannot_be_asked_for_are_a_sentence() -> None:
    def fails() -> Tables:
        raise ZeroDivisionError("nothing to share")

    (fault,) = table_faults((replace(CALM, tables=fails),), set())
    assert re.fullmatch(
        rf"The part calm \({re.escape(__file__)}:\d+\) fails in tables: ZeroDivisionError: nothing to share "
        rf"\({re.escape(__file__)}:\d+\)",
        fault,
    )


# --- the core's own


def without(part: Part) -> Iterator[Part]:
    """The part with one entry of its personal data less, each in turn."""
    for entry in part.personal_data or ():
        yield replace(part, personal_data=tuple(other for other in part.personal_data or () if other is not entry))


def test_the_core_says_it_rightly_and_every_word_is_needed() -> None:
    assert table_faults(PARTS, CORE) == []
    for part in PARTS:
        for poorer in without(part):
            assert table_faults([poorer if other is part else other for other in PARTS], CORE), part.key


def test_the_inventory_shows_the_way_to_the_person() -> None:
    holdings = {holding.table: holding for holding in inventory(PARTS)}
    ways = {name: (holding.part, holding.data, holding.way) for name, holding in holdings.items()}
    assert ways["alert_event"] == ("alerts", "record", ("alert_event", "alert", "person"))
    assert ways["message"] == ("dialogue", "dialogue", ("message", "thread", "enrolment", "person"))
    assert ways["access_link"] == ("audit", "log", ("access_link", "access_entry", "person"))
    assert ways["organisation"] == ("identity", "nobody", ())


def test_the_inventory_shows_what_becomes_of_it() -> None:
    holdings = {holding.table: holding for holding in inventory(PARTS)}
    assert holdings["message"].erased == "deleted"
    assert holdings["access_entry"].erased == "kept"
    assert holdings["person_join"].erased == "blanked: reason_sealed"
    assert holdings["contribution"].erased == "by a rule of its own"
    assert holdings["organisation"].erased == ""
    assert holdings["draft"].retention.until == "30 days after it was last written in"
    assert holdings["message"].retention.rule == holdings["response"].retention.rule == "health_record"
    assert holdings["kin"].withheld == ("fingerprint",)
    response = holdings["response"].research
    assert (response["total"], response["band"], response["answers"]) == ("kept", "kept", "dropped")
    assert (response["submitted_at"], response["by_id"], response["id"]) == ("coarsened", "dropped", "dropped")
    assert set(holdings["message"].research.values()) == {"dropped"}
