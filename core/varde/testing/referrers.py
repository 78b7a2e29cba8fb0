"""People whom the register of health personnel knows, for tests of what they may do without any role."""

from __future__ import annotations

from varde.identity.hpr import Professional
from varde.identity.models import Person
from varde.identity.service import keep_professional
from varde.testing.house import House


def health_professional(house: House, given_name: str, family_name: str, *professions: str, number: str = "") -> Person:
    """A new person without a role, with an HPR number and these of :data:`varde.identity.hpr.PROFESSIONS`."""
    person = house.person(given_name, family_name)
    with house.work() as work:
        registered = Professional(number or f"{9_100_000 + person.id}", tuple(sorted(professions)))
        keep_professional(work, work.session.get_one(Person, person.id), registered)
        return work.session.get_one(Person, person.id)
