"""The verbs of the way in: refer and decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from varde.enrolments.errors import NoSuchEndReason
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.exits import end
from varde.enrolments.models import Ending, Enrolment, Offering, Referral
from varde.enrolments.rules import OF_THE_PERSON, WAYS
from varde.enrolments.service import (
    OPEN_STATES,
    find_referral,
    must_be,
    offering_of,
    programme_to_begin,
    referral_of,
    remember,
)
from varde.enrolments.stored_settings import eligibility_settings, find_offering, settings_of, tracks_offered
from varde.enrolments.team import set_responsible
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.referrals.errors import AlreadyReferred, ReferralNeeded, TrackNeeded
from varde.referrals.events import ReferralDecided, ReferralTaken
from varde.referrals.screening import Screening, screen
from varde.rules.language import check_facts
from varde.rules.worked_out import with_worked_out
from varde.scheduling.opening import times_of
from varde.scheduling.rules import ALWAYS_THERE, OpeningTimes
from varde.standing.replies import due_by

ANSWER_WORKING_DAYS = 10
"""Whoever is referred to specialist care gets an answer within ten working days (pasient- og brukerrettighetsloven § 2-2)."""


MUNICIPAL = ("municipality", "district")
"""The kinds of organisation that are no specialist care."""
HOPE_PLACE, NOTE_PLACE = "referral.hope", "referral.note"


REFERRED = "referred"
"""The fact that a clinician's referral makes true, in programmes that ask for it."""


def answer_days(kind: str, chosen: int) -> int:
    """Within how many working days a referral is answered: what the offering promises, and in specialist care, which is every
    organisation but a municipality and its districts, never more than the law's ten."""
    return chosen if kind in MUNICIPAL else min(chosen, ANSWER_WORKING_DAYS)


def answers_as(work: Work, organisation: Organisation) -> str:
    """The kind by which an organisation answers: a clinic of a municipality or a district as that does. At most one statement."""
    is_below = organisation.kind == "clinic" and organisation.parent_id is not None
    above = work.session.get(Organisation, organisation.parent_id) if is_below else None
    return above.kind if above is not None and above.kind in MUNICIPAL else organisation.kind


def answer_due(work: Work, organisation: Organisation, offering: Offering | None) -> datetime:
    """By when a referral that comes today is answered there. Three statements."""
    chosen = settings_of(work, offering).answer_working_days if offering is not None else ANSWER_WORKING_DAYS
    return answer_by(work.today, answers_as(work, organisation), chosen, times_of(work, organisation.id), work.zone)


def answer_by(asked: date, kind: str, chosen: int, times: OpeningTimes, zone: ZoneInfo) -> datetime:
    """By when a referral that came on this day is answered: within the days that are promised and that the place is there, and in
    specialist care within the law's ten, which run on while a clinic is closed."""
    promised = due_by(asked, answer_days(kind, chosen), times, zone)
    if kind in MUNICIPAL:
        return promised
    return min(promised, due_by(asked, ANSWER_WORKING_DAYS, ALWAYS_THERE, zone))


def refer(
    work: Work,
    person: Person,
    organisation: Organisation,
    programme: Programme,
    facts: Mapping[str, object],
    *,
    source: str,
    referred_by_id: int | None = None,
    hope: str = "",
    posted: bool = False,
) -> tuple[Enrolment, Referral]:
    """Take a referral, screen it, and make the enrolment (state *referred*, or *screening* when a clinician must look).

    ``source`` is self or clinician. Nothing is refused by a machine: every outcome waits for a clinician's decision. ``posted``: it
    was sent while the programme was offered, and is taken though that has been closed since.

    :raises NotOffered, ReferralNeeded, AlreadyReferred: nothing is stored.
    :raises BadInput: with one sentence for each fact that breaks its rule.
    """
    offering = find_offering(work, organisation.id, programme.key) if posted else None
    offering = offering or offering_of(work, organisation, programme.key)
    if source == "self" and not settings_of(work, offering).self_referral:
        raise ReferralNeeded()
    if source == "clinician" and any(fact.key == REFERRED for fact in programme.eligibility.asked):
        facts = {**facts, REFERRED: True}
    faults = check_facts(programme.eligibility, facts)
    if faults:
        raise BadInput(*faults)
    facts = with_worked_out(programme.eligibility, facts)
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
        contact_stopped_at=work.now if source == "clinician" and nobody_is_to_contact(work, person.id) else None,
    )
    work.add(enrolment)
    work.session.flush()
    referral = work.add(
        Referral(
            enrolment_id=enrolment.id,
            source=source,
            referred_by_id=referred_by_id,
            facts=dict(facts),
            hope_sealed=work.vault.seal(HOPE_PLACE, hope) if hope else None,
            outcome=result.outcome,
            because=list(result.because),
            suggested_track=result.track,
            answer_by=answer_due(work, organisation, offering),
        )
    )
    remember(work, enrolment, "referred", referred_by_id or person.id, outcome=result.outcome)
    work.publish(EnrolmentChanged(enrolment.id))
    work.session.flush()
    work.publish(ReferralTaken(enrolment.id, referral.id))
    return enrolment, referral


