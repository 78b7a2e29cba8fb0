"""The review of break-glass: what was opened and why, whether there was reason to, and when the patient is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from varde.audit.models import AccessEntry
from varde.audit.service import record
from varde.enrolments.access_entries import access_to
from varde.enrolments.break_glass_errors import DelayNeeds, NoSuchReview, NotYourReview, ReviewedAlready, VerdictNeeded
from varde.enrolments.break_glass_rules import (
    BREAK_GLASS,
    PUT_OFF,
    VERDICTS,
    last_day_of_delay,
    may_delay_until,
    may_review,
    told_after,
)
from varde.enrolments.events import BreakGlassJudged, BreakGlassTold
from varde.enrolments.models import BreakGlass, Enrolment
from varde.enrolments.reach import Reach, kept_out_of, reaches_of, within
from varde.enrolments.service import remember
from varde.enrolments.team import staff_at
from varde.identity.grants import has_worked
from varde.identity.models import Person
from varde.identity.service import Actor, line_of
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of, is_kin

LONGEST = 1000
MOST = 200
PAGE = 50


class Reviewing(NamedTuple):
    """Where she reviews as a head and as a privacy officer."""

    head: Reach
    officer: Reach

    @property
    def mine(self) -> Select[BreakGlass]:
        """What was opened by break-glass there. Never of whom she is kept out of. A patient who has or had a role as staff is her
        head's employee, so that the privacy officer alone reviews it."""
        query = select(BreakGlass).join(BreakGlass.enrolment).join(Enrolment.person)
        return query.where(
            BreakGlass.opened_at.is_not(None),
            or_(and_(within(self.head), ~has_worked(Enrolment.person_id)), within(self.officer)),
            Enrolment.person_id.not_in(self.head.kept_out),
        )

    def role_for(self, enrolment: Enrolment) -> str:
        """As what she reviews what was opened of this one."""
        place, programme = enrolment.organisation_id, enrolment.programme
        leads = place in self.head.places or (place, programme) in self.head.limited
        return "head" if leads else "privacy_officer"


def reviewing(work: Work, actor: Actor) -> Reviewing:
    """Where this one reviews. Two statements, and two more for whoever has declared kin by name."""
    return Reviewing(*reaches_of(work, actor, ("head",), ("privacy_officer",)))


class Listed(NamedTuple):
    """One page of what there is to review: how many ``waiting`` and how many there are ``in_all``, and whether another page
    follows (``has_next``)."""

    rows: Sequence[BreakGlass]
    waiting: int
    in_all: int
    has_next: bool


def to_review(work: Work, actor: Actor, page: int = 1) -> Listed:
    """What was opened by break-glass where she leads or guards privacy, in the programmes that she does so for: what waits first,
    by its last day, then what is reviewed, the newest answer first; :data:`PAGE` to a page. Never of whom she is kept out of:
    herself, her kin, and whoever keeps her out. Three statements, and one more for whoever has declared kin by name.

    :param page: from 1.
    """
    mine = reviewing(work, actor).mine
    rows = work.session.scalars(
        _with_names(mine)
        .order_by(
            BreakGlass.reviewed_at.is_not(None), BreakGlass.reviewed_at.desc(), BreakGlass.review_by, BreakGlass.id
        )
        .limit(PAGE + 1)
        .offset((max(page, 1) - 1) * PAGE)
    ).all()
    reviewed = mine.with_only_columns(func.count(BreakGlass.id), func.count(BreakGlass.reviewed_at))
    in_all, answered = work.session.execute(reviewed).one()
    return Listed(rows[:PAGE], in_all - answered, in_all, len(rows) > PAGE)


def one_to_review(work: Work, actor: Actor, row_id: int, *, write: bool = False) -> BreakGlass:
    """One of :func:`to_review`, on whichever page, logged as a look at the record or, with ``write``, a change.

    :raises NoSuchReview
    """
    where = reviewing(work, actor)
    row = work.session.scalar(_with_names(where.mine).where(BreakGlass.id == row_id))
    if row is None or is_kin(work, actor.person_id, fingerprints_of(work, row.enrolment.person)):
        raise NoSuchReview()
    seen = access_to(actor, row.enrolment, BREAK_GLASS, "review", write)
    record(work, replace(seen, role=where.role_for(row.enrolment), purpose="admin"))
    return row


def _with_names(mine: Select[BreakGlass]) -> Select[BreakGlass]:
    return mine.options(
        contains_eager(BreakGlass.enrolment).contains_eager(Enrolment.person),
        joinedload(BreakGlass.by),
        joinedload(BreakGlass.reviewed_by),
    )


