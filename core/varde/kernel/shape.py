"""Whether a declared value is what its type says: each field is held against its annotation, down to the last text.

A type checker says the same, to whoever runs one. At start it is said to everybody: a word that is no choice, a comma that is
missing in a tuple, a list that could be changed afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class Misfit:
    """One field that is not what its type says. ``within`` is the innermost declared value that holds it."""

    place: str
    rule: str
    within: object

    def __str__(self) -> str:
        return f"{self.place} {self.rule}"


def misfits(value: object, place: str = "") -> Iterator[Misfit]:
    """Every field of a declared value, and of the values in it, that is not what its type says.

    :param place: how to reach the value: ``modules m1: steps read``.
    """
    if _is_whole(value):
        return
    of: type = type(value)
    for name, expected in field_types(of).items():
        yield from _misfits(getattr(value, name), expected, f"{place}: {name}" if place else name, value)


def texts_in(value: object, place: str = "") -> Iterator[tuple[str, Text]]:
    """Every text inside a declared value, with the path to it: ``modules know-your-gut: steps summary: title``."""
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value, start=1):
            name, inner = _name_in_tuple(part, number)
            yield from texts_in(inner, f"{place} {name}")
    elif is_dataclass(value) and not isinstance(value, type):
        for each in (each for each in fields(value) if each.init):
            yield from texts_in(getattr(value, each.name), f"{place}: {each.name}" if place else each.name)


def _name_in_tuple(part: object, number: int) -> tuple[object, object]:
    """What a part of a tuple is called in a sentence, and the part itself, or what stands under a name in a pair."""
    if isinstance(part, tuple) and len(part) == 2 and isinstance(part[0], str | int):
        return part[0], part[1]
    return getattr(part, "key", None) or getattr(part, "fact", None) or number, part


@cache
def field_types(of: Any) -> Mapping[str, Any]:
    """The declared types of what a dataclass is made with. A test holds that every declared type can be read like this."""
    made_with = {each.name for each in fields(of) if each.init}
    return {name: expected for name, expected in get_type_hints(of).items() if name in made_with}


def _misfits(value: object, expected: Any, place: str, within: object) -> Iterator[Misfit]:
    kind = _suited(value, expected)
    if kind is _UNFIT:
        yield Misfit(place, f"is {_shown(value)} and must be {_named(expected)}{_meant(value, expected)}", within)
    elif isinstance(value, tuple):
        yield from _in_tuple(value, get_args(kind), place, within)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from misfits(value, place)


def _in_tuple(value: tuple[object, ...], types: tuple[Any, ...], place: str, within: object) -> Iterator[Misfit]:
    if not types:
        return
    if types[-1] is Ellipsis:
        types = (types[0],) * len(value)
    elif len(types) != len(value):
        yield Misfit(place, f"has {len(value)} parts and must have {len(types)}", within)
        return
    for number, (part, expected) in enumerate(zip(value, types, strict=True), start=1):
        yield from _misfits(part, expected, f"{place} {_name_in_tuple(part, number)[0]}", within)


_UNFIT = object()
_ALONE: Mapping[Any, Callable[[Any], bool]] = {
    str: lambda value: isinstance(value, str),
    bool: lambda value: isinstance(value, bool),
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    float: lambda value: isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value),
    NoneType: lambda value: value is None,
    None: lambda value: value is None,
}


def _suited(value: object, expected: Any) -> Any:
    """The type among those expected that the value is of, itself and not what is inside it; :data:`_UNFIT` when there is none."""
    alone = _ALONE.get(expected) if isinstance(expected, type) or expected is None else None
    if alone is not None:
        return expected if alone(value) else _UNFIT
    origin = get_origin(expected)
    if origin is UnionType or origin is Union:
        return next((kind for part in get_args(expected) if (kind := _suited(value, part)) is not _UNFIT), _UNFIT)
    if origin is Literal:
        return expected if any(type(value) is type(word) and value == word for word in get_args(expected)) else _UNFIT
    if Callable in (origin, expected):
        return expected if callable(value) else _UNFIT
    checked = origin or expected
    if not isinstance(checked, type) or getattr(checked, "_is_protocol", False):
        return expected
    return expected if isinstance(value, checked) else _UNFIT


# --- whether a value fits, where nothing need be said of it: what each type asks is worked out once -------------------

Fits = Callable[[Any], bool]


def _is_whole(value: object) -> bool:
    """Whether :func:`misfits` has nothing to say of a value."""
    kind: Any = type(value)
    return all(fits(getattr(value, name)) for name, fits in _tests(kind))


@cache
def _tests(of: Any) -> tuple[tuple[str, Fits], ...]:
    """A test for each field of a dataclass; none for another type."""
    is_declared = is_dataclass(of)
    return tuple((name, _test(expected)) for name, expected in field_types(of).items()) if is_declared else ()


@cache
def _test(expected: Any) -> Fits:
    """Whether a value is of this type, and all that is inside it of what its type says."""
    alone = _ALONE.get(expected) if isinstance(expected, type) or expected is None else None
    if alone is not None:
        return alone
    kinds = get_args(expected) if get_origin(expected) in (UnionType, Union) else (expected,)
    tests = tuple((_alone(kind), _inside(get_args(kind))) for kind in kinds)

    def fits(value: Any) -> bool:
        for is_of, is_whole in tests:
            if is_of(value):
                return is_whole(value)
        return False

    return fits


def _alone(kind: Any) -> Fits:
    """Whether a value is of a type, itself and not what is inside it."""
    checked = get_origin(kind) or kind
    if kind in _ALONE:
        return _ALONE[kind]
    if isinstance(checked, type) and not getattr(checked, "_is_protocol", False):
        return lambda value: isinstance(value, checked)
    return lambda value: _suited(value, kind) is not _UNFIT


def _inside(types: tuple[Any, ...]) -> Fits:
    """Whether what is inside a value is of these types, as far as it is a tuple, and a declared value whole."""
    several = types[-1:] == (Ellipsis,)
    tests = tuple(_test(part) for part in types if part is not Ellipsis and not isinstance(part, list))

    def is_whole(value: Any) -> bool:
        if not isinstance(value, tuple):
            return _is_whole(value)
        if several:
            return all(map(tests[0], value))
        return not types or (
            len(types) == len(value) and all(test(part) for test, part in zip(tests, value, strict=False))
        )

    return is_whole


# --- in words -------------------------------------------------------------------------------------------------------


def _named(expected: Any) -> str:
    """A type in words."""
    parts = get_args(expected)
    if get_origin(expected) in (UnionType, Union):
        return " or ".join(dict.fromkeys(_named(part) for part in parts))
    if get_origin(expected) is Literal:
        return "one of " + ", ".join(str(word) or "''" for word in parts)
    if (get_origin(expected) or expected) is tuple:
        return "a tuple"
    plain = {
        str: "a text",
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        NoneType: "None",
        None: "None",
    }
    if isinstance(expected, type) and expected in plain:
        return plain[expected]
    name = getattr(expected, "__name__", str(expected))
    return "a function" if name == "Callable" else f"a{'n' if name[:1] in 'AEIOU' else ''} {name}"


def _meant(value: object, expected: Any) -> str:
    """A likely cause: a word that is nearly right, a tuple of one that lacks its comma."""
    if isinstance(value, str):
        words = [
            word for part in (expected, *get_args(expected)) if get_origin(part) is Literal for word in get_args(part)
        ]
        near = get_close_matches(value, [word for word in words if word], n=1)
        if near:
            return f"; did you mean {near[0]}?"
    hint: str = getattr(expected, "hint_for_misfit", "")
    if hint:
        return hint
    if any((get_origin(part) or part) is tuple for part in (expected, *get_args(expected))):
        return (
            ", which nothing can change afterwards" if isinstance(value, list | set | dict) else "; is a comma missing?"
        )
    return ""


def _shown(value: object) -> str:
    if value is None or isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 40 else f"'{value[:39]}…'"
    name = type(value).__name__
    return f"a{'n' if name[:1] in 'AEIOUaeiou' else ''} {name}"
