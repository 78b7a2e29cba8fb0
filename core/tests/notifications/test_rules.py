"""When a notice may go out, by which way, and what an answer or a receipt makes of it. Written by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from varde.notifications import rules
from varde.notifications.rules import (
    after_answer,
    after_receipt,
    is_nobody_on,
    key_of_switch,
    not_before,
    switch_of,
    way,
)
from varde.notifications.values import Outcome
from varde.scheduling.rules import OpeningTimes
from varde.testing.by_hand import cells_of

OSLO = ZoneInfo("Europe/Oslo")

# On the wall in Oslo; summer time begins on 29 March 2026 at two, and ends on 25 October 2026 at three, which comes twice.
QUIET = """
2026-09-21 07:59:59 | 2026-09-21 08:00:00
2026-09-21 08:00:00 | now
2026-09-21 20:59:59 | now
2026-09-21 21:00:00 | 2026-09-22 08:00:00
2026-09-21 23:59:59 | 2026-09-22 08:00:00
2026-09-22 00:00:00 | 2026-09-22 08:00:00
2026-03-28 21:00:00 | 2026-03-29 08:00:00
2026-03-29 01:59:59 | 2026-03-29 08:00:00
2026-03-29 03:00:00 | 2026-03-29 08:00:00
2026-10-24 21:00:00 | 2026-10-25 08:00:00
2026-10-25 02:30:00 | 2026-10-25 08:00:00
2026-12-31 22:00:00 | 2027-01-01 08:00:00
"""


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(("at", "until"), cells_of(QUIET))
def test_the_quiet_hours(at: str, until: str) -> None:
    now = wall(at)
    assert not_before(now, OSLO, exempt=False, told_today=0, most=3) == (now if until == "now" else wall(until))
    assert not_before(now, OSLO, exempt=True, told_today=99, most=3) == now


def test_the_nights_of_daylight_saving_are_an_hour_shorter_and_longer() -> None:
    evenings = [wall(f"{day} 21:00:00") for day in ("2026-03-28", "2026-09-21", "2026-10-24")]
    waits = [not_before(at, OSLO, exempt=False, told_today=0, most=3) - at for at in evenings]
    assert waits == [timedelta(hours=10), timedelta(hours=11), timedelta(hours=12)]


def test_the_hour_that_comes_twice_is_quiet_both_times() -> None:
    morning = wall("2026-10-25 08:00:00")
    for hour in (0, 1):
        at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)  # half past two, and half past two again
        assert at.astimezone(OSLO).hour == 2
        assert not_before(at, OSLO, exempt=False, told_today=0, most=3) == morning


@pytest.mark.parametrize(
    ("told", "most", "waits"), [(0, 1, False), (1, 1, True), (2, 3, False), (3, 3, True), (4, 3, True)]
)
def test_at_most_so_many_a_day(told: int, most: int, waits: bool) -> None:
    now = wall("2026-09-21 12:00:00")
    expected = wall("2026-09-22 08:00:00") if waits else now
    assert not_before(now, OSLO, exempt=False, told_today=told, most=most) == expected


# How she has asked to be reached, which addresses there are, what she has said no to: how she is told.
WAYS = """
sms   | sms email |           | sms
sms   | sms email | sms       | email
sms   | sms       | sms       | page
sms   | sms email | sms email | page
sms   | email     |           | sms
sms   | email     | sms       | email
sms   |           |           | sms
email | sms email |           | email
email | sms email | email     | sms
email | email     | email     | page
email | sms       |           | email
email | sms       | email     | sms
phone | sms email |           | phone
phone | sms email | sms email | phone
phone | sms email | phone     | phone
post  | sms email | post      | email
sms   | sms email | reminder  | sms
"""


@pytest.mark.parametrize("line", WAYS.strip().splitlines())
def test_the_way_to_a_person_who_has_chosen(line: str) -> None:
    reach, addresses, no, expected = [cell.strip() for cell in line.split("|")]
    assert way(reach, dict.fromkeys(addresses.split(), "address"), no.split()) == expected


# On the wall, how the day is, how many of those who are told are there: whether it goes to the duty telephone too.
DUTY = """
07:59 | working | 2 | yes
08:00 | working | 2 | no
08:00 | working | 1 | no
08:00 | working | 0 | yes
20:59 | working | 1 | no
21:00 | working | 1 | yes
12:00 | off     | 2 | yes
12:00 | working | 0 | yes
"""


@pytest.mark.parametrize("line", DUTY.strip().splitlines())
def test_when_a_danger_goes_to_the_duty_telephone_too(line: str) -> None:
    at, day, present, expected = [cell.strip() for cell in line.split("|")]
    monday_or_sunday = {"working": "2026-09-21", "off": "2026-09-20"}[day]
    on_the_wall = datetime.fromisoformat(f"{monday_or_sunday} {at}").replace(tzinfo=OSLO)
    assert is_nobody_on(on_the_wall, OpeningTimes(), present=int(present)) is (expected == "yes")


ANSWERS: list[tuple[Outcome, int, bool, tuple[str, timedelta | None]]] = [
    ("taken", 1, False, ("sent", None)),
    ("taken", 9, True, ("sent", None)),
    ("refused", 1, False, ("given_up", None)),
    ("refused", 4, True, ("given_up", None)),
    ("later", 1, False, ("failed", timedelta(seconds=30))),
    ("later", 2, False, ("failed", timedelta(minutes=2))),
    ("later", 3, True, ("failed", timedelta(minutes=10))),
    ("later", 4, False, ("failed", timedelta(minutes=30))),
    ("later", 5, False, ("failed", timedelta(hours=1))),
    ("later", 6, False, ("failed", timedelta(hours=3))),
    ("later", 7, False, ("failed", timedelta(hours=6))),
    ("later", 8, False, ("failed", timedelta(hours=12))),
    ("later", 9, False, ("given_up", None)),
    ("unknown", 1, False, ("failed", timedelta(minutes=3))),
    ("unknown", 8, False, ("failed", timedelta(minutes=3))),
    ("unknown", 2, True, ("given_up", None)),
]


@pytest.mark.parametrize(("outcome", "attempts", "unsure", "expected"), ANSWERS)
def test_what_an_answer_makes_of_it(
    outcome: Outcome, attempts: int, unsure: bool, expected: tuple[str, timedelta | None]
) -> None:
    assert after_answer(outcome, attempts, unsure=unsure) == expected


RECEIPTS = """
before    | sent      | delivered | failed
queued    | sent      | delivered | given_up
sending   | sent      | delivered | given_up
failed    | sent      | delivered | given_up
sent      | sent      | delivered | given_up
given_up  | given_up  | delivered | given_up
delivered | delivered | delivered | delivered
skipped   | skipped   | skipped   | skipped
"""


def test_what_a_receipt_makes_of_it() -> None:
    lines = cells_of(RECEIPTS)
    assert {line[0] for line in lines[1:]} == set(rules.STATES)
    for before, *after in lines[1:]:
        assert [after_receipt(before, said) for said in lines[0][1:]] == after, before


def test_receipts_come_in_any_order() -> None:
    for told, expected in ((("sent", "delivered"), "delivered"), (("sent", "failed"), "given_up")):
        for order in permutations((*told, *told)):
            state = "sending"
            for said in order:
                state = after_receipt(state, said)
            assert state == expected, order


def test_which_switch_a_notice_is_about() -> None:
    assert key_of_switch(12, 3) == "module:12:3"
    of = {"module:12:3": (12, 3), "module:12": None, "module:12:3:4": None, "amodule:12:3": None, "feedback:12:3": None}
    assert {key: switch_of(key) for key in of} == of


def test_what_the_keys_of_an_answer_that_is_late_begin_with() -> None:
    shared = datetime(2026, 9, 21, 7, 5, 9, tzinfo=UTC)
    assert rules.key_of_late(12, shared, 3) == "late:12:20260921070509:3"
    assert rules.key_of_late(12, shared, None) == "late:12:20260921070509:0"
