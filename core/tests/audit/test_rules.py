"""The chain's arithmetic, worked out by hand: what is hashed, and where a chain breaks."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from varde.audit.rules import Chained, Macs, entry_mac, first_break, link_hash, unnamed_mac

BEFORE_ALL = "0" * 64
ENTRIES: list[Mapping[str, object]] = [{"id": 1, "what": "read"}, {"id": 2, "what": "wrote"}, {"id": 3, "what": "read"}]


def of_links(text: str) -> str:
    return hmac.new(b"links", text.encode(), hashlib.sha256).hexdigest()


def of_entries(text: str) -> str:
    return hmac.new(b"entries", text.encode(), hashlib.sha256).hexdigest()


def test_what_is_hashed() -> None:
    """The link before, a new line, and the entry with its names in order, no blanks, letters as they are; with a key."""
    entry = {"who": "Åse", "at": date(2026, 9, 21), "id": 7}
    assert link_hash("abc", entry, of_links) == of_links('abc\n{"at":"2026-09-21","id":7,"who":"Åse"}')
    assert entry_mac(entry, of_entries) == of_entries('{"at":"2026-09-21","who":"Åse"}')


def chain(unkeyed: int = 0) -> list[Chained]:
    """The first ``unkeyed`` entries are older than digests."""
    links, previous = [], BEFORE_ALL
    for number, entry in enumerate(ENTRIES, start=10):
        previous = link_hash(previous, entry, of_links)
        mac = entry_mac(entry, of_entries) if number - 10 >= unkeyed else ""
        links.append(Chained(number, number, previous, entry, mac))
    return links


def of_unnamed(text: str) -> str:
    return hmac.new(b"unnamed", text.encode(), hashlib.sha256).hexdigest()


def broken(links: list[Chained]) -> int | None:
    return first_break(links, Macs(of_links, of_entries, of_unnamed))


@pytest.mark.parametrize("unkeyed", [0, 1, 2, 3])
def test_a_whole_chain_has_no_break(unkeyed: int) -> None:
    assert broken(chain(unkeyed)) is None
    assert broken([]) is None


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_first_link_that_does_not_follow(place: int) -> None:
    links = chain()
    altered, missing, lost = list(links), list(links), list(links)
    altered[place] = replace(links[place], entry={**ENTRIES[place], "what": "nothing"})
    assert broken(altered) == 10 + place
    del missing[place]
    assert broken(missing) == (11 + place if place < 2 else None)
    lost[place] = replace(links[place], entry=None)
    assert broken(lost) == 10 + place
    shifted = [replace(link, expected=link.number - (number >= place)) for number, link in enumerate(links)]
    assert broken(shifted) == 10 + place


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_that_was_changed_before_it_was_chained(place: int) -> None:
    """The chain follows; the digest that was written with the entry does not."""
    changed = {**ENTRIES[place], "what": "nothing"}
    links, previous = [], BEFORE_ALL
    for number, link in enumerate(chain()):
        entry = changed if number == place else ENTRIES[number]
        previous = link_hash(previous, entry, of_links)
        links.append(replace(link, hash=previous, entry=entry))
    assert broken(links) == 10 + place


@pytest.mark.parametrize("place", [1, 2])
def test_an_entry_without_a_digest_comes_before_all_that_have_one(place: int) -> None:
    links = chain()
    links[place] = replace(links[place], entry_mac="")
    assert broken(links) == 10 + place


def test_links_are_made_with_their_own_key() -> None:
    assert first_break(chain(3), Macs(of_entries, of_entries, of_unnamed)) == 10


# --- a name that is taken out


def unnamed(links: list[Chained], place: int, **changes: object) -> list[Chained]:
    """The chain with the name of one entry taken out, as it was written, and then perhaps something changed."""
    previous = links[place - 1].hash if place else BEFORE_ALL
    bare = replace(links[place], entry={**ENTRIES[place], "what": ""})
    marked = replace(bare, unnamed=unnamed_mac(previous, bare, of_unnamed))
    return [*links[:place], replace(marked, **changes), *links[place + 1 :]]  # type: ignore[arg-type]


def test_what_is_hashed_of_an_entry_without_a_name() -> None:
    link = Chained(7, 7, "c" * 64, {"id": 7, "what": ""}, "d" * 64)
    left = '{"id":7,"what":""}'
    assert unnamed_mac("b" * 64, link, of_unnamed) == of_unnamed("\n".join(("b" * 64, "c" * 64, "d" * 64, left)))


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("unkeyed", [0, 1, 2, 3])
def test_the_chain_holds_without_the_name(place: int, unkeyed: int) -> None:
    assert broken(unnamed(chain(unkeyed), place)) is None


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "changes",
    [
        {"unnamed": ""},
        {"unnamed": "0" * 64},
        {"entry": {"id": 1, "what": "wrote"}},
        {"entry": None},
        {"entry_mac": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_nothing_but_the_name_is_covered(place: int, changes: dict[str, object]) -> None:
    assert broken(unnamed(chain(), place, **changes)) == 10 + place


def test_the_digest_of_one_does_not_stand_for_another() -> None:
    links = unnamed(chain(), 0)
    links[2] = replace(links[2], entry={**ENTRIES[2], "what": ""}, unnamed=links[0].unnamed)
    assert broken(links) == 12


def test_nor_is_one_without_a_digest_older_than_those_that_have_one() -> None:
    """With the digest of the entry gone, the one that was made without the name no longer stands."""
    assert broken(unnamed(chain(1), 0)) is None
    assert broken(unnamed(chain(), 1, entry_mac="")) == 11
