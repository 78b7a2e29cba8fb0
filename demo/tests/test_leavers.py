"""Whoever of the demo's staff leaves, nothing of hers is unseen for longer than a tick."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import OPEN_STATES as OPEN_ALERTS
from varde.caseload.queue import queue_of, queue_reach
from varde.dialogue.models import Thread
from varde.enrolments.cover import answering
from varde.enrolments.handover import hand_over_to, may_receive, to_hand_over
from varde.enrolments.leavers import release_leavers
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import OPEN
from varde.identity.models import Grant, Person
from varde.identity.service import Actor, staff_roles_of
from varde.kernel.work import Platform, Work
from varde.scheduling.models import AgendaItem
from varde.staffing.service import BEGINS
from varde_demo.cast import HEAD, SUBSTITUTE, nin_of
from varde_demo.organisations import person_with, send_away, simulations, sites_of

from .platforms import lived_in

pytestmark = pytest.mark.slow


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    platform = lived_in(tmp_path)
    with platform.work() as work:
        send_away(work, sites_of(work))
    return platform


def acting(work: Work, nin: str) -> Actor:
    """One of the staff, as she is signed in."""
    person = person_with(work, nin)
    return Actor(person.id, person.name, person.given_name, person.title, "nb", staff_roles_of(work, person), True)


def therapists(platform: Platform) -> list[str]:
    """The identity numbers of the demo's therapists, each once."""
    every = [nin_of(each.number) for simulation in simulations(platform.catalogue) for each in simulation.therapists]
    return list(dict.fromkeys(every))


def test_whoever_leaves_is_followed_by_the_queue_and_then_by_somebody(platform: Platform) -> None:
    """One after the other, until the substitute is alone with all of them."""
    for nin in therapists(platform):
        with platform.work() as work:
            leaver = person_with(work, nin).id
            hers = set(
                work.session.scalars(
                    select(Enrolment.id).where(Enrolment.therapist_id == leaver, Enrolment.state.in_(OPEN))
                )
            )
            assert hers, "the demo gives each of them somebody"
            grants = work.session.scalars(select(Grant).where(Grant.person_id == leaver)).all()
            for row in grants:
                row.ends_at = work.now
        with platform.work() as work:
            assert release_leavers(work) == len(grants), "one of them is a dietitian too"
        with platform.work() as work:
            head = acting(work, HEAD.nin)
            left = work.session.scalars(
                select(Enrolment.id).where(Enrolment.therapist_id == leaver, Enrolment.state.in_(OPEN))
            )
            assert list(left) == []
            owners = select(RaisedAlert.owner_id).where(RaisedAlert.state.in_(OPEN_ALERTS))
            assert leaver not in set(work.session.scalars(owners))
            queued = {row.enrolment_id for row in queue_of(work, queue_reach(work, head)).rows}
            waiting = set(
                work.session.scalars(
                    select(Thread.enrolment_id).where(Thread.waiting_since.is_not(None), Thread.enrolment_id.in_(hers))
                )
            )
            assert hers <= queued
            assert waiting <= queued
            assert hers == {row.enrolment_id for row in to_hand_over(work, head)}
        with platform.work() as work:
            head, substitute = acting(work, HEAD.nin), person_with(work, SUBSTITUTE.nin)
            assert substitute.id in {person.id for person, _n in may_receive(work, head)}
            assert hand_over_to(work, head, sorted(hers), substitute.id) == len(hers)
        with platform.work() as work:
            head = acting(work, HEAD.nin)
            assert to_hand_over(work, head) == []
            assert queue_of(work, queue_reach(work, head)).rows == ()


def test_whoever_is_away_is_answered_for_by_the_substitute(platform: Platform) -> None:
    with platform.work() as work:
        absent = sites_of(work)[-1].therapists[0]
        hers = work.session.scalars(
            select(Enrolment).where(Enrolment.therapist_id == absent.id, Enrolment.state.in_(OPEN))
        ).all()
        assert hers
        assert {answering(work, enrolment) for enrolment in hers} == {person_with(work, SUBSTITUTE.nin).id}
        begins = select(AgendaItem.act_at).where(AgendaItem.kind == BEGINS, AgendaItem.person_id == absent.id)
        assert work.session.scalars(begins).all() == [work.now]
        work.now += timedelta(days=4)
        assert {answering(work, enrolment) for enrolment in hers} == {absent.id}
        assert work.session.get_one(Person, absent.id).name == "Jonas Lie"
