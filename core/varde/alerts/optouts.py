"""Kinds of alert that are not raised about one patient: who decided so, why, and when it counted again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from varde.alerts.errors import NeverOptedOut, NoSuchAlert, ReasonNeeded
from varde.alerts.events import OptOutEnded
from varde.alerts.models import AlertOptOut
from varde.alerts.rules import undeclared
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.rules.language import facts_of

REASON_PLACE = "alert_opt_out.reason"
SHORTEST_REASON, LONGEST_REASON = 10, 2000


@dataclass(frozen=True, slots=True)
class OptOut:
    """One opt-out with its reason opened and the names of those who decided."""

    row: AlertOptOut
    declared: Alert
    by: str | None
    reason: str
    ended_by: str | None


def opted_out(work: Work, enrolment_id: int) -> frozenset[str]:
    """Keys of the alerts that are not raised about this enrolment now. One statement."""
    return frozenset(
        work.session.scalars(
            select(AlertOptOut.alert).where(AlertOptOut.enrolment_id == enrolment_id, AlertOptOut.ended_at.is_(None))
        )
    )


def opt_outs_of(work: Work, enrolment_id: int) -> list[OptOut]:
    """Every opt-out of an enrolment, those that count first, newest first. One statement."""
    by, ended_by = aliased(Person), aliased(Person)
    rows = work.session.execute(
        select(AlertOptOut, by, ended_by)
        .outerjoin(by, by.id == AlertOptOut.by_id)
        .outerjoin(ended_by, ended_by.id == AlertOptOut.ended_by_id)
        .where(AlertOptOut.enrolment_id == enrolment_id)
        .order_by(AlertOptOut.id.desc())
    ).all()
    named: list[tuple[AlertOptOut, Person | None, Person | None]] = [(row[0], row[1], row[2]) for row in rows]
    declared = work.catalogue.all(Alert)
    opt_outs = [
        OptOut(
            row,
            declared.get(row.alert) or undeclared(row.alert),
            opener.name if opener else None,
            work.vault.open(REASON_PLACE, row.reason_sealed),
            closer.name if closer else None,
        )
        for row, opener, closer in named
    ]
    return sorted(opt_outs, key=lambda each: each.row.ended_at is not None)


def may_never_be_off(work: Work, alert: Alert) -> bool:
    """Whether the alert shows the crisis text, or is about a question of safety that was answered or left out."""
    instrument = work.catalogue.all(Instrument).get(alert.instrument)
    safety = {item.key for item in instrument.safety_items} if instrument else set()
    return alert.crisis or any(fact.rpartition(":")[2] in safety for fact in facts_of(alert.rule))


def opt_out(work: Work, actor: Actor, enrolment: Enrolment, alert_key: str, reason: str) -> None:
    """Do not raise this kind of alert about this enrolment any more. Doing it twice changes nothing; alerts that are open
    stand.

    :raises NoSuchAlert: the programme has no such alert. :raises NeverOptedOut: it is about a danger to life.
    :raises ReasonNeeded: the reason is shorter than ten characters.
    """
    alert = work.catalogue.all(Alert).get(alert_key)
    if alert is None or alert.programme not in ("", enrolment.programme):
        raise NoSuchAlert()
    if may_never_be_off(work, alert):
        raise NeverOptedOut()
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded()
    if alert.key in opted_out(work, enrolment.id):
        return
    work.add(
        AlertOptOut(
            enrolment_id=enrolment.id,
            alert=alert.key,
            since=work.now,
            by_id=actor.person_id,
            reason_sealed=work.vault.seal(REASON_PLACE, reason.strip()[:LONGEST_REASON]),
        )
    )


def opt_in(work: Work, actor: Actor, enrolment_id: int, opt_out_id: int) -> None:
    """Raise it again from now on. :raises NoSuchAlert: there is no such opt-out. Ending it twice changes nothing."""
    row = work.session.get(AlertOptOut, opt_out_id, with_for_update=True)
    if row is None or row.enrolment_id != enrolment_id:
        raise NoSuchAlert()
    if row.ended_at is None:
        row.ended_at, row.ended_by_id = work.now, actor.person_id
        work.publish(OptOutEnded(enrolment_id))
