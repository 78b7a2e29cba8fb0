"""JSON that a person hands to a command: read whole, or refused with one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from varde.kernel.errors import BadUsage
from varde.kernel.words import Text

DEEPEST = 100
_NO_JSON = Text(
    "{name} er ikke JSON: {said} på linje {line}, tegn {column}.",
    "{name} er ikkje JSON: {said} på linje {line}, teikn {column}.",
    "{name} is not JSON: {said} at line {line}, column {column}.",
)
_TOO_DEEP = Text(
    "{name} er ikke JSON som kan leses: for mye står inni hverandre.",
    "{name} er ikkje JSON som kan lesast: for mykje står inni kvarandre.",
    "{name} is not JSON that can be read: it is nested too deep.",
)
_TOO_MANY_DIGITS = Text(
    "{name} er ikke JSON som kan leses: et tall har for mange sifre.",
    "{name} er ikkje JSON som kan lesast: eit tal har for mange siffer.",
    "{name} is not JSON that can be read: a number in it has too many digits.",
)
_NO_OBJECT = Text(
    "{name} må være et JSON-objekt med {content}, ikke {kind}.",
    "{name} må vere eit JSON-objekt med {content}, ikkje {kind}.",
    "{name} must hold a JSON object with {content}, not {kind}.",
)
_HALF_CHARACTER = Text(
    "{name} har et halvt tegn: en \\ud8.. uten sin andre halvdel.",
    "{name} har eit halvt teikn: ein \\ud8.. utan den andre halvdelen.",
    "{name} holds half a character: a \\ud8.. that lacks its other half.",
)
_NO_NUMBER = Text(
    "{name} er ikke et tall i JSON.", "{name} er ikkje eit tal i JSON.", "{name} is not a number in JSON."
)
_KEY_TWICE = Text("Nøkkelen {key} står to ganger.", "Nøkkelen {key} står to gonger.", "The key {key} stands twice.")


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


class JsonRefused(BadUsage):
    """What was handed over is no JSON of ours; ``text`` is the sentence in every language, for a page that takes a file."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.to("en"))


def as_object(raw: str, name: str | Text, content: str | Text) -> dict[str, Any]:
    """The JSON object that ``raw`` holds; ``name`` is where it came from.

    :raises JsonRefused: it is not JSON, not an object, or a key stands twice.
    """
    try:
        parsed = json.loads(raw, object_pairs_hook=_without_duplicates, parse_constant=_no_such_number)
    except json.JSONDecodeError as fault:
        where = {"line": fault.lineno, "column": fault.colno}
        raise JsonRefused(
            _NO_JSON.filled(name=name, said=Text("det stopper", "det stoppar", fault.msg), **where)
        ) from None
    except RecursionError:
        raise JsonRefused(_TOO_DEEP.filled(name=name)) from None
    except ValueError:
        raise JsonRefused(_TOO_MANY_DIGITS.filled(name=name)) from None
    if too_deep(parsed):
        raise JsonRefused(_TOO_DEEP.filled(name=name))
    if not isinstance(parsed, dict):
        raise JsonRefused(_NO_OBJECT.filled(name=name, content=content, kind=type(parsed).__name__))
    try:
        raw.encode()
        json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise JsonRefused(_HALF_CHARACTER.filled(name=name)) from None
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
    raise JsonRefused(_NO_NUMBER.filled(name=name))


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    parsed: dict[str, Any] = {}
    for key, value in pairs:
        if key in parsed:
            raise JsonRefused(_KEY_TWICE.filled(key=repr(key)))
        parsed[key] = value
    return parsed
