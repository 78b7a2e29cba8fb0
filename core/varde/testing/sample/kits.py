"""What is done with kits. Each takes the unit of work that whoever calls has begun, and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select, update

from varde.plugin.tables import Enrolment
from varde.plugin.work import Work, job, plan
from varde.testing.sample.models import Kit

SILENCE = "sample.silence"
"""The kind of agenda item that asks whether a kit has been heard of; its key is the serial number."""
SILENT_AFTER = timedelta(days=2)
LOW_BATTERY = 20
"""Percent."""


def lend(work: Work, enrolment_id: int, serial: str, place: str, by_id: int | None = None) -> Kit:
    """Lend the kit with this serial number, to stand in this place of the patient's home; somebody asks after it when it is
    silent for two days."""
    kit = Kit(enrolment_id=enrolment_id, serial=serial, lent_at=work.now, lent_by_id=by_id)
    kit.place = place
    work.add(kit)
    silent_at = work.now + SILENT_AFTER
    plan(work, enrolment_id, SILENCE, serial, opens_at=work.now, due_at=silent_at, act_at=silent_at)
    work.session.flush()
    return kit


def kits_of(work: Work, enrolment_id: int) -> list[Kit]:
    """The kits that this patient has, in the order they were lent. One statement."""
    return list(work.session.scalars(select(Kit).where(Kit.enrolment_id == enrolment_id).order_by(Kit.id)))


def heard(work: Work, kit: Kit, at: datetime, battery: int) -> None:
    """The kit reported itself. What it said before a report that is known already changes nothing."""
    if kit.heard_at is not None and at <= kit.heard_at:
        return
    kit.heard_at, kit.battery, kit.silent_since = at, battery, None
    if battery < LOW_BATTERY and kit.batteries_asked_at is None:
        work.enqueue(send_batteries, kit_id=kit.id)


@job("sample.send-batteries")
def send_batteries(work: Work, kit_id: int) -> None:
    """Ask the workshop, which packs from a list of these. Once, however often it is run."""
    kit = work.session.get(Kit, kit_id)
    if kit is not None and kit.batteries_asked_at is None:
        kit.batteries_asked_at = work.now


def want_back(work: Work, enrolment_id: int) -> None:
    """Whoever drives for the hospital is to fetch the kits of this patient."""
    mine = update(Kit).where(Kit.enrolment_id == enrolment_id, Kit.wanted_back_at.is_(None))
    work.session.execute(mine.values(wanted_back_at=work.now))


def keep_after_all(work: Work, enrolment_id: int) -> None:
    """She stays, and so do her kits."""
    work.session.execute(update(Kit).where(Kit.enrolment_id == enrolment_id).values(wanted_back_at=None))


class Heard(NamedTuple):
    """What the emptiest kit of a patient said last: its battery in percent, and when."""

    battery: int
    at: datetime


def batteries_of(work: Work, enrolment_ids: Sequence[int]) -> Mapping[int, Heard]:
    """The emptiest kit of each patient who has one that has been heard from. One statement."""
    asked = (
        select(Kit.enrolment_id, Kit.battery, Kit.heard_at)
        .where(Kit.enrolment_id.in_(enrolment_ids), Kit.battery.is_not(None))
        .order_by(Kit.battery.desc(), Kit.id)
    )
    # The emptiest comes last, and stays.
    return {row.enrolment_id: Heard(row.battery, row.heard_at) for row in work.session.execute(asked)}


def people_with_kits(work: Work, organisation_ids: Sequence[int]) -> int:
    """How many people at these organisations have a kit. One statement."""
    asked = (
        select(func.count(func.distinct(Enrolment.person_id)))
        .join(Kit, Kit.enrolment_id == Enrolment.id)
        .where(Enrolment.organisation_id.in_(organisation_ids))
    )
    return work.session.scalar(asked) or 0
