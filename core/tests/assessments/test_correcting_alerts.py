"""What a correction does to alerts: none is lost, none is closed by it, and each is raised about what is there now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.notes import dangers_of_response
from varde.alerts.service import alert_of, alerts_of, close_alert
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.assessments.score_facts import scored
from varde.kernel.words import Text
from varde.rules.language import all_of, when
from varde.testing.house import all_samples, make_house, sqlite_url

from .conftest import Patient
from .corrected import THOUGHTS, WORD, fix, lines, phq9, standing


def test_a_danger_that_disappears_stands_until_somebody_closes_it(emma: Patient) -> None:
    response_id = emma.submit("start", "phq-9", phq9(q9=2)).id
    fix(emma, response_id, phq9())
    assert lines(emma) == [(THOUGHTS, "raised", [("raised", None), ("withdrawn", WORD)])]
    stands = standing(emma, response_id)
    assert (stands.danger, stands.reason, stands.total) == (True, "risk", 8)
    with emma.house.work() as work:
        (view,) = alerts_of(work, emma.enrolment_id)
        assert [by for event, by, _note in view.history if event.kind == "withdrawn"] == ["Maren Aas"]
        close_alert(
            work, emma.therapist, alert_of(work, emma.enrolment_id, view.row.id), "Snakket med henne: feil rute."
        )
    stands = standing(emma, response_id)
    assert (stands.danger, stands.reason) == (False, "on_track")


def test_a_danger_that_becomes_another_raises_its_own(emma: Patient) -> None:
    response_id = emma.submit("start", "phq-9", phq9(q9=1)).id
    fix(emma, response_id, phq9(q9=3))
    assert lines(emma) == [
        (THOUGHTS, "raised", [("raised", None)]),
        ("ridge.phq9-thoughts-some", "raised", [("raised", None), ("withdrawn", WORD)]),
    ]


def test_an_alert_that_is_open_is_not_raised_again(emma: Patient) -> None:
    response_id = emma.submit("start", "phq-9", phq9(q9=2)).id
    fix(emma, response_id, phq9(q9=3))
    assert lines(emma) == [(THOUGHTS, "raised", [("raised", None), ("corrected", WORD)])]


@pytest.mark.parametrize(
    ("corrected", "raised"), [({"q9": 3}, 2), ({"q1": 2, "q9": 2}, 1)], ids=["danger", "beside it"]
)
def test_one_that_was_closed_is_raised_again_when_the_danger_is_another(
    emma: Patient, corrected: dict[str, int], raised: int
) -> None:
    response_id = emma.submit("start", "phq-9", phq9(q9=2)).id
    with emma.house.work() as work:
        (view,) = alerts_of(work, emma.enrolment_id)
        close_alert(work, emma.therapist, alert_of(work, emma.enrolment_id, view.row.id), "Snakket med henne i dag.")
    fix(emma, response_id, phq9(**corrected))
    assert len(lines(emma)) == raised


def test_it_appears_and_disappears_and_appears(emma: Patient, start: int) -> None:
    fix(emma, start, phq9(q9=2))
    fix(emma, start, phq9())
    fix(emma, start, phq9(q9=2))
    assert lines(emma) == [(THOUGHTS, "raised", [("raised", None), ("withdrawn", WORD), ("corrected", WORD)])]


# --- newer answers


def later(patient: Patient, occasion: str, answers: Mapping[str, Any]) -> int:
    """Answered in the week the occasion is open."""
    opens = patient.item(occasion).opens_at
    with patient.house.work() as work:
        days = (opens - work.now).days + 1
    patient.days(max(days, 0))
    return patient.submit(occasion, "phq-9", answers).id


def test_a_start_that_is_corrected_makes_the_newest_answer_worse(emma: Patient) -> None:
    start = emma.submit("start", "phq-9", phq9(2, q9=0)).id
    newest = later(emma, "week-1", phq9(2, q9=0))
    assert (standing(emma, start).worse, lines(emma)) == (False, [])
    fix(emma, start, phq9(0))
    stands = standing(emma, start)
    assert (stands.total, stands.worse, stands.curve) == (0, True, (0, 16))
    assert stands.alerts == (("ridge.phq9-worse", "raised"),)
    with emma.house.work() as work:
        assert work.session.scalars(select(RaisedAlert.response_id)).all() == [newest]


def test_an_older_answer_raises_a_danger_and_nothing_less(emma: Patient) -> None:
    start = emma.submit("start", "phq-9", phq9()).id
    middle = later(emma, "week-1", phq9())
    later(emma, "week-2", phq9())
    fix(emma, middle, phq9(3, q9=2))
    assert [(alert, state) for alert, state, _ in lines(emma)] == [(THOUGHTS, "raised")]
    with emma.house.work() as work:
        about = select(RaisedAlert.response_id).where(RaisedAlert.response_id.is_not(None))
        assert work.session.scalars(about).all() == [middle]
    assert standing(emma, start).worse is False


def test_a_deterioration_that_was_none_leaves_the_caseload_and_its_alert_stays(emma: Patient, start: int) -> None:
    newest = later(emma, "week-1", phq9(3, q9=0))
    before = standing(emma, start)
    assert (before.worse, before.alerts) == (True, (("ridge.phq9-severe", "raised"), ("ridge.phq9-worse", "raised")))
    fix(emma, newest, phq9())
    after = standing(emma, start)
    assert (after.worse, after.alerts) == (False, before.alerts)
    assert {(alert, said[-1][0]) for alert, _, said in lines(emma)} == {
        ("ridge.phq9-severe", "withdrawn"),
        ("ridge.phq9-worse", "withdrawn"),
    }


def test_a_rule_that_asks_more_than_the_answer_is_judged_by_all_of_it(tmp_path: Path) -> None:
    """What sources know is known when an answer is corrected as it was when it came: nothing is said to be crossed no more."""
    low = all_of(when("answer:q9", ">=", 1), when(scored("who-5", "total"), "<=", 28))
    alert = Alert("sample.low", Text("Tungt", "Tungt", "Heavy"), low, "red", "phq-9", "sample", crisis=True)
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples().with_values(Alert, [alert]))
    hanne, per = house.person("Hanne", "Lie", ("therapist", house.clinic)), house.person("Per", "Moe")
    therapist = house.actor(hanne, ("therapist", house.clinic))
    patient = Patient(house, per, therapist, house.enrolled(per, hanne, "sample"))
    patient.submit("start", "who-5", {f"q{n}": 1 for n in range(1, 6)})
    patient.draft("start", "phq-9", {"q9": 2})
    with house.work() as work:
        response = work.session.query(Response).filter_by(instrument="phq-9").one()
        assert {danger.alert.key for danger in dangers_of_response(work, "sample", response)} == {
            "sample.low",
            "sample.thoughts",
        }
    response_id = patient.submit("start", "phq-9", {f"q{n}": 1 for n in range(1, 11)}).id
    fix(patient, response_id, {f"q{n}": 1 for n in range(1, 11)} | {"q9": 3})
    said = {key: [kind for kind, _note in history] for key, _state, history in lines(patient)}
    assert said["sample.low"] == ["raised", "corrected"]
