"""Wording packs read from a file: TOML of docs/operations/wording.md, or FHIR R4 in JSON."""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping
from typing import Any

from varde.kernel.errors import BadUsage
from varde.wording.questionnaires import read_questionnaires
from varde.wording.rules import meant
from varde.wording.values import Choice, ItemWords, Pack, Words


def read_packs(raw: bytes) -> tuple[Pack, ...]:
    """The wording packs of a file: one in TOML or a Questionnaire, several in a Bundle. A file that begins with a brace is
    JSON.

    :raises BadUsage: with a sentence for everything that is wrong with the file as such; none of them names the file.
    """
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_questionnaires(_decoded(raw))
    return (read_toml(raw),)


def _decoded(raw: bytes) -> str:
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as fault:
        raise BadUsage(f"it is not UTF-8: byte {fault.start + 1} cannot be read.") from None


_SAID = ("language", "licence", "title", "recall", "question", "introduction")
_TOP = ("instrument", "version", *_SAID, "items")
_OF_ITEM = ("label", "choices", "low_label", "high_label", "heading")


def read_toml(raw: bytes) -> Pack:
    """A pack in the form of docs/operations/wording.md.

    :raises BadUsage: it is not UTF-8, not TOML, or has keys or values that a pack does not have.
    """
    try:
        tables = tomllib.loads(_decoded(raw))
    except (RecursionError, ValueError) as fault:
        raise BadUsage(f"it is neither JSON nor TOML: {fault}.") from None
    faults: list[str] = []
    _only(tables, _TOP, "", faults)
    said = {name: _text(tables, name, "", faults) for name in _SAID}
    key, version = _text(tables, "instrument", "", faults), tables.get("version", "")
    if isinstance(version, bool) or not isinstance(version, str | int):
        faults.append("“version” must be text in quotes.")
    items = tables.get("items", {})
    if not isinstance(items, dict):
        faults.append("“items” must be tables: [items.KEY] for each item.")
        items = {}
    words = tuple(_item_of_toml(str(name), item, faults) for name, item in items.items())
    if faults:
        raise BadUsage(*faults)
    return Pack(
        "toml",
        Words(words, said["title"], said["recall"], said["question"], said["introduction"]),
        (key,) if key else (),
        str(version),
        said["language"] or "",
        said["licence"] or "",
    )


def _item_of_toml(key: str, table: object, faults: list[str]) -> ItemWords:
    where = f"item {key}: "
    if not isinstance(table, dict):
        faults.append(f"{where}it must be a table: [items.{key}] with its label.")
        table = {}
    _only(table, _OF_ITEM, where, faults)
    label, low, high, heading = (_text(table, name, where, faults) for name in _OF_ITEM if name != "choices")
    choices: tuple[Choice, ...] | None = None
    match table.get("choices"):
        case None:
            pass
        case dict() as by_code if all(isinstance(words, str) for words in by_code.values()):
            choices = tuple((str(code), words) for code, words in by_code.items())
        case list() as labels if all(isinstance(words, str) for words in labels):
            choices = tuple(("", words) for words in labels)
        case _:
            faults.append(f"{where}“choices” must be a table from code to words, or a list of words in order.")
    return ItemWords(key, label, choices, low, high, heading)


def _only(table: Mapping[str, Any], known: tuple[str, ...], where: str, faults: list[str]) -> None:
    for key in table:
        if key not in known:
            faults.append(f"{where}“{key}” is not known here{meant(key, known)}; known are {', '.join(known)}.")


def _text(table: Mapping[str, Any], name: str, where: str, faults: list[str]) -> str | None:
    text = table.get(name)
    if text is not None and not isinstance(text, str):
        faults.append(f"{where}“{name}” must be text in quotes.")
        return None
    return text
