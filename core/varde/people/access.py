"""The gate and the log for a person's own facts: she herself, here; staff come through an enrolment's record."""

from __future__ import annotations

from varde.audit.service import record, record_all
from varde.audit.values import Access
from varde.identity.models import Person
from varde.identity.service import Actor, person_by_id
from varde.kernel.errors import NotFound
from varde.kernel.work import Work
from varde.people.join_models import PersonJoin

CONTACT = "contact"
"""What the access log calls these facts."""
JOINED = "joined"
"""And that two numbers are one person's."""


def open_own(work: Work, actor: Actor, *, write: bool = False) -> Person:
    """The person who is signed in as a citizen, to read or change what is known of her; logged.

    :raises NotFound: staff have no facts of their own here.
    """
    if not actor.is_patient:
        raise NotFound()
    person = person_by_id(work, actor.person_id)
    record(
        work,
        Access(
            actor_id=actor.person_id,
            actor_name=actor.name,
            role="patient",
            organisation_id=None,
            action="write" if write else "read",
            what=CONTACT,
            purpose="self",
            basis="own",
            patient_id=actor.person_id,
        ),
    )
    return person


def log_join(work: Work, actor: Actor, row: PersonJoin) -> None:
    """That the person herself decided about two persons who may be one; in the log of both."""
    entries = [
        Access(
            actor_id=actor.person_id,
            actor_name=actor.name,
            role="patient",
            organisation_id=None,
            action="write",
            what=JOINED,
            purpose="self",
            basis="own",
            patient_id=person_id,
        )
        for person_id in (row.kept_id, row.joined_id)
    ]
    record_all(work, entries)
