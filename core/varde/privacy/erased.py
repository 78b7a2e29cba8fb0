"""That somebody was erased, as a keyed digest of her number: nothing that says who she was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select

from varde.identity.models import Person
from varde.kernel.work import Work
from varde.privacy.erasure_models import ErasedPerson


def digest_of(work: Work, person_id: int, created_at: datetime) -> str:
    """Of a number, and of when it was given: a database that was restored may give it to somebody else."""
    return work.vault.fingerprint("erased_person", f"{person_id} {created_at.astimezone(UTC).isoformat()}")


def note_erased(work: Work, numbers: Iterable[int]) -> None:
    """Whoever has these numbers is erased in this unit of work."""
    people = select(Person.id, Person.created_at).where(Person.id.in_(numbers)).order_by(Person.id)
    for person_id, created_at in work.session.execute(people).all():
        digest = digest_of(work, person_id, created_at)
        if work.session.get(ErasedPerson, digest) is None:
            work.add(ErasedPerson(digest=digest, at=work.now))
