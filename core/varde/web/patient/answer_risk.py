"""What a page of answers says of danger, said to the shell before anything of it can be refused."""

from __future__ import annotations

from flask import request

from varde.alerts.notes import RiskSent, Source
from varde.assessments.sheet import Sheet
from varde.instruments.values import Instrument
from varde.web.patient.answer_form import answers_in
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor
from varde.web.shell.refusals import answers_at_stake


def risk_at_stake(sheet: Sheet, source: Source) -> None:
    """Whatever instrument the form names, asked here now or not: the answers that can be read. No statement."""
    named = typed().get("instrument") or request.args.get("instrument")
    instrument = (
        http.work().catalogue.all(Instrument).get(named or next(iter(sheet.unanswered or sheet.instruments), ""))
    )
    if instrument is None:
        return
    answers, _faults = answers_in(instrument)
    enrolment = sheet.enrolment
    sent = RiskSent(
        person_id=enrolment.person_id,
        organisation_id=enrolment.organisation_id,
        programme=enrolment.programme,
        source=source,
        dangers=(),
        by_id=actor().person_id,
        enrolment_id=enrolment.id,
        agenda_id=sheet.item.id,
        form=instrument.key,
    )
    answers_at_stake(instrument, answers, sent)
