"""JSON that a person hands to a command: read whole, or refused with one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from varde.kernel.errors import BadUsage

DEEPEST = 100


def read_object(file: str | None, content: str) -> dict[str, Any]:
    """A JSON object from a file, or from stdin when none (or “-”) is named.

    :raises BadUsage: it is not UTF-8, not JSON, or not an object.
    """
    from_stdin = file in (None, "-")
    name = "stdin" if from_stdin else str(file)
    try:
        raw = sys.stdin.buffer.read() if from_stdin else Path(name).read_bytes()
    except (OSError, ValueError) as fault:
        raise BadUsage(f"{name} cannot be read: {getattr(fault, 'strerror', fault)}.") from None
    try:
        return as_object(raw.decode("utf-8-sig"), name, content)
    except UnicodeDecodeError as fault:
        raise BadUsage(f"{name} is not UTF-8: byte {fault.start} cannot be read.") from None


def as_object(raw: str, name: str, content: str) -> dict[str, Any]:
    """The JSON object that ``raw`` holds; ``name`` is where it came from.

    :raises BadUsage: it is not JSON, not an object, or a key stands twice.
    """
    try:
        parsed = json.loads(raw, object_pairs_hook=_without_duplicates, parse_constant=_no_such_number)
    except json.JSONDecodeError as fault:
        raise BadUsage(f"{name} is not JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}.") from None
    except RecursionError:
        raise BadUsage(f"{name} is not JSON that can be read: it is nested too deep.") from None
    except ValueError:
        raise BadUsage(f"{name} is not JSON that can be read: a number in it has too many digits.") from None
    if too_deep(parsed):
        raise BadUsage(f"{name} is not JSON that can be read: it is nested too deep.")
    if not isinstance(parsed, dict):
        raise BadUsage(f"{name} must hold a JSON object with {content}, not {type(parsed).__name__}.")
    try:
        raw.encode()
        json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadUsage(f"{name} holds half a character: a \\ud8.. that lacks its other half.") from None
    return parsed


def too_deep(value: object) -> bool:
    """Whether lists and objects stand inside each other in more than 100 levels, which no input of ours does. Python can
    read somewhat deeper values than it can write."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level if isinstance(each, list | dict) for inner in _inside(each)]
        if not level:
            return False
    return any(isinstance(each, list | dict) for each in level)


def _inside(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _no_such_number(name: str) -> Any:
    raise BadUsage(f"{name} is not a number in JSON.")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for key, value in pairs:
        if key in parsed:
            raise BadUsage(f"The key {key!r} stands twice.")
        parsed[key] = value
    return parsed
