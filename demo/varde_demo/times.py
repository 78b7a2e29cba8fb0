"""When an invented person does what she does, meets her therapist, and whether she comes."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from varde.enrolments.meeting_records import Recorded
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.values import Meeting
from varde.referrals.meetings import record_meeting
from varde.scheduling.booking import book, record_attendance
from varde.scheduling.errors import NotFree
from varde.scheduling.models import Appointment
from varde.scheduling.rules import at_wall_time, is_working_day

FIRST_ANSWER, LAST_ANSWER = time(8, 20), time(14, 30)
"""On the wall: when somebody answers what came before work, and what waited on the last day."""


def waking(moment: datetime, rng: random.Random) -> datetime:
    """The same day, at an hour when people do such things: mostly in the evening."""
    hour = min(max(int(rng.gauss(17, 3)), 6), 21)
    return moment.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)


def at_work(moment: datetime, zone: ZoneInfo) -> datetime:
    """This moment, when it is in working hours on the wall in ``zone``; else the next time that somebody is at work."""
    local = moment.astimezone(zone)
    day = local.date()
    if is_working_day(day) and time(8) <= local.time() < time(15, 30):
        return moment
    while not is_working_day(day) or at_wall_time(day, FIRST_ANSWER, zone) <= moment:
        day += timedelta(days=1)
    return at_wall_time(day, FIRST_ANSWER, zone)


def last_at_the_desk(until: datetime, zone: ZoneInfo) -> datetime:
    """The afternoon of the last working day before ``until``, on the wall in ``zone``."""
    day = until.astimezone(zone).date() - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return at_wall_time(day, LAST_ANSWER, zone)


def first_free(work: Work, enrolment_id: int, therapist_id: int, starts_at: datetime, meeting: Meeting) -> Appointment:
    """Booked on video at this time, or when the therapist is free next: up to three hours later, or on one of the days after."""
    for days, halves in product(range(28), range(7)):
        begins = starts_at + timedelta(days=days, minutes=30 * halves)
        if not is_working_day(begins.date()):
            continue
        key = meeting.key
        try:
            return book(
                work, enrolment_id, therapist_id, "video", begins, meeting.minutes, meeting=key, by_id=therapist_id
            )
        except NotFree:
            continue
    raise RuntimeError("no time is free for four weeks")


def come(booked_id: int, state: str, therapist_id: int) -> Callable[[Work], None]:
    """What the therapist records when the time is over, unless it was cancelled."""

    def recorded(work: Work) -> None:
        appointment = work.session.get_one(Appointment, booked_id)
        if appointment.state == "booked":
            record_attendance(work, appointment, state, therapist_id)

    return recorded


NO_DANGER = "Ingen tanker om å ta livet sitt. Vet hvem som kan ringes hvis det blir verre."


def hold(booked_id: int, meeting: Meeting, therapist: Actor) -> Callable[[Work], None]:
    """She comes, and where the meeting decides her therapist writes that she may begin, on the track she is on."""

    def held(work: Work) -> None:
        come(booked_id, "attended", therapist.person_id)(work)
        appointment = work.session.get_one(Appointment, booked_id)
        if meeting.decides and appointment.state == "attended":
            enrolment = work.session.get_one(Enrolment, appointment.enrolment_id)
            said = Recorded(NO_DANGER, track=enrolment.track or "", decision="begin")
            record_meeting(work, therapist, enrolment, appointment, meeting, said)

    return held
