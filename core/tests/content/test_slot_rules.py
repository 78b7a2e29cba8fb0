"""What fits in a slot, and what stands in it after what was done."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from varde.content.slot_rules import SlotEvent, SlotState, fault_of_choice, state_of
from varde.kernel.words import Text
from varde.programmes.media_slots import MediaSlot, check_slots

BREATH = MediaSlot("breath", Text("Pust", "Pust", "Breath"), "sound", Text("En stemme.", "Ei røyst.", "A voice."), 5)


def captions(end: str) -> dict[str, str]:
    return dict.fromkeys(("nb", "nn"), f"WEBVTT\n\n00:00.000 --> {end}\nPust inn.\n")


@dataclass
class Chosen:
    kind: str = "sound"
    title: str = "Rolig pust"
    captions: dict[str, str] = field(default_factory=lambda: captions("05:00.000"))
    transcript: dict[str, str] = field(default_factory=lambda: {"nb": "Pust inn.", "nn": "Pust inn."})


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Chosen(), None),
        (
            Chosen(captions=captions("00:05:00.001")),
            "Tekstingen til «Rolig pust» går til 05:01, og plassen tar høyst 5",
        ),
        (Chosen(captions=captions("00:06:58.000")), "går til 06:58, og"),
        (Chosen(captions={**captions("00:04:00.000"), "nn": captions("00:06:10.000")["nn"]}), "går til 06:10, og"),
        (Chosen(kind="film"), "Plassen er til en lyd, og «Rolig pust» er en film."),
        (Chosen(kind="picture"), "Plassen er til en lyd, og «Rolig pust» er et bilde."),
        (Chosen(transcript={"nb": "Pust inn."}), "«Rolig pust» mangler teksting eller avskrift på nynorsk."),
        (Chosen(captions={"nn": "WEBVTT"}), "«Rolig pust» mangler teksting eller avskrift på bokmål."),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(chosen: Chosen, said: str | None) -> None:
    fault = fault_of_choice(BREATH, chosen)
    assert (fault is None) == (said is None)
    assert fault is None or said is None or said in fault.to("nb")


def event(number: int, place: int, kind: str, answers: int | None = None, *, usable: bool = True) -> SlotEvent:
    return SlotEvent(number, place, kind, "a", answers, usable)


SENT, SHOWN = event(1, 0, "sent"), event(2, 0, "shown", 1)
ABOVE = event(3, 1, "shown", 9)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], SlotState(None, None)),
        ([SENT], SlotState(None, 1)),
        ([SENT, SHOWN], SlotState(2, None)),
        ([SENT, event(2, 0, "refused", 1)], SlotState(None, None)),
        ([SENT, event(2, 0, "withdrawn", 1), event(4, 0, "sent")], SlotState(None, 4)),
        ([SENT, SHOWN, event(4, 0, "sent")], SlotState(2, 4)),
        ([SENT, SHOWN, event(4, 0, "emptied")], SlotState(None, None)),
        ([SENT, SHOWN, ABOVE], SlotState(2, None)),
        ([SENT, SHOWN, ABOVE, event(4, 0, "emptied")], SlotState(3, None)),
        ([SENT, event(2, 0, "shown", 1, usable=False), ABOVE], SlotState(3, None)),
        ([event(3, 1, "sent")], SlotState(None, None)),
        ([ABOVE, event(5, 2, "shown", 4)], SlotState(3, None)),
        ([event(3, 1, "shown", 9, usable=False), event(5, 2, "shown", 4)], SlotState(5, None)),
    ],
)
def test_what_stands_is_the_nearest_that_may_be_shown(events: list[SlotEvent], state: SlotState) -> None:
    assert state_of(events) == state


def test_a_slot_says_in_one_sentence_what_it_is_for() -> None:
    two = Text("En stemme. Og en til.", "Ei røyst.", "A voice.")
    slots = (BREATH, MediaSlot("two", BREATH.title, "film", two, 31))
    assert [*check_slots(slots)] == [
        "slot two: minutes is 31, and must be from 1 to 30",
        "slot two: shows must be one sentence of at most 200 characters in nb",
    ]
