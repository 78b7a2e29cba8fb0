"""How much contact a participant wants: chosen by herself, kept with its history, and followed by the check-ins to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from varde.assessments.errors import NoContactChoice
from varde.assessments.events import ContactChosen
from varde.assessments.models import ContactWish
from varde.enrolments.models import Enrolment
from varde.enrolments.service import PLANNED, hold, must_be
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.contact_choices import ContactLevel
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.scheduling.agenda import call_off
from varde.scheduling.models import AgendaItem

CALLED_OFF = "contact"
"""Why a check-in is not asked: she wants less contact."""


@dataclass(frozen=True, slots=True)
class WishLine:
    """One choice that was made; ``choice`` is None when the programme has it no more."""

    choice: ContactLevel | None
    chosen_at: datetime


def _usual(programme: Programme) -> ContactLevel | None:
    return next((choice for choice in programme.contact_choices if choice.usual), None)


def wishes_of(work: Work, enrolment: Enrolment) -> Sequence[WishLine]:
    """Every choice she has made, newest first. One statement."""
    known = {choice.key: choice for choice in programme_of(work, enrolment.programme).contact_choices}
    rows = work.session.scalars(
        select(ContactWish).where(ContactWish.enrolment_id == enrolment.id).order_by(ContactWish.id.desc())
    )
    return [WishLine(known.get(row.choice), row.chosen_at) for row in rows]


def contact_of(work: Work, enrolment: Enrolment) -> ContactLevel | None:
    """What holds now: what she chose last, else the usual. None, and no statement, where the programme has no choices."""
    programme = programme_of(work, enrolment.programme)
    if not programme.contact_choices:
        return None
    wishes = wishes_of(work, enrolment)
    return (wishes[0].choice if wishes else None) or _usual(programme)


def contact_of_many(work: Work, programmes: Mapping[int, Programme]) -> Mapping[int, ContactLevel]:
    """The same of several enrolments, by id, each with its programme. One statement."""
    newest = (
        select(func.max(ContactWish.id))
        .where(ContactWish.enrolment_id.in_(programmes))
        .group_by(ContactWish.enrolment_id)
    )
    rows = work.session.execute(
        select(ContactWish.enrolment_id, ContactWish.choice).where(ContactWish.id.in_(newest))
    ).all()
    chosen = {row.enrolment_id: row.choice for row in rows}
    holds = {}
    for number, programme in programmes.items():
        known = {choice.key: choice for choice in programme.contact_choices}
        choice = known.get(chosen.get(number, "")) or _usual(programme)
        if choice is not None:
            holds[number] = choice
    return holds


def choose_contact(work: Work, actor: Actor, enrolment: Enrolment, key: str) -> ContactLevel:
    """She wants so much contact from now on. Check-ins that are to come are asked or called off by it; what is answered or open
    already stands. Choosing what holds changes nothing.

    :raises NoContactChoice: the programme has no such choice.
    :raises WrongState: she is not under way.
    """
    hold(work, enrolment)
    must_be(enrolment, "active")
    choices = programme_of(work, enrolment.programme).contact_choices
    choice = next((each for each in choices if each.key == key), None)
    if choice is None:
        raise NoContactChoice()
    if contact_of(work, enrolment) == choice:
        return choice
    work.add(ContactWish(enrolment_id=enrolment.id, choice=key, chosen_at=work.now, by_id=actor.person_id))
    _follow(work, enrolment, choice, {key for level in choices for key in level.check_ins})
    work.publish(ContactChosen(enrolment.id))
    return choice


def _follow(work: Work, enrolment: Enrolment, choice: ContactLevel, governed: set[str]) -> None:
    items = work.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == PLANNED, AgendaItem.key.in_(governed))
        .with_for_update()
    )
    for item in items:
        if item.opens_at <= work.now:
            continue
        if item.state == "planned" and item.key not in choice.check_ins:
            call_off(item, CALLED_OFF)
        elif item.state == "cancelled" and item.reason == CALLED_OFF and item.key in choice.check_ins:
            item.state, item.reason, item.act_at = "planned", None, item.opens_at
