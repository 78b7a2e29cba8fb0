"""What may stand under what, what a name may be, and whether somebody else was first: plain values in and out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from varde.kernel.characters import keys_in, plain

UNDER: Mapping[str, tuple[str, ...]] = {
    "region": (),
    "trust": ("", "region"),
    "municipality": ("", "region"),
    "clinic": ("trust", "municipality", "district"),
    "district": ("municipality",),
}
"""What each kind of organisation may stand under; "" is nothing, which is all that a region stands under."""


def may_stand_under(kind: str, above: str | None) -> bool:
    """Whether an organisation of this kind may stand under one of the other kind; None is under nothing."""
    return (above or "") in (UNDER[kind] or ("",))


def is_key(text: str) -> bool:
    """Whether text can be the key of an organisation: small letters a to z, digits and dashes, 2 to 40 of them."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]{1,39}", text, re.ASCII) is not None


def is_statement(text: str) -> bool:
    """Whether text can be the address of an accessibility statement: https, a host with a dot, and nothing but printable ASCII."""
    return re.fullmatch(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?(/[!-~]*)?", text, re.ASCII) is not None


def read_hpr(text: str) -> str | None:
    """The digits of an HPR number, whatever spaces stand between them; None when it is none. The number has no control digit."""
    digits = re.sub(r"\s", "", plain(text))
    return digits if re.fullmatch(r"[1-9][0-9]{0,8}", digits, re.ASCII) else None


def read_time(text: str) -> str | None:
    """A time on the wall as ``HH:MM``, from ``8``, ``8.30``, ``08:30``; None when it is none."""
    match = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", plain(text).strip(), re.ASCII)
    if match is None or int(match[1]) > 24 or int(match[2] or 0) > 59 or (int(match[1]) == 24 and int(match[2] or 0)):
        return None
    return f"{int(match[1]):02d}:{int(match[2] or 0):02d}"


def weekdays_in(text: str) -> list[int]:
    """The weekdays in ``1-4,6``, where 1 is Monday, as 0 to 6 in order; [] when any part of it is none."""
    days: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*([1-7])(?:\s*-\s*([1-7]))?\s*", plain(part), re.ASCII)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            return []
        days |= set(range(int(match[1]) - 1, int(match[2] or match[1])))
    return sorted(days)


def overlapping(days: Sequence[tuple[date, date]], first: date, last: date) -> tuple[date, date] | None:
    """The one of these stretches of days that shares a day with the one from ``first`` to ``last``; None when none does."""
    return next((each for each in days if each[0] <= last and first <= each[1]), None)


def seen_of(value: object) -> str:
    """What a form, or a command, shows that it was made from: sixteen characters that change when the value does."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changed_names(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The names whose value is not the same in the two, in alphabetical order."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def unknown_tracks(text: str, known: Collection[str]) -> list[str]:
    """Those of the keys in a text, with spaces or commas between, that are no track."""
    return [key for key in keys_in(text) if key not in known]
