"""What answers that are not taken in say about danger, and what each refusal is called."""

from __future__ import annotations

import pytest

from varde.alerts.note_rules import BEGUN, REFUSALS, SIGNED_OUT, dangers_of_answers, refusal_of
from varde.alerts.rules import Danger, gravest_first, urgency
from varde.alerts.values import Alert, Severity
from varde.alerts.words import NOT_TAKEN_IN
from varde.assessments.errors import (
    AlreadyAnswered,
    BadAnswers,
    CalledOff,
    CorrectedElsewhere,
    FilledInElsewhere,
    NotAnswering,
    NotAsItWasAnswered,
    NotAsked,
    NotOpenYet,
    OldVersion,
    WindowClosed,
)
from varde.enrolments.errors import NotOffered
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, VardeError
from varde.kernel.words import Text
from varde.referrals.errors import AlreadyReferred, ReferralNeeded
from varde.rules.language import ALWAYS, Rule, all_of, any_of, is_true, when
from varde.testing.house import all_samples

PHQ = all_samples().one(Instrument, "phq-9")
TITLE = Text("Svarte", "Svarte", "Answered")
STATE = Text("på pause", "på pause", "paused")


def alert(key: str, rule: Rule, severity: Severity = "red", *, crisis: bool = True, instrument: str = "phq-9") -> Alert:
    return Alert(key, TITLE, rule, severity, instrument, crisis=crisis)


SOME = alert("some", when("answer:q9", "==", 1), "amber")
MUCH = alert("much", when("answer:q9", ">=", 2))
WORST = alert("worst", when("answer:q9", "==", 3), "critical")
HIGH = alert("high", when("total", ">=", 20))
BAND = alert("band", when("band", "==", "severe"))
SAID_NOTHING = alert("nothing", is_true("unanswered:q9"))
FELL = alert("fell", when("fell:q9", ">=", 1))
CALM = alert("calm", when("answer:q9", ">=", 1), crisis=False)
OTHER = alert("other", when("answer:q9", ">=", 1), instrument="gad-7")
EVERY = (SOME, MUCH, WORST, HIGH, BAND, SAID_NOTHING, FELL, CALM, OTHER)
LOW = {f"q{number}": 0 for number in range(1, 9)}
FULL = {f"q{number}": 3 for number in range(1, 9)}


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        ({}, {}),
        ({"q9": 0}, {}),
        ({"q9": 1}, {"some": {"answer:q9": 1}}),
        ({"q9": 2}, {"much": {"answer:q9": 2}}),
        ({"q9": 3}, {"worst": {"answer:q9": 3}, "much": {"answer:q9": 3}}),
        ({**LOW, "q9": 1}, {"some": {"answer:q9": 1}}),
        ({**FULL, "q9": 0}, {"band": {"band": "severe"}, "high": {"total": 24}}),
        ({**FULL, "q9": 1}, {"band": {"band": "severe"}, "high": {"total": 25}, "some": {"answer:q9": 1}}),
        ({"q1": 3, "q2": 3}, {}),
    ],
)
def test_what_answers_say(answers: dict[str, int], raised: dict[str, dict[str, object]]) -> None:
    """Whole or not, gravest first; a level only when it can be scored; never what needs another response, what is left out, an
    alert without the crisis text or one about another instrument."""
    dangers = dangers_of_answers(PHQ, answers, EVERY)
    assert {danger.alert.key: danger.because for danger in dangers} == raised
    assert [danger.alert.key for danger in dangers] == list(raised)


def test_of_no_answers_nothing_is_raised_whatever_the_rule() -> None:
    always = alert("always", ALWAYS)
    assert dangers_of_answers(PHQ, {}, (always,)) == []
    assert [danger.alert for danger in dangers_of_answers(PHQ, {"q9": 0}, (always,))] == [always]


def test_of_what_the_rule_speaks_of_only_what_is_known_is_kept() -> None:
    either = alert("either", any_of(when("answer:q9", ">=", 1), is_true("unanswered:q9")))
    assert [danger.because for danger in dangers_of_answers(PHQ, {"q9": 1}, (either,))] == [{"answer:q9": 1}]


