"""What whoever reads the homework of a module looks for: few and short lines, or nobody reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from varde.kernel.words import LANGUAGES
from varde.programmes.values import Module

MOST = 8
LONGEST = 160
"""Characters of one line, in any language."""


def check_look_for(modules: Iterable[Module]) -> Iterator[str]:
    """Too many, one without English, one that is too long. Bokmål and nynorsk are asked of every text."""
    for module in modules:
        if len(module.look_for) > MOST:
            yield f"module {module.key}: look_for: there are {len(module.look_for)}, but at most {MOST} are read"
        for number, text in enumerate(module.look_for, start=1):
            place = f"module {module.key}: look_for {number}"
            if not text.en.strip():
                yield f"{place}: has no text in en"
            for language in LANGUAGES:
                if (length := len(getattr(text, language))) > LONGEST:
                    yield f"{place}: has {length} characters in {language}, but at most {LONGEST} are read"


def to_look_for(modules: Sequence[Module], keys: Iterable[str]) -> tuple[Module, ...]:
    """Those of the modules with these keys that say what to look for, in their order."""
    wanted = frozenset(keys)
    return tuple(module for module in modules if module.look_for and module.key in wanted)
