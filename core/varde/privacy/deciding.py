"""Erasure by decision of two: the privacy officer asks, the head decides, the queue carries it out, and a certificate is left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from varde.audit.service import record, record_all
from varde.audit.values import Access
from varde.identity.models import Person
from varde.identity.service import Actor, numbers_of, under
from varde.kernel.db import Base
from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.jobs import job
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.certificates import certify, counts_of
from varde.privacy.erasure import BESIDE_THE_RECORD, erase, fates_of_numbers, try_to_erase
from varde.privacy.erasure_models import Erasure, ErasureCertificate
from varde.privacy.holds import hold, lift
from varde.privacy.kin import own_people_of

SHORTEST_GROUND, LONGEST_GROUND = 10, 500
MOST = 50
ASKS, DECIDES = "privacy_officer", "head"


class NobodyToErase(NotFound):
    sentence = Text(
        "Vi finner ingen hos dere med det nummeret.",
        "Vi finn ingen hos dykk med det nummeret.",
        "We find nobody at your organisation with that number.",
    )


class ElsewhereToo(Conflict):
    """What another organisation keeps is not for this one to erase."""

    sentence = Text(
        "Personen har eller har hatt et forløp ved en annen virksomhet også, og dere kan ikke slette det de skal ha.",
        "Personen har eller har hatt eit forløp ved ei anna verksemd òg, og de kan ikkje slette det dei skal ha.",
        "The person has or has had an enrolment at another organisation too, and you cannot erase what is theirs to keep.",
    )


class GroundNeeded(BadInput):
    sentence = Text(
        "Skriv med minst ti tegn hvor avgjørelsen og grunnen står.",
        "Skriv med minst ti teikn kvar avgjerda og grunnen står.",
        "Write in at least ten characters where the decision and its ground stand.",
    )


class ErasureAsked(Conflict):
    sentence = Text(
        "Det er alt bedt om at denne personen slettes.",
        "Det er alt bede om at denne personen blir sletta.",
        "The erasure of this person has been asked for already.",
    )


class AnotherDecides(Conflict):
    """Two persons answer for it."""

    sentence = Text(
        "Du ba om det selv. En annen må avgjøre det.",
        "Du bad om det sjølv. Ein annan må avgjere det.",
        "You asked for it yourself. Somebody else must decide it.",
    )


class NoSuchErasure(NotFound):
    sentence = Text(
        "Vi finner ikke dette blant det som venter hos deg.",
        "Vi finn ikkje dette blant det som ventar hos deg.",
        "We cannot find this among what waits with you.",
    )


class Offices(NamedTuple):
    """The places where she guards privacy, and where she leads; below those too."""

    officer: tuple[int, ...]
    head: tuple[int, ...]
    person_id: int
    signature: str

    @property
    def everywhere(self) -> tuple[int, ...]:
        return tuple(sorted({*self.officer, *self.head}))


def offices_of(work: Work, actor: Actor) -> Offices:
    """Where this one has a word about erasure. A role for one programme alone has none. Two statements."""

    def places(role: str) -> tuple[int, ...]:
        held = [each.organisation_id for each in actor.roles if each.role == role and each.programme is None]
        return under(work, held) if held else ()

    return Offices(places(ASKS), places(DECIDES), actor.person_id, actor.signature)


def places_of(work: Work, numbers: Collection[int]) -> list[int]:
    """Where she has or has had an enrolment. One statement."""
    enrolment = Base.metadata.tables["enrolment"]
    rows = select(enrolment.c.organisation_id).where(enrolment.c.person_id.in_(numbers)).distinct()
    return sorted(work.session.scalars(rows))


def to_erase(work: Work, actor: Actor, person: Person | None) -> tuple[Person, int]:
    """Whom it is about, and at which of the places of her enrolments it is asked.

    :raises NobodyToErase: she has no enrolment where the privacy officer is that, or is the officer herself or her kin.
    :raises ElsewhereToo
    """
    offices = offices_of(work, actor)
    if person is None:
        raise NobodyToErase()
    numbers = numbers_of(work, person.id)
    places = places_of(work, numbers)
    own = {actor.person_id, *own_people_of(work, actor.person_id)}
    if not set(places) & set(offices.officer) or own & numbers:
        raise NobodyToErase()
    if not set(places) <= set(offices.officer):
        raise ElsewhereToo()
    return person, places[0]


def ask(work: Work, actor: Actor, person: Person | None, ground: str, *, whole: bool) -> Erasure:
    """The privacy officer asks for somebody to be erased.

    :param whole: the health record too; it stays when it is left out, as the law says.
    :raises NobodyToErase, ElsewhereToo, GroundNeeded, ErasureAsked
    :raises Conflict: something stands in the way, such as an open alert or a legal hold.
    """
    known, place = to_erase(work, actor, person)
    said = " ".join(ground.split())
    if not SHORTEST_GROUND <= len(said) <= LONGEST_GROUND:
        raise GroundNeeded()
    waiting = select(Erasure.id).where(Erasure.person_id.in_(numbers_of(work, known.id)), _open())
    if work.session.scalar(waiting.limit(1)) is not None:
        raise ErasureAsked()
    try_to_erase(work, known.id, only=_of(whole))
    row = Erasure(
        person_id=known.id, organisation_id=place, whole=whole, asked_at=work.now, asked_by_id=actor.person_id
    )
    row.ground = said
    work.add(row)
    work.session.flush()
    _note(work, actor, ASKS, row, "erasure_asked")
    return row


def _of(whole: bool) -> tuple[str, ...]:
    """The classes that go; none named is all."""
    return () if whole else BESIDE_THE_RECORD


def _open() -> ColumnElement[bool]:
    return Erasure.done_at.is_(None) & (Erasure.outcome.is_(None) | (Erasure.outcome == "confirmed"))


def decide(work: Work, actor: Actor, erasure_id: int, *, confirmed: bool) -> Erasure:
    """The head decides what the privacy officer asked for; the queue carries it out. One that was stopped is tried again.

    :raises NoSuchErasure: it is not hers to decide, or is decided. :raises AnotherDecides: she asked for it.
    :raises Conflict: something stands in the way now.
    """
    row = _held(work, erasure_id, offices_of(work, actor).head)
    if actor.person_id == row.asked_by_id:
        raise AnotherDecides()
    own = {actor.person_id, *own_people_of(work, actor.person_id)}
    if own & numbers_of(work, row.person_id):
        raise NoSuchErasure()
    if confirmed:
        try_to_erase(work, row.person_id, only=_of(row.whole))
    row.decided_at, row.decided_by_id = work.now, actor.person_id
    row.outcome, row.stopped_at = "confirmed" if confirmed else "refused", None
    _note(work, actor, DECIDES, row, "erasure_decided" if confirmed else "erasure_refused")
    if confirmed:
        work.session.flush()
        work.enqueue(carry_out, erasure_id=row.id)
    return row


def withdraw(work: Work, actor: Actor, erasure_id: int) -> Erasure:
    """Whoever asked no longer does. :raises NoSuchErasure"""
    row = _held(work, erasure_id, offices_of(work, actor).officer)
    row.decided_at, row.decided_by_id, row.outcome, row.stopped_at = work.now, actor.person_id, "withdrawn", None
    _note(work, actor, ASKS, row, "erasure_withdrawn")
    return row


def _held(work: Work, erasure_id: int, places: Collection[int]) -> Erasure:
    row = work.session.get(Erasure, erasure_id, with_for_update=True)
    if row is None or not _is_undecided(row) or row.organisation_id not in places:
        raise NoSuchErasure()
    return row


@job("privacy.carry_out_erasure")
def carry_out(work: Work, erasure_id: int) -> None:
    """Erase whom two have decided on. What stands in the way stops it, and the head is shown it."""
    row = work.session.get(Erasure, erasure_id, with_for_update=True)
    if row is None or row.outcome != "confirmed" or row.done_at is not None or row.stopped_at is not None:
        return
    counts = counts_of(fates_of_numbers(work, numbers_of(work, row.person_id), only=_of(row.whole)))
    try:
        with work.apart():
            erase(work, row.person_id, only=_of(row.whole))
    except Conflict:
        row.stopped_at = work.now
        return
    rule = "decision" if row.whole else "decision_beside"
    row.ground = None
    row.certificate_id = certify(work, rule, counts, organisation_id=row.organisation_id).id
    row.done_at = work.now
    done = Access(
        None, "Varde", "system", row.organisation_id, "write", "erasure", "admin", "erasure_carried_out", row.person_id
    )
    record(work, done)


class ShownErasure(NamedTuple):
    """One request: whose it is ("" when she is erased), and whether she who looks may decide it, or take it back."""

    row: Erasure
    name: str
    may_decide: bool
    may_withdraw: bool


class WouldGo(NamedTuple):
    """What would go of her, rows by class, or the one sentence that stands in the way."""

    counts: dict[str, int]
    in_the_way: Conflict | None


def erasures_at(work: Work, offices: Offices) -> list[ShownErasure]:
    """What is asked for and decided where she has a word, the newest first, :data:`MOST` at most. Logged of each who is here still.
    Three statements, however many there are."""
    rows = work.session.scalars(_rows(offices)).all()
    people = select(Person).where(Person.id.in_([row.person_id for row in rows]))
    names = {person.id: person.name for person in work.session.scalars(people)}
    record_all(work, [_looked(offices, row) for row in rows if row.done_at is None])
    return [_shown(offices, row, names.get(row.person_id, "")) for row in rows]


def _rows(offices: Offices) -> Select[Erasure]:
    at = select(Erasure).where(Erasure.organisation_id.in_(offices.everywhere)).order_by(Erasure.id.desc()).limit(MOST)
    return at.options(joinedload(Erasure.asked_by), joinedload(Erasure.decided_by))


def one_erasure(work: Work, offices: Offices, erasure_id: int) -> tuple[ShownErasure, WouldGo]:
    """One of them that is not done, and what would go. :raises NoSuchErasure"""
    row = work.session.get(Erasure, erasure_id)
    if row is None or row.done_at is not None or row.organisation_id not in offices.everywhere:
        raise NoSuchErasure()
    record(work, _looked(offices, row))
    shown = _shown(offices, row, work.session.get_one(Person, row.person_id).name)
    try:
        try_to_erase(work, row.person_id, only=_of(row.whole))
    except Conflict as fault:
        return shown, WouldGo({}, fault)
    return shown, WouldGo(counts_of(fates_of_numbers(work, numbers_of(work, row.person_id), only=_of(row.whole))), None)


def _shown(offices: Offices, row: Erasure, name: str) -> ShownErasure:
    undecided = _is_undecided(row)
    return ShownErasure(
        row,
        name,
        undecided and row.organisation_id in offices.head and row.asked_by_id != offices.person_id,
        undecided and row.organisation_id in offices.officer,
    )


def _is_undecided(row: Erasure) -> bool:
    return row.outcome is None or (row.stopped_at is not None and row.done_at is None and row.outcome == "confirmed")


def set_hold(work: Work, actor: Actor, person: Person | None, why: str, days: int | None) -> None:
    """The privacy officer lets nothing of her go, for so many days, or until she lifts it.

    :raises NobodyToErase, HoldNeedsReason
    """
    offices = offices_of(work, actor)
    places = sorted(set(places_of(work, numbers_of(work, person.id))) & set(offices.officer)) if person else []
    if person is None or not places:
        raise NobodyToErase()
    until = None if days is None else work.today + timedelta(days=days)
    row = hold(work, person.id, places[0], actor.person_id, why, until)
    _note_hold(work, actor, row.person_id, row.organisation_id, "hold_set")


def lift_hold(work: Work, actor: Actor, hold_id: int) -> None:
    """:raises NoSuchHold"""
    row = lift(work, hold_id, offices_of(work, actor).officer, actor.person_id)
    _note_hold(work, actor, row.person_id, row.organisation_id, "hold_lifted")


def certificate_at(work: Work, offices: Offices, certificate_id: int) -> ErasureCertificate:
    """:raises NoSuchErasure: it is of no place of hers."""
    row = work.session.get(ErasureCertificate, certificate_id)
    if row is None or row.organisation_id not in offices.everywhere:
        raise NoSuchErasure()
    return row


def _note(work: Work, actor: Actor, role: str, row: Erasure, basis: str) -> None:
    record(
        work,
        Access(
            actor.person_id,
            actor.signature,
            role,
            row.organisation_id,
            "write",
            "erasure",
            "admin",
            basis,
            row.person_id,
        ),
    )


def _looked(offices: Offices, row: Erasure) -> Access:
    role = ASKS if row.organisation_id in offices.officer else DECIDES
    return Access(
        offices.person_id,
        offices.signature,
        role,
        row.organisation_id,
        "read",
        "erasure",
        "admin",
        "erasure_looked_at",
        row.person_id,
    )


def _note_hold(work: Work, actor: Actor, person_id: int, organisation_id: int, basis: str) -> None:
    record(
        work,
        Access(actor.person_id, actor.signature, ASKS, organisation_id, "write", "erasure", "admin", basis, person_id),
    )


JOBS = (carry_out,)
