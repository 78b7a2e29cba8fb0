"""What the access log is told of an enrolment: opened, refused, one of several, or standing on a list."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.break_glass_rules import BREAK_GLASS
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.team import is_member
from varde.identity.rights import STAFF_ROLES, roles_with
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.staffing.service import away_on

INTAKE_STATES = ("referred", "screening", "waiting")


def access_to(
    actor: Actor, enrolment: Enrolment, what: str, basis: str, write: bool, *, refused: bool = False
) -> Access:
    """What is logged of what somebody does, or is refused, in a record."""
    return Access(
        actor_id=actor.person_id,
        actor_name=actor.signature,
        role=acts_as(actor),
        organisation_id=enrolment.organisation_id,
        action="write" if write else "read",
        what=what,
        purpose="self" if actor.is_patient else "emergency" if basis == BREAK_GLASS else "treat",
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
    return access_to(actor, enrolment, what, basis, True)


def refused_access(actor: Actor, enrolment: Enrolment, what: str, basis: str) -> Access:
    """What is logged when somebody who is in the record may still not do ``what`` there; ``basis`` names what closed."""
    return access_to(actor, enrolment, what, basis, True, refused=True)


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

    return [access_to(actor, enrolment, what, basis(enrolment), False) for enrolment in enrolments]


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
