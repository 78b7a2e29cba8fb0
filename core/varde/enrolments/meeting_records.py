"""What whoever held a meeting writes down of it: read, judged and kept. The newest of an appointment stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from varde.enrolments import errors
from varde.enrolments.models import MEETING_DECISIONS, Enrolment, MeetingRecord
from varde.enrolments.reason_rules import says_why
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Meeting

LONGEST_CODE, LONGEST_DIAGNOSIS, LONGEST_WORDS = 20, 200, 2000
"""Characters of a code, of a diagnosis and of what is written in words; a form refuses more."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is written of a meeting. ``track``, ``grounds`` and ``decision`` are asked where the meeting decides."""

    risk: str
    diagnosis_code: str = ""
    diagnosis: str = ""
    track: str = ""
    grounds: str = ""
    decision: str = ""


def faults_of(said: Recorded, meeting: Meeting, track: str | None, offered: Collection[str]) -> dict[str, Text]:
    """What is wrong with each control; nothing when all of it can stand. ``track`` is the one she is on, ``offered`` are those that
    can be chosen."""
    checks = [
        ("risk", not says_why(said.risk), errors.RISK_NEEDED),
        ("diagnosis", bool(said.diagnosis_code) != bool(said.diagnosis), errors.CODE_AND_NAME),
    ]
    if meeting.decides:
        changed = said.track != (track or "")
        checks += [
            ("track", changed and said.track not in offered, errors.CHOOSE_TRACK),
            ("grounds", changed and said.track in offered and not says_why(said.grounds), errors.GROUNDS_NEEDED),
            ("decision", said.decision not in MEETING_DECISIONS, errors.CHOOSE_DECISION),
        ]
    return {control: sentence for control, is_wrong, sentence in checks if is_wrong}


def records_of(work: Work, enrolment_id: int) -> list[MeetingRecord]:
    """Everything that was written of her meetings, the newest first. One statement."""
    query = select(MeetingRecord).where(MeetingRecord.enrolment_id == enrolment_id)
    return list(work.session.scalars(query.options(joinedload(MeetingRecord.by)).order_by(MeetingRecord.id.desc())))


def keep_record(
    work: Work, enrolment: Enrolment, appointment_id: int, meeting: Meeting, by_id: int, said: Recorded
) -> tuple[MeetingRecord, bool]:
    """Keep what can stand (:func:`faults_of`) as the newest of this appointment, which must be held. The same once more is kept
    once. Returns it, and whether it is new."""
    earlier = [row for row in records_of(work, enrolment.id) if row.appointment_id == appointment_id]
    if earlier and earlier[0].by_id == by_id and said_in(earlier[0]) == said:
        return earlier[0], False
    row = MeetingRecord(
        enrolment_id=enrolment.id,
        appointment_id=appointment_id,
        number=len(earlier) + 1,
        meeting=meeting.key,
        by_id=by_id,
        at=work.now,
        track_before=enrolment.track if meeting.decides else None,
        track=said.track or None,
        decision=said.decision or None,
    )
    row.risk, row.grounds = said.risk, said.grounds or None
    row.diagnosis_code, row.diagnosis = said.diagnosis_code or None, said.diagnosis or None
    work.add(row)
    work.session.flush()
    return row, True


def said_in(row: MeetingRecord) -> Recorded:
    """What was written, as it was said."""
    return Recorded(
        row.risk, row.diagnosis_code or "", row.diagnosis or "", row.track or "", row.grounds or "", row.decision or ""
    )
