"""Where a programme expects a film or a sound of the organisation that gives the treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import PATIENT_LANGUAGES, Text

SlotKind = Literal["film", "sound"]
LONGEST_MINUTES, LONGEST_TITLE, LONGEST_SENTENCE = 30, 60, 200
_SENTENCE = re.compile(r"[^.!?]+\.")


@dataclass(frozen=True, slots=True)
class MediaSlot:
    """A place in a step for what its ``kind`` says, a ``film`` or a ``sound``, of at most so many ``minutes``, that the
    organisation fills from its library. ``title`` stands above it when it is filled; ``shows`` tells the editor in one sentence
    what it is to show, and no patient reads it. Empty it shows nothing. What fills it is known by its ``key``, which therefore
    stays."""

    key: str
    title: Text
    kind: SlotKind
    shows: Text
    minutes: int


def check_slots(slots: tuple[MediaSlot, ...]) -> Iterator[str]:
    """A sentence for each fault of the slots of a step, but those of their keys and languages."""
    for slot in slots:
        if not 1 <= slot.minutes <= LONGEST_MINUTES:
            yield f"slot {slot.key}: minutes is {slot.minutes}, and must be from 1 to {LONGEST_MINUTES}"
        for language in PATIENT_LANGUAGES:
            title, shows = slot.title.to(language), slot.shows.to(language)
            if len(title) > LONGEST_TITLE:
                yield f"slot {slot.key}: title has {len(title)} characters in {language}, and may have {LONGEST_TITLE}"
            if shows and not (len(shows) <= LONGEST_SENTENCE and _SENTENCE.fullmatch(shows)):
                yield f"slot {slot.key}: shows must be one sentence of at most {LONGEST_SENTENCE} characters in {language}"
