"""Meetings that decide: whoever held one says what was found, confirms or changes the track, and lets the patient begin."""

from __future__ import annotations

from dataclasses import replace

from varde.enrolments.errors import MeetingNotHeld, RecordRefused
from varde.enrolments.events import EnrolmentChanged, MeetingDecided
from varde.enrolments.meeting_records import Recorded, faults_of, keep_record
from varde.enrolments.models import Enrolment, MeetingRecord
from varde.enrolments.service import hold, remember
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.values import Meeting
from varde.referrals.tracks import change_track, tracks_for
from varde.scheduling.booking import CAME
from varde.scheduling.models import Appointment


def record_meeting(
    work: Work, actor: Actor, enrolment: Enrolment, appointment: Appointment, meeting: Meeting, said: Recorded
) -> MeetingRecord:
    """Keep what was found, and do what was decided: another track is hers from now on, and with the decision that she may begin
    the gate is open. The appointment must be held (:func:`varde.scheduling.booking.hold_appointment`).

    :raises MeetingNotHeld: nobody has said that she came. :raises RecordRefused: with a sentence for each control.
    :raises WrongState: the track is another, and she is neither waiting nor under way.
    """
    hold(work, enrolment)
    if appointment.state not in CAME:
        raise MeetingNotHeld()
    if not meeting.decides:
        said = replace(said, track="", grounds="", decision="")
    offered = {track.key for track in tracks_for(work, enrolment)}
    if wrong := faults_of(said, meeting, enrolment.track, offered):
        raise RecordRefused(wrong)
    row, news = keep_record(work, enrolment, appointment.id, meeting, actor.person_id, said)
    if not news:
        return row
    if meeting.decides and said.track != enrolment.track:
        change_track(work, actor, enrolment, said.track)
    remember(work, enrolment, "meeting_recorded", actor.person_id, meeting=meeting.key)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))
    if row.decision is not None and enrolment.started_at is None:
        work.publish(MeetingDecided(enrolment.id, row.id, row.decision))
    return row
