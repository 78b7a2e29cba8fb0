"""The verbs of the way in: refer and decide."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, Offering, Referral
from varde.enrolments.service import OPEN_STATES, must_be, offering_of, referral_of, remember
from varde.enrolments.stored_settings import eligibility_settings, settings_of
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred, ReferralNeeded, TrackNeeded
from varde.referrals.events import ReferralDecided
from varde.referrals.screening import Screening, screen
from varde.rules.language import check_facts
from varde.standing.replies import due_by

ANSWER_WORKING_DAYS = 10
"""Referred patients get an answer within ten working days (pasient- og brukerrettighetsloven § 2-2)."""


HOPE_PLACE, NOTE_PLACE = "referral.hope", "referral.note"


REFERRED = "referred"
"""The fact that a clinician's referral makes true, in programmes that ask for it."""


def refer(
    work: Work,
    person: Person,
    organisation: Organisation,
    programme: Programme,
    facts: Mapping[str, object],
    *,
    source: str,
    referred_by: Actor | None = None,
    hope: str = "",
) -> tuple[Enrolment, Referral]:
    """Take a referral, screen it, and make the enrolment (state *referred*, or *screening* when a clinician must look).

    ``source`` is self or clinician. Nothing is refused by a machine: every outcome waits for a clinician's decision.

    :raises NotOffered, ReferralNeeded, AlreadyReferred: nothing is stored.
    :raises BadInput: with one sentence for each fact that breaks its rule.
    """
    offering = offering_of(work, organisation, programme.key)
    if source == "self" and not settings_of(work, offering).self_referral:
        raise ReferralNeeded()
    if source == "clinician" and any(fact.key == REFERRED for fact in programme.eligibility.asked):
        facts = {**facts, REFERRED: True}
    faults = check_facts(programme.eligibility, facts)
    if faults:
        raise BadInput(*faults)
    if open_enrolment(work, person.id, organisation.id, programme.key) is not None:
        raise AlreadyReferred()
    result = screen(programme, facts, eligibility_settings(programme, offering))
    enrolment = Enrolment(
        person_id=person.id,
        organisation_id=organisation.id,
        programme=programme.key,
        track=None,
        state="referred" if result.outcome == "eligible" else "screening",
        referred_at=work.now,
    )
    work.add(enrolment)
    work.session.flush()
    answer_by = due_by(work.today, ANSWER_WORKING_DAYS, work.zone)
    referral = work.add(
        Referral(
            enrolment_id=enrolment.id,
            source=source,
            referred_by_id=referred_by.person_id if referred_by else None,
            facts=dict(facts),
            hope_sealed=work.vault.seal(HOPE_PLACE, hope) if hope else None,
            outcome=result.outcome,
            because=list(result.because),
            suggested_track=result.track,
            answer_by=answer_by,
        )
    )
    remember(work, enrolment, "referred", referred_by.person_id if referred_by else person.id, outcome=result.outcome)
    work.publish(EnrolmentChanged(enrolment.id))
    return enrolment, referral


def open_enrolment(work: Work, person_id: int, organisation_id: int, programme: str) -> int | None:
    """The id of this person's enrolment that has not ended, in this programme at this organisation; None when there is
    none. One statement."""
    return work.session.scalar(
        select(Enrolment.id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.organisation_id == organisation_id,
            Enrolment.programme == programme,
            Enrolment.state.in_(OPEN_STATES),
        )
        .limit(1)
    )


def decide(
    work: Work, actor: Actor, enrolment: Enrolment, *, accept: bool, track: str | None = None, note: str = ""
) -> None:
    """A clinician accepts (state *waiting*, she becomes the therapist) or declines (*discontinued*, not_eligible).

    :raises WrongState: it was decided before.
    :raises TrackNeeded: the programme has tracks and none, or an unknown one, was chosen.
    """
    must_be(enrolment, "referred", "screening")
    programme = work.catalogue.one(Programme, enrolment.programme)
    if accept and programme.tracks and track not in {t.key for t in programme.tracks}:
        raise TrackNeeded()
    referral = referral_of(work, enrolment.id)
    referral.decision, referral.decided_by_id = ("accepted" if accept else "declined"), actor.person_id
    referral.note_sealed = work.vault.seal(NOTE_PLACE, note) if note else None
    enrolment.decided_at = work.now
    if accept:
        enrolment.state, enrolment.track, enrolment.therapist_id = "waiting", track, actor.person_id
    else:
        enrolment.state, enrolment.ended_at, enrolment.end_reason = "discontinued", work.now, "not_eligible"
    remember(work, enrolment, referral.decision, actor.person_id)
    work.publish(EnrolmentChanged(enrolment.id))
    work.publish(ReferralDecided(enrolment.id, int(accept)))


def screened_again(work: Work, enrolment: Enrolment, referral: Referral, language: str) -> Screening:
    """The screening once more, for its sentences; the outcome that counts is the one stored with the referral."""
    programme = work.catalogue.one(Programme, enrolment.programme)
    offering = work.session.scalar(
        select(Offering).where(
            Offering.organisation_id == enrolment.organisation_id, Offering.programme == enrolment.programme
        )
    )
    return screen(programme, referral.facts, eligibility_settings(programme, offering), language)


def hope_of(work: Work, referral: Referral) -> str:
    """What the person hopes for, in her own words; empty when nothing was said."""
    return work.vault.open(HOPE_PLACE, referral.hope_sealed) if referral.hope_sealed else ""


def note_of(work: Work, referral: Referral) -> str:
    """What the clinician wrote with the answer; empty when nothing was."""
    return work.vault.open(NOTE_PLACE, referral.note_sealed) if referral.note_sealed else ""
