"""Whose patients must have somebody else, at which clinic and by when: before a role ends, and after it while nobody has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ScalarSelect, func, select

from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.rules import TAKES_ROOM
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.grants import lasts
from varde.identity.models import Grant, Organisation, Person
from varde.kernel.work import Work

FORESEEN = timedelta(days=60)
"""How long before a role ends its patients are offered for handing over."""


class EndingCare(NamedTuple):
    """Those of one programme at one organisation that a therapist may answer for until ``ends_at`` and no longer."""

    person_id: int
    organisation_id: int
    programme: str
    enrolments: int
    ends_at: datetime


class Leaver(NamedTuple):
    """Somebody whose role ends, or has ended (``left``) and whose patients nobody has been given: how many at one organisation, and
    when it ends, or since when nobody has them. ``day`` is the last day of the role, or the first without anybody."""

    person_id: int
    name: str
    organisation_id: int
    organisation: str
    enrolments: int
    ends_at: datetime
    day: date
    left: bool


def ending_care(work: Work, organisation_ids: Collection[int] | None = None) -> list[EndingCare]:
    """Where the last role that lets somebody answer for her patients ends within two months, at these organisations (None: all).
    One statement when nobody's does, else four."""
    soon = select(Grant.person_id).where(
        Grant.role == "therapist", Grant.ends_at > work.now, Grant.ends_at <= work.now + FORESEEN
    )
    people = set(work.session.scalars(soon))
    if not people:
        return []
    held: dict[int, list[Grant]] = {}
    for grant in work.session.scalars(
        select(Grant).where(Grant.person_id.in_(people), Grant.role == "therapist", lasts(work.now))
    ):
        held.setdefault(grant.person_id, []).append(grant)
    above = {row[0]: row[1] for row in work.session.execute(select(Organisation.id, Organisation.parent_id))}
    counted = select(Enrolment.therapist_id, Enrolment.organisation_id, Enrolment.programme, func.count()).where(
        Enrolment.therapist_id.in_(people), Enrolment.state.in_(TAKES_ROOM), Enrolment.imported.is_(False)
    )
    if organisation_ids is not None:
        counted = counted.where(Enrolment.organisation_id.in_(organisation_ids))
    counted = counted.group_by(Enrolment.therapist_id, Enrolment.organisation_id, Enrolment.programme)
    ending = []
    for person_id, organisation_id, programme, count in work.session.execute(counted):
        last = last_moment(held.get(person_id or 0, ()), organisation_id, programme, above)
        if person_id is not None and last is not None and last <= work.now + FORESEEN:
            ending.append(EndingCare(person_id, organisation_id, programme, count, last))
    return ending


def last_moment(
    held: Iterable[Grant], organisation_id: int, programme: str, above: Mapping[int, int | None]
) -> datetime | None:
    """When the last of these roles that covers a programme at an organisation ends; None when one lasts until further notice, or
    none covers it. ``above`` has for each organisation the one it stands under."""
    line: set[int | None] = set()
    place: int | None = organisation_id
    while place is not None and place not in line:
        line.add(place)
        place = above.get(place)
    ends = [each.ends_at for each in held if each.organisation_id in line and each.programme in (None, programme)]
    known = [moment for moment in ends if moment is not None]
    return max(known) if known and len(known) == len(ends) else None


def last_responsible() -> ScalarSelect[int]:
    """The newest membership of whoever is or was responsible, inside a statement about enrolments."""
    newest = select(func.max(CareTeamMember.id)).where(
        CareTeamMember.enrolment_id == Enrolment.id, CareTeamMember.role == RESPONSIBLE
    )
    return newest.correlate(Enrolment).scalar_subquery()


def leavers_at(work: Work, organisation_ids: Collection[int] | None = None) -> list[Leaver]:
    """Everybody whose patients must have somebody else, the most urgent first: those who have left, then by the day. At these
    organisations (None: all). Two statements when nobody leaves, else seven."""
    gathered: dict[tuple[int, int], tuple[int, datetime]] = {}
    for care in ending_care(work, organisation_ids):
        count, ends_at = gathered.get((care.person_id, care.organisation_id), (0, care.ends_at))
        gathered[care.person_id, care.organisation_id] = count + care.enrolments, min(ends_at, care.ends_at)
    leavers = _with_names(work, gathered) + _left(work, organisation_ids)
    return sorted(leavers, key=lambda each: (not each.left, each.ends_at, each.name, each.organisation_id))


def _with_names(work: Work, gathered: Mapping[tuple[int, int], tuple[int, datetime]]) -> list[Leaver]:
    if not gathered:
        return []
    people = select(Person).where(Person.id.in_({person_id for person_id, _place in gathered}))
    by_id = {person.id: person for person in work.session.scalars(people)}
    places = select(Organisation).where(Organisation.id.in_({place for _person, place in gathered}))
    organisations = {place.id: place for place in work.session.scalars(places)}
    return [
        _leaver(work, by_id[person_id], organisations[place], count, ends_at, left=False)
        for (person_id, place), (count, ends_at) in gathered.items()
    ]


def _leaver(work: Work, person: Person, place: Organisation, count: int, at: datetime, *, left: bool) -> Leaver:
    day = (at if left else at - timedelta(seconds=1)).astimezone(work.zone).date()
    return Leaver(person.id, person.name, place.id, place.name, count, at, day, left)


def _left(work: Work, organisation_ids: Collection[int] | None) -> list[Leaver]:
    rows = (
        select(Person, Organisation, func.count(), func.min(CareTeamMember.until))
        .select_from(Enrolment)
        .join(CareTeamMember, CareTeamMember.id == last_responsible())
        .join(Person, Person.id == CareTeamMember.person_id)
        .join(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(
            Enrolment.therapist_id.is_(None),
            Enrolment.state.in_(TAKES_ROOM),
            Enrolment.imported.is_(False),
            CareTeamMember.until.is_not(None),
        )
        .group_by(Person.id, Organisation.id)
    )
    if organisation_ids is not None:
        rows = rows.where(Enrolment.organisation_id.in_(organisation_ids))
    return [
        _leaver(work, person, place, count, since, left=True)
        for person, place, count, since in work.session.execute(rows)
        if since is not None
    ]


class WithoutAnybody(NamedTuple):
    """At one organisation: how many have nobody responsible since whoever had them left, and the first day of it."""

    organisation: str
    enrolments: int
    since: date


def without_anybody(work: Work) -> list[WithoutAnybody]:
    """Every organisation where somebody has been left with nobody, the longest first. One statement. No person is named."""
    gathered: dict[int, WithoutAnybody] = {}
    for leaver in _left(work, None):
        known = gathered.get(leaver.organisation_id, WithoutAnybody(leaver.organisation, 0, leaver.day))
        count, since = known.enrolments + leaver.enrolments, min(known.since, leaver.day)
        gathered[leaver.organisation_id] = WithoutAnybody(leaver.organisation, count, since)
    return sorted(gathered.values(), key=lambda each: (each.since, each.organisation))
