"""News about a patient's safety."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SafetyChanged(Event):
    """Facts of one enrolment were stated anew, or a lock was opened or closed: what is locked may have changed.

    ``first`` and ``last`` are the numbers of the entries that were written. ``by_patient`` is 1 when she said it herself, and
    not in a form, to which others listen.
    """

    enrolment_id: int
    first: int
    last: int
    by_patient: int
