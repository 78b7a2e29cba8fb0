"""Ways to look at one's own caseload that are named and kept; and when she looked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from varde.caseload.asked import ListAsked, asked_for
from varde.caseload.errors import NoSuchView, ViewNamed, ViewNameNeeded, ViewsFull
from varde.caseload.models import CaseloadView, CaseloadVisit
from varde.caseload.values import Reason
from varde.identity.service import Actor
from varde.kernel.db import add_missing
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.rules import is_working_day

MOST = 12
LONGEST_NAME = 40
LONGEST_PROGRAMME = 40
_PARTED = "\n"
_LOOKED_AGAIN = timedelta(minutes=5)
"""How long a visit may have lasted before it is written down anew."""


class SavedView(NamedTuple):
    """A view as it was kept: its words may be of something that is gone. ``first``: her list opens with it."""

    id: int
    name: str
    part: str
    programme: str
    sort: str
    first: bool


class LastVisit(NamedTuple):
    """The last working day on which she looked at her list, and when on that day the last time."""

    day: date
    at: datetime


def view_row() -> ColumnElement[str]:
    """The words of a view, in one column."""
    view: Any = CaseloadView
    words: ColumnElement[str] = view.name + _PARTED + view.part + _PARTED + view.programme + _PARTED + view.sort
    return words


def view_of(view_id: int, first: bool, words: str) -> SavedView:
    """A view of what :func:`view_row` reads."""
    name, part, programme, sort = words.split(_PARTED)
    return SavedView(view_id, name, part, programme, sort, first)


def view_asked(work: Work, part: str, programme: str, sort: str) -> ListAsked:
    """What is to be kept, of the words of the list that she sees. A programme whose plugin is away is kept as she saw it. No
    statement."""
    programmes = {*work.catalogue.all(Programme), programme[:LONGEST_PROGRAMME]}
    return asked_for(part, programme, sort, handed=work.catalogue.all(Reason), programmes=programmes)[0]


def save_view(work: Work, actor: Actor, name: str, asked: ListAsked, *, first: bool = False) -> int:
    """Keep what is asked for under a name. Returns its id. Two statements, three with ``first``.

    :raises ViewNameNeeded: the name is empty. :raises ViewNamed: she has one of that name. :raises ViewsFull
    """
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called:
        raise ViewNameNeeded()
    names = work.session.scalars(select(CaseloadView.name).where(CaseloadView.person_id == actor.person_id)).all()
    if called.casefold() in {each.casefold() for each in names}:
        raise ViewNamed(name=called)
    if len(names) >= MOST:
        raise ViewsFull(most=MOST)
    view = CaseloadView(
        person_id=actor.person_id, name=called, part=asked.part, programme=asked.programme, sort=asked.sort, first=False
    )
    try:
        with work.apart():
            work.add(view)
            work.session.flush()
    except IntegrityError:  # sent twice at once
        raise ViewNamed(name=called) from None
    if first:
        show_first(work, actor, view.id)
    return view.id


def drop_view(work: Work, actor: Actor, view_id: int) -> str:
    """She keeps this view no longer. Returns its name. :raises NoSuchView"""
    view = _own(work, actor, view_id)
    work.session.delete(view)
    return view.name


def show_first(work: Work, actor: Actor, view_id: int | None) -> None:
    """Her list opens with this view; None: with everybody who needs something. :raises NoSuchView"""
    if view_id is not None:
        _own(work, actor, view_id)
    work.session.execute(
        update(CaseloadView)
        .where(CaseloadView.person_id == actor.person_id)
        .values(first=CaseloadView.id == (view_id or 0))
    )


def _own(work: Work, actor: Actor, view_id: int) -> CaseloadView:
    view = work.session.get(CaseloadView, view_id)
    if view is None or view.person_id != actor.person_id:
        raise NoSuchView()
    return view


def note_visit(work: Work, actor: Actor, last: LastVisit | None) -> None:
    """She looks at her list now; ``last`` is what was known of it. Nothing is written on a day off, nor twice in five minutes. One
    statement, or none."""
    if not is_working_day(work.today):
        return
    if last is None:
        # Two tabs that open at once are one visit.
        add_missing(
            work.session,
            CaseloadVisit,
            [{"person_id": actor.person_id, "day": work.today, "at": work.now, "before": None}],
        )
        return
    if last.day == work.today and work.now - last.at < _LOOKED_AGAIN:
        return
    values: dict[str, Any] = {"day": work.today, "at": work.now}
    if last.day < work.today:
        # Not what stands there by now: of two tabs that open at once the other may have written.
        values["before"] = last.at
    work.session.execute(update(CaseloadVisit).where(CaseloadVisit.person_id == actor.person_id).values(**values))
