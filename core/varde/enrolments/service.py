"""The enrolment's verbs: start, pause, resume, take over. The ways out are in :mod:`varde.enrolments.exits`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import joinedload

from varde.enrolments.activity import was_active
from varde.enrolments.errors import (
    AccessOver,
    ExcuseNeeded,
    MeetingNeeded,
    NotHerPause,
    NotOffered,
    TakeOverReasonNeeded,
    WrongState,
)
from varde.enrolments.events import EnrolmentChanged, PausedHerself, ResponsibleChanged
from varde.enrolments.gates import EXCUSED, gate_ahead
from varde.enrolments.models import TAKES_IN, Enrolment, EnrolmentEvent, Offering, Referral
from varde.enrolments.reason_rules import says_why
from varde.enrolments.rules import ENDED, OPEN
from varde.enrolments.team import set_responsible
from varde.enrolments.words import STATE_SAID
from varde.identity.models import Organisation
from varde.identity.service import Actor
from varde.kernel.text import day
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.agenda_preview import OPENS_IN, window_from_start
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting, Occasion, Programme
from varde.scheduling import agenda
from varde.scheduling.booking import cancel_coming
from varde.scheduling.events import AppointmentChanged
from varde.scheduling.rules import at_wall_time, days_later, end_of_day

LONGEST_REASON = 200
OPEN_STATES = OPEN
PLANNED = "assessment"
"""The kind of what is on the agenda that was declared as an occasion."""
_DECIDED = ("state", "track", "paused_at", "access_until", "ended_at", "end_reason", "contact_stopped_at", "edition")
"""What the enrolment's verbs change."""
SEND_AT = OPENS_IN
"""Notices and openings happen at ten in the morning, on the wall."""


def _is_open(work: Work) -> ColumnElement[bool]:
    """Nobody is taken in to a programme that is not installed any more, whatever its offering says."""
    return Offering.state.in_(TAKES_IN) & Offering.programme.in_(work.catalogue.all(Programme))


def offering_of(work: Work, organisation: Organisation, programme: str) -> Offering:
    """:raises NotOffered: when the organisation does not offer it, or has closed it, or it is not installed any more."""
    offering = work.session.scalar(
        select(Offering).where(
            Offering.organisation_id == organisation.id, Offering.programme == programme, _is_open(work)
        )
    )
    if offering is None:
        raise NotOffered()
    return offering


def offerings_of(work: Work, organisation: Organisation) -> list[Offering]:
    """What this organisation and those right under it offer, by programme, with the organisation and the one above it. One
    statement."""
    rows = work.session.scalars(
        select(Offering)
        .join(Offering.organisation)
        .where((Organisation.id == organisation.id) | (Organisation.parent_id == organisation.id), _is_open(work))
        .options(joinedload(Offering.organisation).joinedload(Organisation.parent))
        .order_by(Offering.programme)
    )
    return list(rows)


def open_offerings(work: Work) -> list[Offering]:
    """Everything that is open, by programme, with the organisation and the one above it. One statement."""
    return list(
        work.session.scalars(
            select(Offering)
            .where(_is_open(work))
            .options(joinedload(Offering.organisation).joinedload(Organisation.parent))
            .order_by(Offering.programme)
        )
    )


def programmes_gone(work: Work) -> list[str]:
    """A sentence for each programme that people are in and that is not installed. One statement."""
    counted = select(Enrolment.programme, func.count()).group_by(Enrolment.programme).order_by(Enrolment.programme)
    stored = counted.where(Enrolment.programme.not_in(work.catalogue.all(Programme)))
    return [
        f"The programme {key} is not installed, and {number} enrolments are of it. They can be read, written to and ended; "
        "nothing new is asked in them until its plugin is back."
        for key, number in work.session.execute(stored)
    ]


def referral_of(work: Work, enrolment_id: int) -> Referral:
    """How this enrolment came in. One statement."""
    return work.session.scalars(select(Referral).where(Referral.enrolment_id == enrolment_id)).one()


