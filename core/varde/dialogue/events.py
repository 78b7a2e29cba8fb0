"""News of the dialogue."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A message was written. ``from_patient`` is 1 or 0."""

    enrolment_id: int
    message_id: int
    from_patient: int


@dataclass(frozen=True, slots=True)
class ThreadUnsettled(Event):
    """A message that was said to need no answer waits for one after all."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class ThreadSettled(Event):
    """The therapist marked that no answer is needed."""

    enrolment_id: int
