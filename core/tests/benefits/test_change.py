from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting import resources
from varde.benefits.figures.change import Change, Cutoffs, carried_forward, change_class, cutoffs, standard_errors
from varde.instruments.values import ReliableChange, Responder
from varde.standing.change import responds

LIMIT = ReliableChange(6, "example")


@pytest.mark.parametrize(
    ("start", "later", "rule", "answer"),
    [
        (280, 230, Responder("points", 50, ">="), True),
        (280, 230, Responder("points", 50, ">"), False),
        (0, 0, Responder("percent", 50, ">="), None),
        (10, 5, Responder("percent", 50, ">="), True),
        (10, 5, Responder("percent", 50, ">"), False),
        (25, 18, Responder("percent", 28, ">="), True),
        (None, 5, Responder("points", 5, ">="), None),
        (10, None, Responder("points", 5, ">="), None),
    ],
)
def test_response(start: float | None, later: float | None, rule: Responder, answer: bool | None) -> None:
    assert responds(start, later, rule) is answer


def test_exactly_fourteen_points_of_an_average_is_fourteen() -> None:
    start = 100 / 3
    assert responds(start, start + 14 - 1e-12, Responder("points", 14, ">="), "higher_better") is True
    assert responds(start, start + 14 + 1e-12, Responder("points", 14, ">"), "higher_better") is False


@pytest.mark.parametrize(
    ("start", "later", "cutoff", "expected"),
    [
        (18, 8, 10, Change.RECOVERED),
        (18, 10, 10, Change.IMPROVED),  # at the cut-off is still unwell
        (10, 4, 10, Change.RECOVERED),  # and so it was at the start
        (9, 2, 10, Change.IMPROVED),  # was never unwell
        (18, 8, None, Change.IMPROVED),
        (18, 13, 10, Change.UNCHANGED),
        (8, 13, 10, Change.UNCHANGED),
        (8, 14, 10, Change.DETERIORATED),
    ],
)
def test_classes(start: float, later: float, cutoff: float | None, expected: Change) -> None:
    assert change_class(start, later, LIMIT, cutoff) is expected


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_a_mirrored_scale_gives_the_same_class(start: int, later: int, cutoff: int) -> None:
    mirrored = change_class(100 - start, 100 - later, LIMIT, 100 - cutoff, "higher_better")
    assert change_class(start, later, LIMIT, cutoff) is mirrored


def test_mirrored_cutoffs() -> None:
    assert cutoffs(262, 92, 60, 50) == Cutoffs(78, 160, 18620 / 142)
    assert cutoffs(45, 18, 75, 15, "higher_better").b == 45


@pytest.mark.parametrize(("sd", "reliability"), [(0, 0.8), (-1, 0.8), (5, 1), (5, -0.1)])
def test_reliable_change_refuses_what_cannot_be(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="an SD above 0 and a reliability"):
        standard_errors(sd, reliability)


def test_what_is_missing_before_the_first_answer_stays_missing() -> None:
    assert carried_forward([None, 20, None, 0, None]) == [None, 20, 20, 0, 0]


def test_care_before_the_referral_is_refused() -> None:
    with pytest.raises(ValueError, match="before the referral was received on 2024-03-02"):
        resources.waiting_days(date(2024, 3, 2), date(2024, 3, 1))


def test_who_waits_has_no_waiting_time_yet() -> None:
    assert resources.waiting_days(date(2024, 3, 2), None) is None


def test_deadlines() -> None:
    day = date(2024, 3, 1)
    assert resources.deadline_breached(None, None, day) is None
    assert resources.deadline_breached(day, None, date(2024, 3, 2)) is True
    assert resources.deadline_breached(day, date(2024, 3, 2), day) is True


def test_a_utility_curve_goes_forward() -> None:
    with pytest.raises(ValueError, match="rising times"):
        resources.qaly([(0.0, 0.5), (0.0, 0.6)])
    assert resources.qaly([(0.0, 0.5)]) == 0


def test_travel_refuses_negative_trips() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        resources.travel(-1, 30, 0.5)
