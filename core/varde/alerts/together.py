"""Several alerts of one enrolment and one note of what was done: each keeps a history of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from varde.alerts.errors import AllClosed, NoneChosen, NoSuchAlert, NoteNeeded
from varde.alerts.models import RaisedAlert
from varde.alerts.service import SHORTEST_NOTE, close_alert, in_turn, note_action
from varde.identity.service import Actor
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of those that were ticked: the note stands in the history of ``done``; ``closed_before`` somebody else had
    closed meanwhile, and their history is as it was."""

    done: tuple[RaisedAlert, ...]
    closed_before: tuple[RaisedAlert, ...]


def note_together(
    work: Work, actor: Actor, enrolment_id: int, alert_ids: Collection[int], note: str, *, close: bool
) -> Noted:
    """Write the note in the history of each alert that is open, and with ``close`` close it too.

    :raises NoneChosen, NoteNeeded: nothing is stored.
    :raises NoSuchAlert: one of them is about something else. Nothing is stored.
    :raises AllClosed: each of them was closed in the meantime, so there is nothing to write the note to.
    """
    if not alert_ids:
        raise NoneChosen()
    if len(note.strip()) < SHORTEST_NOTE:
        raise NoteNeeded()
    in_turn(work, enrolment_id)
    rows = work.session.scalars(
        select(RaisedAlert)
        .where(RaisedAlert.id.in_(alert_ids), RaisedAlert.enrolment_id == enrolment_id)
        .order_by(RaisedAlert.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if {row.id for row in rows} != set(alert_ids):
        raise NoSuchAlert()
    still_open = tuple(row for row in rows if row.state != "closed")
    if not still_open:
        raise AllClosed()
    for row in still_open:
        if close:
            close_alert(work, actor, row, note)
        else:
            note_action(work, actor, row, note)
    return Noted(still_open, tuple(row for row in rows if row not in still_open))
