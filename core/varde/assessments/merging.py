"""A page of answers meets what was stored after the page was made: by another window, or by the other person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from varde.instruments.values import Item
from varde.kernel import merging
from varde.kernel.merging import Merged, read_base

__all__ = ["Merged", "merge", "read_base", "write_base"]


def merge(
    base: Mapping[str, Any], typed: Mapping[str, Any], stored: Mapping[str, Any], items: Sequence[Item]
) -> Merged:
    """What the page with these items sent and what is stored, put together (:func:`varde.kernel.merging.merge`). Of two answers to
    a question about safety the higher stands."""
    heavier = {item.key for item in items if item.safety}
    return merging.merge(base, typed, stored, [item.key for item in items], heavier=heavier)


def write_base(answers: Mapping[str, Any], items: Sequence[Item]) -> str:
    """What a page with these items is made from, for a hidden field of it."""
    return merging.write_base(answers, [item.key for item in items])
