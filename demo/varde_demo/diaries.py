"""What an invented person writes in a diary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from varde.enrolments.models import Enrolment
from varde.files.of_the_invented import keep_invented
from varde.files.stores import is_on
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.kind import AnswerKind, InventedPerson, Keeps
from varde.kinds.moments import CalendarDay
from varde.modules.dated import dated_kind, now_on_the_wall, write_entry
from varde.modules.errors import BadEntry, DayTaken
from varde.modules.models import Entry
from varde.modules.seen import asked_now, read_around
from varde.plugin.simulation import InventedEntry, Simulation
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
    for each in step.fields:
        if each.key in dated_kind(step).needed and answers[each.key] is None:
            tries = (each.kind.invent(her) for _ in range(MOST_TRIES))
            answers[each.key] = next((answer for answer in tries if answer is not None), None)
    return {key: value for key, value in answers.items() if value is not None}


@dataclass(slots=True)
class Saying:
    """Where one person stands in what her programme has her say; in the exercises she ``keeps`` she begins anew."""

    simulation: Simulation
    keeps: Sequence[str] = ()
    _said: Counter[tuple[str, str]] = field(default_factory=Counter)

    def next_in(self, module: str, step: str) -> InventedEntry | None:
        """What she writes this time, without words when all of it is said; None where the programme says nothing of it."""
        every, number = self.simulation.written_in(module, step), self._said[module, step]
        self._said[module, step] += 1
        if f"{module}/{step}" in self.keeps and every:
            number %= len(every)
        return (every[number] if number < len(every) else InventedEntry({})) if every else None


def as_written(
    step: Exercise, said: InventedEntry, invented: Mapping[str, Any], language: str, today: date
) -> dict[str, Any]:
    """What she writes that day: what is said of it, and of what is not the invented numbers and choices. No words are left to
    chance, and nothing that is filled in later."""
    later = dated_kind(step).later if step.dated else ()
    fields = {each.key: each.kind for each in step.fields}
    left = {
        key: value
        for key, value in invented.items()
        if key not in said.answers and key not in later and not fields[key].quoted
    }
    answers = {key: _said(fields[key], value, language, today) for key, value in said.answers.items() if key in fields}
    return {key: value for key, value in (left | answers).items() if value is not None}


def _said(kind: AnswerKind, value: object, language: str, today: date) -> object:
    if isinstance(value, Text):
        return value.to(language)
    if isinstance(kind, CalendarDay) and isinstance(value, int):
        return (today + timedelta(days=value)).isoformat()
    return value


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


def keeping(work: Work, enrolment_id: int, person_id: int) -> Keeps | None:
    """How a file of hers is taken in; None where no files are kept."""
    return partial(keep_invented, work, enrolment_id, person_id) if is_on(work.settings) else None
