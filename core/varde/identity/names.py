"""Names compared as people use them: by their parts, however they were typed."""

from __future__ import annotations

import re

from varde.kernel.characters import name

LONGEST = 80
"""Characters in a given or a family name."""


def signed(full_name: str, title: str) -> str:
    """A name with its title, as staff sign: “Sara Holm, psykologspesialist”. The title may be empty."""
    return f"{full_name}, {title}" if title else full_name


def parts_of(*names: str) -> frozenset[str]:
    """The parts of names, folded: “Åse-Marie Bråten” has åse, marie and bråten."""
    return frozenset(re.split(r"[\s\-'’.]+", name(" ".join(names)).casefold())) - {""}


def may_be_the_same(known: tuple[str, str], written: tuple[str, str]) -> bool:
    """Whether two (given, family) names can be one person's: a given name in common, or a family name; or nothing is known.

    A name that has changed at marriage keeps the given name; one that is written short keeps the family name. A part counts on
    whichever side it was written, since “Lie Åse” is Åse Lie.
    """
    before, now = parts_of(*known), parts_of(*written)
    return not before or not now or bool(before & now)


def says_more(known: tuple[str, str], written: tuple[str, str]) -> bool:
    """Whether the written name has a part that the known one has not, so that somebody must say which is right."""
    return bool(parts_of(*known)) and not parts_of(*written) <= parts_of(*known)
