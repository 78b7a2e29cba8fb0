"""Second opinions: a named colleague is asked about a patient, may read the record for a while, and answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from varde.enrolments.asked import is_asked
from varde.enrolments.errors import AskedAlready, NoOpinionWords, NoSuchOpinion, NotAColleague
from varde.enrolments.events import OpinionAsked
from varde.enrolments.models import Enrolment, SecondOpinion
from varde.enrolments.team import staff_at, team_of
from varde.identity.models import Person
from varde.identity.names import signed
from varde.identity.rights import roles_with
from varde.identity.service import Actor, line_of
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of
from varde.privacy.models import Block, Kin

DAYS = (3, 7, 14)
"""Proposed: for how long a colleague may read."""
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One question, opened. ``open`` until it is answered, taken back, or past ``until``; ``answer`` is "" without one."""

    id: int
    enrolment_id: int
    patient: str
    asked_by_id: int
    asked_by: str
    asked_id: int
    asked: str
    question: str
    asked_at: datetime
    until: datetime
    answer: str
    ended_at: datetime | None
    open: bool


def may_be_asked(work: Work, actor: Actor, enrolment: Enrolment) -> Sequence[Person]:
    """The colleagues of the care team and of the clinic, but for whoever asks, the patient, her kin and whom she keeps out. Four
    statements."""
    staff = [person for person, _ in staff_at(work, line_of(work, enrolment.organisation_id), roles_with("treat"))]
    people = {person.id: person for person in (*staff, *(line.person for line in team_of(work, enrolment.id)))}
    kin = select(Kin.person_id).where(
        Kin.person_id.in_(people), Kin.fingerprint.in_(fingerprints_of(work, enrolment.person))
    )
    blocked = select(Block.blocked_id).where(Block.patient_id == enrolment.person_id, Block.blocked_id.in_(people))
    out = {actor.person_id, enrolment.person_id, *work.session.scalars(kin.union(blocked))}
    return sorted((each for key, each in people.items() if key not in out), key=lambda each: each.name)


def ask(
    work: Work, actor: Actor, enrolment: Enrolment, colleague_id: int, question: str, days: int, once: str
) -> SecondOpinion:
    """Ask a colleague, who may read the record for so many ``days``, and answer; she may write nothing else in it.

    :param once: a key the form carries: the same form sent twice asks once.
    :raises NoOpinionWords: there is no question, or it has more than :data:`LONGEST` characters.
    :raises NotAColleague: she may not be asked about this patient.
    :raises AskedAlready: she is asked about her already.
    """
    words, key = question.strip(), once[:60]
    before = work.session.scalar(
        select(SecondOpinion).where(
            SecondOpinion.enrolment_id == enrolment.id,
            SecondOpinion.asked_by_id == actor.person_id,
            SecondOpinion.once == key,
        )
    )
    if before is not None:
        return before
    if not words or len(words) > LONGEST:
        raise NoOpinionWords(most=LONGEST)
    if days not in DAYS or colleague_id not in {each.id for each in may_be_asked(work, actor, enrolment)}:
        raise NotAColleague()
    stands = exists(
        select(SecondOpinion.id).where(
            SecondOpinion.enrolment_id == enrolment.id, SecondOpinion.asked_id == colleague_id, is_asked(work.now)
        )
    )
    if work.session.scalar(select(stands)):
        raise AskedAlready()
    row = SecondOpinion(
        enrolment_id=enrolment.id, asked_by_id=actor.person_id, asked_id=colleague_id, once=key, asked_at=work.now
    )
    row.until, row.question = work.now + timedelta(days=days), words
    work.add(row)
    work.session.flush()
    work.publish(OpinionAsked(enrolment.id, row.id, colleague_id))
    return row


def answer(work: Work, actor: Actor, enrolment: Enrolment, opinion_id: int, words: str) -> None:
    """What the colleague thinks; with it her reading ends.

    :raises NoSuchOpinion: she is not asked, or it was answered or taken back.
    :raises NoOpinionWords
    """
    row = _open(work, enrolment, opinion_id)
    if row.asked_id != actor.person_id:
        raise NoSuchOpinion()
    if not words.strip() or len(words.strip()) > LONGEST:
        raise NoOpinionWords(most=LONGEST)
    row.answer, row.ended_at = words.strip(), work.now


def take_back(work: Work, enrolment: Enrolment, opinion_id: int) -> None:
    """The colleague need not answer, and may not read any more. :raises NoSuchOpinion"""
    _open(work, enrolment, opinion_id).ended_at = work.now


def _open(work: Work, enrolment: Enrolment, opinion_id: int) -> SecondOpinion:
    row = work.session.get(SecondOpinion, opinion_id, with_for_update=True)
    if row is None or row.enrolment_id != enrolment.id or row.ended_at is not None or row.until <= work.now:
        raise NoSuchOpinion()
    return row


def opinions_of(work: Work, enrolment_id: int) -> Sequence[OpinionLine]:
    """Every question about an enrolment, newest first. One statement."""
    return _lines(work, SecondOpinion.enrolment_id == enrolment_id)


def asked_of(work: Work, person_id: int) -> Sequence[OpinionLine]:
    """What a colleague is asked about now. One statement."""
    return _lines(work, (SecondOpinion.asked_id == person_id) & is_asked(work.now))


def who_is_asked(work: Work, enrolment_ids: Collection[int]) -> frozenset[tuple[int, int]]:
    """The enrolments about which somebody is asked now, each with whom. One statement."""
    asked = select(SecondOpinion.enrolment_id, SecondOpinion.asked_id)
    rows = work.session.execute(asked.where(SecondOpinion.enrolment_id.in_(enrolment_ids), is_asked(work.now)))
    return frozenset((row.enrolment_id, row.asked_id) for row in rows)


def _lines(work: Work, which: ColumnElement[bool]) -> Sequence[OpinionLine]:
    asker, asked, patient = aliased(Person), aliased(Person), aliased(Person)
    rows = work.session.execute(
        select(SecondOpinion, asker, asked, patient)
        .join(asker, asker.id == SecondOpinion.asked_by_id)
        .join(asked, asked.id == SecondOpinion.asked_id)
        .join(Enrolment, Enrolment.id == SecondOpinion.enrolment_id)
        .join(patient, patient.id == Enrolment.person_id)
        .where(which)
        .order_by(SecondOpinion.id.desc())
    )
    return [
        OpinionLine(
            row.id,
            row.enrolment_id,
            whose.name,
            row.asked_by_id,
            signed(by.name, by.title),
            row.asked_id,
            signed(of.name, of.title),
            row.question,
            row.asked_at,
            row.until,
            row.answer or "",
            row.ended_at,
            row.ended_at is None and row.until > work.now,
        )
        for row, by, of, whose in rows
    ]
