"""What happens to kits by itself: when an enrolment ends or comes back, when a battery is low, when nothing is heard, and every
hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from varde.plugin.enrolments import enrolment_now
from varde.plugin.work import (
    AgendaHandler,
    AgendaItem,
    ClockTask,
    EnrolmentLeft,
    EnrolmentReturned,
    Listener,
    StartCheck,
    Subscription,
    Work,
    finish,
    in_work,
    job,
)
from varde.testing.sample.kits import LOW_BATTERY, SILENCE, SILENT_AFTER, keep_after_all, send_batteries, want_back
from varde.testing.sample.models import Kit


@job("sample.want-back")
def want_kits_back(work: Work, enrolment_id: int, **_news: object) -> None:
    """The enrolment ended, and may have come back since."""
    enrolment = enrolment_now(work, enrolment_id)
    if enrolment is not None and enrolment.has_ended:
        want_back(work, enrolment_id)


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    """At once: nobody is to ring at the door of a patient who stays."""
    keep_after_all(work, event.enrolment_id)


def ask_after(work: Work, item: AgendaItem) -> datetime | None:
    """Note since when a kit is silent, and look again when it would be, had it been heard of now."""
    kit = work.session.scalar(select(Kit).where(Kit.enrolment_id == item.enrolment_id, Kit.serial == item.key))
    if kit is None:
        finish(item, work.now)
        return None
    silent_at = (kit.heard_at or kit.lent_at) + SILENT_AFTER
    if silent_at > work.now:
        return silent_at
    kit.silent_since = kit.silent_since or silent_at
    return work.now + SILENT_AFTER


def ask_again(work: Work) -> None:
    """Whoever has a kit that is nearly empty, and no batteries on the way: the workshop may not have been told."""
    waiting = select(Kit.id).where(Kit.battery < LOW_BATTERY, Kit.batteries_asked_at.is_(None)).order_by(Kit.id)
    for kit_id in work.session.scalars(waiting).all():
        work.enqueue(send_batteries, kit_id=kit_id)


def impossible_kits(work: Work) -> list[str]:
    """A box that was heard of before it was lent has the clock of another. A warning, since nobody is harmed by it."""
    odd = select(Kit.serial).where(Kit.heard_at < Kit.lent_at).order_by(Kit.id)
    return [f"The box {serial} was heard of before it was lent." for serial in work.session.scalars(odd)]


JOBS = (send_batteries,)
CLOCK_TASKS = (ClockTask("sample.batteries", 3600, in_work(ask_again)),)
START_CHECKS = (StartCheck("sample.clocks", impossible_kits, refuses=False),)
SUBSCRIPTIONS = (Subscription(EnrolmentLeft, want_kits_back),)
LISTENERS = (Listener(EnrolmentReturned, on_returned),)
HANDLERS = (AgendaHandler(SILENCE, ask_after),)
