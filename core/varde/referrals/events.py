"""What happens to a referral that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ReferralDecided(Event):
    """A clinician answered a referral; the person is to be told."""

    enrolment_id: int
    accepted: int
