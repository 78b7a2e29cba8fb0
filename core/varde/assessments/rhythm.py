"""What is asked again and again: one row of the agenda ahead, planned when the one before opens.

A clock that stood still goes on with the day it is. A time that closed unanswered is missed, and that is all: nobody is told,
and no list has it. Each row is numbered by the days from the start of the enrolment, so that no day is asked twice.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from varde.assessments.events import QuestionnaireDue
from varde.assessments.service import settle
from varde.assessments.sheet import Sheet
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.enrolments.service import PLANNED
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.rhythm import Occurrence, RhythmDays
from varde.programmes.values import Occasion
from varde.scheduling.agenda import call_off, plan
from varde.scheduling.models import AgendaItem

MOVED, TOLD = "moved", "told"
"""Keys of an item's details: how many days pauses have moved the rhythm, and the ISO date she was last told on."""


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Whoever is under way has one row ahead of each rhythm: from the start, and again after whatever took it away. A
    statement for each rhythm of the programme."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None or enrolment.state != "active" or enrolment.imported:
        return
    for occasion in programme_of(work, enrolment.programme).occasions_of(enrolment.track):
        if occasion.rhythm is not None:
            work.session.flush()
            plan_following(work, enrolment, occasion)


LISTENERS = (Listener(EnrolmentChanged, on_enrolment),)


def plan_following(work: Work, enrolment: Enrolment, occasion: Occasion) -> AgendaItem | None:
    """Plan the time after the latest that is planned, unless that is yet to open. None: it is, or the rhythm is over, or her
    access is by then. Harmless when somebody else plans the same one."""
    latest = work.session.scalar(
        select(AgendaItem)
        .where(AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == PLANNED, AgendaItem.key == occasion.key)
        .order_by(AgendaItem.occurrence.desc())
        .limit(1)
    )
    if latest is not None and latest.state == "planned" and latest.opens_at > work.now:
        return None
    moved = latest.details.get(MOVED, 0) if latest is not None else 0
    following = _following(work, enrolment, occasion, latest, moved)
    if following is None or (enrolment.access_until is not None and following.opens_at > enrolment.access_until):
        return None
    assert enrolment.started_at is not None
    number = (following.day - enrolment.started_at.astimezone(work.zone).date()).days
    planned_meanwhile = work.session.begin_nested()
    try:
        item = _plan(work, enrolment, occasion, following, number, moved)
        planned_meanwhile.commit()
    except IntegrityError:
        planned_meanwhile.rollback()
        return None
    return item


def _plan(
    work: Work, enrolment: Enrolment, occasion: Occasion, following: Occurrence, number: int, moved: int
) -> AgendaItem:
    item = plan(
        work,
        enrolment.id,
        PLANNED,
        occasion.key,
        occurrence=number,
        opens_at=following.opens_at,
        due_at=following.closes_at,
        closes_at=following.closes_at,
        act_at=max(following.opens_at, work.now),
        details={MOVED: moved} if moved else {},
    )
    work.session.flush()
    return item


def rhythm_of(work: Work, enrolment: Enrolment, occasion: Occasion, moved: int) -> RhythmDays:
    """The rhythm of this occasion as this enrolment has it, ``moved`` days later by pauses."""
    assert enrolment.started_at is not None
    assert occasion.rhythm is not None
    return RhythmDays(occasion.rhythm, enrolment.started_at.astimezone(work.zone).date(), work.zone, moved)


def _following(
    work: Work, enrolment: Enrolment, occasion: Occasion, latest: AgendaItem | None, moved: int
) -> Occurrence | None:
    days = rhythm_of(work, enrolment, occasion, moved)
    if latest is not None:
        return days.following(_day(work, latest), work.now)
    first = days.following(days.first - timedelta(days=1), work.now)
    assert enrolment.started_at is not None
    # She has just begun: what had opened before that is not asked of her.
    return days.following(first.day, work.now) if first and first.opens_at < enrolment.started_at else first


def _day(work: Work, item: AgendaItem) -> date:
    return item.opens_at.astimezone(work.zone).date()


# --- what the clock does


