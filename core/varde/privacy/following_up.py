"""Follow-up of the access log: each day is gone through once it is over, and what is worth a question waits for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from varde.audit.models import AccessEntry
from varde.audit.service import record_all
from varde.audit.values import Access
from varde.identity.grants import has_worked, is_held
from varde.identity.models import Grant, Person
from varde.identity.service import Actor, under
from varde.kernel.errors import BadInput, NotFound
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.privacy.flag_rules import GRAVE, Between, Looks, flags_of
from varde.privacy.kin import own_people_of
from varde.privacy.models import ANSWERS, AccessFlag, Block, FlaggedDay
from varde.scheduling.rules import at_wall_time

LONGEST = 1000
MOST = 50
DAYS_BACK = 7
"""How far back days are gone through that were not: a week, should the clock have stood."""


class NoSuchFlag(NotFound):
    sentence = Text(
        "Vi finner ikke dette blant det du følger opp.",
        "Vi finn ikkje dette blant det du følgjer opp.",
        "We cannot find this among what you follow up.",
    )


class FlagAnswerNeeded(BadInput):
    sentence = Text(
        "Velg hva du kom til. Er noen spurt, eller er det meldt, skriver du noen ord.",
        "Vel kva du kom til. Er nokon spurd, eller er det meldt, skriv du nokre ord.",
        "Choose what you came to. If somebody was asked, or it was reported, write a few words.",
    )


def flag_what_is_over(work: Work) -> int:
    """Go through each of the last days that was not. Returns how many flags there are more."""
    days = [work.today - timedelta(days=n) for n in range(DAYS_BACK, 0, -1)]
    done = set(work.session.scalars(select(FlaggedDay.day).where(FlaggedDay.day.in_(days))))
    return sum(flag_day(work, day) for day in days if day not in done)


def flag_day(work: Work, day: date) -> int:
    """Go through one day that is over, on the wall. Returns how many flags there are more. Three statements."""
    rows = _looks_of(work, day)
    people = _people(work, {number for row in rows for number in (row.actor_id, row.patient_id)})
    places = _places(work, people)
    patients: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        patients[row.actor_id].add(row.patient_id)
    flagged = 0
    for (actor_id, patient_id, organisation_id), group in _grouped(rows).items():
        if actor_id not in people or patient_id not in people:
            continue
        looks = _looks(work, actor_id, patient_id, group)
        between = Between(bool(places[actor_id] & places[patient_id]), people[actor_id], people[patient_id])
        flags = flags_of(looks, between, len(patients[actor_id]))
        if flags:
            work.add(
                AccessFlag(
                    day=day,
                    organisation_id=organisation_id,
                    actor_id=actor_id,
                    patient_id=patient_id,
                    flags=" ".join(flags),
                    looks=sum(row.looks for row in group),
                    first_at=min(row.first for row in group),
                    last_at=max(row.last for row in group),
                )
            )
            flagged += 1
    work.add(FlaggedDay(day=day, at=work.now))
    return flagged


def _looks_of(work: Work, day: date) -> Sequence[Any]:
    since, until = (at_wall_time(each, time(0), work.zone) for each in (day, day + timedelta(days=1)))
    query = (
        select(
            AccessEntry.actor_id,
            AccessEntry.patient_id,
            AccessEntry.organisation_id,
            AccessEntry.basis,
            AccessEntry.outcome,
            func.count().label("looks"),
            func.min(AccessEntry.at).label("first"),
            func.max(AccessEntry.at).label("last"),
        )
        .where(
            AccessEntry.at >= since,
            AccessEntry.at < until,
            AccessEntry.purpose.in_(("treat", "emergency")),
            AccessEntry.actor_id.is_not(None),
            AccessEntry.patient_id.is_not(None),
            AccessEntry.organisation_id.is_not(None),
        )
        .group_by(
            AccessEntry.actor_id,
            AccessEntry.patient_id,
            AccessEntry.organisation_id,
            AccessEntry.basis,
            AccessEntry.outcome,
        )
    )
    return work.session.execute(query).all()


def _grouped(rows: Iterable[Any]) -> dict[tuple[int, int, int], list[Any]]:
    groups: dict[tuple[int, int, int], list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.actor_id, row.patient_id, row.organisation_id].append(row)
    return groups


def _looks(work: Work, actor_id: int, patient_id: int, rows: Sequence[Any]) -> Looks:
    return Looks(
        actor_id,
        patient_id,
        frozenset(row.basis for row in rows if row.outcome == "denied"),
        frozenset(row.basis for row in rows if row.outcome == "ok"),
        min(row.first for row in rows).astimezone(work.zone),
        max(row.last for row in rows).astimezone(work.zone),
    )


def _people(work: Work, numbers: set[int]) -> dict[int, str]:
    """The family names of those who are known still."""
    rows = work.session.execute(select(Person.id, Person.family_name).where(Person.id.in_(numbers)))
    return {row[0]: row[1] for row in rows}


def _places(work: Work, people: Mapping[int, str]) -> dict[int, set[int]]:
    """Where each of them has a role as staff."""
    places: dict[int, set[int]] = defaultdict(set)
    roles = select(Grant.person_id, Grant.organisation_id).where(Grant.person_id.in_(people), is_held(work.now))
    for person_id, organisation_id in work.session.execute(roles):
        places[person_id].add(organisation_id)
    return places


class Following(NamedTuple):
    """The places where she follows up as a head and as a privacy officer, and whose record she is kept out of."""

    head: tuple[int, ...]
    officer: tuple[int, ...]
    kept_out: frozenset[int]
    person_id: int

    @property
    def mine(self) -> Select[AccessFlag]:
        """What is hers to answer: never of herself as either, nor of her kin, nor of whoever keeps her out. A patient who has or
        had a role as staff is her head's employee, so that the privacy officer alone follows it up."""
        return select(AccessFlag).where(
            or_(
                AccessFlag.organisation_id.in_(self.officer),
                AccessFlag.organisation_id.in_(self.head) & ~has_worked(AccessFlag.patient_id),
            ),
            AccessFlag.patient_id.not_in(self.kept_out),
            AccessFlag.actor_id != self.person_id,
        )

    def role_at(self, organisation_id: int) -> str:
        """As what she follows up there."""
        return "privacy_officer" if organisation_id in self.officer else "head"


