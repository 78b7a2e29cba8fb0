"""An instrument that is asked only when what was answered before says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.assessments.errors import NoSuchQuestionnaire, NotAsked
from varde.assessments.facts import check_conditions, declared_before, declared_facts
from varde.assessments.models import Response
from varde.assessments.service import remember_sex, save_draft
from varde.assessments.sheet import Sheet
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.programmes.values import Occasion, Programme, Track
from varde.rules.language import Rule, all_of, any_of, evaluate, is_true, not_, one_of, when
from varde.scheduling.models import AgendaItem
from varde.testing.house import all_samples

from .conftest import Patient

CATALOGUE = all_samples()
INSTRUMENTS = CATALOGUE.all(Instrument)
PROGRAMME = all_samples().one(Programme, "lake")
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def occasion(*conditions: tuple[str, Rule], instruments: tuple[str, ...] = ("who-5", "phq-9", "audit")) -> Occasion:
    return Occasion("start", Text("S", "S"), instruments, 5, conditions=conditions)


def response(
    total: float | None = None, band: str | None = None, *, handed_in: bool = True, **about: object
) -> Response:
    answers = {key: value for key, value in about.items() if not isinstance(value, bool)}
    flags = {key: value for key, value in about.items() if isinstance(value, bool)}
    return Response(
        answers=answers, flags=flags, total=total, band=band, submitted_at=NOW if handed_in else None, saved_at=NOW
    )


def sheet(asked: Occasion, track: str | None = None, sex: str | None = None, **responses: Response) -> Sheet:
    person = Person(birth_date=date(1962, 11, 3), sex=sex)
    by_key = {key.replace("_", "-"): one for key, one in responses.items()}
    return Sheet(AgendaItem(), Enrolment(track=track, person=person), PROGRAMME, asked, by_key, today=NOW.date())


HIGH = when("phq-9:total", ">=", 10)


@pytest.mark.parametrize(
    ("rule", "phq9", "asked"),
    [
        (HIGH, response(10), True),
        (HIGH, response(9), False),
        (HIGH, response(None), False),
        (HIGH, None, False),
        (HIGH, response(27, handed_in=False), False),
        (not_(HIGH), response(9), True),
        (not_(HIGH), response(None), False),
        (not_(HIGH), None, False),
        (any_of(HIGH, is_true("phq-9:flag:caseness")), response(None, caseness=True), True),
        (all_of(HIGH, is_true("phq-9:flag:caseness")), response(12), False),
        (one_of("phq-9:band", "severe", "moderate"), response(16, "moderate"), True),
        (one_of("phq-9:band", "severe", "moderate"), response(6, "mild"), False),
        (when("phq-9:answer:q9", ">=", 1), response(1, q9=1), True),
        (when("phq-9:answer:q9", ">=", 1), response(1), False),
        (when("age", ">=", 64), None, False),
        (when("age", "<", 64), None, True),
        (when("sex", "==", "female"), None, False),
        (when("track", "!=", "calm"), None, False),
    ],
)
def test_it_is_asked_when_the_rule_is_known_to_hold(rule: Rule, phq9: Response | None, asked: bool) -> None:
    given_so_far: dict[str, Any] = {"phq_9": phq9} if phq9 else {}
    found = sheet(occasion(("audit", rule)), **given_so_far)
    assert ("audit" in found.instruments) is asked
    assert ("audit" in found.unanswered) is asked


def test_what_is_known_about_the_person_decides_too() -> None:
    about = occasion(("audit", all_of(when("sex", "==", "male"), when("track", "==", "calm"))))
    assert "audit" in sheet(about, track="calm", sex="male").instruments
    assert "audit" not in sheet(about, track="calm").instruments
    assert "audit" not in sheet(about, track="wild", sex="male").instruments


def test_conditions_lead_on_to_each_other() -> None:
    chain = occasion(("phq-9", when("who-5:total", "<=", 50)), ("audit", HIGH))
    assert sheet(chain).instruments == ("who-5",)
    assert sheet(chain, who_5=response(40)).unanswered == ("phq-9",)
    assert sheet(chain, who_5=response(40), phq_9=response(12)).unanswered == ("audit",)
    # An answer that is no longer called for says nothing.
    assert sheet(chain, who_5=response(80), phq_9=response(12, handed_in=False)).instruments == ("who-5",)


def test_what_was_handed_in_stays_in_the_count() -> None:
    about = occasion(("audit", HIGH))
    answered = sheet(about, who_5=response(40), phq_9=response(3), audit=response(1))
    assert answered.instruments == ("who-5", "phq-9", "audit")
    assert answered.unanswered == ()


ANSWERS = st.none() | st.builds(
    response, total=st.none() | st.integers(0, 27), q9=st.integers(0, 3), handed_in=st.booleans()
)


@given(ANSWERS, ANSWERS, ANSWERS, st.sampled_from([HIGH, not_(HIGH), any_of(HIGH, when("phq-9:answer:q9", ">=", 2))]))
def test_whatever_was_answered(
    who5: Response | None, phq9: Response | None, audit: Response | None, rule: Rule
) -> None:
    """The order stands, the unconditional are always asked, and nothing is asked that is not known to be needed."""
    given_so_far: dict[str, Any] = {
        key: one for key, one in (("who_5", who5), ("phq_9", phq9), ("audit", audit)) if one
    }
    found = sheet(occasion(("audit", rule)), **given_so_far)
    assert found.instruments in (("who-5", "phq-9"), ("who-5", "phq-9", "audit"))
    assert set(found.unanswered) <= set(found.instruments)
    facts = {}
    if phq9 is not None and phq9.submitted_at:
        facts = {"phq-9:total": phq9.total, "phq-9:answer:q9": phq9.answers["q9"]}
    handed_in = audit is not None and audit.submitted_at is not None
    assert ("audit" in found.instruments) is (handed_in or evaluate(rule, facts) is True)


# --- through the service


def test_audit_follows_a_positive_audit_c_and_ends_the_occasion(vidar: Patient) -> None:
    with vidar.house.work() as work:
        remember_sex(work, work.session.get_one(Person, vidar.person.id), "female")
    vidar.finish("start", but=("audit-c",))
    assert vidar.asked("start") == (("who-5", "gse", "audit-c"), ("audit-c",))
    vidar.submit("start", "audit-c", {"q1": 2, "q2": 2, "q3": 0})
    asked, unanswered = vidar.asked("start")
    assert (len(asked), unanswered) == (4, ("audit",))
    assert vidar.item("start").state == "planned"
    vidar.finish("start")
    assert vidar.item("start").state == "done"


@pytest.mark.parametrize("sex", ["male", None])
def test_the_occasion_ends_without_it_otherwise(vidar: Patient, sex: str | None) -> None:
    """Below the limit, and where the limit is not known."""
    if sex:
        with vidar.house.work() as work:
            remember_sex(work, work.session.get_one(Person, vidar.person.id), sex)
    vidar.finish("start", but=("audit-c",))
    vidar.submit("start", "audit-c", {"q1": 1, "q2": 1, "q3": 1})
    assert vidar.item("start").state == "done"


def test_what_is_not_asked_is_refused_with_a_sentence(vidar: Patient) -> None:
    for write in (vidar.submit, _draft_of(vidar)):
        with pytest.raises(NotAsked) as refused:
            write("start", "audit", {"q1": 1})
        assert refused.value.to("nb") == (
            "Dette skjemaet trengs ikke ut fra det som er svart så langt. Svarene er ikke lagret."
        )
    with pytest.raises(NoSuchQuestionnaire):
        vidar.submit("start", "phq-9", {"q1": 1})


def _draft_of(patient: Patient) -> Callable[[str, str, dict[str, object]], None]:
    def draft(occasion: str, key: str, answers: dict[str, object]) -> None:
        with patient.house.work() as work:
            save_draft(work, patient.actor, patient.sheet(work, occasion), key, answers, "nb")

    return draft


# --- the check at the start


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (is_true("audit-c:flag:positiv"), "fact 'audit-c:flag:positiv' is not declared"),
        (when("audit-c:total", ">=", 13), "fact 'audit-c:total' can never be 13"),
        (when("audit-c:total", "==", "high"), "fact 'audit-c:total' is a number, but is compared with «high»"),
        (when("audit-c:answer:q9", ">=", 1), "fact 'audit-c:answer:q9' is not declared"),
        (is_true("audit-c:worse"), "fact 'audit-c:worse' is not declared"),
        (when("audit:total", ">=", 8), "fact 'audit:total' is not declared"),
        (when("track", "==", "calm"), "fact 'track' can never be «calm»"),
        (when("age", ">=", 200), "fact 'age' can never be 200"),
        (is_true("has_dog"), "fact 'has_dog' is not declared"),
    ],
)
def test_a_condition_speaks_only_of_what_is_known_by_then(rule: Rule, fault: str) -> None:
    about = occasion(("audit", rule), instruments=("audit-c", "audit"))
    tracks = (Track("one", Text("1", "1")), Track("two", Text("2", "2")))
    found = check_conditions(replace(PROGRAMME, occasions=(about,), tracks=tracks), CATALOGUE)
    assert found == [f"lake: occasion start: condition of audit: {fault}"]


def test_sound_conditions_have_no_faults() -> None:
    rules = (
        is_true("audit-c:flag:positive"),
        when("audit-c:total", ">=", 3),
        when("audit-c:answer:q1", ">", 0),
        all_of(when("age", ">=", 18), one_of("sex", "female", "male")),
    )
    for rule in rules:
        about = occasion(("audit", rule), instruments=("audit-c", "audit"))
        assert check_conditions(replace(PROGRAMME, occasions=(about,)), CATALOGUE) == []


def test_every_declared_fact_is_named_once() -> None:
    for instrument in INSTRUMENTS.values():
        keys = [fact.key for fact in declared_facts(instrument)]
        assert len(keys) == len(set(keys)), instrument.key
    keys = [fact.key for fact in declared_before(INSTRUMENTS.values(), PROGRAMME.tracks)]
    assert len(keys) == len(set(keys))
