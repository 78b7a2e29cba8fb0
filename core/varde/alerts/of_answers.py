"""Alerts about answers, handed in or begun: judged in the transaction that stores them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.notes import told_of_refused
from varde.alerts.optouts import opted_out
from varde.alerts.rules import facts_about, facts_since, looks_back, raised_by
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.assessments.events import ResponseSubmitted
from varde.assessments.facts import facts_of_response
from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.known_facts import known_of
from varde.rules.language import evaluate, facts_of

DRAFT = "draft"
"""Among what is kept of why an alert was raised: the form was begun and not handed in."""


def on_response(work: Work, event: ResponseSubmitted) -> None:
    """Raise what the answers of one response call for, in the transaction that accepts them.

    Nothing is raised about what was imported (:mod:`varde.exchange` does). However an enrolment ended, what is answered is
    listened to.
    """
    response = work.session.get(Response, event.response_id)
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if response is None or enrolment is None or response.mode == "import":
        return
    declared = declared_about(work, enrolment.programme, response.instrument)
    if not declared or enrolment.imported:
        return
    raise_about(work, enrolment, response, declared, None if event.worse is None else bool(event.worse))


def declared_about(work: Work, programme: str, instrument: str) -> list[Alert]:
    """The alerts of a programme about one instrument."""
    return [
        alert
        for alert in work.catalogue.all(Alert).values()
        if alert.instrument == instrument and alert.programme in ("", programme)
    ]


def raise_about(
    work: Work, enrolment: Enrolment, response: Response, declared: Collection[Alert], worse: bool | None = None
) -> None:
    """Raise those of ``declared`` that one response, or a draft, calls for and that were not raised about it before."""
    draft = response.submitted_at is None
    facts = _facts(work, response, declared, worse)
    raised = raised_by(declared, facts)
    if not raised:
        return
    before = select(RaisedAlert.alert).where(RaisedAlert.response_id == response.id)
    known = set(work.session.scalars(before.where(RaisedAlert.enrolment_id == enrolment.id)))
    known |= told_of_refused(work, enrolment, response)
    off = opted_out(work, enrolment.id) if any(not alert.crisis for alert in raised) else frozenset()
    for alert in raised:
        if alert.key not in known and (alert.crisis or alert.key not in off):
            because = because_of(alert, facts) | ({DRAFT: True} if draft else {})
            raise_alert(work, enrolment, alert, f"response:{response.id}", because, response.id)


def _facts(work: Work, response: Response, declared: Collection[Alert], worse: bool | None) -> dict[str, object]:
    """What the rules may look at; the response before is fetched only when it decides. None or one statement, and one more for
    each source that they ask."""
    instrument = work.catalogue.one(Instrument, response.instrument)
    draft = response.submitted_at is None
    scored = score(instrument, response.answers, response.context) if draft else response
    facts = facts_of_response(response.answers, scored.total, scored.band, scored.flags, worse)
    facts |= facts_about(instrument, response.answers, draft=draft)
    facts |= known_of(work, response.enrolment_id, [alert.rule for alert in declared])
    if any(looks_back(alert) and evaluate(alert.rule, facts) is None for alert in declared):
        facts |= facts_since(instrument, response.answers, response.band, _before(work, response))
    return facts


def _before(work: Work, response: Response) -> tuple[Mapping[str, Any], str | None] | None:
    row = work.session.execute(
        select(Response.answers, Response.band)
        .where(
            Response.enrolment_id == response.enrolment_id,
            Response.instrument == response.instrument,
            Response.submitted_at.is_not(None),
            Response.id != response.id,
        )
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def because_of(alert: Alert, facts: Mapping[str, object]) -> dict[str, object]:
    """What is kept of why an alert was raised: what the rule looked at, and the total beside a level or a change."""
    keys = facts_of(alert.rule)
    always = {"total"} if keys & {"band", "worse", "new_band"} else set()
    return {key: facts[key] for key in sorted(keys | always) if key in facts}


LISTENERS = (Listener(ResponseSubmitted, on_response),)
