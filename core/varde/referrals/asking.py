"""Asking for more before a referral is answered: of whoever sent it or of the patient. The time limit of the answer runs on.

What comes from the one who sent the referral takes the place of what she said before. What comes from the other fills what nobody
had answered; where the two disagree both stand, and a clinician looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import UNDECIDED
from varde.enrolments.service import hold, must_be, referral_of, remember
from varde.enrolments.stored_settings import eligibility_settings, find_offering
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.referrals.answers import differing, merged
from varde.referrals.errors import AnswerDay, AnswerNeeded, NobodyToAsk, NotAskedNow, WhatNeeded
from varde.referrals.events import MoreAnswered, MoreWanted
from varde.referrals.models import MoreAsked
from varde.referrals.ringing import LONGEST, last_day
from varde.referrals.screening import screen
from varde.referrals.service import REFERRED
from varde.rules.facts import Fact
from varde.rules.language import check_facts
from varde.rules.worked_out import with_worked_out

Of = Literal["referrer", "patient"]
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class AskedView:
    """One time that more was asked for, with its words opened. ``facts`` are keys. ``answered_at`` is None while it is open, and
    when another took its place (``ended_at``)."""

    id: int
    of: Of
    facts: tuple[str, ...]
    question: str
    answer_by: date
    asked_at: datetime
    by: str
    ended_at: datetime | None
    answered_at: datetime | None
    answers: Mapping[str, object]
    filled: tuple[str, ...]
    answer: str

    def is_late(self, today: date) -> bool:
        """Whether the answer should have come before today."""
        return self.ended_at is None and self.answer_by < today


def askable(programme: Programme) -> tuple[Fact, ...]:
    """The facts that can be asked for again: not what sign-in, a date of birth, or being referred tells, nor what follows from
    others. Of a questionnaire the items that the rules speak of alone."""
    known_elsewhere = ("sign_in", "birth_date", "progress")
    worked_out = programme.eligibility.worked_out
    left_out = {each.fact for each in worked_out} | {REFERRED}
    left_out |= {key for each in worked_out if each.instrument for key in each.of} & programme.eligibility.parts
    return tuple(
        fact for fact in programme.eligibility.asked if fact.source not in known_elsewhere and fact.key not in left_out
    )


_BY = aliased(Person)
_OF_ONE = (
    select(MoreAsked, _BY)
    .join(_BY, _BY.id == MoreAsked.by_id)
    .where(MoreAsked.enrolment_id == bindparam("enrolment"))
    .order_by(MoreAsked.number.desc())
)


def asked_about(work: Work, enrolment_id: int) -> list[AskedView]:
    """Every time that more was asked for about a referral, newest first; at most the newest is open. One statement."""
    rows: Any = work.session.execute(_OF_ONE, {"enrolment": enrolment_id})
    return [view_of(row, by.name) for row, by in rows]


def view_of(row: MoreAsked, by: str) -> AskedView:
    """A row with its words opened; ``by`` is the name of whoever asked."""
    return AskedView(
        id=row.id,
        of="referrer" if row.of == "referrer" else "patient",
        facts=tuple(row.facts),
        question=row.question,
        answer_by=row.answer_by,
        asked_at=row.asked_at,
        by=by,
        ended_at=row.ended_at,
        answered_at=row.answered_at,
        answers=row.answers,
        filled=tuple(row.filled),
        answer=row.answer or "",
    )


def open_asked(work: Work, enrolment: Enrolment, of: Of) -> AskedView | None:
    """What is asked of this side now; None when nothing is, or the referral has been answered. One statement."""
    if enrolment.state not in UNDECIDED:
        return None
    return next((view for view in asked_about(work, enrolment.id) if view.of == of and view.ended_at is None), None)


def ask_more(
    work: Work, actor: Actor, enrolment: Enrolment, of: str, facts: Iterable[str], day: date | None, question: str
) -> MoreAsked:
    """Ask for more, and tell whoever is asked. It takes the place of what was asked before and not answered.

    :param of: ``referrer`` or ``patient``. :param day: by when, from tomorrow on.
    :raises WrongState: it was decided. :raises NobodyToAsk, WhatNeeded, AnswerDay: nothing is stored.
    """
    hold(work, enrolment)
    must_be(enrolment, *UNDECIDED)
    referral = referral_of(work, enrolment.id)
    if of not in ("referrer", "patient") or (of == "referrer" and referral.referred_by_id is None):
        raise NobodyToAsk()
    wanted = set(facts)
    keys = [fact.key for fact in askable(programme_of(work, enrolment.programme)) if fact.key in wanted]
    said = question.strip()
    if not keys and len(said) < SHORTEST:
        raise WhatNeeded()
    last = last_day(referral.answer_by.astimezone(work.zone).date(), work.today)
    if day is None or not work.today < day <= last:
        raise AnswerDay(last=f"{last:%d.%m.%Y}")
    before = _newest(work, enrolment.id)
    if before is not None and before.ended_at is None:
        before.ended_at = work.now
        work.session.flush()
    row = MoreAsked(
        enrolment_id=enrolment.id,
        number=1 if before is None else before.number + 1,
        of=of,
        asked_at=work.now,
        by_id=actor.person_id,
        answer_by=day,
        facts=keys,
        answers={},
        filled=[],
    )
    row.question = said[:LONGEST]
    work.add(row)
    work.session.flush()
    remember(work, enrolment, "more_asked", actor.person_id, of=of)
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(MoreWanted(enrolment.id, row.id, of, referral.referred_by_id or 0))
    return row


def answer_more(
    work: Work, by_id: int, enrolment: Enrolment, of: Of, facts: Mapping[str, object], answer: str
) -> MoreAsked:
    """What was asked of this side is answered: the referral is screened again, and whoever asked is told.

    :param facts: values by key; one that is not known is None, and one that was not asked for is left out.
    :raises NotAskedNow: nothing is asked of this side now. :raises AnswerNeeded: there is no answer at all.
    :raises BadInput: one sentence for each fact that breaks its rule.
    """
    hold(work, enrolment)
    row = _newest(work, enrolment.id)
    if row is None or row.of != of or row.ended_at is not None or enrolment.state not in UNDECIDED:
        raise NotAskedNow()
    programme, referral = programme_of(work, enrolment.programme), referral_of(work, enrolment.id)
    answered = {key: facts[key] for key in row.facts if key in facts}
    faults = check_facts(programme.eligibility, answered)
    if faults:
        raise BadInput(*faults)
    said = answer.strip()
    if not said and all(value is None for value in answered.values()):
        raise AnswerNeeded()
    own = (of == "referrer") == (referral.source == "clinician")
    merged_facts, filled = merged(referral.facts, answered, own=own)
    facts_now = with_worked_out(programme.eligibility, merged_facts, anew=answered if own else filled)
    row.ended_at = row.answered_at = work.now
    row.answered_by_id, row.answers, row.filled = by_id, answered, list(filled)
    row.answer = said[:LONGEST] or None
    _screen_again(work, enrolment, programme, referral, facts_now, {} if own else answered)
    remember(work, enrolment, "more_answered", by_id, of=of, outcome=referral.outcome)
    work.session.flush()
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(MoreAnswered(enrolment.id, row.id, row.by_id))
    return row


def _screen_again(
    work: Work,
    enrolment: Enrolment,
    programme: Programme,
    referral: Referral,
    facts: dict[str, object],
    theirs: Mapping[str, object],
) -> None:
    """Two who disagree are never eligible without a clinician's look."""
    offering = find_offering(work, enrolment.organisation_id, enrolment.programme)
    result = screen(programme, facts, eligibility_settings(programme, offering))
    apart = differing(facts, theirs)
    outcome = "review" if apart and result.outcome == "eligible" else result.outcome
    referral.facts, referral.outcome = facts, outcome
    referral.because = sorted({*result.because, *apart})
    referral.suggested_track = result.track
    enrolment.state = "referred" if outcome == "eligible" else "screening"


def answers_of(views: Sequence[AskedView], of: Of) -> dict[str, object]:
    """Everything that this side has answered when it was asked, the newest last said; what is not known is left out."""
    said: dict[str, object] = {}
    for view in reversed(views):
        if view.of == of and view.answered_at is not None:
            said |= {key: value for key, value in view.answers.items() if value is not None}
    return said


def _newest(work: Work, enrolment_id: int) -> MoreAsked | None:
    return work.session.scalars(
        select(MoreAsked).where(MoreAsked.enrolment_id == enrolment_id).order_by(MoreAsked.number.desc()).limit(1)
    ).first()
