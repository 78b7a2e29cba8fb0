"""What the one notice a day about questionnaires is of, where it leads, and what it is known by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.enrolments.models import Enrolment
from varde.enrolments.service import PLANNED
from varde.identity.models import Person
from varde.notifications.forms import FormWaiting, forms_waiting, key_of_day, path_to
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.mark.parametrize(
    ("waiting", "path"),
    [
        ([(7, 3)], "/skjema/7"),
        ([(7, 3), (9, 3)], "/skjema/forlop/3"),
        ([(7, 3), (9, 4)], "/min-sti"),
        ([(7, 3), (8, 3), (9, 4)], "/min-sti"),
    ],
)
def test_it_leads_as_near_as_it_can(waiting: list[tuple[int, int]], path: str) -> None:
    assert path_to([FormWaiting(*each) for each in waiting]) == path


def test_there_is_one_for_each_patient_and_day() -> None:
    assert key_of_day(12, date(2026, 9, 21)) == "forms:12:2026-09-21"


# --- what waits


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


def waiting(house: House, person: Person) -> list[tuple[int, int]]:
    with house.work() as work:
        return [(form.agenda_id, form.enrolment_id) for form in forms_waiting(work, person.id)]


def items(house: House, enrolment_id: int) -> list[AgendaItem]:
    with house.work() as work:
        query = select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == PLANNED)
        return list(work.session.scalars(query.order_by(AgendaItem.due_at, AgendaItem.id)))


def set_item(house: House, item: AgendaItem, **fields: Any) -> None:
    with house.work() as work:
        for name, value in fields.items():
            setattr(work.session.get_one(AgendaItem, item.id), name, value)


def test_her_own_that_are_open_now_the_first_due_first(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid, tor = house.person("Ingrid", "Vik"), house.person("Tor", "Vik")
    sample, ridge = house.enrolled(ingrid, maren, "sample"), house.enrolled(ingrid, maren, "ridge", "north")
    other = house.enrolled(tor, maren, "sample")
    first, second, theirs = items(house, sample)[0], items(house, ridge)[0], items(house, other)[0]
    now = house.clock.now()
    set_item(house, first, opens_at=now, due_at=now + timedelta(days=9), closes_at=None)
    set_item(house, second, opens_at=now - timedelta(days=1), due_at=now + timedelta(days=3), closes_at=now)
    assert waiting(house, ingrid) == [(second.id, ridge), (first.id, sample)]
    assert waiting(house, tor) == [(theirs.id, other)]
    house.clock.move(seconds=1)
    assert waiting(house, ingrid) == [(first.id, sample)]


@pytest.mark.parametrize(
    "fields",
    [{"state": "done"}, {"state": "missed"}, {"kind": "release"}, {"opens_at": datetime(2030, 1, 1, tzinfo=UTC)}],
)
def test_what_cannot_be_answered_does_not_wait(house: House, fields: dict[str, Any]) -> None:
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Vik")
    item = items(house, house.enrolled(ingrid, maren, "sample"))[0]
    assert len(waiting(house, ingrid)) == 1
    set_item(house, item, **fields)
    assert waiting(house, ingrid) == []


def test_of_one_who_pauses_nothing_waits(house: House) -> None:
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Vik")
    enrolment_id = house.enrolled(ingrid, maren, "sample")
    with house.work() as work:
        work.session.get_one(Enrolment, enrolment_id).state = "paused"
    assert waiting(house, ingrid) == []


def test_nor_of_one_who_wants_no_more_contact(house: House) -> None:
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Vik")
    enrolment_id = house.enrolled(ingrid, maren, "sample")
    with house.work() as work:
        work.session.get_one(Enrolment, enrolment_id).contact_stopped_at = work.now
    assert waiting(house, ingrid) == []
