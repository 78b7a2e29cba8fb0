"""What may be put in a slot, and what stands in it: the rules, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from varde.content import words
from varde.content.captions import end_of
from varde.kernel.words import PATIENT_LANGUAGES, Text
from varde.programmes.media_slots import MediaSlot


class Playable(Protocol):
    """As much of a film or a sound as is judged."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def captions(self) -> Mapping[str, str]: ...
    @property
    def transcript(self) -> Mapping[str, str]: ...


def fault_of_choice(slot: MediaSlot, chosen: Playable) -> Text | None:
    """What keeps a film or a sound out of a slot; None when nothing does. How long it is, its captions tell: they last as long as
    there is something to hear."""
    if chosen.kind != slot.kind:
        return words.SLOT_KIND.filled(kind=words.A_KIND[slot.kind], other=words.A_KIND[chosen.kind], title=chosen.title)
    for language in PATIENT_LANGUAGES:
        if not (chosen.captions.get(language) and chosen.transcript.get(language)):
            return words.MEDIUM_WITHOUT_WORDS.filled(code=chosen.title, language=words.IN[language])
    ends = max(end_of(captions) for captions in chosen.captions.values())
    if ends > slot.minutes * 60_000:
        return words.SLOT_LONG.filled(title=chosen.title, ends=_clock(ends), most=slot.minutes)
    return None


def _clock(milliseconds: int) -> str:
    """Minutes and seconds, the last second whole.

    >>> _clock(450_200)
    '07:31'
    """
    seconds = -(-milliseconds // 1000)
    return f"{seconds // 60:02}:{seconds % 60:02}"


@dataclass(frozen=True, slots=True)
class SlotEvent:
    """One deed of a slot: its number, the ``place`` counted upwards from the organisation that asks (0: its own), what was done, to
    what, and whether that may still be shown."""

    number: int
    place: int
    kind: str
    code: str
    answers: int | None
    usable: bool


@dataclass(frozen=True, slots=True)
class SlotState:
    """What stands: the numbers of the deed that shows something (None: empty), and of what waits at the organisation itself."""

    shown: int | None
    waits: int | None


def state_of(events: Iterable[SlotEvent]) -> SlotState:
    """What stands after these deeds, in the order that they were done. What an organisation shows goes before what those above it
    show; what was taken out, or may not be shown any more, leaves the place to them."""
    last: dict[int, SlotEvent] = {}
    waiting: dict[int | None, None] = {}
    for event in events:
        if event.kind in ("shown", "emptied"):
            last[event.place] = event
        if event.place == 0 and event.kind == "sent":
            waiting[event.number] = None
        waiting.pop(event.answers, None)
    standing = (last[place] for place in sorted(last))
    shown = next((each.number for each in standing if each.kind == "shown" and each.usable), None)
    return SlotState(shown, next(iter(waiting), None))
