"""What a referral calls for, by its answers: every answer to a question that the course asks too, criteria that declare danger,
and what is wrong with what is declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from varde.alerts.referral_rules import SAFETY, alert_of_criterion, alert_of_referral, check_referral, dangers_in
from varde.alerts.values import Alert, Severity
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.rules.language import ALWAYS, Criterion, Eligibility, Rule, all_of, is_true, when
from varde.testing.house import all_samples

INSTRUMENTS = all_samples().all(Instrument)
RIDGE = all_samples().one(Programme, "ridge")
TITLE = Text("Svarte", "Svarte", "Answered")
LABEL = Text("Tanker", "Tankar", "Thoughts")
EXPLAIN = Text("Vi ringer.", "Vi ringjer.", "We call.")


def fact(key: str, item: str = "", *, low: float = 0, high: float = 3) -> Fact:
    return Fact(key, "count", LABEL, LABEL, low=low, high=high, item=item)


PLAN = Fact("plan", "boolean", LABEL, LABEL)
LIMIT = Fact("limit", "count", LABEL, low=0, high=9, source="setting", default=3)


def programme(
    facts: Iterable[Fact], *, review: Iterable[Criterion] = (), require: Iterable[Criterion] = ()
) -> Programme:
    return replace(RIDGE, key="p", eligibility=Eligibility(tuple(facts), tuple(require), tuple(review)))


def alert(
    key: str, rule: Rule, severity: Severity, *, crisis: bool = True, instrument: str = "phq-9", of: str = ""
) -> Alert:
    return Alert(key, TITLE, rule, severity, instrument, of, crisis)


SOME = alert("p.some", when("answer:q9", "==", 1), "amber")
MUCH = alert("p.much", when("answer:q9", ">=", 2), "red")
WORST = alert("p.worst", when("answer:q9", "==", 3), "critical")
CALM = alert("p.calm", when("answer:q9", ">=", 1), "red", crisis=False)
OTHERS = alert("q.other", when("answer:q9", ">=", 1), "critical", of="q")
ELSEWHERE = alert("p.gad", when("answer:q9", ">=", 1), "critical", instrument="gad-7")
DECLARED = (SOME, MUCH, WORST, CALM, OTHERS, ELSEWHERE)


@pytest.mark.parametrize(
    ("answer", "raised"),
    [(None, []), (0, []), (1, ["p.some"]), (2, ["p.much"]), (3, ["p.worst", "p.much"]), (4, []), (True, [])],
)
def test_an_answer_raises_what_it_raises_in_the_course(answer: object, raised: list[str]) -> None:
    """Gravest first; an answer that cannot be raises nothing, nor does an alert without the crisis text, of another programme
    or about another instrument."""
    dangers = dangers_in(programme([fact("item9", "phq-9:q9")]), {"item9": answer}, {}, DECLARED)
    assert [danger.alert.key for danger in dangers] == raised
    assert all(danger.because == {"answer:q9": answer, "referral": True} for danger in dangers)


def test_a_fact_that_no_instrument_asks_raises_nothing_by_itself() -> None:
    about_no_instrument = alert("p.any", ALWAYS, "red", instrument="")
    assert dangers_in(programme([fact("q9")]), {"q9": 3}, {}, (*DECLARED, about_no_instrument)) == []


URGENT = Criterion("plan", is_true("plan"), EXPLAIN, urgent=True)


@pytest.mark.parametrize(("answer", "raised"), [(True, ["p.referral.plan"]), (False, []), (None, [])])
def test_a_criterion_that_declares_danger_raises_a_red_one_of_its_own(answer: object, raised: list[str]) -> None:
    before = replace(PLAN, key="before", label=TITLE)
    dangers = dangers_in(programme([before, PLAN], review=[URGENT]), {"plan": answer}, {}, DECLARED)
    assert [danger.alert.key for danger in dangers] == raised
    for danger in dangers:
        assert (danger.alert.severity, danger.alert.crisis, danger.alert.programme) == ("red", True, "p")
        assert danger.alert.title == Text(
            "Fare i påmeldingen: Tanker", "Fare i påmeldinga: Tankar", "Danger in the referral: Thoughts"
        )
        assert danger.because == {"fact:plan": True, "referral": True}


def test_one_that_declares_none_raises_nothing() -> None:
    calm = replace(URGENT, urgent=False)
    assert dangers_in(programme([PLAN], review=[calm]), {"plan": True}, {}, DECLARED) == []


def test_a_requirement_that_is_not_met_can_declare_danger_too() -> None:
    safe = Criterion("safe", is_true("safe"), EXPLAIN, urgent=True)
    asked = programme([Fact("safe", "boolean", LABEL, LABEL)], require=[safe])
    assert [danger.because for danger in dangers_in(asked, {"safe": False}, {}, ())] == [
        {"fact:safe": False, "referral": True}
    ]
    assert dangers_in(asked, {"safe": True}, {}, ()) == []


ITEM9 = Criterion("item9", when("item9", ">=", 1), EXPLAIN, urgent=True)


@pytest.mark.parametrize(
    ("declared", "raised"), [(DECLARED, ["p.much"]), ((), ["p.referral.item9"]), ((WORST,), ["p.referral.item9"])]
)
def test_the_same_answer_is_told_once(declared: tuple[Alert, ...], raised: list[str]) -> None:
    """By the alert of the course where there is one for this answer, else by the criterion's own."""
    asked = programme([fact("item9", "phq-9:q9")], review=[ITEM9])
    assert [danger.alert.key for danger in dangers_in(asked, {"item9": 2}, {}, declared)] == raised


