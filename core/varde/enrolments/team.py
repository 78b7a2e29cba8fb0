"""The care team of an enrolment: who belongs to it, as what, from when and until when; and who is responsible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, bindparam, func, or_, select, true, update

from varde.enrolments.care_roles import care_roles_of, may_be, own_word
from varde.enrolments.errors import AlreadyOnTeam, NoSuchMember, NotOnStaff
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import CareRole, CareTeamMember, Enrolment
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.grants import is_held
from varde.identity.models import Grant, Organisation, Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor, line_of
from varde.kernel.characters import keys_in
from varde.kernel.db import UtcTime
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.staffing.models import Absence, Presence


def is_member(now: Any) -> ColumnElement[bool]:
    """Whether a membership holds at ``now`` (a moment, or what stands for one in a statement)."""
    return or_(CareTeamMember.until.is_(None), CareTeamMember.until > now)


def set_responsible(work: Work, enrolment: Enrolment, person_id: int | None, by_id: int | None) -> None:
    """From now on this person is responsible; None: nobody is, and the clinic's queue answers. The only place that decides it.

    Whoever was, is of the team no longer. The caller says why, and publishes the change.
    """
    work.session.flush()
    work.session.execute(
        update(CareTeamMember)
        .where(
            CareTeamMember.enrolment_id == enrolment.id,
            CareTeamMember.until.is_(None),
            or_(CareTeamMember.role == RESPONSIBLE, CareTeamMember.person_id == person_id),
        )
        .values(until=work.now)
    )
    enrolment.therapist_id = person_id
    if person_id is not None:
        work.add(
            CareTeamMember(
                enrolment_id=enrolment.id,
                person_id=person_id,
                role=RESPONSIBLE,
                since=work.now,
                until=None,
                by_id=by_id,
            )
        )


class TeamLine(NamedTuple):
    """One member: ``place`` is the cooperating organisation she comes from, "" for the enrolment's own. ``weekdays`` are those she
    has said that she is present ("" when she has said nothing), ``away_until`` the last day of an absence that is now. ``called``
    is what the organisation calls her role, None for the usual word."""

    id: int
    person: Person
    role: str
    place: str
    since: datetime
    until: datetime | None
    weekdays: str = ""
    away_until: date | None = None
    called: Text | None = None


_AWAY_UNTIL = (
    select(func.max(Absence.last_day))
    .where(
        Absence.person_id == CareTeamMember.person_id,
        Absence.cancelled_at.is_(None),
        Absence.first_day <= bindparam("today", type_=Date),
        Absence.last_day >= bindparam("today", type_=Date),
    )
    .correlate(CareTeamMember)
    .scalar_subquery()
)
# Every page that shows a team asks this, so it is put together once.
_TEAM = (
    select(CareTeamMember, Person, Organisation.name, Presence.weekdays, _AWAY_UNTIL, CareRole)
    .join(Person, Person.id == CareTeamMember.person_id)
    .outerjoin(Presence, Presence.person_id == CareTeamMember.person_id)
    .outerjoin(Organisation, Organisation.id == CareTeamMember.organisation_id)
    .outerjoin(CareRole, CareRole.id == CareTeamMember.care_role_id)
    .where(CareTeamMember.enrolment_id == bindparam("enrolment"), is_member(bindparam("now", type_=UtcTime)))
    .order_by(CareTeamMember.since, CareTeamMember.id)
)


def team_of(work: Work, enrolment_id: int) -> list[TeamLine]:
    """Who belongs to the team now: the responsible first, then whoever has belonged longest. One statement."""
    rows = work.session.execute(_TEAM, {"enrolment": enrolment_id, "now": work.now, "today": work.today})
    lines = [
        TeamLine(
            row.id, person, row.role, place or "", row.since, row.until, weekdays or "", away_until, own_word(role)
        )
        for row, person, place, weekdays, away_until, role in rows
    ]
    return sorted(lines, key=lambda line: line.role != RESPONSIBLE)


def staff_at(
    work: Work, organisations: Collection[int], roles: Collection[str], programme: str | None = None
) -> Sequence[tuple[Person, Organisation]]:
    """Whoever holds one of these roles at one of these organisations today, for this programme (None: for whichever), by name, once
    each. One statement."""
    of_programme = true() if programme is None else or_(Grant.programme.is_(None), Grant.programme == programme)
    rows = work.session.execute(
        select(Person, Organisation)
        .join(Grant, Grant.person_id == Person.id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.organisation_id.in_(organisations), Grant.role.in_(roles), of_programme, is_held(work.now))
        .order_by(Person.given_name, Person.family_name, Person.id, Organisation.id)
    )
    first: dict[int, tuple[Person, Organisation]] = {}
    for person, organisation in rows:
        first.setdefault(person.id, (person, organisation))
    return list(first.values())


def may_join(work: Work, enrolment: Enrolment) -> Sequence[tuple[Person, Organisation]]:
    """Whoever can be taken into the team: those who treat at the organisation or above it, and at those it cooperates with.

    Not the patient herself.
    """
    line = line_of(work, enrolment.organisation_id)
    wanted = keys_in(enrolment.organisation.settings.cooperates_with)
    places = set(line)
    if wanted:
        places |= set(work.session.scalars(select(Organisation.id).where(Organisation.key.in_(wanted))))
    staff = staff_at(work, places, roles_with("treat"))
    return [pair for pair in staff if pair[0].id != enrolment.person_id]


def add_member(
    work: Work, actor: Actor, enrolment: Enrolment, person_id: int, role: str, until: datetime | None = None
) -> CareTeamMember:
    """Take somebody into the team, until a moment or until further notice.

    :param role: the key of one of :func:`varde.enrolments.care_roles.may_be`.
    :raises NotOnStaff: she does not treat here nor at an organisation that we cooperate with, or there is no such role.
    :raises AlreadyOnTeam
    """
    by_id = {person.id: organisation for person, organisation in may_join(work, enrolment)}
    named = {each.key: each for each in may_be(care_roles_of(work, enrolment.organisation_id))}
    if person_id not in by_id or role not in named:
        raise NotOnStaff()
    if any(line.person.id == person_id for line in team_of(work, enrolment.id)):
        raise AlreadyOnTeam()
    away = by_id[person_id].id not in line_of(work, enrolment.organisation_id)
    member = work.add(
        CareTeamMember(
            enrolment_id=enrolment.id,
            person_id=person_id,
            role=named[role].counts_as,
            care_role_id=named[role].care_role_id,
            organisation_id=by_id[person_id].id if away else None,
            since=work.now,
            until=until,
            by_id=actor.person_id,
        )
    )
    work.publish(EnrolmentChanged(enrolment.id))
    return member


def end_member(work: Work, enrolment: Enrolment, member_id: int) -> None:
    """She belongs to the team no longer. The responsible does not leave: somebody takes over. :raises NoSuchMember"""
    member = work.session.get(CareTeamMember, member_id)
    if member is None or member.enrolment_id != enrolment.id or member.role == RESPONSIBLE:
        raise NoSuchMember()
    if member.until is None or member.until > work.now:
        member.until = work.now
    work.publish(EnrolmentChanged(enrolment.id))


def treating(work: Work, person_id: int) -> Sequence[int]:
    """Whoever is responsible for this patient or of her care team now, in any enrolment. One statement."""
    members = select(CareTeamMember.person_id).join(Enrolment, Enrolment.id == CareTeamMember.enrolment_id)
    return work.session.scalars(members.where(Enrolment.person_id == person_id, is_member(work.now)).distinct()).all()
