"""The crisis text: who is to be told where to turn, for how long, and that she has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from varde.alerts.models import RaisedAlert
from varde.alerts.service import OPEN_STATES
from varde.identity.models import Person
from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Crisis:
    """That a patient is shown where to turn: the alert that calls for it, whose crisis text it is, whether she has said that
    she has read it, by when somebody must have looked, who answers for it (None: everybody at the clinic), and whether she
    has looked. ``alerts`` are the keys of those that are open, newest first; of those she has not read, when there are any."""

    alert_id: int
    organisation_id: int
    read: bool
    open_by: datetime
    owner: str | None
    opened: bool
    alerts: tuple[str, ...]


OPEN_CRISIS = (
    select(func.max(RaisedAlert.id))
    .where(RaisedAlert.person_id == Person.id, RaisedAlert.crisis.is_(True), RaisedAlert.state.in_(OPEN_STATES))
    .correlate(Person)
    .scalar_subquery()
)
"""The newest open alert that shows a person the crisis text, inside the statement that finds out who she is."""
CRISIS_OF = (
    select(
        RaisedAlert.id,
        RaisedAlert.organisation_id,
        RaisedAlert.crisis_read_at,
        RaisedAlert.open_by,
        Person.given_name,
        RaisedAlert.state,
        RaisedAlert.alert,
    )
    .outerjoin(Person, Person.id == RaisedAlert.owner_id)
    .where(
        RaisedAlert.person_id == bindparam("person"), RaisedAlert.crisis.is_(True), RaisedAlert.state.in_(OPEN_STATES)
    )
    .order_by(RaisedAlert.crisis_read_at.is_not(None), RaisedAlert.id.desc())
)


def crisis_of(work: Work, person_id: int) -> Crisis | None:
    """Where she is to be told to turn, as long as an alert about a danger to life is open: the newest whose text she has not
    said that she has read, else the newest. One statement."""
    rows = work.columns(CRISIS_OF, {"person": person_id})
    if not rows:
        return None
    alert_id, organisation_id, read_at, open_by, owner, state, _alert = rows[0]
    shown = dict.fromkeys(row.alert for row in rows if read_at is not None or row.crisis_read_at is None)
    return Crisis(alert_id, organisation_id, read_at is not None, open_by, owner, state == "opened", tuple(shown))


def crisis_read(work: Work, person_id: int) -> None:
    """She has read what she is told of the alerts that are open now; the text is folded until there is a new one."""
    work.session.execute(
        update(RaisedAlert)
        .where(
            RaisedAlert.person_id == person_id,
            RaisedAlert.crisis.is_(True),
            RaisedAlert.state.in_(OPEN_STATES),
            RaisedAlert.crisis_read_at.is_(None),
        )
        .values(crisis_read_at=work.now)
    )
