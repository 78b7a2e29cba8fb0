"""What a reason must be before it can be read by somebody."""

from __future__ import annotations

import re

FEWEST_WORDS, FEWEST_LETTERS = 2, 5
_WORD = re.compile(r"[^\W\d_]{2,}")


def says_why(reason: str) -> bool:
    """Whether the words can be a reason: two different words of letters at least, with five different letters among them.

    It keeps out an empty field, a full stop, “xxxxx” and “asdf asdf”; what is true, nobody but a reader can judge.
    """
    words = {word.casefold() for word in _WORD.findall(reason)}
    return len(words) >= FEWEST_WORDS and len(set("".join(words))) >= FEWEST_LETTERS
