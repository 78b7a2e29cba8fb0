"""What was typed or pasted, as it was meant.

A number copied from a web page brings characters that nobody sees, a dash that is no hyphen and a space that is no space. Every
field that holds a number, a name, a day or a code is read through :func:`plain` before anybody judges it; running text is not,
since there a dash is a dash.
"""

from __future__ import annotations

import json
import unicodedata

_DASHES = frozenset("\N{MINUS SIGN}\N{HYPHEN BULLET}\N{MODIFIER LETTER MINUS SIGN}")
_UNSEEN = frozenset("\N{COMBINING GRAPHEME JOINER}")
_SPACES = frozenset("\t\n\r\v\f\x85")
LARGEST_ROW = 2**63 - 1
"""The largest number a row of the database can have."""


def plain(text: str) -> str:
    """The text with no character that cannot be seen, every dash a hyphen and every space a space; put together (NFC).

    Removed are format characters (zero width, direction marks, byte order mark, soft hyphen) and control characters. Half a
    surrogate pair stays, for :func:`is_whole` to refuse.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(map(_plain, text)))


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category.startswith("Z") or letter in _SPACES:
        return " "
    if category in ("Cf", "Cc") or letter in _UNSEEN:
        return ""
    return "-" if category == "Pd" or letter in _DASHES else letter


def name(text: str) -> str:
    """A person's name as it is kept: plain, with one space between its parts and none around it."""
    return " ".join(plain(text).split())


def keys_in(text: str) -> list[str]:
    """The keys in a setting that names several, with spaces or commas between."""
    return text.replace(",", " ").split()


def is_whole(text: str) -> bool:
    """Whether a database can hold the text: it has neither NUL nor half a surrogate pair."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))


def is_whole_json(value: object) -> bool:
    """The same of all text in a JSON value."""
    try:
        return is_whole(json.dumps(value, ensure_ascii=False))
    except (ValueError, RecursionError):
        return False


def row_number(text: str) -> int | None:
    """The number of a row that this text is; None when it is none that a row can have."""
    digits = plain(text).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_ROW))):
        return None
    number = int(digits)
    return number if number <= LARGEST_ROW else None
