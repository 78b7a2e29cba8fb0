"""What the text in one cell of a file stands for."""

from __future__ import annotations

import json
from typing import Any

from varde.instruments.answers import REFUSED, accept
from varde.instruments.values import Item
from varde.kernel.json_input import too_deep
from varde.kernel.tables import cleaned, readings_of

YES_NO = {"true": True, "false": False}
_IN_WORDS = {
    **dict.fromkeys(("true", "sann", "ja", "j", "yes", "y"), True),
    **dict.fromkeys(("false", "usann", "nei", "no", "n"), False),
}
"""How spreadsheets and survey tools write yes and no."""


def yes_or_no(text: str) -> bool | None:
    """Yes or no in a cell, in words or as 1 and 0; None when it is neither."""
    return {**_IN_WORDS, "1": True, "0": False}.get(cleaned(text).lower())


def typed(text: str, delimiter: str = ",") -> Any:
    """As JSON would have it: None for an empty cell, a number, yes or no (``true``, ``false``), or the text itself."""
    plain = cleaned(text)
    if not plain:
        return None
    if plain.lower() in YES_NO:
        return YES_NO[plain.lower()]
    readings = readings_of(plain, delimiter)
    return readings[0] if len(readings) == 1 else plain


def answer_in(item: Item, text: str, delimiter: str = ",") -> Any:
    """The answer to this item; a text when it is none. Days stand in the cell as a JSON list. A number that can be read in
    two ways is the one that the item takes; a text when it takes both."""
    plain = cleaned(text)
    if item.yes_or_no and plain.lower() in _IN_WORDS:
        return _IN_WORDS[plain.lower()]
    if item.own and not item.numeric:
        return _own(item, text, plain)
    readings = readings_of(plain, delimiter)
    if not item.by_day and len(readings) > 1:
        taken = [number for number in readings if accept(item, number) is not REFUSED]
        return taken[0] if len(taken) == 1 else plain
    if not item.by_day or not plain:
        return typed(text, delimiter)
    return _json(text)


def _own(item: Item, text: str, plain: str) -> Any:
    """An answer that is no number: as JSON where it is a list, else as it is written."""
    parsed = _json(text)
    return None if not plain else parsed if accept(item, parsed) is not REFUSED else text.strip()


def _json(text: str) -> Any:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if too_deep(parsed) else parsed
