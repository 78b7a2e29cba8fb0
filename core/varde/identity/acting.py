"""A person as whoever asks, where no session says so: in jobs, in the demo and in tests."""

from __future__ import annotations

import getpass
from collections.abc import Iterable

from varde.identity.hpr import Professional
from varde.identity.models import HealthProfessional, Person
from varde.identity.service import Actor, RoleAt, professional_of, staff_roles_of
from varde.kernel.work import Work


def acting(
    person: Person, roles: Iterable[RoleAt] = (), *, staff: bool = False, professional: Professional | None = None
) -> Actor:
    """A person with these roles; a patient unless it is said that she is there as ``staff``."""
    return Actor(
        person.id,
        person.name,
        person.given_name,
        person.title,
        person.language,
        tuple(roles),
        staff_sign_in=staff,
        professional=professional,
    )


def name_at_the_machine() -> str:
    """“kari på maskinen”: whoever runs a command, by the name the machine knows."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a process without a user of its own
        name = "?"
    return f"{name} på maskinen"


def writer_of(work: Work, person_id: int, *, staff: bool) -> Actor | None:
    """Whoever a page was made for, as she would be signed in now, with the roles she holds today; None when she is gone."""
    person = work.session.get(Person, person_id)
    if person is None:
        return None
    roles = staff_roles_of(work, person) if staff else ()
    row = work.session.get(HealthProfessional, person.id) if staff else None
    professional = professional_of(row.number, row.professions) if row is not None else None
    return acting(person, roles, staff=staff, professional=professional)
