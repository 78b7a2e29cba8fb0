"""The rules of alerts over plain values: which facts there are, what they are, who must look when, and what is unsound."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.alerts.rules import (
    WATCHED,
    check_alert,
    check_safety,
    facts_about,
    facts_for_alerts,
    facts_since,
    gravity,
    looks_back,
    open_by,
    raised_by,
    undeclared,
)
from varde.alerts.values import Alert, Severity
from varde.assessments.facts import declared_facts
from varde.assessments.score_facts import scored
from varde.instruments.item_kinds import ItemKind
from varde.instruments.values import Band, Instrument, Item, Licence, Scale
from varde.kernel.words import Text
from varde.programmes.setting_facts import decided
from varde.programmes.values import Occasion, Programme
from varde.rules.language import AnyOf, Rule, all_of, any_of, is_true, when
from varde.series.facts import measured
from varde.testing.house import all_samples

OSLO = ZoneInfo("Europe/Oslo")
TITLE = Text("Krysset", "Kryssa", "Crossed")


def item(key: str, kind: ItemKind, low: float, high: float, *, safety: bool = False) -> Item:
    return Item(key, kind, low, high, Text(f"{key} nb", f"{key} nn", f"{key} en"), safety=safety)


def band(key: str, low: float, high: float) -> Band:
    return Band(key, Text(key, key, key), low, high)


FORM = Instrument(
    "form",
    Text("Skjema", "Skjema", "Form"),
    Licence("own", "Varde"),
    items=(
        item("mood", "choice", 1, 3),
        item("cups", "integer", 2, 8),
        item("pain", "vas", 0, 100),
        item("weight", "number", 30.5, 200),
        item("alone", "boolean", 0, 1),
        item("steps", "days", 0, 1000),
        item("harm", "choice", 0, 3, safety=True),
    ),
    total=Scale("total", ("mood", "harm"), "sum"),
    total_range=(1, 6),
    bands=(band("mild", 1, 3), band("grave", 4, 6)),
)


# --- which facts there are


def test_every_number_is_compared_with_the_answer_before_and_a_question_about_safety_may_be_left_out() -> None:
    facts = facts_for_alerts(FORM)
    usual = declared_facts(FORM)
    assert facts[: len(usual)] == usual
    assert [(fact.key, fact.kind, fact.low, fact.high) for fact in facts[len(usual) :]] == [
        ("before:mood", "number", 1, 3),
        ("fell:mood", "number", -2, 2),
        ("before:cups", "number", 2, 8),
        ("fell:cups", "number", -6, 6),
        ("before:pain", "number", 0, 100),
        ("fell:pain", "number", -100, 100),
        ("before:weight", "number", 30.5, 200),
        ("fell:weight", "number", -169.5, 169.5),
        ("unanswered:harm", "boolean", None, None),
        ("before:harm", "number", 0, 3),
        ("fell:harm", "number", -3, 3),
        ("new_band", "boolean", None, None),
    ]


def test_what_such_a_fact_is_called_names_the_question() -> None:
    labels = {fact.key: fact.label for fact in facts_for_alerts(FORM)}
    assert labels["before:mood"] == Text(
        "mood nb (forrige svar)", "mood nn (førre svar)", "mood en (the answer before)"
    )
    assert labels["fell:pain"].nb == "pain nb (ned siden forrige svar)"
    assert labels["unanswered:harm"].nn == "harm nn (ikkje svart på)"


@pytest.mark.parametrize(("bands", "told"), [(0, False), (1, False), (2, True)])
def test_a_new_band_needs_two_bands(bands: int, told: bool) -> None:
    instrument = replace(FORM, bands=FORM.bands[:bands])
    assert ("new_band" in [fact.key for fact in facts_for_alerts(instrument)]) is told


def test_what_the_clock_may_be_asked_about() -> None:
    assert [(fact.key, fact.kind, fact.low, fact.high, fact.source) for fact in WATCHED] == [
        ("days_inactive", "count", 0, 3650, "progress"),
        ("days_overdue", "count", 0, 3650, "progress"),
        ("unanswered_in_row", "count", 0, 3650, "progress"),
        ("missed_appointments", "count", 0, 3650, "progress"),
    ]


# --- what they are


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ({"alone": 1, "mood": 3, "harm": 0}, {"answer:alone": True, "unanswered:harm": False}),
        ({"alone": 0, "harm": 2}, {"answer:alone": False, "unanswered:harm": False}),
        ({"alone": None, "harm": None}, {"unanswered:harm": True}),
        ({"mood": 2}, {"unanswered:harm": True}),
    ],
)
def test_yes_or_no_and_what_was_left_unanswered(answers: dict[str, Any], facts: dict[str, object]) -> None:
    assert facts_about(FORM, answers) == facts


def test_a_draft_leaves_nothing_unanswered_yet() -> None:
    assert facts_about(FORM, {"alone": 1}, draft=True) == {"answer:alone": True}


@pytest.mark.parametrize(
    ("now", "band_now", "before", "facts"),
    [
        ({"mood": 1}, None, None, {}),
        ({"mood": 1}, "mild", None, {"new_band": True}),
        ({}, "mild", ({}, "mild"), {"new_band": False}),
        ({}, "grave", ({}, "mild"), {"new_band": True}),
        ({}, "grave", ({}, None), {"new_band": True}),
        ({}, None, ({}, "mild"), {}),
        ({"mood": 1}, None, ({"mood": 3}, None), {"before:mood": 3, "fell:mood": 2}),
        ({"cups": 8}, None, ({"cups": 2}, None), {"before:cups": 2, "fell:cups": -6}),
        ({}, None, ({"pain": 40}, None), {"before:pain": 40}),
        ({"pain": 40}, None, ({}, None), {}),
        ({"pain": 0}, None, ({"pain": 0}, None), {"before:pain": 0, "fell:pain": 0}),
        ({"weight": 80.5}, None, ({"weight": 82.0}, None), {"before:weight": 82.0, "fell:weight": 1.5}),
        ({"alone": 0}, None, ({"alone": 1}, None), {}),
    ],
)
def test_what_is_known_since_the_response_before(
    now: dict[str, Any],
    band_now: str | None,
    before: tuple[dict[str, Any], str | None] | None,
    facts: dict[str, object],
) -> None:
    assert facts_since(FORM, now, band_now, before) == facts


@pytest.mark.parametrize(
    ("rule", "back"),
    [
        (is_true("new_band"), True),
        (when("before:mood", "==", 3), True),
        (when("fell:mood", ">=", 2), True),
        (all_of(when("total", ">=", 4), when("fell:mood", ">=", 2)), True),
        (when("answer:mood", ">=", 2), False),
        (is_true("unanswered:harm"), False),
    ],
)
def test_which_rules_speak_of_the_response_before(rule: Rule, back: bool) -> None:
    assert looks_back(Alert("x.y", TITLE, rule, "amber", "form")) is back


# --- who is told, and how soon


ALONE = is_true("answer:alone")


def alert(key: str = "x.y", rule: Rule = ALONE, severity: Severity = "amber", **more: Any) -> Alert:
    return Alert(key, TITLE, rule, severity, **({"instrument": "form"} | more))


def test_the_gravest_comes_first_and_what_is_unknown_raises_nothing() -> None:
    holds, fails = is_true("answer:alone"), is_true("flag:other")
    alerts = [
        alert("b.amber", holds, "amber"),
        alert("a.amber", holds, "amber"),
        alert("a.critical", holds, "critical"),
        alert("a.red", holds, "red"),
        alert("a.unknown", fails, "critical"),
        alert("a.false", when("answer:mood", ">=", 3), "critical"),
    ]
    facts = {"answer:alone": True, "answer:mood": 1}
    assert [one.key for one in raised_by(alerts, facts)] == ["a.critical", "a.red", "a.amber", "b.amber"]
    assert [gravity(severity) for severity in ("amber", "red", "critical")] == [0, 1, 2]


def test_an_alert_that_nobody_declares_any_more_never_holds() -> None:
    assert undeclared("old.key") == Alert("old.key", Text("old.key", "old.key", "old.key"), AnyOf(()), "amber")
    assert not undeclared("old.key").crisis
    grave = undeclared("old.key", "critical", crisis=True)
    assert (grave.severity, grave.crisis) == ("critical", True)


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("severity", "raised", "by"),
    [
        ("critical", utc(25, 8), utc(25, 8, 30)),
        ("critical", utc(25, 23, 50), utc(26, 0, 20)),
        ("red", utc(25, 8), utc(25, 14)),  # four in the afternoon in Oslo
        ("red", utc(25, 12), utc(25, 14)),
        ("red", utc(25, 12, 1), utc(25, 14, 1)),
        ("red", utc(25, 20), utc(25, 22)),
        ("red", utc(25, 22, 30), utc(26, 14)),  # past midnight in Oslo
        ("amber", utc(24, 8), utc(25, 14)),
        ("amber", utc(25, 8), utc(28, 14)),  # a Friday
        ("amber", utc(26, 8), utc(28, 14)),  # a Saturday
    ],
)
def test_when_somebody_must_have_looked(severity: Severity, raised: datetime, by: datetime) -> None:
    assert open_by(severity, raised, OSLO) == by


# --- what is unsound


HEAVY = alert("x.heavy", when("total", ">=", 1), "red", crisis=True, patient_text=Text("Sitt.", "Sit.", "Sit."))
SILENT = when(measured("sample-breath", "days_since"), ">=", 3)
UNSOUND = [
    (alert(), []),
    (alert(programme="lake"), []),
    (replace(alert(), title=Text("", "Kryssa")), ["the title lacks nb"]),
    (replace(alert(), title=Text(" ", "")), ["the title lacks nb and nn"]),
    (replace(alert(), cause=Text("Verre", "Verre", "Worse")), []),
    (replace(alert(), cause=Text("Verre", "")), ["the cause lacks nn"]),
    (replace(alert(), cause=Text("", " ")), ["the cause lacks nb and nn"]),
    (alert(programme="none"), ["there is no programme none"]),
    (alert(programme="none", instrument="lost"), ["there is no programme none", "there is no instrument lost"]),
    (alert(crisis=True), []),
    (
        alert(rule=when("days_inactive", ">=", 14), instrument="", crisis=True),
        ["only an answer or a measurement can call for the crisis text"],
    ),
    (alert(rule=when("days_inactive", ">=", 14), instrument=""), []),
    (alert(rule=when("days_overdue", ">=", 7), instrument=""), []),
    (alert(rule=when("unanswered_in_row", ">=", 2), instrument=""), []),
    (alert(rule=when("missed_appointments", ">=", 2), instrument=""), []),
    (alert(rule=when("days_inactive", ">=", 14)), ["fact 'days_inactive' is not declared"]),
    (alert(instrument=""), ["fact 'answer:alone' is not declared"]),
    (replace(HEAVY, crisis=False), ["what the patient is told is shown by an alert with crisis alone"]),
    (replace(HEAVY, patient_text=Text("Sitt.", "", "")), ["what the patient is told lacks nn"]),
    (replace(HEAVY, patient_text=Text("", "")), ["what the patient is told lacks nb and nn"]),
    (HEAVY, []),
    (alert(rule=when(measured("sample-breath", "zone"), "==", "act"), instrument="", crisis=True), []),
    (alert(rule=when(measured("sample-breath", "zone"), "==", "act"), instrument="", programme="sample"), []),
    (
        alert(rule=when(measured("sample-breath", "zone"), "==", "act"), instrument="", programme="lake"),
        ["fact 'series:sample-breath:zone': lake does not measure sample-breath"],
    ),
    (
        alert(rule=when(measured("weight", "last"), ">", 1), instrument="", programme="lake"),
        ["fact 'series:weight:last': there is no series weight"],
    ),
    (
        alert(rule=when(measured("sample-breath", "zone"), "==", "red"), instrument=""),
        ["fact 'series:sample-breath:zone' can never be «red»"],
    ),
    (
        alert(
            rule=all_of(when(measured("sample-breath", "last"), "<", 99), when("days_inactive", ">=", 3)), instrument=""
        ),
        [],
    ),
    (
        alert(
            rule=any_of(when(measured("sample-breath", "last"), "<", 99), when("days_inactive", ">=", 3)), instrument=""
        ),
        [
            "the clock judges it, so that it may hold of series:sample-breath:last only together with something the clock "
            "watches"
        ],
    ),
    (alert(rule=when(measured("sample-breath", "days_since"), ">=", 3), instrument=""), []),
    (alert(rule=any_of(SILENT, when("days_inactive", ">=", 14)), instrument=""), []),
    (alert(rule=SILENT, instrument="", crisis=True), ["only an answer or a measurement can call for the crisis text"]),
    (alert(rule=all_of(SILENT, when(measured("sample-breath", "zone"), "==", "act")), instrument=""), []),
    (
        alert(rule=all_of(SILENT, when(measured("sample-breath", "zone"), "==", "act")), instrument="", crisis=True),
        ["only an answer or a measurement can call for the crisis text"],
    ),
    (alert(rule=all_of(when(measured("sample-breath", "last"), "<", 99), when("total", ">=", 3))), []),
    (
        alert(rule=when(measured("sample-breath", "last"), "<", 99)),
        ["its rule asks nothing of the answers to form, which it is judged by"],
    ),
    (alert(rule=all_of(when("total", ">=", 2), is_true(decided("detour_for_all"))), programme="sample"), []),
    (
        alert(rule=all_of(when("total", ">=", 2), is_true(decided("detour"))), programme="sample"),
        ["fact 'setting:detour': nothing called detour is decided for sample"],
    ),
    (alert(rule=all_of(when("total", ">=", 2), when(scored("who-5", "total"), "<", 50))), []),
    (
        alert(
            rule=all_of(when(measured("sample-breath", "zone"), "==", "act"), is_true(scored("phq-9", "flag", "none"))),
            instrument="",
        ),
        ["fact 'score:phq-9:flag.none': phq-9 has no flag 'none'"],
    ),
    (
        alert(rule=when(scored("who-5", "total"), "<", 50), instrument=""),
        [
            "the clock judges it, so that it may hold of score:who-5:total only together with something the clock watches"
        ],
    ),
]


WITH_THE_FORM = all_samples().with_values(Instrument, [FORM])


@pytest.mark.parametrize(("declared", "faults"), UNSOUND)
def test_the_faults_of_an_alert(declared: Alert, faults: list[str]) -> None:
    assert check_alert(declared, WITH_THE_FORM) == faults


LAKE = all_samples().one(Programme, "lake")
HARM = alert("x.harm", when("answer:harm", ">=", 1), "red", crisis=True)
FAULT = (
    "lake: form asks about safety in harm, so an alert that shows the crisis text must have a rule about answer:harm"
)


@pytest.mark.parametrize(
    ("alerts", "faults"),
    [
        ([HARM], []),
        ([replace(HARM, programme="lake")], []),
        ([replace(HARM, programme="elsewhere")], [FAULT]),
        ([replace(HARM, crisis=False)], [FAULT]),
        ([replace(HARM, patient_text=Text("Sitt.", "Sit.", "Sit."))], [FAULT]),
        ([replace(HARM, instrument="other")], [FAULT]),
        ([replace(HARM, rule=when("answer:mood", ">=", 1))], [FAULT]),
        ([], [FAULT]),
    ],
)
def test_somebody_is_told_of_every_answer_about_safety(alerts: list[Alert], faults: list[str]) -> None:
    occasion = Occasion("start", Text("Start", "Start", "Start"), ("form", "gone"), 5)
    assert check_safety(replace(LAKE, occasions=(occasion,)), {"form": FORM}, alerts) == faults


# --- a question about safety that is weighed


@pytest.mark.parametrize(
    ("answers", "unweighed"),
    [
        ({}, False),
        ({"o15": 0}, False),
        ({"o15": 0, "i15": 4}, False),
        ({"o15": 1}, True),
        ({"o15": 1, "i15": None}, True),
        ({"o15": 1, "i15": 0}, False),
        ({"o15": 1, "i15": 4}, False),
        ({"i15": 4}, False),
    ],
)
@pytest.mark.parametrize("draft", [False, True])
def test_whether_it_was_said_how_much_it_troubled(answers: dict[str, Any], unweighed: bool, draft: bool) -> None:
    facts = facts_about(all_samples().one(Instrument, "neq"), answers, draft=draft)
    assert facts["unweighed:o15"] is unweighed
    assert ("unanswered:o15" in facts) is not draft


def test_only_a_safety_item_that_is_weighed_has_the_fact() -> None:
    neq, phq9 = (facts_for_alerts(all_samples().one(Instrument, key)) for key in ("neq", "phq-9"))
    assert [(fact.key, fact.kind) for fact in neq if fact.key.startswith("unweighed:")] == [
        ("unweighed:o15", "boolean")
    ]
    assert not any(fact.key.startswith("unweighed:") for fact in phq9)
    assert "unweighed:q9" not in facts_about(all_samples().one(Instrument, "phq-9"), {"q9": 2})
