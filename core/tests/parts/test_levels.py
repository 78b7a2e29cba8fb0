"""What organisations and offerings may decide is declared by parts; a name wanted twice, or declared by none, is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.enrolments.models import Offering
from varde.enrolments.stored_settings import stored_faults
from varde.identity.models import Organisation
from varde.kernel.assembly import assemble
from varde.kernel.declared import setting
from varde.kernel.part import LevelSettings, Part
from varde.kernel.words import Text
from varde.parts import ROOMS
from varde.testing.house import House, make_house, sample_only, sqlite_url

WORDS = Text("Hva det er.", "Kva det er.", "What it is.")


@dataclass(frozen=True)
class OfEverybody:
    chairs: int = setting(6, WORDS, low=1, high=20)


@dataclass(frozen=True)
class OfOneProgramme:
    evening_groups: bool = setting(False, WORDS)


@dataclass(frozen=True)
class AsManyChairs:
    chairs: int = setting(8, WORDS, low=1, high=20)


@dataclass(frozen=True)
class Misread:
    days: int = 2


@dataclass(frozen=True)
class WaitingAgain:
    waiting_weeks: int = setting(2, WORDS, low=1, high=20)


def faults(*levels: LevelSettings) -> list[str]:
    parts = [Part(key=f"part_{place}", settings=(level,)) for place, level in enumerate(levels)]
    return assemble((*ROOMS, *parts))[1]


def name(kind: type) -> str:
    return f"{__name__}.{kind.__name__}"


@pytest.mark.parametrize(
    ("levels", "sentences"),
    [
        ((LevelSettings("offering", OfEverybody), LevelSettings("offering", OfOneProgramme, "calm")), []),
        ((LevelSettings("offering", OfEverybody), LevelSettings("organisation", AsManyChairs)), []),
        ((LevelSettings("offering", OfEverybody, "calm"), LevelSettings("offering", AsManyChairs, "quiet")), []),
        (
            (LevelSettings("offering", OfEverybody), LevelSettings("offering", AsManyChairs)),
            [
                f"The setting chairs of an offering is declared twice: by {name(AsManyChairs)} and by {name(OfEverybody)}."
            ],
        ),
        (
            (LevelSettings("offering", OfEverybody, "calm"), LevelSettings("offering", AsManyChairs)),
            [
                f"The setting chairs of an offering is declared twice: by {name(AsManyChairs)} and by {name(OfEverybody)}."
            ],
        ),
        (
            (LevelSettings("offering", WaitingAgain, "calm"),),
            [
                "The setting waiting_weeks of an offering is declared twice: by varde.enrolments.settings.OfferingSettings "
                f"and by {name(WaitingAgain)}."
            ],
        ),
        (
            (LevelSettings("organisation", Misread),),
            [f"The settings {name(Misread)} cannot be read: Misread.days is no setting(...)."],
        ),
    ],
)
def test_two_parts_that_want_one_name_are_told_at_start(
    levels: tuple[LevelSettings, ...], sentences: list[str]
) -> None:
    assert faults(*levels) == sentences


@pytest.fixture
def house(tmp_path: Path) -> House:
    catalogue = sample_only()
    levels = [LevelSettings("organisation", OfEverybody), LevelSettings("offering", OfOneProgramme, "sample")]
    return make_house(sqlite_url(tmp_path), catalogue=catalogue.with_values(LevelSettings, levels))


def offered(house: House, settings: dict[str, Any], details: dict[str, Any]) -> list[str]:
    with house.work() as work:
        organisation = work.session.scalars(select(Organisation).where(Organisation.id == house.clinic.id)).one()
        organisation.details = details
        offering = work.session.scalars(select(Offering).where(Offering.organisation_id == house.clinic.id)).one()
        offering.settings = settings
        work.session.flush()
        return stored_faults(work)


def test_a_parts_own_settings_are_read_where_they_are_declared(house: House) -> None:
    assert offered(house, {"evening_groups": True}, {"chairs": 8}) == []


def test_they_are_refused_elsewhere_and_where_they_do_not_fit(house: House) -> None:
    assert offered(house, {"chairs": 8, "evening_groups": "yes"}, {"evening_groups": True, "chairs": 0}) == [
        "Organisation klinikken: evening_groups is no setting.",
        "Organisation klinikken: chairs is 0 and must be a whole number from 1 to 20.",
        "Organisation klinikken, programme sample: chairs is no setting.",
        "Organisation klinikken, programme sample: evening_groups is 'yes' and must be true or false.",
    ]
