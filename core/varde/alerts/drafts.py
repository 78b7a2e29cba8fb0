"""Answers about safety in a form that was begun and not handed in: somebody is told of those as well."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from varde.alerts.notes import dangers_of_response
from varde.alerts.of_answers import declared_about, raise_about
from varde.assessments.events import DraftKept
from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem

KIND = "draft-alert"
LEFT_AFTER = timedelta(hours=1)
"""How long a draft that the page saved by itself may lie before it counts as left."""


def on_drafted(work: Work, event: DraftKept) -> None:
    """A button was pressed with such an answer on the page: raise the crisis alerts it calls for now. The page saved by
    itself: she may be about to change it, so look in an hour. No statement when the draft calls for none."""
    response, enrolment = work.session.get(Response, event.response_id), work.session.get(Enrolment, event.enrolment_id)
    if response is None or enrolment is None or not dangers_of_response(work, enrolment.programme, response):
        return
    if event.pressed:
        _raise(work, response)
    else:
        _look_later(work, event.enrolment_id, event.response_id)


def _raise(work: Work, response: Response | None) -> None:
    enrolment = work.session.get(Enrolment, response.enrolment_id) if response else None
    if response is None or enrolment is None or enrolment.imported:
        return
    crisis = [alert for alert in declared_about(work, enrolment.programme, response.instrument) if alert.crisis]
    if crisis:
        raise_about(work, enrolment, response, crisis)


def _look_later(work: Work, enrolment_id: int, response_id: int) -> None:
    """Once for each draft; again when it was looked at before and is written in once more. One statement."""
    item = work.session.scalar(
        select(AgendaItem).where(
            AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND, AgendaItem.key == str(response_id)
        )
    )
    at = work.now + LEFT_AFTER
    if item is None:
        agenda.plan(work, enrolment_id, KIND, str(response_id), opens_at=work.now, due_at=at, act_at=at, stands=True)
    elif item.state != "planned":
        item.state, item.due_at, item.act_at, item.done_at = "planned", at, at, None


LISTENERS = (Listener(DraftKept, on_drafted),)


def act(work: Work, item: AgendaItem) -> datetime | None:
    """Judge the draft as it is now; one that was handed in was judged then."""
    response = work.session.get(Response, int(item.key), with_for_update=True)
    if response is not None and response.submitted_at is None:
        _raise(work, response)
    agenda.finish(item, work.now)
    return None


HANDLER = agenda.AgendaHandler(KIND, act)
