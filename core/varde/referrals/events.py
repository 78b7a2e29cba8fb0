"""What happens to a referral that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ReferralTaken(Event):
    """A referral was taken in; nobody has decided about it."""

    enrolment_id: int
    referral_id: int


@dataclass(frozen=True, slots=True)
class ReferredAgain(Event):
    """Somebody who is here already was referred once more; ``urgent`` is 1 when what is said is danger to life."""

    enrolment_id: int
    referral_id: int
    urgent: int


@dataclass(frozen=True, slots=True)
class ReferralDecided(Event):
    """A clinician answered a referral; the person is to be told."""

    enrolment_id: int
    accepted: int


@dataclass(frozen=True, slots=True)
class CallSetUp(Event):
    """Somebody is to ring before the referral is answered; the person is to be told when."""

    enrolment_id: int
    call_id: int


@dataclass(frozen=True, slots=True)
class PlacePromised(Event):
    """A referral waits in line for a place; the person is to be told by when. ``day`` is the ordinal of that day."""

    enrolment_id: int
    day: int


@dataclass(frozen=True, slots=True)
class ReferralPassedOn(Event):
    """A referral went on to another programme or clinic, as ``successor_id``; the person is to be told where it is."""

    enrolment_id: int
    successor_id: int


@dataclass(frozen=True, slots=True)
class MoreWanted(Event):
    """More is asked for, ``of`` the referrer or the patient, who is to be told. ``referrer_id`` is 0 when nobody referred."""

    enrolment_id: int
    asked_id: int
    of: str
    referrer_id: int


@dataclass(frozen=True, slots=True)
class MoreAnswered(Event):
    """What was asked for has come; ``by_id`` asked for it, and is to be told."""

    enrolment_id: int
    asked_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class GpConsentChanged(Event):
    """The patient lets the GP be informed (``allowed`` is 1), or does not any more; whoever is responsible is to be told."""

    enrolment_id: int
    allowed: int
