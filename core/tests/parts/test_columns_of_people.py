"""What becomes of each column about a person is said of columns that are there, and can become that."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from varde.kernel.part import Part, PersonalData, Tables
from varde.kernel.table_faults import table_faults


class House(DeclarativeBase):
    """Tables of a small house of its own."""

    metadata = MetaData()


class Person(House):
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)


class Box(House):
    __tablename__ = "calm_box"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    photo: Mapped[bytes | None]
    words_sealed: Mapped[bytes | None]
    name: Mapped[str]
    opened_on: Mapped[date]


PEOPLE = Part(key="people", tables=lambda: Tables((Person,)), personal_data=(PersonalData("person", (), "account"),))
BOX = PersonalData("calm_box", ("person_id",), "record", withheld=("photo",))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (BOX, None),
        (replace(BOX, research=(("opened_on", "dropped"), ("name", "kept"))), None),
        (replace(BOX, withheld=(), export=lambda work, numbers: []), None),
        (
            replace(BOX, withheld=()),
            "calm_box.photo holds bytes that nobody can read: seal it, or say that it is withheld.",
        ),
        (
            replace(BOX, withheld=("photo", "nmae")),
            "personal_data of the table calm_box speaks of the column nmae, which it has not.",
        ),
        (
            replace(BOX, blanked=("nmae",)),
            "personal_data of the table calm_box speaks of the column nmae, which it has not.",
        ),
        (
            replace(BOX, research=(("nmae", "kept"),)),
            "personal_data of the table calm_box speaks of the column nmae, which it has not.",
        ),
        (replace(BOX, blanked=("name",)), "calm_box.name cannot be blanked: it may not be NULL, and has no default."),
        (
            replace(BOX, research=(("name", "coarsened"),)),
            "calm_box.name cannot be coarsened: only a moment or a date can.",
        ),
        (
            replace(BOX, research=(("name", "shown"),)),  # type: ignore[arg-type]
            "the research form of calm_box.name is 'shown' and must be one of kept, coarsened, dropped.",
        ),
    ],
)
def test_what_is_said_of_columns_holds(said: PersonalData, fault: str | None) -> None:
    part = Part(key="calm", tables=lambda: Tables((Box,), "calm_", Path(__file__).parent), personal_data=(said,))
    faults = [re.sub(r" \(\S+:\d+\)", "", each) for each in table_faults((PEOPLE, part), {"people"})]
    assert faults == ([f"The part calm: {fault}"] if fault else [])
