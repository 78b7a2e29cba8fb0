"""The therapist is told when a patient changes what must be known about her."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import select

from varde.alerts.referral_rules import SAFETY, alert_of_criterion
from varde.alerts.service import raise_alert
from varde.alerts.values import SAFETY_CHANGED, SAFETY_DANGER, Alert
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

    A danger to life, as the programme's criteria have it, is one that shows the crisis text, or the criterion's own when each
    that is met has one.
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
    raise_alert(work, enrolment, _alert(work, enrolment, because.keys()), f"safety:{event.first}", {FACTS: because})


def _alert(work: Work, enrolment: Enrolment, changed: Collection[str]) -> Alert:
    programme = programme_of(work, enrolment.programme)
    urgent = [each for each in programme.eligibility.review if each.urgent and each.fact in changed]
    facts = safety_of(work, enrolment).facts if urgent else {}
    met = [criterion for criterion in urgent if evaluate(criterion.rule, facts) is True]
    if not met:
        return SAFETY_CHANGED
    if any(criterion.patient_text is None for criterion in met):
        return SAFETY_DANGER
    return alert_of_criterion(programme, met[0], SAFETY)


LISTENERS = (Listener(SafetyChanged, on_safety),)
