"""Whether the patient came: only after the time has begun, only to one that was not cancelled, and it may be corrected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from varde.kernel.errors import Conflict
from varde.scheduling.booking import book, record_attendance
from varde.scheduling.errors import Cancelled, NotHeldYet
from varde.scheduling.models import Appointment
from varde.testing.house import BEGINNING, House, make_house, sample_only, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.fixture
def booked(house: House) -> int:
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren, "sample")
    with house.work() as work:
        return book(work, enrolment_id, maren.id, "video", BEGINNING + timedelta(hours=2), 30).id


def state_after(house: House, booked: int, hours: float, *states: str, state: str = "booked") -> str:
    with house.work() as work:
        appointment = work.session.get_one(Appointment, booked)
        appointment.state = state
        work.now = BEGINNING + timedelta(hours=hours)
        for came in states:
            record_attendance(work, appointment, came)
        return appointment.state


def test_it_is_said_when_the_time_has_begun_and_may_be_corrected(house: House, booked: int) -> None:
    assert state_after(house, booked, 2, "attended") == "attended"
    assert state_after(house, booked, 3, "missed") == "missed"
    assert state_after(house, booked, 3, "missed", "late") == "late"


@pytest.mark.parametrize(
    ("hours", "state", "refused"),
    [(1.99, "booked", NotHeldYet), (3, "cancelled", Cancelled), (1, "cancelled", Cancelled)],
)
def test_not_before_and_not_when_cancelled(
    house: House, booked: int, hours: float, state: str, refused: type[Conflict]
) -> None:
    for came in ("attended", "late", "missed"):
        with pytest.raises(refused):
            state_after(house, booked, hours, came, state=state)
