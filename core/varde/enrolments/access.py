"""The five gates to a patient's record: not herself, scope, role, relation, block. Every access passes here and is logged."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import contains_eager, joinedload

from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.asked import is_asked
from varde.enrolments.cover import answering
from varde.enrolments.errors import (
    Blocked,
    EndedElsewhere,
    KinsRecord,
    NoRelation,
    NoSuchEnrolment,
    NoSuchPerson,
    OwnRecord,
    RecordClosed,
    WrongRole,
)
from varde.enrolments.models import CareTeamMember, Enrolment, SecondOpinion
from varde.enrolments.rules import way_taken
from varde.enrolments.service import OPEN_STATES
from varde.enrolments.team import is_member
from varde.enrolments.values import Matter
from varde.identity.models import Person
from varde.identity.rights import STAFF_ROLES, roles_with
from varde.identity.service import Actor, line_of
from varde.kernel.db import UtcTime
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of, is_kin
from varde.privacy.models import Block, Kin
from varde.staffing.service import away_on

INTAKE_STATES = ("referred", "screening", "waiting")
OPINION = "opinion"
"""Why a colleague who is asked about a patient may read, and all that she may write: her answer."""
INTAKE_ROLES = ("therapist",)
"""Who takes in those who are nobody's yet."""


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
    patient or of her care team, standing in for whoever is away, the clinic's queue when nobody answers, or intake of a
    referral nobody has taken, also a withdrawn or declined one while a danger in it is open; or to read alone, being asked for a
    second opinion), and no block by the patient.
    And nobody acts as staff in her own record, nor in that of one she has declared as kin.

    :param what: a key of :data:`varde.audit.words.WHAT`, such as ``messages``.
    :raises NoSuchEnrolment: no such enrolment, or outside the actor's scope.
    :raises OwnRecord, KinsRecord, WrongRole, NoRelation, EndedElsewhere, Blocked: another gate closed.
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


class _Near(NamedTuple):
    """What is between a member of staff and a patient."""

    blocked: bool
    kin: bool
    member: bool
    asked: bool


# Every page of a record asks this, so it is put together once.
_NEAR = select(
    exists(select(Block.id).where(Block.patient_id == bindparam("patient"), Block.blocked_id == bindparam("me"))),
    exists(
        select(Kin.id).where(
            Kin.person_id == bindparam("me"), Kin.fingerprint.in_(bindparam("fingerprints", expanding=True))
        )
    ),
    exists(
        select(CareTeamMember.id).where(
            CareTeamMember.enrolment_id == bindparam("enrolment"),
            CareTeamMember.person_id == bindparam("me"),
            is_member(bindparam("now", type_=UtcTime)),
        )
    ),
    exists(
        select(SecondOpinion.id).where(
            SecondOpinion.enrolment_id == bindparam("enrolment"),
            SecondOpinion.asked_id == bindparam("me"),
            is_asked(bindparam("now", type_=UtcTime)),
        )
    ),
)


def _near(work: Work, actor: Actor, person: Person, enrolment_id: int | None = None) -> _Near:
    asked = {
        "patient": person.id,
        "me": actor.person_id,
        "fingerprints": fingerprints_of(work, person),
        "enrolment": enrolment_id,
        "now": work.now,
    }
    return _Near(*map(bool, work.columns(_NEAR, asked)[0]))


def _pass_staff_gates(work: Work, actor: Actor, enrolment: Enrolment, what: str, write: bool) -> str:
    def closed(by: str) -> Access:
        return _access(actor, enrolment, what, by, write, refused=True)

    if enrolment.person_id == actor.person_id:
        raise OwnRecord(closed("own_record"))
    near = _near(work, actor, enrolment.person, enrolment.id)
    line = set(line_of(work, enrolment.organisation_id))
    in_line = [role for role in actor.roles if role.organisation_id in line]
    if not in_line and not near.member:
        raise NoSuchEnrolment(closed("scope"))
    of_programme = {role.role for role in in_line if role.programme in (None, enrolment.programme)}
    if of_programme.isdisjoint(roles_with("treat")) and not (near.member and actor.may("treat")):
        raise WrongRole(closed("role"))
    if near.kin:
        raise KinsRecord(closed("kin"))
    basis = _relation(work, actor, enrolment, of_programme, near)
    if basis is None and near.asked and (not write or what == OPINION):
        basis = OPINION
    if basis is None:
        raise _unrelated(work, enrolment)(closed("relation"))
    if near.blocked:
        raise Blocked(closed("block"))
    return basis


