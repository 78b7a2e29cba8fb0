"""What is written about one access."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """What is written about one access. ``action`` is read or write; ``purpose`` is treat, self, emergency or admin."""

    actor_id: int | None
    actor_name: str
    role: str
    organisation_id: int | None
    action: str
    what: str
    purpose: str
    basis: str
    patient_id: int | None = None
    enrolment_id: int | None = None
    outcome: str = "ok"
