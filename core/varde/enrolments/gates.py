"""Meetings as gates: what must have been held, or excused with a reason, before the programme can be begun, or is to close it."""

from __future__ import annotations

from sqlalchemy import select

from varde.enrolments.models import Enrolment, EnrolmentEvent, MeetingRecord
from varde.enrolments.rules import UNDER_WAY
from varde.kernel.work import Work
from varde.programmes.values import Gate, Meeting, Programme
from varde.scheduling.booking import CAME
from varde.scheduling.models import Appointment

EXCUSED = "meeting_excused"
"""The kind of the line of history that says that a meeting need not be held."""


def gate_ahead(work: Work, enrolment: Enrolment, programme: Programme, gate: Gate) -> Meeting | None:
    """The meeting that is this gate and has neither been held nor excused, nor, where it decides, let her begin; None when nothing
    stands in the way. Two statements at most, and none where the programme has no such gate."""
    meeting = programme.gate_of(enrolment.track, gate)
    return meeting if meeting is not None and not _passed(work, enrolment.id, meeting) else None


def closing_ahead(work: Work, enrolment: Enrolment, programme: Programme) -> Meeting | None:
    """The meeting that must be held, or excused, before what is under way can be completed; None when nothing stands in the way.
    Two statements at most."""
    closing = programme.gate_of(enrolment.track, "end")
    asked = closing is not None and closing.closes and enrolment.state in UNDER_WAY
    return gate_ahead(work, enrolment, programme, "end") if asked else None


def _passed(work: Work, enrolment_id: int, meeting: Meeting) -> bool:
    if _held(work, enrolment_id, meeting):
        return True
    excused = select(EnrolmentEvent.details).where(
        EnrolmentEvent.enrolment_id == enrolment_id, EnrolmentEvent.kind == EXCUSED
    )
    return any(details.get("meeting") == meeting.key for details in work.session.scalars(excused))


def _held(work: Work, enrolment_id: int, meeting: Meeting) -> bool:
    came = select(Appointment.id).where(
        Appointment.enrolment_id == enrolment_id, Appointment.meeting == meeting.key, Appointment.state.in_(CAME)
    )
    if not meeting.decides:
        return work.session.scalar(came.limit(1)) is not None
    newest = select(MeetingRecord.decision).where(MeetingRecord.appointment_id.in_(came))
    return work.session.scalar(newest.order_by(MeetingRecord.id.desc()).limit(1)) == "begin"
