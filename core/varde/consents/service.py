"""To ask, to say yes or no, and to be asked before something is done: the one answer to whether a person has permitted it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from varde.consents.errors import HowNeeded, NoSuchPurpose, SaidAlready, WordsChanged
from varde.consents.events import ConsentSaid
from varde.consents.models import Consent
from varde.consents.values import Purpose
from varde.consents.words import NO, YES
from varde.identity.models import Person
from varde.identity.service import is_hers
from varde.kernel.work import Work

Standing = Literal["yes", "no", "asked_anew", "unasked"]
"""What holds of one purpose: her yes to the words that hold now, her no, a yes to older words, or nothing said."""
LONGEST_REASON = 200
MOST = 200


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A purpose and what holds of it: the row that counts (``number``), when it was said and in the words of which ``version``;
    None and 0 where nothing was."""

    purpose: Purpose
    standing: Standing
    number: int | None = None
    at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One yes or no as it is read; ``by`` is "" when she said it herself. ``purpose`` is None when nobody asks it any more."""

    purpose: Purpose | None
    key: str
    allowed: bool
    version: int
    at: datetime
    by: str
    reason: str


def standing_of(row: Consent | None, purpose: Purpose) -> Standing:
    """What holds. A no holds whatever the words; a yes is to its own words alone."""
    if row is None:
        return "unasked"
    if not row.allowed:
        return "no"
    return "yes" if row.version == purpose.version else "asked_anew"


def purpose_of(work: Work, key: str) -> Purpose:
    """:raises NoSuchPurpose: nobody asks it."""
    purpose = work.catalogue.all(Purpose).get(key)
    if purpose is None:
        raise NoSuchPurpose()
    return purpose


def permitted(work: Work, people: Collection[int], key: str) -> dict[int, Standing]:
    """What holds of one purpose for each of these people. Two statements.

    :raises NoSuchPurpose
    """
    purpose = purpose_of(work, key)
    newest = (
        select(func.max(Consent.id))
        .where(Consent.person_id.in_(people), Consent.purpose == key)
        .group_by(Consent.person_id)
    )
    rows = {row.person_id: row for row in work.session.scalars(select(Consent).where(Consent.id.in_(newest)))}
    return {person_id: standing_of(rows.get(person_id), purpose) for person_id in people}


def consents_of(work: Work, person_id: int) -> list[ConsentView]:
    """Every purpose by key, and what holds of it. One statement."""
    rows = _newest(work, person_id)
    return [_view(purpose, rows.get(key)) for key, purpose in sorted(work.catalogue.all(Purpose).items())]


def current(work: Work, person_id: int, key: str) -> Consent | None:
    """What she said last of one purpose. One statement."""
    hers = select(Consent).where(Consent.person_id == person_id, Consent.purpose == key)
    return work.session.scalars(hers.order_by(Consent.id.desc()).limit(1)).first()


def _newest(work: Work, person_id: int) -> Mapping[str, Consent]:
    hers = select(Consent).where(is_hers(Consent.person_id, person_id)).order_by(Consent.id)
    return {row.purpose: row for row in work.session.scalars(hers)}


def _view(purpose: Purpose, row: Consent | None) -> ConsentView:
    standing = standing_of(row, purpose)
    return (
        ConsentView(purpose, standing) if row is None else ConsentView(purpose, standing, row.id, row.at, row.version)
    )


def say(
    work: Work, person: Person, key: str, *, allowed: bool, version: int, by_id: int, own: bool, how: str = ""
) -> Consent:
    """Write down that she says yes or no, from now on.

    :param version: of the words that she read. :param how: in what way she said it, where staff write it for her.
    :raises NoSuchPurpose, WordsChanged, SaidAlready
    :raises HowNeeded: staff do not say how they have it.
    """
    purpose = purpose_of(work, key)
    if version != purpose.version:
        raise WordsChanged()
    how = " ".join(how.split())[:LONGEST_REASON]
    if not own and not how:
        raise HowNeeded()
    work.session.refresh(person, with_for_update={"key_share": True})
    row = _newest(work, person.id).get(key)
    if row is not None and standing_of(row, purpose) == ("yes" if allowed else "no"):
        day = f"{row.at.astimezone(work.zone):%d.%m.%Y}"
        raise SaidAlready(said=YES if allowed else NO, day=day)
    said = Consent(
        person_id=person.id,
        purpose=key,
        allowed=allowed,
        version=version,
        source="own" if own else "staff",
        by_id=by_id,
        at=work.now,
    )
    said.reason = None if own else how
    work.add(said)
    work.session.flush()
    work.publish(ConsentSaid(person.id, said.id, key, int(allowed)))
    return said


def history_of(work: Work, person_id: int) -> list[ConsentLine]:
    """Every yes and no of a person, newest first. One statement."""
    by, purposes = aliased(Person), work.catalogue.all(Purpose)
    rows = work.session.execute(
        select(Consent, by.given_name, by.family_name)
        .outerjoin(by, by.id == Consent.by_id)
        .where(is_hers(Consent.person_id, person_id))
        .order_by(Consent.id.desc())
        .limit(MOST)
    )
    return [
        ConsentLine(
            purposes.get(row.purpose),
            row.purpose,
            row.allowed,
            row.version,
            row.at,
            "" if row.source == "own" else f"{given_name or ''} {family_name or ''}".strip(),
            row.reason or "",
        )
        for row, given_name, family_name in rows
    ]
