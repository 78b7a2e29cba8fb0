"""The keys of machines: made, listed, revoked, and looked at with every call."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import select

from varde.doors.door import Door, doors_of
from varde.doors.errors import (
    NoSuchCourse,
    NoSuchDoor,
    NoSuchToken,
    NotItsProgramme,
    TokenEnded,
    TooOften,
    UnknownToken,
)
from varde.doors.models import DoorToken
from varde.enrolments.models import Enrolment
from varde.identity.sessions import hashed
from varde.kernel.assembly import taken
from varde.kernel.part import Part
from varde.kernel.work import Work
from varde.programmes.values import Programme

WINDOW = timedelta(minutes=1)
AT_ONCE = timedelta(minutes=5)
"""Used from an address, from another, and from the first again within so long, a key is in two places: a telephone that leaves the
house changes its network too, but not back and forth. Proposed."""
log = structlog.get_logger("varde.doors")


def make_token(work: Work, part: str, key: str, enrolment_id: int, name: str, days: int) -> tuple[DoorToken, str]:
    """A new key, for one door and one enrolment, that ends after so many days. The second is the key itself, which nobody can
    see again.

    :raises NoSuchDoor, NoSuchCourse: there is none. :raises NotItsProgramme: the enrolment is in another part's programme.
    """
    doors = doors_of(work.catalogue.all(Part).values())
    place = f"{part}/{key}"
    if (part, key) not in doors:
        raise NoSuchDoor(door=place, doors=", ".join(sorted("/".join(known) for known in doors)) or "0")
    enrolment = work.session.get(Enrolment, enrolment_id)
    if enrolment is None:
        raise NoSuchCourse(enrolment=enrolment_id)
    declared = taken(work.catalogue.one(Part, part), "declares", [])
    if enrolment.programme not in {value.key for value in declared if isinstance(value, Programme)}:
        raise NotItsProgramme(enrolment=enrolment_id, door=place)
    secret = secrets.token_urlsafe(32)
    token = DoorToken(
        enrolment_id=enrolment_id,
        part=part,
        door=key,
        name=name[:80],
        token_hash=hashed(secret),
        made_at=work.now,
        ends_at=work.now + timedelta(days=days),
        window_began_at=work.now,
    )
    work.add(token)
    work.session.flush()
    return token, secret


def tokens(work: Work, enrolment_id: int | None = None) -> Sequence[DoorToken]:
    """Every key, or those of one enrolment, by number; also those that have ended. One statement."""
    query = select(DoorToken).order_by(DoorToken.id)
    return work.session.scalars(
        query if enrolment_id is None else query.where(DoorToken.enrolment_id == enrolment_id)
    ).all()


def revoke(work: Work, number: int) -> DoorToken:
    """From now on this key opens nothing. Twice changes nothing. :raises NoSuchToken"""
    token = work.session.get(DoorToken, number)
    if token is None:
        raise NoSuchToken(number=number)
    token.revoked_at = token.revoked_at or work.now
    return token


def admitted(work: Work, secret: str, door: Door, address: str) -> DoorToken:
    """The key that was shown, counted as used from this network address: also a call that is refused later counts. One that is
    used from two places at once is let in, since what it brings may be of consequence, and is said (``varde door list``).

    :raises UnknownToken, TokenEnded: it opens nothing. :raises TooOften: not now.
    """
    query = select(DoorToken).where(DoorToken.token_hash == hashed(secret)).with_for_update()
    token = work.session.scalar(query)
    if token is None:
        raise UnknownToken()
    if token.revoked_at is not None or token.ends_at <= work.now:
        raise TokenEnded()
    if token.window_began_at + WINDOW <= work.now:
        token.window_began_at, token.calls = work.now, 0
    if token.calls >= door.per_minute:
        raise TooOften(most=door.per_minute)
    token.calls += 1
    moved, at_once = (
        token.last_from != address,
        token.last_used_at is not None and work.now < token.last_used_at + AT_ONCE,
    )
    if moved and at_once and token.before_from == address:
        token.elsewhere_at = work.now
        log.warning(
            "key_in_two_places",
            token_id=token.id,
            name=token.name,
            sentence="The key of a machine is used from two places.",
        )
    if moved:
        token.before_from = token.last_from if at_once else ""
    token.last_used_at, token.last_from = work.now, address
    return token
