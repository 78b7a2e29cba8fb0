"""Cases where an instrument does something of its own, and the worked examples do not reach."""

from __future__ import annotations

from typing import Any

import pytest

from varde.instruments.rules import score
from varde.instruments.values import Instrument, Score
from varde.standing.change import change

Instruments = dict[str, Instrument]


def alike(count: int, answer: Any, letter: str = "q", first: int = 1) -> dict[str, Any]:
    return {f"{letter}{number}": answer for number in range(first, first + count)}


def excluded(reason: str, n_missing: int = 0) -> Score:
    return Score("excluded", flags={"reason": reason}, n_missing=n_missing, instrument="ipaq-sf")


def test_thoughts_of_death_alert_even_when_there_is_no_total(instruments: Instruments) -> None:
    phq = score(instruments["phq-9"], {"q9": 3})
    assert (phq.status, phq.total, phq.n_missing) == ("not_scored", None, 8)
    assert phq.flags == {"item9_answered": True, "item9_alert": "red"}
    madrs = score(instruments["madrs-s"], {"q9": 6})
    assert madrs.flags == {"item9_answered": True, "item9_alert": "critical"}


@pytest.mark.parametrize(
    ("answers", "pattern"),
    [
        ([2, 0, 0, 0, 0, 0, 0, 0, 1], "other"),
        ([2, 2, 2, 2, 0, 0, 0, 0, 1], "major"),
        ([1, 1, 3, 3, 3, 3, 3, 3, 3], "none"),
        ([2, 0, 0, 0, 0, 0, 0, 0, 0], "none"),
    ],
)
def test_the_dsm_pattern(answers: list[int], pattern: str, instruments: Instruments) -> None:
    found = score(instruments["phq-9"], {f"q{n}": a for n, a in enumerate(answers, start=1)})
    assert found.flags["dsm_algorithm"] == pattern


def test_the_unscored_question_of_phq9_neither_counts_nor_is_missed(instruments: Instruments) -> None:
    assert score(instruments["phq-9"], {**alike(9, 1), "q10": 3}) == score(instruments["phq-9"], alike(9, 1))
    assert score(instruments["phq-9"], {**alike(9, 1), "q10": 4}).status == "invalid"


def test_a_plan_is_critical_and_a_no_says_nothing(instruments: Instruments) -> None:
    alert = instruments["suicide-alert"]
    assert score(alert, {"phq9_q9": 0, "plan": True}).band == "critical"
    assert score(alert, {"intent": True}).flags == {"same_day": True, "within_1_working_day": False}
    unknown = score(alert, {"plan": False, "intent": False})
    assert (unknown.status, unknown.band, unknown.n_missing) == ("not_scored", "unknown", 2)


def test_audit_takes_two_ways_round_its_middle(instruments: Instruments) -> None:
    never = score(instruments["audit"], {"q1": 0, "q9": 4, "q10": 0})
    assert (never.total, never.subscores["harm"], never.n_missing) == (4, 4, 0)
    moderate = score(instruments["audit"], {"q1": 1, "q2": 0, "q3": 0, "q9": 0, "q10": 0})
    assert moderate.total == 1
    unasked = score(instruments["audit"], {"q1": 0, "q2": 0, "q3": 0})
    assert (unasked.status, unasked.n_missing) == ("not_scored", 2)
    assert score(instruments["audit"], {"q9": 1}).status == "invalid"


def test_audit_c_needs_to_know_the_sex(instruments: Instruments) -> None:
    answers = {"q1": 2, "q2": 1, "q3": 0}
    assert score(instruments["audit-c"], answers).flags == {"uk_ge5": False, "positive": None}
    assert score(instruments["audit-c"], answers, {"sex": "male"}).flags["positive"] is False


def test_credibility_percentages_come_in_tens(instruments: Instruments) -> None:
    answers = {"q1": 9, "q2": 9, "q3": 9, "q4": 100, "q5": 9, "q6": 100}
    assert score(instruments["ceq"], answers).total == 54
    assert score(instruments["ceq"], {**answers, "q6": 55}).status == "invalid"


