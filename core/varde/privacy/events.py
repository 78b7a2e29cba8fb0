"""News of what a patient decides about her record, and of its end."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ToBeErased(Event):
    """This person is about to be erased; with ``whole`` False, only what nothing rests on of her. Whoever hears it and will have
    none of it raises, and nothing is."""

    person_id: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class KeptOut(Event):
    """A patient keeps somebody out of her record from now on."""

    patient_id: int
    person_id: int
