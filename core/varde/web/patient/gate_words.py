"""What a patient reads on her page of the meeting that comes before she can begin."""

from __future__ import annotations

from dataclasses import dataclass

from varde.enrolments.gates import GateAhead, Stands
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class GateSaid:
    """One next thing: what stands over it, what it is, and what follows. ``{meeting}`` is the name of the meeting."""

    over: Text
    title: Text
    words: Text


HAS_PLACE = Text("Du har fått plass", "Du har fått plass", "You have a place")
AFTERWARDS = Text("Etter samtalen", "Etter samtalen", "After the talk")
FIRST = Text("Først: {meeting}", "Først: {meeting}", "First: {meeting}")
OPENS_AFTER = GateSaid(
    HAS_PLACE,
    FIRST,
    Text(
        "Der møter du behandleren din, og dere blir enige om veien videre. Etter samtalen kan du begynne her.",
        "Der møter du behandlaren din, og de blir einige om vegen vidare. Etter samtalen kan du begynne her.",
        "There you meet your therapist, and you agree on the way ahead. After the talk you can begin here.",
    ),
)
DECIDED: dict[Stands, GateSaid] = {
    "ahead": GateSaid(
        HAS_PLACE,
        FIRST,
        Text(
            "Der møter du behandleren din, og dere snakker om veien videre. Etter samtalen får du vite når du kan begynne.",
            "Der møter du behandlaren din, og de snakkar om vegen vidare. Etter samtalen får du vite når du kan begynne.",
            "There you meet your therapist, and you talk about the way ahead. After the talk you are told when you can begin.",
        ),
    ),
    "undecided": GateSaid(
        AFTERWARDS,
        Text("Takk for samtalen", "Takk for samtalen", "Thank you for the talk"),
        Text(
            "Behandleren din skriver ned det dere kom fram til. Du får beskjed når det er gjort.",
            "Behandlaren din skriv ned det de kom fram til. Du får beskjed når det er gjort.",
            "Your therapist writes down what you arrived at. You are told when that is done.",
        ),
    ),
    "wait": GateSaid(
        AFTERWARDS,
        Text("Du venter med å begynne", "Du ventar med å begynne", "You wait before you begin"),
        Text(
            "Det ble bestemt etter samtalen. Du får beskjed når du kan begynne.",
            "Det blei bestemt etter samtalen. Du får beskjed når du kan begynne.",
            "That was decided after the talk. You are told when you can begin.",
        ),
    ),
    "not": GateSaid(
        AFTERWARDS,
        Text("Du begynner ikke her nå", "Du begynner ikkje her no", "You do not begin here now"),
        Text(
            "Det ble bestemt etter samtalen. Lurer du på hvorfor, eller på hva som skjer nå, kan du skrive til oss.",
            "Det blei bestemt etter samtalen. Lurer du på kvifor, eller på kva som skjer no, kan du skrive til oss.",
            "That was decided after the talk. If you wonder why, or what happens now, you can write to us.",
        ),
    ),
}
"""By how it stands with a meeting that decides."""
WE_ARRANGE = Text("Vi avtaler tid med deg.", "Vi avtaler tid med deg.", "We arrange a time with you.")
SHE_CHOOSES = Text("Du kan velge en tid selv.", "Du kan velje ei tid sjølv.", "You can choose a time yourself.")


@dataclass(frozen=True, slots=True)
class GateAtHome:
    """The meeting as her page says it: its name, how it stands, and how she gets a time (None: she has one, or needs none).
    ``writes``: what she can do is write."""

    meeting: Text
    said: GateSaid
    arranged: Text | None
    writes: bool


def at_home_of(gate: GateAhead, *, has_time: bool) -> GateAtHome:
    """What is said of this gate; ``has_time``: an appointment of hers is booked, to come or just held."""
    said = DECIDED[gate.stands] if gate.meeting.decides else OPENS_AFTER
    chosen = SHE_CHOOSES if gate.meeting.self_booked else WE_ARRANGE
    arranged = None if has_time or gate.stands != "ahead" else chosen
    return GateAtHome(gate.meeting.title, said, arranged, gate.meeting.decides and gate.stands == "not")
