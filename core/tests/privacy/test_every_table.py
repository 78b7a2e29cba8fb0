"""Every table of the core and of the sample that leads to a person: exported, erased, and seen by research, as it says; and
what would not is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import delete, select

from varde.kernel.part import Part, PersonalData
from varde.kernel.work import Work
from varde.parts import CORE, build_catalogue
from varde.plugin import hookimpl
from varde.privacy.filling import Values
from varde.testing import sample
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.personal_contract import personal_data_faults
from varde.testing.sample.models import Kit

VALUES: Values = {
    "agenda_item": {"person_id": None, "group_id": None, "organisation_id": None},
    "alert": {"state": "closed"},
    "contribution": {"groups": b"", "added": b""},
    "planned_benefit": {"figure": "mean", "interval": 3, "baseline": 1.0, "baseline_n": 5, "target": 2.0},
    "time_claim": {"room_id": None, "session_id": None},
    "care_group": {"room_id": None},
    "content_deed": {"kind": "published"},
    "erasure": {"outcome": "refused"},
    "shared_file": {"medium": "film"},
    "group_member": {"state": "waiting", "seat": None},
    "written_template": {"organisation_id": None},
}
"""What a check of the table, or whoever reads it, asks for, and no model says."""


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def test_every_table_keeps_what_it_says(house: House) -> None:
    assert set(house.platform.catalogue.all(Part)) > CORE
    assert personal_data_faults(house, [*CORE, "sample"], VALUES) == []


# --- what is not kept is found


def sample_with(entry: PersonalData) -> ModuleType:
    """The sample, saying this of its table."""
    part = replace(sample.PART, personal_data=(entry,))

    @hookimpl
    def varde_part() -> Part:
        return part

    made = ModuleType("sample")
    made.varde_part = varde_part  # type: ignore[attr-defined]
    return made


def nothing(_work: Work, _numbers: frozenset[int]) -> Any:
    return []


def of_everybody(work: Work, _numbers: frozenset[int]) -> Any:
    return [{"serial": kit.serial, "place": kit.place} for kit in work.session.scalars(select(Kit))]


def everything(work: Work, _numbers: frozenset[int]) -> None:
    work.session.execute(delete(Kit))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"export": nothing}, "an export gives 0 rows of a person who has one."),
        ({"export": of_everybody}, "an export gives 2 rows of a person who has one."),
        ({"export": of_everybody}, "an export gives what is another's."),
        ({"withheld": ("serial",), "export": of_everybody}, "an export gives serial, which is withheld."),
        ({"data": "log"}, "the log is not what it was when a person is erased."),
        ({"erase": everything}, "another's row is changed or gone when a person is erased."),
    ],
)
def test_what_is_not_kept_is_found(tmp_path: Path, changes: dict[str, Any], fault: str) -> None:
    entry = replace(sample.PART.personal_data[0], **changes)  # type: ignore[index]
    made = sample_with(entry)
    house = make_house(
        sqlite_url(tmp_path), catalogue=build_catalogue({"sample": (partial(lambda: made), "varde", "1")})
    )
    assert f"sample_kit: {fault}" in personal_data_faults(house, ["sample"], {})
    house.platform.engine.dispose()


def test_a_column_of_the_person_that_is_forgotten_is_found(house: House) -> None:
    entries = house.platform.catalogue.one(Part, "identity").personal_data or ()
    (entry,) = [entry for entry in entries if entry.table == "person"]
    whole = entry.blanked
    object.__setattr__(entry, "blanked", tuple(name for name in whole if name != "family_name"))
    try:
        faults = personal_data_faults(house, ["identity"], {})
    finally:
        object.__setattr__(entry, "blanked", whole)
    assert faults == ["person: what she wrote is left when a person is erased."]
