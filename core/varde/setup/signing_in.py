"""How one member of the staff signs in, as whoever gives her roles may know it: never from where, nor what she has looked at, nor
anything of her as a patient."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from varde.identity.models import HealthProfessional, Organisation, Person, WebSession
from varde.identity.sessions import AT_WORK, end_sessions_at_work, open_sessions
from varde.kernel.work import Work
from varde.privacy.kin import kin_of
from varde.setup.changes import Editor, hold_place, note


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


def sign_out_everywhere(work: Work, editor: Editor, organisation: Organisation, person: Person) -> int:
    """Sign her out wherever she is signed in at work, since a telephone is lost or a computer was left open; kept in the history of
    the place. Her roles stand, and where she is a patient she stays signed in. How many browsers it was.

    :raises NotYours
    """
    hold_place(work, editor, organisation)
    ended = end_sessions_at_work(work, person.id)
    note(work, editor, organisation.id, "staff", "browsers", ended, 0, person.id)
    return ended
