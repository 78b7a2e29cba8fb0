"""A D-number becomes an F-number: two persons who are one are joined, traced row by row, and can be parted for 30 days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.identity.events import SubjectIsAnotherPerson
from varde.identity.models import Grant, Person
from varde.identity.nin import parse
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import NIN_PLACE, Actor
from varde.kernel.events import Listener
from varde.kernel.part import Part
from varde.kernel.work import Work
from varde.people.errors import CannotJoin, JoinDecided, JoinTooOld, NoSuchJoin
from varde.people.facts import FACTS
from varde.people.join_models import PersonJoin
from varde.people.models import PersonQuestion
from varde.people.pointers import Pointer, never_edited, pointers
from varde.people.service import ask, change, recount

UNDO_DAYS = 30
"""How long a join can be undone. Proposed."""
COPIED = ("name", "birth_date", "phone", "email", "guardian")
"""What the kept person gets from the other when nothing is known; where both are known and differ, it is asked."""


def offer(
    work: Work, first: Person, second: Person, *, offered_by: str, by_id: int | None, reason: str | None = None
) -> PersonJoin:
    """Offer to join two persons; the one with the D-number into the one with the F-number. The same offer is made once.

    :raises CannotJoin: they are not one D-number and one F-number, or one of them works here.
    """
    kept, joined = _in_order(work, first, second)
    waiting = work.session.scalar(
        select(PersonJoin).where(
            PersonJoin.kept_id == kept.id,
            PersonJoin.joined_id == joined.id,
            PersonJoin.joined_at.is_(None),
            PersonJoin.refused_at.is_(None),
        )
    )
    if waiting is not None:
        return waiting
    row = PersonJoin(
        kept_id=kept.id,
        joined_id=joined.id,
        offered_by=offered_by,
        offered_at=work.now,
        by_id=by_id,
        moved=[],
        filled=[],
    )
    work.add(row)
    row.reason = reason
    work.session.flush()
    recount(work, kept)
    return row


def _in_order(work: Work, first: Person, second: Person) -> tuple[Person, Person]:
    kinds = {_kind(work, first): first, _kind(work, second): second}
    if set(kinds) != {"D", "F"} or first.joined_into_id or second.joined_into_id:
        raise CannotJoin()
    working = select(Grant.id).where(Grant.person_id.in_([first.id, second.id]), Grant.role.in_(STAFF_ROLES)).limit(1)
    if work.session.scalar(working) is not None:
        raise CannotJoin()
    return kinds["F"], kinds["D"]


def _kind(work: Work, person: Person) -> str:
    if person.nin_sealed is None:
        return ""
    return parse(work.vault.open(NIN_PLACE, person.nin_sealed), allow_synthetic=True).kind


def join_of(work: Work, join_id: int) -> PersonJoin:
    """:raises NoSuchJoin"""
    row = work.session.get(PersonJoin, join_id, with_for_update=True)
    if row is None:
        raise NoSuchJoin()
    return row


def joins_of(work: Work, person_id: int) -> list[PersonJoin]:
    """What is offered to this person and not refused, and what was joined and not undone; newest first. One statement."""
    return list(
        work.session.scalars(
            select(PersonJoin)
            .where(
                (PersonJoin.kept_id == person_id) | (PersonJoin.joined_id == person_id),
                PersonJoin.refused_at.is_(None),
                PersonJoin.undone_at.is_(None),
            )
            .order_by(PersonJoin.id.desc())
        )
    )


def refuse(work: Work, row: PersonJoin) -> None:
    """They are not the same person. :raises JoinDecided"""
    if row.joined_at is not None or row.refused_at is not None:
        raise JoinDecided()
    row.refused_at = work.now
    recount(work, work.session.get_one(Person, row.kept_id))


def join(work: Work, row: PersonJoin, *, by_id: int, reason: str | None = None) -> None:
    """Make the two one: every row that pointed to the one points to the other, and what moved is noted.

    :raises JoinDecided: it was joined, refused or undone before. :raises CannotJoin: somebody joined one of them meanwhile.
    """
    if row.joined_at is not None or row.refused_at is not None:
        raise JoinDecided()
    kept, joined = (_held(work, number) for number in (row.kept_id, row.joined_id))
    _in_order(work, kept, joined)
    row.moved = [moved for pointer in _pointers(work) for moved in _move(work, pointer, joined.id, kept.id)]
    joined.joined_into_id = kept.id
    row.joined_at, row.by_id = work.now, by_id
    if reason:
        row.reason = reason
    row.filled = _facts_of_both(work, kept, joined, by_id)
    work.session.flush()
    recount(work, kept)
    _tell(work, kept.id)


def part_again(work: Work, row: PersonJoin, *, by_id: int) -> None:
    """Give back exactly what was moved. What came since the join stays with the one who was kept.

    :raises JoinDecided: it is not joined. :raises JoinTooOld: more than 30 days ago.
    """
    if row.joined_at is None or row.undone_at is not None:
        raise JoinDecided()
    if work.now > row.joined_at + timedelta(days=UNDO_DAYS):
        raise JoinTooOld(days=UNDO_DAYS)
    kept, joined = (_held(work, number) for number in (row.kept_id, row.joined_id))
    known = {(pointer.table.name, pointer.column): pointer for pointer in _pointers(work)}
    for table, column, key in reversed(row.moved):
        _give_back(work, known[table, column], key, kept.id, joined.id)
    joined.joined_into_id = None
    row.undone_at, row.undone_by_id = work.now, by_id
    _take_back_facts(work, row, kept, joined, by_id)
    work.session.flush()
    for person in (kept, joined):
        recount(work, person)
        _tell(work, person.id)


def undo_until(row: PersonJoin) -> Any:
    """When the join can be undone for the last time; None when it is not joined."""
    return row.joined_at + timedelta(days=UNDO_DAYS) if row.joined_at else None


def _held(work: Work, person_id: int) -> Person:
    return work.session.get_one(Person, person_id, with_for_update=True)


def _pointers(work: Work) -> list[Pointer]:
    unchanging = never_edited(work.session.connection())
    everything = pointers(work.catalogue.all(Part).values())
    return [pointer for pointer in everything if pointer.table.name not in unchanging]


def _move(work: Work, pointer: Pointer, from_id: int, to_id: int) -> list[list[Any]]:
    """Every row of one column; one that would be there twice stays. The rows are changed one by one, as the model has them,
    so that sealed text is sealed for its new row."""
    column = getattr(pointer.model, pointer.attribute)
    moved: list[list[Any]] = []
    for row in work.session.scalars(select(pointer.model).where(column == from_id)).all():
        if any(_taken(work, pointer, row, names, to_id) for names in pointer.unique_with()):
            continue
        setattr(row, pointer.attribute, to_id)
        work.session.flush()
        moved.append([pointer.table.name, pointer.column, {name: getattr(row, name) for name in pointer.key}])
    return moved


def _taken(work: Work, pointer: Pointer, row: Any, names: tuple[str, ...], to_id: int) -> bool:
    same = [getattr(pointer.model, name) == getattr(row, name) for name in names]
    at = getattr(pointer.model, pointer.attribute) == to_id
    return work.session.scalar(select(pointer.model).where(at, *same).limit(1)) is not None


def _give_back(work: Work, pointer: Pointer, key: dict[str, Any], from_id: int, to_id: int) -> None:
    same = [getattr(pointer.model, name) == value for name, value in key.items()]
    column = getattr(pointer.model, pointer.attribute)
    row = work.session.scalar(select(pointer.model).where(column == from_id, *same))
    if row is not None:
        setattr(row, pointer.attribute, to_id)
        work.session.flush()


def _facts_of_both(work: Work, kept: Person, joined: Person, by_id: int) -> list[Any]:
    filled: list[Any] = []
    for fact in COPIED:
        theirs, ours = FACTS[fact].read(work, joined), FACTS[fact].read(work, kept)
        if theirs is None or theirs == ours:
            continue
        if ours is None:
            change(work, kept, {fact: theirs}, source="join", by_id=by_id)
            filled.append(fact)
        elif fact != "guardian":
            ask(work, kept, fact, theirs, source="join", by_id=by_id)
    return filled


def _take_back_facts(work: Work, row: PersonJoin, kept: Person, joined: Person, by_id: int) -> None:
    for fact in row.filled:
        if FACTS[fact].read(work, kept) == FACTS[fact].read(work, joined):
            change(work, kept, {fact: None}, source="join", by_id=by_id)
    questions = select(PersonQuestion).where(
        PersonQuestion.person_id == kept.id,
        PersonQuestion.source == "join",
        PersonQuestion.asked_at == row.joined_at,
        PersonQuestion.answered_at.is_(None),
    )
    for question in work.session.scalars(questions):
        work.session.delete(question)


def _tell(work: Work, person_id: int) -> None:
    for enrolment_id in work.session.scalars(select(Enrolment.id).where(Enrolment.person_id == person_id)).all():
        work.publish(EnrolmentChanged(enrolment_id))


def on_another_person(work: Work, event: SubjectIsAnotherPerson) -> None:
    """The sign-in service says that somebody we know by one number now has another: offer to join them."""
    first, second = (work.session.get(Person, number) for number in (event.known_person_id, event.person_id))
    if first is None or second is None:
        return
    try:
        offer(work, first, second, offered_by="sign_in", by_id=None)
    except CannotJoin:
        return


def may_decide(actor: Actor, row: PersonJoin) -> bool:
    """Whether it is the person herself, vouched for under both numbers by the sign-in service."""
    return actor.is_patient and actor.person_id in (row.kept_id, row.joined_id) and row.offered_by in ("sign_in", "own")


LISTENERS = (Listener(SubjectIsAnotherPerson, on_another_person),)
