"""A referral that came to the wrong place is passed on with its facts: an outcome of its own, and no refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from varde.enrolments.events import EnrolmentChanged, EnrolmentReturned
from varde.enrolments.exits import Leaving, end
from varde.enrolments.models import Ending, Enrolment, Referral
from varde.enrolments.rules import UNDECIDED
from varde.enrolments.service import must_be, offering_of, referral_of, remember
from varde.enrolments.stored_settings import eligibility_settings
from varde.identity.models import Organisation
from varde.identity.service import Actor
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred, SamePlace
from varde.referrals.events import ReferralPassedOn
from varde.referrals.screening import screen
from varde.referrals.service import NOTE_PLACE, REFERRED, note_of, open_enrolment
from varde.referrals.waiting_line import answer_was_due
from varde.rules.language import check_facts


def pass_on(
    work: Work, actor: Actor, enrolment: Enrolment, organisation: Organisation, programme: Programme, note: str = ""
) -> Enrolment:
    """Send an undecided referral to another programme or clinic: a new enrolment with the facts that are asked there, the
    same time limit and the same hope. What is asked there and not known is for whoever assesses it. Returns the new one.

    :raises WrongState: it was decided before. :raises NotOffered: the programme is not open there.
    :raises SamePlace: it is there already. :raises AlreadyReferred: she is in that programme there.
    """
    must_be(enrolment, *UNDECIDED)
    if (organisation.id, programme.key) == (enrolment.organisation_id, enrolment.programme):
        raise SamePlace()
    offering = offering_of(work, organisation, programme.key)
    if open_enrolment(work, enrolment.person_id, organisation.id, programme.key) is not None:
        raise AlreadyReferred()
    former = referral_of(work, enrolment.id)
    facts = _facts_for(programme, former.facts)
    result = screen(programme, facts, eligibility_settings(programme, offering))
    successor = Enrolment(
        person_id=enrolment.person_id,
        organisation_id=organisation.id,
        programme=programme.key,
        state="referred" if result.outcome == "eligible" else "screening",
        referred_at=enrolment.referred_at,
    )
    work.add(successor)
    work.session.flush()
    work.add(
        Referral(
            enrolment_id=successor.id,
            source=former.source,
            referred_by_id=former.referred_by_id,
            facts=facts,
            hope_sealed=former.hope_sealed,
            outcome=result.outcome,
            because=list(result.because),
            suggested_track=result.track,
            answer_by=answer_was_due(work, enrolment.id, former.answer_by),
            passed_from_id=enrolment.id,
        )
    )
    former.decision, former.decided_by_id = "passed_on", actor.person_id
    former.note_sealed = work.vault.seal(NOTE_PLACE, note) if note else None
    enrolment.decided_at = work.now
    end(work, actor.person_id, enrolment, "passed_on", Leaving(note=note))
    remember(work, successor, "passed_here", actor.person_id)
    work.publish(EnrolmentChanged(successor.id))
    work.publish(ReferralPassedOn(enrolment.id, successor.id))
    return successor


class PassedOn(NamedTuple):
    """The other end of a referral that was passed on, as its page says it: the enrolment there, and the grounds ("" for none)."""

    enrolment: Enrolment
    grounds: str


def passed_to(work: Work, enrolment: Enrolment, referral: Referral) -> PassedOn | None:
    """Where this referral was passed on to, the latest; None when it was not. One statement then, else none."""
    if referral.decision != "passed_on":
        return None
    rows = select(Enrolment).join(Referral, Referral.enrolment_id == Enrolment.id)
    newest = rows.where(Referral.passed_from_id == enrolment.id).order_by(Enrolment.id.desc()).limit(1)
    successor = work.session.scalar(newest)
    return PassedOn(successor, note_of(work, referral)) if successor is not None else None


def passed_from(work: Work, referral: Referral) -> PassedOn | None:
    """Where this referral was passed on from; None when it was not. Two statements then, else none."""
    if referral.passed_from_id is None:
        return None
    former = work.session.get_one(Enrolment, referral.passed_from_id)
    return PassedOn(former, note_of(work, referral_of(work, former.id)))


def _facts_for(programme: Programme, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts that this programme asks for too, and can have as they are; that a clinician sends it, is one."""
    asked = {fact.key for fact in programme.eligibility.asked}
    kept = {
        key: value
        for key, value in facts.items()
        if key in asked and not check_facts(programme.eligibility, {key: value})
    }
    return kept | ({REFERRED: True} if REFERRED in asked else {})


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    """A refusal, or a passing on, was undone: the referral waits to be decided, and what it led to is taken back."""
    ending = work.session.get_one(Ending, event.ending_id)
    if ending.way not in ("declined", "passed_on"):
        return
    enrolment, referral = work.session.get_one(Enrolment, event.enrolment_id), referral_of(work, event.enrolment_id)
    referral.decision = referral.decided_by_id = referral.note_sealed = None
    enrolment.decided_at = None
    successors = (
        select(Enrolment)
        .join(Referral, Referral.enrolment_id == Enrolment.id)
        .where(Referral.passed_from_id == enrolment.id)
    )
    for successor in work.session.scalars(successors.where(Enrolment.state.in_(UNDECIDED))).all():
        end(work, ending.undone_by_id, successor, "taken_back")


LISTENERS = (Listener(EnrolmentReturned, on_returned),)
