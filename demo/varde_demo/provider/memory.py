"""What the demo provider remembers, and for how long. In memory only: a restart signs everybody out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from varde_demo.provider.people import DemoClient, DemoPerson

Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """Things kept under an unguessable key for some seconds."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[Kept, float]] = {}
        self._lock = Lock()

    def put(self, value: Kept, seconds: float) -> str:
        """Keep ``value``; the key is new."""
        key = secrets.token_urlsafe(24)
        self.put_once(key, value, seconds)
        return key

    def put_once(self, key: str, value: Kept, seconds: float) -> bool:
        """Keep ``value`` under ``key`` unless something is there already."""
        now = self._clock().timestamp()
        with self._lock:
            self._kept = {name: held for name, held in self._kept.items() if held[1] > now}
            if key in self._kept:
                return False
            self._kept[key] = (value, now + seconds)
            return True

    def look(self, key: str) -> Kept | None:
        """What is under ``key``, left in place."""
        with self._lock:
            held = self._kept.get(key)
        return held[0] if held and held[1] > self._clock().timestamp() else None

    def take(self, key: str) -> Kept | None:
        """What is under ``key``, which nobody can take again."""
        value = self.look(key)
        with self._lock:
            return value if self._kept.pop(key, None) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked authorization request. ``thumbprint`` is of the DPoP key it is bound to."""

    client: DemoClient
    parameters: Mapping[str, str]
    thumbprint: str | None


@dataclass(frozen=True, slots=True)
class Granted:
    """A person said yes; the code and the access token stand for this."""

    asked: Asked
    person: DemoPerson
    subject: str
    sid: str
    auth_time: int


class Memory:
    """All shelves of one provider."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.asked: Shelf[Asked] = Shelf(clock)
        self.codes: Shelf[Granted] = Shelf(clock)
        self.access_tokens: Shelf[Granted] = Shelf(clock)
        self.used_once: Shelf[bool] = Shelf(clock)
