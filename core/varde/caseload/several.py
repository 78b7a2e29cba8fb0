"""The same done for several on a caseload: a greeting, handing over, an appointment each in a row. Each is done whole or refused
with a sentence, and whoever is refused stands in nobody's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from varde.appointments.service import Wish, arrange
from varde.audit.service import record_all
from varde.audit.values import Access
from varde.caseload.errors import (
    AlreadyHanded,
    AnswerFirst,
    CannotReceive,
    HandReason,
    InDanger,
    NamesSomebody,
    NobodyTicked,
    NotResponsible,
    ReceiverNeeded,
    TooManyChosen,
)
from varde.caseload.mine import HERS, ON_MY_TEAMS, basis_of
from varde.caseload.models import CaseloadRow
from varde.dialogue.errors import EmptyMessage, TooLongMessage
from varde.dialogue.service import LONGEST, write
from varde.enrolments.access import INTAKE_ROLES
from varde.enrolments.access_entries import unrelated_access, written_access
from varde.enrolments.cover import therapists_at
from varde.enrolments.models import CareTeamMember, Enrolment
from varde.enrolments.reach import covered, let_in, reach_of
from varde.enrolments.reason_rules import says_why
from varde.enrolments.service import LONGEST_REASON, change_responsible
from varde.enrolments.team import staff_at
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.models import Person
from varde.identity.service import Actor, with_those_above
from varde.kernel.errors import VardeError
from varde.kernel.work import Work
from varde.staffing.service import of_day

MOST = 50
"""How many at once: a page of the list."""
HANDED = "handed_over"
LATELY = timedelta(days=1)


class Chosen(NamedTuple):
    """One of those that were chosen, who is the reader's to do something for. ``danger`` and ``waits``: an alert about a danger is
    open, a message has no answer; ``own``: she is responsible herself."""

    enrolment: Enrolment
    basis: str
    danger: bool
    waits: bool

    @property
    def own(self) -> bool:
        return self.basis == "therapist"


@dataclass(frozen=True, slots=True)
class ChosenPeople:
    """Those who were chosen, in the order of the choice, and how many are not hers: of those nothing is said, not even a name."""

    people: tuple[Chosen, ...]
    strangers: int
    lately: tuple[str, ...] = ()
    """The names of those who were hers until a short time ago, and have somebody else."""


@dataclass(frozen=True, slots=True)
class DoneFor:
    """What became of one: done, or refused with a reason. ``name`` is "" for somebody who is not hers."""

    enrolment_id: int
    name: str
    refused: VardeError | None = None


_CHOSEN = (
    select(
        Enrolment,
        CaseloadRow.risk_since.is_not(None),
        CaseloadRow.unanswered_since.is_not(None),
        CaseloadRow.therapist_id,
        ON_MY_TEAMS,
    )
    .join(CaseloadRow, CaseloadRow.enrolment_id == Enrolment.id)
    .where(Enrolment.id.in_(bindparam("ids", expanding=True)), HERS, or_(covered(), ON_MY_TEAMS), let_in())
    .options(joinedload(Enrolment.person), joinedload(Enrolment.organisation))
)


def chosen_of(work: Work, actor: Actor, ids: Sequence[int]) -> ChosenPeople:
    """Who of these is hers: her own, those whom she stands in for, those to whose team she belongs. Two statements, however many.

    :raises NobodyTicked, TooManyChosen
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise NobodyTicked()
    if len(wanted) > MOST:
        raise TooManyChosen(most=MOST)
    asked = {"me": actor.person_id, **reach_of(work, actor, INTAKE_ROLES).asked, "now": work.now, **of_day(work.today)}
    rows = work.session.execute(_CHOSEN, asked | {"ids": wanted})
    hers = {
        enrolment.id: Chosen(enrolment, basis_of(actor, therapist_id, bool(member)), bool(danger), bool(waits))
        for enrolment, danger, waits, therapist_id, member in rows
    }
    people = tuple(hers[enrolment_id] for enrolment_id in wanted if enrolment_id in hers)
    strangers = [enrolment_id for enrolment_id in wanted if enrolment_id not in hers]
    lately = _lately_hers(work, actor, strangers, asked) if strangers else ()
    return ChosenPeople(people, len(strangers) - len(lately), lately)


def _lately_hers(work: Work, actor: Actor, ids: Sequence[int], asked: dict[str, object]) -> tuple[str, ...]:
    """Of those who are not hers, whoever was for as long as the page may have stood: she is told their names, and that they have
    somebody else."""
    rows = work.session.scalars(
        select(Person.given_name + " " + Person.family_name)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.id.in_(ids),
            Enrolment.id.in_(
                select(CareTeamMember.enrolment_id).where(
                    CareTeamMember.person_id == actor.person_id,
                    CareTeamMember.role == RESPONSIBLE,
                    CareTeamMember.until > work.now - LATELY,
                )
            ),
            Enrolment.therapist_id.is_distinct_from(actor.person_id),
            let_in(),
        )
        .order_by(Enrolment.id),
        asked,
    )
    return tuple(rows)


