"""Asking again about an optional module that she has neither taken nor left out: a row of the agenda for each time, the next
planned when one has gone. A pause and an exit cancel it, and bring it back, as all that is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from varde.enrolments.events import AccessExtended, EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.enrolments.service import may_work_in
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.modules.events import ModuleOpened, OptionalChosen
from varde.modules.path_rules import ModuleView
from varde.modules.progress import path_of
from varde.modules.switching import chosen_about
from varde.notifications.models import Delivery
from varde.notifications.nudges import in_danger, is_under_way, never_planned
from varde.notifications.rules import choice_of, choice_stands, key_of_choice, nudged_at
from varde.notifications.service import notify
from varde.programmes.gone import programme_of
from varde.programmes.values import Module, Programme
from varde.scheduling.agenda import WAIT_FOR_PLUGIN, AgendaHandler, call_off, finish, plan
from varde.scheduling.models import AgendaItem

KIND = "choice"
CHOSEN, NOT_NOW = "chosen", "no choice now"
"""Why it is called off: she has taken it or left it out; or it is not on her way, or her access is over."""
LOOK_DAYS = 7
"""How often it is looked at, at least, whether a module that opens by itself some day has opened before."""


def on_enrolment(work: Work, event: EnrolmentChanged | AccessExtended) -> None:
    """For whoever is under way it is planned. No statement where the programme asks about nothing again, and one else."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        _plan_missing(work, enrolment)


def on_opened(work: Work, event: ModuleOpened) -> None:
    """What was opened for her, or added, is looked at now."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    module = _asked_about(work, enrolment, event.module)
    if enrolment is None or module is None or not is_under_way(enrolment):
        return
    _look_now(work, enrolment, module, _newest(work, enrolment.id).get(module.key))


def on_choice(work: Work, event: OptionalChosen) -> None:
    """When she has chosen she is asked no more; when she waits, so many days from now, unless she has been asked often enough."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    module = _asked_about(work, enrolment, event.module)
    newest = _newest(work, event.enrolment_id).get(event.module) if module is not None else None
    if enrolment is None or module is None or module.ask_again is None or newest is None:
        return
    if event.choice != "later":
        if newest.state == "planned" or newest.reason == "paused":
            call_off(newest, CHOSEN)
    elif newest.state != "done":
        at = nudged_at(work.now, module.ask_again.days, work.zone)
        newest.state, newest.reason, newest.details = "planned", None, {"open": True}
        newest.opens_at = newest.due_at = newest.act_at = at
        if enrolment.state == "paused":
            call_off(newest, "paused")


def ask_the_unasked(work: Work) -> int:
    """Plan it for whoever is under way and has nothing planned about a module: she began before her programme asked again. As
    many a time for each module as are greeted; returns how many. One statement for each module that is asked about when there are
    none."""
    planned = 0
    for key, programme in work.catalogue.all(Programme).items():
        for module in programme.modules:
            if module.ask_again is not None:
                unasked = never_planned(work, [key], AgendaItem.kind == KIND, AgendaItem.key == module.key)
                for enrolment in unasked:
                    _look_now(work, enrolment, module, None)
                planned += len(unasked)
    return planned


def _asked_about(work: Work, enrolment: Enrolment | None, module: str) -> Module | None:
    """The module with this key, where it is asked about again."""
    modules = programme_of(work, enrolment.programme).modules if enrolment is not None else ()
    return next((each for each in modules if each.key == module and each.ask_again), None)


def _newest(work: Work, enrolment_id: int) -> dict[str, AgendaItem]:
    """The newest row about each module. One statement."""
    rows = select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND)
    held = work.session.scalars(rows.order_by(AgendaItem.occurrence).with_for_update())
    return {item.key: item for item in held}


def _has_opened(item: AgendaItem) -> bool:
    """Whether it counts days already, and does not wait for the module to open."""
    return bool(item.details.get("open"))


def _plan_missing(work: Work, enrolment: Enrolment) -> None:
    modules = programme_of(work, enrolment.programme).modules_of(enrolment.track)
    asked = [module for module in modules if module.ask_again]
    if not asked or not is_under_way(enrolment):
        return
    newest = _newest(work, enrolment.id)
    for module in asked:
        _look_now(work, enrolment, module, newest.get(module.key))


