"""How simulated therapists look at alerts: most within a day, nearly all within a week, each with a note of what was done."""

from __future__ import annotations

import random
from datetime import time

from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import OPEN_STATES, close_alert
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.scheduling.rules import at_wall_time

SEES = {"amber": 0.95, "red": 0.95, "critical": 1.0}
"""The chance, each working day, that the one in charge looks at it."""
LOOKS_AT = time(11, 0)
NOTES = (
    "Ringte og snakket om hvordan det går. Følger opp i neste melding.",
    "Sendte en melding og avtalte en ny dag.",
    "Tok det opp i samtalen. Ingen endring i planen nå.",
    "Ringte, ikke svar. Sendte melding og ringer igjen i morgen.",
)


def look_at_alerts(work: Work, rng: random.Random) -> int:
    """Called in the evening of a day: some of the alerts of before eleven that morning were closed then, by whoever is in
    charge. Returns how many."""
    if work.today.weekday() >= 5:
        return 0
    work.session.flush()
    tonight, work.now = work.now, at_wall_time(work.today, LOOKS_AT, work.zone)
    try:
        return _look(work, rng)
    finally:
        work.now = tonight


def _look(work: Work, rng: random.Random) -> int:
    rows = work.session.execute(
        select(RaisedAlert, Person)
        .join(Person, Person.id == RaisedAlert.owner_id)
        .where(RaisedAlert.state.in_(OPEN_STATES), RaisedAlert.raised_at < work.now)
        .order_by(RaisedAlert.id)
    ).all()
    closed = 0
    for row, person in rows:
        if rng.random() < SEES[row.severity]:
            actor = Actor(
                person.id, person.name, person.given_name, person.title, person.language, (), staff_sign_in=True
            )
            close_alert(work, actor, row, rng.choice(NOTES))
            closed += 1
    return closed
