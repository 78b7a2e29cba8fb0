"""What a plugin does its work with: the unit of work, jobs, news, the agenda and the clock.

A verb takes the unit of work that somebody else has begun and ends; it reads and writes with ``work.session`` and never
commits. What can wait, or can fail on its own, is a job::

    @job("sample.send-batteries")
    def send_batteries(work: Work, kit_id: int) -> None: ...

    work.enqueue(send_batteries, kit_id=kit.id)

The job is written down in the same transaction and done later, in a transaction of its own. It takes ids, finds the world as
it is then, and may run twice. One that raises is tried again after 2, 4, 8 … at most 1,800 seconds, and given up after twelve
attempts.

A :class:`Subscription` runs a job when there is news. A :class:`Listener` hears in the very transaction of the change, for a
statement or two; when it raises, what it wrote is undone and the change goes on. An :class:`AgendaHandler` acts on what was
planned (:func:`plan`) for an enrolment at a time; a pause or an end of the enrolment cancels it. A :class:`ClockTask` is
done every so many seconds, as ``ClockTask("sample.count", 3600, in_work(count))``. The names of jobs, kinds of agenda items
and clock tasks begin with the plugin's key and a full stop.
"""

from varde.alerts.events import AlertClosed, AlertRaised
from varde.assessments.events import ResponseCorrected, ResponseSubmitted
from varde.dialogue.events import MessageSent
from varde.enrolments.events import EnrolmentChanged, EnrolmentLeft, EnrolmentReturned, ResponsibleChanged
from varde.kernel.events import Event, Listener, Subscription
from varde.kernel.jobs import Job, job
from varde.kernel.part import ClockTask, StartCheck
from varde.kernel.work import Work, in_work
from varde.measurements.events import MeasurementCorrected, MeasurementTaken
from varde.modules.events import ModuleDone, StepDone
from varde.scheduling.agenda import AgendaHandler, fail, finish, plan
from varde.scheduling.models import AgendaItem

__all__ = [
    "AgendaHandler",
    "AgendaItem",
    "AlertClosed",
    "AlertRaised",
    "ClockTask",
    "EnrolmentChanged",
    "EnrolmentLeft",
    "EnrolmentReturned",
    "Event",
    "Job",
    "Listener",
    "MeasurementCorrected",
    "MeasurementTaken",
    "MessageSent",
    "ModuleDone",
    "ResponseCorrected",
    "ResponseSubmitted",
    "ResponsibleChanged",
    "StartCheck",
    "StepDone",
    "Subscription",
    "Work",
    "fail",
    "finish",
    "in_work",
    "job",
    "plan",
]
