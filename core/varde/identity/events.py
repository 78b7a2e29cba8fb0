"""What happens to people that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SubjectIsAnotherPerson(Event):
    """The sign-in service says that whoever is signed in as ``person_id`` is the one we know as ``known_person_id``."""

    known_person_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class SignedInOnNewDevice(Event):
    """A member of the staff signed in with a browser that she has not signed in with before. ``mark`` names the sign-in."""

    person_id: int
    mark: str


@dataclass(frozen=True, slots=True)
class AgeOrSexChanged(Event):
    """Another birth date of the person is known, or another sex."""

    person_id: int


@dataclass(frozen=True, slots=True)
class OrganisationMoved(Event):
    """An organisation stands under ``after_id`` now, and stood under ``before_id`` (None: at the top)."""

    organisation_id: int
    before_id: int | None
    after_id: int
