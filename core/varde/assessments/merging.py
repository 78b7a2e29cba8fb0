"""A page of answers meets what was stored after the page was made: by another window, or by the other person."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from varde.instruments.values import Item


@dataclass(frozen=True, slots=True)
class Merged:
    """``answers``: all that is to be stored, the other pages' included. ``shown``: what stands on the page now.

    ``elsewhere``: the items of the page that were answered elsewhere with something the page did not send.
    ``clashes``: those of them where the page brings another answer of its own, which is shown, and what was stored before.
    """

    answers: dict[str, Any]
    shown: dict[str, Any]
    elsewhere: tuple[str, ...] = ()
    clashes: Mapping[str, Any] = field(default_factory=dict)


def merge(
    base: Mapping[str, Any], typed: Mapping[str, Any], stored: Mapping[str, Any], items: Sequence[Item]
) -> Merged:
    """Put together what the page sent (``typed``) and what is stored, for a page with these items made from ``base``.

    Nothing was stored meanwhile: the page's answers stand, and what it leaves empty is empty. Otherwise an answer is
    changed only where the page changed it and nobody else did, and none is taken away. Where both changed an answer, the
    stored one stays, but for a question about safety the higher one does: nobody must miss it.
    """
    keys = {item.key for item in items}
    answers = {key: value for key, value in stored.items() if key not in keys}
    if _of(base, keys) == _of(stored, keys):
        return Merged({**answers, **typed}, dict(typed))
    shown: dict[str, Any] = {}
    clashes: dict[str, Any] = {}
    for item in items:
        mine, theirs, before = (some.get(item.key) for some in (typed, stored, base))
        kept, seen = theirs, theirs
        if mine is not None and mine not in (before, theirs):
            kept, seen = mine, mine
            if theirs not in (None, before):
                clashes[item.key] = theirs
                kept = max(mine, theirs) if item.safety else theirs
        if kept is not None:
            answers[item.key] = kept
        if seen is not None:
            shown[item.key] = seen
    elsewhere = tuple(item.key for item in items if item.key in clashes or shown.get(item.key) != typed.get(item.key))
    return Merged(answers, shown, elsewhere, clashes)


def _of(answers: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key in keys and value is not None}


def write_base(answers: Mapping[str, Any], items: Sequence[Item]) -> str:
    """What a page with these items is made from, for a hidden field of it."""
    base = _of(answers, {item.key for item in items})
    return json.dumps(base, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_base(written: str) -> dict[str, Any]:
    """The answers a page says it was made from. One that says nothing readable knew of none, so it takes none away."""
    try:
        base = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return base if isinstance(base, dict) else {}
