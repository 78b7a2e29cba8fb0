"""Whom each table is about: every table is spoken of, and every way is held against the foreign keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from varde.kernel.assembly import assemble
from varde.kernel.part import Part, PersonalData, Tables
from varde.kernel.personal import table_faults
from varde.parts import CORE, PARTS
from varde.privacy.inventory import Holding, inventory


class Own(DeclarativeBase):
    """Tables of a small house of its own."""

    metadata = MetaData()


class Person(Own):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)


class Diary(Own):
    __tablename__ = "calm_diary"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
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
CALM = Part(key="calm", tables=lambda: Tables((Diary, Entry, Kind), prefix="calm_"), personal_data=(DIARY, ENTRY, KIND))


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


def test_the_tables_of_a_plugin_begin_with_its_key() -> None:
    faults = [
        re.sub(r" \(\S+:\d+\)", "", fault)
        for fault in table_faults((PEOPLE, replace(CALM, tables=lambda: Tables((Diary, Entry, Kind)))), {"people"})
    ]
    assert faults == ["The part calm: the prefix of its tables is '' and must be 'calm_'."]


def test_a_table_that_is_nobodys_is_named() -> None:
    fewer = replace(CALM, tables=lambda: Tables((Diary, Entry), prefix="calm_"), personal_data=(DIARY, ENTRY))
    assert table_faults((PEOPLE, fewer), {"people"}) == ["The table calm_kind is in no part."]


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
    assert holdings["alert_event"] == Holding("alerts", "alert_event", "record", ("alert_event", "alert", "person"))
    assert holdings["message"].way == ("message", "thread", "enrolment", "person")
    assert holdings["access_link"] == Holding("audit", "access_link", "log", ("access_link", "access_entry", "person"))
    assert holdings["organisation"] == Holding("identity", "organisation", "nobody", ())
