"""A therapist of the demo gets to what was shared with her."""

from __future__ import annotations

from collections.abc import Callable

from varde.enrolments.access import open_record
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.modules.entries import awaits_feedback, give_feedback, settle_entry
from varde.modules.models import Entry


def look_at(sheet: Entry, answer: str | None, therapist: Actor) -> Callable[[Work], None]:
    """She answers it, or says that it needs no answer (None), unless somebody has done so before her."""

    def looked_at(work: Work) -> None:
        if not awaits_feedback(sheet):
            return
        open_record(work, therapist, sheet.enrolment_id, "exercise", write=True)
        if answer is None:
            settle_entry(work, therapist, sheet)
        else:
            give_feedback(work, therapist, sheet, answer)

    return looked_at
