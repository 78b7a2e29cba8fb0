"""One notice a day about all the questionnaires of a patient, whatever opens or is late that day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select

from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ANSWERING
from varde.enrolments.service import PLANNED
from varde.kernel.work import Work
from varde.scheduling.models import AgendaItem

ABOUT_A_FORM = ("questionnaire", "reminder")
NOTHING_WAITS = "nothing waits"


class FormWaiting(NamedTuple):
    """A questionnaire that the patient can answer now."""

    agenda_id: int
    enrolment_id: int


def key_of_day(person_id: int, today: date) -> str:
    """The key of the notice about this patient's questionnaires on this day."""
    return f"forms:{person_id}:{today}"


def forms_waiting(work: Work, person_id: int) -> list[FormWaiting]:
    """What a patient can answer now in any of her enrolments, but for those that are paused or in which contact has ended; the
    one due first comes first. Whoever pauses or ends one waits until this unit of work is over. Two statements."""
    held = select(Enrolment.id).where(Enrolment.person_id == person_id).order_by(Enrolment.id)
    work.session.execute(held.with_for_update(read=True))
    rows = work.session.execute(
        select(AgendaItem.id, Enrolment.id)
        .join(Enrolment, Enrolment.id == AgendaItem.enrolment_id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.state.in_(ANSWERING),
            Enrolment.contact_stopped_at.is_(None),
            AgendaItem.kind == PLANNED,
            AgendaItem.state == "planned",
            AgendaItem.opens_at <= work.now,
            or_(AgendaItem.closes_at.is_(None), AgendaItem.closes_at >= work.now),
        )
        .order_by(AgendaItem.due_at, AgendaItem.id)
    )
    return [FormWaiting(*row) for row in rows]


def path_to(waiting: list[FormWaiting]) -> str:
    """Where one that is told of these begins: at the only one, in the list of the only enrolment, or at home."""
    if len(waiting) == 1:
        return f"/skjema/{waiting[0].agenda_id}"
    enrolments = {form.enrolment_id for form in waiting}
    return f"/skjema/forlop/{waiting[0].enrolment_id}" if len(enrolments) == 1 else "/min-sti"
