"""What rules know of the newest answers: what may be asked, what it is, and what opens and is raised by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from varde.alerts.models import RaisedAlert
from varde.alerts.service import alerts_of
from varde.alerts.values import Alert
from varde.assessments.score_facts import declared, scored
from varde.enrolments.models import Enrolment
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.measurements.service import measure
from varde.modules.progress import path_of
from varde.programmes.known_facts import known_of
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.rules.language import Rule, all_of, any_of, evaluate, when
from varde.series.facts import measured
from varde.testing.house import House, all_samples, make_house, sample_only, sqlite_url
from varde.testing.sample.series import BREATH

from .conftest import Patient

LOW = when(scored("who-5", "total"), "<=", 28)
SAMPLE = sample_only().one(Programme, "sample")


@pytest.mark.parametrize(
    ("name", "kind", "low", "high"),
    [
        (scored("phq-9", "total"), "number", 0, 27),
        (scored("phq-9", "band"), "choice", None, None),
        (scored("phq-9", "answer", "q9"), "number", 0, 3),
        (scored("phq-9", "flag", "item9_answered"), "boolean", None, None),
        (scored("phq-9", "days_since"), "count", 0, None),
    ],
)
def test_what_may_be_asked(name: str, kind: str, low: int | None, high: int | None) -> None:
    fact = declared(name, SAMPLE, sample_only())
    assert isinstance(fact, Fact), fact
    assert (fact.key, fact.kind, fact.low, fact.high, fact.source) == (name, kind, low, high, "score")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("score:phq-9", "fact 'score:phq-9' does not have the form score:<instrument>:<what>, as scored() writes it"),
        ("score:none:total", "fact 'score:none:total': there is no instrument none"),
        ("score:gad-7:total", "fact 'score:gad-7:total': sample does not ask gad-7"),
        (
            "score:phq-9:sum",
            "fact 'score:phq-9:sum': nobody works out sum; choose from total, band, subscore, flag, answer, days_since",
        ),
        ("score:phq-9:flag", "fact 'score:phq-9:flag': flag is of one thing, which must be named"),
        ("score:phq-9:total.x", "fact 'score:phq-9:total.x': total is of the whole"),
        ("score:phq-9:flag.none", "fact 'score:phq-9:flag.none': phq-9 has no flag 'none'"),
        ("score:phq-9:answer.q77", "fact 'score:phq-9:answer.q77': phq-9 has no answer 'q77'"),
        ("score:phq-9:subscore.none", "fact 'score:phq-9:subscore.none': phq-9 has no subscore 'none'"),
        ("score:who-5:band", ""),
    ],
)
def test_what_may_not(name: str, sentence: str) -> None:
    assert declared(name, SAMPLE, sample_only()) == sentence or not sentence


# --- what they are


def with_release(rule: Rule) -> Catalogue:
    """The samples, where the last module of the sample programme opens by this rule."""
    modules = (*SAMPLE.modules[:-1], replace(SAMPLE.modules[-1], release=rule))
    return all_samples().with_values(Programme, [replace(SAMPLE, modules=modules)])


def begun(tmp_path: Path, catalogue: Catalogue) -> Patient:
    house = make_house(sqlite_url(tmp_path), catalogue=catalogue)
    hanne = house.person("Hanne", "Lie", ("therapist", house.clinic))
    per = house.person("Per", "Moe")
    return Patient(house, per, house.actor(hanne, ("therapist", house.clinic)), house.enrolled(per, hanne, "sample"))


def who_5(each: int) -> dict[str, object]:
    return {f"q{n}": each for n in range(1, 6)}


def phq_9(each: int, q9: int = 0) -> dict[str, object]:
    return {f"q{n}": q9 if n == 9 else each for n in range(1, 11)}


def status(per: Patient, house: House) -> str:
    with house.work() as work:
        path = path_of(work, work.session.get_one(Enrolment, per.enrolment_id), "nb")
        return path.modules[-1].status


def test_of_the_newest_answers_and_as_it_was_known_then(tmp_path: Path) -> None:
    per = begun(tmp_path, all_samples())
    rules = [
        LOW,
        when(scored("phq-9", "answer", "q1"), ">", 0),
        when(scored("phq-9", "band"), "==", "mild"),
        when(scored("phq-9", "days_since"), ">", 9),
        when("age", ">", 3),
    ]
    with per.house.work() as work, per.house.counted() as before:
        assert known_of(work, per.enrolment_id, rules) == {}
    per.submit("start", "who-5", who_5(3))
    per.submit("start", "phq-9", phq_9(1))
    yesterday = per.house.clock.now()
    per.house.clock.move(days=90)
    per.submit("3m", "who-5", who_5(1))
    with per.house.work() as work, per.house.counted() as after:
        known = known_of(work, per.enrolment_id, rules)
    assert known == {
        "score:who-5:total": 20,
        "score:phq-9:answer.q1": 1,
        "score:phq-9:band": "mild",
        "score:phq-9:days_since": 90,
    }
    assert len(before) == len(after) == 1
    with per.house.work() as work:
        assert known_of(work, per.enrolment_id, [LOW], yesterday + timedelta(hours=1)) == {"score:who-5:total": 60}


def test_rules_that_ask_no_source_cost_nothing(tmp_path: Path) -> None:
    per = begun(tmp_path, all_samples())
    with per.house.work() as work, per.house.counted() as statements:
        assert known_of(work, per.enrolment_id, [when("age", ">", 3)]) == {}
    assert statements == []


# --- what opens, and what is raised


def test_a_module_opens_by_a_score_and_closes_by_another(tmp_path: Path) -> None:
    per = begun(tmp_path, with_release(any_of(LOW, when(scored("phq-9", "total"), ">=", 20))))
    assert status(per, per.house) == "locked"  # nobody has answered: unknown is closed
    per.submit("start", "who-5", who_5(4))
    assert status(per, per.house) == "locked"
    per.submit("start", "phq-9", phq_9(1))
    per.house.clock.move(days=90)
    per.submit("3m", "who-5", who_5(1))
    assert status(per, per.house) == "open"


BOTH = all_of(when(measured(BREATH.key, "last"), "<", 400), LOW)
JOINED = Alert("sample.joined", Text("Tungt", "Tungt", "Heavy"), BOTH, "amber", programme="sample")


@pytest.mark.parametrize(("well", "raised"), [(1, True), (4, False), (None, False)])
def test_an_alert_about_a_measurement_knows_of_a_score(tmp_path: Path, well: int | None, raised: bool) -> None:
    per = begun(tmp_path, all_samples().with_values(Alert, [JOINED]))
    if well is not None:
        per.submit("start", "who-5", who_5(well))
    with per.house.work() as work:
        measure(work, per.actor, work.session.get_one(Enrolment, per.enrolment_id), BREATH, (350,), confirmed=True)
    with per.house.work() as work:
        kept = work.session.query(RaisedAlert).filter_by(alert=JOINED.key).all()
    assert bool(kept) is raised


def test_an_alert_about_answers_knows_of_another_instruments(tmp_path: Path) -> None:
    rule = all_of(when("total", ">=", 8), LOW)
    alert = Alert("sample.low", Text("Tungt", "Tungt", "Heavy"), rule, "amber", "phq-9", programme="sample")
    per = begun(tmp_path, all_samples().with_values(Alert, [alert]))
    per.submit("start", "who-5", who_5(1))
    per.submit("start", "phq-9", phq_9(1))
    with per.house.work() as work:
        (kept,) = [each for each in alerts_of(work, per.enrolment_id) if each.row.alert == alert.key]
    assert kept.because == {"score:who-5:total": 20, "total": 8}


def test_unknown_is_neither() -> None:
    assert evaluate(LOW, {}) is None
