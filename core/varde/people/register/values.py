"""What the contact register answers, and what whoever asks it must be ready for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One person in the register. ``registered``: she is in it. ``reserved``: she wants nothing digital of the public sector.
    ``fresh``: what it holds is verified recently enough to be used for notices. ``phone`` is E.164 and takes text messages; either
    of the two may be unknown. ``verified_at``: when she last said that it is right."""

    registered: bool
    reserved: bool = False
    fresh: bool = True
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    verified_at: datetime | None = None


class RegisterSilent(Exception):
    """The register gave no answer that can be used. ``said`` is what went wrong, without any number or address."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


class ContactRegister(Protocol):
    """A register of how people can be reached."""

    def look_up(self, numbers: Sequence[str], now: datetime) -> Mapping[str, RegisterEntry]:
        """What it says of these national identity numbers, at most :data:`MOST_AT_ONCE`; one that it leaves out is in the answer
        as not registered. :raises RegisterSilent: it gave none."""
        ...


MOST_AT_ONCE = 1000
"""Of the national register: so many people may be asked for in one call (docs.digdir.no, Oppslagstjenesten REST)."""
