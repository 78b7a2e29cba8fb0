"""The chain's arithmetic. ``mac`` is a keyed digest of a text: nobody without the key makes an entry, a link or an anchor."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

FIRST = "0" * 64
Mac = Callable[[str], str]
"""64 hex digits for a text, the same for the same text."""


@dataclass(frozen=True, slots=True)
class Chained:
    """A link as it is read: its number, the number it ought to have, its hash, and its entry (None: there is none) with the digest
    that was written with it."""

    number: int
    expected: int
    hash: str
    entry: Mapping[str, object] | None
    entry_mac: str


def written(entry: Mapping[str, object]) -> str:
    """An entry as canonical JSON."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)


def entry_mac(entry: Mapping[str, object], mac: Mac) -> str:
    """The digest that is written with an entry: of everything in it but its number, which it has not been given yet."""
    return mac(written({name: value for name, value in entry.items() if name != "id"}))


def link_hash(previous: str, entry: Mapping[str, object], mac: Mac) -> str:
    """The digest of the link before it and of the whole entry."""
    return mac(f"{previous}\n{written(entry)}")


def first_break(links: Iterable[Chained], link_macs: Mac, entry_macs: Mac) -> int | None:
    """The number that the first link ought to have whose hash does not follow from what is before it, or whose entry is not the one
    that was written; None when the chain holds. Entries without a digest are older than all that have one."""
    previous, keyed = FIRST, False
    for link in links:
        if (
            link.number != link.expected
            or link.entry is None
            or link_hash(previous, link.entry, link_macs) != link.hash
        ):
            return link.number
        if (keyed or link.entry_mac) and entry_mac(link.entry, entry_macs) != link.entry_mac:
            return link.number
        previous, keyed = link.hash, keyed or bool(link.entry_mac)
    return None
