"""What a file may tell of a person besides her answers: whether she is still in treatment, and her background."""

from __future__ import annotations

import re

from varde.instruments.cells import yes_or_no

BACKGROUND = {
    "sex": (re.compile("female|male"), "female or male"),
    "age_band": (re.compile(r"[0-9]{1,3}(-[0-9]{1,3}|\+)"), "such as 30-39 or 80+"),
    "arm": (re.compile(r".{1,40}"), "of 1 to 40 characters"),
}
"""Its parts, and how each is written."""


def background_fault(name: str, text: str) -> str:
    """What is wrong with a part of the background; "" when nothing is."""
    written, words = BACKGROUND[name]
    return "" if written.fullmatch(text) else f"“{text[:40]}” is not {words}."


def running_in(cell: str) -> bool | str:
    """Whether somebody is still in treatment where she was, or the sentence that says why the cell does not tell."""
    running = yes_or_no(cell)
    if running is None and cell:
        return f"“{cell[:40]}” is neither true nor false."
    return bool(running)
