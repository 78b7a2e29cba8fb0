"""A therapist of the demo makes a plan for somebody who is worse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from varde.alerts.plans import worse_by, write_plan
from varde.assessments.service import responses_of
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.work import Work


def plan_for(enrolment_id: int, plan: str, days: int, therapist: Actor) -> Callable[[Work], None]:
    """She writes it down for so many days, unless whoever it is about is well again or not under way."""

    def planned(work: Work) -> None:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        if enrolment.state == "active" and worse_by(work, responses_of(work, enrolment.id)):
            open_record(work, therapist, enrolment.id, "plan", write=True)
            write_plan(work, therapist, enrolment, plan, work.today + timedelta(days=days))

    return planned
