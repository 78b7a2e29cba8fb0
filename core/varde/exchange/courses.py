"""What an export tells of the course that an answer belongs to, so that another house can take both in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from varde.assessments.sheet import OTHER
from varde.enrolments.models import Enrolment


@dataclass(frozen=True, slots=True)
class CourseTold:
    """When it began and ended, on the wall, and its track. Neither ended nor ``running``: it is not said."""

    started: date
    ended: date | None
    running: bool
    track: str | None


def course_of(enrolment: Enrolment, zone: ZoneInfo) -> CourseTold:
    """Whoever has not ended is running, a pause included."""

    def day(at: datetime) -> date:
        return at.astimezone(zone).date()

    ended = day(enrolment.ended_at) if enrolment.ended_at else None
    return CourseTold(day(enrolment.started_at or enrolment.referred_at), ended, ended is None, enrolment.track)


class Occasions:
    """What the occasion of each response is called outside. One that a person has answered the same instrument at before, as
    what a therapist asks for on the way, gets its day behind it: elsewhere it is an occasion of its own."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, str, str]] = set()

    def name(self, enrolment_id: int, occasion: str, instrument: str, on: date) -> str:
        """Asked once for each response."""
        name, number = occasion, 1
        while (enrolment_id, name, instrument) in self._seen:
            again = f" ({number})" if number > 1 else ""
            name = f"{OTHER}{occasion.removeprefix(OTHER)[: 60 - len(OTHER) - 17]} {on}{again}"
            number += 1
        self._seen.add((enrolment_id, name, instrument))
        return name
