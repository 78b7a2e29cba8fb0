"""Each working day whoever takes people in is reminded of the referrals whose answer is due: a row of the agenda for each place
that has ever been referred to, which is planned again each time."""

from __future__ import annotations

from datetime import datetime, time

from varde.enrolments.cover import therapists_of
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDECIDED
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.notifications.service import notify
from varde.referrals.deadlines import due_soon
from varde.scheduling.agenda import AgendaHandler, plan_once
from varde.scheduling.models import AgendaItem, Subject
from varde.scheduling.rules import add_working_days, at_wall_time, is_working_day

FROM = time(8)
"""When a working day begins for reminders. Proposed."""
KIND = "referrals-due"


def remind_of_referrals(work: Work, item: AgendaItem) -> datetime:
    """One notice a day to each therapist who may answer one at this place that is due soon or late, about the first of them."""
    assert item.organisation_id is not None
    morning = at_wall_time(work.today, FROM, work.zone)
    if is_working_day(work.today) and work.now >= morning:
        first: dict[int, int] = {}
        for enrolment in due_soon(work, item.organisation_id):
            for person_id in therapists_of(work, enrolment.organisation_id, enrolment.programme, enrolment.person):
                first.setdefault(person_id, enrolment.id)
        for person_id, enrolment_id in first.items():
            notify(work, person_id, enrolment_id, "list", f"referrals:{person_id}:{work.today}", "/arbeidsliste")
    return next_morning(work)


def next_morning(work: Work) -> datetime:
    """The next time that a working day begins."""
    today = at_wall_time(work.today, FROM, work.zone)
    if is_working_day(work.today) and today > work.now:
        return today
    return at_wall_time(add_working_days(work.today, 1), FROM, work.zone)


def on_referral(work: Work, event: EnrolmentChanged) -> None:
    """The first that comes to a place puts its mornings on the agenda. One statement while an enrolment is undecided."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None or enrolment.state not in UNDECIDED:
        return
    plan_once(work, Subject("organisation", enrolment.organisation_id), KIND, next_morning(work))


HANDLER = AgendaHandler(KIND, remind_of_referrals)
LISTENERS = (Listener(EnrolmentChanged, on_referral),)
