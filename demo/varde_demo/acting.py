"""Invented people as those who do what is done."""

from __future__ import annotations

from varde.identity.acting import acting
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor, RoleAt


def actor_of(person: Person, organisation: Organisation | None = None) -> Actor:
    """A person acting as a patient, or, with an organisation, as a therapist there."""
    roles = (RoleAt("therapist", organisation.id),) if organisation else ()
    return acting(person, roles, staff=organisation is not None)
