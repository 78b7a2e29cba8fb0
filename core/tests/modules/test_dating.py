"""What stood on the one sheet of an exercise stands in its first entry, when it is written in again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from varde.modules.dated import every_entry
from varde.modules.dating import date_sheets
from varde.modules.entries import (
    awaits_feedback,
    entry_of,
    feedback_on,
    give_feedback,
    read_by_therapist,
    written_by_patient,
)
from varde.modules.models import Entry
from varde.testing.house import House, all_samples, make_house, sqlite_url


def sheet(house: House, enrolment_id: int, module: str, step: str, **columns: object) -> None:
    with house.work() as work:
        row = Entry(enrolment_id=enrolment_id, module=module, step=step, occurrence="", shared=False)
        # Half past midnight on the wall, and still the evening before in Greenwich.
        row.saved_at = datetime(2026, 9, 21, 22, 30, tzinfo=UTC)
        row.answers = '{"calm": 3}'
        for name, value in columns.items():
            setattr(row, name, value)
        work.add(row)


def test_the_sheet_becomes_an_entry_of_the_day_it_was_saved(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    first, second = (house.enrolled(house.person(name, "Li"), maren) for name in ("Ingrid", "Ola"))
    shared = datetime(2026, 9, 22, 8, 0, tzinfo=UTC)
    sheet(house, first, "boat-and-oars", "rowing", shared=True, shared_answers='{"calm": 2}', shared_at=shared)
    sheet(house, second, "boat-and-oars", "rowing")
    sheet(house, first, "know-the-lake", "water-diary")
    with house.work() as work:
        row = entry_of(work, first, "boat-and-oars", "rowing")
        assert row is not None
        give_feedback(work, house.actor(maren, ("therapist", house.clinic)), row, "Fint.")
    with house.work() as work:
        assert date_sheets(work) == 2
        assert date_sheets(work) == 0
    with house.work() as work:
        (mine,) = every_entry(work, first, "boat-and-oars", "rowing")
        assert (mine.day, mine.clock, mine.occurrence, mine.shared_day) == (
            date(2026, 9, 22),
            None,
            "2026-09-22",
            date(2026, 9, 22),
        )
        assert (written_by_patient(mine), read_by_therapist(mine)) == ({"calm": 3}, {"calm": 2})
        assert [each.text for each in feedback_on(mine)] == ["Fint."]
        (hers,) = every_entry(work, second, "boat-and-oars", "rowing")
        assert (hers.day, hers.shared_day, awaits_feedback(hers)) == (date(2026, 9, 22), None, False)
        assert hers.submitted_at == hers.saved_at
        other = entry_of(work, first, "know-the-lake", "water-diary")
        assert other is not None
        assert other.day is None
