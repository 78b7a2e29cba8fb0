"""What a form answers about safety: a fact that is the answer to a question follows her newest answer to it.

Source: item 9 of PHQ-9 and MADRS-S decides what is safe in the last days or weeks, so that what was answered at the way in
does not open or close anything months later.
"""

from __future__ import annotations

from sqlalchemy import select

from varde.assessments.events import ResponseCorrected, ResponseSubmitted
from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.safety.service import note_answers


def on_answers(work: Work, event: ResponseSubmitted | ResponseCorrected) -> None:
    """Keep what the newest form of its kind answers. One that is older than another changes nothing, nor does a question that was
    left unanswered: what she said last stands."""
    response = work.session.get(Response, event.response_id)
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if response is None or enrolment is None:
        return
    items = {fact.item: fact.key for fact in programme_of(work, enrolment.programme).safety_facts if fact.item}
    answers = {
        items[item]: value
        for question, value in response.answers.items()
        if value is not None and (item := f"{response.instrument}:{question}") in items
    }
    if answers and _is_newest(work, response):
        note_answers(work, enrolment, answers)


def _is_newest(work: Work, response: Response) -> bool:
    """One statement, and none of what was answered this moment."""
    if response.submitted_at == work.now:
        return True
    newest = (
        select(Response.id)
        .where(
            Response.enrolment_id == response.enrolment_id,
            Response.instrument == response.instrument,
            Response.submitted_at.is_not(None),
        )
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    )
    return work.session.scalar(newest) == response.id


LISTENERS = (Listener(ResponseSubmitted, on_answers), Listener(ResponseCorrected, on_answers))
