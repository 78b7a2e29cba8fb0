"""What scoring may read besides the answers: which names there are, and which values each of them takes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from varde.instruments.answers import REFUSED, is_number, whole
from varde.instruments.cells import typed
from varde.instruments.values import NEEDS, Context, Instrument

OLDEST = 120


@dataclass(frozen=True, slots=True)
class _Kind:
    """A value that is taken, and in words."""

    takes: Callable[[Any], bool]
    rule: str
    yes_no: bool = False


_YES_NO = _Kind(lambda value: isinstance(value, bool), "must be true or false", yes_no=True)
_KINDS: Mapping[str, _Kind] = {
    "sex": _Kind(lambda value: value in ("female", "male"), "must be female or male"),
    "age": _Kind(
        lambda value: whole(value) is not REFUSED and 0 <= value <= OLDEST, f"must be a whole number from 0 to {OLDEST}"
    ),
    "agoraphobia": _YES_NO,
    "baseline_metres": _Kind(lambda value: is_number(value) and value >= 0, "must be a number, 0 or more"),
    "position_coded": _YES_NO,
}
_CELLS = {"true": True, "1": True, "false": False, "0": False}


def check_context(instrument: Instrument, context: Context) -> list[str]:
    """What is wrong with a context, one sentence each; an empty list when ``instrument`` can be scored with it.

    A name that this instrument does not read is no fault, so that one context can go with many instruments; a name that
    no instrument reads is. None stands for what is not known.
    """
    faults = []
    for name, value in context.items():
        kind = _KINDS.get(name)
        if kind is None:
            faults.append(unknown_name(instrument, name))
        elif value is not None and not kind.takes(value):
            faults.append(f"{name} is {_shown(value)}, and {kind.rule}.")
    return faults


def unknown_name(instrument: Instrument | None, name: str) -> str:
    """The sentence about a name that no scoring reads; ``instrument`` is what somebody wants scored."""
    own = instrument.needs if instrument else ()
    near = difflib.get_close_matches(name.lower(), own, 1) or difflib.get_close_matches(name.lower(), NEEDS, 1)
    meant = f" (did you mean “{near[0]}”?)" if near else ""
    return f"no scoring reads “{name[:40]}”{meant}; it may read {', '.join(NEEDS)}."


def context_in_cell(name: str, text: str, delimiter: str = ",") -> Any:
    """What stands in a cell: None when it is empty. A yes or no is written ``true`` or ``1``, ``false`` or ``0``."""
    plain = text.strip()
    if name in _KINDS and _KINDS[name].yes_no:
        return _CELLS.get(plain.lower(), plain or None)
    return typed(plain, delimiter)


def _shown(value: object) -> str:
    shown = f"“{value}”" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
