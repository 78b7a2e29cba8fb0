"""What the agenda has planned that somebody be told of: the day before an appointment, and before a group meets."""

from __future__ import annotations

from varde.enrolments.models import Enrolment
from varde.groups.member_times import who_comes
from varde.groups.models import GroupSession
from varde.kernel.work import Work
from varde.notifications.service import notify
from varde.scheduling.agenda import AgendaHandler, finish
from varde.scheduling.models import AgendaItem, Appointment
from varde.scheduling.reminders import OF_APPOINTMENT, OF_SESSION
from varde.scheduling.rules import is_tomorrow


def remind_of_appointment(work: Work, item: AgendaItem) -> None:
    """She is told once of a day that she has an appointment on, if it is booked still. What is to be said then, and how she is
    reached, is found out when it is sent."""
    row = work.session.get(Appointment, int(item.key))
    enrolment = work.session.get(Enrolment, item.of_enrolment)
    if (
        row is not None
        and enrolment is not None
        and row.state == "booked"
        and is_tomorrow(row.starts_at, work.now, work.zone)
    ):
        key = f"tomorrow:{work.today}:{row.id}"
        notify(work, enrolment.person_id, enrolment.id, "tomorrow", key, "/min-sti", appointment_id=row.id)
    finish(item, work.now)


def remind_of_session(work: Work, item: AgendaItem) -> None:
    """The same of everybody who comes to the group then. Two statements, and those of who is told."""
    session = work.session.get(GroupSession, int(item.key))
    if session is not None and is_tomorrow(session.starts_at, work.now, work.zone):
        for comes in who_comes(work, [session.id]):
            key = f"tomorrow:{work.today}:group:{session.id}:{comes.enrolment_id}"
            path = f"/grupper-mine/{comes.enrolment_id}"
            notify(work, comes.person_id, comes.enrolment_id, "tomorrow", key, path, session_id=session.id)
    finish(item, work.now)


HANDLERS = (AgendaHandler(OF_APPOINTMENT, remind_of_appointment), AgendaHandler(OF_SESSION, remind_of_session))
