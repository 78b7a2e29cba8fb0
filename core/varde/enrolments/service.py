"""The enrolment's verbs: refer, decide, start, pause, resume, complete, discontinue."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from varde.enrolments.activity import was_active
from varde.enrolments.errors import NoSuchEndReason, NotOffered, TakeOverReasonNeeded, WrongState
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, EnrolmentEvent, Offering, Referral
from varde.enrolments.words import STATE_SAID
from varde.identity.models import Organisation
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.values import Occasion, Programme
from varde.scheduling import agenda
from varde.scheduling.rules import add_months, at_wall_time, days_later, end_of_day

OPEN_STATES = ("referred", "screening", "waiting", "active", "paused")
END_REASONS = ("completed", "not_eligible", "withdrawn", "moved", "other_help", "no_contact", "other")
_DECIDED = ("state", "paused_at", "access_until", "ended_at", "end_reason", "edition")
"""What the enrolment's verbs change."""
SEND_AT = time(10, 0)
"""Notices and openings happen at ten in the morning, on the wall."""


def offering_of(work: Work, organisation: Organisation, programme: str) -> Offering:
    """:raises NotOffered: when the organisation does not offer it, or has closed it."""
    offering = work.session.scalar(
        select(Offering).where(
            Offering.organisation_id == organisation.id, Offering.programme == programme, Offering.open.is_(True)
        )
    )
    if offering is None:
        raise NotOffered()
    return offering


def offerings_of(work: Work, organisation: Organisation) -> list[Offering]:
    """What this organisation and those right under it offer, by programme."""
    rows = work.session.scalars(
        select(Offering)
        .join(Offering.organisation)
        .where(
            (Organisation.id == organisation.id) | (Organisation.parent_id == organisation.id), Offering.open.is_(True)
        )
        .options(joinedload(Offering.organisation))
        .order_by(Offering.programme)
    )
    return list(rows)


def open_offerings(work: Work) -> list[Offering]:
    """Everything that is open, by programme, with the organisation and the one above it. One statement."""
    return list(
        work.session.scalars(
            select(Offering)
            .where(Offering.open.is_(True))
            .options(joinedload(Offering.organisation).joinedload(Organisation.parent))
            .order_by(Offering.programme)
        )
    )


def referral_of(work: Work, enrolment_id: int) -> Referral:
    """How this enrolment came in. One statement."""
    return work.session.scalars(select(Referral).where(Referral.enrolment_id == enrolment_id)).one()


def find_referral(work: Work, enrolment_id: int) -> Referral | None:
    """How this enrolment came in; None for one that was moved from an earlier system. One statement."""
    return work.session.scalar(select(Referral).where(Referral.enrolment_id == enrolment_id))


def start(work: Work, enrolment: Enrolment) -> None:
    """The patient begins: state *active*, access for the programme's days, and every measurement planned
    that counts from the start.

    :raises WrongState: the enrolment does not wait to start.
    """
    must_be(enrolment, "waiting")
    programme = work.catalogue.one(Programme, enrolment.programme)
    enrolment.state, enrolment.started_at = "active", work.now
    enrolment.access_until = end_of_day(work.today + timedelta(days=programme.access_days), work.zone)
    for occasion in programme.occasions_of(enrolment.track):
        if occasion.from_start:
            plan_occasion(work, enrolment, occasion)
    work.session.flush()
    was_active(work, enrolment.id)
    remember(work, enrolment, "started", enrolment.person_id)
    work.publish(EnrolmentChanged(enrolment.id))


def plan_occasion(work: Work, enrolment: Enrolment, occasion: Occasion) -> None:
    """Put one measurement on the agenda, counted from the start of the enrolment on the wall in its time zone."""
    assert enrolment.started_at is not None
    first = enrolment.started_at.astimezone(work.zone).date()
    due = add_months(first, occasion.months) + timedelta(days=occasion.days)
    opens = max(due - timedelta(days=occasion.opens_before), first)
    opens_at = enrolment.started_at if opens == first else at_wall_time(opens, SEND_AT, work.zone)
    agenda.plan(
        work,
        enrolment.id,
        "assessment",
        occasion.key,
        opens_at=opens_at,
        due_at=end_of_day(due, work.zone),
        closes_at=end_of_day(due + timedelta(days=occasion.closes_after), work.zone),
        act_at=opens_at if opens > first else at_wall_time(first + timedelta(days=1), SEND_AT, work.zone),
    )


