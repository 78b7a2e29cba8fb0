"""Danger that a referral tells of: raised in the transaction that takes it, and alive until somebody has closed it,
whatever is decided about the referral."""

from __future__ import annotations

from varde.alerts.door import bring_in
from varde.alerts.notes import digest_of, open_about
from varde.alerts.referral_rules import alerts_of_referral, dangers_in
from varde.alerts.rules import Danger
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.stored_settings import decided_at, eligibility_settings, find_offering
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.referrals.events import MoreAnswered, ReferralTaken, ReferredAgain
from varde.referrals.models import FurtherReferral, MoreAsked


def dangers_of(work: Work, programme: Programme, organisation_id: int, facts: dict[str, object]) -> list[Danger]:
    """What the facts call for, given what the organisation has set. One statement, or two where the rule of an alert asks that
    too."""
    settings = eligibility_settings(programme, find_offering(work, organisation_id, programme.key))
    alerts = alerts_of_referral(programme.key, work.catalogue.all(Alert).values())
    decided = decided_at(work, organisation_id, programme.key, [alert.rule for alert in alerts])
    return dangers_in(programme, facts, settings, alerts, decided)


def on_referral(work: Work, event: ReferralTaken) -> None:
    """Raise what its answers call for; the clinic's intake answers for it. What she sent before, and was refused, follows: it is
    not told twice."""
    referral = work.session.get_one(Referral, event.referral_id)
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    programme = programme_of(work, enrolment.programme)
    brought = bring_in(work, enrolment)
    for danger in dangers_of(work, programme, enrolment.organisation_id, referral.facts):
        if danger.alert.key in brought:
            continue
        raise_alert(work, enrolment, danger.alert, f"referral:{referral.id}", danger.because)


def on_referred_again(work: Work, event: ReferredAgain) -> None:
    """Raise what a further referral about somebody who is here already calls for, once for that referral; what is open about
    the very same, begun or refused before, is not told twice."""
    further = work.session.get_one(FurtherReferral, event.referral_id)
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    programme = programme_of(work, enrolment.programme)
    dangers = dangers_of(work, programme, enrolment.organisation_id, further.facts)
    known = open_about(work, enrolment.person_id, digest_of(work, None, "", dangers)) if dangers else frozenset()
    for danger in dangers:
        if danger.alert.key in known:
            continue
        raise_alert(work, enrolment, danger.alert, f"referral:again:{further.id}", danger.because)


def on_more(work: Work, event: MoreAnswered) -> None:
    """Raise what was answered when more was asked for, whatever is said on the other side; what is open about the very same is
    not told twice."""
    asked = work.session.get_one(MoreAsked, event.asked_id)
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    programme = programme_of(work, enrolment.programme)
    dangers = dangers_of(work, programme, enrolment.organisation_id, asked.answers)
    known = open_about(work, enrolment.person_id, digest_of(work, None, "", dangers)) if dangers else frozenset()
    for danger in dangers:
        if danger.alert.key not in known:
            raise_alert(work, enrolment, danger.alert, f"referral:more:{asked.id}", danger.because)


LISTENERS = (
    Listener(ReferralTaken, on_referral),
    Listener(ReferredAgain, on_referred_again),
    Listener(MoreAnswered, on_more),
)
