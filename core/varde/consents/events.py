"""What others hear of a yes and a no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ConsentSaid(Event):
    """A person said yes (``allowed`` 1) or no (0) to a purpose, as row ``consent_id``."""

    name: ClassVar[str] = "consents.said"

    person_id: int
    consent_id: int
    purpose: str
    allowed: int
