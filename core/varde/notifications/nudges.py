"""A greeting that goes by itself when it has been quiet for as long as her choice of contact says: a row of the agenda for each,
the next planned when one has gone. A pause and an exit cancel it, and bring it back, as all that is planned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select

from varde.assessments.activity import last_active, latest
from varde.assessments.contact import contact_of
from varde.assessments.events import ContactChosen
from varde.assessments.models import ContactWish
from varde.dialogue.models import Message
from varde.dialogue.service import promised, thread_of
from varde.enrolments.events import AccessExtended, EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.enrolments.service import may_work_in
from varde.kernel.events import Listener
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.rules import next_nudge, nudged_at
from varde.notifications.service import notify
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.scheduling.agenda import WAIT_FOR_PLUGIN, AgendaHandler, call_off, finish, plan
from varde.scheduling.models import AgendaItem
from varde.scheduling.service import PlannedLine

KIND = "nudge"
NONE_WANTED = "contact"
"""Why a greeting is called off: she wants none, or the programme has none any more."""
MOST = 500
SHOWN = timedelta(days=7)
"""How long a greeting stands on her page, unless she does something before. Proposed."""


def on_enrolment(work: Work, event: EnrolmentChanged | AccessExtended) -> None:
    """Whoever is under way has a greeting planned. No statement where the programme has none, and one while one is planned."""
    enrolment = _greeted(work, event.enrolment_id)
    if enrolment is not None and not _is_planned(newest := _newest(work, enrolment.id)):
        _plan(work, enrolment, newest)


def on_choice(work: Work, event: ContactChosen) -> None:
    """The next greeting comes when the new choice says, or not at all."""
    enrolment = _greeted(work, event.enrolment_id)
    if enrolment is not None:
        _plan(work, enrolment, _newest(work, enrolment.id))


def greet_the_ungreeted(work: Work) -> int:
    """Plan a greeting for whoever is under way and has never had one planned: she began before her programme had any. At most
    :data:`MOST` a time; returns how many. One statement when there are none, and none where no programme has greetings."""
    programmes = [key for key, programme in work.catalogue.all(Programme).items() if programme.nudges]
    if not programmes:
        return 0
    ungreeted = never_planned(work, programmes, AgendaItem.kind == KIND)
    for enrolment in ungreeted:
        _plan(work, enrolment, None)
    return len(ungreeted)


def never_planned(work: Work, programmes: Collection[str], *item: ColumnElement[bool]) -> Sequence[Enrolment]:
    """Whoever is under way in one of these programmes and has never had such an ``item`` planned; :data:`MOST` of them. One
    statement."""
    planned = exists().where(AgendaItem.enrolment_id == Enrolment.id, *item)
    under_way = (Enrolment.state == "active", Enrolment.imported.is_(False), Enrolment.programme.in_(programmes))
    return work.session.scalars(select(Enrolment).where(*under_way, ~planned).order_by(Enrolment.id).limit(MOST)).all()


def _greeted(work: Work, enrolment_id: int) -> Enrolment | None:
    enrolment = work.session.get(Enrolment, enrolment_id)
    if enrolment is None or not is_under_way(enrolment):
        return None
    return enrolment if programme_of(work, enrolment.programme).nudges else None


def is_under_way(enrolment: Enrolment) -> bool:
    """Whether greetings, and questions about modules, are planned for her: she has begun, and was not imported."""
    return enrolment.state == "active" and not enrolment.imported


def _newest(work: Work, enrolment_id: int) -> AgendaItem | None:
    rows = select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND)
    return work.session.scalar(rows.order_by(AgendaItem.occurrence.desc()).limit(1).with_for_update())


def _is_planned(item: AgendaItem | None) -> bool:
    return item is not None and item.state == "planned"


def _plan(work: Work, enrolment: Enrolment, newest: AgendaItem | None) -> None:
    level = contact_of(work, enrolment)
    wanted = level is not None and level.nudge_days > 0
    at = _quiet_until(work, enrolment, level.nudge_days) if level is not None and wanted else work.now
    if newest is None or newest.state == "done":
        following = 0 if newest is None else newest.occurrence + 1
        newest = plan(work, enrolment.id, KIND, "", occurrence=following, opens_at=at, due_at=at, act_at=at)
    elif wanted:
        newest.state, newest.reason = "planned", None
        newest.opens_at = newest.due_at = newest.act_at = at
    if not wanted and newest.state == "planned":
        call_off(newest, NONE_WANTED)


def _quiet_until(work: Work, enrolment: Enrolment, days: int) -> datetime:
    """When a greeting goes unless something happens before: she does something or chooses anew, somebody of the staff writes to
    her, or a greeting goes. Two statements."""
    wrote = select(func.max(Message.sent_at)).where(
        Message.enrolment_id == enrolment.id, Message.from_patient.is_(False)
    )
    chose = select(func.max(ContactWish.chosen_at)).where(ContactWish.enrolment_id == enrolment.id)
    greeted = select(func.max(AgendaItem.done_at)).where(
        AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == KIND
    )
    heard = work.session.execute(
        select(wrote.scalar_subquery(), chose.scalar_subquery(), greeted.scalar_subquery())
    ).one()
    since = latest((last_active(work, enrolment.id), enrolment.started_at, *heard))
    return nudged_at(since or work.now, days, work.zone)


def greet_if_quiet(work: Work, item: AgendaItem) -> datetime | None:
    """What the clock does: the greeting goes when it has been quiet for as long as her choice says, and waits else; while she is in
    danger, in any of her enrolments, or has written and nobody has answered, it waits from day to day."""
    enrolment = work.session.get(Enrolment, item.of_enrolment)
    if item.state != "planned" or enrolment is None or enrolment.state != "active":
        return None
    programme = programme_of(work, enrolment.programme)
    if not programme.installed:
        return work.now + WAIT_FOR_PLUGIN
    level = contact_of(work, enrolment)
    if level is None or not level.nudge_days or not programme.nudges or not may_work_in(enrolment, work.now):
        call_off(item, NONE_WANTED)
        return None
    at = _quiet_until(work, enrolment, level.nudge_days)
    if at <= work.now and (in_danger(work, [enrolment.person_id]) or _waits_for_answer(work, enrolment)):
        at = nudged_at(work.now, 1, work.zone)
    if at > work.now:
        item.opens_at = item.due_at = at
        return at
    _greet(work, enrolment, programme, item)
    work.session.flush()
    _plan(work, enrolment, item)
    return None


def _greet(work: Work, enrolment: Enrolment, programme: Programme, item: AgendaItem) -> None:
    earlier = select(AgendaItem.key).where(
        AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == KIND, AgendaItem.state == "done"
    )
    last = work.session.scalar(earlier.order_by(AgendaItem.occurrence.desc()).limit(1))
    item.key = next_nudge([nudge.key for nudge in programme.nudges], last)
    item.opens_at = item.due_at = work.now
    finish(item, work.now)
    key = f"nudge:{enrolment.id}:{item.occurrence}"
    notify(work, enrolment.person_id, enrolment.id, KIND, key, f"/min-sti/{enrolment.id}")


def _waits_for_answer(work: Work, enrolment: Enrolment) -> bool:
    """Whether she is owed one: that nothing is urgent is no answer. One statement."""
    return promised(enrolment, thread_of(work, enrolment.id), work.now) is not None


def may_be_greeted(enrolment: Enrolment, now: datetime) -> bool:
    """Whether she is under way, and can still open what a greeting speaks of."""
    return enrolment.state == "active" and may_work_in(enrolment, now)


def in_danger(work: Work, people: Iterable[int]) -> frozenset[int]:
    """Who of these people is in danger, in any of her enrolments: nobody greets her then, as if nothing were. One statement."""
    rows = select(Enrolment.person_id).where(Enrolment.person_id.in_(people), Enrolment.in_danger.is_(True))
    return frozenset(work.session.scalars(rows))


def greeting_on_page(work: Work, enrolment: Enrolment, lines: Iterable[PlannedLine]) -> Text | None:
    """The greeting that stands on her page, of what is planned for her and done: the latest, for a week, until she does something,
    and while she is not in danger. Two statements, and none where no greeting has gone lately."""
    newest = max((line for line in lines if line.kind == KIND and line.state == "done"), key=_went, default=None)
    if newest is None or newest.due_at + SHOWN < work.now or not may_be_greeted(enrolment, work.now):
        return None
    active_at = last_active(work, enrolment.id)
    if (active_at is not None and active_at > newest.due_at) or in_danger(work, [enrolment.person_id]):
        return None
    nudges = programme_of(work, enrolment.programme).nudges
    return next((nudge.text for nudge in nudges if nudge.key == newest.key), None)


def _went(line: PlannedLine) -> datetime:
    return line.due_at


HANDLER = AgendaHandler(KIND, greet_if_quiet)
LISTENERS = (
    Listener(EnrolmentChanged, on_enrolment),
    Listener(AccessExtended, on_enrolment),
    Listener(ContactChosen, on_choice),
)
