"""An answer that was handed in is corrected: both versions stay, and everything that rests on it follows together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from varde.assessments.correcting import LONGEST_REASON, corrections_of, response_here
from varde.assessments.errors import (
    BadAnswers,
    BadDayOfWord,
    CorrectedElsewhere,
    CorrectionReasonNeeded,
    NotAsItWasAnswered,
    NothingCorrected,
    OnlyTheTotal,
)
from varde.assessments.models import Correction, Response
from varde.assessments.scored import write_score
from varde.benefits.counting.cells import GRAIN
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of
from varde.enrolments.errors import WrongRole
from varde.enrolments.exits import end
from varde.enrolments.service import pause, resume
from varde.instruments.values import Instrument
from varde.scheduling.agenda import plan

from .conftest import Patient
from .corrected import THOUGHTS, WORD, Standing, fix, lines, phq9, standing

# --- one truth


def test_score_alert_caseload_cell_curve_and_export_change_together(emma: Patient, start: int) -> None:
    assert standing(emma, start) == Standing(
        total=10,
        band="moderate",
        worse=False,
        danger=False,
        reason="on_track",
        alerts=(),
        cell=(1, 10 * GRAIN),
        levels=frozenset({"band:moderate"}),
        exported=("completed", "final", 10),
        curve=(10,),
    )
    fix(emma, start, phq9(2, q1=3, q9=2))
    assert standing(emma, start) == Standing(
        total=19,
        band="moderately_severe",
        worse=False,
        danger=True,
        reason="risk",
        alerts=((THOUGHTS, "raised"),),
        cell=(1, 19 * GRAIN),
        levels=frozenset({"band:moderately_severe"}),
        exported=("amended", "corrected", 19),
        curve=(19,),
    )


def test_it_is_corrected_twice_and_every_version_is_kept(emma: Patient, start: int) -> None:
    fix(emma, start, phq9(q1=2))
    emma.house.clock.move(days=1)
    fix(emma, start, phq9(q1=3, q2=3), reason="Ringte igjen: det var begge.", said_on=date(2026, 9, 21))
    with emma.house.work() as work:
        response = response_here(work, emma.enrolment_id, start)
        first, second = corrections_of(work, [response])[start]
    assert [(view.number, view.by, view.said_on, view.reason) for view in (first, second)] == [
        (1, "Maren Aas", date(2026, 9, 21), WORD),
        (2, "Maren Aas", date(2026, 9, 21), "Ringte igjen: det var begge."),
    ]
    assert [(view.before.total, view.after.total, view.changed) for view in (first, second)] == [
        (10, 9, ("q1",)),
        (9, 12, ("q1", "q2")),
    ]
    assert first.before.answers == phq9(q1=3)
    assert first.after.answers == second.before.answers == phq9(q1=2)
    assert second.after.answers == response.answers == phq9(q1=3, q2=3)
    assert (second.at - first.at, response.corrected_at) == (timedelta(days=1), second.at)


def test_nobody_edits_a_correction_and_it_lies_sealed(emma: Patient, start: int) -> None:
    fix(emma, start, phq9(q1=2))
    with emma.house.work() as work:
        row = work.session.execute(text("SELECT reason_sealed, before_sealed, after_sealed FROM correction")).one()
    assert not any(word in bytes(value) for value in row for word in (b"telefon", b"answers", b"moderate"))
    with pytest.raises(DatabaseError), emma.house.work() as work:
        work.session.execute(text("UPDATE correction SET number = 7"))


# --- states


def test_it_is_corrected_in_a_pause_and_after_the_end(emma: Patient, start: int) -> None:
    emma.change(pause)
    fix(emma, start, phq9(q1=2))
    emma.change(resume)
    with emma.house.work() as work:
        end(work, emma.therapist.person_id, emma.enrolment(work), "completed")
    fix(emma, start, phq9(q1=2, q9=3))
    with emma.house.work() as work:
        row = work.session.get(CaseloadRow, emma.enrolment_id)
        assert row is not None
        assert (row.state, reason_of(row)) == ("completed", "risk")


# --- what is refused


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"reason": "for kort"}, CorrectionReasonNeeded),
        ({"reason": " \u00a0\n " * 20}, CorrectionReasonNeeded),
        ({"said_on": date(2026, 9, 20)}, BadDayOfWord),
        ({"said_on": date(2026, 9, 22)}, BadDayOfWord),
        ({"edition": 77}, CorrectedElsewhere),
    ],
    ids=["short", "blank", "before she answered", "tomorrow", "another edition"],
)
def test_what_is_not_said_right_stores_nothing(
    emma: Patient, start: int, more: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        fix(emma, start, phq9(q1=2), **more)
    assert kept(emma) == (10, 0)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [(phq9(q1=4), BadAnswers), (phq9(q1=3) | {"q77": 1}, BadAnswers), (phq9(q1=3), NothingCorrected)],
    ids=["out of range", "no such item", "the same"],
)
def test_answers_that_are_none_store_nothing(
    emma: Patient, start: int, answers: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        fix(emma, start, answers)
    assert kept(emma) == (10, 0)


def kept(patient: Patient) -> tuple[float | None, int]:
    with patient.house.work() as work:
        response = work.session.scalars(select(Response)).one()
        return response.total, len(work.session.scalars(select(Correction)).all())


def test_an_answer_can_be_taken_away_and_one_added(emma: Patient) -> None:
    response_id = emma.submit("start", "phq-9", phq9(q2=None)).id
    fix(emma, response_id, phq9(q2=1, q3=None))
    with emma.house.work() as work:
        response = response_here(work, emma.enrolment_id, response_id)
        assert (response.answers, response.n_missing) == (phq9(q2=1, q3=None), 1)


def test_a_long_reason_is_kept_to_its_length(emma: Patient, start: int) -> None:
    fix(emma, start, phq9(q1=2), reason="a" * (LONGEST_REASON + 5))
    with emma.house.work() as work:
        assert work.session.scalars(select(Correction)).one().reason == "a" * LONGEST_REASON


def test_another_version_of_the_instrument_is_not_scored_as_this_one(emma: Patient, start: int) -> None:
    catalogue = emma.house.platform.catalogue
    changed = replace(catalogue.one(Instrument, "phq-9"), version="99")
    emma.house.platform.catalogue = catalogue.with_values(Instrument, [changed])
    with pytest.raises(NotAsItWasAnswered):
        fix(emma, start, phq9(q1=2))


@pytest.mark.parametrize(
    ("answers", "refusal"), [({}, OnlyTheTotal), (phq9(q1=3), None)], ids=["only the total", "answers too"]
)
def test_an_imported_answer(
    emma: Patient, start: int, answers: dict[str, Any], refusal: type[Exception] | None
) -> None:
    with emma.house.work() as work:
        response = work.session.get_one(Response, start)
        response.mode, response.answers = "import", answers
    if refusal is None:
        fix(emma, start, phq9(q9=2))
        assert [alert for alert, _, _ in lines(emma)] == [THOUGHTS]
    else:
        with pytest.raises(refusal):
            fix(emma, start, phq9(q9=2))


ROLES = {"therapist": True, "care_team": False, "dietitian": False, "group_leader": False}


@pytest.mark.parametrize(("role", "may"), ROLES.items())
def test_the_right_is_asked_of_what_she_is_to_this_patient(emma: Patient, start: int, role: str, may: bool) -> None:
    """A colleague who holds the role at the clinic; that she is a therapist somewhere else does not help."""
    house = emma.house
    trine = house.person("Trine", "Moe")
    elsewhere = house.actor(trine, (role, house.clinic), ("therapist", house.elsewhere))
    if may:
        fix(emma, start, phq9(q1=2), actor=elsewhere)
    else:
        with pytest.raises(WrongRole):
            fix(emma, start, phq9(q1=2), actor=elsewhere)


# --- what is scored against the start


def test_later_walks_are_read_against_the_corrected_start(vidar: Patient) -> None:
    """25 metres farther than 300 is no improvement; 125 farther than 200 is."""
    with vidar.house.work() as work:
        walked = work.catalogue.one(Instrument, "lane")
        ids = []
        for occasion, metres, context in (("start", 300, {}), ("end", 325, {"baseline_metres": 300})):
            item = plan(work, vidar.enrolment_id, "assessment", f"lane-{occasion}", opens_at=work.now, due_at=work.now)
            work.session.flush()
            response = Response(
                enrolment_id=vidar.enrolment_id,
                agenda_id=item.id,
                occasion=occasion,
                instrument="lane",
                version=walked.version,
                answers={walked.items[0].key: metres},
                context=context,
                saved_at=work.now,
                submitted_at=work.now + timedelta(seconds=metres),
            )
            write_score(walked, response)
            work.add(response)
            work.session.flush()
            ids.append(response.id)
    assert flags(vidar, ids[1])["improved_ge30m"] is False
    fix(vidar, ids[0], {walked.items[0].key: 200})
    assert flags(vidar, ids[1])["improved_ge30m"] is True
    assert context_then(vidar, ids[1]) == {"baseline_metres": 200}


def flags(patient: Patient, response_id: int) -> dict[str, Any]:
    with patient.house.work() as work:
        return dict(work.session.get_one(Response, response_id).flags)


def context_then(patient: Patient, response_id: int) -> dict[str, Any]:
    with patient.house.work() as work:
        return dict(work.session.get_one(Response, response_id).context)
