"""How an enrolment is now, for a job that is given its number and must find the world as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from varde.enrolments.models import Enrolment
from varde.kernel.work import Work

__all__ = ["EnrolmentNow", "enrolment_now"]

ENDED = ("completed", "discontinued")


@dataclass(frozen=True, slots=True)
class EnrolmentNow:
    """One person's way through one programme at one organisation. ``state`` is referred, screening, waiting, active, paused,
    completed or discontinued; ``started_at`` and ``ended_at`` are in UTC, and None for what has not been."""

    id: int
    person_id: int
    organisation_id: int
    therapist_id: int | None
    programme: str
    track: str | None
    state: str
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED


def enrolment_now(work: Work, enrolment_id: int) -> EnrolmentNow | None:
    """The enrolment with this number; None when it is gone."""
    row = work.session.get(Enrolment, enrolment_id)
    if row is None:
        return None
    return EnrolmentNow(
        row.id,
        row.person_id,
        row.organisation_id,
        row.therapist_id,
        row.programme,
        row.track,
        row.state,
        row.started_at,
        row.ended_at,
    )