def find_referral(work: Work, enrolment_id: int) -> Referral | None:
    """How this enrolment came in; None for one that was moved from an earlier system. One statement."""
    return work.session.scalar(select(Referral).where(Referral.enrolment_id == enrolment_id))


def programme_to_begin(work: Work, enrolment: Enrolment) -> Programme:
    """The programme that somebody is taken in to. :raises NotOffered: it is not installed, and nothing of it can be planned."""
    programme = programme_of(work, enrolment.programme)
    if not programme.installed:
        raise NotOffered()
    return programme


def start(work: Work, enrolment: Enrolment, by_id: int | None = None) -> None:
    """The patient begins, or ``by_id`` says that she does: state *active*, access for the programme's days, and every measurement
    planned that counts from the start.

    :raises WrongState: the enrolment does not wait to start. :raises NotOffered: the programme is not installed.
    :raises MeetingNeeded: a meeting must be held before.
    """
    must_be(enrolment, "waiting")
    programme = programme_to_begin(work, enrolment)
    if (ahead := gate_ahead(work, enrolment, programme, "start")) is not None:
        raise MeetingNeeded(meeting=ahead.meeting.title)
    enrolment.state, enrolment.started_at = "active", work.now
    enrolment.access_until = end_of_day(work.today + timedelta(days=programme.access_days), work.zone)
    for occasion in programme.occasions_of(enrolment.track):
        if occasion.from_start:
            plan_occasion(work, enrolment, occasion)
    work.session.flush()
    _replace_earlier(work, enrolment)
    was_active(work, enrolment.id)
    remember(work, enrolment, "started", by_id or enrolment.person_id)
    work.publish(EnrolmentChanged(enrolment.id))


def start_excused(work: Work, enrolment: Enrolment, by_id: int, reason: str) -> None:
    """The patient begins, and a meeting that must be held before is excused first, for this reason: where nobody waits for one, as
    among invented people. :raises WrongState, NotOffered, ExcuseNeeded"""
    if (ahead := gate_ahead(work, enrolment, programme_to_begin(work, enrolment), "start")) is not None:
        excuse(work, by_id, enrolment, ahead.meeting, reason)
    start(work, enrolment)


def excuse(work: Work, by_id: int, enrolment: Enrolment, meeting: Meeting, reason: str) -> None:
    """This meeting, a gate, need not be held, for a reason that stands in the history.

    :raises WrongState: the enrolment has ended. :raises ExcuseNeeded: the reason says nothing.
    """
    must_be(enrolment, *OPEN)
    if not says_why(reason):
        raise ExcuseNeeded()
    remember(work, enrolment, EXCUSED, by_id, reason.strip(), meeting=meeting.key)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))


def _replace_earlier(work: Work, enrolment: Enrolment) -> None:
    """What her earlier enrolments in this programme would still ask her is asked by this one. One statement."""
    earlier = select(Enrolment.id).where(
        Enrolment.person_id == enrolment.person_id,
        Enrolment.programme == enrolment.programme,
        Enrolment.id != enrolment.id,
        Enrolment.state.in_(ENDED),
    )
    agenda.cancel_planned_of(work, earlier, "replaced")


def plan_occasion(work: Work, enrolment: Enrolment, occasion: Occasion) -> None:
    """Put one measurement on the agenda, counted from the start of the enrolment on the wall in its time zone."""
    assert enrolment.started_at is not None
    window = window_from_start(occasion, enrolment.started_at, work.zone)
    # What opens with the start is there to be seen; of it the clock thinks the next morning.
    next_morning = at_wall_time(
        enrolment.started_at.astimezone(work.zone).date() + timedelta(days=1), SEND_AT, work.zone
    )
    agenda.plan(
        work,
        enrolment.id,
        PLANNED,
        occasion.key,
        opens_at=window.opens_at,
        due_at=window.due_at,
        closes_at=window.closes_at,
        act_at=next_morning if window.opens_at == enrolment.started_at else window.opens_at,
    )


