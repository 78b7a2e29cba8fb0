"""What a person has said yes and no to: two ways to be reached, and two kinds of notices. Every choice is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.models import TOPICS, ContactChoice

VERSION = 1
"""Of what she is told when she chooses (``notifications/words.py``); a new text is a new version."""
MOST = 100
ALSO_REFUSED = {"choice": frozenset({"reminder", "module"})}
"""Notices without a choice of their own, and the kinds of which each is one: whoever refuses any of these is not sent it."""


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice as it is read: ``by`` is "" when she made it herself."""

    topic: str
    allowed: bool
    version: int
    at: datetime
    by: str


def refuses(no: Collection[str], notice: str) -> bool:
    """Whether whoever said ``no`` to these is not sent this notice, by itself or as one of others."""
    return not ALSO_REFUSED.get(notice, frozenset({notice})).isdisjoint(no)


def refused(work: Work, people: Collection[int]) -> dict[int, frozenset[str]]:
    """What each of these people has said no to, last. Nobody who has said nothing has said no. One statement."""
    newest: dict[tuple[int, str], bool] = {}
    rows = select(ContactChoice.person_id, ContactChoice.topic, ContactChoice.allowed)
    for person_id, topic, allowed in work.session.execute(
        rows.where(ContactChoice.person_id.in_(people)).order_by(ContactChoice.id)
    ):
        newest[person_id, topic] = allowed
    no: dict[int, set[str]] = {}
    for (person_id, topic), allowed in newest.items():
        if not allowed:
            no.setdefault(person_id, set()).add(topic)
    return {person_id: frozenset(topics) for person_id, topics in no.items()}


def choose(work: Work, person: Person, allowed: Mapping[str, bool], *, by_id: int, own: bool) -> tuple[str, ...]:
    """Make these topics what ``allowed`` says. Returns those that were another; what stands already is not written again."""
    no = refused(work, [person.id]).get(person.id, frozenset())
    changed = tuple(topic for topic in TOPICS if topic in allowed and allowed[topic] == (topic in no))
    for topic in changed:
        work.add(
            ContactChoice(
                person_id=person.id,
                topic=topic,
                allowed=allowed[topic],
                version=VERSION,
                source="own" if own else "staff",
                by_id=by_id,
                at=work.now,
            )
        )
    return changed


def choices_of(work: Work, person_id: int) -> list[ChoiceLine]:
    """Every choice of a person, newest first. One statement."""
    by = aliased(Person)
    rows = work.session.execute(
        select(ContactChoice, by.given_name, by.family_name)
        .outerjoin(by, by.id == ContactChoice.by_id)
        .where(ContactChoice.person_id == person_id)
        .order_by(ContactChoice.id.desc())
        .limit(MOST)
    )
    return [
        ChoiceLine(
            row.topic,
            row.allowed,
            row.version,
            row.at,
            "" if row.source == "own" else f"{given_name or ''} {family_name or ''}".strip(),
        )
        for row, given_name, family_name in rows
    ]
