"""What a page sends meets what was stored after the page was made: by another window, or by somebody else."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """``answers``: all that is to be stored, the other pages' included. ``shown``: what stands on the page now.

    ``elsewhere``: what the page asks for that was filled in elsewhere with something the page did not send.
    ``clashes``: those of them where the page brings another answer of its own, which is shown, and what was stored before.
    """

    answers: dict[str, Any]
    shown: dict[str, Any]
    elsewhere: tuple[str, ...] = ()
    clashes: Mapping[str, Any] = field(default_factory=dict)


def merge(
    base: Mapping[str, Any],
    typed: Mapping[str, Any],
    stored: Mapping[str, Any],
    keys: Collection[str],
    *,
    heavier: Collection[str] = (),
) -> Merged:
    """Put together what the page sent (``typed``) and what is stored, for a page that asks for ``keys``, in their order, and was
    made from ``base``.

    Nothing was stored meanwhile: what the page sent stands, and what it leaves empty is empty. Otherwise something is changed
    only where the page changed it and nobody else did, and nothing is taken away. Where both changed it, what is stored stays;
    of ``heavier`` the higher of the two does, because nobody must miss it.
    """
    answers = {key: value for key, value in stored.items() if key not in keys}
    if _of(base, keys) == _of(stored, keys):
        return Merged({**answers, **typed}, dict(typed))
    shown: dict[str, Any] = {}
    clashes: dict[str, Any] = {}
    for key in keys:
        mine, theirs, before = (some.get(key) for some in (typed, stored, base))
        kept, seen = theirs, theirs
        if mine is not None and mine not in (before, theirs):
            kept, seen = mine, mine
            if theirs not in (None, before):
                clashes[key] = theirs
                kept = max(mine, theirs) if key in heavier else theirs
        if kept is not None:
            answers[key] = kept
        if seen is not None:
            shown[key] = seen
    elsewhere = tuple(key for key in keys if key in clashes or shown.get(key) != typed.get(key))
    return Merged(answers, shown, elsewhere, clashes)


def _of(answers: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key in keys and value is not None}


def write_base(answers: Mapping[str, Any], keys: Collection[str]) -> str:
    """What a page that asks for ``keys`` is made from, for a hidden field of it."""
    base = _of(answers, keys)
    return json.dumps(base, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read_base(written: str) -> dict[str, Any]:
    """What a page says it was made from. One that says nothing readable knew of none, so it takes none away."""
    try:
        base = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return base if isinstance(base, dict) else {}
