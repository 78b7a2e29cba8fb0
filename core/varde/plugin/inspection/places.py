"""Where a declared value is written. While a plugin is imported, every value remembers the line that made it.

Only ``varde plugin check`` does this: it wraps the values' constructors, and a start has no use for it.
"""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType
from typing import Any, get_args

import varde
from varde.kernel.shape import field_types

_CORE = f"{Path(varde.__file__).parent}{os.sep}"
_TESTING = f"{_CORE}testing{os.sep}"
_MACHINERY = {"<string>", dataclasses.__file__, __file__}


class Places:
    """The lines on which values were made, and how to find the one that a sentence is about."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[object, str]] = {}

    def remember(self, value: object, at: str) -> None:
        """The value is kept as well, or its identity could become another's."""
        self._made[id(value)] = (value, at)

    def of(self, value: object, place: str = "") -> str:
        """The file and line of the innermost value that ``place`` leads to and whose line is known; empty when none is."""
        path = list(_led_by(value, place))
        return next((self._made[id(each)][1] for each in reversed(path) if id(each) in self._made), "")


@contextmanager
def remembering(types: Iterable[type], places: Places) -> Iterator[None]:
    """While it lasts, every value of these types and of the types in them remembers where it was made."""
    wrapped = {each: each.__init__ for each in _with_those_inside(types)}  # type: ignore[misc]
    for each, make in wrapped.items():
        each.__init__ = _remembering(make, places)  # type: ignore[misc]
    try:
        yield
    finally:
        for each, make in wrapped.items():
            each.__init__ = make  # type: ignore[misc]


def shown(at: str) -> str:
    """A ``file:line`` as one would type it: from the folder one stands in, when it lies there."""
    file, colon, line = at.rpartition(":")
    path = Path(file)
    short = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f"{short}{colon}{line}"


def nearer(sentence: str) -> str:
    """A sentence with each file as one would type it."""
    return sentence.replace(f"{Path.cwd()}{os.sep}", "")


def _remembering(make: Callable[..., None], places: Places) -> Callable[..., None]:
    def made(self: object, *values: Any, **named: Any) -> None:
        make(self, *values, **named)
        places.remember(self, _line_of_author())

    return made


def _line_of_author() -> str:
    """The nearest line that is not Varde's own: helpers such as ``choice_items`` are called from it."""
    frame: FrameType | None = sys._getframe(2)
    nearest = ""
    while frame is not None:
        file = frame.f_code.co_filename
        nearest = nearest or f"{file}:{frame.f_lineno}"
        if file not in _MACHINERY and (not file.startswith(_CORE) or file.startswith(_TESTING)):
            return f"{file}:{frame.f_lineno}"
        frame = frame.f_back
    return nearest


def _with_those_inside(types: Iterable[type]) -> set[type]:
    known: set[type] = set()
    waiting = list(types)
    while waiting:
        each = waiting.pop()
        if each in known or not is_dataclass(each):
            continue
        known.add(each)
        for expected in field_types(each).values():
            waiting += _classes_in(expected)
    return known


def _classes_in(expected: Any) -> Iterator[type]:
    if isinstance(expected, type) and not get_args(expected):
        yield expected
    for part in get_args(expected):
        yield from _classes_in(part)


def _led_by(value: object, place: str) -> Iterator[object]:
    """The value, and each one inside it that the words of the place lead on to: ``module m1: step read: title``."""
    yield value
    for segment in re.split("[:,] ", place):
        field, _, name = segment.rpartition(" ")
        within = dict(_parts_of(value)).get(field, value) if is_dataclass(value) else value
        inner = _inside(within, name)
        if inner is None and is_dataclass(within):
            inner = within
        if inner is not None:
            value = inner
            yield value


def _inside(value: object, name: str) -> object | None:
    """The nearest value inside that has this key, or stands under this name."""
    level = [value]
    while level and name:
        parts = [part for each in level for part in _parts_of(each)]
        for key, inner in parts:
            if name in (key, getattr(inner, "key", None), getattr(inner, "fact", None)) and is_dataclass(inner):
                return inner
        level = [inner for _, inner in parts]
    return None


def _parts_of(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, tuple):
        for part in value:
            pair = isinstance(part, tuple) and len(part) == 2 and isinstance(part[0], str | int)
            yield (str(part[0]), part[1]) if pair else ("", part)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in (each for each in fields(value) if each.init):
            yield each.name, getattr(value, each.name)
