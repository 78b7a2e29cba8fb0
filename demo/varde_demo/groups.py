"""The demo's weekly groups: those of one kind of activity, with digital follow-up and without, who came and who did not."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from varde.enrolments.models import Enrolment, Offering
from varde.groups.attending import Came, record_came
from varde.groups.errors import SessionsNotPlanned
from varde.groups.members import JOINS, join
from varde.groups.models import CareGroup, GroupSession
from varde.groups.service import GroupPlan, make_group
from varde.groups.sessions import plan_row
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.group_kinds import GroupKind
from varde.programmes.values import Programme
from varde_demo.organisations import Site

WEEKS_AGO, WEEKS = 10, 12
HOURS = (10, 11, 13, 14, 9, 15)
WITH, WITHOUT = 0.82, 0.7
"""How likely somebody invented comes, with digital follow-up and without."""
NAME = Text("Gå og prat", "Gå og prat", "Walk and talk")


def gather(work: Work, sites: Iterable[Site], seed: int, until: datetime) -> int:
    """Make a group of each activity that has people, and let its sessions be until now. Returns how many groups; none a second
    time."""
    made = 0
    for site in sites:
        for kind in site.programme.groups:
            if kind.form == "activity" and not _is_there(work, site, kind):
                made += _gathered(work, site, kind, random.Random(f"{seed}/{site.programme.key}/{kind.key}"), until)
    work.now = until
    return made


def _is_there(work: Work, site: Site, kind: GroupKind) -> bool:
    query = select(CareGroup.id).where(CareGroup.programme == site.programme.key, CareGroup.kind == kind.key)
    return work.session.scalar(query.limit(1)) is not None


def _gathered(work: Work, site: Site, kind: GroupKind, chance: random.Random, until: datetime) -> bool:
    programmes = (site.programme.key, *kind.with_programmes)
    there = Enrolment.organisation_id == site.organisation.id, Enrolment.state.in_(JOINS)
    query = select(Enrolment).where(*there, Enrolment.programme.in_(programmes)).order_by(Enrolment.id)
    digital = {key: work.catalogue.one(Programme, key).digital for key in programmes}
    people = _of_both(list(work.session.scalars(query)), digital, kind.seats)
    offering = work.session.scalar(
        select(Offering).where(
            Offering.organisation_id == site.organisation.id, Offering.programme == site.programme.key
        )
    )
    if len(people) < 2 or offering is None:
        return False
    leader = site.therapists[0]
    work.now = until - timedelta(weeks=WEEKS_AGO)
    plan = GroupPlan(NAME, kind.seats, (leader.id,), drop_in=kind.drop_in, place="Vestbyparken, inngang nord")
    group = make_group(work, offering, kind.key, plan, leader.id)
    sessions = _sessions(work, group, kind, leader.id)
    for enrolment in people:
        join(work, enrolment, group, None)
    for session in sessions:
        if session.starts_at >= until:
            continue
        work.now = session.starts_at + timedelta(minutes=kind.minutes)
        for enrolment in people:
            came = _came(chance, WITH if digital[enrolment.programme] else WITHOUT)
            record_came(work, group, session, enrolment, came, leader.id)
    return True


def _of_both(people: list[Enrolment], digital: dict[str, bool], seats: int) -> list[Enrolment]:
    """As many with digital follow-up as without, as far as there are: what is compared must not be of too few."""
    without = [each for each in people if not digital[each.programme]][: seats // 2]
    return [each for each in people if digital[each.programme]][: seats - len(without)] + without


def _sessions(work: Work, group: CareGroup, kind: GroupKind, leader_id: int) -> list[GroupSession]:
    """Weekly from tomorrow, each week at the first of these hours at which the leader is free; none where she is not."""
    first = work.today + timedelta(days=1)
    weeks = [first + timedelta(days=kind.every * week) for week in range(WEEKS)]
    return [session for day in weeks if (session := _session(work, group, kind, day, leader_id)) is not None]


def _session(work: Work, group: CareGroup, kind: GroupKind, day: date, leader_id: int) -> GroupSession | None:
    for hour in HOURS:
        try:
            return plan_row(work, group, day, time(hour), kind.minutes, leader_id, number=1)[0]
        except SessionsNotPlanned:
            continue
    return None


def _came(chance: random.Random, likely: float) -> Came:
    drawn = chance.random()
    if drawn < likely:
        return Came("late" if drawn < likely / 10 else "attended")
    return Came("excused", "Meldte fra på forhånd.") if chance.random() < 0.4 else Came("missed")
