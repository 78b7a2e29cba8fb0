"""A brake on how many sign-ins one address may begin."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from threading import Lock

MOST_PER_MINUTE = 120
"""A whole hospital may sit behind one address, and its people come at eight o'clock."""


class Brake:
    """At most ``most`` for one address in each minute of the clock.

    Kept in the memory of the process. A sign-in writes a row and calls the provider, so the brake must cost neither;
    with several processes an address may begin that many more, which still stops a flood.
    """

    def __init__(self, most: int = MOST_PER_MINUTE) -> None:
        self._most = most
        self._minute = 0
        self._begun: Counter[str] = Counter()
        self._lock = Lock()

    def allows(self, address: str, now: datetime) -> bool:
        """Whether ``address`` may begin one more; counts it."""
        minute = int(now.timestamp() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._begun.clear()
            self._begun[address] += 1
            return self._begun[address] <= self._most
