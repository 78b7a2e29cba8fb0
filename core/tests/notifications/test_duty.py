"""A danger goes to the duty telephone too, where nobody of those who are told is on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from varde.alerts.events import AlertEscalated, AlertRaised, DangerAtTheDoor
from varde.alerts.rules import open_by
from varde.identity.models import Organisation
from varde.notifications.models import Delivery
from varde.notifications.rules import is_nobody_on
from varde.notifications.sending import dispatch
from varde.scheduling.models import OpeningHours
from varde.scheduling.rules import OpeningTimes
from varde.staffing.models import Absence
from varde.testing.gateway import StubGateway

from .conftest import Post

NUMBER = "+4748000001"
UNSAID = OpeningTimes()
CLINIC = OpeningTimes(
    {**dict.fromkeys(range(4), (time(8), time(15, 30))), 4: (time(8), time(16)), 5: (time(9), time(12))},
    ((date(2026, 12, 28), date(2026, 12, 31)),),
)


@pytest.mark.parametrize(
    ("wall", "times", "present", "nobody"),
    [
        # a clinic that has not said its hours
        ("2026-09-21 20:59", UNSAID, 1, False),
        ("2027-05-17 12:00", UNSAID, 1, True),  # Monday 17 May
        ("2026-04-02 12:00", UNSAID, 1, True),  # Maundy Thursday
        # one that closes at 16 on Fridays and at 15.30 on other days, and answers on Saturdays
        ("2026-09-25 15:59", CLINIC, 1, False),  # Friday
        ("2026-09-25 16:00", CLINIC, 1, True),
        ("2026-09-24 15:30", CLINIC, 1, True),  # Thursday
        ("2026-09-24 15:29", CLINIC, 0, True),
        ("2026-09-26 10:00", CLINIC, 1, False),  # Saturday, open
        ("2026-09-27 10:00", CLINIC, 1, True),
        ("2026-12-25 10:00", CLINIC, 1, True),  # a Friday, and Christmas Day
        ("2026-12-28 10:00", CLINIC, 1, True),  # closed by itself
        ("2027-01-04 10:00", CLINIC, 1, False),
    ],
)
def test_when_a_place_is_closed_nobody_is_on(wall: str, times: OpeningTimes, present: int, nobody: bool) -> None:
    assert is_nobody_on(datetime.fromisoformat(wall), times, present=present) is nobody


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


@pytest.mark.parametrize(("above", "minutes", "told"), [(False, 329, 0), (False, 330, 1), (True, 330, 1)])
def test_when_the_clinic_has_closed_for_the_day(out: Post, above: bool, minutes: int, told: int) -> None:
    """It is 10 in the morning and it closes at 15.30, as it has said itself or as its trust has."""
    with_number(out, out.house.trust)
    with out.house.work() as work:
        place = (out.house.trust if above else out.house.clinic).id
        work.session.add_all(
            OpeningHours(organisation_id=place, weekday=weekday, opens="08:00", closes="15:30") for weekday in range(5)
        )
    out.house.clock.move(minutes=minutes)
    out.hear_all(AlertRaised(out.enrolment_id, out.raised(), 1))
    assert len(on_duty(out)) == told


def test_at_one_minute_to_closing_time_on_a_friday(out: Post) -> None:
    """Somebody is there when it is raised; when nobody has opened it two hours later, nobody is."""
    with_number(out, out.house.trust)
    with out.house.work() as work:
        work.add(OpeningHours(organisation_id=out.house.clinic.id, weekday=4, opens="08:00", closes="16:00"))
    out.house.clock.set(datetime(2026, 9, 25, 13, 59, tzinfo=UTC))
    alert_id = out.raised()
    out.hear_all(AlertRaised(out.enrolment_id, alert_id, 1))
    assert on_duty(out) == []
    by = open_by("red", out.house.clock.now(), out.house.platform.settings.timezone)
    assert by == datetime(2026, 9, 25, 15, 59, tzinfo=UTC), "two hours, whether it is open or not"
    out.house.clock.set(by)
    out.hear_all(AlertEscalated(out.enrolment_id, alert_id))
    assert len(on_duty(out)) == 1