def nobody_is_to_contact(work: Work, person_id: int) -> bool:
    """Whether somebody has noted of this person, for good, that nothing is sent to her: she has died, or it would put her in
    danger. One statement."""
    noted = select(Ending.id).join(Enrolment, Enrolment.id == Ending.enrolment_id).limit(1)
    of_her = Enrolment.person_id == person_id, Ending.reason.in_(OF_THE_PERSON), Ending.undone_at.is_(None)
    return work.session.scalar(noted.where(*of_her)) is not None


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
    work: Work,
    actor: Actor,
    enrolment: Enrolment,
    *,
    accept: bool,
    track: str | None = None,
    note: str = "",
    reason: str = "not_eligible",
) -> None:
    """A clinician accepts (state *waiting*, she becomes the therapist) or declines, for a coded reason of the way
    *declined*.

    :raises WrongState: it was decided before.
    :raises NoSuchEndReason: it is declined for no reason there is.
    :raises TrackNeeded: the programme has tracks and none, or one that is not offered here, was chosen.
    :raises NotOffered: she is accepted, and the programme is not installed.
    """
    must_be(enrolment, "referred", "screening")
    if accept:
        programme_to_begin(work, enrolment)
        tracks = tracks_offered(work, enrolment)
        if tracks and track not in {t.key for t in tracks}:
            raise TrackNeeded()
    if not accept and reason not in WAYS["declined"].reasons:
        raise NoSuchEndReason(reason=reason, known=", ".join(WAYS["declined"].reasons))
    referral = referral_of(work, enrolment.id)
    referral.decision, referral.decided_by_id = ("accepted" if accept else "declined"), actor.person_id
    referral.note_sealed = work.vault.seal(NOTE_PLACE, note) if note else None
    enrolment.decided_at = work.now
    if accept:
        enrolment.state, enrolment.track = "waiting", track
        set_responsible(work, enrolment, actor.person_id, actor.person_id)
        remember(work, enrolment, "accepted", actor.person_id)
        work.publish(EnrolmentChanged(enrolment.id))
    else:
        end(work, actor.person_id, enrolment, reason)
    work.publish(ReferralDecided(enrolment.id, int(accept)))


def screened_again(work: Work, enrolment: Enrolment, referral: Referral, language: str) -> Screening:
    """The screening once more, for its sentences; the outcome that counts is the one stored with the referral."""
    programme = programme_of(work, enrolment.programme)
    offering = find_offering(work, enrolment.organisation_id, enrolment.programme)
    return screen(programme, referral.facts, eligibility_settings(programme, offering), language)


def find_screening(work: Work, enrolment: Enrolment) -> Screening | None:
    """The screening once more, by the settings of today; None for one that came in without a referral's facts."""
    referral = find_referral(work, enrolment.id)
    return screened_again(work, enrolment, referral, "nb") if referral is not None and referral.facts else None


def hope_of(work: Work, referral: Referral) -> str:
    """What the person hopes for, in her own words; empty when nothing was said."""
    return work.vault.open(HOPE_PLACE, referral.hope_sealed) if referral.hope_sealed else ""


def note_of(work: Work, referral: Referral) -> str:
    """What the clinician wrote with the answer; empty when nothing was."""
    return work.vault.open(NOTE_PLACE, referral.note_sealed) if referral.note_sealed else ""
