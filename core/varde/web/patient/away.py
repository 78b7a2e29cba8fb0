"""What the patient is told when whoever follows her is away."""

from __future__ import annotations

from varde.enrolments.models import Enrolment
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.staffing.service import next_absence
from varde.staffing.words import away_in_words


def away_of(work: Work, speech: Speech, enrolment: Enrolment) -> tuple[str, str] | None:
    """That the therapist is away now or within a week, and who answers meanwhile; None when she is here. Never why. At most one
    statement."""
    therapist = enrolment.therapist
    absence = next_absence(work, therapist.id) if therapist is not None and enrolment.ended_at is None else None
    if therapist is None or absence is None:
        return None
    first, last, substitute = absence
    return away_in_words(speech, therapist.given_name, first, last, substitute)