@pytest.mark.parametrize(("answers", "raised"), [({"o15": 1}, True), ({"o15": 1, "i15": 2}, False), ({"o1": 1}, False)])
def test_what_was_not_weighed_is_told(answers: dict[str, int], raised: bool) -> None:
    neq = all_samples().one(Instrument, "neq")
    unweighed = alert("unweighed", is_true("unweighed:o15"), instrument="neq")
    because = [danger.because for danger in dangers_of_answers(neq, answers, (unweighed,))]
    assert because == ([{"unweighed:o15": True}] if raised else [])


@pytest.mark.parametrize(("context", "raised"), [({"sex": "female"}, True), ({"sex": "male"}, False), (None, False)])
def test_what_the_score_needs_besides_the_answers(context: dict[str, str] | None, raised: bool) -> None:
    audit_c = all_samples().one(Instrument, "audit-c")
    positive = alert("positive", is_true("flag:positive"), instrument="audit-c")
    assert bool(dangers_of_answers(audit_c, {"q1": 2, "q2": 1, "q3": 0}, (positive,), context)) is raised


@pytest.mark.parametrize(("known", "raised"), [({"setting:x": True}, True), ({"setting:x": False}, False), ({}, False)])
def test_what_sources_know_counts(known: dict[str, object], raised: bool) -> None:
    joined = alert("joined", all_of(when("answer:q9", ">=", 1), is_true("setting:x")))
    because = [danger.because for danger in dangers_of_answers(PHQ, {"q9": 1}, (joined,), known=known)]
    assert because == ([{"answer:q9": 1, "setting:x": True}] if raised else [])


def test_nothing_is_asked_of_what_declares_nothing() -> None:
    assert dangers_of_answers(PHQ, {"q9": 3}, ()) == []
    assert dangers_of_answers(PHQ, {"q9": 3}, (CALM, OTHER)) == []


def test_gravest_first_and_then_by_key() -> None:
    unordered = [Danger(each, {}) for each in (SOME, WORST, alert("a", when("total", ">=", 1)), MUCH)]
    assert [danger.alert.key for danger in gravest_first(unordered)] == ["worst", "a", "much", "some"]


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (WindowClosed(day="1. mai"), "window_closed"),
        (NotOpenYet(day="1. mai"), "not_open_yet"),
        (NotAnswering(state=STATE), "not_under_way"),
        (AlreadyAnswered(day="1. mai"), "handed_in_before"),
        (CalledOff(), "called_off"),
        (OldVersion(), "old_version"),
        (NotAsked(), "not_asked"),
        (FilledInElsewhere(), "elsewhere"),
        (CorrectedElsewhere(), "elsewhere"),
        (NotAsItWasAnswered(), "not_correctable"),
        (AlreadyReferred(), "referred_before"),
        (ReferralNeeded(), "referral_needed"),
        (NotOffered(), "not_offered"),
        (BadAnswers((TITLE,), ("q9",)), "faults"),
        (BadInput(TITLE), "faults"),
        (NotAllowed(), "not_allowed"),
        (Conflict(), "overtaken"),
        (NotFound(), "failed"),
        (VardeError(), "failed"),
        (ZeroDivisionError(), "failed"),
    ],
)
def test_what_each_refusal_is_called(fault: Exception, key: str) -> None:
    assert refusal_of(fault) == key


def test_every_refusal_has_words() -> None:
    assert {SIGNED_OUT} | {key for _, key in REFUSALS} == set(NOT_TAKEN_IN)
    assert not any(words.missing() for words in NOT_TAKEN_IN.values())


def test_the_place_among_dangers() -> None:
    """The crisis text before none, then the gravest."""
    ordered = [("critical", True), ("red", True), ("amber", True), ("critical", False), ("red", False)]
    places = [urgency(severity, crisis=crisis) for severity, crisis in ordered]
    assert places == [-6, -5, -4, -3, -2]


def test_a_referral_that_is_begun_was_not_refused() -> None:
    assert BEGUN == "begun"
    assert BEGUN not in {key for _, key in REFUSALS}
