"""What is said at once about answers on safety, whether they are handed in or begun."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.sheet import Sheet
from varde.identity.service import crisis_text_of
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.scheduling.models import AgendaItem
from varde.standing.danger import holds_danger

ALERT = "alert"


def is_heavy(work: Work, response: Response) -> bool:
    """Whether a question about safety was answered with more than "not at all", so that we say where to turn."""
    instrument = work.catalogue.all(Instrument).get(response.instrument)
    return instrument is not None and holds_danger(instrument, response.answers)


def after_answers(
    work: Work, speech: Speech, sheet: Sheet, *, by_phone: bool = False, typed: bool = False
) -> dict[str, Any]:
    """``heavy``, ``crisis`` (the organisation's words, when it is), and, for a therapist, ``crossed``: whether the answers
    raised an alert. ``typed``: what stands on the page and could not be stored yet is heavy."""
    responses = list(sheet.responses.values())
    heavy = typed or any(is_heavy(work, response) for response in responses)
    handed_in = [response for response in responses if response.submitted_at]
    crossed = by_phone and bool(heavy or handed_in) and _raised_alert(work, sheet)
    crisis = crisis_text_of(work, sheet.enrolment.organisation_id, speech.language) if heavy else ""
    return {"heavy": heavy, "crossed": crossed, "crisis": crisis}


def _raised_alert(work: Work, sheet: Sheet) -> bool:
    """An alert's deadline is planned with what it is about, in the very transaction that takes the answers."""
    query = select(AgendaItem.id).where(
        AgendaItem.enrolment_id == sheet.enrolment.id,
        AgendaItem.kind == ALERT,
        AgendaItem.details["response"].as_integer().in_([response.id for response in sheet.responses.values()]),
    )
    return work.session.scalar(query.limit(1)) is not None
