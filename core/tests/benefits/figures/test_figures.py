"""A whole report from patients made by hand: who is counted, which measures are shown, and what each shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.values import Computed
from varde.charts.values import Hidden

from ..cohort import SATISFACTION, SYMPTOMS, patient
from ..reports import (
    BETTER,
    LATE,
    OTHER,
    PAIN_AND_SLEEP,
    SAME,
    SILENT,
    answered,
    flow_of,
    in_pain,
    keys,
    lines_of,
    on_track,
    reported,
    started_in,
    with_scores,
)

# --- who is counted


def test_months_are_counted_from_the_first_to_the_last() -> None:
    people = [
        started_in(year, month)
        for year, month, number in ((2024, 12, 6), (2025, 1, 7), (2025, 2, 8), (2025, 3, 9), (2025, 4, 10))
        for _ in range(number)
    ]
    page = reported(people, first="2025-01", last="2025-03")
    assert flow_of(page)["referred"] == "24"
    assert [(period.period, period.days.n) for period in page.waiting] == [("2025-Q1", 24)]


def test_a_track_shows_its_own_patients_and_measures() -> None:
    only_a, only_b = replace(OTHER, key="demo.a", tracks=("a",)), replace(OTHER, key="demo.b", tracks=("b",))
    elsewhere = replace(OTHER, key="demo.elsewhere", programme="elsewhere")
    measures = (SYMPTOMS, only_a, only_b, elsewhere)
    people = [*[on_track("a")] * 10, *[on_track("b")] * 20]
    for track, number, unanswered in (("a", 10, ["demo.a"]), ("b", 20, ["demo.b"]), (None, 30, ["demo.a", "demo.b"])):
        page = reported(people, measures, track=track)
        assert flow_of(page)["referred"] == str(number)
        assert [period.days.n for period in page.waiting] == [number]
        assert keys(page) == ["symptoms"]
        assert [measure.key for measure in page.unanswered] == unanswered
        assert lines_of(page) == {"all": [str(number), str(number), "0"]}


def test_a_programme_shows_its_own_patients() -> None:
    people = [*[SAME] * 10, *[replace(SAME, programme="elsewhere")] * 7]
    assert flow_of(reported(people))["referred"] == "10"
    page = reported(people, programme="elsewhere")
    assert (flow_of(page)["referred"], keys(page), page.unanswered) == ("7", [], ())


def test_nobody_is_referred() -> None:
    assert reported([]).empty
    never = patient(None, started=None, eligible=False)
    page = reported([never] * 7)
    assert not page.empty
    assert flow_of(page) == {"referred": "7", "eligible": "0", "started": "0", "answered:3m": "0", "answered:6m": "0"}
    assert not reported([replace(SILENT, scores=(), answered=frozenset())] * 7).empty


def test_whoever_was_brought_in_is_in_no_flow_and_the_report_is_not_empty() -> None:
    page = reported([SAME] * 7, imported=True)
    assert (flow_of(page)["referred"], keys(page), page.empty) == ("0", ["symptoms"], False)


# --- which measures


def test_primary_measures_come_first_then_the_most_answered_and_last_what_is_asked_afterwards() -> None:
    many, few = (replace(OTHER, key=f"demo.{name}", scale=name, instrument=name) for name in ("many", "few"))
    asked_later = replace(SATISFACTION, tracks=())
    people = [
        *answered("many", 0, 10, 5),
        *answered("few", 0, 8, 9),
        *answered("sss", 0, 6, 0),
        *[with_scores(SILENT, csq_3m=20)] * 30,
    ]
    page = reported(people, (asked_later, few, many, SYMPTOMS))
    assert keys(page) == ["symptoms", "many", "few", "satisfaction"]
    assert [measure.key for measure in reported(people[:10], (few, SYMPTOMS)).unanswered] == [
        "demo.few",
        "demo.symptoms",
    ]


@pytest.mark.parametrize(("start", "both"), [(7, 0), (0, 7)])
def test_a_measure_is_there_when_it_is_answered_at_any_time(start: int, both: int) -> None:
    page = reported(answered("oth", start, both, 0), (OTHER,))
    assert (keys(page), page.unanswered) == (["other"], ())


def test_what_is_only_asked_afterwards_is_there_when_it_is_answered_then() -> None:
    page = reported([with_scores(SILENT, csq_3m=20)] * 7, (SATISFACTION,))
    assert (keys(page), page.unanswered, page.main) == (["satisfaction"], (), None)
    assert (page.measures[0].trajectory, page.measures[0].change, page.measures[0].rates) == (None, None, ())


def test_answers_are_counted_where_the_primary_measures_are_asked() -> None:
    extra = replace(OTHER, follow_up=("end", "3m"))
    late = replace(OTHER, key="demo.late", scale="late", instrument="late", follow_up=("1y", "end"))
    people = [*answered("oth", 7, 0, 0), *answered("late", 7, 0, 0)]
    steps = ["referred", "eligible", "started"]
    page = reported([*people, *[SAME] * 7], (extra, late, SYMPTOMS))
    assert list(flow_of(page)) == [*steps, "answered:3m", "answered:6m"]
    page = reported(people, (extra, late, SYMPTOMS))  # nobody has answered the primary one
    assert list(flow_of(page)) == [*steps, "answered:end", "answered:3m", "answered:1y"]
    page = reported([replace(SILENT, scores=())] * 7, (extra, late, SYMPTOMS))  # nor anything else
    assert list(flow_of(page)) == [*steps, "answered:3m", "answered:6m"]


def test_what_is_worked_out_is_answered_by_nobody() -> None:
    computed = Computed((), lambda _known: None, 1, ())
    worked_out = replace(SYMPTOMS, key="demo.days", instrument="", follow_up=("last",), computed=computed)
    page = reported([replace(SILENT, scores=())] * 7, (worked_out, OTHER))
    assert [step for step in flow_of(page) if step.startswith("answered")] == [
        f"answered:{each}" for each in OTHER.follow_up
    ]


def test_the_measure_that_headlines() -> None:
    people = [*[SAME] * 4, *answered("oth", 0, 9, 0)]
    page = reported(people, (OTHER, SYMPTOMS))
    assert keys(page) == ["symptoms", "other"]
    assert page.main is page.measures[1], "of the first one, only four have answered twice"
    page = reported([*people, *[SAME] * 4], (OTHER, SYMPTOMS))
    assert page.main is page.measures[0]
    page = reported([*[SAME] * 4, *answered("oth", 0, 3, 0)], (OTHER, SYMPTOMS))
    assert page.main is page.measures[0]


# --- the figures of one measure


def test_rates_are_of_follow_ups_that_somebody_answered() -> None:
    page = reported([*[BETTER] * 6, *[SAME] * 9])
    assert [(rate.occasion, rate.of_paired.numerator) for rate in page.measures[0].rates] == [("3m", 6)]
    page = reported([patient(280, 160, 150)] * 7)
    assert [rate.occasion for rate in page.measures[0].rates] == ["3m", "6m"]
    page = reported(answered("oth", 0, 7, 0), (replace(OTHER, responder=None),))
    assert page.measures[0].rates == ()


def test_a_change_is_from_the_start_to_the_first_follow_up() -> None:
    figures = reported([patient(280, 160, 100)] * 7).measures[0]
    assert figures.change is not None
    assert (figures.change.start.mean, figures.change.later.mean) == (280, 160)
    assert [shift.occasion for shift in figures.severity] == ["3m"]
    assert figures.classes is not None
    assert figures.classes.occasion == "3m"


def test_the_other_changes_are_from_the_start_to_each_later_follow_up() -> None:
    figures = reported([*[patient(280, 160, 100)] * 7, *[patient(200, 190)] * 5]).measures[0]
    assert [occasion for occasion, _ in figures.changes] == ["3m", "6m"]
    ((occasion, change),) = figures.later_changes
    assert (occasion, change.n, change.start.mean, change.later.mean) == ("6m", 7, 280, 100)
    assert change.test is not None
    assert change.test.mean_difference == -180
    assert reported([patient(200, 190)] * 5).measures[0].later_changes == ()


@pytest.mark.parametrize(
    ("others", "seen"),
    [
        ([], "7"),
        ([patient(200)] * 5, "7"),
        ([patient(200)] * 4, "skjult"),  # everybody at the start less these seven
        ([patient(None, None, 90)] * 4, "skjult"),  # everybody at six months less these seven
        ([patient(200, 190)] * 2, "skjult"),  # the nine at three months less these seven
        ([patient(200, 190)] * 5, "7"),
    ],
)
def test_a_later_change_gives_no_few_away(others: list[EnrolmentFacts], seen: str) -> None:
    figures = reported([*[patient(280, 160, 100)] * 7, *others]).measures[0]
    ((_, change),) = figures.later_changes
    assert str(change.n) == seen
    assert (change.test is None) is (seen == "skjult")


def test_classes_are_of_measures_with_a_rule_that_somebody_answered_twice() -> None:
    figures = reported([*[BETTER] * 6, *[SAME] * 9]).measures[0]
    assert figures.classes is not None
    assert figures.classes.n == 15
    assert reported([SILENT] * 7).measures[0].classes is None
    plain = replace(OTHER, reliable_change=None, cutoff=None)
    assert reported(answered("oth", 0, 7, 0), (plain,)).measures[0].classes is None


def test_severity_is_of_measures_with_steps_that_somebody_answered_twice() -> None:
    assert [shift.n for shift in reported([SAME] * 7).measures[0].severity] == [7]
    assert reported([*[SILENT] * 7, *[LATE] * 7]).measures[0].severity == ()
    assert reported([SAME] * 7, (replace(SYMPTOMS, severity=()),)).measures[0].severity == ()


def test_subscales_are_shown_when_one_of_them_is_answered_twice() -> None:
    (parts,) = reported([in_pain(SAME)] * 7, (PAIN_AND_SLEEP,)).measures[0].subscales
    assert (parts.group, parts.occasion, [row.n for row in parts.rows]) == ("all", "3m", [7, 0])
    assert reported([SAME] * 7, (PAIN_AND_SLEEP,)).measures[0].subscales == ()
    assert reported([SAME] * 7, (replace(SYMPTOMS, subscales=()),)).measures[0].subscales == ()


# --- the wait


def waits(**people: int) -> list[EnrolmentFacts]:
    """So many who began in each quarter: ``y2025q1=7``."""
    return [
        started_in(int(quarter[1:5]), 3 * int(quarter[6]) - 1)
        for quarter, number in people.items()
        for _ in range(number)
    ]


EVERY = [f"y{year}q{quarter}" for year in (2022, 2023, 2024, 2025) for quarter in (1, 2, 3, 4)]


def waiting_of(people: Sequence[EnrolmentFacts]) -> list[tuple[str, str]]:
    page = reported(people, first="2022-01", last="2025-12")
    return [(period.period, str(period.days.n)) for period in page.waiting]


@pytest.mark.parametrize(
    ("people", "periods"),
    [
        ({}, []),
        (dict.fromkeys(EVERY[:12], 6), [(f"{name[1:5]}-Q{name[6]}", "6") for name in EVERY[:12]]),
        (dict.fromkeys(EVERY[:13], 6), [("2022", "24"), ("2023", "24"), ("2024", "24"), ("2025", "6")]),
        (
            {"y2025q1": 3, "y2025q2": 2, "y2025q3": 9, "y2025q4": 8},
            [("2025-Q1", "<5"), ("2025-Q2", "<5"), ("2025-Q3", "9"), ("2025-Q4", "8")],
        ),
        # most would be hidden
        ({"y2024q4": 3, "y2025q1": 3, "y2025q2": 2, "y2025q3": 9, "y2025q4": 8}, [("2024", "<5"), ("2025", "skjult")]),
        ({"y2025q1": 3, "y2025q2": 3, "y2025q3": 2, "y2025q4": 8}, [("2025", "16")]),
        # a single small one takes the next smallest with it
        (
            {"y2025q1": 3, "y2025q2": 7, "y2025q3": 9, "y2025q4": 8},
            [("2025-Q1", "<5"), ("2025-Q2", "skjult"), ("2025-Q3", "9"), ("2025-Q4", "8")],
        ),
        # one in each would be told by the total, in years also
        ({"y2024q1": 1, "y2025q3": 1}, []),
        ({"y2025q1": 1}, []),
        ({"y2025q1": 1, "y2025q2": 1, "y2025q4": 1}, [("2025", "<5")]),
    ],
)
def test_the_wait_by_quarter_or_year(people: dict[str, int], periods: list[tuple[str, str]]) -> None:
    assert waiting_of(waits(**people)) == periods


def test_a_hidden_wait_says_nothing() -> None:
    people = waits(y2025q1=3, y2025q2=20, y2025q3=30, y2025q4=25)
    hidden, beside, *_ = reported(people).waiting
    for period in (hidden, beside):
        assert isinstance(period.days.n, Hidden)
        assert (period.days.mean, period.days.sd, period.days.interval) == (period.days.n, period.days.n, None)
        assert period.median == period.days.n


def test_a_wait_that_is_shown_says_all() -> None:
    (quarter,) = reported(waits(y2025q1=20)).waiting
    assert (quarter.days.mean, quarter.days.sd, quarter.median) == (10, 0, 10)
