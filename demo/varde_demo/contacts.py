"""What the demo's contact register says of those one can sign in as: one has a number and an address there, one is reserved, and
one has not confirmed for years what stands there. Of everybody else it knows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from varde.testing.register import StubRegister
from varde_demo.cast import CastMember

SAID = (
    {"phone": "91234568", "email": "hei@post.example.no"},
    {"phone": "91234569", "reservasjon": "JA"},
    {"phone": "91234570", "varslingsstatus": "KAN_IKKE_VARSLES"},
)


def register_cast(register: StubRegister, cast: Sequence[CastMember]) -> None:
    """Put the patients of the cast into the register."""
    patients = (member for member in cast if member.issuer == "idporten")
    for member, said in zip(patients, cycle(SAID), strict=False):
        register.holds(member.nin, **said)
