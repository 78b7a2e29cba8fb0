"""Which looks at a record somebody should look at again. A flag says that it is worth a question, never that it was wrong.

When it is off hours, and how many patients a day are many, are the trust's to decide: proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from varde.kernel.characters import name as plain_name
from varde.scheduling.rules import is_working_day

FLAGS = ("own_record", "kin", "no_relation", "break_glass", "colleague", "same_name", "many", "off_hours")
"""Every flag, what weighs most first."""
GRAVE = ("own_record", "kin", "no_relation", "break_glass")
"""Those that are looked at before all others."""
OPENS, CLOSES = time(6), time(22)
MANY = 40
"""Distinct patients on one day: nobody treats more."""
REFUSED_BY = {"own_record": "own_record", "kin": "kin", "relation": "no_relation", "block": "no_relation"}
"""The flag of each gate that was tried and stood closed; scope and role tell of a wrong link."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What one person did in one patient's record on one day: the gates that refused her, the bases that let her in, and the first
    and last moment on the wall."""

    actor_id: int
    patient_id: int
    refused: frozenset[str]
    bases: frozenset[str]
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Between:
    """What is known of the two: whether the patient works where she does, and what they are called last."""

    works_together: bool
    actor_name: str
    patient_name: str


def flags_of(looks: Looks, between: Between, patients_that_day: int) -> tuple[str, ...]:
    """The flags of these looks, in the order of :data:`FLAGS`; none for most."""
    flags = {REFUSED_BY[gate] for gate in looks.refused if gate in REFUSED_BY}
    if looks.actor_id == looks.patient_id:
        flags.add("own_record")
    else:
        flags |= {"colleague"} if between.works_together else set()
        flags |= {"same_name"} if _is_same(between.actor_name, between.patient_name) else set()
    flags |= {"break_glass"} if "break_glass" in looks.bases else set()
    flags |= {"many"} if patients_that_day > MANY else set()
    flags |= {"off_hours"} if is_off_hours(looks.first) or is_off_hours(looks.last) else set()
    return tuple(flag for flag in FLAGS if flag in flags)


def is_off_hours(wall: datetime) -> bool:
    """Whether nobody is expected to work then: at night, in a weekend or on a public holiday."""
    return not is_working_day(wall.date()) or not OPENS <= wall.time() < CLOSES


def _is_same(first: str, second: str) -> bool:
    mine = plain_name(first).casefold()
    return bool(mine) and mine == plain_name(second).casefold()
