"""Who answers for an enrolment now: the responsible, a substitute, or the clinic's queue."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, case, exists, false, literal, not_, or_, select
from sqlalchemy.orm import aliased

from varde.enrolments.models import Enrolment
from varde.identity.grants import is_held
from varde.identity.models import Grant, Organisation, Person
from varde.identity.service import line_of
from varde.kernel.work import Work
from varde.privacy.kin import declared_by
from varde.privacy.models import Block, Kin
from varde.scheduling.models import Appointment
from varde.staffing.rules import answerer
from varde.staffing.service import AWAY, away_on


def kept_out_by(patient: Any, person: Any) -> ColumnElement[bool]:
    """Whether the patient keeps this person out of her record, inside a statement about both."""
    return exists(
        select(Block.id).where(Block.patient_id == patient, Block.blocked_id == person).correlate_except(Block)
    )


def therapists_of(work: Work, organisation_id: int, programme: str, patient: Person) -> list[int]:
    """Every therapist of a programme at an organisation or above it who may have this patient: not she herself, nor anybody
    who has declared her as kin or whom she keeps out. Two statements."""
    return list(
        work.session.scalars(
            select(Grant.person_id)
            .where(
                Grant.role == "therapist",
                Grant.organisation_id.in_(line_of(work, organisation_id)),
                Grant.programme.is_(None) | (Grant.programme == programme),
                Grant.person_id != patient.id,
                Grant.person_id.not_in(declared_by(work, patient)),
                not_(kept_out_by(patient.id, Grant.person_id)),
                is_held(work.now),
            )
            .distinct()
            .order_by(Grant.person_id)
        )
    )


def therapists_at(work: Work, enrolment: Enrolment) -> list[int]:
    """Those of the enrolment."""
    patient = work.session.get_one(Person, enrolment.person_id)
    return therapists_of(work, enrolment.organisation_id, enrolment.programme, patient)


def answering(work: Work, enrolment: Enrolment) -> int | None:
    """Who answers for the enrolment today; None is the clinic's queue. Three statements, four when somebody is away."""
    return _answering(work, enrolment, therapists_at(work, enrolment))


def _answering(work: Work, enrolment: Enrolment, staff: list[int]) -> int | None:
    people = [enrolment.therapist_id] if enrolment.therapist_id is not None else []
    away = away_on(work, work.today, people)
    substitutes = [substitute for substitute in away.values() if substitute is not None]
    away |= away_on(work, work.today, substitutes) if substitutes else {}
    return answerer(enrolment.therapist_id, away, staff)


def appointments_within(
    work: Work, person_id: int, begin: datetime, end: datetime
) -> list[tuple[Appointment, Enrolment, Person]]:
    """The booked appointments of a therapist from ``begin`` until ``end``, those that have been left out, with whom each is, the
    first one first. One statement."""
    rows = work.session.execute(
        select(Appointment, Enrolment, Person)
        .join(Enrolment, Enrolment.id == Appointment.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Appointment.therapist_id == person_id,
            Appointment.state == "booked",
            Appointment.starts_at > work.now,
            Appointment.starts_at >= begin,
            Appointment.starts_at < end,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [(appointment, enrolment, person) for appointment, enrolment, person in rows]


def answering_people(work: Work, enrolment: Enrolment) -> list[int]:
    """Who is told of what cannot wait: whoever answers, or for the clinic's queue every therapist who is there today; all of
    them when nobody is."""
    staff = therapists_at(work, enrolment)
    person_id = _answering(work, enrolment, staff)
    if person_id is not None:
        return [person_id]
    away = away_on(work, work.today, staff)
    return [therapist for therapist in staff if therapist not in away] or staff


_COVERED, _SUBSTITUTE_AWAY = AWAY.alias("covered"), AWAY.alias("substitute_away")
_HERS, _PATIENT = aliased(Enrolment), aliased(Person)
_PLACES = tuple(aliased(Organisation) for _level in range(4))
"""Where she is treated, and what is above it."""


def without_cover(enrolment_id: Any, responsible: Any, now: Any) -> ColumnElement[bool]:
    """What :func:`answering` says of those whose responsible is away or kept out, inside a statement that takes
    :func:`varde.staffing.service.of_day`: whether she is kept out, or is away and no substitute who is there may open the
    record.

    Kin who were declared by name cannot be told in a statement: the clinic's queue has all patients of whoever's substitute
    has declared such, besides the substitute herself.
    """
    near = exists(
        select(Kin.id)
        .outerjoin(known := aliased(Person), known.nin_fingerprint == Kin.fingerprint)
        .where(Kin.person_id == _COVERED.c.substitute_id, known.id.is_(None) | (known.id == _PATIENT.id))
        .correlate(_COVERED, _PATIENT)
    )
    covering = (
        select(literal(1))
        .select_from(_COVERED)
        .join(Grant, Grant.person_id == _COVERED.c.substitute_id)
        .join(_HERS, _HERS.id == enrolment_id)
        .join(_PATIENT, _PATIENT.id == _HERS.person_id)
        .join(_PLACES[0], _PLACES[0].id == _HERS.organisation_id)
    )
    for below, above in pairwise(_PLACES):
        covering = covering.outerjoin(above, above.id == below.parent_id)
    covering = covering.where(
        _COVERED.c.person_id == responsible,
        _COVERED.c.substitute_id != _PATIENT.id,
        _COVERED.c.substitute_id.not_in(select(_SUBSTITUTE_AWAY.c.person_id)),
        Grant.role == "therapist",
        or_(*(Grant.organisation_id == place.id for place in _PLACES)),
        Grant.programme.is_(None) | (Grant.programme == _HERS.programme),
        is_held(now),
        not_(near),
        not_(kept_out_by(_PATIENT.id, _COVERED.c.substitute_id)),
    ).correlate_except(_COVERED, Grant, _HERS, _PATIENT, *_PLACES)
    # A case, so that PostgreSQL looks up whoever is away once for the whole statement, and cover for those alone.
    away = case((responsible.in_(select(AWAY.c.person_id)), not_(exists(covering))), else_=false())
    return or_(responsible_kept_out(enrolment_id, responsible), away)


def responsible_kept_out(enrolment_id: Any, responsible: Any) -> ColumnElement[bool]:
    """Whether the patient keeps out whoever is responsible, so that nobody has her, inside a statement about the enrolment."""
    hers = aliased(Enrolment)
    blocks = select(Block.id).join(hers, hers.person_id == Block.patient_id)
    return exists(blocks.where(hers.id == enrolment_id, Block.blocked_id == responsible).correlate_except(Block, hers))


_EACH = aliased(Enrolment)
KEPT_OUT_RESPONSIBLE = (
    select(_EACH.id).join(Block, Block.patient_id == _EACH.person_id).where(Block.blocked_id == _EACH.therapist_id)
)
"""The same of all at once, from the few who keep somebody out: their enrolments."""
