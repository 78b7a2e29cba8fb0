"""What is planned on the way: after a module, when a therapist asks, and put off; reminders, pauses and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from varde.assessments.errors import AlreadyAnswered, AlreadyAsked, BadPostponement, CannotPostpone, NotOnDemand
from varde.assessments.events import QuestionnaireDue
from varde.assessments.planning import HANDLER, act, next_time, notice_times, on_demand_of, postpone, postpone_dates
from varde.assessments.sheet import Sheet
from varde.benefits.counting.cells import FLOW
from varde.enrolments.errors import WrongState
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, plan_occasion, resume
from varde.identity.service import Actor
from varde.kernel.errors import NotAllowed
from varde.programmes.values import Occasion, Programme
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import days_later
from varde.testing.counted import cells_in
from varde.testing.house import House, all_samples

from .conftest import Patient

OSLO = ZoneInfo("Europe/Oslo")
PROGRAMMES = tuple(all_samples().all(Programme).values())
MODULE, AFTER = "understanding-north", "after-understanding-north"


def wall(at: datetime | None) -> tuple[date, time]:
    assert at is not None
    return at.astimezone(OSLO).date(), at.astimezone(OSLO).time()


def put_off(patient: Patient, key: str, days: int, actor: Actor | None = None) -> date:
    with patient.house.work() as work:
        return postpone(work, actor or patient.actor, patient.sheet(work, key), days)


# --- after a module


def test_it_is_not_planned_before_the_module_is_finished(emma: Patient) -> None:
    assert emma.items(AFTER) == []
    emma.days(3, hours=5)
    emma.finish_module(MODULE)
    item = emma.item(AFTER)
    assert (item.opens_at, item.occurrence, item.state) == (emma.house.clock.now(), 0, "planned")
    assert wall(item.due_at) == (date(2026, 10, 1), time(23, 59, 59))
    assert wall(item.closes_at) == (date(2026, 10, 15), time(23, 59, 59))


def test_it_comes_once(emma: Patient) -> None:
    emma.finish_module(MODULE)
    emma.finish_module(MODULE)
    assert len(emma.items(AFTER)) == 1
    emma.finish(AFTER)
    assert emma.item(AFTER).state == "done"


def test_each_track_has_its_own(enrol: Callable[..., Patient]) -> None:
    sara = enrol("Sara", "ridge", "south")
    sara.finish_module("understanding-south")
    assert len(sara.items("after-understanding-south")) == 1
    assert sara.items(AFTER) == []


def test_she_is_told_the_next_morning_and_reminded(emma: Patient) -> None:
    emma.finish("start")
    emma.finish_module(MODULE)
    emma.days(0, hours=23, minutes=59)
    assert emma.told() == []
    emma.days(0, minutes=1)
    assert emma.told() == ["questionnaire"]
    emma.days(2)
    assert emma.told() == ["questionnaire", "reminder"]


def test_nothing_is_planned_for_one_who_has_finished(emma: Patient) -> None:
    emma.change(lambda work, actor, enrolment: end(work, actor.person_id, enrolment, "completed"))
    emma.finish_module(MODULE)
    assert emma.items(AFTER) == []


# --- on demand


def test_a_therapist_asks_as_often_as_she_likes_but_one_at_a_time(kari: Patient) -> None:
    first = kari.ask("extra-weather")
    assert (first.occurrence, first.state, first.opens_at) == (0, "planned", kari.house.clock.now())
    assert (wall(first.due_at)[0], wall(first.closes_at)[0]) == (date(2026, 9, 28), date(2026, 10, 5))
    with pytest.raises(AlreadyAsked) as refused:
        kari.ask("extra-weather")
    assert refused.value.to("nb") == "Pasienten har alt dette skjemaet åpent, til 5. oktober 2026."
    kari.finish("extra-weather")
    assert kari.ask("extra-weather").occurrence == 1
    kari.days(16)
    assert kari.item("extra-weather").state == "missed"
    assert kari.ask("extra-weather").occurrence == 2


def test_what_is_asked_for_is_found_by_track() -> None:
    found = {programme.key: [one.key for one in on_demand_of(programme, None)] for programme in PROGRAMMES}
    assert found["lake"] == ["extra-weather", "danger-signs"]
    assert found["village"] == ["measurements", "sleep"]
    assert found["ridge"] == []


@pytest.mark.parametrize("key", ["start", "no-such", ""])
def test_only_what_is_on_demand_can_be_asked_for(kari: Patient, key: str) -> None:
    with pytest.raises(NotOnDemand) as refused:
        kari.ask(key)
    assert refused.value.to("nn") == "Programmet har ikkje noko slikt skjema å be om."
    assert kari.items("extra-weather") == []


@pytest.mark.parametrize("state", ["paused", "discontinued", "completed"])
def test_nobody_is_asked_who_is_not_under_way(kari: Patient, state: str) -> None:
    if state == "paused":
        kari.change(pause)
    else:
        reason = "completed" if state == "completed" else "withdrawn"
        kari.change(lambda work, actor, enrolment: end(work, actor.person_id, enrolment, reason))
    with pytest.raises(WrongState):
        kari.ask("extra-weather")


def test_she_is_told_at_ten(kari: Patient) -> None:
    kari.finish("start")
    kari.days(0, hours=3)
    kari.ask("extra-weather")
    kari.days(0, hours=20, minutes=59)
    assert kari.told() == []
    kari.days(0, minutes=1)
    assert kari.told() == ["questionnaire"]
    kari.days(3)
    assert kari.told() == ["questionnaire", "reminder"]


def test_answers_that_were_asked_for_count_in_no_benefit(kari: Patient) -> None:
    def cells() -> dict[tuple[object, ...], object]:
        kari.house.platform.drain()
        with kari.house.work() as work:
            return {
                (key.scale, key.occasion, key.category, key.group): (stats.n, stats.s1, stats.pn)
                for key, stats in cells_in(work).items()
            }

    kari.finish("start")
    before = cells()
    assert (FLOW, "", "answered:start", "all") in before
    for _ in range(2):  # twice: two scores at one occasion would stop the count
        kari.ask("extra-weather")
        kari.finish("extra-weather")
    assert cells() == before


def test_change_is_counted_from_the_start(kari: Patient) -> None:
    kari.finish("start")
    kari.ask("extra-weather")
    with kari.house.work() as work:
        sheet = kari.sheet(work, "extra-weather")
        assert sheet.baseline["weather"] == 0
        assert "gear" not in sheet.baseline


# --- put off


def test_the_reminder_comes_on_the_day_she_chose_and_then_as_planned(kari: Patient) -> None:
    kari.days(1, hours=3)
    assert kari.told() == ["questionnaire"]
    assert put_off(kari, "start", 4) == date(2026, 9, 26)
    assert kari.item("start").details["postponed_until"] == "2026-09-26"
    kari.days(3)
    assert kari.told() == ["questionnaire"], "the reminder of the third day is not sent"
    kari.days(1)
    assert kari.told() == ["questionnaire", "reminder"]
    kari.days(6)
    assert kari.told() == ["questionnaire", "reminder", "reminder"]
    kari.days(20)
    assert len(kari.told()) == 3
    assert kari.item("start").state == "missed"


def test_when_it_is_due_and_closes_stays(kari: Patient) -> None:
    before = kari.item("start")
    put_off(kari, "start", 7)
    after = kari.item("start")
    assert (after.opens_at, after.due_at, after.closes_at) == (before.opens_at, before.due_at, before.closes_at)
    kari.days(1)
    assert kari.item("start").details["overdue"] is True


def test_she_may_choose_again_inside_the_same_days(kari: Patient) -> None:
    put_off(kari, "start", 7)
    put_off(kari, "start", 2)
    assert kari.item("start").details["postponed_until"] == "2026-09-23"
    kari.days(5)
    with kari.house.work() as work:
        assert postpone_dates(work, kari.sheet(work, "start")) == (date(2026, 9, 27), date(2026, 9, 28))
    kari.days(2)
    with pytest.raises(CannotPostpone) as refused:
        put_off(kari, "start", 1)
    assert refused.value.to("nb") == "Dette skjemaet kan ikke utsettes nå. Det er åpent til 12. oktober 2026."


@pytest.mark.parametrize("days", [0, -1, 8, 400])
def test_another_day_is_refused(kari: Patient, days: int) -> None:
    with pytest.raises(BadPostponement) as refused:
        put_off(kari, "start", days)
    assert refused.value.each("nb") == ["Velg en dag fra 22. september til 28. september."]
    assert "postponed_until" not in kari.item("start").details


def test_what_may_not_be_put_off(emma: Patient, kari: Patient) -> None:
    emma.days(7)
    with pytest.raises(CannotPostpone):
        put_off(emma, "week-1", 1)
    with pytest.raises(NotAllowed):
        put_off(kari, "start", 1, actor=kari.therapist)
    kari.finish("start")
    with pytest.raises(AlreadyAnswered):
        put_off(kari, "start", 1)


# --- pause and end


@pytest.mark.parametrize("kind", ["after", "demand", "postponed"])
def test_a_pause_stops_each_kind_and_resuming_moves_it(enrol: Callable[..., Patient], house: House, kind: str) -> None:
    patient = enrol("Liv", "ridge", "north") if kind == "after" else enrol("Liv", "lake")
    key = {"after": AFTER, "demand": "extra-weather", "postponed": "start"}[kind]
    if kind == "after":
        patient.finish("start")
        patient.finish_module(MODULE)
    elif kind == "demand":
        patient.finish("start")
        patient.ask(key)
    else:
        put_off(patient, key, 5)
    patient.days(2)
    before, told = patient.item(key), patient.told()
    patient.change(pause)
    assert (patient.item(key).state, patient.item(key).act_at) == ("cancelled", None)
    patient.days(35, hours=4)  # across the end of summer time
    assert patient.told() == told
    patient.change(resume)
    after = patient.item(key)
    assert after.state == "planned"
    for then, now in (
        (before.opens_at, after.opens_at),
        (before.due_at, after.due_at),
        (before.closes_at, after.closes_at),
    ):
        assert now is not None
        assert wall(now) == (wall(then)[0] + timedelta(days=35), wall(then)[1])
    patient.days(0, seconds=1)
    assert patient.told() == told, "nothing is said twice because of a pause"
    if kind == "postponed":
        assert after.details["postponed_until"] == "2026-10-31"
        patient.days(2)
        assert patient.told() == [*told, *(["reminder"] * 0)]
        patient.days(1)
    else:
        patient.days(3)
    assert len(patient.told()) == len(told) + 1


@pytest.mark.parametrize("reason", ["withdrawn", "completed"])
def test_the_end_cancels_what_stands_open(kari: Patient, reason: str) -> None:
    kari.ask("extra-weather")
    kari.change(lambda work, actor, enrolment: end(work, actor.person_id, enrolment, reason))
    assert kari.item("extra-weather").state == "cancelled"
    assert kari.item("3m").state == "planned"


# --- for any programme, any start, any pause


@st.composite
def items(draw: st.DrawFn) -> tuple[AgendaItem, Occasion]:
    programme = draw(st.sampled_from(PROGRAMMES))
    occasion = draw(st.sampled_from([one for one in programme.occasions if one.from_start]))
    near_the_change = st.datetimes(datetime(2026, 10, 20), datetime(2026, 10, 30)) | st.datetimes(
        datetime(2027, 3, 24), datetime(2027, 4, 2)
    )
    moment = draw(near_the_change | st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1))).replace(tzinfo=UTC)
    added: list[AgendaItem] = []

    def add(row: AgendaItem) -> AgendaItem:
        added.append(row)
        return row

    work: Any = SimpleNamespace(zone=OSLO, now=moment, add=add)
    plan_occasion(work, Enrolment(id=1, started_at=moment), occasion)
    return added[0], occasion


@given(items())
def test_it_opens_is_due_and_closes_in_order_and_reminds_inside(planned: tuple[AgendaItem, Occasion]) -> None:
    item, occasion = planned
    assert item.closes_at is not None
    assert item.opens_at <= item.due_at <= item.closes_at
    assert wall(item.opens_at) <= wall(item.due_at) <= wall(item.closes_at)
    work: Any = SimpleNamespace(zone=OSLO, now=item.opens_at)
    times = notice_times(work, item, occasion)
    assert times == sorted(set(times))
    assert all(item.opens_at <= at <= item.closes_at and wall(at)[1] == time(10) for at in times)


@given(items(), st.integers(0, 400))
def test_a_pause_moves_by_whole_days_and_keeps_the_ends_of_days(
    planned: tuple[AgendaItem, Occasion], days: int
) -> None:
    item, _ = planned
    for at in (item.due_at, item.closes_at):
        assert at is not None
        moved = days_later(at, days, OSLO)
        assert wall(moved) == (wall(at)[0] + timedelta(days=days), time(23, 59, 59))
    # An hour that the clock skips comes an hour later; every other hour is the same.
    opens, hour = wall(days_later(item.opens_at, days, OSLO)), wall(item.opens_at)[1]
    assert opens[0] == wall(item.opens_at)[0] + timedelta(days=days)
    assert opens[1] in (hour, hour.replace(hour=(hour.hour + 1) % 24))


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # most forms cannot be put off at all
@given(items(), st.integers(1, 9), st.integers(0, 60), st.integers(0, 9))
def test_put_off_and_paused_it_reminds_inside_the_window(
    planned: tuple[AgendaItem, Occasion], chosen: int, days: int, looked_after: int
) -> None:
    item, occasion = planned
    programme = next(one for one in PROGRAMMES if occasion in one.occasions)
    enrolment = Enrolment(id=1, state="active", programme=programme.key)
    now = days_later(item.opens_at, looked_after, OSLO)
    item.state = "planned"
    said: list[Any] = []
    work: Any = SimpleNamespace(
        zone=OSLO,
        now=now,
        today=wall(now)[0],
        publish=said.append,
        catalogue=all_samples(),
        session=SimpleNamespace(get_one=lambda *_: enrolment),
    )
    sheet = Sheet(item, enrolment, programme, occasion)
    dates = postpone_dates(work, sheet)
    assume(dates and now <= (item.closes_at or now))
    chosen = 1 + (chosen - 1) % len(dates)
    patient: Any = SimpleNamespace(is_patient=True)
    until = postpone(work, patient, sheet, chosen)
    assert until <= wall(item.opens_at)[0] + timedelta(days=occasion.postpone_days)
    for moved in (0, days):
        item.opens_at, item.due_at = days_later(item.opens_at, moved, OSLO), days_later(item.due_at, moved, OSLO)
        item.closes_at = days_later(item.closes_at or item.due_at, moved, OSLO)
        assert HANDLER.moved is not None
        HANDLER.moved(work, item, moved)
        first = notice_times(work, item, occasion)[0]
        assert wall(first) == (until + timedelta(days=moved), time(10))
        assert item.opens_at < first <= item.closes_at


@given(items(), st.lists(st.integers(1, 96), max_size=60))
def test_however_the_clock_stumbles_every_notice_is_given_at_most_once(
    planned: tuple[AgendaItem, Occasion], steps: list[int]
) -> None:
    item, occasion = planned
    enrolment = Enrolment(id=1, state="active", programme="x")
    said: list[Any] = []
    programme = SimpleNamespace(find_occasion=lambda _key: occasion, key="x", installed=True)
    catalogue: Any = SimpleNamespace(all=lambda _kind: {"x": programme})
    work: Any = SimpleNamespace(
        zone=OSLO,
        now=item.opens_at,
        publish=said.append,
        catalogue=catalogue,
        session=SimpleNamespace(get=lambda *_: enrolment, scalars=lambda _query: ()),
        today=wall(item.opens_at)[0],
    )
    item.details = {}
    for hours in steps:
        work.now += timedelta(hours=hours)
        for _ in range(2):
            act(work, item)
    numbers = [event.reminder for event in said if isinstance(event, QuestionnaireDue)]
    assert numbers == sorted(set(numbers))
    assert len(numbers) <= len(notice_times(work, item, occasion))
    later = next_time(work, item, occasion)
    assert later is None or later > work.now
