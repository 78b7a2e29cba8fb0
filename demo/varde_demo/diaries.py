"""What an invented person writes in a diary."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.kind import InventedPerson
from varde.modules.dated import EntryTime, dated_kind
from varde.programmes.values import Exercise

VARIES = 0.12
"""How much a day is better or worse than another, as a part of how ill she is."""


def entry_of_day(
    step: Exercise, burden: float, chance: Random, language: str, entries: Sequence[Text]
) -> dict[str, Any]:
    """What she answers on a day; what every entry answers is answered. ``burden`` is how ill she is, 0 to 1."""
    today = min(max(burden + chance.gauss(0, VARIES), 0.0), 1.0)
    her = InventedPerson(chance, today, language, entries)
    answers = {each.key: each.kind.invent(her) for each in step.fields}
    for field in step.fields:
        while field.key in dated_kind(step).needed and answers[field.key] is None:
            answers[field.key] = field.kind.invent(her)
    return {key: value for key, value in answers.items() if value is not None}


def minute_of(work: Work) -> EntryTime:
    """This minute, on the wall."""
    local = work.now.astimezone(work.zone)
    return EntryTime(local.date(), local.time().replace(second=0, microsecond=0))