RING = Text("Ring 113.", "Ring 113.", "Ring 113.")


def test_a_criterion_says_its_own_words_but_about_no_question_of_safety() -> None:
    """Who may harm herself is told what the crisis text says; the words of a criterion are for other dangers."""
    own = replace(URGENT, patient_text=RING)
    (danger,) = dangers_in(programme([PLAN], review=[own]), {"plan": True}, {}, DECLARED)
    assert danger.alert.patient_text == RING
    held = all_of(is_true("plan"), when("item9", ">=", 1))
    asked = programme([PLAN, fact("item9", "phq-9:q9")], review=[replace(own, rule=held)])
    assert list(check_referral(asked, INSTRUMENTS)) == [
        "p: eligibility: plan: item9 is a question about safety, so the crisis text is shown and no patient_text instead"
    ]
    harmless = programme([PLAN, fact("item4", "phq-9:q4")], review=[own])
    assert list(check_referral(harmless, INSTRUMENTS)) == []


def test_several_dangers_stand_gravest_first() -> None:
    asked = programme([PLAN, fact("item9", "phq-9:q9")], review=[URGENT])
    keys = [danger.alert.key for danger in dangers_in(asked, {"plan": True, "item9": 1}, {}, DECLARED)]
    assert keys == ["p.referral.plan", "p.some"]


@pytest.mark.parametrize(("settings", "dangers"), [({}, 0), ({"limit": 2}, 1)])
def test_what_the_organisation_has_set_counts(settings: dict[str, object], dangers: int) -> None:
    limited = Criterion("limit", when("limit", "<=", 2), EXPLAIN, urgent=True)
    asked = programme([LIMIT, PLAN], review=[limited])
    assert len(dangers_in(asked, {}, settings, ())) == dangers


def test_what_a_referral_raised_is_known_again_by_its_key() -> None:
    asked = programme([PLAN], review=[URGENT, replace(ITEM9, urgent=False)])
    (danger,) = dangers_in(asked, {"plan": True}, {}, ())
    assert alert_of_referral("p.referral.plan", {"p": asked}) == danger.alert
    said_later = alert_of_criterion(asked, URGENT, SAFETY)
    assert (said_later.key, said_later.title.nb) == ("p.safety.plan", "Sagt fra om fare: Tanker")
    assert alert_of_referral("p.safety.plan", {"p": asked}) == said_later
    for gone in ("p.referral", "p.referral.gone", "p.referral.item9", "q.referral.plan"):
        bare = alert_of_referral(gone, {"p": asked})
        assert bare is not None
        assert (bare.key, bare.title.nb, bare.severity, bare.crisis) == (gone, "Fare i påmeldingen", "red", True)
        assert bare.programme == gone[0]
    for other in ("p.much", "p", "referral", "p.referrals", ""):
        assert alert_of_referral(other, {"p": asked}) is None


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (fact("item9", "phq-9:q9"), None),
        (fact("item9"), None),
        (replace(fact("item9", "phq-9:q9"), kind="number"), None),
        (fact("item9", "phq-9:q99"), "there is no question phq-9:q99"),
        (fact("item9", "phq-8:q9"), "there is no question phq-8:q9"),
        (fact("item9", "phq-9"), "there is no question phq-9"),
        (fact("item9", "phq-9:q9", high=4), "phq-9:q9 is a number from 0 to 3, and the fact is not"),
        (fact("item9", "phq-9:q9", low=1), "phq-9:q9 is a number from 0 to 3, and the fact is not"),
        (replace(fact("item9", "phq-9:q9"), kind="boolean"), "phq-9:q9 is a number from 0 to 3, and the fact is not"),
        (
            Fact("item9", "boolean", LABEL, LABEL, item="phq-9:q9"),
            "phq-9:q9 is a number from 0 to 3, and the fact is not",
        ),
    ],
)
def test_what_is_wrong_with_what_is_declared(asked: Fact, fault: str | None) -> None:
    faults = list(check_referral(programme([fact("before"), asked, PLAN]), INSTRUMENTS))
    assert faults == ([] if fault is None else [f"p: eligibility: fact item9: {fault}"])


@pytest.mark.parametrize("decided", [{"setting:x": True}, {"setting:x": False}, {}])
def test_what_an_alert_asks_of_settings_counts_at_the_way_in_too(decided: dict[str, object]) -> None:
    joined = alert("p.joined", all_of(when("answer:q9", ">=", 1), is_true("setting:x")), "red")
    dangers = dangers_in(programme([fact("item9", "phq-9:q9")]), {"item9": 1}, {}, [joined], decided)
    assert [danger.because for danger in dangers] == (
        [{"answer:q9": 1, "referral": True}] if decided.get("setting:x") else []
    )
