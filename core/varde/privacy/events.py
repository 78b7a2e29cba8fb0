"""News of what a patient decides about her record."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class KeptOut(Event):
    """A patient keeps somebody out of her record from now on."""

    patient_id: int
    person_id: int
