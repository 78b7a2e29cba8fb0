"""What is read of an enrolment when it is counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from varde.enrolments.models import Enrolment

COUNTED_COLUMNS: tuple[Any, ...] = (
    Enrolment.id,
    Enrolment.organisation_id,
    Enrolment.programme,
    Enrolment.track,
    Enrolment.state,
    Enrolment.referred_at,
    Enrolment.decided_at,
    Enrolment.started_at,
    Enrolment.ended_at,
    Enrolment.end_reason,
    Enrolment.imported,
)
"""What is read of an enrolment; a row of these is as good as an enrolment here."""
CountedEnrolment = Enrolment | Row[*tuple[Any, ...]]
