"""What stands open about an enrolment that somebody is about to end, and what each way out would do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from varde.alerts.service import open_alerts
from varde.dialogue.service import MessageView, messages_of, reply_of, thread_of, writing_in
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import WAYS, Planned, WayOut, asked_still
from varde.enrolments.service import PLANNED
from varde.kernel.work import Work
from varde.modules.entries import waiting_entries
from varde.modules.models import Entry
from varde.programmes.gone import programme_of
from varde.programmes.values import Occasion, Programme
from varde.scheduling.models import AgendaItem, Appointment
from varde.scheduling.service import agenda_of, appointments_of


@dataclass(frozen=True, slots=True)
class OpenThings:
    """What must be answered for before it ends. ``mark`` changes when something is added or taken away; ``may_reply``: the
    message can be answered in writing."""

    message: MessageView | None
    appointments: tuple[Appointment, ...]
    sheets: tuple[Entry, ...]
    alerts: int
    may_reply: bool = False

    @property
    def mark(self) -> str:
        parts = [
            "m", self.message.id if self.message else 0, "t", *(row.id for row in self.appointments),
            "s", *((row.id, str(row.shared_at)) for row in self.sheets), "a", self.alerts,
        ]  # fmt: skip
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def __len__(self) -> int:
        return bool(self.message) + len(self.appointments) + len(self.sheets) + bool(self.alerts)


def open_things(work: Work, enrolment: Enrolment) -> OpenThings:
    """The message nobody has answered, coming appointments, shared exercises without an answer, open alerts."""
    message, thread = None, thread_of(work, enrolment.id)
    if reply_of(thread, work.now) is not None:
        hers = [message for message in messages_of(work, enrolment.id) if message.from_patient]
        message = hers[-1] if hers else None
    coming = [row for row in appointments_of(work, enrolment.id) if row.state == "booked" and row.starts_at > work.now]
    return OpenThings(
        message,
        tuple(coming[::-1]),
        tuple(waiting_entries(work, enrolment.id)),
        len(open_alerts(work, enrolment.id)),
        may_reply=writing_in(enrolment, thread, by_patient=False) == "yes",
    )


@dataclass(frozen=True, slots=True)
class Prospect:
    """One way out as it would be now: what is planned under it, and the occasions that are asked still, with their day."""

    way: WayOut
    planned: Planned
    asked: tuple[tuple[Occasion, AgendaItem], ...]


def prospects(work: Work, enrolment: Enrolment, outstanding: OpenThings) -> dict[str, Prospect]:
    """Every way that can be taken from the state the enrolment is in. Two statements."""
    programme = programme_of(work, enrolment.programme)
    paused = ("planned", "cancelled") if enrolment.state == "paused" else ("planned",)
    items = [
        item
        for item in agenda_of(work, enrolment.id)
        if item.state in paused and not item.stands and item.reason in (None, "paused")
    ]
    elsewhere = work.session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.id != enrolment.id,
            Enrolment.contact_stopped_at.is_(None),
        )
    )
    stopped = enrolment.contact_stopped_at is not None
    ways = [way for way in WAYS.values() if enrolment.state in way.states and (way.contact or not stopped)]
    return {way.key: _prospect(way, programme, items, len(outstanding.appointments), elsewhere or 0) for way in ways}


def _prospect(
    way: WayOut, programme: Programme, items: Sequence[AgendaItem], appointments: int, elsewhere: int
) -> Prospect:
    forms = _each_once([item for item in items if item.kind == PLANNED])
    occasions = [(programme.find_occasion(item.key), item) for item in forms]
    asked = tuple(
        (occasion, item)
        for occasion, item in occasions
        if occasion and asked_still(way, occasion.asked_after, willing=True)
    )
    stopped = len(forms) - len(asked)
    return Prospect(way, Planned([item.key for _, item in asked], stopped, appointments, elsewhere), asked)


def _each_once(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The first of each occasion: a diary that stands open today, and opens tomorrow, is one."""
    return list({item.key: item for item in reversed(items)}.values())[::-1]


def still_asked(work: Work, enrolment: Enrolment) -> tuple[tuple[Occasion, AgendaItem], ...]:
    """What is planned for her now, by the day it is due. One statement."""
    programme = programme_of(work, enrolment.programme)
    planned = [item for item in agenda_of(work, enrolment.id) if item.kind == PLANNED and item.state == "planned"]
    items = _each_once(planned)
    occasions = [(programme.find_occasion(item.key), item) for item in items]
    return tuple((occasion, item) for occasion, item in occasions if occasion)