def act_in_rhythm(work: Work, item: AgendaItem, sheet: Sheet) -> datetime | None:
    """Plan the one after it when it opens, remind once, and let it be when it has closed."""
    enrolment, occasion = sheet.enrolment, sheet.occasion
    if enrolment.state != "active":
        leave(item, enrolment)
        return None
    if work.now < item.opens_at:
        return item.opens_at
    plan_following(work, enrolment, occasion)
    if item.closes_at is not None and work.now > item.closes_at:
        if not settle(work, sheet):
            item.state = "missed"
        return None
    _remind(work, item, occasion)
    return next_moment(work, item, occasion)


def leave(item: AgendaItem, enrolment: Enrolment) -> None:
    """It was planned at the moment at which somebody paused or ended the enrolment: let it be as the others were left."""
    call_off(item, "paused" if enrolment.state == "paused" else "ended")


def next_moment(work: Work, item: AgendaItem, occasion: Occasion) -> datetime | None:
    """When the clock next has something to do about one that is open: remind, or close."""
    moments = [reminds_at(work, item, occasion), item.closes_at + timedelta(seconds=1) if item.closes_at else None]
    return min((at for at in moments if at is not None and at > work.now), default=None)


def reminds_at(work: Work, item: AgendaItem, occasion: Occasion) -> datetime | None:
    """When she is reminded of it, inside its window; None when she is not."""
    assert occasion.rhythm is not None
    at = RhythmDays(occasion.rhythm, _day(work, item), work.zone).reminds_at(item.opens_at)
    return at if at is not None and item.closes_at is not None and at <= item.closes_at else None


def _remind(work: Work, item: AgendaItem, occasion: Occasion) -> None:
    at = reminds_at(work, item, occasion)
    if at is None or work.now < at or TOLD in item.details:
        return
    item.details = {**item.details, TOLD: work.today.isoformat()}
    if not _left_in_peace(work, item, occasion):
        work.publish(QuestionnaireDue(item.of_enrolment, item.id, 0))


def _left_in_peace(work: Work, item: AgendaItem, occasion: Occasion) -> bool:
    """Whether she has let so many in a row before this one be that she is not reminded. One statement."""
    assert occasion.rhythm is not None
    most = occasion.rhythm.quiet_after
    before = work.session.scalars(
        select(AgendaItem.state)
        .where(
            AgendaItem.enrolment_id == item.enrolment_id,
            AgendaItem.kind == PLANNED,
            AgendaItem.key == item.key,
            AgendaItem.occurrence < item.occurrence,
            AgendaItem.state.in_(("done", "missed")),
        )
        .order_by(AgendaItem.occurrence.desc())
        .limit(most)
    ).all()
    return len(before) == most and "done" not in before


def move(work: Work, item: AgendaItem, enrolment: Enrolment, occasion: Occasion, days: int) -> None:
    """A pause has moved it by whole days, and the rest of the rhythm moves with it. Where the rhythm has weekdays, it stays on
    its own as long as that can be answered; else what was open is called off, and what was ahead comes on the next of them."""
    moved = item.details.get(MOVED, 0) + days
    item.details = {name: value for name, value in item.details.items() if name != TOLD} | {MOVED: moved}
    rhythm, day = rhythm_of(work, enrolment, occasion, moved), _day(work, item)
    if not rhythm.rhythm.weekdays:
        _be(item, rhythm.on(day), work.now)
        return
    as_it_was = rhythm.on(day - timedelta(days=days))
    _be(item, as_it_was, work.now)
    if as_it_was.closes_at < work.now:
        was_open = enrolment.paused_at is not None and as_it_was.opens_at <= enrolment.paused_at
        coming = None if was_open else rhythm.following(as_it_was.day, work.now)
        if coming is None:
            call_off(item, "moved")
        else:
            _be(item, coming, work.now)


def _be(item: AgendaItem, occurrence: Occurrence, now: datetime) -> None:
    item.opens_at, item.due_at, item.closes_at = occurrence.opens_at, occurrence.closes_at, occurrence.closes_at
    item.act_at = max(item.opens_at, now)