def test_negative_effects_are_counted_even_when_too_many_are_unanswered(instruments: Instruments) -> None:
    found = score(instruments["neq"], {**alike(25, 0, "o"), "o1": 1, "i1": 3, "t1": 0})
    assert (found.status, found.n_missing, found.flags) == ("not_scored", 7, {})
    assert found.subscores == {"n_effects": 1, "n_treatment": 0, "n_other": 1, "mean_impact": 3, "sum_impact": 3}
    stale = score(instruments["neq"], {**alike(32, 0, "o"), "i1": 4, "t1": 1})
    assert stale.subscores["sum_impact"] == 0


def test_health_profile_with_a_gap(instruments: Instruments) -> None:
    found = score(instruments["eq-5d-5l"], {"mo": 1, "sc": 2, "pd": 1, "ad": 1, "vas": 70}).as_json()
    assert found["profile"] == "12911"
    assert found["subscores"] == {"level_sum": None, "vas": 70}
    assert found["flags"] == {"any_problem": None, "index_computable": False}
    assert (found["status"], found["n_missing"]) == ("not_scored", 1)
    assert score(instruments["eq-5d-5l"], {"vas": 100.5}).status == "invalid"


@pytest.mark.parametrize("key", ["pain_days_week", "assoc_form", "onset_months"])
def test_rome_needs_all_five(key: str, instruments: Instruments) -> None:
    answers = {"pain_days_week": 2, "assoc_defecation": True, "assoc_frequency": True, "assoc_form": False}
    answers = {**answers, "onset_months": 6, "pct_hard": 10, "pct_loose": 25}
    assert score(instruments["rome-iv-ibs"], answers).band == "IBS-U"
    found = score(instruments["rome-iv-ibs"], {**answers, key: None})
    assert (found.status, found.n_missing, found.flags) == ("not_scored", 1, {})
    assert found.subscores["n_associations"] == (None if key == "assoc_form" else 2)


def test_an_unanswered_alarm_feature_is_looked_at(instruments: Instruments) -> None:
    found = score(instruments["ibs-redflags"], {})
    assert (found.status, found.band, found.n_missing) == ("scored", "incomplete", 14)
    assert found.flags == {"clinician_review": True}


def test_a_closed_gate_stands_for_the_answer_behind_it(instruments: Instruments) -> None:
    part = {"pain_days": 0, "dist_now": 0, "bowel": 10.5, "life": 0}
    assert score(instruments["ibs-sss"], {**part, "pain_now": 0}).total == 10.5
    assert score(instruments["ibs-sss"], {**part, "pain_now": 1}).subscores["pain_severity"] is None
    assert score(instruments["ibs-sss"], part).n_missing == 1


def test_two_missing_fears_and_two_missing_avoidances_are_made_good(instruments: Instruments) -> None:
    answers = {**alike(24, 1, "f"), **alike(24, 2, "a"), "f1": None, "f5": None, "a1": None, "a2": None}
    found = score(instruments["lsas-sr"], answers)
    assert (found.total, found.n_missing) == (72, 4)
    assert found.subscores["fear_social"] == 11
    assert found.subscores["avoidance_performance"] is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"vig_days": 1, "vig_min": None}, excluded("missing_or_dont_know", 1)),
        ({"vig_days": None, "vig_min": None}, excluded("missing_or_dont_know", 2)),
        ({"vig_days": 1, "vig_min": 961}, excluded("sum_minutes_gt_960")),
    ],
)
def test_activity_that_cannot_be_used_is_excluded(
    answers: dict[str, Any], expected: Score, instruments: Instruments
) -> None:
    rest = {"mod_days": 0, "walk_days": 0, "sit_min": 60}
    assert score(instruments["ipaq-sf"], {**rest, **answers}) == expected


