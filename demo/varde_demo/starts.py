"""The demo's starts in a group: where a first module waits for one, most have been at theirs, some are excused, and some wait."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import exists, select

from varde.enrolments.models import Enrolment, Offering
from varde.groups.attending import Came, excuse_from_group, record_came
from varde.groups.errors import SessionsNotPlanned
from varde.groups.members import join
from varde.groups.models import CareGroup, GroupSession
from varde.groups.service import GroupPlan, make_group
from varde.groups.sessions import plan_row
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.models import ModuleState
from varde.programmes.group_kinds import FACT, GroupKind
from varde.programmes.setting_facts import PREFIX
from varde.rules.language import facts_of
from varde_demo.acting import actor_of
from varde_demo.organisations import Site

EVERY = timedelta(days=14)
BACK, AHEAD = 13, 3
"""How many have been, a fortnight apart, and how many are to come."""
HOURS = (18, 17, 12, 9, 15)
STAYED_AWAY = 0.2
"""How many of those who could have been at the one before theirs had chosen it, and did not come."""
NAME = Text("Felles oppstart på video", "Felles oppstart på video", "Starting together on video")
ROOM = "https://join.nhn.no/felles-oppstart"
WHY_NOT = ("Kunne ikke kvelden det passet. Fikk samtalen på telefon.", "Har vært med før.")


def start_together(work: Work, sites: Iterable[Site], seed: int, until: datetime) -> int:
    """Where a programme can begin with a talk, decide that it does, and let the talks of half a year have been. Returns how many
    talks; none a second time."""
    made = 0
    for site in sites:
        kind = _waited_for(site)
        known = select(CareGroup.id).where(CareGroup.programme == site.programme.key).limit(1)
        if kind is not None and work.session.scalar(known) is None:
            made += _starts(work, site, kind, random.Random(f"{seed}/{site.programme.key}/starts"), until)
    work.now = until
    return made


def _asked(site: Site) -> frozenset[str]:
    return facts_of(site.programme.modules[0].release) if site.programme.modules else frozenset()


def _waited_for(site: Site) -> GroupKind | None:
    return next(
        (kind for kind in site.programme.groups if kind.form == "talk" and FACT + kind.key in _asked(site)), None
    )


def _starts(work: Work, site: Site, kind: GroupKind, chance: random.Random, until: datetime) -> int:
    of_site = Offering.organisation_id == site.organisation.id, Offering.programme == site.programme.key
    offering = work.session.scalars(select(Offering).where(*of_site)).one()
    leader = site.therapists[0]
    groups = [_talk(work, offering, kind, leader, until + EVERY * n) for n in range(-BACK, AHEAD)]
    talks = [(group, session) for group, session in groups if session is not None]
    begun, waiting = _people(work, site)
    left = {group.id: kind.seats for group, _ in talks}
    been = [talk for talk in talks if talk[1].starts_at < until]
    for enrolment in begun:
        began = enrolment.started_at or until
        hers = [talk for talk in been if enrolment.referred_at < talk[1].starts_at <= began and left[talk[0].id]]
        if hers and enrolment.state == "active":
            left[hers[-1][0].id] -= 1
            if len(hers) > 1 and chance.random() < STAYED_AWAY:
                _was_at(work, hers[-2], enrolment, leader, "missed")
            _was_at(work, hers[-1], enrolment, leader, "late" if chance.random() < 0.1 else "attended")
        else:
            work.now = began
            excuse_from_group(work, actor_of(leader, site.organisation), enrolment, kind, chance.choice(WHY_NOT))
    _wait(work, talks, waiting, leader, until, chance, left)
    settings = {fact.removeprefix(PREFIX): True for fact in _asked(site) if fact.startswith(PREFIX)}
    offering.settings = {**offering.settings, **settings}
    work.now = until
    return len(talks)


def _talk(
    work: Work, offering: Offering, kind: GroupKind, leader: Person, day: datetime
) -> tuple[CareGroup, GroupSession | None]:
    """A group that meets once, on the first hour of this day or the next at which the leader is free."""
    work.now = day - EVERY * 4
    group = make_group(
        work, offering, kind.key, GroupPlan(NAME, kind.seats, (leader.id,), video=True, place=ROOM), leader.id
    )
    for days in range(1, 6):
        on = (day + timedelta(days=days)).astimezone(work.zone).date()
        for hour in HOURS:
            try:
                return group, plan_row(work, group, on, time(hour), kind.minutes, leader.id, number=1)[0]
            except SessionsNotPlanned:
                continue
    return group, None


def _people(work: Work, site: Site) -> tuple[Sequence[Enrolment], Sequence[Enrolment]]:
    """Those under way who have come to a module, and those who have come to none: they wait for the start."""
    query = select(Enrolment).where(
        Enrolment.organisation_id == site.organisation.id,
        Enrolment.programme == site.programme.key,
        Enrolment.state.in_(("waiting", "active", "paused")),
    )
    come = exists().where(ModuleState.enrolment_id == Enrolment.id)
    in_order = Enrolment.referred_at, Enrolment.id
    begun = work.session.scalars(query.where(Enrolment.state != "waiting", come).order_by(*in_order)).all()
    waiting = work.session.scalars(query.where(Enrolment.state != "paused", ~come).order_by(*in_order)).all()
    return begun, waiting


def _was_at(work: Work, talk: tuple[CareGroup, GroupSession], enrolment: Enrolment, leader: Person, state: str) -> None:
    group, session = talk
    work.now = max(enrolment.referred_at, session.starts_at - timedelta(days=3))
    join(work, enrolment, group, None)
    work.now = session.starts_at + timedelta(minutes=session.minutes)
    record_came(work, group, session, enrolment, Came(state), leader.id)


def _wait(
    work: Work,
    talks: Sequence[tuple[CareGroup, GroupSession]],
    people: Sequence[Enrolment],
    leader: Person,
    until: datetime,
    chance: random.Random,
    left: dict[int, int],
) -> None:
    """Most have chosen a talk to come; the first of them has stayed away from the last two, the second from the last."""
    coming = [talk for talk in talks if talk[1].starts_at >= until]
    for number, enrolment in enumerate(people):
        missed = (
            [talk for talk in talks if enrolment.referred_at < talk[1].starts_at < until][-2 + number :]
            if number < 2
            else []
        )
        for talk in missed:
            _was_at(work, talk, enrolment, leader, "missed")
        free = [group for group, _ in coming if left[group.id]]
        if free and chance.random() < 0.7:
            work.now, group = until - timedelta(hours=2), chance.choice(free)
            left[group.id] -= 1
            join(work, enrolment, group, None)
