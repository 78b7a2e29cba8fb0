"""A safety fact that is the answer to a question follows her newest answer to it, in whatever form, and tells nobody twice."""

from __future__ import annotations

import json

from sqlalchemy import func, select

from varde.alerts.models import RaisedAlert
from varde.alerts.values import SAFETY_CHANGED, SAFETY_DANGER
from varde.assessments.service import responses_of
from varde.safety.models import SafetyEntry
from varde.safety.service import safety_of, said_about

from .conftest import Patient
from .corrected import fix, phq9

FACT = "phq9_item9"


def known_of(patient: Patient) -> object:
    with patient.house.work() as work:
        return safety_of(work, patient.enrolment(work)).facts.get(FACT)


def test_the_ninth_question_is_known_as_it_was_answered_last(emma: Patient) -> None:
    at_the_way_in = known_of(emma)
    emma.submit("start", "phq-9", phq9(q9=2))
    assert known_of(emma) == 2 != at_the_way_in, "of the start"
    emma.days(7)
    emma.submit("week-1", "phq-9", phq9(q9=0))
    assert known_of(emma) == 0, "of the week"
    with emma.house.work() as work:
        first, second = (each.id for each in responses_of(work, emma.enrolment_id, "phq-9"))
    fix(emma, first, phq9(q9=3))
    assert known_of(emma) == 0, "what is corrected in an older one is not what she says now"
    fix(emma, second, phq9(q9=1))
    assert known_of(emma) == 1, "and in the newest it is"
    emma.days(7)
    emma.submit("week-2", "phq-9", phq9(q9=None))
    assert known_of(emma) == 1, "left unanswered is never none"

    with emma.house.work() as work:
        rows = work.session.scalars(select(SafetyEntry).order_by(SafetyEntry.number))
        kept = [json.loads(row.details) for row in rows]
        assert kept == [{"before": a, "after": b} for a, b in ((at_the_way_in, 2), (2, 0), (0, 1))]
        assert not [line for line in said_about(work, emma.enrolment(work)) if line.kind == "stated"], "see the forms"
        doubled = RaisedAlert.alert.in_((SAFETY_CHANGED.key, SAFETY_DANGER.key))
        assert work.session.scalar(select(func.count()).where(doubled)) == 0, "the form raises its own"