def may_answer(work: Work, actor: Actor, row: BreakGlass) -> bool:
    """Whether the answer is hers (:func:`who_answers`)."""
    if not may_review(actor.person_id, row.by_id, row.enrolment.person_id):
        return False
    return actor.person_id in {person.id for person in who_answers(work, row.enrolment, row.by_id)}


def who_answers(work: Work, enrolment: Enrolment, by_id: int) -> Sequence[Person]:
    """Whose answer it is what was opened by ``by_id``: the heads of the clinic for the programme, without her, the patient, and
    whoever is kept out of the record; where none is left, or the patient has or had a role as staff, the privacy officers, without
    the same. Three statements, and two for each of them."""
    line = line_of(work, enrolment.organisation_id)
    is_employee = work.session.scalar(select(has_worked(enrolment.person_id)))
    heads = [] if is_employee else _who_may(work, enrolment, line, "head", by_id)
    return heads or _who_may(work, enrolment, line, "privacy_officer", by_id)


def officers_of(work: Work, enrolment: Enrolment) -> Sequence[Person]:
    """The privacy officers who are told where there was no reason to open: without the patient, and whoever is kept out of the
    record. Two statements, and two for each of them."""
    return _who_may(work, enrolment, line_of(work, enrolment.organisation_id), "privacy_officer")


def _who_may(
    work: Work, enrolment: Enrolment, line: Sequence[int], role: str, by_id: int | None = None
) -> list[Person]:
    return [
        person
        for person, _place in staff_at(work, line, (role,), enrolment.programme)
        if person.id != by_id and enrolment.person_id not in kept_out_of(work, person.id)
    ]


def opened_by(work: Work, row: BreakGlass) -> Sequence[AccessEntry]:
    """What she did in the record meanwhile, the first first. One statement."""
    query = select(AccessEntry).where(
        AccessEntry.patient_id == row.enrolment.person_id,
        AccessEntry.enrolment_id == row.enrolment_id,
        AccessEntry.actor_id == row.by_id,
        AccessEntry.basis == BREAK_GLASS,
        AccessEntry.outcome == "ok",
        AccessEntry.at >= row.opened_at,
        AccessEntry.at <= row.ends_at,
    )
    return work.session.scalars(query.order_by(AccessEntry.id).limit(MOST)).all()


def review(
    work: Work, actor: Actor, row: BreakGlass, verdict: str, words: str, *, delay: str = "", until: date | None = None
) -> None:
    """Answer. Where there was no reason, what is still open is closed.

    The patient is told now, or with a ``delay`` that says why, in the morning of ``until``.

    :param verdict: one of :data:`varde.enrolments.break_glass_rules.VERDICTS`.
    :raises NotYourReview: another answers it. :raises ReviewedAlready: somebody has.
    :raises VerdictNeeded: there is none, or one that is no plain yes has no words.
    :raises DelayNeeds: it has a day without a reason, a reason without a day, or a day that cannot be.
    """
    if not may_answer(work, actor, row):
        raise NotYourReview()
    work.session.refresh(row, with_for_update=True)
    if row.reviewed_at is not None:
        raise ReviewedAlready()
    said = words.strip()[:LONGEST]
    if verdict not in VERDICTS or (verdict != "yes" and not said):
        raise VerdictNeeded()
    row.reviewed_at, row.reviewed_by_id, row.verdict, row.words = work.now, actor.person_id, verdict, said or None
    if verdict == "no" and row.closed_at is None and row.ends_at is not None and row.ends_at > work.now:
        row.closed_at = work.now
    if delay or until is not None:
        _put_off(work, actor, row, delay, until)
    elif row.told_at is None:
        row.tell_at = row.told_at = work.now
        work.publish(BreakGlassTold(row.enrolment_id, row.id))
    work.publish(BreakGlassJudged(row.enrolment_id, row.id, verdict))


def put_off(work: Work, actor: Actor, row: BreakGlass, delay: str, until: date | None) -> None:
    """Put off once more, or from before the answer, telling the patient. :raises NotYourReview, DelayNeeds"""
    if not may_answer(work, actor, row):
        raise NotYourReview()
    work.session.refresh(row, with_for_update=True)
    _put_off(work, actor, row, delay, until)


def latest_delay(work: Work, row: BreakGlass) -> date:
    """The last day until which telling the patient of this may be put off, however often it was."""
    return last_day_of_delay((row.opened_at or row.asked_at).astimezone(work.zone).date())


def _put_off(work: Work, actor: Actor, row: BreakGlass, delay: str, until: date | None) -> None:
    may = until is not None and may_delay_until(work.today, until, latest_delay(work, row))
    if not delay.strip() or until is None or not may or row.told_at is not None:
        raise DelayNeeds()
    row.delay, row.tell_at = delay.strip()[:LONGEST], told_after(until, work.zone)
    remember(work, row.enrolment, PUT_OFF, actor.person_id, row.delay)
