"""Another track of the same programme: which ones her own facts allow, and what is asked on it."""

from __future__ import annotations

from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import tracks_open_to
from varde.enrolments.service import PLANNED, hold, must_be, plan_occasion, remember
from varde.enrolments.stored_settings import tracks_offered
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Track
from varde.referrals.errors import TrackNotOpen
from varde.referrals.service import find_screening
from varde.scheduling.agenda import call_off, hold_open
from varde.scheduling.service import agenda_of

CHANGED = "track"


def tracks_for(work: Work, enrolment: Enrolment) -> tuple[Track, ...]:
    """The tracks she can change to: none when the programme's rules say that it is not for her."""
    screening = find_screening(work, enrolment)
    allowed = enrolment.state in ("waiting", "active") and (screening is None or screening.outcome != "not_eligible")
    offered = tracks_offered(work, enrolment)
    keys = tracks_open_to([track.key for track in offered], enrolment.track, allowed=allowed)
    return tuple(track for track in offered if track.key in keys)


def change_track(work: Work, actor: Actor, enrolment: Enrolment, track: str) -> None:
    """She goes on along another track: what only the former one asks is called off, and what the new one asks is planned,
    counted from the same start. What she has done and answered stays.

    :raises WrongState: she is neither waiting nor under way. :raises TrackNotOpen: not one she can change to.
    """
    hold(work, enrolment)
    must_be(enrolment, "waiting", "active")
    if track not in {open_track.key for open_track in tracks_for(work, enrolment)}:
        raise TrackNotOpen()
    enrolment.track = track
    if enrolment.started_at is not None:
        _plan_anew(work, enrolment)
    remember(work, enrolment, "track_changed", actor.person_id)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))


def _plan_anew(work: Work, enrolment: Enrolment) -> None:
    programme = programme_of(work, enrolment.programme)
    occasions = {occasion.key: occasion for occasion in programme.occasions_of(enrolment.track)}
    for item in hold_open(work, enrolment.id, CHANGED):
        if item.kind != PLANNED:
            continue
        if item.state == "planned" and item.key not in occasions:
            call_off(item, CHANGED)
        elif item.state == "cancelled" and item.key in occasions and (item.closes_at or item.due_at) > work.now:
            item.state, item.reason, item.act_at = "planned", None, max(item.opens_at, work.now)
    known = {item.key for item in agenda_of(work, enrolment.id) if item.kind == PLANNED}
    for key, occasion in occasions.items():
        if key not in known and occasion.from_start:
            plan_occasion(work, enrolment, occasion)
    work.session.flush()
    for item in hold_open(work, enrolment.id):
        if item.kind == PLANNED and item.key not in known and (item.closes_at or item.due_at) <= work.now:
            call_off(item, CHANGED)  # its time has passed already
