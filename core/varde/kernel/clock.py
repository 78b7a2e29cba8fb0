"""Time is a value: everybody asks a clock, and tests and the simulator move it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that knows what time it is."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **step: float) -> datetime:
        """Move forward by ``timedelta(**step)`` and return the new time."""
        self.at += timedelta(**step)
        return self.at

    def set(self, at: datetime) -> None:
        """Stand at ``at`` (aware)."""
        self.at = at.astimezone(UTC)
