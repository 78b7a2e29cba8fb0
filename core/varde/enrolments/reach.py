"""Where a member of staff reaches with a role, and whose records she is kept out of all the same.

What the gates (:mod:`varde.enrolments.access`) ask of one record, every list asks here of all it shows: a role held for one
programme reaches that programme's people, and nobody finds herself, her kin or whoever keeps her out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, cast, literal, null, or_, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute

from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation
from varde.identity.service import Actor
from varde.kernel.sealed import SealedBytes
from varde.kernel.work import Work
from varde.privacy.kin import kin_with_number, people_of
from varde.privacy.models import Block, Kin

_ROOTS = select(Organisation.id, Organisation.id.label("root")).where(
    Organisation.id.in_(bindparam("above", expanding=True))
)
_TREE = _ROOTS.cte("tree", recursive=True)
_TREE = _TREE.union_all(select(Organisation.id, _TREE.c.root).where(Organisation.parent_id == _TREE.c.id))
_ME: BindParameter[int] = bindparam("me")
_FOUND = union_all(
    select(
        literal("place").label("what"),
        _TREE.c.id.label("id"),
        _TREE.c.root.label("person_id"),
        cast(null(), Kin.fingerprint.type).label("fingerprint"),
        cast(null(), SealedBytes).label("label_sealed"),
    ),
    select(
        literal("blocks"),
        Block.patient_id,
        Block.blocked_id,
        cast(null(), Kin.fingerprint.type),
        cast(null(), SealedBytes),
    ).where(Block.blocked_id == _ME),
    kin_with_number(_ME, literal("kin")),
).subquery()
FOUND: Any = select(_FOUND)
"""Put together once, since every list of a staff member asks it: the places below those where she holds a role, who keeps her
out, and whom she has declared as kin."""


@dataclass(frozen=True, slots=True)
class Reach:
    """``places`` are of roles held for every programme, ``limited`` are places with the one programme that a role is held for
    there; those below them too. ``own`` are she herself and her kin, ``kept_out`` these and whoever keeps her out."""

    places: tuple[int, ...]
    limited: tuple[tuple[int, str], ...]
    own: tuple[int, ...]
    kept_out: tuple[int, ...]

    @property
    def asked(self) -> dict[str, Any]:
        """What a statement with :func:`covered`, :func:`let_in` or :func:`not_own` takes."""
        return {"places": self.places, "limited": self.limited, "own": self.own, "kept_out": self.kept_out}

    @property
    def everywhere(self) -> frozenset[int]:
        """Every place she reaches, for whichever programme."""
        return frozenset({*self.places, *(place for place, _programme in self.limited)})


def reach_of(work: Work, actor: Actor, roles: Collection[str]) -> Reach:
    """Where she reaches with these roles. One statement, and one more for whoever has declared kin by name."""
    (reach,) = reaches_of(work, actor, roles)
    return reach


def reaches_of(work: Work, actor: Actor, *each: Collection[str]) -> list[Reach]:
    """The same of several sets of roles. As many statements."""
    held = [role for role in actor.roles if any(role.role in roles for roles in each)]
    asked = {"above": sorted({role.organisation_id for role in held}), "me": actor.person_id}
    rows = work.columns(FOUND, asked)
    below: dict[int, set[int]] = {}
    for row in rows:
        if row.what == "place":
            below.setdefault(row.person_id, set()).add(row.id)
    own = {actor.person_id, *people_of(work, [row for row in rows if row.what == "kin"])}
    kept_out = own | {row.id for row in rows if row.what == "blocks"}

    def reach(roles: Collection[str]) -> Reach:
        places: set[int] = set()
        limited: set[tuple[int, str]] = set()
        for role in held:
            if role.role in roles and role.programme is None:
                places |= below.get(role.organisation_id, set())
            elif role.role in roles and role.programme is not None:
                limited |= {(place, role.programme) for place in below.get(role.organisation_id, ())}
        return Reach(tuple(sorted(places)), tuple(sorted(limited)), tuple(sorted(own)), tuple(sorted(kept_out)))

    return [reach(roles) for roles in each]


def covered(
    organisation: ColumnElement[int] | InstrumentedAttribute[int] = Enrolment.organisation_id,
    programme: ColumnElement[str] | InstrumentedAttribute[str] = Enrolment.programme,
) -> ColumnElement[bool]:
    """What is at a place where she holds one of the roles, or below it, in the programme that the role is held for. For a
    statement that takes :attr:`Reach.asked`."""
    return or_(
        organisation.in_(bindparam("places", expanding=True)),
        tuple_(organisation, programme).in_(bindparam("limited", expanding=True)),
    )


def within(reach: Reach) -> ColumnElement[bool]:
    """What :func:`covered` says of enrolments, of one reach that the statement need not take."""
    return or_(
        Enrolment.organisation_id.in_(reach.places),
        tuple_(Enrolment.organisation_id, Enrolment.programme).in_(reach.limited),
    )


def kept_out_of(work: Work, person_id: int) -> frozenset[int]:
    """Those whose record this member of staff is kept out of, whatever role she holds: she herself, her kin, and whoever keeps
    her out. One statement, and one more for whoever has declared kin by name."""
    rows = work.columns(FOUND, {"above": [], "me": person_id})
    kin = people_of(work, [row for row in rows if row.what == "kin"])
    return frozenset({person_id, *kin, *(row.id for row in rows if row.what == "blocks")})


def let_in(person: ColumnElement[int] | InstrumentedAttribute[int] = Enrolment.person_id) -> ColumnElement[bool]:
    """Neither herself, nor her kin, nor whoever keeps her out; see :func:`covered`."""
    return person.not_in(bindparam("kept_out", expanding=True))


def not_own(person: ColumnElement[int] | InstrumentedAttribute[int] = Enrolment.person_id) -> ColumnElement[bool]:
    """Neither herself nor her kin; see :func:`covered`."""
    return person.not_in(bindparam("own", expanding=True))
