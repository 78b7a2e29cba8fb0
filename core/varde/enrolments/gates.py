"""Meetings as gates: what must have been held, or excused with a reason, before the programme can be begun, or is to close it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqlalchemy import select

from varde.enrolments.models import Enrolment, EnrolmentEvent, MeetingRecord
from varde.enrolments.rules import UNDER_WAY
from varde.kernel.work import Work
from varde.programmes.values import Gate, Meeting, Programme
from varde.scheduling.booking import CAME
from varde.scheduling.models import Appointment

EXCUSED = "meeting_excused"
"""The kind of the line of history that says that a meeting need not be held."""


Stands = Literal["ahead", "undecided", "wait", "not"]
"""How it stands with a meeting that is a gate: it has not been held; or, where it decides, it was and nothing is decided, or she is
to wait, or not to begin."""


class GateAhead(NamedTuple):
    """A gate that nobody has passed, and how it stands with its meeting."""

    meeting: Meeting
    stands: Stands


def gate_ahead(work: Work, enrolment: Enrolment, programme: Programme, gate: Gate) -> GateAhead | None:
    """The meeting that is this gate and has neither been held nor excused, nor, where it decides, let her begin; None when nothing
    stands in the way. Two statements at most, and none where the programme has no such gate."""
    meeting = programme.gate_of(enrolment.track, gate)
    if meeting is None:
        return None
    stands = _standing(work, enrolment.id, meeting)
    return None if stands is None or _is_excused(work, enrolment.id, meeting) else GateAhead(meeting, stands)


def closing_ahead(work: Work, enrolment: Enrolment, programme: Programme) -> GateAhead | None:
    """The meeting that must be held, or excused, before what is under way can be completed; None when nothing stands in the way.
    Two statements at most."""
    closing = programme.gate_of(enrolment.track, "end")
    asked = closing is not None and closing.closes and enrolment.state in UNDER_WAY
    return gate_ahead(work, enrolment, programme, "end") if asked else None


def _is_excused(work: Work, enrolment_id: int, meeting: Meeting) -> bool:
    excused = select(EnrolmentEvent.details).where(
        EnrolmentEvent.enrolment_id == enrolment_id, EnrolmentEvent.kind == EXCUSED
    )
    return any(details.get("meeting") == meeting.key for details in work.session.scalars(excused))


def _standing(work: Work, enrolment_id: int, meeting: Meeting) -> Stands | None:
    """None when it was held and, where it decides, let her begin: the newest that was written says so. One statement."""
    held = (
        select(MeetingRecord.decision)
        .select_from(Appointment)
        .outerjoin(MeetingRecord, MeetingRecord.appointment_id == Appointment.id)
        .where(
            Appointment.enrolment_id == enrolment_id, Appointment.meeting == meeting.key, Appointment.state.in_(CAME)
        )
        .order_by(MeetingRecord.id.is_(None), MeetingRecord.id.desc())
        .limit(1)
    )
    newest = work.session.execute(held).one_or_none()
    if newest is None:
        return "ahead"
    if not meeting.decides or newest.decision == "begin":
        return None
    return "wait" if newest.decision == "wait" else "not" if newest.decision == "not" else "undecided"
