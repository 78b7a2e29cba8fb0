"""What an invented person writes in a diary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from varde.enrolments.models import Enrolment
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.kind import InventedPerson, Keeps
from varde.modules.dated import dated_kind, now_on_the_wall, write_entry
from varde.modules.errors import BadEntry, DayTaken
from varde.modules.models import Entry
from varde.modules.seen import asked_now, read_around
from varde.programmes.values import Exercise, Module
from varde.safety.service import safety_of

MOST_TRIES = 50
"""How often somebody who may leave out what every entry answers is asked before she is let be."""
VARIES = 0.12
"""How much a day is better or worse than another, as a part of how ill she is."""


def entry_of_day(
    step: Exercise, burden: float, chance: Random, language: str, entries: Sequence[Text], keeps: Keeps | None = None
) -> dict[str, Any]:
    """What she answers on a day. ``burden`` is how ill she is, 0 to 1, ``keeps`` takes in a file of hers. What every entry answers
    is answered, unless nobody invented can answer it, as a film."""
    today = min(max(burden + chance.gauss(0, VARIES), 0.0), 1.0)
    her = InventedPerson(chance, today, language, entries, keeps)
    answers = {each.key: each.kind.invent(her) for each in step.fields}
    for field in step.fields:
        if field.key in dated_kind(step).needed and answers[field.key] is None:
            tries = (field.kind.invent(her) for _ in range(MOST_TRIES))
            answers[field.key] = next((answer for answer in tries if answer is not None), None)
    return {key: value for key, value in answers.items() if value is not None}


def as_asked(work: Work, enrolment: Enrolment, module: str, step: Exercise) -> Exercise:
    """The exercise with what she can choose among in it now."""
    around = read_around(work, enrolment.programme, enrolment.id, module, step)
    return asked_now(step, module, around, safety_of(work, enrolment))


def write_now(
    work: Work, enrolment: Enrolment, module: Module, step: Exercise, answers: Mapping[str, Any], once: str
) -> Entry | None:
    """Her entry about this minute, on the wall. None when that day has its one, since she has written after midnight, and when she
    has no answer to what every entry answers."""
    try:
        return write_entry(work, enrolment, module, step, answers, now_on_the_wall(work), once)
    except (BadEntry, DayTaken):
        return None
