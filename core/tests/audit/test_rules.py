"""The chain's arithmetic, worked out by hand: what is hashed, and where a chain breaks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

import pytest

from varde.audit.rules import first_break, link_hash

BEFORE_ALL = "0" * 64
ENTRIES: list[Mapping[str, object]] = [{"id": 1, "what": "read"}, {"id": 2, "what": "wrote"}, {"id": 3, "what": "read"}]


def test_what_is_hashed() -> None:
    """The link before, a new line, and the entry with its names in order, no blanks, letters as they are."""
    entry = {"who": "Åse", "at": date(2026, 9, 21), "id": 7}
    text = 'abc\n{"at":"2026-09-21","id":7,"who":"Åse"}'
    assert link_hash("abc", entry) == hashlib.sha256(text.encode()).hexdigest()


def chain() -> list[tuple[int, str, Mapping[str, object]]]:
    links, previous = [], BEFORE_ALL
    for number, entry in enumerate(ENTRIES, start=10):
        previous = link_hash(previous, entry)
        links.append((number, previous, entry))
    return links


def test_a_whole_chain_has_no_break() -> None:
    assert first_break(chain()) is None
    assert first_break([]) is None


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_first_link_that_does_not_follow(place: int) -> None:
    altered, missing = chain(), chain()
    number, stored, entry = altered[place]
    altered[place] = (number, stored, {**entry, "what": "nothing"})
    assert first_break(altered) == 10 + place
    del missing[place]
    assert first_break(missing) == (11 + place if place < 2 else None)
