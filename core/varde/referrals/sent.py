"""Everything one referrer has sent in the last year, and what became of each.

Only enrolments that came of her own referral are read. One about somebody who was here already is shown by whether the clinic has
read it, and one about a patient who keeps her out as if nobody had.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select

from varde.audit.service import record
from varde.enrolments.cover import kept_out_by
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.rules import UNDECIDED
from varde.identity.models import Organisation, Person
from varde.identity.names import signed
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.privacy.models import Block
from varde.referrals.asking import AskedView, answer_more, view_of
from varde.referrals.models import FurtherReferral, MoreAsked, PostedReferral
from varde.referrals.receiving import access_of, acts_as
from varde.referrals.stages import Stage, stage_of, stage_of_further
from varde.referrals.waiting_line import NUMBERED

SHOWN_FOR = timedelta(days=365)
MOST = 200


@dataclass(frozen=True, slots=True)
class SentReferral:
    """One referral as its sender sees it. ``name`` and ``born`` are as she wrote them, never as we know them. ``day``: by when an
    answer is due, a place is promised, or since when it is so, by ``stage``; None when that is nobody's to know. ``number`` is the
    place in line. ``passed``: it went on, and ``programme`` and ``organisation`` are where it is now."""

    id: int
    name: str
    born: date | None
    programme: str
    organisation: str
    sent_at: datetime
    stage: Stage
    day: date | None
    number: int | None = None
    passed: bool = False
    asked_id: int | None = None


_POSTED = (
    select(PostedReferral, Organisation)
    .join(Organisation, Organisation.id == PostedReferral.organisation_id)
    .where(PostedReferral.by_id == bindparam("by"), PostedReferral.posted_at > bindparam("since"))
    .order_by(PostedReferral.posted_at.desc(), PostedReferral.id.desc())
    .limit(MOST)
)
_KEPT_OUT = exists().where(Block.patient_id == Enrolment.person_id, Block.blocked_id == bindparam("by"))
_MINE = (
    select(Enrolment, Referral, Organisation.name, NUMBERED.c.number, NUMBERED.c.promised_by, MoreAsked.id)
    .join(Referral, Referral.enrolment_id == Enrolment.id)
    .join(Organisation, Organisation.id == Enrolment.organisation_id)
    .outerjoin(NUMBERED, NUMBERED.c.enrolment_id == Enrolment.id)
    .outerjoin(
        MoreAsked,
        and_(MoreAsked.enrolment_id == Enrolment.id, MoreAsked.of == "referrer", MoreAsked.ended_at.is_(None)),
    )
    .where(Referral.referred_by_id == bindparam("by"), Referral.source == "clinician", ~_KEPT_OUT)
)
_READ = (
    select(FurtherReferral.enrolment_id, (func.count() == func.count(FurtherReferral.seen_at)).label("seen"))
    .where(FurtherReferral.referred_by_id == bindparam("by"))
    .group_by(FurtherReferral.enrolment_id)
)


def referrer_of(work: Work, enrolment_id: int) -> int | None:
    """The clinician who referred; None when the patient did herself, or keeps her out. One statement."""
    referred = (
        select(Referral.referred_by_id)
        .join(Enrolment, Enrolment.id == Referral.enrolment_id)
        .where(
            Referral.enrolment_id == enrolment_id,
            Referral.source == "clinician",
            ~kept_out_by(Enrolment.person_id, Referral.referred_by_id),
        )
    )
    return work.session.scalar(referred)


def sent_by(work: Work, actor: Actor) -> list[SentReferral]:
    """What this person has sent in the last year, newest first, at most :data:`MOST`. Three statements."""
    asked = {"by": actor.person_id, "since": work.now - SHOWN_FOR}
    posted: Any = work.session.execute(_POSTED, asked).all()
    rows: Any = work.session.execute(_MINE, asked).all()
    mine = {row[0].id: row for row in rows}
    onward = {row[1].passed_from_id: row[0].id for row in rows if row[1].passed_from_id}
    read = {enrolment_id: bool(seen) for enrolment_id, seen in work.session.execute(_READ, asked)}
    return [_shown(work, row, organisation, mine, onward, read) for row, organisation in posted]


def _shown(
    work: Work,
    posted: PostedReferral,
    organisation: Organisation,
    mine: Mapping[int, Any],
    onward: Mapping[int, int],
    read: Mapping[int, bool],
) -> SentReferral:
    name, born = who(posted)
    enrolment_id, passed = posted.enrolment_id or 0, False
    while enrolment_id in onward:
        enrolment_id, passed = onward[enrolment_id], True
    if enrolment_id not in mine:
        stage = stage_of_further(seen=read.get(enrolment_id, False))
        due = posted.answer_by if stage == "assessed" else None
        day = due.astimezone(work.zone).date() if due is not None else None
        return SentReferral(posted.id, name, born, posted.programme, organisation.name, posted.posted_at, stage, day)
    enrolment, referral, place, number, promised_by, asked_id = mine[enrolment_id]
    stage = stage_of(
        enrolment.state, enrolment.end_reason, referral.decision, in_line=number is not None, asked=asked_id is not None
    )
    return SentReferral(
        posted.id,
        name,
        born,
        enrolment.programme,
        place,
        posted.posted_at,
        stage,
        _day(work, stage, enrolment, referral, promised_by),
        number if stage == "in_line" else None,
        passed,
        asked_id if stage == "asked" else None,
    )


_ASKED = (
    select(MoreAsked, Person, Enrolment)
    .join(Enrolment, Enrolment.id == MoreAsked.enrolment_id)
    .join(Referral, Referral.enrolment_id == Enrolment.id)
    .join(Person, Person.id == MoreAsked.by_id)
    .where(
        Referral.referred_by_id == bindparam("by"),
        MoreAsked.of == "referrer",
        MoreAsked.ended_at.is_(None),
        Enrolment.state.in_(UNDECIDED),
        ~_KEPT_OUT,
    )
    .order_by(MoreAsked.answer_by, MoreAsked.id)
    .limit(MOST)
)


def asked_of(work: Work, actor: Actor) -> list[tuple[Enrolment, AskedView]]:
    """What the clinics ask this person about what she has sent, what is due first, first. One statement."""
    rows: Any = work.session.execute(_ASKED, {"by": actor.person_id})
    return [(enrolment, view_of(row, signed(by.name, by.title))) for row, by, enrolment in rows]


def answer_as_referrer(
    work: Work, actor: Actor, enrolment: Enrolment, facts: Mapping[str, object], answer: str
) -> MoreAsked:
    """Whoever referred answers what she was asked; it is logged. See :func:`varde.referrals.asking.answer_more`."""
    row = answer_more(work, actor.person_id, enrolment, "referrer", facts, answer)
    record(
        work,
        access_of(actor.person_id, actor.signature, acts_as(actor), enrolment.organisation_id, enrolment=enrolment),
    )
    return row


def who(posted: PostedReferral) -> tuple[str, date | None]:
    """Whom it is about, as its sender wrote it; ("", None) of one from before that was kept."""
    if posted.about is None:
        return "", None
    about = json.loads(posted.about)
    return f"{about['given_name']} {about['family_name']}".strip(), date.fromisoformat(about["born"])


def _day(work: Work, stage: Stage, enrolment: Enrolment, referral: Referral, promised_by: date | None) -> date | None:
    if stage == "in_line":
        return promised_by
    at = {
        "assessed": referral.answer_by,
        "asked": referral.answer_by,
        "accepted": enrolment.decided_at,
        "under_way": enrolment.started_at,
        "declined": enrolment.decided_at,
    }.get(stage, enrolment.ended_at)
    return at.astimezone(work.zone).date() if at is not None else None
