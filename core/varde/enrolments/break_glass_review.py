"""The review of break-glass: what was opened and why, whether there was reason to, and when the patient is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from varde.audit.models import AccessEntry
from varde.audit.service import record
from varde.enrolments.access_entries import access_to
from varde.enrolments.break_glass_errors import DelayNeeds, NoSuchReview, NotYourReview, ReviewedAlready, VerdictNeeded
from varde.enrolments.break_glass_rules import BREAK_GLASS, VERDICTS, may_delay_until, may_review, told_after
from varde.enrolments.events import BreakGlassJudged, BreakGlassTold
from varde.enrolments.models import BreakGlass, Enrolment
from varde.enrolments.reach import kept_out_of
from varde.enrolments.team import staff_at
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import Actor, line_of, under
from varde.kernel.work import Work
from varde.privacy.kin import fingerprints_of, is_kin

LONGEST = 1000
MOST = 200


def to_review(work: Work, actor: Actor) -> Sequence[BreakGlass]:
    """What was opened by break-glass where she leads or guards privacy: what waits first, by its last day, then what is reviewed,
    newest first. Never of whom she is kept out of: herself, her kin, and whoever keeps her out. Three statements, and one more for
    whoever has declared kin by name."""
    query = (
        select(BreakGlass)
        .join(BreakGlass.enrolment)
        .where(
            BreakGlass.opened_at.is_not(None),
            Enrolment.organisation_id.in_(under(work, actor.places(*roles_with("review_access")))),
            Enrolment.person_id.not_in(kept_out_of(work, actor.person_id)),
        )
        .options(
            contains_eager(BreakGlass.enrolment).joinedload(Enrolment.person),
            joinedload(BreakGlass.by),
            joinedload(BreakGlass.reviewed_by),
        )
        .order_by(BreakGlass.reviewed_at.is_not(None), BreakGlass.review_by, BreakGlass.id)
    )
    return work.session.scalars(query.limit(MOST)).all()


def one_to_review(work: Work, actor: Actor, row_id: int) -> BreakGlass:
    """One of :func:`to_review`, logged as a look at the record. :raises NoSuchReview"""
    row = next((row for row in to_review(work, actor) if row.id == row_id), None)
    if row is None or is_kin(work, actor.person_id, fingerprints_of(work, row.enrolment.person)):
        raise NoSuchReview()
    record(work, access_to(actor, row.enrolment, BREAK_GLASS, "review", False))
    return row


def may_answer(work: Work, actor: Actor, row: BreakGlass) -> bool:
    """Whether the answer is hers (:func:`who_answers`)."""
    if not may_review(actor.person_id, row.by_id, row.enrolment.person_id):
        return False
    return actor.person_id in {person.id for person in who_answers(work, row.enrolment, row.by_id)}


def who_answers(work: Work, enrolment: Enrolment, by_id: int) -> Sequence[Person]:
    """Whose answer it is what was opened by ``by_id``: the heads of the clinic, without her, the patient, and whoever is kept out
    of the record; where none is left, the privacy officers, without the same. Two statements, and two for each of them."""
    line = line_of(work, enrolment.organisation_id)
    for role in ("head", "privacy_officer"):
        may = [
            person
            for person, _place in staff_at(work, line, (role,))
            if person.id != by_id and enrolment.person_id not in kept_out_of(work, person.id)
        ]
        if may:
            return may
    return []


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
        _put_off(work, row, delay, until)
    elif row.told_at is None:
        row.tell_at = row.told_at = work.now
        work.publish(BreakGlassTold(row.enrolment_id, row.id))
    work.publish(BreakGlassJudged(row.enrolment_id, row.id, verdict))


def put_off(work: Work, actor: Actor, row: BreakGlass, delay: str, until: date | None) -> None:
    """Put off once more, or from before the answer, telling the patient. :raises NotYourReview, DelayNeeds"""
    if not may_answer(work, actor, row):
        raise NotYourReview()
    _put_off(work, row, delay, until)


def _put_off(work: Work, row: BreakGlass, delay: str, until: date | None) -> None:
    if not delay.strip() or until is None or not may_delay_until(work.today, until) or row.told_at is not None:
        raise DelayNeeds()
    row.delay, row.tell_at = delay.strip()[:LONGEST], told_after(until, work.zone)
