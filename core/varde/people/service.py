"""The verbs about a person's own facts: change, ask which is right, answer; and what was changed.

Whoever calls has passed the gates (:mod:`varde.people.access`). Nothing that is known is lost: each change keeps what was before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from varde.identity.events import AgeOrSexChanged
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.people.errors import NoSuchQuestion, NotYoursToAnswer, QuestionAnswered
from varde.people.facts import FACTS, written_name
from varde.people.join_models import PersonJoin
from varde.people.models import PersonChange, PersonQuestion
from varde.people.rules import may_answer

MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """One change as it is read: values as :mod:`varde.people.facts` writes them; ``by`` is "" where Varde did it."""

    fact: str
    source: str
    by: str
    by_id: int | None
    at: datetime
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One open question: what is known now, what was said, by whom and when."""

    id: int
    fact: str
    source: str
    by: str
    at: datetime
    known: str | None
    said: str
    enrolment_id: int | None


def change(
    work: Work, person: Person, values: Mapping[str, str | None], *, source: str, by_id: int | None
) -> tuple[str, ...]:
    """Make the facts what ``values`` say (None: nothing known). Returns the facts that were another, each with its history."""
    changed = []
    for fact, value in values.items():
        before = FACTS[fact].read(work, person)
        if before == (value or None):
            continue
        FACTS[fact].write(work, person, value or None)
        row = PersonChange(person_id=person.id, fact=fact, source=source, by_id=by_id, at=work.now)
        work.add(row)
        row.before, row.after = before, value or None
        changed.append(fact)
    work.session.flush()
    if "birth_date" in changed:
        work.publish(AgeOrSexChanged(person.id))
    return tuple(changed)


def ask(
    work: Work, person: Person, fact: str, said: str, *, source: str, by_id: int | None, enrolment_id: int | None = None
) -> PersonQuestion | None:
    """Ask which is right. None when it is what is known, or is asked already."""
    if said == FACTS[fact].read(work, person):
        return None
    if any(open_question.said == said for open_question in _open(work, person.id) if open_question.fact == fact):
        return None
    row = PersonQuestion(
        person_id=person.id, fact=fact, source=source, by_id=by_id, enrolment_id=enrolment_id, asked_at=work.now
    )
    work.add(row)
    row.said = said
    _count(work, person)
    return row


def propose_name(work: Work, actor: Actor, person: Person, given_name: str, family_name: str) -> PersonQuestion | None:
    """Say that the name is another; the other side confirms it. None when it is the name already, or is asked."""
    source = "own" if actor.is_patient else "staff"
    return ask(work, person, "name", written_name(given_name, family_name), source=source, by_id=actor.person_id)


def answer(work: Work, actor: Actor, person: Person, question_id: int, *, taken: bool) -> PersonQuestion:
    """Say which is right, once. Other open questions about the same fact are answered by it when what was said is taken.

    :raises NoSuchQuestion: it is not about this person. :raises NotYoursToAnswer, QuestionAnswered
    """
    question = work.session.get(PersonQuestion, question_id, with_for_update=True)
    if question is None or question.person_id != person.id:
        raise NoSuchQuestion()
    if not may_answer(question.fact, question.source, patient=actor.is_patient):
        raise NotYoursToAnswer()
    if question.taken is not None:
        raise QuestionAnswered()
    settle(work, question, actor.person_id, taken=taken)
    if taken:
        source = question.source if question.source in ("referral", "doubt") else "own" if actor.is_patient else "staff"
        change(work, person, {question.fact: question.said}, source=source, by_id=actor.person_id)
        for stale in _open(work, person.id):
            if stale.fact == question.fact and stale.said == question.said:
                settle(work, stale, actor.person_id, taken=True)
    _count(work, person)
    return question


def settle(work: Work, question: PersonQuestion, by_id: int | None, *, taken: bool) -> None:
    """Note the answer on the question."""
    question.answered_at, question.answered_by_id, question.taken = work.now, by_id, taken


def recount(work: Work, person: Person) -> None:
    """Count anew what waits for the person's own word; her home asks only this number."""
    _count(work, person)


def _count(work: Work, person: Person) -> None:
    work.session.flush()
    waiting = work.session.scalar(
        select(func.count())
        .select_from(PersonJoin)
        .where(
            PersonJoin.kept_id == person.id,
            PersonJoin.offered_by != "staff",
            PersonJoin.joined_at.is_(None),
            PersonJoin.refused_at.is_(None),
        )
    )
    questions = sum(may_answer(row.fact, row.source, patient=True) for row in _open(work, person.id))
    person.asked = questions + (waiting or 0)
    work.session.flush()


def _open(work: Work, person_id: int) -> Sequence[PersonQuestion]:
    return work.session.scalars(
        select(PersonQuestion)
        .where(PersonQuestion.person_id == person_id, PersonQuestion.answered_at.is_(None))
        .order_by(PersonQuestion.id)
    ).all()


def asked_of(work: Work, person: Person) -> list[OpenQuestion]:
    """What is asked about this person and not answered, oldest first. One statement."""
    asker = aliased(Person)
    rows = work.session.execute(
        select(PersonQuestion, asker.given_name, asker.family_name)
        .outerjoin(asker, asker.id == PersonQuestion.by_id)
        .where(PersonQuestion.person_id == person.id, PersonQuestion.answered_at.is_(None))
        .order_by(PersonQuestion.id)
    )
    return [
        OpenQuestion(
            row.id,
            row.fact,
            row.source,
            f"{given_name or ''} {family_name or ''}".strip(),
            row.asked_at,
            FACTS[row.fact].read(work, person),
            row.said,
            row.enrolment_id,
        )
        for row, given_name, family_name in rows
    ]


def open_questions(work: Work, person_id: int) -> int:
    """How many questions about this person wait. One statement."""
    return (
        work.session.scalar(
            select(func.count())
            .select_from(PersonQuestion)
            .where(PersonQuestion.person_id == person_id, PersonQuestion.answered_at.is_(None))
        )
        or 0
    )


def changes_of(work: Work, person_id: int) -> list[Changed]:
    """What was changed about this person, newest first. One statement."""
    changer = aliased(Person)
    rows = work.session.execute(
        select(PersonChange, changer.given_name, changer.family_name, changer.title)
        .outerjoin(changer, changer.id == PersonChange.by_id)
        .where(PersonChange.person_id == person_id)
        .order_by(PersonChange.id.desc())
        .limit(MOST_CHANGES)
    )
    return [
        Changed(
            row.fact,
            row.source,
            ", ".join(filter(None, (f"{given_name or ''} {family_name or ''}".strip(), title))),
            row.by_id,
            row.at,
            row.before,
            row.after,
        )
        for row, given_name, family_name, title in rows
    ]
