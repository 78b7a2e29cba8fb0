"""In which groups somebody is counted beside everybody: one value of one dimension at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from varde.benefits.counting.cells import EnrolmentFacts, Group, group_of

TRACK, RESPONSE, AGE, SEX, ROUTE, PHASE, ARM = "track", "response", "age", "sex", "route", "phase", "arm"
EVERY_TRACK = "*"


class GroupKey(NamedTuple):
    """Some of the people: a value of a dimension, of everybody or (``track``) of one track."""

    dimension: str
    value: str
    track: str = ""


def groups_in(facts: EnrolmentFacts) -> tuple[GroupKey, ...]:
    """The groups of one enrolment: her track, who she is, and how the treatment went, of everybody and of her track."""
    return groups_for(facts.track or "", facts.people, group_of(facts))


def groups_for(track: str, people: Iterable[tuple[str, str]], response: Group) -> tuple[GroupKey, ...]:
    """The same from what decides them."""
    groups = []
    if track:
        groups.append(GroupKey(TRACK, track))
    groups += [GroupKey(dimension, value) for dimension, value in people]
    if response != "all":
        groups.append(GroupKey(RESPONSE, response))
        if track:
            groups.append(GroupKey(RESPONSE, response, track))
    return tuple(groups)


AGES = ((0, "0-17"), (18, "18-29"), (30, "30-44"), (45, "45-59"), (60, "60-74"), (75, "75-"))
"""The lowest age of each band, and what it is called."""
PHASES = {
    "referred": "before",
    "screening": "before",
    "waiting": "before",
    "active": "under_way",
    "paused": "under_way",
    "completed": "completed",
    "discontinued": "left",
}
"""The phase of treatment of each state of an enrolment."""


def age_band(born: date, on: date) -> str:
    """The band of her age on a day."""
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return next(name for lowest, name in reversed(AGES) if age >= lowest or not lowest)


def people_of(
    born: date | None, sex: str | None, route: str | None, state: str, on: date
) -> tuple[tuple[str, str], ...]:
    """Of which people one enrolment is: her age on the day of the start, or of the referral, and her sex as she has stated it,
    where they are known; who referred her (``self``, ``clinician`` or ``import``); and where her treatment is. Of which arm
    (:data:`ARM`) she is, only the file says that brought her."""
    known = (
        (AGE, age_band(born, on) if born is not None else None),
        (SEX, sex),
        (ROUTE, route),
        (PHASE, PHASES.get(state)),
    )
    return tuple((dimension, value) for dimension, value in known if value)
