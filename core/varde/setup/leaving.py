"""What follows when somebody's role as a therapist ends: how much must have somebody else, and who gives it away. Numbers alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from varde.enrolments.ending_care import Leaver, last_moment, leavers_at
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import TAKES_ROOM
from varde.enrolments.team import staff_at
from varde.groups.models import CareGroup, GroupLeader, GroupSession
from varde.identity.grants import lasts
from varde.identity.models import Grant, Organisation, Person
from varde.identity.rights import roles_with
from varde.identity.service import line_of
from varde.kernel.work import Work
from varde.scheduling.booking import COMING
from varde.scheduling.models import Appointment
from varde.setup.changes import Editor
from varde.setup.staff import last_day


@dataclass(frozen=True, slots=True)
class Follows:
    """At one organisation: how many enrolments she answers for, how many of her appointments (offered ones too) and of the times of
    groups that she leads are after the end, or from now on when no end is known; the last day she may answer for them, and the
    heads who hand over. When her programmes have several such days it is the first; where she answers for nobody it is the last of
    the last role that treats."""

    organisation: Organisation
    enrolments: int
    appointments: int
    sessions: int
    last_day: date | None
    heads: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What a command says of it."""
        return {
            "organisation": self.organisation.key,
            "enrolments": self.enrolments,
            "appointments": self.appointments,
            "sessions": self.sessions,
            "by": self.last_day.isoformat() if self.last_day else None,
            "heads": list(self.heads),
        }


def follows_of(work: Work, editor: Editor, person: Person) -> list[Follows]:
    """Of each organisation that the editor reaches where she treats, or answers for somebody, by name. Five statements
    for each, and nobody treats at many."""
    treats = select(Grant).where(Grant.person_id == person.id, Grant.role.in_(roles_with("treat")), lasts(work.now))
    held = work.session.scalars(treats).all()
    answered = (
        select(Enrolment.organisation_id, Enrolment.programme, func.count())
        .where(Enrolment.therapist_id == person.id, Enrolment.state.in_(TAKES_ROOM), Enrolment.imported.is_(False))
        .group_by(Enrolment.organisation_id, Enrolment.programme)
    )
    counts: dict[int, dict[str, int]] = {}
    for organisation_id, programme, count in work.session.execute(answered):
        counts.setdefault(organisation_id, {})[programme] = count
    wanted = {*counts, *(grant.organisation_id for grant in held)}
    places = select(Organisation).where(Organisation.id.in_(wanted)).order_by(Organisation.name, Organisation.id)
    return [
        _follows(work, person, place, counts.get(place.id, {}), held)
        for place in work.session.scalars(places).all()
        if editor.reaches(place.id)
    ]


def _follows(
    work: Work, person: Person, place: Organisation, counts: Mapping[str, int], held: Collection[Grant]
) -> Follows:
    line = line_of(work, place.id)
    last = _last_moment(line, counts, held)
    return Follows(
        place,
        sum(counts.values()),
        _appointments_after(work, person, place, last),
        _sessions_after(work, person, place, last),
        last_day(work, last),
        _heads(work, line, person),
    )


def _last_moment(line: Sequence[int], programmes: Collection[str], held: Collection[Grant]) -> datetime | None:
    """``line`` is the organisation and those above it, ``programmes`` those in which she answers for somebody there."""
    if programmes:
        answers, above = [grant for grant in held if grant.role == "therapist"], dict(pairwise(line))
        moments = (last_moment(answers, line[0], programme, above) for programme in programmes)
        return min((at for at in moments if at is not None), default=None)
    ends = [grant.ends_at for grant in held if grant.organisation_id in line]
    return max((at for at in ends if at is not None), default=None) if None not in ends else None


def _appointments_after(work: Work, person: Person, place: Organisation, last: datetime | None) -> int:
    after = (
        select(func.count())
        .select_from(Appointment)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .where(
            Enrolment.organisation_id == place.id,
            Appointment.therapist_id == person.id,
            Appointment.state.in_(COMING),
            Appointment.starts_at >= (last or work.now),
        )
    )
    return work.session.scalar(after) or 0


def _sessions_after(work: Work, person: Person, place: Organisation, last: datetime | None) -> int:
    after = (
        select(func.count())
        .select_from(GroupSession)
        .join(CareGroup, CareGroup.id == GroupSession.group_id)
        .join(GroupLeader, GroupLeader.group_id == CareGroup.id)
        .where(
            CareGroup.organisation_id == place.id,
            GroupLeader.person_id == person.id,
            GroupSession.state == "planned",
            GroupSession.starts_at >= (last or work.now),
        )
    )
    return work.session.scalar(after) or 0


def _heads(work: Work, line: Collection[int], person: Person) -> tuple[str, ...]:
    names = (each.name for each, _place in staff_at(work, line, ("head",)) if each.id != person.id)
    return tuple(dict.fromkeys(names))


def leaving_at(work: Work, organisation_ids: Collection[int]) -> list[tuple[Leaver, tuple[str, ...]]]:
    """Everybody who leaves these organisations within two months, or has left and whose patients nobody has been given, and for
    each the heads who hand over."""
    heads: dict[int, list[Person]] = {}
    leavers = leavers_at(work, organisation_ids)
    for leaver in leavers:
        if leaver.organisation_id not in heads:
            line = line_of(work, leaver.organisation_id)
            heads[leaver.organisation_id] = [each for each, _place in staff_at(work, line, ("head",))]
    return [
        (leaver, tuple(each.name for each in heads[leaver.organisation_id] if each.id != leaver.person_id))
        for leaver in leavers
    ]
