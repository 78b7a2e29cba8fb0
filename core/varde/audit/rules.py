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
    that was written with it, and the one that was made when the name was taken out ("": it was not)."""

    number: int
    expected: int
    hash: str
    entry: Mapping[str, object] | None
    entry_mac: str
    unnamed: str = ""


def written(entry: Mapping[str, object]) -> str:
    """An entry as canonical JSON."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)


def entry_mac(entry: Mapping[str, object], mac: Mac) -> str:
    """The digest that is written with an entry: of everything in it but its number, which it has not been given yet."""
    return mac(written({name: value for name, value in entry.items() if name != "id"}))


def link_hash(previous: str, entry: Mapping[str, object], mac: Mac) -> str:
    """The digest of the link before it and of the whole entry."""
    return mac(f"{previous}\n{written(entry)}")


def unnamed_mac(previous: str, link: Chained, mac: Mac) -> str:
    """The digest of an entry whose name is taken out: of what is left of it, and of all that the name was in before, so that it can
    stand nowhere else and nothing else can stand for it."""
    return mac(f"{previous}\n{link.hash}\n{link.entry_mac}\n{written(link.entry or {})}")


@dataclass(frozen=True, slots=True)
class Macs:
    """What makes the digests of links, of entries, and of entries without the name: each a key of its own."""

    link: Mac
    entry: Mac
    unnamed: Mac


def follows(previous: str, link: Chained, macs: Macs, *, keyed: bool) -> bool:
    """Whether a link follows from the hash before it, and its entry is the one that was written; ``keyed`` when an entry without a
    digest can no longer be."""
    if link.number != link.expected or link.entry is None or (keyed and not link.entry_mac):
        return False
    if link.unnamed:
        return unnamed_mac(previous, link, macs.unnamed) == link.unnamed
    is_written = not link.entry_mac or entry_mac(link.entry, macs.entry) == link.entry_mac
    return is_written and link_hash(previous, link.entry, macs.link) == link.hash


def first_break(links: Iterable[Chained], macs: Macs) -> int | None:
    """The number of the first link that does not follow from what is before it; None when the chain holds. Entries without a digest
    are older than all that have one."""
    previous, keyed = FIRST, False
    for link in links:
        if not follows(previous, link, macs, keyed=keyed):
            return link.number
        previous, keyed = link.hash, keyed or bool(link.entry_mac)
    return None