def following(work: Work, actor: Actor) -> Following:
    """Where this one follows up. A flag is of no programme, so that a role for one alone follows up nothing. Four statements, and
    one more for whoever has declared kin by name."""

    def places(role: str) -> tuple[int, ...]:
        held = [each.organisation_id for each in actor.roles if each.role == role and each.programme is None]
        return under(work, held)

    blocks = select(Block.patient_id).where(Block.blocked_id == actor.person_id)
    out = {actor.person_id, *own_people_of(work, actor.person_id), *work.session.scalars(blocks)}
    return Following(places("head"), places("privacy_officer"), frozenset(out), actor.person_id)


class Flagged(NamedTuple):
    """One page of flags, and whether another follows."""

    rows: Sequence[AccessFlag]
    has_next: bool


def to_follow_up(work: Work, actor: Actor, page: int = 1, *, answered: bool = False) -> Flagged:
    """What waits for an answer where she leads or guards privacy, the gravest first and then the newest; or what was answered, the
    newest answer first; :data:`MOST` to a page. Logged of each patient. Six statements (:func:`following`).

    :param page: from 1.
    """
    where = following(work, actor)
    grave = or_(*(AccessFlag.flags.startswith(flag, autoescape=True) for flag in GRAVE))
    order = [AccessFlag.answered_at.desc()] if answered else [case((grave, 0), else_=1), AccessFlag.day.desc()]
    query = (
        where.mine.where(AccessFlag.answered_at.is_not(None) if answered else AccessFlag.answered_at.is_(None))
        .options(
            joinedload(AccessFlag.actor),
            joinedload(AccessFlag.patient),
            joinedload(AccessFlag.answered_by),
            joinedload(AccessFlag.organisation),
        )
        .order_by(*order, AccessFlag.id.desc())
        .limit(MOST + 1)
        .offset((max(page, 1) - 1) * MOST)
    )
    rows = work.session.scalars(query).all()
    shown = rows[:MOST]
    record_all(work, [_looked(actor, where, row) for row in shown])
    return Flagged(shown, len(rows) > MOST)


def answer_flag(work: Work, actor: Actor, flag_id: int, answer: str, words: str) -> None:
    """What she came to.

    :param answer: one of :data:`varde.privacy.models.ANSWERS`.
    :raises NoSuchFlag: it is not hers to answer, or is answered. :raises FlagAnswerNeeded
    """
    mine = following(work, actor).mine.where(AccessFlag.id == flag_id)
    row = work.session.scalar(mine.with_for_update(of=AccessFlag).execution_options(populate_existing=True))
    if row is None or row.answered_at is not None:
        raise NoSuchFlag()
    said = words.strip()[:LONGEST]
    if answer not in ANSWERS or (answer != "fine" and not said):
        raise FlagAnswerNeeded()
    row.answer, row.answered_at, row.answered_by_id, row.words = answer, work.now, actor.person_id, said or None


def _looked(actor: Actor, where: Following, row: AccessFlag) -> Access:
    return Access(
        actor.person_id,
        actor.signature,
        where.role_at(row.organisation_id),
        row.organisation_id,
        "read",
        "access_log",
        "admin",
        "review",
        patient_id=row.patient_id,
    )
