"""Alerts when an answer is corrected: what it calls for now is raised, and what it no longer calls for stands, with a line that
says so, until somebody closes it with a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from varde.alerts.correction_rules import Grounds, Scored, called_for, facts_then, to_raise
from varde.alerts.models import RaisedAlert
from varde.alerts.of_answers import because_of, declared_about
from varde.alerts.optouts import opted_out
from varde.alerts.service import OPEN_STATES, raise_alert, remember_of
from varde.alerts.values import Alert
from varde.assessments.correcting import side_of
from varde.assessments.events import ResponseCorrected
from varde.assessments.models import Correction, Response
from varde.assessments.service import responses_of
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.known_facts import known_of

CORRECTED, WITHDRAWN = "corrected", "withdrawn"
"""Kinds of lines in an alert's history: the answer was corrected, and calls for it still; or does not any more."""


def on_corrected(work: Work, event: ResponseCorrected) -> None:
    """Judge the corrected answer, and those after it that are compared with it.

    An import that replaces what it brought says itself what is dangerous (:mod:`varde.exchange`).
    """
    correction = work.session.get_one(Correction, event.correction_id)
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    corrected = work.session.get_one(Response, event.response_id)
    declared = declared_about(work, enrolment.programme, corrected.instrument)
    if correction.by_id is None or not declared:
        return
    instrument = work.catalogue.one(Instrument, corrected.instrument)
    now = responses_of(work, enrolment.id, corrected.instrument)
    first = now.index(corrected)
    then: list[Scored] = [*now[:first], side_of(work, correction, corrected, "before"), *now[first + 1 :]]
    rules = [alert.rule for alert in declared]
    open_now = _open_about(work, enrolment, now[first:])
    for at in range(first, len(now)):
        known = known_of(work, enrolment.id, rules, now[at].submitted_at)
        before = called_for(declared, facts_then(instrument, then[:at], then[at]) | known)
        facts = facts_then(instrument, now[:at], now[at]) | known
        open_about = open_now.get(now[at].id, {})
        newest = at == len(now) - 1
        _judge(work, enrolment, correction, declared, before, facts, now[at], open_about, newest=newest)


def _judge(
    work: Work,
    enrolment: Enrolment,
    correction: Correction,
    declared: Sequence[Alert],
    before: Grounds,
    facts: Mapping[str, object],
    response: Response,
    open_about: Mapping[str, RaisedAlert],
    *,
    newest: bool,
) -> None:
    after, keys = called_for(declared, facts), {alert.key for alert in declared}
    itself = response.id == correction.response_id
    for row in open_about.values():
        if row.alert not in after and row.alert in keys:
            remember_of(work, row, WITHDRAWN, correction.by_id, correction.reason)
        elif itself:
            remember_of(work, row, CORRECTED, correction.by_id, correction.reason)
    raised = to_raise(declared, before, after, newest=newest)
    off = opted_out(work, enrolment.id) if any(not alert.crisis for alert in raised) else frozenset()
    for alert in raised:
        if alert.key not in open_about and (alert.crisis or alert.key not in off):
            cause = _cause(response.id, correction)
            raise_alert(work, enrolment, alert, cause, because_of(alert, facts), response.id)


def _cause(response_id: int, correction: Correction) -> str:
    return f"response:{response_id}:{correction.id}"


def raised_by_correction(work: Work, correction: Correction) -> bool:
    """Whether an alert was raised about the very answer that was corrected. One statement."""
    query = select(RaisedAlert.id).where(
        RaisedAlert.enrolment_id == correction.enrolment_id,
        RaisedAlert.cause == _cause(correction.response_id, correction),
    )
    return work.session.scalar(query.limit(1)) is not None


def _open_about(
    work: Work, enrolment: Enrolment, responses: Sequence[Response]
) -> dict[int | None, dict[str, RaisedAlert]]:
    """The open alerts about these responses, by response id and key. One statement."""
    rows = work.session.scalars(
        select(RaisedAlert).where(
            RaisedAlert.enrolment_id == enrolment.id,
            RaisedAlert.response_id.in_([response.id for response in responses]),
            RaisedAlert.state.in_(OPEN_STATES),
        )
    )
    alerts: dict[int | None, dict[str, RaisedAlert]] = {}
    for row in rows:
        alerts.setdefault(row.response_id, {})[row.alert] = row
    return alerts


LISTENERS = (Listener(ResponseCorrected, on_corrected),)