def _for_each(
    work: Work, actor: Actor, choice: ChosenPeople, record_part: str, deed: Callable[[Chosen], None]
) -> list[DoneFor]:
    """Do it for each, or undo what was done for her. What is opened and what is refused is logged, in one statement."""
    outcomes, log = list[DoneFor](), list[Access]()
    for chosen in choice.people:
        enrolment = chosen.enrolment
        refused: VardeError | None = None
        name, written = enrolment.person.name, written_access(actor, enrolment, record_part, chosen.basis)
        try:
            with work.apart():
                deed(chosen)
        except VardeError as fault:
            refused = fault
        outcomes.append(DoneFor(written.enrolment_id or 0, name, refused))
        log.append(written)
    strangers = [DoneFor(0, name, AlreadyHanded()) for name in choice.lately]
    strangers += [DoneFor(0, "", NotResponsible()) for _ in range(choice.strangers)]
    place = actor.roles[0].organisation_id if actor.roles else None
    log += [unrelated_access(actor, place, record_part)] * len(strangers)
    record_all(work, log)
    return outcomes + strangers


def greet(work: Work, actor: Actor, choice: ChosenPeople, body: str, once: str) -> list[DoneFor]:
    """Send each the same greeting, in her own conversation. Whoever is in danger is rung instead, and whoever waits for an answer
    gets one. ``once`` makes the same form sent twice one message.

    :raises EmptyMessage, TooLongMessage, NamesSomebody: nothing is sent to anybody.
    """
    said = body.strip()
    if not said:
        raise EmptyMessage()
    if len(said) > LONGEST:
        raise TooLongMessage(length=len(said), most=LONGEST)
    words = " ".join(said.casefold().split())
    named = next((each for each in choice.people if each.enrolment.person.name.casefold() in words), None)
    if named is not None:
        raise NamesSomebody(name=named.enrolment.person.name)

    def deed(chosen: Chosen) -> None:
        if chosen.danger:
            raise InDanger()
        if chosen.waits:
            raise AnswerFirst()
        write(work, actor, chosen.enrolment, said, once)

    return _for_each(work, actor, choice, "messages", deed)


def colleagues_of(work: Work, actor: Actor, choice: ChosenPeople) -> list[Person]:
    """Whoever may be responsible where these are treated, by name; never the reader. Two statements."""
    treated_at = {each.enrolment.organisation_id for each in choice.people}
    places = [organisation.id for organisation in with_those_above(work, treated_at)]
    return [person for person, _place in staff_at(work, places, ("therapist",)) if person.id != actor.person_id]


def hand_several(work: Work, actor: Actor, choice: ChosenPeople, person_id: int, reason: str) -> list[DoneFor]:
    """Somebody else is responsible for each of those who are the reader's own; whoever has got somebody else by then is left alone.

    :raises HandReason: why is not said. :raises ReceiverNeeded: nobody was chosen. Nobody is handed over.
    """
    if not says_why(reason):
        raise HandReason()
    if person_id not in {person.id for person in colleagues_of(work, actor, choice)}:
        raise ReceiverNeeded()

    def deed(chosen: Chosen) -> None:
        enrolment = chosen.enrolment
        work.session.refresh(enrolment, ("therapist_id", "edition"), with_for_update={"key_share": True})
        if enrolment.therapist_id != actor.person_id:
            raise NotResponsible() if not chosen.own else AlreadyHanded()
        if person_id not in therapists_at(work, enrolment):
            raise CannotReceive()
        change_responsible(work, enrolment, person_id, actor.person_id, HANDED, reason.strip()[:LONGEST_REASON])

    return _for_each(work, actor, choice, "take_over", deed)


def book_row(work: Work, actor: Actor, choice: ChosenPeople, first: Wish) -> list[DoneFor]:
    """An appointment with the reader for each, one after the other from ``first`` on, in the order of the choice. Whoever cannot
    have hers leaves it empty: the others keep the hour they were shown."""
    begins = {
        each.enrolment.id: first.begins + timedelta(minutes=first.minutes) * place
        for place, each in enumerate(choice.people)
    }

    def deed(chosen: Chosen) -> None:
        at = begins[chosen.enrolment.id]
        wish = Wish(first.way, at, first.minutes, actor.person_id, room_id=first.room_id, place=first.place)
        arrange(work, actor, chosen.enrolment, wish)

    return _for_each(work, actor, choice, "appointments", deed)
