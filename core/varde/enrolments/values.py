"""What other rooms tell the gates about an enrolment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Matter:
    """Something about an enrolment that waits for a human, also after its end: an alert, a message.

    ``is_open(work, enrolment_id)`` says whether there is one; it may cost a statement.
    """

    key: str
    is_open: Callable[[Any, int], bool]