def pause(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """A hard stop of everything planned, in the same transaction. :raises WrongState: it is not active."""
    hold(work, enrolment)
    must_be(enrolment, "active")
    enrolment.state, enrolment.paused_at = "paused", work.now
    agenda.cancel_planned(work, enrolment.id, "paused")
    for cancelled in cancel_coming(work, enrolment.id):
        work.publish(AppointmentChanged(enrolment.id, cancelled.id, "cancelled", actor.person_id))
    remember(work, enrolment, "paused", actor.person_id)
    work.publish(EnrolmentChanged(enrolment.id))
    if actor.is_patient:
        work.publish(PausedHerself(enrolment.id, work.now.isoformat(), 1))


def resume(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """Plan again what the pause cancelled, as many days later as the pause was long, at the same hour on the wall.

    :raises WrongState: it is not paused.
    """
    hold(work, enrolment)
    must_be(enrolment, "paused")
    plan_again(work, enrolment)
    enrolment.state, enrolment.paused_at = "active", None
    was_active(work, enrolment.id)  # a pause is no silence
    remember(work, enrolment, "resumed", actor.person_id)
    work.publish(EnrolmentChanged(enrolment.id))
    if actor.is_patient:
        work.publish(PausedHerself(enrolment.id, work.now.isoformat(), 0))


def paused_herself(work: Work, enrolment: Enrolment) -> bool:
    """Whether the pause that is now was taken by the patient. One statement, and none when there is no pause."""
    if enrolment.state != "paused":
        return False
    newest = select(EnrolmentEvent.by_id).where(
        EnrolmentEvent.enrolment_id == enrolment.id, EnrolmentEvent.kind == "paused"
    )
    return work.session.scalar(newest.order_by(EnrolmentEvent.id.desc()).limit(1)) == enrolment.person_id


def resume_own(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """She goes on from a pause that she took herself. :raises NotHerPause: somebody else set it. :raises WrongState"""
    if enrolment.state == "paused" and not paused_herself(work, enrolment):
        raise NotHerPause()
    resume(work, actor, enrolment)


def plan_again(work: Work, enrolment: Enrolment) -> None:
    """Plan what a pause cancelled as many days later as it was long, and lengthen the access by as much."""
    assert enrolment.paused_at is not None
    days = (work.today - enrolment.paused_at.astimezone(work.zone).date()).days
    agenda.restore(work, enrolment.id, "paused", days)
    if enrolment.access_until:
        enrolment.access_until = days_later(enrolment.access_until, days, work.zone)


def take_over(work: Work, actor: Actor, enrolment: Enrolment, reason: str) -> None:
    """Become responsible for this enrolment. The reason is kept in its history, where the patient reads it, and whoever was
    responsible is told. :raises TakeOverReasonNeeded"""
    if not says_why(reason):
        raise TakeOverReasonNeeded()
    change_responsible(work, enrolment, actor.person_id, actor.person_id, "taken_over", reason.strip()[:LONGEST_REASON])


def change_responsible(
    work: Work, enrolment: Enrolment, person_id: int | None, by_id: int | None, kind: str, reason: str = ""
) -> None:
    """Somebody else is responsible, or nobody (None): the history says so, and whoever is concerned is told. ``kind`` is a
    key of :data:`varde.enrolments.words.HISTORY`."""
    former = enrolment.therapist_id
    set_responsible(work, enrolment, person_id, by_id)
    remember(work, enrolment, kind, by_id, reason)
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(ResponsibleChanged(enrolment.id, former or 0, person_id or 0))


# Every page of a patient asks this, so it is put together once.
_HISTORY = (
    select(EnrolmentEvent)
    .where(EnrolmentEvent.enrolment_id == bindparam("enrolment"))
    .options(joinedload(EnrolmentEvent.by))
    .order_by(EnrolmentEvent.id)
)
_HISTORY_OF_KINDS = _HISTORY.where(EnrolmentEvent.kind.in_(bindparam("kinds", expanding=True)))


def history_of(work: Work, enrolment_id: int, *kinds: str) -> list[EnrolmentEvent]:
    """The enrolment's history, or what of it is of these kinds, with who did each thing, oldest first. One statement."""
    if kinds:
        return list(work.session.scalars(_HISTORY_OF_KINDS, {"enrolment": enrolment_id, "kinds": list(kinds)}))
    return list(work.session.scalars(_HISTORY, {"enrolment": enrolment_id}))


def reasons_of(work: Work, enrolment_ids: Iterable[int | None]) -> dict[tuple[int, datetime], str]:
    """What was written when somebody became responsible, by enrolment and moment. One statement, none without enrolments."""
    wanted = {enrolment_id for enrolment_id in enrolment_ids if enrolment_id is not None}
    if not wanted:
        return {}
    rows = work.session.scalars(
        select(EnrolmentEvent).where(
            EnrolmentEvent.enrolment_id.in_(wanted), EnrolmentEvent.kind.in_(("taken_over", "handed_over"))
        )
    )
    return {(row.enrolment_id, row.at): row.note for row in rows if row.note}


# The patient's home asks this first, so it is put together once.
_HERS = (
    select(Enrolment)
    .where(Enrolment.person_id == bindparam("person"))
    .options(joinedload(Enrolment.organisation), joinedload(Enrolment.therapist), joinedload(Enrolment.person))
    .order_by(Enrolment.id.desc())
)


def enrolment_by_id(work: Work, enrolment_id: int) -> Enrolment:
    """The enrolment with this id, which must exist. For whoever has passed its gates, or is nobody."""
    return work.session.get_one(Enrolment, enrolment_id)


def enrolments_of(work: Work, person_id: int) -> list[Enrolment]:
    """A person's enrolments, newest first, with organisation and therapist loaded. One statement."""
    return list(work.session.scalars(_HERS, {"person": person_id}))


def may_work_in(enrolment: Enrolment, now: datetime) -> bool:
    """Whether the patient can still open the programme: active, or completed with access left."""
    return enrolment.state in ("active", "completed") and (
        enrolment.access_until is None or now <= enrolment.access_until
    )


def must_work(work: Work, enrolment: Enrolment) -> None:
    """:raises AccessOver: her access has ended. :raises WrongState: the enrolment is paused, ended or not begun."""
    if may_work_in(enrolment, work.now):
        return
    if enrolment.state in ("active", "completed") and enrolment.access_until is not None:
        last = enrolment.access_until.astimezone(work.zone)
        raise AccessOver(day=Text(*(day(last, language, year=True) for language in LANGUAGES)))
    raise WrongState(state=STATE_SAID[enrolment.state])


def hold(work: Work, enrolment: Enrolment) -> None:
    """Read the enrolment's row again and lock it until this unit of work ends (SQLite has one writer at a time anyway), so
    that nothing is planned for one that is being paused or ended. One statement.

    Rows that point at it can still be added: they are how answers come in, and those wait for no pause.
    """
    work.session.refresh(enrolment, _DECIDED, with_for_update={"key_share": True})


def must_be(enrolment: Enrolment, *states: str) -> None:
    if enrolment.state not in states:
        raise WrongState(state=STATE_SAID[enrolment.state])


def remember(work: Work, enrolment: Enrolment, kind: str, by_id: int | None, note: str = "", /, **details: str) -> None:
    """One line of the history; ``note`` is what somebody wrote, and is sealed."""
    event = EnrolmentEvent(enrolment_id=enrolment.id, at=work.now, kind=kind, by_id=by_id, details=details)
    event.note = note or None
    work.add(event)
