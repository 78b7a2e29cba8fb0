"""The chain's arithmetic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

FIRST = "0" * 64


def link_hash(previous: str, entry: Mapping[str, object]) -> str:
    """SHA-256 over the previous link's hash and the entry as canonical JSON; 64 hex digits."""
    body = json.dumps(entry, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def first_break(links: Iterable[tuple[int, str, Mapping[str, object]]]) -> int | None:
    """The id of the first link whose hash does not follow from what is before it, or None when the chain holds."""
    previous = FIRST
    for link_id, stored, entry in links:
        if link_hash(previous, entry) != stored:
            return link_id
        previous = stored
    return None
