"""When there is time, and what a patient may change herself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.appointments.rules import ANY, free_starts, is_within, may_change, may_join, spread, window_of
from varde.scheduling.rules import ALWAYS_THERE, OpeningTimes, slot_of, slots_of

OSLO = ZoneInfo("Europe/Oslo")
WEEKDAYS = OpeningTimes({day: (time(9), time(12)) for day in range(4)}, ((date(2026, 12, 9), date(2026, 12, 9)),))
NIGHT = OpeningTimes({day: (time(1), time(5)) for day in range(7)})
DAWN = datetime(2026, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    """On the wall in Oslo, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("times", "begins", "minutes", "inside"),
    [
        (WEEKDAYS, "2026-12-07T09:00", 30, True),
        (WEEKDAYS, "2026-12-07T08:59", 30, False),
        (WEEKDAYS, "2026-12-07T11:30", 30, True),
        (WEEKDAYS, "2026-12-07T11:31", 30, False),
        (WEEKDAYS, "2026-12-11T10:00", 30, False),  # a Friday without hours
        (WEEKDAYS, "2026-12-09T10:00", 30, False),  # closed by itself
        (ALWAYS_THERE, "2026-12-07T08:00", 30, True),  # office hours where nothing was said
        (ALWAYS_THERE, "2026-12-05T10:00", 30, False),  # Saturday
        (ALWAYS_THERE, "2026-12-25T10:00", 30, False),  # Christmas day, a Friday
    ],
)
def test_inside_the_hours(times: OpeningTimes, begins: str, minutes: int, inside: bool) -> None:
    assert is_within(times, at(begins), minutes, OSLO) is inside


def test_free_between_what_is_taken_with_time_to_write_after_it() -> None:
    taken = set(slots_of(at("2026-12-07T09:45"), 30))
    free = free_starts([date(2026, 12, 7)], WEEKDAYS, 30, 15, taken, OSLO, at("2026-12-07T09:00"))
    assert [each.astimezone(OSLO).strftime("%H.%M") for each in free] == [
        "09.00",
        "10.15",
        "10.30",
        "10.45",
        "11.00",
        "11.15",
        "11.30",
    ]


@pytest.mark.parametrize(
    ("day", "clocks"),
    [
        # The hour from two to three comes twice: nothing is offered that could mean either.
        ("2026-10-25", ["01.00", "01.30", "03.00", "03.30", "04.00", "04.30"]),
        # It never comes; half past one is over before the clock is set forward.
        ("2026-03-29", ["01.00", "01.30", "03.00", "03.30", "04.00", "04.30"]),
    ],
)
def test_nights_on_which_the_clock_is_set(day: str, clocks: list[str]) -> None:
    free = free_starts([date.fromisoformat(day)], NIGHT, 30, 0, set(), OSLO, DAWN)
    on_the_half = [each.astimezone(OSLO) for each in free if each.minute in (0, 30)]
    assert [each.strftime("%H.%M") for each in on_the_half] == clocks


@given(
    st.sets(st.integers(0, 200)), st.integers(5, 90), st.integers(0, 30), st.sampled_from(["2026-10-25", "2026-03-29"])
)
def test_nothing_free_touches_what_is_taken(taken: set[int], minutes: int, buffer: int, day: str) -> None:
    start = slot_of(at(f"{day}T00:00"))
    busy = {start + each for each in taken}
    for begins in free_starts([date.fromisoformat(day)], NIGHT, minutes, buffer, busy, OSLO, DAWN):
        assert busy.isdisjoint(slots_of(begins, minutes, buffer))
        assert window_of(NIGHT, begins.astimezone(OSLO).date(), OSLO) is not None


@pytest.mark.parametrize(
    ("hours", "moves", "answer"),
    [(24, 0, "yes"), (24, 1, "yes"), (24, 2, "often"), (23.99, 0, "late"), (23.99, 9, "late"), (-1, 0, "late")],
)
def test_whether_a_patient_may_change_it(hours: float, moves: int, answer: str) -> None:
    starts = at("2026-12-07T09:00")
    assert may_change(ANY, starts, starts - timedelta(hours=hours), moves) == answer
    assert (
        may_change(replace(ANY, change_until_hours=0, most_moves=99), starts, starts - timedelta(minutes=1), 9) == "yes"
    )


def test_the_day_before_is_counted_in_hours_that_went() -> None:
    """From Saturday at ten to Sunday at ten there are 25 hours on the night that is longer, and 23 on the shorter."""
    assert may_change(ANY, at("2026-10-25T10:00"), at("2026-10-24T11:00")) == "yes"
    assert may_change(ANY, at("2026-03-29T10:00"), at("2026-03-28T10:00")) == "late"


@pytest.mark.parametrize(
    ("minutes", "opens"), [(-11, False), (-10, True), (0, True), (30, True), (60, True), (61, False)]
)
def test_a_video_room_opens_ten_minutes_before(minutes: int, opens: bool) -> None:
    starts = at("2026-12-07T09:00")
    assert may_join(starts, 30, starts + timedelta(minutes=minutes)) is opens


def test_some_of_many() -> None:
    times = [at(f"2026-12-0{day}T{hour:02d}:00") for day in (7, 8) for hour in range(8, 16)]
    some = [each.astimezone(OSLO).strftime("%d %H") for each in spread(times, OSLO, 3, 5)]
    assert some == ["07 08", "07 12", "07 15", "08 08", "08 12"]
