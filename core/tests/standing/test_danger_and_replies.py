"""Danger, and by when somebody has an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from varde.instruments.values import Instrument
from varde.scheduling.rules import ALWAYS_THERE
from varde.standing.danger import DANGEROUS, holds_danger, is_danger
from varde.standing.replies import Reply, due_by, is_left_unanswered, reply_due
from varde.testing.house import all_samples

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("severity", "crisis", "danger"),
    [
        ("amber", False, False),
        ("amber", True, True),
        ("red", False, True),
        ("red", True, True),
        ("critical", False, True),
        ("critical", True, True),
    ],
)
def test_red_critical_and_the_crisis_text_are_danger(severity: str, crisis: bool, danger: bool) -> None:
    assert is_danger(severity, crisis=crisis) is danger
    assert DANGEROUS == ("red", "critical")


@pytest.mark.parametrize(
    ("answers", "danger"),
    [({}, False), ({"q9": None}, False), ({"q9": 0}, False), ({"q9": 1}, True), ({"q9": 3}, True), ({"q8": 3}, False)],
)
def test_an_answer_about_safety_above_its_lowest_is_danger(answers: dict[str, object], danger: bool) -> None:
    assert holds_danger(all_samples().one(Instrument, "phq-9"), answers) is danger


def test_one_answer_of_several_about_safety_is_enough() -> None:
    phq9 = all_samples().one(Instrument, "phq-9")
    both = replace(phq9, items=tuple(replace(item, safety=item.key in ("q8", "q9")) for item in phq9.items))
    assert [
        holds_danger(both, answers) for answers in ({"q8": 1, "q9": 0}, {"q8": 0, "q9": 1}, {"q8": 0, "q9": 0})
    ] == [True, True, False]


@pytest.mark.parametrize(
    ("asked", "days", "by"),
    [
        (date(2026, 9, 21), 2, datetime(2026, 9, 23, 21, 59, 59, tzinfo=UTC)),  # Monday: Wednesday
        (date(2026, 9, 25), 2, datetime(2026, 9, 29, 21, 59, 59, tzinfo=UTC)),  # Friday: Tuesday
        (date(2026, 9, 26), 1, datetime(2026, 9, 28, 21, 59, 59, tzinfo=UTC)),  # Saturday: Monday
        (date(2026, 12, 23), 2, datetime(2026, 12, 28, 22, 59, 59, tzinfo=UTC)),  # over Christmas, in winter time
    ],
)
def test_an_answer_is_due_at_the_end_of_the_working_day(asked: date, days: int, by: datetime) -> None:
    assert due_by(asked, days, ALWAYS_THERE, OSLO) == by


@pytest.mark.parametrize(
    ("asked", "days", "from_"),
    [
        (date(2026, 9, 21), 2, datetime(2026, 9, 25, 22, tzinfo=UTC)),  # Monday: due on Wednesday, left from Saturday
        (date(2026, 9, 21), 1, datetime(2026, 9, 24, 22, tzinfo=UTC)),
        (date(2026, 9, 24), 2, datetime(2026, 9, 30, 22, tzinfo=UTC)),  # Thursday: over a weekend
        (date(2026, 12, 23), 2, datetime(2026, 12, 30, 23, tzinfo=UTC)),  # over Christmas
    ],
)
def test_nobody_has_answered_two_working_days_after_it_was_due(asked: date, days: int, from_: datetime) -> None:
    assert is_left_unanswered(asked, days, ALWAYS_THERE, from_, OSLO)
    assert not is_left_unanswered(asked, days, ALWAYS_THERE, from_ - SECOND, OSLO)


@pytest.mark.parametrize(("now", "late"), [(NOW - SECOND, False), (NOW, False), (NOW + SECOND, True)])
def test_it_is_late_when_it_has_passed(now: datetime, late: bool) -> None:
    assert reply_due(NOW - timedelta(days=2), NOW, now) == Reply(NOW, late)


@pytest.mark.parametrize(("waiting", "by"), [(None, None), (None, NOW), (NOW, None)])
def test_nobody_waits(waiting: datetime | None, by: datetime | None) -> None:
    assert reply_due(waiting, by, NOW) is None


def test_it_is_said_as_a_day_on_the_wall() -> None:
    by = datetime(2026, 9, 23, 21, 59, 59, tzinfo=UTC)
    assert Reply(by, late=False).said(OSLO) == "2026-09-23"
    assert Reply(by + SECOND, late=True).said(OSLO) == "2026-09-24 late"
