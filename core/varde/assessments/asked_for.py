"""The questionnaires that whoever treats a patient has asked for outside the plan: why, by whom, and that one was taken back.

The history of the enrolment keeps both; the item on the agenda says how it stands now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from varde.assessments.errors import AskedAnswered, AskedNoMore, NoSuchAsked, NotOnDemand, WhyAsked
from varde.assessments.events import QuestionnaireSettled
from varde.assessments.models import Response
from varde.assessments.planning import ask_now, on_demand_of
from varde.assessments.reopening import PAUSED
from varde.assessments.service import KIND
from varde.enrolments.models import Enrolment
from varde.enrolments.reason_rules import says_why
from varde.enrolments.service import history_of, hold, remember
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.scheduling.agenda import call_off
from varde.scheduling.models import AgendaItem

ASKED, TAKEN_BACK = "form_asked", "form_taken_back"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class AskedForm:
    """One that was asked for: its number on the agenda and the key of its occasion; why, by whom and when; how it stands now
    (``open`` can be taken back, as long as nothing is written in it); and when and by whom it was taken back."""

    agenda_id: int
    occasion: str
    at: datetime
    by: str
    reason: str
    open: bool
    taken_back_at: datetime | None = None
    taken_back_by: str = ""


def ask_for(work: Work, actor: Actor, enrolment: Enrolment, key: str, reason: str, language: str = "nb") -> AgendaItem:
    """Ask her for an occasion outside the plan, and keep why. It opens at once, and she is told.

    :raises NotOnDemand, WrongState, AlreadyAsked: as of :func:`varde.assessments.planning.ask_now`.
    :raises WhyAsked: there is no reason. Nothing is stored then.
    """
    programme = programme_of(work, enrolment.programme)
    if key not in {occasion.key for occasion in on_demand_of(programme, enrolment.track)}:
        raise NotOnDemand()
    if not says_why(reason):
        raise WhyAsked()
    item = ask_now(work, actor, enrolment, key, language)
    said = reason.strip()[:LONGEST_REASON]
    remember(work, enrolment, ASKED, actor.person_id, said, item=str(item.id), occasion=key)
    return item


def take_back(work: Work, actor: Actor, enrolment: Enrolment, agenda_id: int) -> str:
    """Let it be as if it had not been asked for: she is asked no more. Returns the key of its occasion.

    :raises NoSuchAsked: nobody has asked her for it. :raises AskedAnswered: she has begun to answer.
    :raises AskedNoMore: it was taken back before, has closed, or the enrolment has ended.
    """
    hold(work, enrolment)
    asked = {event.details["item"] for event in history_of(work, enrolment.id, ASKED)}
    item = work.session.get(AgendaItem, agenda_id) if str(agenda_id) in asked else None
    if item is None:
        raise NoSuchAsked()
    if work.session.scalar(select(exists().where(Response.agenda_id == item.id))):
        raise AskedAnswered()
    if not _is_open(item):
        raise AskedNoMore()
    call_off(item, TAKEN_BACK)
    remember(work, enrolment, TAKEN_BACK, actor.person_id, item=str(item.id), occasion=item.key)
    work.publish(QuestionnaireSettled(enrolment.id, item.id))
    return item.key


def asked_forms(work: Work, enrolment_id: int) -> list[AskedForm]:
    """All that were asked for, the newest first. Two statements."""
    events = history_of(work, enrolment_id, ASKED, TAKEN_BACK)
    back = {event.details["item"]: event for event in events if event.kind == TAKEN_BACK}
    items = {
        str(row.id): row
        for row in work.session.scalars(
            select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND)
        )
    }
    return [
        AskedForm(
            int(number),
            items[number].key if number in items else event.details["occasion"],
            event.at,
            event.by.name if event.by else "",
            event.note or "",
            number in items and _is_open(items[number]),
            back[number].at if number in back else None,
            taker.name if number in back and (taker := back[number].by) else "",
        )
        for event in reversed(events)
        if event.kind == ASKED and (number := event.details["item"])
    ]


def _is_open(item: AgendaItem) -> bool:
    """Planned still, or held back by a pause."""
    return item.state == "planned" or (item.state == "cancelled" and item.reason == PAUSED)