def _look_now(work: Work, enrolment: Enrolment, module: Module, item: AgendaItem | None) -> None:
    """Let the clock look now whether it is open, unless it counts days already, she has chosen or was asked often enough."""
    if item is None:
        plan(work, enrolment.id, KIND, module.key, opens_at=work.now, due_at=work.now, act_at=work.now)
    elif item.reason == NOT_NOW or (item.state == "planned" and not _has_opened(item)):
        item.state, item.reason, item.act_at = "planned", None, work.now


def ask_if_unchosen(work: Work, item: AgendaItem) -> datetime | None:
    """What the clock does: it waits until the module opens, and then so many days; while she is in danger, in any of her
    enrolments, from day to day."""
    enrolment = work.session.get(Enrolment, item.of_enrolment)
    if item.state != "planned" or enrolment is None or enrolment.state != "active":
        return None
    programme = programme_of(work, enrolment.programme)
    if not programme.installed:
        return work.now + WAIT_FOR_PLUGIN
    module = _asked_about(work, enrolment, item.key)
    view = _view(work, enrolment, module) if may_work_in(enrolment, work.now) else None
    stands = choice_stands(view)
    if module is None or module.ask_again is None or view is None or stands == "gone":
        call_off(item, NOT_NOW)
        return None
    if stands == "chosen":
        call_off(item, CHOSEN)
        return None
    if stands == "closed":
        item.details = {}
        return _wait(item, _looked_at(work, view))
    if not _has_opened(item):
        item.details = {"open": True}
        return _wait(item, nudged_at(work.now, module.ask_again.days, work.zone))
    if item.due_at > work.now:
        return item.due_at
    if in_danger(work, [enrolment.person_id]):
        return _wait(item, nudged_at(work.now, 1, work.zone))
    _ask(work, enrolment, item)
    if item.occurrence + 1 < module.ask_again.most:
        at = nudged_at(work.now, module.ask_again.days, work.zone)
        following = plan(work, enrolment.id, KIND, item.key, opens_at=at, due_at=at, occurrence=item.occurrence + 1)
        following.act_at, following.details = at, {"open": True}
    return None


def _view(work: Work, enrolment: Enrolment, module: Module | None) -> ModuleView | None:
    views = path_of(work, enrolment, "nb").modules if module is not None else ()
    return next((view for view in views if module is not None and view.module.key == module.key), None)


def _looked_at(work: Work, view: ModuleView) -> datetime:
    """When it is looked at next whether the module has opened: the day it opens by itself, else tomorrow."""
    opens_on = view.lock.opens_on if view.lock is not None else None
    days = (opens_on - work.today).days if opens_on is not None else 1
    return nudged_at(work.now, min(max(days, 1), LOOK_DAYS), work.zone)


def _wait(item: AgendaItem, at: datetime) -> datetime:
    item.opens_at = item.due_at = at
    return at


def _ask(work: Work, enrolment: Enrolment, item: AgendaItem) -> None:
    finish(item, work.now)
    key = key_of_choice(enrolment.id, item.key, item.occurrence)
    notify(work, enrolment.person_id, enrolment.id, KIND, key, f"/moduler/{enrolment.id}")


def chosen_since(work: Work, rows: Sequence[Delivery]) -> list[Delivery]:
    """Those of these notices that ask about what she has taken or left out since. One statement, and none where none asks."""
    asked = {row: about for row in rows if (about := choice_of(row.key))}
    chosen = chosen_about(work, {enrolment_id for enrolment_id, _ in asked.values()}) if asked else ()
    return [row for row, about in asked.items() if about in chosen]


HANDLER = AgendaHandler(KIND, ask_if_unchosen)
LISTENERS = (
    Listener(EnrolmentChanged, on_enrolment),
    Listener(AccessExtended, on_enrolment),
    Listener(ModuleOpened, on_opened),
    Listener(OptionalChosen, on_choice),
)