def is_only_asked(work: Work, actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this member of staff, who is in the record, is there for no other reason than that she is asked for advice: what she
    reads is not read by whoever treats. No statement when she is the therapist, else those of the gates.

    :raises RecordClosed: she is not in the record.
    """
    if enrolment.therapist_id == actor.person_id:
        return False
    return _pass_staff_gates(work, actor, enrolment, OPINION, False) == OPINION


def _relation(work: Work, actor: Actor, enrolment: Enrolment, roles: Set[str], near: _Near) -> str | None:
    """Why this member of staff may open the record; None when she may not."""
    if enrolment.therapist_id == actor.person_id:
        return "therapist"
    if near.member:
        return "team"
    if "therapist" not in roles:
        return None
    undoable = way_taken(enrolment.state, enrolment.end_reason, started=False) in ("declined", "passed_on")
    if enrolment.therapist_id is None and (enrolment.state in INTAKE_STATES or undoable or enrolment.in_danger):
        return "intake"
    if not waits(work, enrolment):
        return None
    answers = answering(work, enrolment)
    return "queue" if answers is None else "substitute" if answers == actor.person_id else None


def waits(work: Work, enrolment: Enrolment) -> bool:
    """Whether it is open, or somebody waits in it after its end."""
    matters = work.catalogue.all(Matter).values()
    return enrolment.state in OPEN_STATES or any(matter.is_open(work, enrolment.id) for matter in matters)


def _unrelated(work: Work, enrolment: Enrolment) -> type[RecordClosed]:
    """What is wrong for somebody without a relation: she could take over, or it is over and waits for nobody."""
    return NoRelation if waits(work, enrolment) else EndedElsewhere


def may_take_over(work: Work, actor: Actor, enrolment_id: int, *, ended: bool = False) -> Enrolment:
    """The enrolment, for a therapist in scope who is not blocked and wants to become its therapist. Logged as a write.
    ``ended``: also one that has ended, to open it again.

    :raises NoSuchEnrolment, OwnRecord, KinsRecord, WrongRole, EndedElsewhere, Blocked: as in :func:`open_record`.
    """
    enrolment = work.session.scalar(_RECORD, {"enrolment": enrolment_id})
    if enrolment is None or actor.is_patient:
        raise NoSuchEnrolment()
    line = set(line_of(work, enrolment.organisation_id))
    try:
        _pass_staff_gates(work, actor, enrolment, "take_over", True)
    except (NoRelation, EndedElsewhere) as closed:
        if isinstance(closed, EndedElsewhere) and not ended:
            raise
        if _near(work, actor, enrolment.person, enrolment.id).blocked:
            raise Blocked(_access(actor, enrolment, "take_over", "block", True, refused=True)) from None
    therapist = [role for role in actor.roles if role.role in roles_with("take_over") and role.organisation_id in line]
    if not any(role.programme in (None, enrolment.programme) for role in therapist):
        raise WrongRole(_access(actor, enrolment, "take_over", "role", True, refused=True))
    record(work, _access(actor, enrolment, "take_over", "take_over", True))
    return enrolment


def admit_to_person(
    work: Work, actor: Actor, person: Person, organisation_id: int, programme: str, what: str, *, write: bool = False
) -> None:
    """The gates to whatever is kept of somebody who has no enrolment, such as danger in what she sent: for the therapists who
    take people in to the programme there. Either way it is logged.

    :raises NoSuchPerson: outside the actor's scope.
    :raises OwnRecord, WrongRole, KinsRecord, Blocked: another gate closed.
    """

    def closed(by: str) -> Access:
        return replace(passed, basis=by, outcome="denied")

    passed = Access(
        actor.person_id,
        actor.signature,
        acts_as(actor),
        organisation_id,
        "write" if write else "read",
        what,
        "treat",
        "intake",
        patient_id=person.id,
    )
    if actor.is_patient:
        raise NoSuchPerson()
    if person.id == actor.person_id:
        raise OwnRecord(closed("own_record"))
    line = set(line_of(work, organisation_id))
    in_line = [role for role in actor.roles if role.organisation_id in line]
    if not in_line:
        raise NoSuchPerson(closed("scope"))
    if not any(role.role in INTAKE_ROLES and role.programme in (None, programme) for role in in_line):
        raise WrongRole(closed("role"))
    near = _near(work, actor, person)
    if near.kin:
        raise KinsRecord(closed("kin"))
    if near.blocked:
        raise Blocked(closed("block"))
    record(work, passed)


def keep_out_of_own(
    work: Work, actor: Actor, patient_id: int | None, fingerprints: Sequence[str], organisation_id: int, what: str
) -> None:
    """What is done about somebody before she has a record, such as a referral, is not done about oneself nor one's kin.

    :param patient_id: None for somebody we have not met.
    :param fingerprints: of her identity number, and of her name with the date of birth (:mod:`varde.privacy.kin`).
    :raises OwnRecord, KinsRecord
    """
    access = Access(
        actor.person_id,
        actor.signature,
        acts_as(actor),
        organisation_id,
        "write",
        what,
        "treat",
        "own_record",
        patient_id=patient_id,
        outcome="denied",
    )
    if patient_id == actor.person_id:
        raise OwnRecord(access)
    if is_kin(work, actor.person_id, fingerprints):
        raise KinsRecord(replace(access, basis="kin"))


def _access(actor: Actor, enrolment: Enrolment, what: str, basis: str, write: bool, *, refused: bool = False) -> Access:
    return Access(
        actor_id=actor.person_id,
        actor_name=actor.signature,
        role=acts_as(actor),
        organisation_id=enrolment.organisation_id,
        action="write" if write else "read",
        what=what,
        purpose="self" if actor.is_patient else "treat",
        basis=basis,
        patient_id=enrolment.person_id,
        enrolment_id=enrolment.id,
        outcome="denied" if refused else "ok",
    )


def note_refusal(work: Work, actor: Actor, organisation_id: int, what: str) -> None:
    """Log that somebody asked for a patient who is not hers, or whom nobody knows: the log says the same of both."""
    record(work, unrelated_access(actor, organisation_id, what))


def unrelated_access(actor: Actor, organisation_id: int | None, what: str) -> Access:
    """What is logged of one whom the log does not name; see :func:`note_refusal`."""
    return Access(
        actor.person_id,
        actor.signature,
        acts_as(actor),
        organisation_id,
        "write",
        what,
        "treat",
        "relation",
        outcome="denied",
    )


def written_access(actor: Actor, enrolment: Enrolment, what: str, basis: str) -> Access:
    """What is logged of one of several, whom a statement has let in on this basis."""
    return _access(actor, enrolment, what, basis, True)


def listed_access(work: Work, actor: Actor, enrolments: Collection[Enrolment], what: str) -> list[Access]:
    """What is logged of enrolments that stand on a list this member of staff may see, with more than a name. No statement when
    all are her own, else two."""
    not_hers = [enrolment for enrolment in enrolments if enrolment.therapist_id != actor.person_id]
    teams = select(CareTeamMember.enrolment_id).where(
        CareTeamMember.enrolment_id.in_([enrolment.id for enrolment in not_hers]),
        CareTeamMember.person_id == actor.person_id,
        is_member(work.now),
    )
    member_of = set(work.session.scalars(teams)) if not_hers else set()
    responsible = {enrolment.therapist_id for enrolment in not_hers if enrolment.therapist_id is not None}
    away = away_on(work, work.today, responsible) if responsible else {}

    def basis(enrolment: Enrolment) -> str:
        if enrolment.therapist_id == actor.person_id:
            return "therapist"
        if enrolment.id in member_of:
            return "team"
        if enrolment.therapist_id is None:
            return "intake" if enrolment.state in INTAKE_STATES else "queue"
        return "substitute" if away.get(enrolment.therapist_id) == actor.person_id else "queue"

    return [_access(actor, enrolment, what, basis(enrolment), False) for enrolment in enrolments]


def refused_access(actor: Actor, enrolment: Enrolment, what: str, basis: str) -> Access:
    """What is logged when somebody who is in the record may still not do ``what`` there; ``basis`` names what closed."""
    return _access(actor, enrolment, what, basis, True, refused=True)


def acts_as(actor: Actor) -> str:
    """The role that the access log names: the first that she holds of those that treat."""
    if actor.is_patient:
        return "patient"
    treating = (role for role in STAFF_ROLES if role in roles_with("treat") and actor.holds(role))
    return next(treating, "therapist")


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