def pause(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """A hard stop of everything planned, in the same transaction. :raises WrongState: it is not active."""
    hold(work, enrolment)
    must_be(enrolment, "active")
    enrolment.state, enrolment.paused_at = "paused", work.now
    agenda.cancel_planned(work, enrolment.id, "paused")
    remember(work, enrolment, "paused", actor.person_id)
    work.publish(EnrolmentChanged(enrolment.id))


def resume(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """Plan again what the pause cancelled, as many days later as the pause was long, at the same hour on the wall.

    :raises WrongState: it is not paused.
    """
    hold(work, enrolment)
    must_be(enrolment, "paused")
    _plan_again(work, enrolment)
    enrolment.state, enrolment.paused_at = "active", None
    was_active(work, enrolment.id)  # a pause is no silence
    remember(work, enrolment, "resumed", actor.person_id)
    work.publish(EnrolmentChanged(enrolment.id))


def _plan_again(work: Work, enrolment: Enrolment) -> None:
    assert enrolment.paused_at is not None
    days = (work.today - enrolment.paused_at.astimezone(work.zone).date()).days
    agenda.restore(work, enrolment.id, "paused", days)
    if enrolment.access_until:
        enrolment.access_until = days_later(enrolment.access_until, days, work.zone)


def end(work: Work, by_id: int | None, enrolment: Enrolment, reason: str) -> None:
    """Complete (``reason`` completed) or discontinue. What is planned is cancelled, follow-up measurements of a
    completed enrolment excepted: they are how the benefit is known. What a pause cancelled is planned again first, as
    :func:`resume` does it.

    :raises WrongState: it has ended already. :raises NoSuchEndReason: the reason is not one of END_REASONS.
    """
    if reason not in END_REASONS:
        raise NoSuchEndReason(reason=reason, known=", ".join(END_REASONS))
    hold(work, enrolment)
    must_be(enrolment, *OPEN_STATES)
    if reason == "completed" and enrolment.state == "paused":
        _plan_again(work, enrolment)
    enrolment.state = "completed" if reason == "completed" else "discontinued"
    enrolment.ended_at, enrolment.end_reason, enrolment.paused_at = work.now, reason, None
    if reason != "completed":
        agenda.cancel_planned(work, enrolment.id, "ended")
    remember(work, enrolment, enrolment.state, by_id, reason=reason)
    work.publish(EnrolmentChanged(enrolment.id))


def take_over(work: Work, actor: Actor, enrolment: Enrolment, reason: str) -> None:
    """Become the therapist of this enrolment; why is kept in its history. :raises TakeOverReasonNeeded"""
    if len(reason.strip()) < 5:
        raise TakeOverReasonNeeded()
    enrolment.therapist_id = actor.person_id
    remember(work, enrolment, "taken_over", actor.person_id, reason=reason.strip()[:200])
    work.publish(EnrolmentChanged(enrolment.id))


def history_of(work: Work, enrolment_id: int) -> list[EnrolmentEvent]:
    """The enrolment's history, oldest first."""
    return list(
        work.session.scalars(
            select(EnrolmentEvent).where(EnrolmentEvent.enrolment_id == enrolment_id).order_by(EnrolmentEvent.id)
        )
    )


# The patient's home asks this first, so it is put together once.
_HERS = (
    select(Enrolment)
    .where(Enrolment.person_id == bindparam("person"))
    .options(joinedload(Enrolment.organisation), joinedload(Enrolment.therapist), joinedload(Enrolment.person))
    .order_by(Enrolment.id.desc())
)


def enrolments_of(work: Work, person_id: int) -> list[Enrolment]:
    """A person's enrolments, newest first, with organisation and therapist loaded. One statement."""
    return list(work.session.scalars(_HERS, {"person": person_id}))


def may_work_in(enrolment: Enrolment, now: datetime) -> bool:
    """Whether the patient can still open the programme: active, or completed with access left."""
    return enrolment.state in ("active", "completed") and (
        enrolment.access_until is None or now <= enrolment.access_until
    )


def hold(work: Work, enrolment: Enrolment) -> None:
    """Read the enrolment's row again and lock it until this unit of work ends (SQLite has one writer at a time anyway), so
    that nothing is planned for one that is being paused or ended. One statement.

    Rows that point at it can still be added: they are how answers come in, and those wait for no pause.
    """
    work.session.refresh(enrolment, _DECIDED, with_for_update={"key_share": True})


def must_be(enrolment: Enrolment, *states: str) -> None:
    if enrolment.state not in states:
        raise WrongState(state=STATE_SAID[enrolment.state])


def remember(work: Work, enrolment: Enrolment, kind: str, by_id: int | None, **details: str) -> None:
    work.add(EnrolmentEvent(enrolment_id=enrolment.id, at=work.now, kind=kind, by_id=by_id, details=details))