def test_minutes_of_days_without_activity_are_not_counted(instruments: Instruments) -> None:
    answers = {"vig_days": 0, "vig_min": 900, "mod_days": 0, "walk_days": 5, "walk_min": 30}
    found = score(instruments["ipaq-sf"], answers)
    assert (found.status, found.total, found.band) == ("scored", 495, "moderate")
    assert found.subscores["sitting_min_day"] is None


def test_high_activity_starts_at_fifteen_hundred_and_three_thousand(instruments: Instruments) -> None:
    none = {"mod_days": 0, "walk_days": 0}
    assert score(instruments["ipaq-sf"], {**none, "vig_days": 3, "vig_min": 62}).band == "moderate"
    assert score(instruments["ipaq-sf"], {**none, "vig_days": 3, "vig_min": 63}).band == "high"
    week = {"vig_days": 0, "mod_days": 5, "mod_min": 150, "walk_days": 2}
    assert score(instruments["ipaq-sf"], {**week, "walk_min": 9}).band == "moderate"
    assert score(instruments["ipaq-sf"], {**week, "walk_min": 10}).band == "high"


def test_a_day_counts_when_worn_or_when_walked(instruments: Instruments) -> None:
    unknown = [{"steps": 500, "wear_h": None}, {"steps": 499, "wear_h": None}]
    days = [*unknown, {"steps": 100, "wear_h": 10}, {"steps": 9000, "wear_h": 9.9}, *[{"steps": 1000}] * 2]
    found = score(instruments["steps"], {"days": days})
    assert (found.total, found.subscores, found.n_missing) == (650, {"valid_days": 4}, 3)
    assert score(instruments["steps"], {"days": [{"steps": 100001}]}).status == "invalid"
    assert score(instruments["steps"], {"days": 8000}).status == "invalid"


@pytest.mark.parametrize(
    ("context", "band"),
    [
        ({"sex": "male", "age": 60}, "below_average"),
        ({"sex": "female", "age": 94}, "average_or_above"),
        ({"sex": "male", "age": 59}, None),
        ({"sex": "male", "age": 95}, None),
        ({"age": 70}, None),
        ({"sex": "male", "age": "sixty"}, None),
    ],
)
def test_chair_stands_have_norms_from_sixty_to_ninety_four(
    context: dict[str, Any], band: str | None, instruments: Instruments
) -> None:
    assert score(instruments["sts-30"], {"reps": 11}, context).band == band


def test_stages_ask_only_what_they_need(instruments: Instruments) -> None:
    stages = instruments["stages"]
    assert score(stages, {"meets_goal_now": True, "months_at_goal": 5}).band == "action"
    assert score(stages, {"meets_goal_now": False, "intends_30d": True}).band == "preparation"
    assert score(stages, {"meets_goal_now": 0, "intends_30d": 0, "intends_6m": 1}).band == "contemplation"
    assert score(stages, {"meets_goal_now": False}).n_missing == 2
    assert score(stages, {}).n_missing == 1


def test_waist_without_a_sex_has_no_risk(instruments: Instruments) -> None:
    body = {"weight_kg": 80, "height_cm": 180, "waist_cm": 94}
    assert score(instruments["bmi-waist"], body).subscores["waist_risk"] is None
    assert score(instruments["bmi-waist"], body, {"sex": "male"}).subscores["waist_risk"] == "increased"


def test_losing_a_twentieth_of_the_weight_is_a_response_though_better_depends(instruments: Instruments) -> None:
    found = change(instruments["bmi-waist"], 40, 38)
    assert (found.responded, found.gain) == (True, None)


def test_a_legacy_total_is_scored_as_it_stands(instruments: Instruments) -> None:
    assert score(instruments["ham-d-total"], {"total": 23}).as_json()["total"] == 23
    assert score(instruments["ham-d-total"], {}).status == "not_scored"
    assert score(instruments["bdi-ii-total"], {"total": 64}).status == "invalid"
    assert [score(instruments["ham-d-total"], {"total": total}).band for total in (0, 7, 7.5, 8, 52)] == [
        *("remission", "remission"),
        *("symptoms", "symptoms", "symptoms"),
    ]
