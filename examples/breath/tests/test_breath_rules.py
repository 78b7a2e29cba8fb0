"""Each rule that a clinician decides: who is let in, the zones, what opens, what must be looked at, what is counted."""

from __future__ import annotations

import pytest

from varde.plugin.alerts import Alert
from varde.plugin.instruments import change, score
from varde.plugin.programmes import Progress, evaluate, is_open, screen
from varde.plugin.series import zone_of, zones_for
from varde_breath.alerts import FALLS, RED, SILENT, WORSE, YELLOW
from varde_breath.benefits import mean_of_the_week
from varde_breath.instruments import WEEK
from varde_breath.programme import PROGRAMME
from varde_breath.series import FALL_A_WEEK, FLOW, MEAN_OF_A_WEEK, MEASURED_IN_A_WEEK, SINCE, YELLOW_DAYS, ZONE

FITS: dict[str, object] = {"age": 40, "asthma": True, "needs_plan": False, "heavy_now": False}
ITEMS = tuple(item.key for item in WEEK.items)


@pytest.mark.parametrize(
    ("differs", "outcome"),
    [
        ({}, "eligible"),
        ({"age": 18}, "eligible"),
        ({"age": 17}, "not_eligible"),
        ({"asthma": False}, "not_eligible"),
        ({"needs_plan": True}, "review"),
        ({"heavy_now": True}, "review"),
        ({"heavy_now": None}, "incomplete"),
    ],
)
def test_who_is_let_in(differs: dict[str, object], outcome: str) -> None:
    assert screen(PROGRAMME, FITS | differs).outcome == outcome


def test_whoever_breathes_heavily_is_told_whom_to_ring() -> None:
    advice = "".join(screen(PROGRAMME, FITS | {"heavy_now": True}).advice)
    assert "116 117" in advice
    assert "113" in advice


@pytest.mark.parametrize(
    ("flow", "zone"), [(249, "red"), (250, "yellow"), (399, "yellow"), (400, "green"), (520, "green")]
)
def test_the_zones_of_somebody_whose_best_is_500(flow: float, zone: str) -> None:
    found = zone_of(FLOW, zones_for(FLOW, base=500), (flow,))
    assert found is not None
    assert found.key == zone


def test_without_a_best_there_are_no_zones() -> None:
    assert not zones_for(FLOW)


@pytest.mark.parametrize(
    ("module", "progress", "opens"),
    [
        ("getting-started", Progress(0), True),
        ("your-pattern", Progress(7, completed=frozenset({"getting-started"})), False),
        ("your-pattern", Progress(7, frozenset({"getting-started"}), known={MEASURED_IN_A_WEEK: 2}), False),
        ("your-pattern", Progress(7, frozenset({"getting-started"}), known={MEASURED_IN_A_WEEK: 3}), True),
        ("your-pattern", Progress(7, known={MEASURED_IN_A_WEEK: 7}), False),
        ("your-pattern", Progress(0, opened=frozenset({"your-pattern"})), True),
        ("heavy-days", Progress(3, known={YELLOW_DAYS: 1}), False),
        ("heavy-days", Progress(3, known={YELLOW_DAYS: 2}), True),
        ("heavy-days", Progress(3), False),
        ("heavy-days", Progress(3, opened=frozenset({"heavy-days"})), True),
    ],
)
def test_when_a_module_opens(module: str, progress: Progress, opens: bool) -> None:
    assert is_open(PROGRAMME, module, progress) is opens


@pytest.mark.parametrize(
    ("alert", "facts", "raised"),
    [
        (RED, {ZONE: "red"}, True),
        (RED, {ZONE: "yellow"}, False),
        (RED, {}, None),
        (YELLOW, {YELLOW_DAYS: 2}, False),
        (YELLOW, {YELLOW_DAYS: 3}, True),
        (FALLS, {FALL_A_WEEK: -29.9}, False),
        (FALLS, {FALL_A_WEEK: -30}, True),
        (SILENT, {SINCE: 6}, False),
        (SILENT, {SINCE: 7}, True),
        (WORSE, {"worse": True}, True),
    ],
)
def test_when_a_clinician_must_look(alert: Alert, facts: dict[str, object], raised: bool | None) -> None:
    assert evaluate(alert.rule, facts) is raised


def test_the_red_zone_has_words_of_its_own_about_breathing() -> None:
    said = RED.patient_text
    assert said is not None
    for language, word in ((said.nb, "pust"), (said.nn, "pust"), (said.en, "breath")):
        assert word in language.lower()
        assert "113" in language


@pytest.mark.parametrize(
    ("answers", "total", "band"),
    [
        ((0, 0, 0, 0, 0), 0, "light"),
        ((1, 1, 1, 1, 1), 5, "light"),
        ((2, 1, 1, 1, 1), 6, "some"),
        ((3, 3, 2, 2, 2), 12, "some"),
        ((3, 3, 3, 2, 2), 13, "heavy"),
        ((4, 4, 4, 4, 4), 20, "heavy"),
    ],
)
def test_what_the_answers_come_to(answers: tuple[int, ...], total: int, band: str) -> None:
    week = score(WEEK, dict(zip(ITEMS, answers, strict=True)))
    assert (week.total, week.band) == (total, band)


def test_missing_is_not_zero() -> None:
    assert score(WEEK, {"heavy": 4, "cough": 4}).total is None


@pytest.mark.parametrize(("before", "after", "responded"), [(12, 8, True), (12, 9, False), (8, 12, False)])
def test_four_points_fewer_is_a_response(before: int, after: int, responded: bool) -> None:
    assert change(WEEK, before, after).responded is responded


@pytest.mark.parametrize(("mean", "counted"), [(None, None), (402.4, 402), (402.6, 403)])
def test_the_mean_of_a_week_is_counted_in_whole_litres(mean: float | None, counted: float | None) -> None:
    assert mean_of_the_week({MEAN_OF_A_WEEK: mean}) == counted
