"""A danger goes to the duty telephone too, where nobody of those who are told is on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from varde.alerts.events import AlertRaised, DangerAtTheDoor
from varde.identity.models import Organisation
from varde.notifications.models import Delivery
from varde.notifications.rules import is_nobody_on
from varde.notifications.sending import dispatch
from varde.staffing.models import Absence
from varde.testing.gateway import StubGateway

from .conftest import Post

NUMBER = "+4748000001"


@pytest.mark.parametrize(
    ("wall", "working_day", "present", "nobody"),
    [
        ("2026-09-21 08:00", True, 1, False),
        ("2026-09-21 20:59", True, 1, False),
        ("2026-09-21 21:00", True, 1, True),
        ("2026-09-21 07:59", True, 1, True),
        ("2026-09-21 12:00", True, 0, True),
        ("2026-09-20 12:00", False, 1, True),
    ],
)
def test_when_nobody_is_on(wall: str, working_day: bool, present: int, nobody: bool) -> None:
    assert is_nobody_on(datetime.fromisoformat(wall), working_day=working_day, present=present) is nobody


def with_number(post: Post, organisation: Organisation, number: str = "480 00 001") -> None:
    with post.house.work() as work:
        row = work.session.get_one(Organisation, organisation.id)
        row.details = {**row.details, "duty_phone": number}


def away(post: Post) -> None:
    with post.house.work() as work:
        days = {"first_day": work.today, "last_day": work.today + timedelta(days=1)}
        about = {"person_id": post.therapist.id, "reported_by_id": post.therapist.id, "reported_at": work.now}
        work.add(Absence(**days, **about, reason="course"))


def on_duty(post: Post) -> list[Delivery]:
    dispatch.run(post.house.platform)
    with post.house.work() as work:
        return list(work.session.scalars(select(Delivery).where(Delivery.notice == "duty")))


@pytest.mark.parametrize(
    ("hours", "is_away", "told"), [(0, False, 0), (14, False, 1), (0, True, 1), (5 * 24, False, 1)]
)
def test_of_a_danger(out: Post, gateway: StubGateway, hours: int, is_away: bool, told: int) -> None:
    with_number(out, out.house.trust)
    if is_away:
        away(out)
    out.house.clock.move(hours=hours)
    out.hear_all(AlertRaised(out.enrolment_id, out.raised(), 1))
    rows = on_duty(out)
    assert [row.state for row in rows] == ["sent"] * told
    texts = [entry["text"] for entry in gateway.taken if entry["to"] == NUMBER]
    assert [text.split(":")[0] for text in texts] == ["Til vakten"] * told
    assert len(gateway.taken) == 1 + told, "her therapist is told all the same"


def test_of_what_is_no_danger_nobody_is_woken(out: Post) -> None:
    with_number(out, out.house.clinic)
    out.house.clock.move(hours=14)
    out.hear_all(AlertRaised(out.enrolment_id, out.raised("amber"), 1))
    assert on_duty(out) == []


@pytest.mark.parametrize("number", ["", "22 33 44 55", "vakta"])
def test_without_a_mobile_number_there_is_no_duty_telephone(out: Post, number: str) -> None:
    with_number(out, out.house.clinic, number)
    out.house.clock.move(hours=14)
    out.hear_all(AlertRaised(out.enrolment_id, out.raised(), 1))
    assert on_duty(out) == []


def test_the_nearest_number_is_used(out: Post, gateway: StubGateway) -> None:
    with_number(out, out.house.clinic)
    with_number(out, out.house.trust, "480 00 002")
    out.house.clock.move(hours=14)
    out.hear_all(DangerAtTheDoor(out.at_the_door("ridge"), 0))
    assert [row.state for row in on_duty(out)] == ["sent"]
    assert NUMBER in [entry["to"] for entry in gateway.taken]
