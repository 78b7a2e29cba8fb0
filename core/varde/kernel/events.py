"""Events: news that travels upwards. Publishing one updates the read models that listen and writes an outbox row for
each subscription, all in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from varde.kernel.jobs import Job

if TYPE_CHECKING:
    from varde.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. The fields of a subclass are ids (whole numbers) or short keys."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Run ``job`` with the event's fields as arguments, at least once, after the change that published it."""

    event: type[Event]
    job: Job

    @property
    def key(self) -> str:
        return f"{self.event.__name__}>{self.job.name}"


@dataclass(frozen=True, slots=True)
class Listener:
    """Keep a read model right in the very transaction of the change: ``hear(work, event)`` is called at once.

    Only for a statement or two; anything that can wait, or can fail on its own, is a :class:`Subscription`.
    """

    event: type[Event]
    hear: Callable[[Work, Any], None]
