"""How simulated therapists look at alerts: most within a day, nearly all within a week, each with a note of what was done."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from varde.alerts.models import RaisedAlert
from varde.alerts.service import OPEN_STATES, close_alert
from varde.identity.acting import acting
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.scheduling.rules import at_wall_time, is_working_day

SEES = 0.95
"""The chance, each working day, that the one in charge looks at it."""
LOOKS_AT = time(11, 0)
NOTES = (
    "Ringte og snakket om hvordan det går. Følger opp i neste melding.",
    "Sendte en melding og avtalte en ny dag.",
    "Tok det opp i samtalen. Ingen endring i planen nå.",
    "Ringte, ikke svar. Sendte melding og ringer igjen i morgen.",
)


def looked_at(alert: RaisedAlert, raised: datetime, zone: ZoneInfo, rng: random.Random) -> datetime:
    """When the one in charge looks at an alert raised then: danger within the hour, the rest at eleven on a working day."""
    if alert.crisis:
        return raised + timedelta(minutes=rng.uniform(10, 60))
    return at_the_desk(raised, zone, rng, SEES)


def at_the_desk(since: datetime, zone: ZoneInfo, rng: random.Random, sees: float, most: int = 10_000) -> datetime:
    """When somebody gets to it: at eleven on a working day, with this chance each, and after ``most`` of them in any case."""
    day, chances = since.astimezone(zone).date(), 0
    while True:
        moment = at_wall_time(day, LOOKS_AT, zone)
        if is_working_day(day) and moment > since:
            chances += 1
            if rng.random() < sees or chances >= most:
                return moment
        day += timedelta(days=1)


def close(work: Work, alert: RaisedAlert, rng: random.Random) -> None:
    """Whoever is in charge closes the alert, with a note; nobody does when nobody is, or when it is closed."""
    person = work.session.get(Person, alert.owner_id) if alert.owner_id is not None else None
    if person is None or alert.state not in OPEN_STATES:
        return
    close_alert(work, acting(person, staff=True), alert, rng.choice(NOTES))
