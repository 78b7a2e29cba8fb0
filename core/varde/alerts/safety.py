"""The therapist is told when a patient changes what must be known about her."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import select

from varde.alerts.service import raise_alert
from varde.alerts.values import SAFETY_CHANGED, SAFETY_DANGER
from varde.enrolments.models import Enrolment
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.rules.language import evaluate
from varde.safety.events import SafetyChanged
from varde.safety.models import SafetyEntry
from varde.safety.service import safety_of

FACTS = "safety"
"""Among what is kept of why an alert was raised: each fact she changed, with what it was and what it is."""


def on_safety(work: Work, event: SafetyChanged) -> None:
    """Raise one alert about everything she said at a time; what only a clinician said is known to her already.

    A danger to life, as the programme's criteria have it, is one that shows the crisis text.
    """
    if not event.by_patient:
        return
    entries = work.session.scalars(
        select(SafetyEntry)
        .where(
            SafetyEntry.enrolment_id == event.enrolment_id,
            SafetyEntry.kind == "stated",
            SafetyEntry.number.between(event.first, event.last),
        )
        .order_by(SafetyEntry.number)
    ).all()
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    changes = {entry.subject: json.loads(entry.details) for entry in entries}
    because = {key: [change["before"], change["after"]] for key, change in changes.items()}
    alert = SAFETY_DANGER if _is_danger(work, enrolment, because.keys()) else SAFETY_CHANGED
    raise_alert(work, enrolment, alert, f"safety:{event.first}", {FACTS: because})


def _is_danger(work: Work, enrolment: Enrolment, changed: Collection[str]) -> bool:
    eligibility = programme_of(work, enrolment.programme).eligibility
    urgent = [each for each in eligibility.review if each.urgent and each.fact in changed]
    facts = safety_of(work, enrolment).facts if urgent else {}
    return any(evaluate(criterion.rule, facts) is True for criterion in urgent)


LISTENERS = (Listener(SafetyChanged, on_safety),)
