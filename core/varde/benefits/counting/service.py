"""Count enrolments: what each adds to the sums, and that it is to be added."""

from __future__ import annotations

from sqlalchemy import select

from varde.alerts.events import AlertEscalated, AlertOpened
from varde.assessments.events import ResponseCorrected, ResponseSubmitted
from varde.benefits.counting.added import Added, added_by, write_delta, write_difference
from varde.benefits.counting.facts import as_counted, facts_of
from varde.benefits.counting.known import due, is_told, next_of
from varde.benefits.counting.models import Contribution
from varde.benefits.counting.moving import on_moved
from varde.benefits.counting.way import way_of_counting
from varde.dialogue.events import MessageSent
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.identity.events import AgeOrSexChanged, OrganisationMoved
from varde.kernel.events import Listener, Subscription
from varde.kernel.jobs import job
from varde.kernel.work import Work
from varde.measurements.events import MeasurementCorrected, MeasurementTaken
from varde.minutes.events import MinutesChanged
from varde.modules.events import FeedbackGiven, ModuleDone, StepDone
from varde.scheduling.events import AppointmentChanged, AttendanceRecorded


@job("benefits.count")
def count(work: Work, enrolment_id: int, **_news: object) -> None:
    """Count one enrolment as it is now: write down what is to be added, so that what it has added is what it adds now.

    Running twice, late or out of order ends in the same sums. Nothing here is about a named person. The facts are read after
    what it has added is locked.
    """
    stored = work.session.get(Contribution, enrolment_id, with_for_update=True)
    enrolment = work.session.get(Enrolment, enrolment_id)
    if enrolment is None:
        return
    new = counted_now(work, enrolment)
    if stored is None:
        write_delta(work, new)
        stored = work.add(Contribution(enrolment_id=enrolment_id))
    else:
        write_difference(work, Added.of(stored), new)
    for name in Added.__slots__:
        setattr(stored, name, getattr(new, name))
    stored.counted_with = way_of_counting(work, enrolment.programme)
    stored.counted_at, stored.next_at = work.now, next_of(work, enrolment)


def counted_now(work: Work, enrolment: Enrolment) -> Added:
    """What an enrolment adds as it is now."""
    return added_by(work, facts_of(work, enrolment), as_counted(enrolment))


def count_due(work: Work) -> int:
    """Count those again of whom a day of a computed measure has passed. Returns how many; one statement when there are none."""
    ids = due(work)
    for enrolment_id in ids:
        count.run(work, enrolment_id=enrolment_id)
    return len(ids)


def recount(work: Work, enrolment_id: int) -> None:
    """Let an enrolment be counted again, after the commit."""
    work.enqueue(count, enrolment_id=enrolment_id)


def on_measurement(work: Work, event: MeasurementTaken | MeasurementCorrected) -> None:
    if is_told(work, event):
        recount(work, event.enrolment_id)


def on_message(work: Work, event: MessageSent) -> None:
    """What she wrote is answered now; what she writes is counted when it is."""
    if not event.from_patient:
        recount(work, event.enrolment_id)


def on_appointment(work: Work, event: AppointmentChanged) -> None:
    """One that was cancelled too late counts as missed; any other counts when it was held."""
    if event.change == "cancelled_late":
        recount(work, event.enrolment_id)


def on_age_or_sex(work: Work, event: AgeOrSexChanged) -> None:
    """She belongs to other groups now, in every programme she is or has been in."""
    for enrolment_id in work.session.scalars(select(Enrolment.id).where(Enrolment.person_id == event.person_id)):
        recount(work, enrolment_id)


def take_out_of_cells(work: Work, numbers: frozenset[int]) -> None:
    """Let what the enrolments of these persons added be subtracted, and forget it."""
    enrolments = select(Enrolment.id).where(Enrolment.person_id.in_(numbers))
    rows = select(Contribution).where(Contribution.enrolment_id.in_(enrolments)).with_for_update()
    for stored in work.session.scalars(rows).all():
        write_delta(work, Added.of(stored), sign=-1)
        work.session.delete(stored)
    work.session.flush()


LISTENERS = (
    Listener(MeasurementTaken, on_measurement),
    Listener(MeasurementCorrected, on_measurement),
    Listener(AgeOrSexChanged, on_age_or_sex),
    Listener(AppointmentChanged, on_appointment),
    Listener(MessageSent, on_message),
    Listener(OrganisationMoved, on_moved),
)
NEWS = (
    AlertEscalated,
    AlertOpened,
    AttendanceRecorded,
    EnrolmentChanged,
    FeedbackGiven,
    MinutesChanged,
    ModuleDone,
    ResponseCorrected,
    ResponseSubmitted,
    StepDone,
)
"""All that changes what somebody adds."""
SUBSCRIPTIONS = tuple(Subscription(news, count) for news in NEWS)
