"""How one member of the staff signs in, as whoever gives her roles may know it: never from where, nor what she has looked at, nor
anything of her as a patient."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from varde.identity.models import HealthProfessional, Person, WebSession
from varde.identity.sessions import open_sessions
from varde.kernel.work import Work
from varde.privacy.kin import kin_of

AT_WORK = "helseid"
"""The issuer through which staff sign in; what a person does through another is private to her."""


@dataclass(frozen=True, slots=True)
class SigningIn:
    """``seen_at`` is None when she has never signed in; ``confirmed_at`` when HelseID last said that the HPR number written down
    is hers, None when it has not, or says another. ``browsers`` are those where she is signed in now, ``kin`` those whose records
    she has declared herself kept out of."""

    seen_at: datetime | None
    confirmed_at: datetime | None
    browsers: int
    kin: int


def last_signed_in(work: Work, people: Collection[int]) -> dict[int, datetime]:
    """When each of these was last signed in at work; whoever never was is left out. One statement."""
    at_work = select(WebSession.person_id, func.max(WebSession.seen_at)).where(
        WebSession.person_id.in_(people), WebSession.issuer_key == AT_WORK
    )
    return {row[0]: row[1] for row in work.session.execute(at_work.group_by(WebSession.person_id))}


def signing_in_of(work: Work, person: Person) -> SigningIn:
    """How this person signs in at work. Four statements."""
    seen_at = last_signed_in(work, [person.id]).get(person.id)
    said = select(HealthProfessional.told_at).where(
        HealthProfessional.person_id == person.id, HealthProfessional.number == person.hpr
    )
    browsers = [each for each in open_sessions(work, person.id) if each.issuer_key == AT_WORK]
    return SigningIn(seen_at, work.session.scalar(said), len(browsers), len(kin_of(work, person.id)))
