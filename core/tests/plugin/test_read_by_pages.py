"""What a page, a panel or a job of a plugin may read: what is decided where the patient is, and what was measured of her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.kernel.declared import WrongSettings
from varde.kernel.part import LevelSettings
from varde.kernel.words import Text
from varde.measurements.correcting import correct_measurement, strike
from varde.measurements.models import Measurement
from varde.measurements.service import measure_by_device
from varde.plugin.measurements import observed_in
from varde.plugin.settings import setting, settings_for
from varde.setup.errors import SetUpRefused
from varde.testing.house import House, make_house, sample_only, sqlite_url
from varde.testing.sample.series import BREATH, PRESSURE
from varde.testing.sample.settings import TrailSettings


@dataclass(frozen=True)
class OfTheHouse:
    rooms: int = setting(4, Text("Rom.", "Rom.", "Rooms."), low=1, high=9)


@dataclass(frozen=True)
class OfNobody:
    rooms: int = setting(4, Text("Rom.", "Rom.", "Rooms."), low=1, high=9)


@pytest.fixture
def house(tmp_path: Path) -> House:
    level = LevelSettings("organisation", OfTheHouse)
    return make_house(sqlite_url(tmp_path), catalogue=sample_only().with_values(LevelSettings, [level]))


@pytest.fixture
def enrolment(house: House) -> int:
    return house.enrolled(house.person("Ingrid", "Solheim"), house.person("Maren", "Lie", ("therapist", house.clinic)))


# --- what is decided


def decided(house: House, enrolment: int) -> tuple[TrailSettings, OfTheHouse]:
    with house.work() as work:
        return settings_for(work, TrailSettings, enrolment), settings_for(work, OfTheHouse, enrolment)


def test_the_default_holds_until_something_is_decided(house: House, enrolment: int) -> None:
    assert decided(house, enrolment) == (TrailSettings(7, False), OfTheHouse(4))


def test_what_is_decided_where_she_is_holds(house: House, enrolment: int) -> None:
    house.decide("sample", "days_before_view", 14)
    house.decide("", "rooms", 6)
    house.decide("sample", "days_before_view", 21, house.elsewhere)
    assert decided(house, enrolment) == (TrailSettings(14, False), OfTheHouse(6))


def test_reading_costs_three_statements_at_most(house: House, enrolment: int) -> None:
    with house.work() as work, house.counted() as statements:
        settings_for(work, TrailSettings, enrolment)
    assert len(statements) <= 3


def test_what_no_part_hands_in_cannot_be_read(house: House, enrolment: int) -> None:
    with house.work() as work, pytest.raises(TypeError, match=r"^OfNobody is in the settings of no part$"):
        settings_for(work, OfNobody, enrolment)


def test_what_cannot_be_is_never_a_default(house: House, enrolment: int) -> None:
    with pytest.raises(SetUpRefused, match=r"days_before_view is 61 and must be a whole number from 0 to 60"):
        house.decide("sample", "days_before_view", 61)
    with house.work() as work:
        clinic = work.session.get_one(Enrolment, enrolment).organisation
        clinic.details = {**clinic.details, "rooms": "many"}
    with house.work() as work, pytest.raises(WrongSettings, match="rooms is 'many'"):
        settings_for(work, OfTheHouse, enrolment)


# --- what was measured

MONDAY = datetime(2026, 9, 21, 6, 0, tzinfo=UTC)
"""Eight o'clock in Oslo, on the day the house begins."""


def measured(house: House, enrolment: int, at: datetime, upper: int) -> None:
    with house.work() as work:
        measure_by_device(work, work.session.get_one(Enrolment, enrolment), PRESSURE, (upper, 70), at)


def observed(house: House, enrolment: int, days: int) -> list[float]:
    with house.work() as work, house.counted() as statements:
        uppers = [each.figures[0] for each in observed_in(work, enrolment, PRESSURE, days)]
    assert len(statements) == 1
    return uppers


def test_what_was_measured_in_a_window_of_days_is_read_oldest_first(house: House, enrolment: int) -> None:
    assert observed(house, enrolment, 14) == []
    for hours, upper in ((1, 131), (0, 130), (-10, 120), (-34, 110), (-24 * 30, 100)):
        measured(house, enrolment, MONDAY + timedelta(hours=hours), upper)
    assert observed(house, enrolment, 1) == [130, 131], "since midnight on the wall"
    assert observed(house, enrolment, 2) == [120, 130, 131]
    assert observed(house, enrolment, 3) == [110, 120, 130, 131]
    assert observed(house, enrolment, 40) == [100, 110, 120, 130, 131]


def test_another_and_another_series_are_not_read(house: House, enrolment: int) -> None:
    measured(house, enrolment, MONDAY, 130)
    other = house.enrolled(house.person("Kari", "Berg"), house.person("Siv", "Dal", ("therapist", house.clinic)))
    assert observed(house, other, 1) == []
    with house.work() as work:
        assert observed_in(work, enrolment, BREATH, 1) == []


def test_it_is_read_as_it_was_corrected(house: House, enrolment: int) -> None:
    maren = house.person("Siv", "Dal", ("therapist", house.clinic))
    measured(house, enrolment, MONDAY, 130)
    measured(house, enrolment, MONDAY + timedelta(minutes=1), 140)
    with house.work() as work:
        kept, struck = work.session.scalars(select(Measurement).order_by(Measurement.id))
        actor, hers = house.actor(maren, ("therapist", house.clinic)), work.session.get_one(Enrolment, enrolment)
        correct_measurement(
            work,
            actor,
            hers,
            PRESSURE,
            kept,
            (135, 70),
            kept.measured_at,
            edition=kept.edition,
            reason="Leste feil på skjermen.",
        )
        strike(work, actor, hers, struck, edition=struck.edition, reason="Ikke hennes.")
    assert observed(house, enrolment, 1) == [135]
