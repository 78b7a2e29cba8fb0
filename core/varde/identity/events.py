"""What happens to people that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SubjectIsAnotherPerson(Event):
    """The sign-in service says that whoever is signed in as ``person_id`` is the one we know as ``known_person_id``."""

    known_person_id: int
    person_id: int
