"""The four gates to a patient's record: scope, role, relation, block. Every access passes here and is logged."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from varde.audit.service import Access, record
from varde.enrolments.errors import Blocked, NoRelation, NoSuchEnrolment, WrongRole
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor, line_of
from varde.kernel.work import Work
from varde.privacy.models import Block

INTAKE_STATES = ("referred", "screening", "waiting")


# Every page of a record begins with this, so it is put together once.
_RECORD = (
    select(Enrolment)
    .join(Enrolment.person)
    .where(Enrolment.id == bindparam("enrolment"))
    .options(contains_eager(Enrolment.person), joinedload(Enrolment.therapist), joinedload(Enrolment.organisation))
)


def open_record(work: Work, actor: Actor, enrolment_id: int, what: str, *, write: bool = False) -> Enrolment:
    """Let ``actor`` at one enrolment's record, or refuse; either way it is logged.

    The patient comes in on being the patient. A therapist needs, in this order: a place in the organisation or above
    it (else the record does not exist for her), the therapist role for the programme, a relation (assigned to the
    patient, or intake of a referral nobody has taken), and no block by the patient.

    :param what: a key of :data:`varde.audit.words.WHAT`, such as ``messages``.
    :raises NoSuchEnrolment: no such enrolment, or outside the actor's scope.
    :raises WrongRole, NoRelation, Blocked: a later gate closed.
    """
    enrolment = work.session.scalar(_RECORD, {"enrolment": enrolment_id})
    if enrolment is None:
        raise NoSuchEnrolment()
    admit(work, actor, enrolment, what, write=write)
    return enrolment


def admit(work: Work, actor: Actor, enrolment: Enrolment, what: str, *, write: bool = False) -> None:
    """The gates for an enrolment that is already loaded (see :func:`open_record`)."""
    if actor.is_patient:
        if enrolment.person_id != actor.person_id:
            raise NoSuchEnrolment(_access(actor, enrolment, what, "own", write, refused=True))
        record(work, _access(actor, enrolment, what, "own", write))
        return
    basis = _pass_staff_gates(work, actor, enrolment, what, write)
    record(work, _access(actor, enrolment, what, basis, write))


def _pass_staff_gates(work: Work, actor: Actor, enrolment: Enrolment, what: str, write: bool) -> str:
    line = set(line_of(work, enrolment.organisation_id))
    in_line = [role for role in actor.roles if role.organisation_id in line]
    if not in_line:
        raise NoSuchEnrolment(_access(actor, enrolment, what, "scope", write, refused=True))
    if not any(r.role == "therapist" and r.programme in (None, enrolment.programme) for r in in_line):
        raise WrongRole(_access(actor, enrolment, what, "role", write, refused=True))
    assigned = enrolment.therapist_id == actor.person_id
    intake = enrolment.therapist_id is None and enrolment.state in INTAKE_STATES
    if not (assigned or intake):
        raise NoRelation(_access(actor, enrolment, what, "relation", write, refused=True))
    blocked = select(Block.id).where(Block.patient_id == enrolment.person_id, Block.blocked_id == actor.person_id)
    if work.session.scalar(blocked) is not None:
        raise Blocked(_access(actor, enrolment, what, "block", write, refused=True))
    return "therapist" if assigned else "intake"


def may_take_over(work: Work, actor: Actor, enrolment_id: int) -> Enrolment:
    """The enrolment, for a therapist in scope who is not blocked and wants to become its therapist. Logged as a write.

    :raises NoSuchEnrolment, WrongRole, Blocked: as in :func:`open_record`.
    """
    enrolment = work.session.get(Enrolment, enrolment_id, options=[joinedload(Enrolment.person)])
    if enrolment is None or actor.is_patient:
        raise NoSuchEnrolment()
    try:
        _pass_staff_gates(work, actor, enrolment, "take_over", True)
    except NoRelation:
        blocked = select(Block.id).where(Block.patient_id == enrolment.person_id, Block.blocked_id == actor.person_id)
        if work.session.scalar(blocked) is not None:
            raise Blocked(_access(actor, enrolment, "take_over", "block", True, refused=True)) from None
    record(work, _access(actor, enrolment, "take_over", "take_over", True))
    return enrolment


def _access(actor: Actor, enrolment: Enrolment, what: str, basis: str, write: bool, *, refused: bool = False) -> Access:
    return Access(
        actor_id=actor.person_id,
        actor_name=f"{actor.name}, {actor.title}" if actor.title and actor.is_staff else actor.name,
        role="patient" if actor.is_patient else "therapist",
        organisation_id=enrolment.organisation_id,
        action="write" if write else "read",
        what=what,
        purpose="self" if actor.is_patient else "treat",
        basis=basis,
        patient_id=enrolment.person_id,
        enrolment_id=enrolment.id,
        outcome="denied" if refused else "ok",
    )


def system_access(work: Work, enrolment: Enrolment, what: str, basis: str) -> None:
    """Log what Varde itself wrote in a record: an import, a planned job."""
    record(
        work,
        Access(
            actor_id=None,
            actor_name="Varde",
            role="system",
            organisation_id=enrolment.organisation_id,
            action="write",
            what=what,
            purpose="admin",
            basis=basis,
            patient_id=enrolment.person_id,
            enrolment_id=enrolment.id,
        ),
    )


def name_of(person: Person | None) -> str | None:
    """The given name a patient knows the therapist by."""
    return person.given_name if person else None
