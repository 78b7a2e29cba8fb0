"""What deeds for a patient are reckoned to take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffMinutes:
    """What staff are reckoned to spend, in minutes: on a ``message``, on the ``feedback`` on an exercise, and on a ``call`` until
    somebody writes another number (our own estimates); a meeting takes as long as it is booked for. ``weekly`` is the range that
    is expected for each patient and week, (lowest, highest), None where none is; ``source`` says where that is from."""

    message: int = 5
    feedback: int = 8
    call: int = 15
    weekly: tuple[int, int] | None = None
    source: str = ""


USUAL_MINUTES = StaffMinutes()
