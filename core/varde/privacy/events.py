"""News of what a patient decides about her record, and of its end."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ToBeErased(Event):
    """This person is about to be erased. Whoever hears it and will not have it raises, and nothing is."""

    person_id: int


@dataclass(frozen=True, slots=True)
class KeptOut(Event):
    """A patient keeps somebody out of her record from now on."""

    patient_id: int
    person_id: int
