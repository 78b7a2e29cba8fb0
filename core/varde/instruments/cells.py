"""What the text in one cell of a file stands for."""

from __future__ import annotations

import json
import re
from typing import Any

from varde.instruments.values import Item
from varde.kernel.json_input import too_deep

NUMBER = re.compile(r"[+-]?[0-9]{1,300}(\.[0-9]{1,300})?", re.ASCII)
YES_NO = {"true": True, "false": False}


def typed(text: str) -> Any:
    """As JSON would have it: None for an empty cell, a number, yes or no (``true``, ``false``), or the text itself."""
    plain = text.strip()
    if not plain:
        return None
    if plain.lower() in YES_NO:
        return YES_NO[plain.lower()]
    if not NUMBER.fullmatch(plain):
        return plain
    return float(plain) if "." in plain else int(plain)


def answer_in(item: Item, text: str) -> Any:
    """The answer to this item; a text when it is none. Days stand in the cell as a JSON list."""
    if item.kind != "days" or not text.strip():
        return typed(text)
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if too_deep(parsed) else parsed
