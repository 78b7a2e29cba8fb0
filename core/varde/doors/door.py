"""What a door is, and what it is given when somebody calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from varde.kernel.assembly import taken
from varde.kernel.part import Part

if TYPE_CHECKING:
    from marshmallow import Schema

    from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class DoorCall:
    """One call that has passed every check. ``body`` is what the schema made of it, ``device`` the name of the key, and
    ``enrolment_id`` the enrolment that the key is for: what is stored is stored there and nowhere else."""

    enrolment_id: int
    device: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Door:
    """A door for machines at ``/api/v1/<part>/<key>``, which takes JSON by POST.

    ``schema`` is a class of marshmallow: types, ranges and which fields must be there; what is not in it is refused.
    ``moment`` names the field that says when it happened, which cannot lie ahead. ``handle`` is called with a sound body in
    a unit of work of its own and returns what the machine is answered, as JSON has it; an error such as
    ``varde.plugin.doors.NotFound`` is said in its sentence, and nothing is stored. ``summary`` is for whoever builds the
    machine, in English. A key may call ``per_minute`` times in a minute.

    A key is for one door and one enrolment (``varde door token``). A call carries ``Idempotency-Key``: the same key with the
    same body is answered as it was the first time, and nothing is done twice.
    """

    key: str
    summary: str
    schema: type[Schema]
    handle: Callable[[Work, DoorCall], Mapping[str, Any]]
    moment: str = ""
    per_minute: int = 60

    def faults(self) -> Iterator[str]:
        """What is wrong with it, asked before anything runs."""
        from varde.doors.check import faults_of

        yield from faults_of(self)


def doors_of(parts: Iterable[Part]) -> dict[tuple[str, str], Door]:
    """Every door of these parts, by the key of the part and its own."""
    return {(part.key, door.key): door for part in parts for door in taken(part, "doors", [])}
