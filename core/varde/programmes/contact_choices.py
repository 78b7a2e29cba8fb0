"""How much contact a participant may choose: which check-ins are asked of her then, and how long her coach may be silent."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class ContactLevel:
    """One choice, with what it means ``said`` in a sentence to her.

    ``check_ins`` are the keys of the occasions that are asked with it, of all that the choices of the programme name; the others
    are called off, with their reminders, until she chooses otherwise. She stands on her coach's list when nobody of the staff has
    written for ``coach_days`` days. ``usual``: what holds until she has chosen; one of them is.
    """

    key: str
    title: Text
    said: Text
    check_ins: tuple[str, ...]
    coach_days: int
    usual: bool = False


def check_contact(choices: tuple[ContactLevel, ...], occasions: Collection[str]) -> Iterator[str]:
    """What is wrong with the choices of a programme: every fault, with its place."""
    keys = [choice.key for choice in choices]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield f"contact_choices: {key} stands twice"
    if choices and sum(choice.usual for choice in choices) != 1:
        yield "contact_choices: one of them, and no more, must be the usual one"
    for choice in choices:
        place = f"contact_choices.{choice.key}"
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", choice.key) or len(choice.key) > 40:
            yield f"{place}: the key is not small letters, digits and hyphens, at most 40"
        if choice.coach_days < 1:
            yield f"{place}: coach_days is {choice.coach_days}, but must be at least 1"
        for key in choice.check_ins:
            if key not in occasions:
                yield f"{place}: there is no occasion {key}"
