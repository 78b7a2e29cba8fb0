"""Asking the contact register, outside any transaction, and keeping what it said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from varde.identity.models import Person
from varde.identity.service import nin_of
from varde.kernel.jobs import job
from varde.kernel.work import Platform, Work
from varde.people.register.krr import register_of
from varde.people.register.models import RegisterContact
from varde.people.register.rules import is_due, standing_of
from varde.people.register.values import MOST_AT_ONCE, RegisterEntry, RegisterSilent

log = structlog.get_logger("varde.people")
PHONE_PLACE, EMAIL_PLACE = "register_contact.phone", "register_contact.email"


@job("people.ask_register", outside=True)
def ask_register(platform: Platform, person_id: int) -> None:
    """Ask about one person, who has just signed in for the first time."""
    ask_about(platform, [person_id])


JOBS = (ask_register,)


def met(work: Work, person: Person) -> None:
    """Somebody has signed in: the register is asked once, when it is set up and was never asked about her. One statement."""
    if work.settings.register is not None and work.session.get(RegisterContact, person.id) is None:
        work.enqueue(ask_register, person_id=person.id)


def ask_about(platform: Platform, people: Collection[int]) -> None:
    """Ask about those whose last answer is too old, and keep what is said. The register may be down, slow or talk nonsense: what is
    known stands, and nobody has to wait for it again before some minutes have gone. None when no register is set up."""
    register = register_of(platform.settings)
    if register is None or not people:
        return
    with platform.work() as work:
        numbers = _due(work, people)
    if not numbers:
        return
    now = platform.clock.now()
    try:
        said = register.look_up(list(numbers), now)
    except RegisterSilent as silent:
        log.warning("contact_register_silent", said=silent.said, count=len(numbers))
        with platform.work() as work:
            _note_silence(work, numbers.values(), silent.said)
        return
    with platform.work() as work:
        for number, person_id in numbers.items():
            _keep(work, person_id, said[number])


def _due(work: Work, people: Collection[int]) -> dict[str, int]:
    """The identity number of each of these whom the register is to be asked about. One statement, and one more once somebody has
    heard from a register that gives no answer."""
    if _is_silent(work):
        return {}
    rows = work.session.execute(
        select(Person, RegisterContact.answered_at, RegisterContact.tried_at)
        .outerjoin(RegisterContact, RegisterContact.person_id == Person.id)
        .where(Person.id.in_(people), Person.nin_sealed.is_not(None))
        .order_by(Person.id)
    )
    days = work.settings.krr_days
    due = [person for person, answered_at, tried_at in rows if is_due(answered_at, tried_at, work.now, days)]
    return {nin_of(work, person): person.id for person in due[:MOST_AT_ONCE]}


def _is_silent(work: Work) -> bool:
    """Whether the register gave no answer to whoever asked last, a moment ago."""
    last = select(RegisterContact.failed, RegisterContact.tried_at).order_by(RegisterContact.tried_at.desc()).limit(1)
    row = work.session.execute(last).first()
    return row is not None and row.failed is not None and not is_due(None, row.tried_at, work.now, 0)


def _keep(work: Work, person_id: int, entry: RegisterEntry) -> None:
    row = _row(work, person_id)
    row.registered, row.reserved, row.fresh = entry.registered, entry.reserved, entry.fresh
    usable = standing_of(entry) == "usable"  # what may not be used is not kept
    row.phone_sealed = work.vault.seal(PHONE_PLACE, entry.phone) if usable and entry.phone else None
    row.email_sealed = work.vault.seal(EMAIL_PLACE, entry.email) if usable and entry.email else None
    row.verified_at, row.answered_at, row.failed = entry.verified_at, work.now, None


def _note_silence(work: Work, people: Collection[int], said: str) -> None:
    for person_id in people:
        _row(work, person_id).failed = said[:60]


def _row(work: Work, person_id: int) -> RegisterContact:
    row = work.session.get(RegisterContact, person_id, with_for_update=True)
    if row is None:
        try:
            with work.session.begin_nested():
                row = work.add(RegisterContact(person_id=person_id, tried_at=work.now))
        except IntegrityError:
            # Somebody else asked about her at the same time.
            row = work.session.get_one(RegisterContact, person_id, with_for_update=True)
    row.tried_at = work.now
    return row


@dataclass(frozen=True, slots=True)
class RegisterSaid:
    """What the register last said of a person, and when."""

    entry: RegisterEntry
    answered_at: datetime


def said_of(work: Work, people: Collection[int]) -> Mapping[int, RegisterSaid]:
    """What the register last said of each of these; whoever it never answered about is left out. One statement, and none when no
    register is set up."""
    if work.settings.register is None or not people:
        return {}
    rows = work.session.scalars(
        select(RegisterContact).where(RegisterContact.person_id.in_(people), RegisterContact.answered_at.is_not(None))
    )
    return {
        row.person_id: RegisterSaid(_entry(work, row), row.answered_at) for row in rows if row.answered_at is not None
    }


def _entry(work: Work, row: RegisterContact) -> RegisterEntry:
    phone = work.vault.open(PHONE_PLACE, row.phone_sealed) if row.phone_sealed else None
    email = work.vault.open(EMAIL_PLACE, row.email_sealed) if row.email_sealed else None
    return RegisterEntry(row.registered, row.reserved, row.fresh, phone, email, row.verified_at)


@dataclass(frozen=True, slots=True)
class RegisterNow:
    """How the register goes, for operators: when it last answered, what it said since that was no answer, and when."""

    answered_at: datetime | None
    failed: str | None
    failed_at: datetime | None


def register_now(work: Work) -> RegisterNow | None:
    """How it goes; None when no register is set up, or nobody has asked it. Two statements."""
    if work.settings.register is None:
        return None
    last = select(RegisterContact).order_by(RegisterContact.tried_at.desc()).limit(1)
    row = work.session.scalar(last)
    if row is None:
        return None
    answered = select(RegisterContact.answered_at).where(RegisterContact.answered_at.is_not(None))
    answered_at = work.session.scalar(answered.order_by(RegisterContact.answered_at.desc()).limit(1))
    return RegisterNow(answered_at, row.failed, row.tried_at if row.failed else None)
