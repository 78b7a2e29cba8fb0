"""How much contact a participant may choose: which check-ins are asked of her then, how long her coach may be silent, and how often
a greeting goes to her by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from varde.kernel.words import Text

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class ContactLevel:
    """One choice, with what it means ``said`` in a sentence to her.

    ``check_ins`` are the keys of the occasions that are asked with it, of all that the choices of the programme name; the others
    are called off, with their reminders, until she chooses otherwise. She stands on her coach's list when nobody of the staff has
    written for ``coach_days`` days. When it has been quiet for ``nudge_days`` days, a greeting of the programme
    (:class:`ProgrammeNudge`) goes to her by itself; 0: none does. ``usual``: what holds until she has chosen; one of them is.
    """

    key: str
    title: Text
    said: Text
    check_ins: tuple[str, ...]
    coach_days: int
    usual: bool = False
    nudge_days: int = 0


@dataclass(frozen=True, slots=True)
class ProgrammeNudge:
    """A short kind greeting, its ``text``, that goes by itself, when nobody has written for a while and she has done nothing.

    She reads it on her own page; the notice that it is there says neither whose it is nor what about. The greetings of a programme
    are sent in their order and then from the first again, so that none comes twice in a row. It says that nothing is expected.
    """

    key: str
    text: Text


LONGEST_NUDGE = 200
"""Characters of a greeting, in each language: it is short, or it is not one."""


def check_contact(
    choices: tuple[ContactLevel, ...], occasions: Collection[str], nudges: tuple[ProgrammeNudge, ...] = ()
) -> Iterator[str]:
    """What is wrong with the choices of a programme, and with its greetings: every fault, with its place."""
    yield from _check_choices(choices, occasions)
    yield from _check_nudges(nudges, paced=any(choice.nudge_days > 0 for choice in choices))


def _check_nudges(nudges: tuple[ProgrammeNudge, ...], *, paced: bool) -> Iterator[str]:
    if paced and len(nudges) < 2:
        yield f"nudges: a choice has nudge_days, and there must be at least 2 greetings, but there are {len(nudges)}"
    if nudges and not paced:
        yield "nudges: no choice of contact has nudge_days, so that none is ever sent"
    keys = [nudge.key for nudge in nudges]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield f"nudges: {key} stands twice"
    for nudge in nudges:
        if not _KEY.fullmatch(nudge.key) or len(nudge.key) > LONGEST_KEY:
            yield f"nudges.{nudge.key}: the key is not small letters, digits and hyphens, at most {LONGEST_KEY}"
        for language, words in (("nb", nudge.text.nb), ("nn", nudge.text.nn), ("en", nudge.text.en)):
            if not words.strip() and language != "en":
                yield f"nudges.{nudge.key}: there is no text in {language}"
            elif len(words) > LONGEST_NUDGE:
                yield f"nudges.{nudge.key}: the text in {language} has {len(words)} characters, more than {LONGEST_NUDGE}"


def _check_choices(choices: tuple[ContactLevel, ...], occasions: Collection[str]) -> Iterator[str]:
    keys = [choice.key for choice in choices]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield f"contact_choices: {key} stands twice"
    if choices and sum(choice.usual for choice in choices) != 1:
        yield "contact_choices: one of them, and no more, must be the usual one"
    for choice in choices:
        place = f"contact_choices.{choice.key}"
        if not _KEY.fullmatch(choice.key) or len(choice.key) > LONGEST_KEY:
            yield f"{place}: the key is not small letters, digits and hyphens, at most {LONGEST_KEY}"
        if choice.coach_days < 1:
            yield f"{place}: coach_days is {choice.coach_days}, but must be at least 1"
        if choice.nudge_days < 0:
            yield f"{place}: nudge_days is {choice.nudge_days}, but must be at least 1, or 0 for no greetings"
        for key in choice.check_ins:
            if key not in occasions:
                yield f"{place}: there is no occasion {key}"
