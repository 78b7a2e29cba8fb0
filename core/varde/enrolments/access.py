"""The five gates to a patient's record: not herself, scope, role, relation, block. Every access passes here and is logged."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import contains_eager, joinedload

from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.access_entries import INTAKE_STATES, access_to, acts_as
from varde.enrolments.asked import is_asked, is_unbroken
from varde.enrolments.break_glass_errors import GlassNotNeeded
from varde.enrolments.break_glass_rules import BREAK_GLASS, opens
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
from varde.enrolments.models import BreakGlass, CareTeamMember, Enrolment, SecondOpinion
from varde.enrolments.rules import may_take_back, way_taken
from varde.enrolments.service import OPEN_STATES
from varde.enrolments.team import is_member
from varde.enrolments.values import Matter
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor, line_of
from varde.kernel.db import UtcTime
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of, is_kin
from varde.privacy.models import Block, Kin

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
    second opinion), and no block by the patient. Break-glass stands in for the last two for four hours
    (:mod:`varde.enrolments.break_glass`), and for nothing before them.
    And nobody acts as staff in her own record, nor in that of one she has declared as kin.

    :param what: a key of :data:`varde.audit.words.WHAT`, such as ``messages``.
    :raises NoSuchEnrolment: no such enrolment, or outside the actor's scope.
    :raises OwnRecord, KinsRecord, WrongRole, NoRelation, EndedElsewhere, Blocked: another gate closed.
    """
    return enter(work, actor, enrolment_id, what, write=write)[0]


def enter(work: Work, actor: Actor, enrolment_id: int, what: str, *, write: bool = False) -> tuple[Enrolment, str]:
    """The same, with what let her in: a key of :data:`varde.audit.words.BASIS`."""
    enrolment = work.session.scalar(_RECORD, {"enrolment": enrolment_id})
    if enrolment is None:
        raise NoSuchEnrolment()
    return enrolment, admit(work, actor, enrolment, what, write=write)


def admit(work: Work, actor: Actor, enrolment: Enrolment, what: str, *, write: bool = False) -> str:
    """The gates for an enrolment that is already loaded (see :func:`enter`). Returns what let her in."""
    if actor.is_patient and enrolment.person_id != actor.person_id:
        raise NoSuchEnrolment(access_to(actor, enrolment, what, "own", write, refused=True))
    basis = "own" if actor.is_patient else _pass_staff_gates(work, actor, enrolment, what, write)
    record(work, access_to(actor, enrolment, what, basis, write))
    return basis


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
        return access_to(actor, enrolment, what, by, write, refused=True)

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
    if (basis is None or near.blocked) and _through_glass(work, actor, enrolment, of_programme, what, write):
        return BREAK_GLASS
    if basis is None:
        raise _unrelated(work, enrolment)(closed("relation"))
    if near.blocked:
        raise Blocked(closed("block"))
    return basis


def _through_glass(work: Work, actor: Actor, enrolment: Enrolment, roles: Set[str], what: str, write: bool) -> bool:
    """Whether she has opened this record by break-glass, which stands in for a relation and passes a block, and nothing else. Asked
    only where one of the two closes."""
    if roles.isdisjoint(roles_with("break_glass")) or not opens(what, write=write):
        return False
    stands = select(BreakGlass.id).where(
        BreakGlass.enrolment_id == enrolment.id, BreakGlass.by_id == actor.person_id, is_unbroken(work.now)
    )
    return work.session.scalar(stands.limit(1)) is not None


def is_only_asked(work: Work, actor: Actor, enrolment: Enrolment) -> bool:
    """Whether this member of staff, who is in the record, is there for no other reason than that she is asked for advice. No
    statement when she is the therapist, else those of the gates.

    :raises RecordClosed: she is not in the record.
    """
    if enrolment.therapist_id == actor.person_id:
        return False
    return _pass_staff_gates(work, actor, enrolment, OPINION, False) == OPINION


def is_guest(work: Work, actor: Actor, enrolment: Enrolment) -> bool:
    """Whether what this member of staff, who is in the record, reads is not read by whoever treats: she is asked for advice, or has
    opened it by break-glass. No statement when she is the therapist, else those of the gates.

    :raises RecordClosed: she is not in the record.
    """
    if enrolment.therapist_id == actor.person_id:
        return False
    return _pass_staff_gates(work, actor, enrolment, OPINION, False) in (OPINION, BREAK_GLASS)


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


def may_break_glass(work: Work, actor: Actor, enrolment_id: int) -> Enrolment:
    """The enrolment, for one who may open it by break-glass: every gate is open to her but relation or block.

    :raises NoSuchEnrolment, OwnRecord, KinsRecord, WrongRole: as in :func:`open_record`.
    :raises GlassNotNeeded: she may open it as it is.
    """
    return behind_glass(work, actor, enrolment_id)[0]


def behind_glass(work: Work, actor: Actor, enrolment_id: int) -> tuple[Enrolment, RecordClosed]:
    """The same, with the gate that is closed to her."""
    enrolment = work.session.scalar(_RECORD, {"enrolment": enrolment_id})
    if enrolment is None or actor.is_patient:
        raise NoSuchEnrolment()
    try:
        _pass_staff_gates(work, actor, enrolment, "record", False)
    except (NoRelation, EndedElsewhere, Blocked) as closed:
        if roles_here(work, actor, enrolment).isdisjoint(roles_with("break_glass")):
            raise WrongRole(access_to(actor, enrolment, BREAK_GLASS, "role", True, refused=True)) from None
        return enrolment, closed
    raise GlassNotNeeded()


def roles_here(work: Work, actor: Actor, enrolment: Enrolment) -> set[str]:
    """The roles she holds for the programme where the enrolment is, or above it."""
    line = set(line_of(work, enrolment.organisation_id))
    mine = (role for role in actor.roles if role.organisation_id in line)
    return {role.role for role in mine if role.programme in (None, enrolment.programme)}


def _ended_lately(work: Work, enrolment: Enrolment) -> bool:
    ended_at = enrolment.ended_at
    return ended_at is not None and may_take_back(ended_at.astimezone(work.zone).date(), work.today)


def may_take_over(work: Work, actor: Actor, enrolment_id: int, *, ended: bool = False) -> Enrolment:
    """The enrolment, for a therapist in scope who is not blocked and wants to become its therapist. Logged as a write.
    ``ended``: also one that has ended, to open it again, for :data:`varde.enrolments.rules.TAKEN_BACK_DAYS`.

    :raises NoSuchEnrolment, OwnRecord, KinsRecord, WrongRole, EndedElsewhere, Blocked: as in :func:`open_record`.
    """
    enrolment = work.session.scalar(_RECORD, {"enrolment": enrolment_id})
    if enrolment is None or actor.is_patient:
        raise NoSuchEnrolment()
    try:
        _pass_staff_gates(work, actor, enrolment, "take_over", True)
    except (NoRelation, EndedElsewhere) as closed:
        if isinstance(closed, EndedElsewhere) and not (ended and _ended_lately(work, enrolment)):
            raise
        if _near(work, actor, enrolment.person, enrolment.id).blocked:
            raise Blocked(access_to(actor, enrolment, "take_over", "block", True, refused=True)) from None
    if roles_here(work, actor, enrolment).isdisjoint(roles_with("take_over")):
        raise WrongRole(access_to(actor, enrolment, "take_over", "role", True, refused=True))
    record(work, access_to(actor, enrolment, "take_over", "take_over", True))
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


def name_of(person: Person | None) -> str | None:
    """The given name a patient knows the therapist by."""
    return person.given_name if person else None
