"""A diary: one row ahead, the hour on the wall, and what pauses, ends and a clock that stood still make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from varde.alerts.models import RaisedAlert
from varde.assessments.models import Response
from varde.caseload.models import CaseloadRow
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.exits import end, reopen, undo
from varde.enrolments.models import Enrolment
from varde.enrolments.moves import extend_access
from varde.enrolments.service import pause, resume
from varde.kernel.catalogue import Catalogue
from varde.programmes.rhythm import Rhythm, RhythmDays
from varde.programmes.values import Programme
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house, sqlite_url, with_diary
from varde.testing.samples.cove import PROGRAMME

from .conftest import Patient

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = date(2026, 9, 21)


# --- on which days, from when to when


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm(until=4), "21 22 23 24"),
        (Rhythm(until=4, every=2), "21 23"),
        (Rhythm(until=7, every=3), "21 24 27"),
        (Rhythm(until=8, every=7), "21 28"),
        (Rhythm(until=7, weekdays=(2, 4)), "22 24"),
        (Rhythm(until=9, weekdays=(1,)), "21 28"),
        (Rhythm(until=7, weekdays=(7,)), "27"),
    ],
)
def test_the_days_of_a_rhythm(rhythm: Rhythm, days: str) -> None:
    course, asked = RhythmDays(rhythm, MONDAY, OSLO), []
    after, now = MONDAY - timedelta(days=1), datetime(2026, 9, 21, 0, 0, tzinfo=OSLO)
    while (occurrence := course.following(after, now)) is not None:
        asked.append(str(occurrence.day.day))
        after = occurrence.day
    assert " ".join(asked) == days


@pytest.mark.parametrize(
    ("rhythm", "on", "opens", "closes"),
    [
        # The clocks go back on 25 October 2026 and forward on 28 March 2027: the hour on the wall is the same.
        (Rhythm(until=99), "2026-10-23", "2026-10-23T20:00:00+02:00", "2026-10-24T19:59:59+02:00"),
        (Rhythm(until=99), "2026-10-24", "2026-10-24T20:00:00+02:00", "2026-10-25T19:59:59+01:00"),
        (Rhythm(until=99), "2026-10-25", "2026-10-25T20:00:00+01:00", "2026-10-26T19:59:59+01:00"),
        (Rhythm(until=99), "2027-03-27", "2027-03-27T20:00:00+01:00", "2027-03-28T19:59:59+02:00"),
        # An hour that the clock skips comes an hour later; one that comes twice is the first of the two.
        (Rhythm(until=99, at=time(2, 30)), "2027-03-28", "2027-03-28T03:30:00+02:00", "2027-03-29T02:29:59+02:00"),
        (Rhythm(until=99, at=time(2, 30)), "2026-10-25", "2026-10-25T02:30:00+02:00", "2026-10-26T02:29:59+01:00"),
        # The last one closes when one more would have opened.
        (Rhythm(until=5, every=4), "2026-09-25", "2026-09-25T20:00:00+02:00", "2026-09-29T19:59:59+02:00"),
        (Rhythm(until=5, weekdays=(1, 4)), "2026-09-24", "2026-09-24T20:00:00+02:00", "2026-09-28T19:59:59+02:00"),
    ],
)
def test_the_hours_are_those_on_the_wall(rhythm: Rhythm, on: str, opens: str, closes: str) -> None:
    occurrence = RhythmDays(rhythm, MONDAY, OSLO).on(date.fromisoformat(on))
    assert [at.astimezone(OSLO).isoformat() for at in (occurrence.opens_at, occurrence.closes_at)] == [opens, closes]


@pytest.mark.parametrize(
    ("remind", "opens", "at"),
    [
        (None, "2026-09-21T20:00:00+02:00", None),
        (time(21, 30), "2026-09-21T20:00:00+02:00", "2026-09-21T21:30:00+02:00"),
        (time(20, 0), "2026-09-21T20:00:00+02:00", "2026-09-21T20:00:00+02:00"),
        (time(7, 0), "2026-09-21T20:00:00+02:00", "2026-09-22T07:00:00+02:00"),
        (time(7, 0), "2026-10-24T20:00:00+02:00", "2026-10-25T07:00:00+01:00"),
    ],
)
def test_the_hour_of_the_reminder(remind: time | None, opens: str, at: str | None) -> None:
    moment = RhythmDays(Rhythm(until=9, remind=remind), MONDAY, OSLO).reminds_at(datetime.fromisoformat(opens))
    assert (moment and moment.astimezone(OSLO).isoformat()) == at


# --- on the agenda


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=with_diary())


@pytest.fixture
def ida(enrol: Callable[..., Patient]) -> Patient:
    """In the cove since Monday 21 September at ten."""
    return enrol("Ida", "cove")


def to(patient: Patient, moment: str, *, still: bool = False) -> None:
    """Let time go to this moment on the wall, the clock acting each hour; ``still``: it stood until then."""
    at = datetime.fromisoformat(moment).replace(tzinfo=OSLO)
    if still:
        patient.house.clock.set(at)
    while patient.house.clock.now() < at:
        patient.house.clock.set(min(at, patient.house.clock.now() + timedelta(hours=1)))
        tick(patient.house.platform)
    tick(patient.house.platform)


def diary(patient: Patient) -> list[str]:
    """Every row of the diary: its number, the day on the wall it opens on, and its state."""
    rows = patient.items("diary")
    return [f"{row.occurrence} {row.opens_at.astimezone(OSLO):%d.%m %H:%M} {row.state}" for row in rows]


def test_one_row_is_ahead_from_the_start(ida: Patient) -> None:
    assert diary(ida) == ["0 21.09 20:00 planned"]
    to(ida, "2026-09-21T19:59")
    assert diary(ida) == ["0 21.09 20:00 planned"]
    to(ida, "2026-09-21T20:00")
    assert diary(ida) == ["0 21.09 20:00 planned", "1 22.09 20:00 planned"]
    ida.finish("start")
    first = ida.items("diary")[0]
    assert (first.due_at, first.closes_at) == (
        first.closes_at,
        datetime(2026, 9, 22, 17, 59, 59, tzinfo=first.opens_at.tzinfo),
    )


def test_it_goes_on_whether_she_answers_or_not(ida: Patient) -> None:
    to(ida, "2026-09-22T20:00")
    answer(ida, 1)
    to(ida, "2026-09-23T20:00")
    assert diary(ida) == [
        "0 21.09 20:00 missed",
        "1 22.09 20:00 done",
        "2 23.09 20:00 planned",
        "3 24.09 20:00 planned",
    ]


def answer(patient: Patient, number: int) -> Response:
    from varde.assessments.service import open_sheet, submit

    item = next(row for row in patient.items("diary") if row.occurrence == number)
    with patient.house.work() as work:
        return submit(
            work, patient.actor, open_sheet(work, patient.actor, item.id, write=True), "cove-day", {"waves": 3}
        )


def test_it_ends_and_nothing_comes_after(ida: Patient) -> None:
    to(ida, "2026-10-25T12:00")
    rows = diary(ida)
    assert (rows[0], rows[-1], len(rows)) == ("0 21.09 20:00 missed", "27 18.10 20:00 missed", 28)
    assert not [row for row in ida.items("diary") if row.act_at is not None]


def test_acting_twice_plans_one(ida: Patient) -> None:
    to(ida, "2026-09-21T20:00")
    with ida.house.work() as work:
        for item in work.session.scalars(select(AgendaItem).where(AgendaItem.key == "diary")):
            item.act_at = work.now
    tick(ida.house.platform)
    for _ in range(2):
        with ida.house.work() as work:
            work.publish(EnrolmentChanged(ida.enrolment_id))
    assert diary(ida) == ["0 21.09 20:00 planned", "1 22.09 20:00 planned"]


STATES = {
    # What happens, and the rows afterwards. Each begins on Wednesday the 23rd at noon, when Tuesday's row stands open.
    "the clock stood a week": (
        "still 2026-09-30T21:00",
        [
            "0 21.09 20:00 missed",
            "1 22.09 20:00 missed",
            "2 23.09 20:00 missed",
            "9 30.09 20:00 planned",
            "10 01.10 20:00 planned",
        ],
    ),
    "the clock stood till after the end": (
        "still 2026-12-01T12:00",
        ["0 21.09 20:00 missed", "1 22.09 20:00 missed", "2 23.09 20:00 missed"],
    ),
    "paused": (
        "pause; to 2026-09-25T12:00",
        ["0 21.09 20:00 missed", "1 22.09 20:00 cancelled", "2 23.09 20:00 cancelled"],
    ),
    "paused for three days": (
        "pause; to 2026-09-26T12:00; resume",
        ["0 21.09 20:00 missed", "1 25.09 20:00 planned", "2 26.09 20:00 planned"],
    ),
    "paused for an hour": (
        "pause; to 2026-09-23T13:00; resume",
        ["0 21.09 20:00 missed", "1 22.09 20:00 planned", "2 23.09 20:00 planned"],
    ),
    "ended": ("end", ["0 21.09 20:00 missed", "1 22.09 20:00 cancelled", "2 23.09 20:00 cancelled"]),
    "ended and taken back": (
        "end; to 2026-09-23T13:00; undo; to 2026-09-23T20:00",
        ["0 21.09 20:00 missed", "1 22.09 20:00 missed", "2 23.09 20:00 planned", "3 24.09 20:00 planned"],
    ),
    "ended and taken back days after": (
        "end; to 2026-09-26T12:00; undo; to 2026-09-26T13:00",
        [
            "0 21.09 20:00 missed",
            "1 22.09 20:00 missed",
            "2 23.09 20:00 missed",
            "4 25.09 20:00 planned",
            "5 26.09 20:00 planned",
        ],
    ),
    "ended and opened again the same day": (
        "end; to 2026-09-23T13:00; reopen",
        ["0 21.09 20:00 missed", "1 22.09 20:00 planned", "2 23.09 20:00 planned"],
    ),
    "ended and opened again a week after": (
        "end; to 2026-09-30T12:00; reopen; to 2026-09-30T13:00",
        [
            "0 21.09 20:00 missed",
            "1 22.09 20:00 cancelled",
            "2 23.09 20:00 cancelled",
            "8 29.09 20:00 planned",
            "9 30.09 20:00 planned",
        ],
    ),
    "ended and opened again after its time": (
        "end; to 2026-11-01T12:00; reopen; to 2026-11-02T12:00",
        ["0 21.09 20:00 missed", "1 22.09 20:00 cancelled", "2 23.09 20:00 cancelled"],
    ),
    "access is made longer": (
        "extend; to 2026-09-23T20:00",
        ["0 21.09 20:00 missed", "1 22.09 20:00 missed", "2 23.09 20:00 planned", "3 24.09 20:00 planned"],
    ),
}


@pytest.mark.parametrize("what", STATES)
def test_what_becomes_of_it(ida: Patient, what: str) -> None:
    deeds, rows = STATES[what]
    to(ida, "2026-09-23T12:00")
    for deed in deeds.split("; "):
        verb, _, moment = deed.partition(" ")
        if moment:
            to(ida, moment, still=verb == "still")
        else:
            do(ida, verb)
    assert diary(ida) == rows
    assert ida.house.platform.settings.timezone == OSLO


def do(patient: Patient, verb: str) -> None:
    if verb == "end":
        patient.change(lambda work, actor, enrolment: end(work, actor.person_id, enrolment, "withdrawn"))
    elif verb == "extend":
        patient.change(extend_access, date(2026, 12, 24), "Var syk i tre uker.")
    else:
        patient.change({"pause": pause, "resume": resume, "undo": undo, "reopen": reopen}[verb])


def test_a_pause_moves_the_end_of_it_too(ida: Patient) -> None:
    to(ida, "2026-09-23T12:00")
    do(ida, "pause")
    to(ida, "2026-10-03T12:00")
    do(ida, "resume")
    to(ida, "2026-11-10T12:00")
    rows = diary(ida)
    assert (rows[-1], len(rows)) == ("37 28.10 20:00 missed", 28)


def test_it_stops_with_the_access_and_goes_on_when_that_is_made_longer(ida: Patient) -> None:
    with ida.house.work() as work:
        ida.enrolment(work).access_until = datetime(2026, 9, 24, 12, 0, tzinfo=OSLO)
    to(ida, "2026-09-26T12:00")
    assert diary(ida)[-1] == "2 23.09 20:00 missed"
    do(ida, "extend")
    to(ida, "2026-09-26T13:00")
    assert diary(ida)[-2:] == ["4 25.09 20:00 planned", "5 26.09 20:00 planned"]


def test_what_was_planned_while_somebody_paused_it_is_left_like_the_rest(ida: Patient) -> None:
    """The clock and the pause at the same moment: the pause does not see the row, and the clock plans it."""
    to(ida, "2026-09-21T20:00")
    do(ida, "pause")
    with ida.house.work() as work:
        ahead = work.session.scalars(select(AgendaItem).where(AgendaItem.occurrence == 1)).one()
        ahead.state, ahead.reason, ahead.act_at = "planned", None, ahead.opens_at
    to(ida, "2026-09-23T12:00")
    assert diary(ida) == ["0 21.09 20:00 cancelled", "1 22.09 20:00 cancelled"]
    do(ida, "resume")
    assert diary(ida) == ["0 23.09 20:00 planned", "1 24.09 20:00 planned"]


WEEKDAYS = {
    # A diary of Mondays and Tuesdays: paused on Monday evening, when Monday's stands open and Tuesday's is ahead.
    "2026-09-22T12:00": ["0 21.09 20:00 planned", "1 22.09 20:00 planned"],
    "2026-09-23T12:00": ["0 21.09 20:00 cancelled", "1 22.09 20:00 planned", "7 28.09 20:00 planned"],
    "2026-09-27T12:00": ["0 21.09 20:00 cancelled", "1 22.09 20:00 planned", "7 28.09 20:00 planned"],
    "2026-10-08T12:00": ["0 21.09 20:00 cancelled", "1 06.10 20:00 planned", "21 12.10 20:00 planned"],
}


@pytest.mark.parametrize("resumed", WEEKDAYS)
def test_a_pause_keeps_the_weekdays(tmp_path: Path, resumed: str) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=with_rhythm(Rhythm(until=28, weekdays=(1, 2))))
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ida = house.person("Ida", "Vik")
    patient = Patient(house, ida, house.actor(maren, ("therapist", house.clinic)), house.enrolled(ida, maren, "cove"))
    to(patient, "2026-09-21T21:00")
    do(patient, "pause")
    to(patient, resumed)
    do(patient, "resume")
    tick(house.platform)
    assert diary(patient) == WEEKDAYS[resumed]


def with_rhythm(rhythm: Rhythm) -> Catalogue:
    """The cove with a diary in another rhythm."""
    occasions = tuple(replace(each, rhythm=rhythm) if each.rhythm else each for each in PROGRAMME.occasions)
    return with_diary().with_values(Programme, [replace(PROGRAMME, occasions=occasions)])


# --- calm


def test_a_day_that_was_left_out_is_nothing_to_look_into(ida: Patient) -> None:
    ida.finish("start")
    to(ida, "2026-10-02T12:00")
    with ida.house.work() as work:
        row = work.session.get_one(CaseloadRow, ida.enrolment_id)
        assert (row.overdue_since, row.deterioration_since, row.risk_since) == (None, None, None)
        assert work.session.scalars(select(RaisedAlert.alert)).all() == []


def test_a_form_that_is_late_stays_so_when_a_day_is_left_out(ida: Patient) -> None:
    to(ida, "2026-09-26T12:00")
    with ida.house.work() as work:
        assert work.session.get_one(CaseloadRow, ida.enrolment_id).overdue_since is not None
        assert work.session.scalars(select(RaisedAlert.alert)).all() == ["cove.overdue"]


def test_she_is_reminded_at_its_hour_and_left_in_peace_after_three(ida: Patient) -> None:
    ida.finish("start")
    for evening in range(21, 28):
        to(ida, f"2026-09-{evening}T20:44")
        told = len(ida.told())
        to(ida, f"2026-09-{evening}T20:45")
        assert len(ida.told()) - told == (1 if evening <= 23 else 0), evening
    answer(ida, 6)
    for evening in (28, 29):
        to(ida, f"2026-09-{evening}T22:00")
    assert len(ida.told()) == 5, "she has answered, so she is reminded again"


def test_on_an_evening_when_it_is_filled_in_nothing_is_said(ida: Patient) -> None:
    ida.finish("start")
    to(ida, "2026-09-21T20:30")
    answer(ida, 0)
    to(ida, "2026-09-22T12:00")
    assert ida.told() == []


def test_a_clock_that_stood_still_reminds_once(ida: Patient) -> None:
    ida.finish("start")
    to(ida, "2026-09-30T23:00", still=True)
    assert ida.told() == [], "it is night, and waits for the morning"
    to(ida, "2026-10-01T19:00")
    assert len(ida.told()) == 1


def test_the_start_of_it_costs_one_row(ida: Patient) -> None:
    with ida.house.work() as work:
        counted = select(func.count()).select_from(AgendaItem).where(AgendaItem.key == "diary")
        assert work.session.scalar(counted) == 1
        assert work.session.get_one(Enrolment, ida.enrolment_id).state == "active"
