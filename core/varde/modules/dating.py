"""An exercise that had one sheet, and is written in again and again now: what stood on the sheet becomes its first entry."""

from __future__ import annotations

from sqlalchemy import select, tuple_

from varde.enrolments.models import Enrolment
from varde.kernel.work import Work
from varde.modules.entries import ONLY
from varde.modules.models import Entry
from varde.programmes.values import Programme


def date_sheets(work: Work) -> int:
    """Let each sheet of such an exercise be an entry about the day it was last saved; how many there were. What the therapist
    reads and has answered stays as it is. Doing it again changes nothing."""
    dated = 0
    for programme in work.catalogue.all(Programme).values():
        places = [place for place, (_, step) in programme.exercises.items() if step.dated]
        mine = Entry.enrolment_id.in_(select(Enrolment.id).where(Enrolment.programme == programme.key))
        sheets = select(Entry).where(Entry.occurrence == ONLY, tuple_(Entry.module, Entry.step).in_(places), mine)
        for sheet in work.session.scalars(sheets) if places else ():
            _date(work, sheet)
            dated += 1
    work.session.flush()
    return dated


def _date(work: Work, sheet: Entry) -> None:
    saved = sheet.saved_at.astimezone(work.zone)
    sheet.day, sheet.clock = saved.date(), None
    sheet.occurrence = sheet.day.isoformat()
    sheet.submitted_at = sheet.submitted_at or sheet.saved_at
    if sheet.shared_at is not None:
        sheet.shared_day = sheet.day
