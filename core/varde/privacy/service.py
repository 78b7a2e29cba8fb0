"""Blocks: a patient keeps a named person out of the record. The block gate reads them (see :mod:`varde.enrolments.access`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, not_, or_, select

from varde.audit.models import AccessEntry
from varde.identity.models import Organisation, Person
from varde.identity.service import is_hers
from varde.kernel.errors import NotFound
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.events import KeptOut
from varde.privacy.models import Block


class NobodyToBlock(NotFound):
    """Only somebody who has been in the record can be kept out of it; a guess at a number tells nothing."""

    sentence = Text(
        "Vi finner ingen med den rollen som har åpnet opplysningene dine.",
        "Vi finn ingen med den rolla som har opna opplysningane dine.",
        "We find nobody with that role who has opened your record.",
    )


Held = Sequence[tuple[int, datetime]]
"""Of which enrolments, and from when on, the patient is not told yet of what was opened because help could not wait, nor of its
review (:func:`varde.enrolments.break_glass.to_patient`)."""
UNTOLD = ("break_glass", "review")


def _is_told(held: Held) -> ColumnElement[bool]:
    """Whether an entry of the log may be shown to the patient now."""
    hidden = (
        (AccessEntry.enrolment_id == enrolment_id) & (AccessEntry.at >= since) & AccessEntry.basis.in_(UNTOLD)
        for enrolment_id, since in held
    )
    return not_(or_(false(), *hidden))


def visitors_of(
    work: Work, patient_id: int, *, treating: Collection[int] = (), held: Held = ()
) -> list[tuple[Person, bool]]:
    """Everybody but the patient who has had the record open, may open it as one of ``treating``, or is blocked, by name, and
    whether they are. Whoever was refused has had nothing. One statement."""
    seen = select(AccessEntry.actor_id).where(
        is_hers(AccessEntry.patient_id, patient_id),
        ~is_hers(AccessEntry.actor_id, patient_id),
        AccessEntry.role != "patient",
        AccessEntry.outcome == "ok",
        _is_told(held),
    )
    blocked = select(Block.blocked_id).where(Block.patient_id == patient_id)
    rows = work.session.execute(
        select(Person, Person.id.in_(blocked))
        .where(Person.id.in_(seen) | Person.id.in_(blocked) | Person.id.in_(treating))
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    return [(row[0], bool(row[1])) for row in rows]


def looks_at(
    work: Work,
    patient_id: int,
    *,
    but_by: int | None = None,
    before: int | None = None,
    most: int = 200,
    held: Held = (),
) -> list[tuple[AccessEntry, str | None]]:
    """Who opened or changed this patient's record, the entry written last first, with the name of the organisation.

    By the order of writing, which is also what ``before`` pages by: a clock that was set back hides nothing.

    :param but_by: leave out what this person did.
    :param before: only entries written before the one with this id.
    """
    query = (
        select(AccessEntry, Organisation.name)
        .outerjoin(Organisation, Organisation.id == AccessEntry.organisation_id)
        .where(is_hers(AccessEntry.patient_id, patient_id), AccessEntry.outcome == "ok", _is_told(held))
        .order_by(AccessEntry.id.desc())
        .limit(most)
    )
    if but_by is not None:
        own = is_hers(AccessEntry.actor_id, but_by)
        query = query.where(AccessEntry.actor_id.is_(None) | ~own)
    if before is not None:
        query = query.where(AccessEntry.id < before)
    return [(entry, name) for entry, name in work.session.execute(query)]


def first_look(
    work: Work, patient_id: int, enrolment_id: int, kind: str, since: datetime, *, held: Held = ()
) -> tuple[str, datetime] | None:
    """Who of the others first looked at this of an enrolment after ``since``, and when; None when nobody is known to. What was
    seen on another page of the record is not in it.

    :param kind: a key of :data:`varde.audit.words.WHAT`.
    """
    query = (
        select(AccessEntry.actor_name, AccessEntry.at)
        .where(
            is_hers(AccessEntry.patient_id, patient_id),
            AccessEntry.at >= since,
            AccessEntry.enrolment_id == enrolment_id,
            AccessEntry.what == kind,
            AccessEntry.outcome == "ok",
            ~is_hers(AccessEntry.actor_id, patient_id),
            _is_told(held),
        )
        .order_by(AccessEntry.id)
        .limit(1)
    )
    row = work.session.execute(query).first()
    return (row[0], row[1]) if row is not None else None


def block(work: Work, patient_id: int, person_id: int, *, treating: Collection[int] = (), held: Held = ()) -> Person:
    """Keep this one of :func:`visitors_of` out from now on. Doing it twice changes nothing. :raises NobodyToBlock"""
    for person, already in visitors_of(work, patient_id, treating=treating, held=held):
        if person.id == person_id:
            if not already:
                work.add(Block(patient_id=patient_id, blocked_id=person_id, created_at=work.now))
                work.session.flush()
                work.publish(KeptOut(patient_id, person_id))
            return person
    raise NobodyToBlock()


def unblock(work: Work, patient_id: int, person_id: int) -> None:
    """Let this person in again."""
    work.session.execute(delete(Block).where(Block.patient_id == patient_id, Block.blocked_id == person_id))
