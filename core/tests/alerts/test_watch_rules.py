"""The rules of the watch over plain values: what is counted, from when, what one alert is raised about, and when to look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from varde.alerts.values import Alert
from varde.alerts.watch_rules import (
    Booked,
    Crossing,
    PlannedForm,
    Stand,
    Watched,
    crossings,
    days_to_sleep,
    graver,
    may_hold,
    speak_of_appointments,
    watched_at,
)
from varde.kernel.words import Text
from varde.rules.language import all_of, any_of, not_, when
from varde.series.facts import SINCE, measured

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
NOTHING = Watched(0, "", {})


def at(days: float) -> datetime:
    return NOW + timedelta(days=days)


def declared(fact: str, limit: int) -> Alert:
    return Alert(f"x.{fact}", Text("Krysset", "Kryssa", "Crossed"), when(fact, ">=", limit), "amber")


SILENT, LATE = declared("days_inactive", 14), declared("days_overdue", 7)
ROW, MISSED = declared("unanswered_in_row", 2), declared("missed_appointments", 2)


def form(number: int, due: float, state: str = "planned", closes: float | None = 40) -> PlannedForm:
    return PlannedForm(number, f"week{number}", state, at(due), None if closes is None else at(closes))


def booked(number: int, starts: float, state: str) -> Booked:
    return Booked(number, state, at(starts))


# --- what is counted


@pytest.mark.parametrize(
    ("active", "days", "since"), [(-14, 14, "2026-09-07"), (-1, 1, "2026-09-20"), (0, 0, "2026-09-21")]
)
def test_days_of_silence(active: float, days: int, since: str) -> None:
    silence = watched_at(Stand(at(active), ()), NOW, OSLO)["days_inactive"]
    assert silence == Watched(days, f"inactive:{since}", {"since": since})


@pytest.mark.parametrize(
    ("forms", "silence"),
    [
        ((), NOTHING),
        ((form(1, -8, "done"),), NOTHING),
        ((form(1, -8),), Watched(8, "inactive:2026-09-13", {"opened": "2026-09-13"})),
        ((form(1, -30),), Watched(20, "inactive:2026-09-01", {"since": "2026-09-01"})),
    ],
)
def test_whoever_has_no_step_to_do_is_silent_only_while_a_form_waits(
    forms: tuple[PlannedForm, ...], silence: Watched
) -> None:
    """Active until 1 September; from when the form was due, or from then."""
    assert watched_at(Stand(at(-20), forms, step_from=None), NOW, OSLO)["days_inactive"] == silence


def test_whoever_is_active_after_the_morning_that_is_asked_about_is_not_silent() -> None:
    assert watched_at(Stand(at(3), ()), NOW, OSLO)["days_inactive"].value == 0


@pytest.mark.parametrize(
    ("forms", "overdue"),
    [
        ((), NOTHING),
        ((form(1, 1),), NOTHING),
        ((form(1, 0),), NOTHING),  # due this very moment
        ((form(1, -0.01),), Watched(0, "overdue:1", {"form": "week1", "due": "2026-09-21"})),
        ((form(1, -7),), Watched(7, "overdue:1", {"form": "week1", "due": "2026-09-14"})),
        ((form(1, -7, closes=None),), Watched(7, "overdue:1", {"form": "week1", "due": "2026-09-14"})),
        ((form(1, -7, closes=0),), Watched(7, "overdue:1", {"form": "week1", "due": "2026-09-14"})),
        ((form(1, -7, closes=-1),), NOTHING),
        ((form(1, -7, "done"), form(2, -7, "missed")), NOTHING),
        ((form(1, -7), form(2, -9), form(3, -8)), Watched(9, "overdue:2", {"form": "week2", "due": "2026-09-12"})),
        ((form(2, -7), form(1, -7)), Watched(7, "overdue:1", {"form": "week1", "due": "2026-09-14"})),
    ],
)
def test_days_past_the_deadline_of_the_form_that_is_latest(forms: tuple[PlannedForm, ...], overdue: Watched) -> None:
    assert watched_at(Stand(NOW, forms), NOW, OSLO)["days_overdue"] == overdue


@pytest.mark.parametrize(
    ("forms", "row"),
    [
        ((), NOTHING),
        ((form(1, -9, "done"),), NOTHING),
        ((form(1, -9, "missed"),), Watched(1, "unanswered:1", {"form": "week1", "due": "2026-09-12"})),
        ((form(1, -9),), NOTHING),  # it may still be answered
        ((form(1, -9, closes=None),), NOTHING),
        ((form(1, -9, closes=0),), NOTHING),
        ((form(1, -9, closes=-1),), Watched(1, "unanswered:1", {"form": "week1", "due": "2026-09-12"})),
        ((form(1, -9, "cancelled", closes=-1),), NOTHING),
        (
            (form(2, -20, "missed"), form(3, -9, "missed"), form(1, -30, "done"), form(4, -2)),
            Watched(2, "unanswered:2", {"form": "week3", "due": "2026-09-12"}),
        ),
        (
            (form(1, -30, "missed"), form(2, -20, "done"), form(4, -9, "missed"), form(3, -9, "missed")),
            Watched(2, "unanswered:3", {"form": "week4", "due": "2026-09-12"}),
        ),
        (
            (form(1, -30, "missed"), form(2, -20, closes=-5), form(3, -9, "missed")),
            Watched(3, "unanswered:1", {"form": "week3", "due": "2026-09-12"}),
        ),
    ],
)
def test_forms_in_a_row_without_an_answer(forms: tuple[PlannedForm, ...], row: Watched) -> None:
    """The cause is the first of the row, which stays the same as it grows; the clinician is told of the last."""
    assert watched_at(Stand(NOW, forms), NOW, OSLO)["unanswered_in_row"] == row


@pytest.mark.parametrize(
    ("appointments", "row"),
    [
        ((), NOTHING),
        ((booked(1, -3, "attended"),), NOTHING),
        ((booked(1, -3, "missed"),), Watched(1, "missed:1", {"on": "2026-09-18"})),
        ((booked(1, 0, "missed"),), NOTHING),
        ((booked(1, 1, "missed"),), NOTHING),
        ((booked(1, -9, "missed"), booked(2, -3, "missed")), Watched(2, "missed:1", {"on": "2026-09-18"})),
        ((booked(2, -3, "missed"), booked(1, -9, "missed")), Watched(2, "missed:1", {"on": "2026-09-18"})),
        ((booked(1, -9, "attended"), booked(2, -3, "missed")), Watched(1, "missed:2", {"on": "2026-09-18"})),
        ((booked(1, -9, "missed"), booked(2, -3, "attended")), NOTHING),
        ((booked(1, -9, "missed"), booked(2, -3, "late")), NOTHING),
        (
            (booked(1, -9, "missed"), booked(2, -5, "cancelled"), booked(3, -4, "booked"), booked(4, -3, "missed")),
            Watched(2, "missed:1", {"on": "2026-09-18"}),
        ),
        (
            (booked(1, -9, "missed"), booked(2, -5, "missed"), booked(3, -3, "missed")),
            Watched(3, "missed:1", {"on": "2026-09-18"}),
        ),
    ],
)
def test_appointments_missed_in_a_row(appointments: tuple[Booked, ...], row: Watched) -> None:
    assert watched_at(Stand(NOW, (), appointments), NOW, OSLO)["missed_appointments"] == row


def test_all_four_are_watched() -> None:
    assert list(watched_at(Stand(NOW, ()), NOW, OSLO)) == [
        "days_inactive",
        "days_overdue",
        "unanswered_in_row",
        "missed_appointments",
    ]


# --- what one alert is raised about


def test_a_crossing_says_about_what_and_why() -> None:
    stand = Stand(at(-20), (form(1, -8),))
    assert crossings([SILENT, LATE, ROW, MISSED], stand, NOW, OSLO) == [
        Crossing(SILENT, "inactive:2026-09-01", {"days_inactive": 20, "since": "2026-09-01"}),
        Crossing(LATE, "overdue:1", {"days_overdue": 8, "form": "week1", "due": "2026-09-13"}),
    ]
    assert crossings([SILENT, LATE], Stand(at(-13), (form(1, -6),)), NOW, OSLO) == []


def test_the_cause_is_the_first_of_what_decided() -> None:
    """In the order they are watched, whatever the order of the rule."""
    stand = Stand(at(-20), (), (booked(1, -9, "missed"), booked(2, -3, "missed")))
    together = replace(SILENT, rule=all_of(when("missed_appointments", ">=", 2), when("days_inactive", ">=", 14)))
    assert crossings([together], stand, NOW, OSLO) == [
        Crossing(
            together,
            "inactive:2026-09-01",
            {"days_inactive": 20, "missed_appointments": 2, "since": "2026-09-01", "on": "2026-09-18"},
        )
    ]
    either = replace(SILENT, rule=any_of(when("days_inactive", ">=", 28), when("missed_appointments", ">=", 2)))
    assert crossings([either], stand, NOW, OSLO) == [
        Crossing(either, "missed:1", {"missed_appointments": 2, "on": "2026-09-18"})
    ]


def test_what_is_at_nought_decides_only_when_nothing_else_does() -> None:
    quiet = replace(LATE, rule=all_of(when("days_inactive", ">=", 14), not_(when("days_overdue", ">=", 1))))
    assert crossings([quiet], Stand(at(-20), ()), NOW, OSLO) == [
        Crossing(quiet, "inactive:2026-09-01", {"days_inactive": 20, "since": "2026-09-01"})
    ]
    nought = replace(LATE, rule=all_of(when("unanswered_in_row", "==", 0), when("days_overdue", "==", 0)))
    assert crossings([nought], Stand(NOW, ()), NOW, OSLO) == [
        Crossing(nought, "days_overdue", {"days_overdue": 0, "unanswered_in_row": 0})
    ]


def test_only_what_is_graver_than_the_gravest_is_told() -> None:
    red, critical = replace(LATE, severity="red"), replace(ROW, severity="critical")
    every = [SILENT, red, critical]
    assert graver(every, []) == every
    assert graver(every, ["amber"]) == [red, critical]
    assert graver(every, ["red", "amber"]) == [critical]
    assert graver(every, ["amber", "critical"]) == []


def test_whether_appointments_must_be_fetched() -> None:
    assert speak_of_appointments([SILENT, MISSED]) is True
    assert speak_of_appointments([SILENT, ROW]) is False
    assert speak_of_appointments([]) is False


# --- when to look


MORNINGS = [at(day) for day in range(1, 29)]


@pytest.mark.parametrize(
    ("active", "raised", "number"),
    [
        (0, set(), 13),  # the fourteenth morning from now, and the first is 0
        (-13, set(), 0),
        (-20, set(), 0),
        (-20, {("x.days_inactive", "inactive:2026-09-01")}, 27),
        (-20, {("x.days_inactive", "inactive:2026-08-01")}, 0),
        (-20, {("x.other", "inactive:2026-09-01")}, 0),
    ],
)
def test_on_which_morning_something_new_can_hold(active: float, raised: set[tuple[str, str]], number: int) -> None:
    assert days_to_sleep([SILENT], Stand(at(active), ()), MORNINGS, raised, OSLO) == number


def test_one_new_thing_among_known_ones_is_looked_at() -> None:
    stand = Stand(at(-20), (form(1, -8),))
    known = {("x.days_inactive", "inactive:2026-09-01")}
    assert days_to_sleep([SILENT, LATE], stand, MORNINGS, iter(known), OSLO) == 0
    assert days_to_sleep(iter([SILENT, LATE]), stand, MORNINGS, {*known, ("x.days_overdue", "overdue:1")}, OSLO) == 27


def test_no_mornings_and_nothing_to_watch() -> None:
    assert days_to_sleep([SILENT], Stand(NOW, ()), [], set(), OSLO) == 0
    assert days_to_sleep([], Stand(NOW, ()), MORNINGS, set(), OSLO) == 27


@pytest.mark.parametrize(
    ("starts", "state", "number"),
    [
        (5.5, "booked", 5),  # over on the morning after, and nobody has noted who came
        (6, "booked", 6),  # on that very morning it only begins
        (5.5, "attended", 27),
        (5.5, "cancelled", 27),
        (-2, "booked", 0),
        (-26.5, "booked", 0),
        (-27, "booked", 27),  # nobody notes it after four weeks
        (-40, "booked", 27),
    ],
)
def test_an_appointment_that_nobody_has_noted_is_looked_at_soon(starts: float, state: str, number: int) -> None:
    stand = Stand(NOW, (), (booked(1, 40, "booked"), booked(2, starts, state)))
    assert days_to_sleep([MISSED], stand, MORNINGS, set(), OSLO) == number


# --- what sources know


SCORED = "score:who-5:total"
LOW_AND_SILENT = Alert(
    "x.low",
    Text("Krysset", "Kryssa", "Crossed"),
    all_of(when("days_inactive", ">=", 14), when(SCORED, "<", 28)),
    "amber",
)


@pytest.mark.parametrize(
    ("active", "known", "crossed"),
    [
        (-20, {SCORED: 20}, [{"days_inactive": 20, SCORED: 20, "since": "2026-09-01"}]),
        (-20, {SCORED: 28}, []),
        (-20, {}, []),
        (-13, {SCORED: 20}, []),
    ],
)
def test_a_rule_of_the_clock_may_ask_what_sources_know(
    active: float, known: dict[str, object], crossed: list[dict[str, object]]
) -> None:
    now = crossings([LOW_AND_SILENT], Stand(at(active), ()), NOW, OSLO, known)
    assert [(each.cause, each.because) for each in now] == [("inactive:2026-09-01", because) for because in crossed]


def test_what_a_source_does_not_know_is_no_part_of_why() -> None:
    either = replace(LOW_AND_SILENT, rule=any_of(when("days_inactive", ">=", 14), when(SCORED, "<", 28)))
    (crossed,) = crossings([either], Stand(at(-20), ()), NOW, OSLO, {})
    assert crossed.because == {"days_inactive": 20, "since": "2026-09-01"}


def test_what_the_clock_counts_is_never_what_a_source_says_of_it() -> None:
    assert crossings([SILENT], Stand(at(-1), ()), NOW, OSLO, {"days_inactive": 20}) == []


@pytest.mark.parametrize(("active", "asked"), [(-20, [LOW_AND_SILENT.rule]), (-13, [])])
def test_sources_are_asked_only_by_what_may_hold(active: float, asked: list[object]) -> None:
    assert may_hold([SILENT, LOW_AND_SILENT], Stand(at(active), ()), NOW, OSLO) == asked


def test_it_is_looked_at_from_the_first_morning_on_which_it_may_hold() -> None:
    mornings = [at(day) for day in range(1, 29)]
    assert days_to_sleep([LOW_AND_SILENT], Stand(at(-10), ()), mornings, (), OSLO) == 3
    assert days_to_sleep([LOW_AND_SILENT], Stand(at(-20), ()), mornings, [("x.low", "inactive:2026-09-01")], OSLO) == 0


@pytest.mark.parametrize(("measured_at", "days"), [(-14, 14), (-1, 1), (-0.2, 0), (-0.6, 1)])
def test_days_since_a_series_was_measured(measured_at: float, days: int) -> None:
    """Counted on the wall: what was measured last evening was measured yesterday."""
    watched = watched_at(Stand(NOW, (), measured={"breath": (7, at(measured_at))}), NOW, OSLO)
    assert watched[measured("breath", SINCE)] == Watched(days, "unmeasured:7", {})
