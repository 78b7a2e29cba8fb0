"""Keys that values had before (``renamed_from``), and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def faults_of_renamed(values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with former keys of values that share a place, by the value's key: one is in use, or two claim it."""
    listed = list(values)
    keys = {each.key for each in listed}
    former: dict[str, str] = {}
    for each in listed:
        for old in each.renamed_from:
            if old in keys:
                yield each.key, f"was renamed from '{old}', which is in use"
            elif former.setdefault(old, each.key) != each.key:
                yield each.key, f"was renamed from '{old}', and so was '{former[old]}'"
